"""Days and moments of the law: all of them in America/New_York.

A *moment* is a naive `datetime` of New York wall time. A key date given as a bare date stands for the
end of that day, so that what took effect in the course of it counts as in force. Intervals are
half-open: "through D" ends at the start of D + 1.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")

Moment = dt.datetime

BEGINNING: Moment = dt.datetime(1900, 1, 1)
FOREVER: Moment = dt.datetime(9999, 12, 31)


@cache
def _eastern() -> ZoneInfo:
    return ZoneInfo("America/New_York")


class DateFault(ValueError):
    """A date or date-time that cannot be used; the message names the mend."""


def day(text: str) -> dt.date:
    """An ISO calendar date, `YYYY-MM-DD`. Raises `DateFault`."""
    try:
        if len(text) != 10:
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise DateFault(f"{text[:40]!r} is not a date; write it as YYYY-MM-DD") from None


def moment(text: str) -> Moment:
    """A key date: an ISO date (the end of that day) or a date-time with offset. Raises `DateFault`."""
    if len(text) <= 10:
        return end_of(day(text))
    try:
        aware = dt.datetime.fromisoformat(text)
    except ValueError:
        raise DateFault(
            f"{text[:40]!r} is not a date or date-time; write 2019-05-16 or 2019-05-16T16:15:00-04:00"
        ) from None
    if aware.tzinfo is None:
        raise DateFault(f"{text[:40]!r} has no time zone; add the offset (…-04:00) or give the date alone")
    try:
        return aware.astimezone(_eastern()).replace(tzinfo=None)
    except (OverflowError, ValueError):
        raise DateFault(f"{text[:40]!r} lies outside the calendar") from None


def end_of(date: dt.date) -> Moment:
    """The last instant of a day."""
    return dt.datetime(date.year, date.month, date.day, 23, 59, 59, 999999)


def start(text: str) -> Moment:
    """A boundary of the law: `YYYY-MM-DD` is its midnight, `YYYY-MM-DDTHH:MM` that New York time."""
    return dt.datetime.fromisoformat(text)


def after(text: str) -> Moment:
    """The exclusive end of "through D": the midnight after D."""
    return dt.datetime.fromisoformat(text) + dt.timedelta(days=1)


class Dated(Generic[T]):
    """A value that depends on the moment: `values[i]` holds from `starts[i]` up to `starts[i + 1]`.

    `values` is one longer than `starts`: `values[0]` holds before the first start.
    """

    __slots__ = ("_hash", "starts", "values")

    def __init__(self, starts: Sequence[Moment], values: Sequence[T]) -> None:
        if len(values) != len(starts) + 1:
            raise ValueError("a dated value needs one value more than boundaries")
        self.starts = tuple(starts)
        self.values = tuple(values)
        self._hash = hash((self.starts, self.values))

    def at(self, when: Moment) -> T:
        """The value in force at a moment."""
        return self.values[bisect_right(self.starts, when)]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dated) and (self.starts, self.values) == (
            other.starts,
            other.values,
        )

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Dated({self.starts!r}, {self.values!r})"


def boundaries(groups: Iterable[Iterable[Moment]]) -> tuple[Moment, ...]:
    """The sorted distinct moments of several groups."""
    return tuple(sorted({moment for group in groups for moment in group}))
