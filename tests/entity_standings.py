"""Standings for scenario tables: invented entries with the terms of real ones."""

import datetime as dt
from dataclasses import replace
from types import ModuleType

from licet.law.ccl import Classification, classify
from licet.law.finding import Finding
from licet.law.rule import Derived, Rule
from licet.terms.dates import moment
from licet.terms.eccn import parse_eccn
from licet.terms.scope import ALL_ITEMS, PRESUMED_DENIED
from licet.terms.standing import Basis, Standing, State


def standing(**terms: object) -> Standing:
    """An Entity List entry of the Huawei family as of 2019-05-16, unless told otherwise."""
    given: dict[str, object] = {
        "list": "entity_list",
        "state": State.IN_FORCE,
        "basis": Basis.LISTED,
        "act": "84 FR 22961",
        "terms_act": "84 FR 22961",
        "listed_from": dt.date(2019, 5, 16),
        "scope": ALL_ITEMS,
        "policy": PRESUMED_DENIED,
        "family": "huawei",
        "country": "CN",
        "savings": True,
        **terms,
    }
    return Standing(**given)


def item(eccn: str) -> Classification:
    """The classification of an ECCN as the tables have it."""
    parsed = parse_eccn(eccn)
    assert parsed is not None
    found = classify(parsed)
    assert found is not None
    return found


def _can_matter(guard: str, known: dict[str, object]) -> bool:
    """Whether a provision is asked at all: as the engine, not where the fact that guards it is empty."""
    return not guard or bool(known.get(guard, True))


def asked(modules: tuple[ModuleType, ...], date: str, **facts: object) -> list[Finding]:
    """What the rules of some modules in force on a day say to known facts, derived ones of other modules included."""
    when = moment(date)
    known = {"key_date": when.date(), "end_use": "other", "kind": "commodity", **facts}
    things = [thing for module in modules for thing in vars(module).values()]
    for thing in things:
        if isinstance(thing, Derived) and thing.name not in known and all(f in known for f in thing.facts):
            in_force = any(s.start <= when < s.end for s in thing.spans)
            asked_at_all = in_force and _can_matter(thing.only_when, known)
            known[thing.name] = thing(*[known[f] for f in thing.facts]) if asked_at_all else thing.otherwise
    found: list[Finding] = []
    for one in dict.fromkeys(thing for thing in things if isinstance(thing, Rule)):
        if one.in_force(when) and _can_matter(one.only_when, known):
            said = one(*[known[f] for f in one.facts])
            several = () if said is None else (said,) if isinstance(said, Finding) else said
            found.extend(replace(finding, rule=one.id) for finding in several)
    return found
