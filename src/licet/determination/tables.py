"""The law asked once for each combination of facts, and the answers kept.

`Tables` holds, for one `Law`, the answers of every group of rules that name the same facts. One
decision and ten million use the same tables: `decide` looks its own combination up, `decide_many`
the distinct combinations of its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from licet.law.bands import Band, Limit
from licet.law.finding import Effect, Finding, Findings
from licet.law.law import DerivedFact, Group, Law
from licet.law.maybe import lift
from licet.law.rule import Derived, Rule
from licet.terms.dates import Moment

# A record is what a group answers: plain `Findings`, `Open` over them, or `TooOpen`.
Record = object
NOTHING: Findings = ()


class Table:
    """Answers of one group of rules, or of one derived fact, by version and combination of facts."""

    __slots__ = (
        "_answers",
        "_bands",
        "_functions",
        "_same",
        "facts",
        "guards",
        "guards_of_standings",
        "idle",
        "moot",
        "of_party",
        "of_standing",
        "starts",
        "version",
    )

    def __init__(
        self,
        facts: tuple[str, ...],
        of_party: bool,
        of_standing: bool,
        starts: Sequence[Moment],
        version: Callable[[Moment], int],
        functions: Sequence[Callable[..., object]],
        idle: Sequence[int],
        guards: Sequence[int],
        guards_of_standings: Sequence[int],
        moot: object,
        limits: Mapping[str, tuple[Limit, ...]],
    ) -> None:
        self.facts = facts
        self.of_party = of_party
        self.of_standing = of_standing
        self.starts = tuple(starts)
        self.version = version
        self._functions = tuple(functions)
        self.idle = frozenset(idle)  # versions under which nothing is in force: the answer is `moot`
        self.guards = tuple(guards)  # places of facts without which it is so
        self.guards_of_standings = tuple(guards_of_standings)  # and of those of which it is so for every standing
        self.moot = moot
        self._answers: dict[tuple[object, ...], object] = {}
        self._same: dict[tuple[object, ...], object] = {}
        self._bands = tuple((facts.index(fact), _among(own)) for fact, own in limits.items())

    def ask(self, version: int, arguments: tuple[object, ...]) -> object:
        """The answer for one combination of facts under one version; computed at most once."""
        if version in self.idle:
            return self.moot
        for place in self.guards:
            if not arguments[place]:
                return self.moot
        for place in self.guards_of_standings:
            if not _any(arguments[place]):
                return self.moot
        if self._bands:  # the limits of other tables make no difference
            own = list(arguments)
            for place, among in self._bands:
                own[place] = among(own[place])
            arguments = tuple(own)
        key = (version, *arguments)
        answer = self._answers.get(key, _NEW)
        if answer is _NEW:
            answer = lift(self._functions[version], arguments)
            if isinstance(answer, tuple):  # equal findings are one record, so that few shapes occur
                answer = self._same.setdefault(answer, answer)
            self._answers[key] = answer
        return answer

    def may_matter(self, place: int, value: object) -> bool:
        """Whether the answer may be another than `moot` where the fact in a place has this value."""
        if place in self.guards_of_standings:
            return _any(value)
        return place not in self.guards or bool(value)


_NEW = object()


def _any(value: object) -> bool:
    """Whether a fact of standings is anything for one of them, or may be."""
    return any(value) if isinstance(value, tuple) else True


def _among(limits: tuple[Limit, ...]) -> Callable[[object], object]:
    def among(value: object) -> object:
        return value.among(limits) if isinstance(value, Band) else value

    return cache(lambda value: lift(among, (value,)))


class Tables:
    """All tables of one law, in the order in which they can be asked."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.derived = tuple((d.name, _derived_table(d, law)) for d in law.derived)
        self.groups = tuple(_group_table(g, law) for g in law.groups)


@dataclass(frozen=True, slots=True)
class Failed:
    """The value of a derived fact whose rule crashed; every rule that turns on it crashes with it."""

    because: str


def _derived_table(fact: DerivedFact, law: Law) -> Table:
    each = tuple(i for i, name in enumerate(fact.facts) if name in law.of_standing)
    functions = [_for_each_standing(each, _version(fact, now[0] if now else None)) for now in fact.timeline.in_force]
    nothing = [number for number, now in enumerate(fact.timeline.in_force) if not now and not each]
    return Table(
        fact.facts,
        fact.of_party,
        bool(each),
        fact.timeline.starts,
        fact.timeline.version,
        functions,
        nothing,
        _guards(fact.facts, "" if each else fact.only_when, each),
        (),
        () if each else fact.otherwise,
        _limits(fact.facts, law, (version for now in fact.timeline.in_force for version in now)),
    )


def _limits(facts: tuple[str, ...], law: Law, things: Iterable[Rule | Derived]) -> Mapping[str, tuple[Limit, ...]]:
    """The limits that some rules, or the versions of a derived fact, compare each banded fact with."""
    found: dict[str, set[Limit]] = {fact: set() for fact in facts if fact in law.limits}
    for thing in things:
        for fact, limits in thing.limits.items():
            found[fact].update(limits)
    return {fact: tuple(sorted(limits)) for fact, limits in found.items()}


def _guards(facts: tuple[str, ...], only_when: str, each: tuple[int, ...]) -> tuple[int, ...]:
    """Places of the facts that must hold something: the guard, and the standings where they are named."""
    return (*each[:1], *((facts.index(only_when),) if only_when else ()))


def _version(fact: DerivedFact, version: Derived | None) -> Callable[..., object]:
    if version is None:
        return lambda *_: fact.otherwise
    function = version.function
    guard = fact.facts.index(fact.only_when) if fact.only_when else None

    def compute(*arguments: object) -> object:
        if guard is not None and not arguments[guard]:
            return fact.otherwise
        if Failed in map(type, arguments):
            return next(value for value in arguments if isinstance(value, Failed))
        try:
            return function(*arguments)
        except Exception as fault:
            return Failed(f"{fact.name}: {type(fault).__name__}: {fault}")

    return compute


def _for_each_standing(places: tuple[int, ...], function: Callable[..., object]) -> Callable[..., object]:
    """`function` asked once for each standing of the party, where it names facts of a standing."""
    if not places:
        return function

    def several(*arguments: object) -> object:
        answers = []
        for number in range(len(_standings(arguments[places[0]]))):
            one = list(arguments)
            for place in places:
                one[place] = _standings(arguments[place])[number]
            answers.append(function(*one))
        return tuple(answers)

    return several


def _standings(value: object) -> tuple[object, ...]:
    assert isinstance(value, tuple)
    return value


def _group_table(group: Group, law: Law) -> Table:
    each = tuple(i for i, name in enumerate(group.facts) if name in law.of_standing)
    functions = [_asked_together(group.facts, now, each) for now in group.timeline.in_force]
    of_standing = group.only_when in law.of_standing
    return Table(
        group.facts,
        group.of_party,
        bool(each),
        group.timeline.starts,
        group.timeline.version,
        functions,
        [number for number, now in enumerate(group.timeline.in_force) if not now],
        _guards(group.facts, "" if of_standing else group.only_when, each),
        _guards(group.facts, group.only_when, ()) if of_standing else (),
        NOTHING,
        _limits(group.facts, law, (one for now in group.timeline.in_force for one in now)),
    )


def _asked_together(facts: tuple[str, ...], rules: Sequence[Rule], each: tuple[int, ...]) -> Callable[..., Findings]:
    """One function over `facts` that asks each rule and gathers what they find.

    Where the group names facts of a standing, the rules are asked once for each standing of the
    party, and each finding carries the place of the standing it speaks of.
    """
    plans = tuple(
        (one, _picked(facts, one.facts), facts.index(one.only_when) if one.only_when else None) for one in rules
    )
    if not each:
        return lambda *arguments: _gather(plans, arguments, -1)

    def for_each_standing(*arguments: object) -> Findings:
        found: list[Finding] = []
        for number in range(len(_standings(arguments[each[0]]))):
            one = list(arguments)
            for place in each:
                one[place] = _standings(arguments[place])[number]
            found.extend(_gather(plans, tuple(one), number))
        return tuple(found)

    return for_each_standing


_Arguments = tuple[object, ...]
_Plan = tuple[Rule, Callable[[_Arguments], _Arguments], int | None]  # a rule, its facts, the place of its guard


def _picked(facts: tuple[str, ...], own: tuple[str, ...]) -> Callable[[_Arguments], _Arguments]:
    """Picks the facts of one rule, in its order, from those of its group."""
    places = [facts.index(name) for name in own]
    if len(places) == 1:
        return lambda arguments: (arguments[places[0]],)
    return itemgetter(*places) if places else lambda _: ()


def _gather(plans: Sequence[_Plan], arguments: _Arguments, standing: int) -> Findings:
    found: list[Finding] = []
    for one, picked, guard in plans:
        if guard is not None and not arguments[guard]:
            continue
        given = picked(arguments)
        try:
            if Failed in map(type, given):
                raise RuntimeError(next(value for value in given if isinstance(value, Failed)))
            said = one.function(*given)
            if said is None:
                continue
            several = (said,) if isinstance(said, Finding) else tuple(said)
            found.extend([finding.of_rule(one.id, one.citation, one.facts, standing) for finding in several])
        except Exception as fault:  # a rule that fails must not vanish (DESIGN, decision 6)
            found.append(_crashed(one, fault, standing))
    return tuple(found)


def _crashed(one: Rule, fault: Exception, standing: int) -> Finding:
    return Finding(
        Effect.CRASHED,
        f"the rule could not be applied ({type(fault).__name__}: {fault}); what it would say is unknown",
        (one.citation,),
        rule=one.id,
        standing=standing,
        turned_on=one.facts,
    )
