"""734.3: the bases on which an item is subject to the EAR, alone and together."""

import pytest

from licet.law.finding import Effect
from licet.terms.item import ANY_ECCN, DirectProduct
from licet.terms.party import Role
from scope_law import LAW, content, party, said, subject

HUAWEI = (party(Role.END_USER, 1),)
MADE = DirectProduct((ANY_ECCN,), (ANY_ECCN,))


@pytest.mark.parametrize(
    ("facts", "by"),
    [
        ({"origin": "US", "located_in": "US"}, {"734.3(a)(1)", "734.3(a)(2)"}),
        ({"origin": "US", "located_in": "foreign"}, {"734.3(a)(2)"}),
        ({"origin": "foreign", "located_in": "US"}, {"734.3(a)(1)"}),
        ({"origin": "", "located_in": "US"}, {"734.3(a)(1)"}),
        ({"origin": "foreign", "located_in": "foreign"}, set()),
        ({"origin": "US", "located_in": "US", "item_moves": False}, set()),
        ({"us_content": content(("5A001.b.5", 26))}, {"734.4"}),
        ({"direct_product": MADE, "parties": HUAWEI}, {"734.9(e)(1)"}),
        (
            {"us_content": content(("5A001.b.5", 26)), "direct_product": MADE, "parties": HUAWEI},
            {"734.4", "734.9(e)(1)"},
        ),
    ],
)
def test_bases(facts, by):
    assert subject(said("2023-06-01", "EAR99", **facts)) == by


@pytest.mark.parametrize(
    ("facts", "bases"),
    [
        ((True, "US", "US", "", frozenset()), {"us_origin", "located_in_us"}),
        ((True, "", "US", "", frozenset()), {"located_in_us"}),  # its origin is not said
        ((True, "foreign", "foreign", "", frozenset()), set()),
        ((False, "US", "US", "", frozenset()), set()),
        ((True, "foreign", "foreign", "de_minimis", frozenset({"fdp_sme"})), {"de_minimis", "fdp_sme"}),
        ((True, "foreign", "foreign", "fdp_footnote_5", frozenset()), {"fdp_footnote_5"}),
    ],
)
def test_jurisdiction_gathers_them(facts, bases):
    (fact,) = [d for d in LAW.derived if d.name == "jurisdiction"]
    assert fact.facts == ("item_moves", "origin", "located_in", "over_de_minimis", "direct_product_rules")
    (version,) = fact.timeline.in_force[0]
    assert version(*facts) == bases


def test_an_open_direct_product_rule_is_no_basis():
    (fact,) = [d for d in LAW.derived if d.name == "direct_product_rules"]
    (version,) = fact.timeline.in_force[0]
    verdicts = dict.fromkeys(fact.facts, "")
    assert version(**verdicts) == frozenset()
    assert version(**{**verdicts, "fdp_footnote_1": "open", "fdp_sme": "met"}) == {"fdp_sme"}
    assert version(**{**verdicts, "fdp_footnote_1": "recipient"}) == {"fdp_footnote_1"}


@pytest.mark.parametrize(("item", "gap"), [("0A002", True), ("5A991", False), ("EAR99", False)])
def test_items_of_other_agencies_are_a_gap(item, gap):
    found = said("2023-06-01", item, origin="US", located_in="US")
    assert any(f.effect is Effect.GAP and f.rule == "734.3(b)(1)" for f in found) is gap


@pytest.mark.parametrize(
    ("activity", "reached"),
    [
        ("reexport", True),
        ("transfer_in_country", True),
        ("service", True),
        ("import", False),
        ("payment", False),
        ("domestic_sale", False),
    ],
)
def test_content_and_direct_products_matter_where_something_is_reexported(activity, reached):
    facts = {"us_content": content(("5A002", 1)), "direct_product": MADE, "parties": (party(Role.SELLER, 1),)}
    found = said("2023-06-01", "EAR99", activity=activity, **facts)
    assert bool({f.rule for f in found} & {"734.4", "734.9(e)(1)", "734.9 not met"}) is reached
