"""Lines that ship together: an order is not split to meet a limit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from licet.determination.decide import Licet, Options
from licet.determination.orders import with_order_values
from licet.law.ear import ear
from licet.lists.embedded import embedded
from licet.terms.dates import moment
from licet.terms.eccn import parse_eccn
from licet.terms.item import Claim
from licet.terms.outcome import Outcome
from licet.terms.party import Role
from licet.terms.transaction import Item, Party, StatedLicense, Transaction


def line(value: str | None, order: str = "A") -> Transaction:
    item = Item(
        eccn=parse_eccn("3A001.b.4"), origin="US", kind="commodity", value_usd=Decimal(value) if value else None
    )
    party = Party(Role.ULTIMATE_CONSIGNEE, "Plain Trading Pte. Ltd.", "SG")
    return Transaction(
        moment=moment("2021-03-01"), destination="SG", parties=(party,), item=item, order=order, end_use="other"
    )


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True))


@pytest.mark.parametrize(
    ("values", "first"),
    [
        (["900"], Outcome.AUTHORIZED),
        (["900", "4100"], Outcome.AUTHORIZED),  # LVS $5,000, "or less"
        (["900", "4100.01"], Outcome.LICENSE_REQUIRED),
        (["900", None], Outcome.LICENSE_REQUIRED),  # a line without value leaves the order's unknown
    ],
)
def test_lvs_counts_the_order(licet: Licet, values: list[str | None], first: Outcome) -> None:
    lines = with_order_values([line(value) for value in values])
    assert licet.conclude(lines[0]).outcome is first


def test_another_order_does_not_count(licet: Licet) -> None:
    lines = with_order_values([line("900"), line("9000", order="B")])
    assert licet.conclude(lines[0]).outcome is Outcome.AUTHORIZED


def test_value_not_stated_is_asked_only_where_lvs_is_claimed(licet: Licet) -> None:
    silent = line(None, order="")
    assert licet.conclude(silent).outcome is Outcome.LICENSE_REQUIRED
    said = licet.conclude(replace(silent, claims=(Claim("LVS"),)))
    assert (said.outcome, [a.variable for a in said.asked]) == (Outcome.UNDETERMINED, ["item.value_usd"])


def test_lvs_counts_what_is_of_the_same_entry(licet: Licet) -> None:
    other = line("4500")
    assert other.item
    other = replace(other, item=replace(other.item, eccn=parse_eccn("3A001.a.7")))
    lines = with_order_values([line("900"), other])
    assert licet.conclude(lines[0]).outcome is Outcome.LICENSE_REQUIRED  # 740.3(b): the same ECCN entry


@pytest.mark.parametrize(
    ("quantities", "outcome"),
    [
        ([6, 4], Outcome.AUTHORIZED),
        ([6, 5], Outcome.LICENSE_REQUIRED),
        ([6, None], Outcome.UNDETERMINED),
    ],
)
def test_a_license_counts_the_order(licet: Licet, quantities: list[int | None], outcome: Outcome) -> None:
    stated = StatedLicense(
        "D1",
        dt.date(2021, 1, 4),
        dt.date(2022, 1, 4),
        ("Plain Trading Pte. Ltd.",),
        ("3A001",),
        Decimal(20_000),
        Decimal(10),
    )
    lines = []
    for quantity in quantities:
        one = line("9000")
        assert one.item
        amount = None if quantity is None else Decimal(quantity)
        lines.append(replace(one, item=replace(one.item, quantity=amount), licenses=(stated,)))
    assert licet.conclude(with_order_values(lines)[0]).outcome is outcome
