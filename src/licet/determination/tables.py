"""The law asked once for each combination of facts, and the answers kept.

`Tables` holds, for one `Law`, the answers of every group of rules that name the same facts. One
decision and ten million use the same tables: `decide` looks its own combination up, `decide_many`
the distinct combinations of its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

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

    __slots__ = ("_answers", "_functions", "facts", "of_party", "starts", "version")

    def __init__(
        self,
        facts: tuple[str, ...],
        of_party: bool,
        starts: Sequence[Moment],
        version: Callable[[Moment], int],
        functions: Sequence[Callable[..., object]],
    ) -> None:
        self.facts = facts
        self.of_party = of_party
        self.starts = tuple(starts)
        self.version = version
        self._functions = tuple(functions)
        self._answers: dict[tuple[object, ...], object] = {}

    def ask(self, version: int, arguments: tuple[object, ...]) -> object:
        """The answer for one combination of facts under one version; computed at most once."""
        key = (version, *arguments)
        try:
            return self._answers[key]
        except KeyError:
            answer = self._answers[key] = lift(self._functions[version], arguments)
            return answer


class Tables:
    """All tables of one law, in the order in which they can be asked."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.derived = tuple((d.name, _derived_table(d)) for d in law.derived)
        self.groups = tuple(_group_table(g) for g in law.groups)


def _derived_table(fact: DerivedFact) -> Table:
    otherwise = fact.otherwise
    functions: list[Callable[..., object]] = [
        _in_order(fact.facts, now[0]) if now else (lambda *_: otherwise) for now in fact.timeline.in_force
    ]
    return Table(fact.facts, fact.of_party, fact.timeline.starts, fact.timeline.version, functions)


def _in_order(facts: tuple[str, ...], version: Derived) -> Callable[..., object]:
    places = tuple(facts.index(name) for name in version.facts)
    function = version.function
    return lambda *arguments: function(*(arguments[i] for i in places))


def _group_table(group: Group) -> Table:
    functions = [_asked_together(group.facts, now) for now in group.timeline.in_force]
    return Table(group.facts, group.of_party, group.timeline.starts, group.timeline.version, functions)


def _asked_together(facts: tuple[str, ...], rules: Sequence[Rule]) -> Callable[..., Findings]:
    """One function over `facts` that asks each rule and gathers what they find.

    Where the group names `standing`, its argument is the tuple of the party's standings: the rules
    are asked once for each, and each finding carries the place of the standing it speaks of.
    """
    plans = tuple((one, tuple(facts.index(name) for name in one.facts)) for one in rules)
    if "standing" not in facts:
        return lambda *arguments: _gather(plans, arguments, -1)
    place = facts.index("standing")

    def for_each_standing(*arguments: object) -> Findings:
        found: list[Finding] = []
        standings = arguments[place]
        assert isinstance(standings, tuple)
        for number, standing in enumerate(standings):
            found.extend(_gather(plans, (*arguments[:place], standing, *arguments[place + 1 :]), number))
        return tuple(found)

    return for_each_standing


def _gather(plans: Sequence[tuple[Rule, tuple[int, ...]]], arguments: tuple[object, ...], standing: int) -> Findings:
    found: list[Finding] = []
    for one, places in plans:
        try:
            said = one.function(*(arguments[i] for i in places))
            several = () if said is None else (said,) if isinstance(said, Finding) else tuple(said)
            found.extend(_stamped(one, finding, standing) for finding in several)
        except Exception as fault:  # noqa: BLE001 - a rule that fails must not vanish (DESIGN, decision 6)
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
