"""A case over time: what the groups of rules answer, and on which days that becomes another answer."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from licet.determination.case import Alternatives, Case, identity
from licet.determination.conclude import Conclusion, Records
from licet.determination.course import UNREAD, Course, Courses
from licet.determination.establish import Unclassified, reading_on
from licet.determination.plan import Asking, Plan
from licet.determination.weight import weighed, weight
from licet.law.maybe import Open
from licet.law.table_dates import table_date, table_dates
from licet.terms.dates import Dated, Moment
from licet.terms.eccn import EAR99, Eccn
from licet.terms.outcome import Outcome

Conclude = Callable[[Records], Conclusion]
_KEPT: Final = 10_000  # cases that are kept


class Unfolded:
    """What is said of a case at every moment. `points` are those at which the outcome may become another."""

    def __init__(
        self, records: tuple[tuple[int, Course], ...], weights: tuple[tuple[int, Course], ...], conclude: Conclude
    ) -> None:
        self._records = records
        self._weights = weights
        self._conclude = conclude
        self.points = tuple(sorted({start for _, course in weights for start in course.starts}))
        self.read_throughout = not any(UNREAD in course.values for _, course in weights)
        self._outcomes: dict[int, Outcome] = {}

    def is_read(self, when: Moment) -> bool:
        """Whether what is said at a moment is worked out here."""
        return self.read_throughout or not any(course.at(when) is UNREAD for _, course in self._weights)

    def conclusion(self, when: Moment) -> Conclusion:
        """The conclusion at a moment at which all is read."""
        return self._conclude(_at(self._records, when))

    def outcome(self, when: Moment) -> Outcome:
        """The outcome at a moment at which all is read."""
        interval = bisect_right(self.points, when)
        known = self._outcomes.get(interval)
        if known is None:
            known = self._outcomes[interval] = self._conclude(_at(self._weights, when)).outcome
        return known


def _at(courses: Iterable[tuple[int, Course]], when: Moment) -> list[tuple[int, object]]:
    found = [(place, course.at(when)) for place, course in courses]
    return [(place, record) for place, record in found if record]


class Unfolding:
    """Unfolds cases from a moment on. Keeps the course of every fact: what lines have in common is found once."""

    def __init__(self, plan: Plan, since: Moment, turning_points: Sequence[Moment], conclude: Conclude) -> None:
        self._plan = plan
        self._turning_points = turning_points
        self._conclude = conclude
        self._courses = Courses(plan.tables, since)
        self._asking = Asking(plan, self._courses.ask, self._courses.constant)
        self._table_dates = [dt.datetime(date.year, date.month, date.day) for date in table_dates()]
        self._roots: dict[object, Course] = {}
        self._weights: dict[Course, Course] = {}
        self._unfolded: dict[tuple[tuple[int, Course], ...], Unfolded] = {}

    def of(self, case: Case, when: Moment, answers: Mapping[str, object] | None) -> Unfolded:
        """A case from a moment on, with some `answers` to what is unknown."""
        line, parties = self._facts(case, when, answers)
        records = tuple(self._asking.records(line, parties))
        known = self._unfolded.get(records)
        if known is None:
            if len(self._unfolded) >= _KEPT:
                self._unfolded.clear()
            weights = tuple((place, self._weight(course)) for place, course in records)
            known = Unfolded(records, tuple(each for each in weights if each[1]), self._conclude)
            self._unfolded[records] = known
        return known

    def _facts(
        self, case: Case, when: Moment, answers: Mapping[str, object] | None
    ) -> tuple[dict[str, Course], list[dict[str, Course]]]:
        """Every stated fact over time: of the line, and of each party."""
        constant = self._courses.constant
        standings = tuple(self._standing(place, slot.alternatives, answers) for place, slot in enumerate(case.slots))
        line = {name: constant(_settled(value, answers)) for name, value in case.facts.items()}
        for name, value in case.dated.items():
            line[name] = self._over(value, value.starts, value.at)
        line["table_date"] = self._over("table_date", self._table_dates, lambda when: table_date(when.date()))
        line["stated_eccn"] = self._eccn(_reading(case), answers)
        line["parties"] = self._parties(case, standings)
        parties = [
            {**{name: constant(value) for name, value in slot.facts().items()}, "standing": standing}
            for slot, standing in zip(case.slots, standings, strict=True)
        ]
        dated = any(self._plan.asks_of_the_day({**line, **party}) for party in parties or [{}])
        line["key_date"] = self._key_date(case, when) if dated else constant(None)
        return line, parties

    def _over(self, root: object, starts: Sequence[Moment], at: Callable[[Moment], object]) -> Course:
        """A stated fact over time, from its boundaries and its value at a moment."""
        known = self._roots.get(root)
        if known is None:
            known = self._roots[root] = self._courses.course(starts, at)
        return known

    def _standing(self, place: int, alternatives: Dated[Alternatives], answers: Mapping[str, object] | None) -> Course:
        answer = answers and answers.get(f"parties[{place}].name")
        root = ("standing", place, alternatives, answers is None, answer)
        return self._over(
            root, alternatives.starts, lambda when: _settled(identity(place, alternatives.at(when)), answers)
        )

    def _eccn(self, reading: Eccn | Unclassified | None, answers: Mapping[str, object] | None) -> Course:
        """The ECCN over time: as stated, or as answered where the table of the day has it, EAR99 where it has not."""
        answer = answers and answers.get("item.eccn")

        def at(when: Moment) -> object:
            date = table_date(when.date())
            now = reading_on(reading, date)
            if not isinstance(now, Unclassified):
                return now
            if not isinstance(answer, Eccn):
                return UNREAD
            return EAR99 if isinstance(reading_on(answer, date), Unclassified) else answer

        return self._over(("stated_eccn", reading, answer), self._table_dates, at)

    def _parties(self, case: Case, standings: tuple[Course, ...]) -> Course:
        starts = [start for course in standings for start in course.starts]
        root = ("parties", tuple((slot.role, slot.country) for slot in case.slots), standings)
        return self._over(root, starts, lambda when: case.parties(tuple(course.at(when) for course in standings)))

    def _key_date(self, case: Case, when: Moment) -> Course:
        points = sorted({*self._turning_points, *case.turning_points()})
        later = points[bisect_right(points, when) :]
        return self._courses.course(later, lambda then: max(then, when).date())

    def _weight(self, record: Course) -> Course:
        known = self._weights.get(record)
        if known is None:
            known = self._courses.course(record.starts, lambda when: _weighed(record.at(when)))
            self._weights[record] = known
        return known


def _reading(case: Case) -> Eccn | Unclassified | None:
    reading = case.facts["eccn_reading"]
    assert reading is None or isinstance(reading, (Eccn, Unclassified))
    return reading


def _settled(value: object, answers: Mapping[str, object] | None) -> object:
    return value.under(answers) if answers is not None and isinstance(value, Open) else value


def _weighed(record: object) -> object:
    if isinstance(record, Open):
        return weighed(record)
    return weight(record) if isinstance(record, tuple) else record
