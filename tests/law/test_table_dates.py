"""From one of its days to the next, a country, an entry and a list are alike to the tables."""

from __future__ import annotations

import datetime as dt

import pytest

from licet.law import ccl, country_chart, country_groups, eccn_lists
from licet.law.table_dates import table_date_about, table_dates
from licet.terms.dates import end_of, moment

NOW = moment("2026-07-23")


def test_a_day_on_which_a_paragraph_is_reserved_is_a_day_of_the_tables() -> None:
    assert dt.date(2016, 9, 20) in table_dates()


@pytest.mark.parametrize("country", ["CN", "HK", "MO", "RU", "IN", "SG", "AQ", "US", "CU", "IM", "NL"])
def test_a_country_is_alike_to_the_tables_from_one_of_its_days_to_the_next(country: str) -> None:
    for day in table_dates():
        then, now = end_of(table_date_about(country, day)), end_of(day)
        assert country_groups.groups(country, then) == country_groups.groups(country, now), day
        for group in country_groups.group_names():
            one, other = (country_groups.membership(country, group, when) for when in (then, now))
            assert (one.member, one.certain) == (other.member, other.certain), (day, group)
        for column in country_chart.COLUMNS:
            assert country_chart.required(country, column, then) == country_chart.required(country, column, now), day


def test_an_entry_is_alike_to_the_tables_from_one_of_its_days_to_the_next() -> None:
    for eccn in ccl.all_eccns(None, NOW)[::9]:
        for day in table_dates()[::5]:
            again = ccl._classify.__wrapped__(eccn, day, None)  # told of the day itself
            assert ccl.classify(eccn, end_of(day)) == again, (eccn, day)


def test_a_list_is_alike_from_one_of_its_days_to_the_next() -> None:
    for name in eccn_lists.list_names():
        for eccn in ccl.all_eccns(None, NOW)[::40]:
            for day in table_dates():
                again = eccn_lists._in_list.__wrapped__(eccn, name, day)  # told of the day itself
                assert eccn_lists.in_list(eccn, name, end_of(day)) is again, (name, eccn, day)
