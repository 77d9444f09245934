"""What a rule says of a transaction: findings, and the authorities among them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from licet.terms.outcome import ReviewPolicy


class Effect(StrEnum):
    """What a finding does. `determination/conclude.py` alone decides how effects combine."""

    NOT_AN_EXPORT = "not_an_export"  # import, payment, domestic sale: no license requirement of the EAR arises
    NOT_SUBJECT = "not_subject"  # the item is outside the EAR whatever else would reach it
    SUBJECT = "subject"  # one way in which the item is subject to the EAR
    REQUIREMENT = "requirement"  # a license is required, unless covered
    PROHIBITION = "prohibition"  # no license of this kind lifts it
    EXEMPTION = "exemption"  # a clause by which a named requirement does not exist here
    AUTHORIZATION = "authorization"  # a license or license exception that covers named requirements
    NO_EXCEPTIONS = "no_exceptions"  # license exceptions are barred
    RED_FLAG = "red_flag"
    OBLIGATION = "obligation"
    CONSIDERED = "considered"  # tested, did not reach the transaction
    OTHER_MEASURE = "other_measure"  # shown, never deciding
    WARNING = "warning"
    QUESTION = "question"  # blocks a clearance until answered
    GAP = "gap"  # a provision that is not encoded; blocks a clearance
    CRASHED = "crashed"  # a rule failed; blocks a clearance


BLOCKS_CLEARANCE = frozenset({Effect.QUESTION, Effect.GAP, Effect.CRASHED})


@dataclass(frozen=True, slots=True)
class Authority:
    """Under what a covered requirement may go ahead."""

    kind: str  # general_license, license_exception or specific_license
    id: str
    title: str
    citation: str
    valid_from: str | None = None  # ISO dates, both inclusive
    valid_until: str | None = None
    conditions: tuple[str, ...] = ()


class _Hashed:
    """Where a hash is kept once it is known."""

    __slots__ = ("_hash",)
    _hash: int


@dataclass(frozen=True, slots=True)
class Finding(_Hashed):
    """One thing a provision says.

    `key` names a requirement or prohibition (`744.11`, `742.4:NS2`); `covers` names those that an
    exemption or authorization lifts (a name also covers what follows it after a colon; `*` covers
    every requirement, never a prohibition). `standing` is the place of the party's standing that
    the finding speaks of, -1 for a finding about the whole line. `code` is the code of a warning or
    the fact of a question. `{party}` in a text stands for the party's name.

    Of a license exception `key` is its symbol with the paragraph relied on (`TMP a.1`), and of a bar on
    exceptions `covers` names those it leaves open, with or without a paragraph. An authorization that
    `awaits` facts is claimed and not shown to stand: it covers only once they are stated. One that stands
    `alone` covers nothing where Part 742 asks for more than it covers.
    """

    effect: Effect
    because: str
    citations: tuple[str, ...] = ()
    rule: str = ""
    key: str = ""
    covers: tuple[str, ...] = ()
    policy: ReviewPolicy | None = None
    authority: Authority | None = None
    code: str = ""
    standing: int = -1
    turned_on: tuple[str, ...] = ()
    awaits: tuple[str, ...] = ()
    alone: bool = False

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            found = hash((self.effect, self.because, self.citations, self.rule, self.key))
            object.__setattr__(self, "_hash", found)
            return found

    def of_rule(self, rule: str, citation: str, turned_on: tuple[str, ...], standing: int) -> Finding:
        """The same, said by a rule: its citation first, and its section as the name where none is given."""
        key = self.key
        if not key and self.effect in (Effect.REQUIREMENT, Effect.PROHIBITION):
            key = rule.split(maxsplit=1)[0]
        citations = tuple(dict.fromkeys((citation, *self.citations)))
        return Finding(
            self.effect, self.because, citations, rule, key,
            self.covers, self.policy, self.authority, self.code, standing, turned_on, self.awaits, self.alone,
        )  # fmt: skip

    def covers_key(self, key: str) -> bool:
        """Whether this exemption or authorization names the requirement `key`."""
        return any(name in ("*", key) or key.startswith(name + ":") for name in self.covers)

    def leaves_open(self, exception: str) -> bool:
        """Whether this bar leaves an exception, with the paragraph relied on (`TMP a.1`), open."""
        return names(self.covers, exception)


def names(named: tuple[str, ...], exception: str) -> bool:
    """Whether exceptions or paragraphs of them (`RPL`, `TMP a.6`) include one relied on (`TMP a.6.i`)."""
    return any(exception == name or exception.startswith((name + " ", name + ".")) for name in named)


Findings = tuple[Finding, ...]


def require(because: str, *citations: str, policy: ReviewPolicy | None, key: str = "") -> Finding:
    """A license is required; `policy` is how an application would be reviewed."""
    return Finding(Effect.REQUIREMENT, because, citations, policy=policy, key=key)


def prohibit(because: str, *citations: str, key: str = "") -> Finding:
    """A bar that no license of this kind lifts."""
    return Finding(Effect.PROHIBITION, because, citations, key=key)


def exempt(because: str, *citations: str, covers: tuple[str, ...]) -> Finding:
    """A clause by which the requirements named in `covers` do not exist here."""
    return Finding(Effect.EXEMPTION, because, citations, covers=covers)


def authorize(
    because: str,
    *citations: str,
    covers: tuple[str, ...],
    authority: Authority,
    key: str = "",
    awaits: tuple[str, ...] = (),
    alone: bool = False,
) -> Finding:
    """`authority` covers the requirements named in `covers`, once the facts it `awaits` are stated."""
    return Finding(
        Effect.AUTHORIZATION,
        because,
        citations,
        key=key,
        covers=covers,
        authority=authority,
        awaits=awaits,
        alone=alone,
    )


def no_exceptions(because: str, *citations: str, key: str = "", open_to: tuple[str, ...] = ()) -> Finding:
    """Exceptions but those `open_to` are barred, as long as the requirement `key` is not lifted otherwise."""
    return Finding(Effect.NO_EXCEPTIONS, because, citations, key=key, covers=open_to)


def note(effect: Effect, because: str, *citations: str, code: str = "", key: str = "") -> Finding:
    """A finding of any other effect: scope, red flag, obligation, considered, warning, gap…

    A question with a `key` asks whether the requirement of that name applies; it blocks no clearance
    where an authority covers that requirement in any case.
    """
    return Finding(effect, because, citations, code=code, key=key)
