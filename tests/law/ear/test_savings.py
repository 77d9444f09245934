"""Savings clauses: aboard a carrier when the listing took effect, under an actual order, within the window."""

import datetime as dt

import pytest

from entity_standings import asked, standing
from licet.law.ear.part744 import s744_11_savings
from licet.law.finding import Effect
from licet.terms.party import Role
from licet.terms.standing import Basis, State


def day(text):
    return None if text is None else dt.date.fromisoformat(text)


def said(date, en_route, order, activity="export", **terms):
    who = standing(**terms)
    claimed = {"en_route_since": day(en_route), "order_date": day(order), "parties": ()}
    return asked((s744_11_savings,), date, standing=who, activity=activity, **claimed)


def saved(found):
    return [f for f in found if f.effect is Effect.EXEMPTION]


OCTOBER_2023 = {
    "act": "88 FR 71991",
    "terms_act": "88 FR 71991",
    "listed_from": dt.date(2023, 10, 17),
    "savings_through": dt.date(2023, 11, 15),
}


@pytest.mark.parametrize(
    ("date", "en_route", "order", "terms", "expected"),
    [
        ("2019-05-20", "2019-05-16", "2019-04-01", {}, True),
        ("2019-05-20", "2019-05-10", "2019-05-10", {}, True),
        ("2019-05-20", "2019-05-17", "2019-04-01", {}, False),  # aboard a day late
        ("2019-05-20", "2019-05-16", None, {}, False),  # no actual order
        ("2019-05-20", "2019-05-16", "2019-05-17", {}, False),  # the order after the shipment
        ("2019-05-20", None, "2019-04-01", {}, False),  # not claimed
        ("2019-05-20", "2019-05-16", "2019-04-01", {"savings": False}, False),
        ("2019-05-20", "2019-05-16", "2019-04-01", {"state": State.ENDED}, False),
        ("2019-05-20", "2019-05-16", "2019-04-01", {"list": "denied_persons"}, False),
        ("2021-05-20", "2019-05-16", "2019-04-01", {}, True),  # no end date in the rules of 2019
        ("2019-08-22", "2019-08-16", "2019-07-30", {}, False),  # a later tranche's day does not help Huawei
        ("2019-08-22", "2019-08-16", "2019-07-30", {"listed_from": dt.date(2019, 8, 19)}, True),
        ("2023-11-15", "2023-10-17", "2023-09-20", OCTOBER_2023, True),
        ("2023-11-16", "2023-10-17", "2023-09-20", OCTOBER_2023, False),
        ("2023-11-10", "2023-10-18", "2023-09-20", OCTOBER_2023, False),
    ],
)
def test_savings(date, en_route, order, terms, expected):
    found = said(date, en_route, order, **terms)
    assert [f.covers for f in saved(found)] == ([("744.11",)] if expected else [])


@pytest.mark.parametrize(
    ("activity", "terms", "expected"),
    [
        ("reexport", {}, True),
        ("transfer_in_country", {}, False),  # the clauses of 2019 name ports of export and reexport
        ("deemed_export", {}, False),
        ("transfer_in_country", OCTOBER_2023, True),
        ("deemed_export", OCTOBER_2023, False),
    ],
)
def test_what_goes_aboard_no_carrier_is_not_saved(activity, terms, expected):
    dates = ("2023-11-10", "2023-10-17", "2023-09-20") if terms else ("2019-05-20", "2019-05-16", "2019-04-01")
    assert bool(saved(said(*dates, activity=activity, **terms))) is expected


def test_the_listing_act_is_cited():
    found = saved(said("2023-11-10", "2023-10-17", "2023-09-20", **OCTOBER_2023))
    assert any("88 FR 71991" in c for c in found[0].citations)


@pytest.mark.parametrize(
    ("en_route", "order", "words"),
    [("2019-05-17", "2019-04-01", "not yet aboard"), ("2019-05-16", None, "no actual order")],
)
def test_why_it_does_not_help_is_told(en_route, order, words):
    (only,) = said("2019-05-20", en_route, order)
    assert only.effect is Effect.CONSIDERED
    assert words in only.because


AFFILIATE = {"basis": Basis.OWNED}


@pytest.mark.parametrize(
    ("date", "en_route", "order", "terms", "expected"),
    [
        ("2025-10-29", "2025-09-28", "2025-08-01", AFFILIATE, True),
        ("2025-10-29", "2025-09-29", "2025-08-01", AFFILIATE, True),
        ("2025-10-30", "2025-09-28", "2025-08-01", AFFILIATE, False),  # the window closed
        ("2025-10-29", "2025-09-30", "2025-08-01", AFFILIATE, False),
        ("2025-10-29", "2025-09-28", None, AFFILIATE, False),
        ("2025-10-29", "2025-09-28", "2025-08-01", {"basis": Basis.BRANCH}, True),
        ("2025-10-29", "2025-09-28", "2025-08-01", {"basis": Basis.MINORITY}, False),
        ("2025-10-29", "2025-09-28", "2025-08-01", {**AFFILIATE, "listed_from": dt.date(2025, 10, 8)}, False),
        ("2026-11-12", "2025-09-28", "2025-08-01", AFFILIATE, False),
    ],
)
def test_affiliates(date, en_route, order, terms, expected):
    found = said(date, en_route, order, **terms)
    assert bool(saved(found)) == expected
    branch = terms.get("basis") is Basis.BRANCH  # of which it was not settled before either
    assert any(f.effect is Effect.QUESTION for f in found) is branch


HEIR = {"basis": Basis.OWNED, "footnotes": frozenset({1, 3})}
INHERITED = {"744.11(a)(2)(i)", "744.11(a)(2)(iii)"}
ABOARD = {"en_route_since": dt.date(2025, 9, 28), "order_date": dt.date(2025, 8, 1), "activity": "reexport"}


@pytest.mark.parametrize(
    ("role", "terms", "claimed", "covers"),
    [
        (Role.END_USER, HEIR, {}, INHERITED),
        (Role.INCORPORATED_INTO, HEIR, {}, INHERITED),
        (Role.END_USER, {**HEIR, "basis": Basis.LISTED}, {}, set()),
        (Role.END_USER, {**HEIR, "basis": Basis.BRANCH}, {}, set()),
        (Role.END_USER, {**HEIR, "listed_from": dt.date(2025, 10, 8)}, {}, set()),
        (Role.END_USER, HEIR, {"en_route_since": dt.date(2025, 9, 30)}, set()),
        (Role.END_USER, HEIR, {"en_route_since": None}, set()),
        (Role.END_USER, HEIR, {"order_date": None}, set()),
        (Role.END_USER, HEIR, {"activity": "deemed_export"}, set()),
    ],
)
def test_direct_products_of_affiliates(role, terms, claimed, covers):
    parties = ((role, "DE", (standing(**terms),)),)
    known = {**ABOARD, **claimed, "standing": standing(list="none"), "parties": parties}
    found = asked((s744_11_savings,), "2025-10-15", **known)
    assert {key for f in saved(found) for key in f.covers} == covers


@pytest.mark.parametrize(
    ("terms", "covers"),
    [
        ({"list": "entity_list"}, ("744.11",)),
        ({"list": "military_end_user"}, ("744.21",)),
        ({"list": "sdn", "programs": ("SDGT",)}, ("744.8",)),
        ({"list": "sdn", "programs": ("CUBA",)}, None),
        ({"list": "unverified"}, None),
        ({"list": "entity_list", "limited": True}, None),
    ],
)
def test_the_affiliates_clause_saves_what_the_rule_took_away(terms, covers):
    """90 FR 47201 changed 744.8, 744.11 and 744.21; its clause is for all of its changes."""
    found = saved(said("2025-10-29", "2025-09-28", "2025-08-01", **AFFILIATE, **terms))
    assert [f.covers for f in found] == ([] if covers is None else [covers])
