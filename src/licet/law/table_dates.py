"""The days on which some dated table of the law changes.

A rule that looks a table up names the fact `table_date`, the last such day on or before the key date,
so that all key dates between two changes share their answers.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from functools import cache

from licet.law.country_groups import HONG_KONG_IS_CHINA
from licet.law.table_rows import VINTAGE, rows

_DATED = ("ccl_controls", "ccl_entries", "chart_rows", "country_chart", "country_groups", "eccn_lists")
BEFORE_ALL = dt.date(1996, 3, 25)  # the day the restructured EAR were published, 61 FR 12714


@cache
def table_dates() -> tuple[dt.date, ...]:
    """Every day on which a row of a table begins or ends, ascending."""
    found = {BEFORE_ALL, VINTAGE, HONG_KONG_IS_CHINA}
    for table in _DATED:
        for row in rows(table):
            for column in ("effective_from", "effective_to"):
                if row.get(column):
                    found.add(dt.date.fromisoformat(row[column]))
    return tuple(sorted(found))


@cache
def table_date(key_date: dt.date) -> dt.date:
    """The last day on or before the key date on which a table changed."""
    dates = table_dates()
    return dates[max(bisect_right(dates, key_date) - 1, 0)]
