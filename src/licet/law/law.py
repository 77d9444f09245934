"""The law as a whole: registered rules and derived facts, arranged once, immutable after."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType, ModuleType

from licet.law.bands import Limit
from licet.law.facts import FACTS, Fact
from licet.law.rule import Derived, IllFormedRule, Rule, Timeline
from licet.terms.dates import Moment


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Rules that name the same facts: asked together, answered from one table."""

    facts: tuple[str, ...]
    of_party: bool
    timeline: Timeline[Rule]
    only_when: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class DerivedFact:
    """All versions of one derived fact."""

    name: str
    facts: tuple[str, ...]
    of_party: bool
    timeline: Timeline[Derived]
    otherwise: object
    only_when: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """Everything encoded of a legal system. Build it with `law_of`."""

    name: str
    rules: tuple[Rule, ...]
    derived: tuple[DerivedFact, ...]  # in an order in which each uses earlier ones only
    groups: tuple[Group, ...]
    limits: Mapping[str, tuple[Limit, ...]]
    of_standing: frozenset[str]  # facts that have one value for each standing of a party
    boundaries: tuple[Moment, ...]
    covered_from: Moment
    known_through: Moment
    digest: str

    def as_of(self, when: Moment) -> tuple[Rule, ...]:
        """The provisions in force at a moment."""
        return tuple(r for r in self.rules if r.in_force(when))


def law_of(
    name: str,
    modules: Iterable[ModuleType],
    *,
    covered_from: Moment,
    known_through: Moment,
    more_rules: Iterable[Rule] = (),
    more_derived: Iterable[Derived] = (),
    facts: Mapping[str, Fact] = FACTS,
) -> Law:
    """Arrange the rules and derived facts that stand in `modules`.

    Raises `IllFormedRule` for a parameter that is no fact, two versions of one rule in force at the
    same time, a cycle among derived facts, or two derived versions that name different facts.
    """
    modules = tuple(modules)
    rules = [r for module in modules for r in vars(module).values() if isinstance(r, Rule)]
    rules = list(dict.fromkeys([*rules, *more_rules]))
    computed = [d for module in modules for d in vars(module).values() if isinstance(d, Derived)]
    versions: dict[str, list[Derived]] = {}
    for one in dict.fromkeys([*computed, *more_derived]):
        versions.setdefault(one.name, []).append(one)
    derived = _arrange_derived(versions, facts)
    party_facts = {f.name for f in facts.values() if f.of_party} | {d.name for d in derived if d.of_party}
    known = {*facts, *versions}
    for each in rules:
        for fact in each.facts:
            if fact not in known:
                raise IllFormedRule(f"{each.id}: {fact} is no fact")
    _refuse_overlaps(rules)
    by_facts: dict[tuple[tuple[str, ...], str], list[Rule]] = {}
    for each in rules:
        by_facts.setdefault((tuple(sorted(each.facts)), each.only_when), []).append(each)
    groups = tuple(
        Group(named, any(n in party_facts for n in named), Timeline(members), guard)
        for (named, guard), members in by_facts.items()
    )
    starts = {m for g in groups for m in g.timeline.starts} | {m for d in derived for m in d.timeline.starts}
    return Law(
        name=name,
        rules=tuple(rules),
        derived=derived,
        groups=groups,
        limits=_limits(rules, versions),
        of_standing=_of_standing(derived),
        boundaries=tuple(sorted(starts)),
        covered_from=covered_from,
        known_through=known_through,
        digest=_digest(modules, rules),
    )


def _arrange_derived(versions: Mapping[str, list[Derived]], facts: Mapping[str, Fact]) -> tuple[DerivedFact, ...]:
    party = {f.name for f in facts.values() if f.of_party}
    done: dict[str, DerivedFact] = {}
    waiting = dict(versions)
    while waiting:
        ready = [
            name for name, several in waiting.items() if all(f in facts or f in done for v in several for f in v.facts)
        ]
        if not ready:
            raise IllFormedRule(f"derived facts in a cycle, or naming no fact: {', '.join(sorted(waiting))}")
        for name in ready:
            several = waiting.pop(name)
            if len({(v.facts, v.only_when) for v in several}) != 1:
                raise IllFormedRule(f"{name}: its versions name different facts")
            names = several[0].facts
            of_party = any(f in party or (f in done and done[f].of_party) for f in names)
            done[name] = DerivedFact(
                name, names, of_party, Timeline(several), several[0].otherwise, several[0].only_when
            )
            for version in done[name].timeline.in_force:
                if len(version) > 1:
                    raise IllFormedRule(f"{name}: two versions in force at the same time")
    return tuple(done.values())


def _of_standing(derived: Iterable[DerivedFact]) -> frozenset[str]:
    names = {"standing"}
    for fact in derived:
        if names.intersection(fact.facts):
            names.add(fact.name)
    return frozenset(names)


def _refuse_overlaps(rules: Iterable[Rule]) -> None:
    by_id: dict[str, list[Rule]] = {}
    for one in rules:
        by_id.setdefault(one.id, []).append(one)
    for name, several in by_id.items():
        if len(several) > 1 and any(len(now) > 1 for now in Timeline(several).in_force):
            raise IllFormedRule(f"{name}: two versions in force at the same time")


def _limits(rules: Iterable[Rule], versions: Mapping[str, list[Derived]]) -> Mapping[str, tuple[Limit, ...]]:
    found: dict[str, set[Limit]] = {}
    things: list[Rule | Derived] = [*rules, *(v for several in versions.values() for v in several)]
    for thing in things:
        for fact, limits in thing.limits.items():
            found.setdefault(fact, set()).update(limits)
    return MappingProxyType({fact: tuple(sorted(limits)) for fact, limits in found.items()})


_DATA = ("tables", "general_licenses")


def _digest(modules: Iterable[ModuleType], rules: Iterable[Rule]) -> str:
    """A digest over the law: the modules' source, every rule's intervals, the tables and the records."""
    total = hashlib.sha256()
    for module in sorted(modules, key=lambda m: m.__name__):
        total.update(inspect.getsource(module).encode())
    for one in rules:
        total.update(f"{one.id} {one.spans}".encode())
    for data in sorted(_DATA, key=str):
        for file in sorted(files("licet.law").joinpath(data).iterdir(), key=lambda f: f.name):
            if file.is_file():
                total.update(file.read_bytes())
    return total.hexdigest()[:16]
