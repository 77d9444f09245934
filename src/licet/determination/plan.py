"""The order in which the tables of a law are asked about one case.

Derived facts of the line come first, then those of each party, then every group of rules. What is asked of a line
apart from its parties, and of a party apart from the rest of the line, is found once for all that are alike in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar

from licet.determination.conclude import LINE
from licet.determination.tables import Table, Tables
from licet.law.facts import FACTS

V = TypeVar("V")

_KEPT: Final = 20_000  # lines, and parties, whose answers are kept


def _picking(facts: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if len(facts) == 1:
        name = facts[0]
        return lambda known: (known[name],)
    return itemgetter(*facts) if facts else lambda _: ()


@dataclass(frozen=True, slots=True)
class Step:
    """One table to ask: for the derived fact `name`, or, where that is empty, for what a group of rules says."""

    number: int
    name: str
    table: Table
    pick: Callable[[Mapping[str, Any]], tuple[Any, ...]]


class Plan:
    """The tables of a law in the order in which they are asked; a table is known by its place among `tables`."""

    def __init__(self, tables: Tables) -> None:
        several = [*tables.derived, *(("", table) for table in tables.groups)]
        self.tables: tuple[Table, ...] = tuple(table for _, table in several)
        self._dated = [tuple(t.facts[place] for place in t.guards) for t in self.tables if "key_date" in t.facts]
        of_party = {name for name, table in several if table.of_party}
        of_party.update(fact.name for fact in FACTS.values() if fact.of_party)
        steps = [Step(n, name, table, _picking(table.facts)) for n, (name, table) in enumerate(several)]
        self.line = [step for step in steps if not step.table.of_party]
        self.party = [step for step in steps if step.table.of_party]
        derived = {name for name, _ in tables.derived}
        named = [name for table in self.tables for name in table.facts if name not in derived]
        by_parties = [name for table in self.tables if table.of_party for name in table.facts]
        self.of_line = _picking(list(dict.fromkeys(name for name in named if name not in of_party)))
        self.of_party = _picking(list(dict.fromkeys(name for name in named if name in of_party)))
        self.for_parties = list(dict.fromkeys(name for name in by_parties if name not in of_party))

    def asks_of_the_day(self, known: Mapping[str, object]) -> bool:
        """Whether some table turns on the day itself; those do not whose guard is false among these facts."""
        return any(all(known.get(guard, True) for guard in guards) for guards in self._dated)


class Asking(Generic[V]):
    """Asks the tables by `ask`: on one day, or over all time. Keeps what lines and parties came to."""

    def __init__(self, plan: Plan, ask: Callable[[int, tuple[V, ...]], V], plain: Callable[[object], V]) -> None:
        """`plain` makes of a plain value one such as `ask` gives."""
        self._plan = plan
        self._ask = ask
        self._line = [_with_guards(step, plain) for step in plan.line]
        self._party = [_with_guards(step, plain) for step in plan.party]
        self._lines: dict[tuple[V, ...], tuple[dict[str, V], list[tuple[int, int, V]]]] = {}
        self._parties: dict[tuple[V, ...], list[tuple[int, V]]] = {}

    def records(self, line: Mapping[str, V], parties: Sequence[Mapping[str, V]]) -> list[tuple[int, V]]:
        """What each group answers, by the place of the party or `LINE`; groups with nothing to say are left out."""
        for_parties, of_line = self._of_line(line)
        found = [*of_line]
        for place, party in enumerate(parties):
            found.extend([(number, place, record) for number, record in self._of_party(for_parties, party)])
        found.sort(key=itemgetter(0, 1))
        return [(place, record) for _, place, record in found]

    def _of_line(self, line: Mapping[str, V]) -> tuple[dict[str, V], list[tuple[int, int, V]]]:
        """What the parties' tables need to know of the line, and what the line's own answer."""
        key = self._plan.of_line(line)
        known = self._lines.get(key)
        if known is None:
            facts = dict(line)
            found = self._told(self._line, facts)
            needed = {name: facts[name] for name in self._plan.for_parties}
            known = needed, [(number, LINE, record) for number, record in found]
            if len(self._lines) >= _KEPT:
                self._lines.clear()
            self._lines[key] = known
        return known

    def _of_party(self, line: Mapping[str, V], party: Mapping[str, V]) -> list[tuple[int, V]]:
        key = (*line.values(), *self._plan.of_party(party))
        known = self._parties.get(key)
        if known is None:
            known = self._told(self._party, {**line, **party})
            if len(self._parties) >= _KEPT:
                self._parties.clear()
            self._parties[key] = known
        return known

    def _told(self, steps: Sequence[_Guarded[V]], facts: dict[str, V]) -> list[tuple[int, V]]:
        """The records of groups that have something to say; derived facts are added to `facts`."""
        ask = self._ask
        found: list[tuple[int, V]] = []
        for number, name, pick, guards, moot in steps:
            for guard in guards:
                if not facts[guard]:
                    said = moot
                    break
            else:
                said = ask(number, pick(facts))
            if name:
                facts[name] = said
            elif said:
                found.append((number, said))
        return found


_Guarded = tuple[int, str, Callable[[Mapping[str, V]], tuple[V, ...]], tuple[str, ...], V]


def _with_guards(step: Step, plain: Callable[[object], V]) -> _Guarded[V]:
    guards = tuple(step.table.facts[place] for place in step.table.guards)
    return step.number, step.name, step.pick, guards, plain(step.table.moot)
