"""750.7(g): until when a license may be used: an expiry on a legal holiday runs on to the next business day."""

from __future__ import annotations

import datetime as dt
from functools import cache

_DAY = dt.timedelta(days=1)
_JUNETEENTH_SINCE = 2021  # Pub. L. 117-17


def _nth(year: int, month: int, weekday: int, number: int) -> dt.date:
    """The `number`-th such weekday (Monday is 0) of a month; 0 is the last one."""
    if number == 0:
        end = dt.date(year, month + 1, 1) - _DAY
        return end - dt.timedelta(days=(end.weekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


@cache
def federal_holidays(year: int) -> frozenset[dt.date]:
    """The legal public holidays of 5 U.S.C. 6103(a) in a year."""
    found = {
        dt.date(year, 1, 1),
        _nth(year, 1, 0, 3),
        _nth(year, 2, 0, 3),
        _nth(year, 5, 0, 0),
        dt.date(year, 7, 4),
        _nth(year, 9, 0, 1),
        _nth(year, 10, 0, 2),
        dt.date(year, 11, 11),
        _nth(year, 11, 3, 4),
        dt.date(year, 12, 25),
    }
    if year >= _JUNETEENTH_SINCE:
        found.add(dt.date(year, 6, 19))
    return frozenset(found)


def last_day(expires: dt.date) -> dt.date:
    """The last day of a license that states an expiry date (750.7(g)).

    Holidays of the States and days in lieu of a federal holiday are not known here: an expiry on one of them is
    not extended, and a day in lieu counts as a business day, so that no license is taken to run longer than it may.
    """
    if expires not in federal_holidays(expires.year):
        return expires
    day = expires + _DAY
    while day.weekday() >= 5 or day in federal_holidays(day.year):
        day += _DAY
    return day
