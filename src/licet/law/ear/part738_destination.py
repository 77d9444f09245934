"""What the destination is in the dated tables of the law: Supp. No. 1 to Part 738, Supp. No. 1 to Part 740.

The derived facts here are the only ones that look a country up; rules name them and never the tables.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from licet.law.country_chart import COLUMNS, EMBARGO, UNITED_STATES, chart_country, required
from licet.law.country_groups import groups
from licet.law.rule import derived
from licet.law.table_dates import table_date_about
from licet.terms.dates import end_of


@derived(citation="15 CFR Part 740 Supp. No. 1")
def destination_groups(destination: str, table_date: dt.date) -> frozenset[str]:
    """The country groups (`A:1` … `E:2`) and named lists of countries the destination stands in."""
    return groups(destination, end_of(table_date))


@derived(citation="15 CFR Part 738 Supp. No. 1")
def chart_marks(destination: str, table_date: dt.date) -> frozenset[str] | str | None:
    """The columns of the Commerce Country Chart with an X for the destination.

    `"EMBARGO"` where the row only points to Part 746, `None` where no row is known to govern the
    destination. Empty for the United States and its territories, which the chart does not list.
    """
    return marks_of(destination, table_date_about(destination, table_date))


@cache
def marks_of(country: str, date: dt.date) -> frozenset[str] | str | None:
    """`chart_marks` for any country and day."""
    row = chart_country(country)
    if row is None or row == EMBARGO:
        return row
    if row == UNITED_STATES or country == "US":
        return frozenset()
    cells = {column: required(country, column, end_of(date)) for column in COLUMNS}
    if any(cell is None for cell in cells.values()):
        return None
    return frozenset(column for column, cell in cells.items() if cell is not None and cell.required)


@derived(citation="15 CFR Part 740 Supp. No. 1")
def exporter_groups(exporter_country: str, table_date: dt.date) -> frozenset[str]:
    """The country groups of the country the item leaves from."""
    return groups(exporter_country, end_of(table_date))
