"""Outcomes over time on an order book, without a law: steps in, values by outcome out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from licet.determination.conclude import Conclusion, conclude
from licet.determination.timeline import Step, outcome_on, value_over_time
from licet.terms.outcome import Outcome

D = dt.date


def step(since: dt.date, outcome: Outcome) -> Step:
    said: Conclusion = conclude([])
    return Step(since, outcome, None, said)


SUPPORT = (
    step(D(2019, 5, 1), Outcome.NO_LICENSE_REQUIRED),
    step(D(2019, 5, 16), Outcome.LICENSE_REQUIRED),
    step(D(2019, 5, 20), Outcome.AUTHORIZED),
)
NEW = (step(D(2019, 5, 1), Outcome.NO_LICENSE_REQUIRED), step(D(2019, 5, 16), Outcome.LICENSE_REQUIRED))


def test_the_step_in_force_on_a_day() -> None:
    days = (D(2019, 5, 15), D(2019, 5, 16), D(2019, 5, 19), D(2019, 5, 20), D(2030, 1, 1))
    assert [outcome_on(SUPPORT, day).outcome for day in days] == [
        Outcome.NO_LICENSE_REQUIRED,
        Outcome.LICENSE_REQUIRED,
        Outcome.LICENSE_REQUIRED,
        Outcome.AUTHORIZED,
        Outcome.AUTHORIZED,
    ]


def test_value_falls_and_partly_comes_back_and_none_is_lost() -> None:
    values = value_over_time([(Decimal(400), SUPPORT), (Decimal(600), NEW)])
    assert [(v.since, v.cleared) for v in values] == [
        (D(2019, 5, 1), Decimal(1000)),
        (D(2019, 5, 16), Decimal(0)),
        (D(2019, 5, 20), Decimal(400)),
    ]
    assert {sum(v.by_outcome.values()) for v in values} == {Decimal(1000)}


def test_an_empty_book_has_no_values() -> None:
    assert value_over_time([]) == ()
