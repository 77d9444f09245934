"""End uses of Part 744 decided, on both sides of each boundary; set down from the text before they were run."""

import pytest

from determination.one_party import CASE, DENIAL, LICENSE, NONE, OPEN, PRESUMED, agrees, decided, rows
from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.lists.register import Register

MILITARY = {"end_use": "military", "eccn": "2A991"}
INTELLIGENCE = {"end_use": "military_intelligence"}
CHIPS = {"end_use": "advanced_node_ic"}
EQUIPMENT = {"end_use": "semiconductor_manufacturing_equipment"}
COMPUTER = {"end_use": "supercomputer", "eccn": "3A991"}


def in_(country: str, **facts: object) -> dict[str, object]:
    return {"destination": country, "country": country, **facts}


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), Register({}, {}), Options(accept_incomplete_lists=True, next_change=False))


def one(case: str, date: str, outcome: str, policy: str | None = None, **facts: object) -> tuple[object, ...]:
    return case, date, "Plain Teapots", outcome, policy, facts


CASES = rows(
    # 744.21
    one("military, China before 85 FR 23459", "2019-06-01", LICENSE, PRESUMED, **MILITARY),
    one("military, China", "2020-06-29", LICENSE, PRESUMED, **MILITARY),
    one("military, EAR99 is no item of Supplement No. 2", "2025-01-10", NONE, **{**MILITARY, "eccn": "EAR99"}),
    one("military, Venezuela", "2018-01-05", LICENSE, PRESUMED, **in_("VE", **MILITARY)),
    one("military, Russia, any item", "2022-02-24", LICENSE, DENIAL, **in_("RU", end_use="military")),
    one("military, Belarus, any item", "2022-03-02", LICENSE, DENIAL, **in_("BY", end_use="military")),
    one("military, Burma, the day before", "2021-03-07", NONE, **in_("MM", **MILITARY)),
    one("military, Burma", "2021-03-08", LICENSE, PRESUMED, **in_("MM", **MILITARY)),
    one("military, Cambodia, the day before", "2021-12-08", NONE, **in_("KH", **MILITARY)),
    one("military, Cambodia", "2021-12-09", LICENSE, PRESUMED, **in_("KH", **MILITARY)),
    one("military, Cambodia after it left D:5", "2026-02-03", LICENSE, PRESUMED, **in_("KH", **MILITARY)),
    one("military, Nicaragua, the day before", "2024-03-14", NONE, **in_("NI", **MILITARY)),
    one("military, Nicaragua", "2024-03-15", LICENSE, PRESUMED, **in_("NI", **MILITARY)),
    one("military, Hong Kong, the day before", "2020-12-22", NONE, **in_("HK", **MILITARY)),
    one("military, Hong Kong", "2020-12-23", LICENSE, PRESUMED, **in_("HK", **MILITARY)),
    one("military, Macau is not China", "2025-01-10", NONE, **in_("MO", **MILITARY)),
    one("military, Singapore", "2025-01-10", NONE, **in_("SG", **MILITARY)),
    one("military, to Singapore for a user in China", "2025-01-10", OPEN, **MILITARY, destination="SG"),
    one("military, to Singapore for a Chinese company there", "2025-01-10", NONE, **MILITARY, destination="SG",
        located_in="SG"),
    one("military, to Singapore for a user in Russia", "2025-01-10", OPEN, end_use="military", destination="SG",
        country="RU"),
    one("military, to Singapore, the buyer in China", "2025-01-10", NONE, **MILITARY, destination="SG",
        role="purchaser"),
    # 744.22
    one("intelligence, the day before", "2021-03-15", NONE, **INTELLIGENCE),
    one("intelligence, China", "2021-03-16", LICENSE, PRESUMED, **INTELLIGENCE),
    one("intelligence, Cambodia, the day before", "2021-12-08", NONE, **in_("KH", **INTELLIGENCE)),
    one("intelligence, Cambodia", "2021-12-09", LICENSE, PRESUMED, **in_("KH", **INTELLIGENCE)),
    one("intelligence, Nicaragua is not named", "2025-01-10", NONE, **in_("NI", **INTELLIGENCE)),
    one("intelligence, Singapore", "2025-01-10", NONE, **in_("SG", **INTELLIGENCE)),
    one("intelligence, to Singapore for a user in China", "2025-01-10", OPEN, **INTELLIGENCE, destination="SG"),
    # 744.23
    one("supercomputer, the day before", "2022-10-20", NONE, **COMPUTER),
    one("supercomputer", "2022-10-21", LICENSE, PRESUMED, **COMPUTER),
    one("supercomputer, EAR99", "2023-12-01", NONE, end_use="supercomputer"),
    one("supercomputer, to Taiwan for a user in China", "2023-12-01", OPEN, **COMPUTER, destination="TW"),
    one("advanced node, before the rule", "2022-10-06", NONE, **CHIPS),
    one("advanced node, in its first days", "2022-10-11", OPEN, **CHIPS),
    one("advanced node, EAR99", "2022-10-12", LICENSE, PRESUMED, **CHIPS),
    one("advanced node, Macau, the day before", "2023-01-16", NONE, **in_("MO", **CHIPS)),
    one("advanced node, Macau", "2023-01-17", LICENSE, PRESUMED, **in_("MO", **CHIPS)),
    one("advanced node, D:5, the day before", "2023-11-16", NONE, **in_("KH", **CHIPS)),
    one("advanced node, D:5", "2023-11-17", LICENSE, PRESUMED, **in_("KH", **CHIPS)),
    one("advanced node, D:5, last day of Cambodia in it", "2026-02-02", LICENSE, PRESUMED, **in_("KH", **CHIPS)),
    one("advanced node, Cambodia after it left D:5", "2026-02-03", NONE, **in_("KH", **CHIPS)),
    one("advanced node, Taiwan", "2024-01-10", NONE, **in_("TW", **CHIPS)),
    one("advanced node, to Taiwan for a user in China", "2024-01-10", OPEN, **CHIPS, destination="TW"),
    one("equipment, EAR99", "2024-01-10", NONE, **EQUIPMENT),
    one("equipment, on the CCL", "2024-01-10", LICENSE, PRESUMED, **EQUIPMENT, eccn="2B999"),
    one("equipment, to Taiwan for a user in China", "2024-01-10", OPEN, **EQUIPMENT, eccn="2B999", destination="TW"),
    one("equipment, the same since (a)(4)(ii)", "2024-12-02", LICENSE, PRESUMED, **EQUIPMENT, eccn="2B999",
        destination="TW"),
    # 744.2 to 744.6
    one("nuclear, India", "2025-01-10", LICENSE, CASE, **in_("IN", end_use="nuclear")),
    one("nuclear, France", "2025-01-10", NONE, **in_("FR", end_use="nuclear")),
    one("nuclear, technology may be for ships", "2025-01-10", OPEN, **in_("FR", end_use="nuclear", kind="technology")),
    one("nuclear, to France for a user in India", "2025-01-10", OPEN, end_use="nuclear", destination="FR",
        country="IN"),
    one("missile, D:4", "2025-01-10", LICENSE, CASE, **in_("IL", end_use="missile")),
    one("missile, what it delivers decides elsewhere", "2025-01-10", OPEN, **in_("DE", end_use="missile")),
    one("chemical weapons anywhere", "2025-01-10", LICENSE, CASE, **in_("DE", end_use="chemical_biological")),
)  # fmt: skip


@pytest.mark.parametrize(("date", "name", "outcome", "policy", "facts"), CASES)
def test_outcome(licet, date, name, outcome, policy, facts):
    agrees(decided(licet, date, name, **facts), outcome, policy)


HEAD_OFFICE = [{"name": "Morning Glory Data", "country": "CN", "percent": None, "relationship": "Head office"}]
PARENT = [{"name": "Morning Glory Data", "country": "CN", "percent": 100}]


def _above(percent: object, country: str = "CN") -> list[dict[str, object]]:
    return [{"name": "Hillside Holdings", "country": "SG", "percent": 100,
             "owners": [{"name": "Morning Glory Data", "country": country, "percent": percent}]}]  # fmt: skip


@pytest.mark.parametrize(
    ("date", "owners", "outcome"),
    [
        ("2025-06-10", PARENT, LICENSE),
        ("2025-06-10", _above(51), LICENSE),
        ("2025-06-10", _above(50), OPEN),
        ("2025-06-10", _above(None), OPEN),
        ("2025-06-10", _above(49), NONE),
        ("2025-06-10", _above(100, "JP"), NONE),
        ("2025-06-10", [{"name": "Morning Glory Data", "country": "CN", "percent": 49}], NONE),
        ("2025-06-10", [], NONE),
        ("2025-06-10", HEAD_OFFICE, LICENSE),
    ],
)  # fmt: skip
def test_advanced_computing_for_a_company_with_a_parent_in_china(licet, date, owners, outcome):
    """744.23(a)(3)(i)(B): 3A090.c to any destination for an entity whose ultimate parent is in D:5."""
    said = decided(licet, date, "Sunrise Cloud", **in_("SG", eccn="3A090.c", owners=owners))
    assert said["outcome"] == outcome
    assert any("744.23(a)(3)" in citation for citation in said["citations"]) == (outcome != NONE)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [({}, LICENSE), ({"eccn": "EAR99"}, NONE), ({"role": "seller"}, NONE), ({"owners": []}, NONE)],
)
def test_equipment_for_a_company_with_a_parent_in_china(licet, facts, outcome):
    given = {"eccn": "2B999", "owners": PARENT, **EQUIPMENT, **facts}
    said = decided(licet, "2024-12-02", "Sunrise Tools", **in_("SG", **given))
    assert said["outcome"] == outcome
