"""What a change of the law or of the lists does to lines already written: each decided as of two dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from licet.determination.conclude import Conclusion, Placed
from licet.determination.decide import Licet
from licet.law.finding import Effect
from licet.terms.dates import Moment
from licet.terms.outcome import Outcome
from licet.terms.transaction import Party, Transaction

_MOVES = frozenset(
    {
        Effect.NOT_AN_EXPORT,
        Effect.NOT_SUBJECT,
        Effect.SUBJECT,
        Effect.REQUIREMENT,
        Effect.PROHIBITION,
        Effect.EXEMPTION,
        Effect.AUTHORIZATION,
        Effect.NO_EXCEPTIONS,
        Effect.QUESTION,
        Effect.GAP,
    }
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A line whose outcome or review policy differs, and the findings that came and went."""

    transaction: Transaction
    before: Conclusion
    after: Conclusion
    came: tuple[Placed, ...]
    went: tuple[Placed, ...]

    def describe(self) -> dict[str, object]:
        """The line as a JSON object."""
        return {
            "id": self.transaction.id,
            "line": self.transaction.line,
            "before": self.before.outcome.value,
            "after": self.after.outcome.value,
            "came": _told(self.came, self.transaction.parties),
            "went": _told(self.went, self.transaction.parties),
        }


def _told(several: Iterable[Placed], parties: Sequence[Party]) -> list[dict[str, object]]:
    """Each finding once, with every role in which its party is met; what roles cite otherwise stands together."""
    roles: dict[tuple[object, ...], dict[str, None]] = {}
    citations: dict[tuple[object, ...], dict[str, None]] = {}
    for placed in several:
        finding = placed.finding
        party = parties[placed.party] if 0 <= placed.party < len(parties) else None
        name = party.name if party else None
        because = finding.because.replace("{party}", name or "the party")
        same = (finding.rule, finding.effect, finding.key, because, name)
        roles.setdefault(same, {}).update({party.role.value: None} if party else {})
        citations.setdefault(same, {}).update(dict.fromkeys(finding.citations))
    return [
        {
            "rule": same[0],
            "citation": ", ".join(citations[same]),
            "because": same[3],
            "party": same[4],
            "roles": list(of_party),
        }
        for same, of_party in roles.items()
    ]


def impact(
    before: Licet, after: Licet, transactions: Iterable[Transaction], when: Moment, then: Moment
) -> Iterator[Moved]:
    """The lines that move between two dates (`when`, `then`) or two states of law and lists."""
    for transaction in transactions:
        first, second = before.conclude(transaction, when), after.conclude(transaction, then)
        if (first.outcome, first.policy) != (second.outcome, second.policy):
            yield Moved(transaction, first, second, _only(second, first), _only(first, second))


def _only(said: Conclusion, other: Conclusion) -> tuple[Placed, ...]:
    there = {(p.party, p.finding.rule, p.finding.effect, p.finding.key) for p in _all(other)}
    return tuple(
        p
        for p in dict.fromkeys(_all(said))
        if p.finding.effect in _MOVES and (p.party, p.finding.rule, p.finding.effect, p.finding.key) not in there
    )


def _all(said: Conclusion) -> list[Placed]:
    return [*said.findings, *(r.placed for r in said.requirements), *(p for a in said.asked for p in a.hangs)]


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The verdict on an order as a whole: the worst of its lines."""
    return max(outcomes, key=lambda outcome: outcome.severity)
