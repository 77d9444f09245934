"""One transaction's outcome over time, and an order book's value by outcome.

The facts stay as stated; the day moves. The outcome of a day is the one at its end, so that what took
effect in the course of it counts (CONTRACT, `date`). Checks among dates are not made again for the days
that are tried.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from licet.determination.case import Case
from licet.determination.conclude import Conclusion
from licet.determination.evaluate import Evaluator
from licet.terms.dates import end_of
from licet.terms.outcome import Outcome, ReviewPolicy


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome from a day on, until the day of the next step."""

    since: dt.date
    outcome: Outcome
    policy: ReviewPolicy | None
    conclusion: Conclusion


def outcomes_over_time(evaluator: Evaluator, case: Case, first: dt.date, last: dt.date) -> tuple[Step, ...]:
    """The outcome on `first`, and each day up to `last` on which outcome or review policy becomes another.

    Every moment on which the law, its tables or the lists change for this case is tried.
    """
    said = evaluator.conclude_at(case, end_of(first))
    steps = [Step(first, said.outcome, said.policy, said)]
    for day, outcome in _by_day(evaluator, case, first, last).items():
        # The review policy of an application may change while the outcome stays.
        if outcome is steps[-1].outcome and outcome is not Outcome.LICENSE_REQUIRED:
            continue
        said = evaluator.conclude_at(case, end_of(day))
        if (steps[-1].outcome, steps[-1].policy) != (said.outcome, said.policy):
            steps.append(Step(day, said.outcome, said.policy, said))
    return tuple(steps)


def _by_day(evaluator: Evaluator, case: Case, first: dt.date, last: dt.date) -> dict[dt.date, Outcome]:
    """The outcome at the end of each later day on which anything changes."""
    found: dict[dt.date, Outcome] = {}
    for point, outcome in evaluator.later(case, end_of(first)):
        if point.date() > last:
            break
        found[point.date()] = outcome  # a later moment of the same day takes the place of an earlier one
    return found


def outcome_on(steps: Sequence[Step], day: dt.date) -> Step:
    """The step in force on a day; the first one before it begins."""
    found = steps[0]
    for step in steps:
        if step.since > day:
            break
        found = step
    return found


@dataclass(frozen=True, slots=True)
class ValueOnDay:
    """US dollars of an order book by outcome, from a day on."""

    since: dt.date
    by_outcome: Mapping[Outcome, Decimal]

    @property
    def cleared(self) -> Decimal:
        """Value that may ship."""
        return sum((value for outcome, value in self.by_outcome.items() if outcome.clears), Decimal(0))


def value_over_time(lines: Iterable[tuple[Decimal, Sequence[Step]]]) -> tuple[ValueOnDay, ...]:
    """The value by outcome on each day on which some line's outcome changes."""
    book = list(lines)
    days = sorted({step.since for _, steps in book for step in steps})
    found: list[ValueOnDay] = []
    for day in days:
        totals: dict[Outcome, Decimal] = {}
        for value, steps in book:
            outcome = outcome_on(steps, day).outcome
            totals[outcome] = totals.get(outcome, Decimal(0)) + value
        if not found or found[-1].by_outcome != totals:
            found.append(ValueOnDay(day, totals))
    return tuple(found)
