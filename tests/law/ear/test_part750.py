"""Specific licenses stated in the input: 750.7, 750.11."""

import datetime as dt

import pytest

from licet.determination.decide import Licet, Options
from licet.law.ear import ear, part750_licenses
from licet.law.ear.part750_validity import federal_holidays, last_day
from licet.law.finding import Effect
from licet.lists.embedded import embedded
from licet.terms.item import LicenseOnFile
from partial_law import findings, law_from

LAW = law_from(part750_licenses)


def on_file(number, fits, because="names these parties and this item"):
    return LicenseOnFile(number, "2024-01-01", "2027-12-31", fits, because)


@pytest.fixture(scope="module")
def licet():
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True, next_change=False))


def ask(*licenses):
    return findings(LAW, "2025-06-01", eccn="5A002.a", licenses=licenses)


@pytest.mark.parametrize(("fits", "effect"), [(True, Effect.AUTHORIZATION), (False, Effect.CONSIDERED)])
def test_a_license_authorizes_only_what_it_fits(fits, effect):
    (found,) = ask(on_file("D1234567", fits))
    assert (found.rule, found.effect) == ("750.7", effect)


def test_a_license_covers_every_requirement_and_never_a_prohibition():
    (found,) = ask(on_file("D1234567", True))
    assert found.covers == ("*",)
    assert found.covers_key("744.11")
    assert found.authority.kind == "specific_license"
    assert (found.authority.valid_from, found.authority.valid_until) == ("2024-01-01", "2027-12-31")
    assert any("balance" in condition for condition in found.authority.conditions)


def test_a_license_that_does_not_fit_says_why_and_covers_nothing():
    (found,) = ask(on_file("D1234567", False, "license D1234567 does not name 5A002.a"))
    assert found.authority is None
    assert found.covers == ()
    assert "does not name 5A002.a" in found.because


def test_several_licenses_are_answered_one_by_one():
    effects = [f.effect for f in ask(on_file("D1", False, "expired"), on_file("D2", True))]
    assert effects == [Effect.CONSIDERED, Effect.AUTHORIZATION]


def test_no_license_no_finding():
    assert ask() == []


def test_a_license_that_is_not_wholly_stated_awaits_the_rest():
    (found,) = ask(LicenseOnFile("D1", "", "", True, "license D1 is relied on", ("licenses[].expires",)))
    assert (found.effect, found.awaits) == (Effect.AUTHORIZATION, ("licenses[].expires",))


@pytest.mark.parametrize(
    ("expires", "last"),
    [
        ("2026-07-02", "2026-07-02"),
        ("2026-07-03", "2026-07-03"),  # the day in lieu of a Saturday's holiday is none of 5 U.S.C. 6103(a)
        ("2026-07-04", "2026-07-06"),  # Saturday: Monday follows
        ("2024-12-25", "2024-12-26"),
        ("2023-12-25", "2023-12-26"),
        ("2027-12-31", "2027-12-31"),
        ("2027-01-01", "2027-01-04"),  # Friday
        ("2024-11-28", "2024-11-29"),  # Thanksgiving
        ("2021-06-19", "2021-06-21"),
        ("2020-06-19", "2020-06-19"),  # not yet a holiday
        ("2025-01-20", "2025-01-21"),
        ("2024-05-27", "2024-05-28"),
        ("2024-06-01", "2024-06-01"),  # a Saturday is no holiday
    ],
)
def test_expiry_on_a_holiday_runs_through_the_next_business_day(expires, last):
    assert last_day(dt.date.fromisoformat(expires)) == dt.date.fromisoformat(last)


def test_the_holidays_of_a_year():
    assert [day.isoformat() for day in sorted(federal_holidays(2026))] == [
        "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-04", "2026-09-07", "2026-10-12",
        "2026-11-11", "2026-11-26", "2026-12-25",
    ]  # fmt: skip


LICENSE = {
    "number": "D1234567",
    "issued": "2024-03-01",
    "expires": "2026-07-04",
    "parties": ["Acme Widgets Ltd.", "Acme Forwarding"],
    "items": ["5A001.b"],
    "value_usd": 1000,
    "quantity": 10,
}


def decided(licet, *, date="2025-03-03", license=LICENSE, parties=(), **item):  # noqa: A002 - the law's word
    return licet.decide(
        {
            "date": date,
            "destination": "CN",
            "item": {"eccn": "5A001.b.5", "origin": "US", "value_usd": 500, "quantity": 5, **item},
            "parties": [{"role": "ultimate_consignee", "name": "ACME WIDGETS LTD", "country": "CN"}, *parties],
            "end_use": "other",
            "licenses": [license],
        }
    )


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, "authorized"),
        # days: from the issue through the expiry, here a holiday on a Saturday
        ({"date": "2024-02-29"}, "license_required"),
        ({"date": "2024-03-01"}, "authorized"),
        ({"date": "2024-02-29T23:59:59-05:00"}, "license_required"),
        ({"date": "2024-03-01T00:00:00-05:00"}, "authorized"),
        ({"date": "2026-07-06"}, "authorized"),
        ({"date": "2026-07-06T23:59:59-04:00"}, "authorized"),
        ({"date": "2026-07-07T00:00:00-04:00"}, "license_required"),
        ({"date": "2026-07-07"}, "license_required"),
        # value: 10 percent over the total; quantity: none
        ({"value_usd": 1000, "quantity": 10}, "authorized"),
        ({"value_usd": 1100, "quantity": 10}, "authorized"),
        ({"value_usd": "1100.01", "quantity": 10}, "license_required"),
        ({"value_usd": 1000, "quantity": "10.01"}, "license_required"),
        ({"value_usd": None}, "undetermined"),
        ({"quantity": None}, "undetermined"),
        # items: the entry or a paragraph of it
        ({"license": {**LICENSE, "items": ["5A001"]}}, "authorized"),
        ({"license": {**LICENSE, "items": ["5A001.b.5"]}}, "authorized"),
        ({"license": {**LICENSE, "items": ["5A001.b.50"]}}, "license_required"),
        ({"license": {**LICENSE, "items": ["5A001.b.5.a"]}}, "undetermined"),
        ({"license": {**LICENSE, "items": ["5A002", "EAR99"]}}, "license_required"),
        ({"license": {**LICENSE, "items": ["routers"]}}, "undetermined"),
        ({"license": {**LICENSE, "items": []}}, "license_required"),
        # parties: each of 748.5, by its own name
        ({"license": {**LICENSE, "parties": ["Acme Gadgets Ltd."]}}, "license_required"),
        ({"license": {**LICENSE, "parties": []}}, "license_required"),
        ({"license": {**LICENSE, "parties": ["Acme Widgets GmbH"]}}, "undetermined"),  # another legal person, perhaps
        ({"license": {**LICENSE, "parties": ["Acme Widgets"]}}, "undetermined"),
        ({"license": {**LICENSE, "parties": ["---"]}}, "license_required"),
        ({"parties": [{"role": "end_user", "name": "Other User", "country": "CN"}]}, "license_required"),
        ({"parties": [{"role": "intermediate_consignee", "name": "Acme Forwarding", "country": "SG"}]}, "authorized"),
        ({"parties": [{"role": "intermediate_consignee", "name": "Other", "country": "SG"}]}, "license_required"),
        (
            {"parties": [{"role": "intermediate_consignee", "name": "Other", "country": "CN"}]},
            "undetermined",
        ),  # (c)(1)(v)
        ({"parties": [{"role": "freight_forwarder", "name": "Other", "country": "SG"}]}, "authorized"),
        # what is not stated of it
        ({"license": "D1234567"}, "undetermined"),
        ({"license": {"number": "D1234567"}}, "undetermined"),
        *(({"license": {**LICENSE, name: None}}, "undetermined") for name in LICENSE if name != "number"),
        ({"license": {**LICENSE, "value_usd": None}, "date": "2027-01-04"}, "license_required"),
        ({"license": {**LICENSE, "quantity": None, "parties": ["Nobody"]}}, "license_required"),
    ],
)
def test_what_a_license_covers(licet, facts, outcome):
    said = decided(licet, **facts)
    assert said["outcome"] == outcome, (said["questions"], said["considered"])
    assert (said["authorized_by"] is not None) is (outcome == "authorized")


def test_software_needs_no_quantity(licet):
    bare = {**LICENSE, "quantity": None, "value_usd": None, "items": ["5D001.a"]}
    said = decided(licet, license=bare, eccn="5D001.a", kind="software", quantity=None, value_usd=None)
    assert said["outcome"] == "authorized"


def test_a_license_says_until_when_it_is_valid(licet):
    (by,) = decided(licet)["authorized_by"]
    assert (by["valid_from"], by["valid_until"]) == ("2024-03-01", "2026-07-06")


def test_no_license_lifts_a_denial_order_and_each_lifts_the_entity_list(licet):
    huawei = "Huawei Technologies Co., Ltd."
    held = {**LICENSE, "parties": [huawei], "items": ["5A991"]}
    transaction = {
        "date": "2025-03-03",
        "destination": "CN",
        "item": {"eccn": "5A991", "origin": "US", "value_usd": 500, "quantity": 5},
        "parties": [{"role": "ultimate_consignee", "name": huawei, "country": "CN"}],
        "end_use": "other",
        "licenses": [held],
    }
    assert licet.decide(transaction)["outcome"] == "authorized"
    assert licet.decide({**transaction, "licenses": []})["outcome"] == "license_required"
    zte = "ZTE Corporation"
    denied = {
        **transaction,
        "date": "2018-05-02",
        "parties": [{"role": "ultimate_consignee", "name": zte, "country": "CN"}],
        "licenses": [{**held, "issued": "2017-01-03", "expires": "2019-01-03", "parties": [zte]}],
    }
    assert licet.decide(denied)["outcome"] == "prohibited"


def test_a_claimed_exception_left_open_is_not_asked_where_a_license_covers(licet):
    claims = [{"exception": "RPL", "conditions": {"paragraph": "a"}}]
    said = licet.decide({
        "date": "2025-03-03", "destination": "CN",
        "item": {"eccn": "5A001.b.5", "origin": "US", "value_usd": 500, "quantity": 5},
        "parties": [{"role": "ultimate_consignee", "name": "Acme Widgets Ltd", "country": "CN"}],
        "end_use": "other", "licenses": [LICENSE], "claims": claims,
    })  # fmt: skip
    assert said["outcome"] == "authorized"
    assert said["questions"] == []
    assert any("not_improving" in one["because"] for one in said["considered"])
