"""Red flags that show in the facts: they are told and decide nothing."""

import pytest

from entity_standings import asked, item, standing
from licet.law.ear import part732_red_flags
from licet.law.finding import Effect
from licet.terms.item import DirectProduct
from licet.terms.party import Role
from licet.terms.standing import Basis, State


def said(date="2019-06-10", **facts):
    known = {
        "standing": standing(family=""),
        "role": Role.ULTIMATE_CONSIGNEE,
        "party_country": "CN",
        "party_located_in": "CN",
        "destination": "CN",
        "direct_product": None,
        "classification": item("EAR99"),
        "origin": "US",
        **facts,
    }
    found = asked((part732_red_flags,), date, **known)
    assert all(f.effect is Effect.RED_FLAG and f.citations for f in found)
    return {f.rule.removeprefix("732 ") for f in found}


def test_an_ordinary_transaction_has_none():
    assert said() == set()


@pytest.mark.parametrize(
    ("date", "terms", "flag"),
    [
        ("2019-08-18", {"state": State.NOT_YET}, True),
        ("2019-05-15", {"state": State.NOT_YET}, False),
        ("2019-05-16T16:14:00-04:00", {"state": State.NOT_YET}, False),
        ("2019-05-16T16:15:00-04:00", {"state": State.NOT_YET}, True),
        ("2019-08-18", {"state": State.IN_FORCE}, False),
        ("2019-08-18", {"state": State.NOT_YET, "family": ""}, False),
        ("2019-08-18", {"state": State.NOT_YET, "basis": Basis.OWNED}, False),
    ],
)
def test_affiliates_not_yet_listed(date, terms, flag):
    assert ("affiliate of a listed entity" in said(date, standing=standing(**terms))) == flag


@pytest.mark.parametrize(
    ("facts", "flag"),
    [
        ({"destination": "MX"}, True),
        ({"destination": "MX", "party_located_in": "MX"}, False),
        ({"destination": "MX", "party_country": "", "party_located_in": ""}, False),
        ({"destination": "MX", "role": Role.PURCHASER}, False),
    ],
)
def test_consignee_elsewhere(facts, flag):
    assert ("consignee elsewhere" in said(**facts)) == flag


DESIGNED = {
    "direct_product": DirectProduct(designed_by_footnote_1=True),
    "classification": item("3A090.a"),
    "origin": "foreign",
}


@pytest.mark.parametrize(
    ("date", "facts", "flag"),
    [
        ("2025-05-12", {}, False),
        ("2025-05-13", {}, True),
        ("2025-06-01", {"origin": "US"}, False),
        ("2025-06-01", {"direct_product": DirectProduct()}, False),
        ("2025-06-01", {"direct_product": None}, False),
        ("2025-06-01", {"classification": item("3A991")}, False),
    ],
)
def test_chips_of_a_footnote_1_designer(date, facts, flag):
    assert ("chips of a footnote 1 designer" in said(date, **{**DESIGNED, **facts})) == flag
