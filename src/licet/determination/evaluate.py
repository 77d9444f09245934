"""One transaction's facts put to the tables of the law, on a day and on later days."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from licet.determination.case import Case, identity
from licet.determination.conclude import Conclusion, Records, conclude, decides, stands, with_findings
from licet.determination.establish import eccn_on
from licet.determination.plan import Asking, Plan
from licet.determination.tables import Tables
from licet.determination.unfold import Unfolded, Unfolding
from licet.law.table_dates import table_date, table_dates, table_dates_about
from licet.terms.dates import Moment, start
from licet.terms.eccn import Eccn
from licet.terms.outcome import Outcome


class Evaluator:
    """Asks the tables of one law. Keeps conclusions, since few combinations of answers occur."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.law = tables.law
        self._plan = Plan(tables)
        self._unfoldings: dict[int, Unfolding] = {}
        self._days: dict[int, Asking[object]] = {}
        self._conclusions: dict[tuple[object, ...], Conclusion] = {}
        self._decides: dict[int, bool] = {}
        self._kept: list[object] = []  # keeps records alive whose identity is a key

    def conclude_at(self, case: Case, when: Moment) -> Conclusion:
        """The conclusion for a case on a moment."""
        return self.conclude_records(self.records(case, when))

    def records(self, case: Case, when: Moment) -> list[tuple[int, object]]:
        """What each group of rules answers on a moment, by party or `LINE`; those with nothing to say are left out."""
        day = when.date()
        standings = tuple(identity(place, slot.alternatives.at(when)) for place, slot in enumerate(case.slots))
        tables_of = table_date(day)
        line = {
            **case.facts,
            **{name: value.at(when) for name, value in case.dated.items()},
            "key_date": day,
            "table_date": tables_of,
            "stated_eccn": eccn_on(case.facts["eccn_reading"], tables_of),
            "parties": case.parties(standings),
        }
        parties = [{**slot.facts(), "standing": s} for slot, s in zip(case.slots, standings, strict=True)]
        return self._on_day(when).records(line, parties)

    def _on_day(self, when: Moment) -> Asking[object]:
        """Asks each table in the version of a moment."""
        interval = bisect_right(self.law.boundaries, when)
        known = self._days.get(interval)
        if known is None:
            tables = self._plan.tables
            versions = tuple(table.version(when) for table in tables)
            known = Asking(self._plan, lambda n, facts: tables[n].ask(versions[n], facts), lambda moot: moot)
            self._days[interval] = known
        return known

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

    @cached_property
    def fixed_turning_points(self) -> tuple[Moment, ...]:
        """Moments on which the law or one of its tables changes."""
        return tuple(sorted({*self.law.boundaries, *_midnights(table_dates())}))

    def turning_points(self, case: Case) -> tuple[Moment, ...]:
        """Every moment on which the answer could change: of the law, its tables, and this case."""
        return tuple(sorted({*case.turning_points(), *self.law.boundaries, *_table_points(case)}))

    def unfolded(self, case: Case, when: Moment, answers: Mapping[str, object] | None = None) -> Unfolded:
        """The case from a moment on, under the answers given to what is unknown, if any are.

        Lines of one year share what was worked out for them; what was before that year is left out.
        """
        known = self._unfoldings.get(when.year)
        if known is None:
            known = Unfolding(
                self._plan, start(f"{when.year:04}-01-01"), self.fixed_turning_points, self.conclude_records
            )
            self._unfoldings[when.year] = known
        return known.of(case, when, answers)

    def later(self, case: Case, when: Moment) -> Iterator[tuple[Moment, Outcome]]:
        """The outcome at each later moment on which it may be another, in order.

        Where every entry of the Commerce Control List is asked, some answers are brought forward in place of all
        (`_proof`). Only when they no longer bear the outcome out are all answers asked again.
        """
        over = self.unfolded(case, when)
        points = over.points if over.read_throughout else self.turning_points(case)
        said: Conclusion | None = None
        proof: tuple[Unfolded, ...] = ()
        for point in (when, *points[bisect_right(points, when) :]):
            if over.is_read(point):
                outcome, said = over.outcome(point), None
            elif said and proof and stands(said.outcome, [each.outcome(point) for each in proof]):
                outcome = said.outcome
            else:
                said = self.conclude_at(case, point)
                proof = self._proof(case, said, point)
                outcome = said.outcome
            if point > when:
                yield point, outcome

    def _proof(self, case: Case, said: Conclusion, when: Moment) -> tuple[Unfolded, ...]:
        """Answers that bear an outcome out: the freest and the most bound prove that it is undetermined whatever
        else is unknown; a decided one holds for an entry of each class of entries that weighs otherwise."""
        if said.outcome is Outcome.UNDETERMINED:
            several = list(said.witnesses)
        else:
            several = [{"item.eccn": eccn} for eccn in dict(said.apart).get("item.eccn", ())]
        return tuple(self.unfolded(case, when, answers) for answers in several)


def _key(records: Records) -> tuple[object, ...]:
    return tuple([(party, id(record)) for party, record in records])


def _table_points(case: Case) -> tuple[Moment, ...]:
    """The moments on which a table of the law changes for the places and entries of a case."""
    facts = case.facts
    eccns = {facts["eccn_reading"]}
    if facts.get("origin") != "US":
        eccns.update((facts.get("us_content"), facts.get("direct_product")))
    if not all(eccn is None or isinstance(eccn, Eccn) for eccn in eccns):
        return _midnights(table_dates())  # an entry that is not known, or the content of a foreign-made item
    countries = {str(facts.get("destination")), str(facts.get("exporter_country"))}
    for slot in case.slots:
        countries.update((slot.country, slot.located_in, slot.nationality))
    numbers = frozenset(eccn.number for eccn in eccns if isinstance(eccn, Eccn))
    return _midnights(table_dates_about(frozenset(countries), numbers))


@cache
def _midnights(dates: tuple[dt.date, ...]) -> tuple[Moment, ...]:
    return tuple(dt.datetime(date.year, date.month, date.day) for date in dates)
