"""Country groups: Supplement No. 1 to Part 740, and the other named lists of countries.

Beside `A:1` to `E:2`: `ENC_SUPP3` (Part 740, Supp. No. 3), `NUCLEAR_SUPP3` (Part 744, Supp. No. 3),
`UN_EMBARGO` (746.1(b)(2)), `COMPUTER_TIER1` and `COMPUTER_TIER3` (740.7).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from licet.law.country_chart import EMBARGO, chart_country
from licet.law.table_rows import VINTAGE, Interval, interval, rows, verified_from
from licet.terms.dates import Moment

# Hong Kong ceased to be a destination of its own: 85 FR 83769.
HONG_KONG_IS_CHINA = dt.date(2020, 12, 23)


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether a country stands in a group at a moment.

    `verified_from` is the first day for which the text was read; `certain` is false where the row
    of that day is known at second hand only or where its start is not known.
    """

    member: bool
    certain: bool
    verified_from: dt.date
    citation: str
    act: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    span: Interval
    citation: str
    act: str
    certainty: str


@cache
def _table() -> Mapping[tuple[str, str], tuple[_Row, ...]]:
    found: dict[tuple[str, str], list[_Row]] = {}
    for row in rows("country_groups"):
        span = interval(row["effective_from"], row["effective_to"])
        found.setdefault((row["group"], row["country"]), []).append(
            _Row(span, row["citation"], row["act"], row["certainty"])
        )
    return {key: tuple(value) for key, value in found.items()}


@cache
def group_names() -> tuple[str, ...]:
    """Every group the table knows."""
    return tuple(sorted({group for group, _ in _table()}))


@cache
def _citation(group: str) -> str:
    return next(row[0].citation for (name, _), row in _table().items() if name == group)


@cache
def _was_read(group: str) -> bool:
    """Whether the list as a whole is known: one that was never read may lack members."""
    return any(row.certainty != "U" for (name, _), found in _table().items() if name == group for row in found)


@cache
def _reads_as(country: str, when: Moment) -> str:
    """The destination whose membership counts: a territory goes with its state, as in 738.3(b)."""
    if country == "HK":
        return "CN" if when.date() >= HONG_KONG_IS_CHINA else country
    row = chart_country(country)
    return country if row is None or row == EMBARGO else row


@cache
def membership(country: str, group: str, when: Moment) -> Membership:
    """A country's standing in a group. Raises `KeyError` for a group the table does not know."""
    if group not in group_names():
        raise KeyError(group)
    found = _table().get((group, _reads_as(country, when)), ())
    for row in found:
        if row.span.holds(when):
            good = verified_from(row.span, row.certainty)
            return Membership(True, row.certainty != "U", good, row.citation, row.act)
    # No row: the country is outside. A change whose act was read vouches for the day after or before.
    date = when.date()
    for row in found:
        if row.certainty == "V" and row.span.end is not None and row.span.end <= date:
            return Membership(False, True, row.span.end, row.citation, row.act)
    # From the day of the vintage on the list as a whole was read, and whoever it does not name is outside.
    certain = (date >= VINTAGE or all(row.certainty != "U" for row in found)) and _was_read(group)
    return Membership(False, certain, VINTAGE, _citation(group))


def in_group(country: str, group: str, when: Moment) -> bool:
    """Whether a country (alpha-2) stands in a group. Raises `KeyError` for an unknown group."""
    return membership(country, group, when).member


def groups(country: str, when: Moment) -> frozenset[str]:
    """All groups a country stands in at a moment."""
    rows_of = _of_country().get(_reads_as(country, when), ())
    return frozenset(group for group, row in rows_of if row.span.holds(when))


@cache
def _of_country() -> Mapping[str, tuple[tuple[str, _Row], ...]]:
    found: dict[str, list[tuple[str, _Row]]] = {}
    for (group, country), table in _table().items():
        found.setdefault(country, []).extend((group, row) for row in table)
    return {country: tuple(several) for country, several in found.items()}


def members(group: str, when: Moment) -> frozenset[str]:
    """All countries of a group at a moment; Hong Kong is among them where it reads as China."""
    found = {
        country
        for (name, country), table in _table().items()
        if name == group and any(row.span.holds(when) for row in table)
    }
    if when.date() >= HONG_KONG_IS_CHINA:
        found.discard("HK")
        if "CN" in found:
            found.add("HK")
    return frozenset(found)
