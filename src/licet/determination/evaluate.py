"""One transaction's facts put to the tables of the law, on its day and on later days."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right, insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from licet.determination.conclude import LINE, Conclusion, Records, conclude, decides, stands, with_findings
from licet.determination.establish import eccn_on
from licet.determination.tables import NOTHING, Table, Tables
from licet.law.law import Law
from licet.law.maybe import Open, lift, unknown
from licet.law.table_dates import table_date, table_dates, table_dates_about
from licet.terms.dates import Dated, Moment
from licet.terms.eccn import Eccn
from licet.terms.outcome import Outcome
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
    region: str = ""


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
    return lift(alternatives.__getitem__, (unknown(variable, tuple(range(len(alternatives)))),))


@cache
def together(roles: tuple[tuple[Role, str], ...], standings: tuple[object, ...]) -> object:
    """The fact `parties`: role, country and standings of each party that has, or may have, a standing."""

    def zipped(*known: object) -> object:
        return tuple((role, country, each) for (role, country), each in zip(roles, known, strict=True))

    return lift(zipped, standings)


class Evaluator:
    """Asks the tables of one law. Keeps conclusions, since few combinations of answers occur."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.law = tables.law
        self.schedule = Schedule(tables)
        self._conclusions: dict[tuple[object, ...], Conclusion] = {}
        self._decides: dict[int, bool] = {}
        self._kept: list[object] = []  # keeps records alive whose identity is a key

    def conclude_at(self, case: Case, when: Moment) -> Conclusion:
        """The conclusion for a case on a moment."""
        return Unfolding(self, case, when).conclusion()

    def conclude_records(self, records: Records) -> Conclusion:
        """The conclusion for what the groups answered; computed once for each combination of those that decide."""
        known = self._conclusions.get(_key(records))
        if known is None:
            deciding = [record for record in records if self._may_decide(record[1])]
            if len(deciding) == len(records):
                known = conclude(records)
            else:
                known = with_findings(self.conclude_records(deciding), records)
            self._conclusions[_key(records)] = known
        return known

    def _may_decide(self, record: object) -> bool:
        known = self._decides.get(id(record))
        if known is None:
            known = self._decides[id(record)] = decides(record)
            self._kept.append(record)
        return known

    def fixed_turning_points(self) -> tuple[Moment, ...]:
        """Moments on which the law or one of its tables changes."""
        return _fixed_points(self.law)

    def turning_points(self, case: Case) -> tuple[Moment, ...]:
        """Every moment on which the answer could change: of the law, its tables, and this case."""
        return tuple(sorted({*case.turning_points(), *self.law.boundaries, *_table_points(case)}))

    def later(self, case: Case, when: Moment) -> Iterator[tuple[Moment, Outcome]]:
        """The outcome at each later turning point, in order.

        Where the ECCN is not known, some answers are brought forward in place of all: the freest and the
        most bound, and each end use where that is not known either. Only when they no longer bear the
        outcome out are all answers asked again.
        """
        points = self.turning_points(case)
        unfolding = Unfolding(self, case, when)
        said = unfolding.conclusion()
        proof = self._proof(case, said, when)
        for point in points[bisect_right(points, when) :]:
            if proof and stands(said.outcome, [each.stepped(point).conclusion().outcome for each in proof]):
                yield point, said.outcome
                continue
            said = (unfolding.advanced(point) if proof else unfolding.stepped(point)).conclusion()
            proof = self._proof(case, said, point)
            yield point, said.outcome

    def _proof(self, case: Case, said: Conclusion, when: Moment) -> tuple[Unfolding, ...]:
        undetermined = said.outcome is Outcome.UNDETERMINED  # two answers that disagree prove it, whatever is unknown
        if not undetermined and not any("item.eccn" in answers for answers in said.witnesses):
            return ()
        end_use = case.facts.get("end_use")
        uses = end_use.parts[0].answers if isinstance(end_use, Open) and not undetermined else (None,)
        several = [
            answers if use is None else {**answers, "end_use": use} for answers in said.witnesses for use in uses
        ]
        return tuple(Unfolding(self, case, when, answers) for answers in several)


def _key(records: Records) -> tuple[object, ...]:
    return tuple([(party, id(record)) for party, record in records])


def _table_points(case: Case) -> tuple[Moment, ...]:
    """The moments on which a table of the law changes for the places and entries of a case."""
    facts = case.facts
    eccns = {facts["eccn_reading"]}
    if facts.get("origin") != "US":
        eccns.update((facts.get("us_content"), facts.get("direct_product")))
    if not all(eccn is None or isinstance(eccn, Eccn) for eccn in eccns):
        return _all_table_points()  # an entry that is not known, or the content of a foreign-made item
    countries = {str(facts.get("destination")), str(facts.get("exporter_country"))}
    for slot in case.slots:
        countries.update((slot.country, slot.located_in, slot.nationality))
    numbers = frozenset(eccn.number for eccn in eccns if isinstance(eccn, Eccn))
    return tuple(dt.datetime(d.year, d.month, d.day) for d in table_dates_about(frozenset(countries), numbers))


@cache
def _all_table_points() -> tuple[Moment, ...]:
    return tuple(dt.datetime(d.year, d.month, d.day) for d in table_dates())


class Schedule:
    """Which tables have to be asked again: at a turning point of the law, and for a fact that changed."""

    def __init__(self, tables: Tables) -> None:
        self.at: dict[Moment, tuple[list[int], list[int]]] = {}
        self.users: dict[str, tuple[list[int], list[int]]] = {}
        for kind, several in enumerate(([table for _, table in tables.derived], tables.groups)):
            for number, table in enumerate(several):
                for start in table.starts:
                    self.at.setdefault(start, ([], []))[kind].append(number)
                for fact in table.facts:
                    self.users.setdefault(fact, ([], []))[kind].append(number)


_NOBODY_DUE: tuple[list[int], list[int]] = ([], [])


@cache
def _fixed_points(law: Law) -> tuple[Moment, ...]:
    return tuple(sorted({*law.boundaries, *_all_table_points()}))


class Unfolding:
    """A case as time goes on: facts and records on one moment, brought forward to later ones.

    `advance` asks again only those tables of which a fact or the version in force has changed.
    """

    def __init__(
        self, evaluator: Evaluator, case: Case, when: Moment, answers: Mapping[str, object] | None = None
    ) -> None:
        self._evaluator = evaluator
        self._case = case
        self._answers = answers
        self._line: dict[str, object] = {name: self._settled(value) for name, value in case.facts.items()}
        self._parties: list[dict[str, object]] = [
            {
                "role": slot.role,
                "party_country": slot.country,
                "party_located_in": slot.located_in or slot.country,
                "nationality": slot.nationality,
                "owners_stated": slot.owners_stated,
                "party_region": slot.region,
            }
            for slot in case.slots
        ]
        self._records: dict[tuple[int, int], object] = {}
        self._versions: dict[Table, int] = {}
        self.advance(when)

    def advanced(self, when: Moment) -> Unfolding:
        """The same, brought to any later moment."""
        self.advance(when)
        return self

    def stepped(self, point: Moment) -> Unfolding:
        """The same, brought to the next turning point: only what that point changes is asked again."""
        schedule = self._evaluator.schedule
        tables = self._evaluator.tables
        changed = self._changed_facts(point)
        derived, groups = schedule.at.get(point, _NOBODY_DUE)
        due, asked = sorted(derived), set(groups)
        for fact in changed:
            users, askers = schedule.users.get(fact, _NOBODY_DUE)
            for user in users:
                if user not in due:
                    insort(due, user)
            asked.update(askers)
        place = 0
        while place < len(due):  # a derived fact that changed makes later ones due
            name, table = tables.derived[due[place]]
            before = len(changed)
            self._versions[table] = table.version(point)
            self._derive(name, table, changed)
            if len(changed) > before:
                users, askers = schedule.users.get(name, _NOBODY_DUE)
                for user in users:
                    if user not in due:
                        insort(due, user)
                asked.update(askers)
            place += 1
        for number in sorted(asked):
            table = tables.groups[number]
            self._versions[table] = table.version(point)
            self._ask(number, table)
        return self

    def _settled(self, value: object) -> object:
        """An open value under the answers given; an unknown they do not name gets its first answer."""
        if self._answers is None or not isinstance(value, Open):
            return value
        return value.under(self._answers)

    def conclusion(self) -> Conclusion:
        """The conclusion on the present moment."""
        found = [(place, record) for (_, place), record in self._records.items() if record]
        return self._evaluator.conclude_records(found)

    def records(self) -> list[tuple[int, object]]:
        """What each group of rules answers, by party or `LINE`; groups with nothing to say are left out."""
        return [(place, record) for (_, place), record in self._records.items() if record]

    def values(self) -> tuple[dict[str, object], list[dict[str, object]]]:
        """Facts of the line, and of each party, stated and derived."""
        return dict(self._line), [dict(party) for party in self._parties]

    def advance(self, when: Moment) -> None:
        """Bring facts and records to a moment."""
        changed = self._changed_facts(when)
        tables = self._evaluator.tables
        for name, table in tables.derived:
            if self._is_due(table, when, changed):
                self._derive(name, table, changed)
        for number, table in enumerate(tables.groups):
            if self._is_due(table, when, changed):
                self._ask(number, table)

    def _changed_facts(self, when: Moment) -> set[str]:
        changed: set[str] = set()
        first = not self._versions
        day = when.date()
        self._line["key_date"] = day
        changed.add("key_date")
        tables_of = table_date(day)
        if self._line.get("table_date") != tables_of:
            self._line["table_date"] = tables_of
            changed.add("table_date")
            eccn = self._settled(eccn_on(self._case.facts["eccn_reading"], tables_of))
            if self._line.get("stated_eccn", _NEVER) != eccn:
                self._line["stated_eccn"] = eccn
                changed.add("stated_eccn")
        for name, value in self._case.dated.items():
            if first or value.starts:
                now = value.at(when)
                if self._line.get(name, _NEVER) != now:
                    self._line[name] = now
                    changed.add(name)
        for place, (slot, party) in enumerate(zip(self._case.slots, self._parties, strict=True)):
            if first or slot.alternatives.starts:
                alternatives = slot.alternatives.at(when)
                if party.get("_alternatives") is not alternatives:
                    party["_alternatives"] = alternatives
                    standing = self._settled(identity(place, alternatives))
                    if party.get("standing", _NEVER) != standing:
                        party["standing"] = standing
                        changed.add("standing")
        if first or "standing" in changed:
            together_now = self._together()
            if self._line.get("parties", _NEVER) != together_now:
                self._line["parties"] = together_now
                changed.add("parties")
        if first:
            changed.update(self._line, *self._parties)
        return changed

    def _together(self) -> object:
        paired = zip(self._case.slots, (party["standing"] for party in self._parties), strict=True)
        listed = [(slot, standing) for slot, standing in paired if standing]
        return together(
            tuple((slot.role, slot.country) for slot, _ in listed), tuple(standing for _, standing in listed)
        )

    def _is_due(self, table: Table, when: Moment, changed: set[str]) -> bool:
        version = table.version(when)
        if self._versions.get(table) != version:
            self._versions[table] = version
            return True
        return not changed.isdisjoint(table.facts)

    def _derive(self, name: str, table: Table, changed: set[str]) -> None:
        line = self._line
        version = self._versions[table]
        if not table.of_party:
            value = table.ask(version, tuple([line[f] for f in table.facts]))
            if line.get(name, _NEVER) != value:
                line[name] = value
                changed.add(name)
            return
        for party in self._parties:
            value = table.ask(version, tuple([party[f] if f in party else line[f] for f in table.facts]))
            if party.get(name, _NEVER) != value:
                party[name] = value
                changed.add(name)

    def _ask(self, number: int, table: Table) -> None:
        line = self._line
        version = self._versions[table]
        if not table.of_party:
            self._records[number, LINE] = table.ask(version, tuple([line[f] for f in table.facts]))
            return
        for place, party in enumerate(self._parties):
            if table.of_standing and party["standing"] == ():
                self._records[number, place] = NOTHING
            else:
                arguments = tuple([party[f] if f in party else line[f] for f in table.facts])
                self._records[number, place] = table.ask(version, arguments)


_NEVER = object()
