"""The days on which some dated table of the law changes.

A rule that looks a table up names the fact `table_date`, the last such day on or before the key date,
so that all key dates between two changes share their answers.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache

from licet.law.country_chart import chart_country
from licet.law.country_groups import HONG_KONG_IS_CHINA
from licet.law.table_rows import VINTAGE, column

_DATED = (
    "ccl_controls",
    "ccl_entries",
    "ccl_reserved",
    "chart_rows",
    "country_chart",
    "country_chart_footnotes",
    "country_groups",
    "eccn_lists",
    "license_exceptions",
)
_BOUNDARIES = ("effective_from", "effective_to")
_EVERYTHING = "*"  # rows that are about no one country or entry
BEFORE_ALL = dt.date(1996, 3, 25)  # the day the restructured EAR were published, 61 FR 12714


@cache
def table_dates() -> tuple[dt.date, ...]:
    """Every day on which a row of a table begins or ends, ascending."""
    found = {BEFORE_ALL, VINTAGE, HONG_KONG_IS_CHINA}
    for table in _DATED:
        for boundary in _BOUNDARIES:
            found.update(dt.date.fromisoformat(text) for text in set(column(table, boundary)) if text)
    return tuple(sorted(found))


@cache
def table_date(key_date: dt.date) -> dt.date:
    """The last day on or before the key date on which a table changed."""
    dates = table_dates()
    return dates[max(bisect_right(dates, key_date) - 1, 0)]


@cache
def _by_key() -> Mapping[str, frozenset[dt.date]]:
    """The days on which rows change, by the country or the ECCN (its five characters) they are about."""
    found: dict[str, set[dt.date]] = {}
    for table in _DATED:
        for boundary in _BOUNDARIES:
            about = (column(table, name) for name in ("country", "row", "eccn", boundary))
            for country, row, eccn, text in zip(*about, strict=True):
                if text:
                    for key in {country, row, eccn.partition(".")[0]} - {""} or {_EVERYTHING}:
                        found.setdefault(key, set()).add(dt.date.fromisoformat(text))
    return {key: frozenset(dates) for key, dates in found.items()}


@cache
def table_dates_about(countries: frozenset[str], eccns: frozenset[str]) -> tuple[dt.date, ...]:
    """The days on which a table changes for these destinations and entries; the others are alike to them."""
    governing = {row for country in countries if (row := chart_country(country))}
    found = {BEFORE_ALL, VINTAGE, HONG_KONG_IS_CHINA}
    for key in {*countries, *governing, *eccns, _EVERYTHING, *(("CN",) if "HK" in countries else ())}:
        found.update(_by_key().get(key, ()))
    return tuple(sorted(found))


@cache
def table_date_about(country: str, key_date: dt.date) -> dt.date:
    """The last day on or before the key date on which a table changed for a country; it is alike to them since."""
    dates = table_dates_about(frozenset((country,)), frozenset())
    return dates[max(bisect_right(dates, key_date) - 1, 0)]
