"""736.2(b)(7), 744.6: no clearance for end uses that United States persons may not support, whatever the item."""

import pytest

from licet.law.ear import part736_us_persons, part738_destination, part774_classification
from licet.law.finding import Effect
from partial_law import findings, law_from

LAW = law_from(part736_us_persons, part738_destination, part774_classification, given=("jurisdiction", "macau_or_d5"))
US = frozenset({"us_origin"})


def said(date, effect=Effect.GAP, **facts):
    known = {
        "activity": "reexport",
        "item_moves": True,
        "jurisdiction": frozenset(),
        "destination": "CN",
        "macau_or_d5": True,
        "eccn": "EAR99",
        "end_use_stated": True,
        **facts,
    }
    found = findings(LAW, date, **known)
    assert all(f.effect is effect for f in found)
    return {f.rule.removeprefix("736.2(b)(7)").strip() or "weapons" for f in found}


@pytest.mark.parametrize(
    ("end_use", "destination", "told"),
    [
        ("missile", "CN", True),  # D:4
        ("missile", "CU", True),  # E:2
        ("missile", "DE", False),
        ("nuclear", "CN", True),
        ("nuclear", "DE", False),  # Supplement No. 3 to Part 744
        ("chemical_biological", "DE", True),
        ("other", "CN", False),
        ("military", "CN", False),
    ],
)
def test_weapons(end_use, destination, told):
    assert ("weapons" in said("2018-06-01", end_use=end_use, destination=destination)) is told


def test_an_end_use_that_is_not_stated_is_not_known():
    for end_use in ("missile", "military_intelligence", "advanced_node_ic"):
        assert not said("2023-06-01", end_use=end_use, end_use_stated=False)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, True),
        ({"jurisdiction": US}, False),  # subject to the EAR: 744.3 asks for the license
        ({"activity": "service", "item_moves": False}, True),
        ({"activity": "service", "jurisdiction": US}, True),
        ({"activity": "payment", "item_moves": False}, True),
        ({"activity": "import"}, False),
        ({"activity": "domestic_sale"}, False),
        ({"activity": "transfer_in_country"}, True),
    ],
)
def test_what_no_requirement_on_an_item_reaches(facts, told):
    assert ("weapons" in said("2018-06-01", end_use="missile", **facts)) is told


@pytest.mark.parametrize(
    ("date", "destination", "told"),
    [
        ("2021-03-15", "CN", False),
        ("2021-03-16", "CN", True),
        ("2021-03-16", "IR", True),
        ("2021-03-16", "DE", False),
        ("2021-12-08", "KH", False),
        ("2021-12-09", "KH", True),
        ("2022-03-01", "BY", False),
        ("2022-03-02", "BY", True),
    ],
)
def test_military_intelligence(date, destination, told):
    found = said(date, end_use="military_intelligence", destination=destination)
    assert ("military intelligence" in found) is told


SERVICE = {"activity": "service", "item_moves": False, "eccn": None, "end_use": "advanced_node_ic"}


@pytest.mark.parametrize(
    ("date", "facts", "told"),
    [
        ("2022-10-11", SERVICE, set()),
        ("2022-10-12", SERVICE, {"chips"}),
        ("2022-10-12", {**SERVICE, "activity": "payment"}, {"chips"}),
        ("2022-10-12", {**SERVICE, "end_use": "semiconductor_manufacturing_equipment"}, set()),
        ("2022-10-12", {**SERVICE, "macau_or_d5": False}, set()),
        ("2022-10-12", {"end_use": "advanced_node_ic"}, set()),  # of an item, 744.6(c)(2) tells a red flag
    ],
)
def test_servicing_advanced_chips(date, facts, told):
    assert said(date, **facts) == told


@pytest.mark.parametrize(
    ("date", "facts", "told"),
    [
        ("2023-11-16", {}, set()),
        ("2023-11-17", {}, {"equipment"}),
        ("2023-11-17", {"eccn": "3B991.a"}, set()),
        ("2023-11-17", {"macau_or_d5": False}, set()),
        ("2023-11-17", {"jurisdiction": US}, set()),
    ],
)
def test_equipment_is_a_red_flag(date, facts, told):
    assert said(date, Effect.RED_FLAG, **{"end_use": "other", "eccn": "3B001.c", **facts}) == told
