"""Lists of ECCNs that a provision names: product scopes, end-use scopes, de minimis exceptions.

A row names an entry, a paragraph, or a category with its group (`3B`). Mode `in` takes in what lies
under it, `out` leaves out, `part` takes in only some of it (software or technology *for* named items, or
a limit the ECCN does not show): such an item is neither surely in nor surely out.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from licet.law.table_rows import Interval, interval, rows, verified_from
from licet.terms.dates import Moment
from licet.terms.eccn import Eccn


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a named list. `verified` is false where the text of the list was not read."""

    eccn: str
    mode: str
    citation: str
    act: str
    span: Interval
    verified: bool
    verified_from: dt.date


@cache
def _lists() -> Mapping[str, tuple[ListRow, ...]]:
    found: dict[str, list[ListRow]] = {}
    for row in rows("eccn_lists"):
        span = interval(row["effective_from"], row["effective_to"])
        found.setdefault(row["list"], []).append(
            ListRow(
                row["eccn"],
                row["mode"],
                row["citation"],
                row["act"],
                span,
                row["certainty"] != "U",
                verified_from(span, row["certainty"]),
            )
        )
    return {name: tuple(value) for name, value in found.items()}


def list_names() -> tuple[str, ...]:
    """The names of the lists the table holds."""
    return tuple(sorted(_lists()))


def list_rows(name: str, when: Moment) -> tuple[ListRow, ...]:
    """The rows of a list in force at a moment. Raises `KeyError` for an unknown list."""
    return tuple(row for row in _lists()[name] if row.span.holds(when))


def eccn_list(name: str, when: Moment) -> frozenset[str]:
    """What a list takes in, wholly or in part, at a moment. Raises `KeyError` for an unknown list."""
    return frozenset(row.eccn for row in list_rows(name, when) if row.mode != "out")


def _under(item: str, place: str) -> bool:
    return item == place or item.startswith(place + ".") or (len(place) == 2 and item.startswith(place))


def in_list(eccn: Eccn, name: str, when: Moment) -> bool | None:
    """Whether an item lies on a list; `None` where the ECCN does not tell or the list was not read.

    EAR99 is on none of them. A list that was not read puts in what it names, and keeps nothing else out.
    Raises `KeyError` for an unknown list.
    """
    days = _days(name)
    since = bisect_right(days, when.date())
    return _in_list(eccn, name, days[since - 1] if since else dt.date.min)


@cache
def _days(name: str) -> tuple[dt.date, ...]:
    """The days on which a row of a list begins or ends, ascending: from one to the next it stands unchanged."""
    return tuple(sorted({day for row in _lists()[name] for day in (row.span.start, row.span.end) if day}))


@cache
def _in_list(eccn: Eccn, name: str, date: dt.date) -> bool | None:
    left_out, taken, partial, verified = _places(name, date)
    if eccn.is_ear99:
        return False
    item = str(eccn)
    if any(_under(item, place) for place in left_out):
        return False
    if any(_under(item, place) for place in taken):
        return None if any(_under(place, item) for place in left_out) else True
    if any(_under(item, place) or _under(place, item) for place in partial):
        return None
    if any(_under(place, item) for place in taken):
        return None
    # The table of a list that was never read may lack rows: silence is no answer.
    return False if verified else None


@cache
def _places(name: str, date: dt.date) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool]:
    """What a list leaves out, takes in, and takes in in part on a day, and whether all of it was read."""
    found = list_rows(name, dt.datetime(date.year, date.month, date.day))

    def of(mode: str) -> tuple[str, ...]:
        return tuple(row.eccn for row in found if row.mode == mode)

    return of("out"), of("in"), of("part"), all(row.verified for row in _lists()[name])
