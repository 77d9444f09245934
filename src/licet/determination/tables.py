"""The law asked once for each combination of facts, and the answers kept.

`Tables` holds, for one `Law`, the answers of every group of rules that name the same facts. One
decision and ten million use the same tables: `decide` looks its own combination up, `decide_many`
the distinct combinations of its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

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
        "_functions",
        "_same",
        "facts",
        "guards",
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
        guards: Sequence[int],
        moot: object,
    ) -> None:
        self.facts = facts
        self.of_party = of_party
        self.of_standing = of_standing
        self.starts = tuple(starts)
        self.version = version
        self._functions = tuple(functions)
        self.guards = tuple(guards)  # places of facts without which the answer is `moot`
        self.moot = moot
        self._answers: dict[tuple[object, ...], object] = {}
        self._same: dict[tuple[object, ...], object] = {}

    def ask(self, version: int, arguments: tuple[object, ...]) -> object:
        """The answer for one combination of facts under one version; computed at most once."""
        for place in self.guards:
            if not arguments[place]:
                return self.moot
        key = (version, *arguments)
        try:
            return self._answers[key]
        except KeyError:
            answer = lift(self._functions[version], arguments)
            if isinstance(answer, tuple):  # equal findings are one record, so that few shapes occur
                answer = self._same.setdefault(answer, answer)
            self._answers[key] = answer
            return answer


class Tables:
    """All tables of one law, in the order in which they can be asked."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.derived = tuple((d.name, _derived_table(d, law.of_standing)) for d in law.derived)
        self.groups = tuple(_group_table(g, law.of_standing) for g in law.groups)


@dataclass(frozen=True, slots=True)
class Failed:
    """The value of a derived fact whose rule crashed; every rule that turns on it crashes with it."""

    because: str


def _derived_table(fact: DerivedFact, of_standing: frozenset[str]) -> Table:
    each = tuple(i for i, name in enumerate(fact.facts) if name in of_standing)
    functions = [_for_each_standing(each, _version(fact, now[0] if now else None)) for now in fact.timeline.in_force]
    guards = _guards(fact.facts, "" if each else fact.only_when, each)
    return Table(
        fact.facts,
        fact.of_party,
        bool(each),
        fact.timeline.starts,
        fact.timeline.version,
        functions,
        guards,
        () if each else fact.otherwise,
    )


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
        failed = next((a for a in arguments if isinstance(a, Failed)), None)
        if failed is not None:
            return failed
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


def _group_table(group: Group, of_standing: frozenset[str]) -> Table:
    each = tuple(i for i, name in enumerate(group.facts) if name in of_standing)
    functions = [_asked_together(group.facts, now, each) for now in group.timeline.in_force]
    only_when = "" if group.only_when in of_standing else group.only_when
    return Table(
        group.facts,
        group.of_party,
        bool(each),
        group.timeline.starts,
        group.timeline.version,
        functions,
        _guards(group.facts, only_when, each),
        NOTHING,
    )


def _asked_together(facts: tuple[str, ...], rules: Sequence[Rule], each: tuple[int, ...]) -> Callable[..., Findings]:
    """One function over `facts` that asks each rule and gathers what they find.

    Where the group names facts of a standing, the rules are asked once for each standing of the
    party, and each finding carries the place of the standing it speaks of.
    """
    plans = tuple(
        (one, tuple(facts.index(name) for name in one.facts), facts.index(one.only_when) if one.only_when else None)
        for one in rules
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


_Plan = tuple[Rule, tuple[int, ...], int | None]  # a rule, the places of its facts, and of its guard


def _gather(plans: Sequence[_Plan], arguments: tuple[object, ...], standing: int) -> Findings:
    found: list[Finding] = []
    for one, places, guard in plans:
        if guard is not None and not arguments[guard]:
            continue
        try:
            failed = next((arguments[i] for i in places if isinstance(arguments[i], Failed)), None)
            if failed is not None:
                raise RuntimeError(failed)
            said = one.function(*(arguments[i] for i in places))
            several = () if said is None else (said,) if isinstance(said, Finding) else tuple(said)
            found.extend(_stamped(one, finding, standing) for finding in several)
        except Exception as fault:  # a rule that fails must not vanish (DESIGN, decision 6)
            found.append(_crashed(one, fault, standing))
    return tuple(found)


def _stamped(one: Rule, finding: Finding, standing: int) -> Finding:
    """The finding with the rule it comes from, its citation first, and its default key."""
    citations = tuple(dict.fromkeys((one.citation, *finding.citations)))
    key = finding.key
    if not key and finding.effect in (Effect.REQUIREMENT, Effect.PROHIBITION):
        key = one.id.split(maxsplit=1)[0]
    return replace(finding, rule=one.id, citations=citations, key=key, standing=standing, turned_on=one.facts)


def _crashed(one: Rule, fault: Exception, standing: int) -> Finding:
    return Finding(
        Effect.CRASHED,
        f"the rule could not be applied ({type(fault).__name__}: {fault}); what it would say is unknown",
        (one.citation,),
        rule=one.id,
        standing=standing,
        turned_on=one.facts,
    )
