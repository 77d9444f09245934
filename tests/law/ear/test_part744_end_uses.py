"""Sections of Part 744 that turn on the end use: which fires where, from which day, under which policy."""

import pytest

from licet.law import gaps
from licet.law.ear import part738_destination, part774_classification
from licet.law.ear.part744 import (
    s744_2_nuclear,
    s744_3_missile,
    s744_4_chemical_biological,
    s744_5_maritime_nuclear,
    s744_6_us_persons,
    s744_9_cameras,
    s744_17_microprocessors,
    s744_21_military,
    s744_22_military_intelligence,
    s744_23_advanced_computing,
)
from licet.law.facts import END_USES
from licet.law.finding import BLOCKS_CLEARANCE, Effect
from licet.terms.party import Role
from partial_law import effects, findings, keys, law_from

LAW = law_from(
    part738_destination,
    part774_classification,
    gaps,
    s744_2_nuclear,
    s744_3_missile,
    s744_4_chemical_biological,
    s744_5_maritime_nuclear,
    s744_6_us_persons,
    s744_9_cameras,
    s744_17_microprocessors,
    s744_21_military,
    s744_22_military_intelligence,
    s744_23_advanced_computing,
)


def said(date, destination, end_use, eccn="EAR99", **facts):
    known = {"kind": "commodity", "activity": "export", "item_moves": True, **facts}
    return findings(LAW, date, eccn=eccn, destination=destination, end_use=end_use, **known)


CASE, DENIAL, POLICY = "case_by_case", "presumption_of_denial", "policy_of_denial"
SME = "semiconductor_manufacturing_equipment"


@pytest.mark.parametrize(
    ("date", "destination", "end_use", "eccn", "required"),
    [
        ("2021-03-01", "CN", "nuclear", "EAR99", {"744.2": CASE}),
        ("2016-01-04", "IN", "nuclear", "EAR99", {"744.2": CASE}),
        ("2021-03-01", "DE", "nuclear", "EAR99", {}),
        ("2021-03-01", "CN", "missile", "EAR99", {"744.3": CASE}),
        ("2021-03-01", "DE", "missile", "EAR99", {}),
        ("2021-03-01", "DE", "chemical_biological", "EAR99", {"744.4": CASE}),
        ("2021-03-01", "CA", "chemical_biological", "EAR99", {"744.4": CASE}),
        # 744.21, items of Supplement No. 2
        ("2020-06-28", "CN", "military", "1C990", {"744.21": DENIAL}),
        ("2020-06-29", "CN", "military", "1C990", {"744.21": DENIAL}),
        ("2020-06-28", "CN", "military", "3A991", {}),
        ("2020-06-29", "CN", "military", "3A991", {"744.21": DENIAL}),
        ("2024-06-01", "CN", "military", "EAR99", {}),
        ("2024-06-01", "DE", "military", "3A991", {}),
        ("2020-12-22", "HK", "military", "3A991", {}),
        ("2020-12-23", "HK", "military", "3A991", {"744.21": DENIAL}),
        ("2021-03-07", "MM", "military", "3A991", {}),
        ("2021-03-08", "MM", "military", "3A991", {"744.21": DENIAL}),
        ("2021-12-08", "KH", "military", "3A991", {}),
        ("2021-12-09", "KH", "military", "3A991", {"744.21": DENIAL}),
        ("2026-07-01", "KH", "military", "3A991", {"744.21": DENIAL}),
        ("2024-03-14", "NI", "military", "3A991", {}),
        ("2024-03-15", "NI", "military", "3A991", {"744.21": DENIAL}),
        ("2022-02-23", "RU", "military", "EAR99", {}),
        ("2022-02-24", "RU", "military", "EAR99", {"744.21": POLICY}),
        ("2022-03-01", "BY", "military", "EAR99", {}),
        ("2022-03-02", "BY", "military", "EAR99", {"744.21": POLICY}),
        # 744.22
        ("2021-03-15", "CN", "military_intelligence", "EAR99", {}),
        ("2021-03-16", "CN", "military_intelligence", "EAR99", {"744.22": DENIAL}),
        ("2021-03-16", "CN", "military_intelligence", "3A991", {"744.22": DENIAL, "744.21": DENIAL}),
        ("2021-03-16", "IR", "military_intelligence", "EAR99", {"744.22": DENIAL}),
        ("2021-12-08", "KH", "military_intelligence", "EAR99", {}),
        ("2021-12-09", "KH", "military_intelligence", "EAR99", {"744.22": DENIAL}),
        ("2021-03-16", "DE", "military_intelligence", "EAR99", {}),
        ("2022-03-01", "BY", "military_intelligence", "EAR99", {}),
        ("2022-03-02", "BY", "military_intelligence", "EAR99", {"744.22": DENIAL, "744.21": POLICY}),
        # 744.23
        ("2022-10-20", "CN", "supercomputer", "3A991", {}),
        ("2022-10-21", "CN", "supercomputer", "3A991", {"744.23": DENIAL}),
        ("2022-10-21", "CN", "supercomputer", "EAR99", {}),
        ("2023-11-16", "VE", "supercomputer", "3A991", {}),
        ("2023-11-17", "VE", "supercomputer", "3A991", {"744.23": DENIAL}),
        ("2022-10-06", "CN", "advanced_node_ic", "EAR99", {}),
        ("2022-10-11", "CN", "advanced_node_ic", "EAR99", {}),
        ("2022-10-12", "CN", "advanced_node_ic", "EAR99", {"744.23": DENIAL}),
        ("2023-01-16", "MO", "advanced_node_ic", "EAR99", {}),
        ("2023-01-17", "MO", "advanced_node_ic", "EAR99", {"744.23": DENIAL}),
        ("2024-01-10", "TW", "advanced_node_ic", "EAR99", {}),
        ("2023-11-16", "CN", SME, "EAR99", {"744.23": DENIAL}),
        ("2023-11-17", "CN", SME, "EAR99", {}),
        ("2023-11-17", "CN", SME, "3A991", {"744.23": DENIAL}),
        ("2023-11-17", "NL", SME, "3A991", {}),
    ],
)
def test_requirement(date, destination, end_use, eccn, required):
    assert keys(said(date, destination, end_use, eccn)) == required


@pytest.mark.parametrize("key", ["744.2", "744.3", "744.4", "744.21", "744.22", "744.23"])
def test_each_requirement_bars_license_exceptions(key):
    found = [f for use in END_USES for f in said("2024-06-01", "CN", use, "3A991")]
    assert key in keys(found)
    assert key in {f.key for f in found if f.effect is Effect.NO_EXCEPTIONS}


@pytest.mark.parametrize("destination", ["CN", "DE", "RU", "VE", "MO", "IR"])
@pytest.mark.parametrize("date", ["2016-06-01", "2019-06-01", "2022-10-08", "2024-06-01", "2026-11-20"])
def test_an_ordinary_end_use_meets_none_of_them(date, destination):
    for eccn in ("EAR99", "3A991", "5A992.c"):
        for found in said(date, destination, "other", eccn):
            assert found.effect not in (*BLOCKS_CLEARANCE, Effect.REQUIREMENT)


@pytest.mark.parametrize(
    ("date", "destination", "end_use", "eccn", "facts", "blocking"),
    [
        ("2021-03-01", "DE", "missile", "EAR99", {}, ("744.3", "question")),
        ("2021-03-01", "DE", "nuclear", "EAR99", {"kind": "technology"}, ("744.5", "gap")),
        ("2022-10-08", "CN", "advanced_node_ic", "EAR99", {}, ("744.23 first days", "gap")),
        ("2021-03-01", "CN", "military", "5A991", {}, ("744.21", "question")),
        ("2021-03-01", "VN", "military", "3A991", {}, ("744.17", "question")),
        ("2024-06-01", "CN", "new_product", "3B991", {}, ("744.23(a)(2)(ii)", "gap")),
        ("2024-06-01", "TW", "advanced_node_ic", "3D991", {"kind": "software"}, ("744.23(a)(2)(iii)", "question")),
        ("2024-06-01", "FR", "military", "6A003.b.4.b", {}, ("744.9", "question")),
    ],
)
def test_what_no_fact_settles_blocks_a_clearance(date, destination, end_use, eccn, facts, blocking):
    assert blocking in effects(said(date, destination, end_use, eccn, **facts))
    assert blocking not in effects(said(date, destination, "other", eccn, **facts))


@pytest.mark.parametrize(
    ("destination", "eccn", "expected"),
    [
        ("CN", "6A003.b.4.b", {"744.9": POLICY}),
        ("BR", "6A002.a.1", {"744.9": CASE}),
        ("SE", "6A002.a.1", {}),
        ("FR", "6A003.a.3", {"744.9": CASE}),
        ("GB", "6A003.a.3", {}),
        ("BR", "6A005", {}),
    ],
)
def test_cameras_for_a_military_end_use(destination, eccn, expected):
    required = keys(said("2024-06-01", destination, "military", eccn))
    assert {k: v for k, v in required.items() if k == "744.9"} == expected


PARTY = {"role": Role.END_USER, "party_country": "CN"}


@pytest.mark.parametrize(
    ("date", "destination", "end_use", "eccn", "party", "required"),
    [
        ("2024-12-01", "MY", SME, "3A991", PARTY, {}),
        ("2024-12-02", "MY", SME, "3A991", PARTY, {"744.23": DENIAL}),
        ("2024-12-02", "MY", SME, "3A991", {**PARTY, "party_country": "MY"}, {}),
        ("2024-12-02", "MY", SME, "EAR99", PARTY, {}),
        ("2024-12-02", "MY", SME, "3A991", {**PARTY, "role": Role.SELLER}, {}),
        ("2023-11-16", "MY", "other", "4A090", PARTY, {}),
        ("2023-11-17", "MY", "other", "4A090", PARTY, {"744.23": DENIAL}),
        ("2025-02-01", "DE", "other", "4A090.b", PARTY, {"744.23": DENIAL}),
        ("2025-02-01", "DE", "other", "4A090.b", {**PARTY, "party_country": "DE"}, {}),
        ("2025-02-01", "DE", "other", "3A991", PARTY, {}),
    ],
)
def test_companies_of_macau_or_d5_elsewhere(date, destination, end_use, eccn, party, required):
    found = said(date, destination, end_use, eccn, **party)
    assert {k: v for k, v in keys(found).items() if k == "744.23"} == required


def test_a_supercomputer_elsewhere_with_a_chinese_party_is_asked_about():
    asked = ("744.23(a)(1) elsewhere", "question")
    assert asked in effects(said("2024-06-01", "TW", "supercomputer", "3A991", **PARTY))
    assert asked not in effects(said("2024-06-01", "TW", "supercomputer", "EAR99", **PARTY))
    assert asked not in effects(
        said("2024-06-01", "TW", "supercomputer", "3A991", role=Role.END_USER, party_country="TW")
    )


@pytest.mark.parametrize(
    ("date", "destination", "end_use", "flag"),
    [
        ("2021-03-01", "DE", "missile", "744.6"),
        ("2021-03-16", "DE", "military_intelligence", "744.6(b)(5)"),
        ("2022-10-12", "CN", "advanced_node_ic", "744.6(c)(2)"),
    ],
)
def test_united_states_persons_get_a_red_flag(date, destination, end_use, flag):
    assert (flag, "red_flag") in effects(said(date, destination, end_use))
    assert (flag, "red_flag") not in effects(said(date, destination, "other"))


def test_second_hand_law_is_warned_of():
    codes = {f.code for f in said("2024-06-01", "CN", "military", "3A991") if f.effect is Effect.WARNING}
    assert codes == {"assumption"}


@pytest.mark.parametrize(
    ("end_use", "eccn"), [("supercomputer", "3A991"), ("advanced_node_ic", "EAR99"), (SME, "3A991")]
)
def test_unread_text_of_744_23_is_warned_of_until_the_text_that_was_read(end_use, eccn):
    for date, warned in (("2023-11-16", True), ("2023-11-17", False)):
        found = said(date, "CN", end_use, eccn)
        assert "744.23" in keys(found)
        assert ("assumption" in {f.code for f in found}) == warned
