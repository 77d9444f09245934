"""One transaction's facts put to the tables of the law, on its day and on later days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from licet.determination.conclude import LINE, Conclusion, conclude
from licet.determination.tables import Tables
from licet.law.maybe import Open, lift
from licet.law.table_dates import table_date, table_dates
from licet.terms.dates import Dated, Moment
from licet.terms.party import Role
from licet.terms.standing import Standing

Standings = tuple[Standing, ...]
Alternatives = tuple[Standings, ...]  # what a party may be: one where it is certain


@dataclass(frozen=True, slots=True)
class Slot:
    """A party as the law sees it: its role, its places, and what it may be on each day."""

    role: Role
    country: str
    located_in: str
    nationality: str
    owners_stated: bool
    alternatives: Dated[Alternatives]


@dataclass(frozen=True, slots=True)
class Case:
    """A transaction as the law sees it. `facts` and `dated` are facts of the line."""

    facts: Mapping[str, object]
    dated: Mapping[str, Dated[object]]
    slots: tuple[Slot, ...]

    def turning_points(self) -> set[Moment]:
        """Moments at which some fact of this case changes."""
        points = {m for value in self.dated.values() for m in value.starts}
        points.update(m for slot in self.slots for m in slot.alternatives.starts)
        return points


@cache
def identity(place: int, alternatives: Alternatives) -> object:
    """A party's standings: plain, or open over who it is (variable `parties[i].name`)."""
    if len(alternatives) == 1:
        return alternatives[0]
    variable = f"parties[{place}].name"
    numbers = tuple(range(len(alternatives)))
    return Open({variable: numbers}, {(n,): alternatives[n] for n in numbers})


@cache
def _together(roles: tuple[tuple[Role, str], ...], standings: tuple[object, ...]) -> object:
    """The fact `parties`: role, country and standings of each."""

    def zipped(*known: object) -> object:
        return tuple((role, country, each) for (role, country), each in zip(roles, known, strict=True))

    return lift(zipped, standings)


@cache
def _table_moments() -> tuple[Moment, ...]:
    return tuple(dt.datetime(d.year, d.month, d.day) for d in table_dates())


class Evaluator:
    """Asks the tables of one law. Keeps conclusions, since few combinations of answers occur."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.law = tables.law
        self._conclusions: dict[tuple[object, ...], Conclusion] = {}
        self._kept: list[object] = []  # keeps records alive whose identity is a key

    def conclude_at(self, case: Case, when: Moment) -> Conclusion:
        """The conclusion for a case on a moment."""
        return self.conclude_records(self.records(case, when))

    def records(self, case: Case, when: Moment) -> list[tuple[int, object]]:
        """What each group of rules answers; groups with nothing to say are left out."""
        line, parties = self.values(case, when)
        found: list[tuple[int, object]] = []
        for table in self.tables.groups:
            version = table.version(when)
            if not table.of_party:
                record = table.ask(version, tuple(map(line.__getitem__, table.facts)))
                if record:
                    found.append((LINE, record))
                continue
            for place, party in enumerate(parties):
                if table.of_standing and party["standing"] == ():
                    continue
                record = table.ask(version, tuple(party[f] if f in party else line[f] for f in table.facts))
                if record:
                    found.append((place, record))
        return found

    def values(self, case: Case, when: Moment) -> tuple[dict[str, object], list[dict[str, object]]]:
        """Facts of the line, and of each party, stated and derived."""
        line = dict(case.facts)
        for name, value in case.dated.items():
            line[name] = value.at(when)
        line["key_date"] = when.date()
        line["table_date"] = table_date(when.date())
        parties: list[dict[str, object]] = []
        for place, slot in enumerate(case.slots):
            parties.append(
                {
                    "role": slot.role,
                    "party_country": slot.country,
                    "party_located_in": slot.located_in or slot.country,
                    "nationality": slot.nationality,
                    "owners_stated": slot.owners_stated,
                    "standing": identity(place, slot.alternatives.at(when)),
                }
            )
        line["parties"] = _together(
            tuple((slot.role, slot.country) for slot in case.slots), tuple(p["standing"] for p in parties)
        )
        for name, table in self.tables.derived:
            version = table.version(when)
            if table.of_party:
                for party in parties:
                    party[name] = table.ask(version, tuple(party[f] if f in party else line[f] for f in table.facts))
            else:
                line[name] = table.ask(version, tuple(map(line.__getitem__, table.facts)))
        return line, parties

    def conclude_records(self, records: Sequence[tuple[int, object]]) -> Conclusion:
        """The conclusion for what the groups answered; computed once for each combination."""
        key = tuple((party, id(record)) for party, record in records)
        known = self._conclusions.get(key)
        if known is None:
            known = self._conclusions[key] = conclude(records)
            self._kept.extend(record for _, record in records)
        return known

    def turning_points(self, case: Case) -> tuple[Moment, ...]:
        """Every moment on which the answer could change: of the law, its tables, and this case."""
        return tuple(sorted(case.turning_points().union(self.law.boundaries, _table_moments())))

    def later(self, case: Case, when: Moment) -> Iterator[tuple[Moment, Conclusion]]:
        """The conclusion at each later turning point, in order."""
        for point in self.turning_points(case):
            if point > when:
                yield point, self.conclude_at(case, point)
