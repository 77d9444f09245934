"""General licenses that stand as records in `law/general_licenses/*.toml`, read into rules.

A record has versions of text; a version has the periods for which acts put it in force, and limbs. A
limb applies to what `when` names and covers the listing's requirement if each condition holds. For
each limb and each stretch of days with the same acts there is one rule, so that a finding cites the acts
of its day. Where a general license was in force and one fact stopped it, that is told.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from inspect import Parameter, Signature
from itertools import pairwise
from typing import Any, cast

from licet.law.bands import Band
from licet.law.finding import Authority, Effect, Finding, Findings, authorize, note
from licet.law.rule import Rule, derived, rule, span
from licet.terms.standing import Basis, Standing


def _names(word: str, text: str) -> bool:
    """Whether a text has this word by itself: `5G` is not in `5GHz`, `B5G` or `non-5G`."""
    return re.search(rf"(?<![A-Z0-9])(?<!NON[- ])(?<!NOT ){re.escape(word)}(?![A-Z0-9])", text.upper()) is not None


@dataclass(frozen=True, slots=True)
class Condition:
    """What a fact must be for a limb to cover; exactly one of the tests is given."""

    fact: str
    text: str
    one_of: tuple[str, ...] = ()
    at_most: dt.date | None = None
    equals: bool | None = None
    contains: str = ""

    def holds(self, value: object) -> bool:
        """Whether a known value of the fact meets the condition."""
        if self.at_most is not None:
            return isinstance(value, Band) and value.at_most(self.at_most)
        if self.equals is not None:
            return value is self.equals
        if self.contains:
            return isinstance(value, str) and _names(self.contains, value)
        return value in self.one_of

    def is_unstated(self, value: object) -> bool:
        """Whether nothing was said of the fact: an empty text."""
        return bool(self.contains) and value == ""


@dataclass(frozen=True, slots=True)
class Limb:
    """One paragraph of a general license. `question` is what its text leaves open."""

    paragraph: str
    title: str
    suffix: str
    when: tuple[tuple[str, tuple[str, ...]], ...]
    conditions: tuple[Condition, ...]
    question: str


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both inclusive, for which an act puts a version in force."""

    since: dt.date
    through: dt.date
    act: str


@dataclass(frozen=True, slots=True)
class Version:
    """A text of a general license."""

    name: str
    act: str
    citations: tuple[str, ...]
    certification: str
    certification_text: str
    obligations: tuple[str, ...]
    unverified: bool
    periods: tuple[Period, ...]
    limbs: tuple[Limb, ...]


@dataclass(frozen=True, slots=True)
class Tested:
    """What is told of an end use that the general license does not cover on certain days."""

    since: dt.date
    through: dt.date | None
    end_uses: tuple[str, ...]
    text: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GeneralLicense:
    """A general license as its record states it; `covers` are the keys of requirements it lifts."""

    id: str
    name: str
    rule: str
    citation: str
    lists: frozenset[str]
    family: str
    countries: tuple[str, ...]
    covers: tuple[str, ...]
    not_country_group_e: bool
    doubt: str
    versions: tuple[Version, ...]
    tested: tuple[Tested, ...]

    def speaks_of(self, standing: Standing) -> bool:
        """Whether it is for a party with this standing."""
        return (
            standing.in_force
            and standing.basis is Basis.LISTED
            and standing.list in self.lists
            and standing.family == self.family
            and (not self.countries or standing.country in self.countries)
        )


Record = Mapping[str, Any]


def _condition(record: Record) -> Condition:
    tests = [name for name in ("one_of", "at_most", "is", "contains") if name in record]
    if len(tests) != 1:
        raise ValueError(f"the condition on {record['fact']} needs exactly one test")
    return Condition(
        fact=record["fact"],
        text=record["text"],
        one_of=tuple(record.get("one_of", ())),
        at_most=record.get("at_most"),
        equals=record.get("is"),
        contains=record.get("contains", ""),
    )


def _limb(record: Record) -> Limb:
    return Limb(
        paragraph=record["paragraph"],
        title=record["title"],
        suffix=record.get("suffix", ""),
        when=tuple((fact, tuple(values)) for fact, values in record.get("when", {}).items()),
        conditions=tuple(map(_condition, record.get("condition", ()))),
        question=record.get("question", ""),
    )


def _version(record: Record) -> Version:
    return Version(
        name=record["name"],
        act=record["act"],
        citations=tuple(record.get("citations", ())),
        certification=record.get("certification", ""),
        certification_text=record.get("certification_text", ""),
        obligations=tuple(record.get("obligations", ())),
        unverified=record.get("unverified", False),
        periods=tuple(Period(p["from"], p["through"], p["act"]) for p in record["period"]),
        limbs=tuple(map(_limb, record["limb"])),
    )


def read_record(text: str) -> GeneralLicense:
    """A general license from the text of its TOML record. Raises `KeyError` or `ValueError` if ill-formed."""
    record = tomllib.loads(text)
    return GeneralLicense(
        id=record["id"],
        name=record["name"],
        rule=record["rule"],
        citation=record["citation"],
        lists=frozenset(record["lists"]),
        family=record["family"],
        countries=tuple(record.get("countries", ())),
        covers=tuple(record["covers"]),
        not_country_group_e=record.get("not_country_group_e", False),
        doubt=record.get("doubt", ""),
        versions=tuple(map(_version, record["version"])),
        tested=tuple(
            Tested(t["from"], t.get("through"), tuple(t["end_use"]), t["text"], tuple(t["citations"]))
            for t in record.get("tested", ())
        ),
    )


@cache
def records() -> tuple[GeneralLicense, ...]:
    """Every general license on record in the package."""
    folder = files("licet.law").joinpath("general_licenses")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(read_record(f.read_text(encoding="utf-8")) for f in found)


def segments(version: Version) -> Iterator[tuple[dt.date, dt.date, tuple[Period, ...]]]:
    """Stretches of days (both inclusive) with the periods that cover them."""
    one = dt.timedelta(days=1)
    cuts = sorted({p.since for p in version.periods} | {p.through + one for p in version.periods})
    for since, until in pairwise(cuts):
        covering = tuple(p for p in version.periods if p.since <= since <= p.through)
        if covering:
            yield since, until - one, covering


def _as_rule_function(
    names: tuple[str, ...], doc: str, answer: Callable[[Mapping[str, object]], Findings | None]
) -> Callable[..., Findings | None]:
    """A function with the facts as parameters, for a provision that is data."""

    def provision(*values: object, **named: object) -> Findings | None:
        return answer({**dict(zip(names, values, strict=False)), **named})

    provision.__doc__ = doc
    parameters = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in names]
    cast(Any, provision).__signature__ = Signature(parameters)
    return provision


def _cited(license_: GeneralLicense, version: Version, limb: Limb, covering: tuple[Period, ...]) -> tuple[str, ...]:
    paragraph = f"{license_.citation} {limb.paragraph}".strip()
    return tuple(dict.fromkeys((paragraph, version.act, *(p.act for p in covering), *version.citations)))


@derived(citation="15 CFR Part 744 Supp. No. 7")
def licenses_speaking_of(standing: Standing) -> frozenset[str]:
    """The ids of the general licenses that are for a party with this standing."""
    return frozenset(license_.id for license_ in records() if license_.speaks_of(standing))


def _speaks(license_: GeneralLicense, facts: Mapping[str, object]) -> bool:
    speaking = facts["licenses_speaking_of"]
    assert isinstance(speaking, frozenset)
    return license_.id in speaking


def _limb_rule(
    license_: GeneralLicense, version: Version, limb: Limb, stretch: tuple[dt.date, dt.date, tuple[Period, ...]]
) -> Rule:
    since, through, covering = stretch
    cited = _cited(license_, version, limb, covering)
    conditions = tuple(c.text for c in limb.conditions)
    if version.certification:
        conditions = (*conditions, version.certification_text)
    authority = Authority(
        kind="general_license",
        id=f"{license_.id} {limb.paragraph}".strip(),
        title=f"{license_.name}: {limb.title}",
        citation=cited[0],
        valid_from=min(p.since for p in version.periods).isoformat(),
        valid_until=max(p.through for p in covering).isoformat(),
        conditions=conditions,
    )

    def answer(facts: Mapping[str, object]) -> Findings | None:
        if not _speaks(license_, facts) or any(facts[fact] not in values for fact, values in limb.when):
            return None
        fault = _fault(license_, version, limb, facts)
        if fault:
            return (note(Effect.CONSIDERED, f"{authority.title} does not cover it: {fault}.", *cited),)
        awaits = tuple(c.fact for c in limb.conditions if c.is_unstated(facts[c.fact]))
        return tuple(_covered(license_, version, limb, cited, authority, awaits))

    names = ("licenses_speaking_of", *(fact for fact, _ in limb.when), *(c.fact for c in limb.conditions))
    if version.certification:
        names = (*names, "certification")
    if license_.not_country_group_e:
        names = (*names, "touches_country_group_e")
    limits = {c.fact: (c.at_most,) for c in limb.conditions if c.at_most is not None}
    return rule(
        " ".join(part for part in (license_.rule, limb.paragraph, limb.suffix) if part),
        citation=cited[0],
        effective=[span(since.isoformat(), through.isoformat(), by=covering[-1].act)],
        limits=limits,
        doubt=license_.doubt,
        only_when="licenses_speaking_of",
    )(_as_rule_function(tuple(dict.fromkeys(names)), _doc(license_, version, limb, conditions), answer))


def _fault(license_: GeneralLicense, version: Version, limb: Limb, facts: Mapping[str, object]) -> str:
    """The first condition that is not met; empty if all are. What must be claimed comes first."""
    if version.certification and facts["certification"] != version.certification:
        given = "was not claimed" if facts["certification"] is None else f"is by: {facts['certification']}"
        return f"it needs that {version.certification_text}; certification {given}"
    if license_.not_country_group_e and facts["touches_country_group_e"]:
        return "Country Groups E:1 and E:2 are excluded"
    for condition in limb.conditions:
        value = facts[condition.fact]
        if not condition.is_unstated(value) and not condition.holds(value):
            return f"it needs that {condition.text}"
    return ""


def _covered(
    license_: GeneralLicense,
    version: Version,
    limb: Limb,
    cited: tuple[str, ...],
    authority: Authority,
    awaits: tuple[str, ...],
) -> Iterator[Finding]:
    because = (
        f"{authority.title}. It lifts the requirement of the listing only; the rest of the EAR applies as it did "
        "before the listing, license exceptions included."
    )
    yield authorize(because, *cited, covers=license_.covers, authority=authority, awaits=awaits)
    for text in version.obligations:
        yield note(Effect.OBLIGATION, text, cited[0], "15 CFR 762.6")
    if limb.question:
        yield note(Effect.QUESTION, limb.question, *cited, code="end_use")
    if version.unverified:
        text = f"{license_.name}: the text of {', '.join(cited[1:])} was not read; it is taken as reported."
        yield note(Effect.WARNING, text, *cited, code="assumption")


def _doc(license_: GeneralLicense, version: Version, limb: Limb, conditions: tuple[str, ...]) -> str:
    lines = [f"{license_.name}: {limb.title}", "", f"Encoded ({version.name}, {version.act}):"]
    lines.extend(f"- {text};" for text in conditions)
    lines.append("- it lifts the requirement of the listing only, for entities listed on the day.")
    if license_.not_country_group_e:
        lines.append("- not for Country Groups E:1 and E:2: neither the destination nor the listed party.")
    if license_.doubt:
        lines.append(f"Doubt: {license_.doubt}.")
    return "\n".join(lines)


def _tested_rule(license_: GeneralLicense, tested: Tested, number: int) -> Rule:
    def answer(facts: Mapping[str, object]) -> Findings | None:
        if not _speaks(license_, facts) or facts["end_use"] not in tested.end_uses:
            return None
        return (note(Effect.CONSIDERED, tested.text, *tested.citations),)

    doc = f"{license_.name}: {tested.text}\n\nEncoded: told for the end uses it speaks of."
    through = tested.through.isoformat() if tested.through else None
    return rule(
        f"{license_.rule} not covered {number}",
        citation=tested.citations[0],
        effective=[span(tested.since.isoformat(), through, by=tested.citations[-1])],
        only_when="licenses_speaking_of",
    )(_as_rule_function(("licenses_speaking_of", "end_use"), doc, answer))


def rules_of(license_: GeneralLicense) -> dict[str, Rule]:
    """The rules of one general license, by a name of their own."""
    found: dict[str, Rule] = {}
    for version in license_.versions:
        for limb in version.limbs:
            for stretch in segments(version):
                one = _limb_rule(license_, version, limb, stretch)
                found[f"{one.id} {stretch[0].isoformat()}"] = one
    for number, tested in enumerate(license_.tested, start=1):
        one = _tested_rule(license_, tested, number)
        found[one.id] = one
    return found


# Rules are found as attributes of a module.
globals().update({name: one for license_ in records() for name, one in rules_of(license_).items()})
