"""Denial orders: active, suspended, ended; any role; the authorization of July 2018."""

import datetime as dt

import pytest

from entity_standings import asked, standing
from licet.law.bands import band
from licet.law.ear import general_licenses, general_licenses_group_e, part764_denial_orders
from licet.law.finding import Effect
from licet.terms.party import KNOWN_RECIPIENT_ROLES, PARTY_ROLES, Role
from licet.terms.standing import Basis, State
from partial_law import effects

LAW = (part764_denial_orders,)
ZTE = {"list": "denied_persons", "act": "83 FR 17644", "terms_act": "83 FR 17644", "family": "zte", "savings": False}
LIMITS = (dt.date(2018, 4, 14), dt.date(2019, 5, 16))


def said(role=Role.ULTIMATE_CONSIGNEE, activity="export", **terms):
    return asked(LAW, "2018-05-01", role=role, standing=standing(**{**ZTE, **terms}), activity=activity)


@pytest.mark.parametrize("role", sorted(PARTY_ROLES))
def test_any_role_is_prohibited(role):
    found = said(role)
    assert ("764.3", "prohibition") in effects(found)
    assert ("764.3", "no_exceptions") in effects(found)
    assert {"83 FR 17644", "15 CFR 736.2(b)(4)", "15 CFR 764.3"} <= set(found[0].citations)


@pytest.mark.parametrize("role", sorted(KNOWN_RECIPIENT_ROLES))
def test_known_recipients_are_asked_about(role):
    assert effects(said(role)) == {("764.3", "question"), ("764.3", "red_flag")}


@pytest.mark.parametrize("activity", ["import", "payment", "domestic_sale", "service"])
def test_where_nothing_is_exported_the_order_decides(activity):
    assert effects(said(activity=activity)) == {("764.3", "question"), ("764.3", "red_flag")}


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"state": State.SUSPENDED}, {("764.3 order not in force", "red_flag")}),
        ({"state": State.ENDED}, {("764.3 order not in force", "considered")}),
        ({"state": State.NOT_YET}, {("764.3 order not in force", "considered")}),
        ({"list": "entity_list"}, set()),
        ({"basis": Basis.OWNED}, set()),
        ({"basis": Basis.MINORITY}, set()),
    ],
)
def test_orders_without_effect_and_other_standings(terms, expected):
    assert effects(said(**terms)) == expected


def test_a_branch_is_the_same_person():
    assert ("764.3", "prohibition") in effects(said(basis=Basis.BRANCH))


def authorized(date="2018-07-05", **facts):
    known = {
        "standing": standing(**ZTE),
        "end_use": "support_existing_network",
        "activity": "export",
        "kind": "software",
        "supports": "handset",
        "standard": "",
        "enhances_function": False,
        "certification": None,
        "destination": "CN",
        "parties": (),
        "party_country": "CN",
        "party_located_in": "CN",
        "nationality": "",
        "contract_date": dt.date(2017, 1, 1),
        "product_public_date": dt.date(2017, 1, 1),
        **facts,
    }
    for name in ("contract_date", "product_public_date"):
        known[name] = band(name, known[name], LIMITS)
    found = asked((general_licenses_group_e, general_licenses), date, **known)
    return [f for f in found if f.effect is Effect.AUTHORIZATION]


@pytest.mark.parametrize(
    ("date", "facts", "expected"),
    [
        ("2018-07-01", {}, False),
        ("2018-07-02", {}, True),
        ("2018-08-01", {}, True),
        ("2018-08-02", {}, False),
        ("2018-07-05", {"contract_date": dt.date(2018, 4, 14)}, True),
        ("2018-07-05", {"contract_date": dt.date(2018, 4, 16)}, False),
        ("2018-07-05", {"enhances_function": True}, False),
        ("2018-07-05", {"end_use": "new_product"}, False),
        ("2018-07-05", {"end_use": "support_existing_device"}, True),
        ("2018-07-05", {"end_use": "support_existing_device", "supports": "tablet"}, False),
        ("2018-07-05", {"end_use": "vulnerability_disclosure"}, True),
        ("2018-07-05", {"end_use": "vulnerability_disclosure", "kind": "commodity"}, False),
        ("2018-07-05", {"end_use": "support_existing_device", "product_public_date": dt.date(2018, 4, 14)}, True),
        ("2018-07-05", {"end_use": "support_existing_device", "product_public_date": dt.date(2018, 4, 16)}, False),
        ("2018-07-05", {"end_use": "support_existing_device", "enhances_function": True}, False),
        ("2018-07-05", {"end_use": "support_own_network"}, False),
        # payments only for what it allows
        ("2018-07-05", {"activity": "payment"}, True),
        ("2018-07-05", {"activity": "payment", "contract_date": dt.date(2018, 4, 16)}, False),
        ("2018-07-05", {"activity": "payment", "end_use": "support_existing_device"}, True),
        ("2018-07-05", {"activity": "payment", "end_use": "new_product"}, False),
        ("2018-07-05", {"activity": "payment", "end_use": "other"}, False),
        # Country Group E as of July 2018, Sudan in it
        ("2018-07-05", {"destination": "SD"}, False),
        ("2018-07-05", {"destination": "CU"}, False),
        ("2018-07-05", {"destination": "IQ"}, True),
        ("2018-07-05", {"party_located_in": "SY"}, False),
        ("2018-07-05", {"party_country": "IR"}, False),
        ("2018-07-05", {"standing": standing(**{**ZTE, "family": ""})}, False),
    ],
)
def test_authorization_of_july_2018(date, facts, expected):
    found = authorized(date, **facts)
    assert bool(found) == expected
    for one in found:
        assert one.covers == ("764.3",)
        assert "15 CFR 764.3" in one.citations[0]
        assert "83 FR 17644" in one.citations


@pytest.mark.parametrize(
    ("date", "terms", "facts", "prohibited"),
    [
        ("2018-07-05", {}, {"party_country": "IR"}, True),
        ("2018-07-05", {}, {"party_located_in": "SD"}, True),
        ("2018-07-05", {}, {"nationality": "CU"}, True),
        ("2018-07-05", {}, {}, False),
        ("2018-07-05", {"family": ""}, {"party_country": "IR"}, False),
        ("2018-07-05", {"list": "entity_list"}, {"party_country": "IR"}, False),
        ("2018-07-13", {"state": State.ENDED}, {"party_country": "IR"}, False),
        ("2018-08-02", {}, {"party_country": "IR"}, False),
    ],
)
def test_another_party_of_country_group_e_leaves_the_order_standing(date, terms, facts, prohibited):
    known = {"party_country": "CN", "party_located_in": "CN", "nationality": "", "destination": "CN", **facts}
    denied = (Role.END_USER, "CN", (standing(**{**ZTE, **terms}),))
    found = effects(asked((general_licenses_group_e,), date, parties=(denied,), **known))
    assert (("764.3 authorization Country Group E", "prohibition") in found) == prohibited
