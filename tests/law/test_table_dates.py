"""Between two days on which a table changed for a country, the tables say the same of it."""

from __future__ import annotations

from licet.law.country_groups import groups
from licet.law.ear.part738_chart import place_of
from licet.law.ear.part738_destination import marks_of
from licet.law.table_dates import table_date_about, table_dates
from licet.terms.country import COUNTRIES
from licet.terms.dates import end_of


def test_a_country_is_alike_on_all_days_between_its_own_changes() -> None:
    for country in sorted(COUNTRIES):
        for day in table_dates():
            own = table_date_about(country, day)
            assert own <= day
            if own != day:
                assert place_of(country, day, "") is place_of(country, own, ""), (country, day)
                assert marks_of(country, day) == marks_of(country, own), (country, day)
                assert groups(country, end_of(day)) == groups(country, end_of(own)), (country, day)
