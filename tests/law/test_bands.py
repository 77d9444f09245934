"""Bands: half-open below, closed above, comparable with registered limits only."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from licet.law.bands import UnregisteredLimit, all_bands, band

LIMITS = (Decimal(1500), Decimal(5000))
DAYS = (dt.date(2019, 5, 16), dt.date(2020, 9, 14))


@pytest.mark.parametrize(
    ("value", "index"),
    [("0", 0), ("1499.99", 0), ("1500", 0), ("1500.01", 1), ("5000", 1), ("5000.00", 1), ("5000.01", 2), ("1e9", 2)],
)
def test_a_limit_belongs_to_the_band_below_it(value: str, index: int) -> None:
    made = band("item.value_usd", Decimal(value), LIMITS)
    assert (made.fact, made.index, made.limits) == ("item.value_usd", index, LIMITS)
    for limit in LIMITS:
        assert made.at_most(limit) is (Decimal(value) <= limit)
        assert made.exceeds(limit) is (Decimal(value) > limit)


def test_a_whole_number_is_a_limit_as_a_decimal_is() -> None:
    made = band("item.value_usd", Decimal(2000), LIMITS)
    assert made.exceeds(1500)
    assert made.at_most(5000)


def test_on_or_before_a_day() -> None:
    on, after = (band("contract_date", day, DAYS) for day in (DAYS[0], DAYS[0] + dt.timedelta(days=1)))
    assert on.at_most(DAYS[0])
    assert after.exceeds(DAYS[0])


@pytest.mark.parametrize("limit", [Decimal(1000), Decimal(9000), 4999])
def test_another_limit_is_refused_by_name(limit: Decimal | int) -> None:
    with pytest.raises(UnregisteredLimit, match=rf"{limit} is no registered limit of item\.value_usd"):
        band("item.value_usd", Decimal(2000), LIMITS).at_most(limit)


def test_all_bands_are_those_that_values_lie_in() -> None:
    values = (Decimal(1), Decimal(1500), Decimal(1501), Decimal(5000), Decimal(5001))
    assert set(all_bands("x", LIMITS)) == {band("x", value, LIMITS) for value in values}
    assert [str(each) for each in all_bands("x", LIMITS)] == ["at most 1500", "over 1500, at most 5000", "over 5000"]
    assert str(all_bands("x", (*LIMITS, Decimal(9000)))[-1]) == "over 9000"
    assert [str(each) for each in all_bands("x", ())] == ["any"]


def test_among_fewer_limits_a_band_is_the_one_that_holds_it() -> None:
    limits = tuple(map(Decimal, (1000, 2500, 5000)))
    for own in ((), limits[:1], limits[1:2], limits[::2], limits):
        for number in map(Decimal, (0, 1000, 1001, 2500, 4000, 5000, 9000)):
            assert band("value_usd", number, limits).among(own) == band("value_usd", number, own)
