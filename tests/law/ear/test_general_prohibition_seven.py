"""736.2(b)(7), 744.6: services from the United States for end uses that its persons may not support."""

import pytest

from licet.law.ear import part736_us_persons, part738_destination, part774_classification
from licet.law.finding import Effect
from partial_law import findings, law_from

LAW = law_from(part736_us_persons, part738_destination, part774_classification, given=("jurisdiction", "macau_or_d5"))


def said(date, effect=Effect.GAP, **facts):
    known = {
        "activity": "service",
        "exporter_country": "US",
        "item_moves": False,
        "jurisdiction": frozenset(),
        "destination": "CN",
        "macau_or_d5": True,
        "eccn": None,
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


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, True),
        ({"exporter_country": ""}, True),  # who does it is not said
        ({"exporter_country": "DE"}, False),
        ({"activity": "payment"}, False),
        ({"activity": "reexport", "item_moves": True}, False),  # of items, 744.6 tells a red flag
    ],
)
def test_services_from_the_united_states(facts, told):
    assert ("weapons" in said("2018-06-01", end_use="missile", **facts)) is told
    assert ("military intelligence" in said("2023-06-01", end_use="military_intelligence", **facts)) is told
    assert ("chips" in said("2023-06-01", end_use="advanced_node_ic", **facts)) is told


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


@pytest.mark.parametrize(
    ("date", "facts", "told"),
    [
        ("2022-10-11", {}, set()),
        ("2022-10-12", {}, {"chips"}),
        ("2022-10-12", {"end_use": "semiconductor_manufacturing_equipment"}, set()),
        ("2022-10-12", {"macau_or_d5": False}, set()),
    ],
)
def test_servicing_advanced_chips(date, facts, told):
    assert said(date, **{"end_use": "advanced_node_ic", **facts}) == told


@pytest.mark.parametrize(
    ("date", "facts", "told"),
    [
        ("2023-11-16", {}, set()),
        ("2023-11-17", {}, {"equipment"}),
        ("2023-11-17", {"eccn": "3B991.a"}, set()),
        ("2023-11-17", {"macau_or_d5": False}, set()),
        ("2023-11-17", {"jurisdiction": frozenset({"us_origin"})}, set()),
    ],
)
def test_equipment_is_a_red_flag(date, facts, told):
    known = {"activity": "reexport", "item_moves": True, "end_use": "other", "eccn": "3B001.c", **facts}
    assert said(date, Effect.RED_FLAG, **known) == told
