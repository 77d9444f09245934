"""Rules of some modules, asked with known facts on one day: for scenario tables of the law."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

from licet.law.facts import FACTS, Fact
from licet.law.finding import Effect, Finding
from licet.law.law import Law, law_of
from licet.law.table_dates import table_date
from licet.terms.dates import BEGINNING, FOREVER, end_of
from licet.terms.eccn import parse_eccn


def law_from(*modules: ModuleType, given: Sequence[str] = ()) -> Law:
    """The law of some modules; `given` names derived facts of other modules that the cases state."""
    facts = {**FACTS, **{name: Fact(name, "", "stated by the case") for name in given}}
    return law_of("part", modules, covered_from=BEGINNING, known_through=FOREVER, facts=facts)


def findings(law: Law, date: str, *, eccn: str | None, **facts: object) -> list[Finding]:
    """What every rule in force says whose facts are given; each finding carries its rule."""
    day = dt.date.fromisoformat(date)
    when = end_of(day)
    stated = None if eccn is None else parse_eccn(eccn)
    known = {"key_date": day, "table_date": table_date(day), "stated_eccn": stated, "end_use": "other", **facts}
    for fact in law.derived:
        if all(name in known for name in fact.facts):
            versions = fact.timeline.in_force[fact.timeline.version(when)]
            arguments = [known[name] for name in fact.facts]
            asked = versions and _can_matter(fact.only_when, known)
            known[fact.name] = versions[0](*arguments) if asked else fact.otherwise
    found: list[Finding] = []
    for rule in law.as_of(when):
        if all(name in known for name in rule.facts) and _can_matter(rule.only_when, known):
            said = rule(*[known[name] for name in rule.facts])
            several: Sequence[Finding] = () if said is None else (said,) if isinstance(said, Finding) else said
            found.extend(replace(one, rule=rule.id) for one in several)
    return found


def _can_matter(guard: str, known: dict[str, object]) -> bool:
    """Whether a provision is asked at all: as the engine, not where the fact that guards it is empty."""
    return not guard or bool(known.get(guard, True))


def keys(found: list[Finding]) -> dict[str, str | None]:
    """The requirements among findings: key to review policy."""
    return {f.key: f.policy and str(f.policy) for f in found if f.effect is Effect.REQUIREMENT}


def effects(found: list[Finding]) -> set[tuple[str, str]]:
    """Rule and effect of every finding."""
    return {(f.rule, str(f.effect)) for f in found}
