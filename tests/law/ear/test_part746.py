"""Embargoes and other special controls, section by section, on both sides of each boundary."""

import pytest

from licet.law.ear import (
    part738_chart,
    part738_destination,
    part742_named_countries,
    part742_prose_controls,
    part774_classification,
)
from licet.law.ear.part746 import (
    s746_1_introduction,
    s746_2_cuba,
    s746_3_iraq,
    s746_4_north_korea,
    s746_5_russia_industry,
    s746_6_crimea,
    s746_7_iran,
    s746_8_russia_belarus,
    s746_9_syria,
    s746_10_luxury,
)
from licet.terms.party import Role
from partial_law import effects, findings, keys, law_from

LAW = law_from(
    part738_chart,
    part738_destination,
    part742_named_countries,
    part742_prose_controls,
    part774_classification,
    s746_1_introduction,
    s746_2_cuba,
    s746_3_iraq,
    s746_4_north_korea,
    s746_5_russia_industry,
    s746_6_crimea,
    s746_7_iran,
    s746_8_russia_belarus,
    s746_9_syria,
    s746_10_luxury,
    given=("fdp_russia_belarus", "jurisdiction"),
)
SUBJECT = frozenset({"us_origin"})


def ask(day, eccn, destination, activity="export", **facts):
    facts = {"kind": "commodity", "jurisdiction": SUBJECT, **facts}
    return findings(
        LAW, day, eccn=eccn, destination=destination, activity=activity, **{"exporter_country": "US", **facts}
    )


@pytest.mark.parametrize(
    ("day", "eccn", "destination", "activity", "key", "policy"),
    [
        ("2019-10-01", "EAR99", "CU", "export", "746.2", "policy_of_denial"),
        ("2019-10-01", "5A991", "CU", "reexport", "746.2", "policy_of_denial"),
        ("2019-06-10", "5A991", "IR", "reexport", "746.7", "policy_of_denial"),
        ("2019-06-10", "5A991", "IR", "reexport", "742.8:AT", "policy_of_denial"),
        ("2019-06-10", "2A994", "IR", "export", "746.7", "policy_of_denial"),
        ("2019-06-10", "EAR99", "KP", "export", "746.4", "case_by_case"),
        ("2019-06-10", "2A994", "KP", "export", "742.19:AT", "case_by_case"),
        ("2019-06-10", "5A001.c", "KP", "export", "746.4", "policy_of_denial"),
        ("2025-09-01", "EAR99", "SY", "export", "746.9", "policy_of_denial"),
        ("2025-09-02", "EAR99", "SY", "export", "746.9", "presumption_of_approval"),
        ("2025-09-02", "5A991", "SY", "export", "746.9", "presumption_of_approval"),
        ("2025-09-02", "5A001.c", "SY", "export", "746.9", "presumption_of_approval"),  # NS: Syria is not in D:1
        ("2025-09-02", "2B201.a", "SY", "export", "746.9", "case_by_case"),  # NP: 742.3(b)
        ("2025-09-02", "6A002.a.1", "SY", "export", "746.9", "case_by_case"),  # RS; no UN arms embargo on Syria
        ("2025-09-02", "3B001.d", "SY", "export", "746.9", "presumption_of_denial"),  # 742.4(a)(4): D:5
        ("2025-09-02", "9A610.x", "SY", "export", "746.9", "policy_of_denial"),  # D:5: 22 CFR 126.1
        ("2025-09-02", "9A515.d", "SY", "export", "746.9", "policy_of_denial"),
        ("2021-03-01", "5A001.c", "IQ", "export", "746.3:CCL", "case_by_case"),
        ("2021-03-01", "1C997", "IQ", "export", "746.3:RS", "case_by_case"),
        ("2021-03-01", "0A614.a", "IQ", "export", "746.3:UN", "case_by_case"),
    ],
)
def test_requirement_and_policy(day, eccn, destination, activity, key, policy):
    assert keys(ask(day, eccn, destination, activity))[key] == policy


@pytest.mark.parametrize("destination", ["CU", "IR", "KP", "SY"])
@pytest.mark.parametrize("eccn", ["5A991", "5A002.a", "3A001.a.2", "1C350.b"])
def test_no_exception_and_no_silence_for_embargoed_destinations(eccn, destination):
    found = ask("2021-03-01", eccn, destination)
    assert keys(found)
    assert "no_exceptions" in {f.effect for f in found}


@pytest.mark.parametrize(
    ("destination", "section"), [("CU", "746.2"), ("KP", "746.4"), ("SY", "746.9"), ("IR", "746.7"), ("IQ", "746.3")]
)
@pytest.mark.parametrize("activity", ["import", "payment", "domestic_sale", "service"])
def test_each_section_stops_where_nothing_is_exported(destination, section, activity):
    assert not [f for f in ask("2021-03-01", "5A991", destination, activity) if f.rule.startswith(section)]


@pytest.mark.parametrize("destination", ["CU", "KP", "SY", "IR"])
def test_no_item_no_finding(destination):
    assert keys(ask("2021-03-01", None, destination)) == {}


@pytest.mark.parametrize("destination", ["DE", "CN", "AE"])
def test_other_destinations_meet_no_embargo(destination):
    assert not [f for f in ask("2021-03-01", "5A991", destination) if f.rule.startswith("746")]


def test_iran_ear99_is_a_question_of_ofac_not_a_requirement():
    found = ask("2021-06-01", "EAR99", "IR")
    assert keys(found) == {}
    (said,) = (f for f in found if f.effect == "question")
    assert said.code == "ofac"
    assert "15 CFR 746.7(e)" in said.citations


@pytest.mark.parametrize("exporter_country", ["US", "KR", ""])
@pytest.mark.parametrize("jurisdiction", [SUBJECT, frozenset()])
def test_iran_what_is_not_subject_to_the_ear_is_no_question_of_746_7_e(exporter_country, jurisdiction):
    found = ask("2019-06-10", "5A991", "IR", "reexport", exporter_country=exporter_country, jurisdiction=jurisdiction)
    asked = ("746.7(e)", "question") in effects(found)
    assert asked is (bool(jurisdiction) or exporter_country != "KR")
    assert (("746.7(e)", "other_measure") in effects(found)) is not asked


def test_iran_tariff_items_since_2023_02_24():
    assert ("746.7(a)(1)(ii)", "gap") not in effects(ask("2023-02-23", "EAR99", "IR"))
    assert ("746.7(a)(1)(ii)", "gap") in effects(ask("2023-02-24", "EAR99", "IR"))
    assert ("746.7(a)(1)(ii)", "gap") not in effects(ask("2023-02-24", "5A991", "IR"))


@pytest.mark.parametrize(
    ("day", "eccn", "destination", "required"),
    [
        ("2022-02-23", "5A991", "RU", False),
        ("2022-02-24", "5A991", "RU", True),
        ("2022-02-24", "5A991", "BY", False),
        ("2022-03-01", "5A991", "BY", False),
        ("2022-03-02", "5A991", "BY", True),
        ("2022-04-07", "2A991", "RU", False),
        ("2022-04-08", "2A991", "RU", True),
        ("2022-04-08", "2A991", "BY", True),
        ("2026-08-01", "5A992.c", "RU", True),
        ("2026-08-01", "EAR99", "RU", False),
    ],
)
def test_russia_and_belarus_by_category_and_day(day, eccn, destination, required):
    found = keys(ask(day, eccn, destination))
    assert ("746.8" in found) is required
    assert found.get("746.8", "policy_of_denial") == "policy_of_denial"


def test_transfers_within_russia_and_releases():
    assert "746.8" in keys(ask("2024-01-01", "5A991", "RU", "transfer_in_country"))
    assert "746.8" not in keys(ask("2024-01-01", "5A991", "RU", "deemed_export"))


@pytest.mark.parametrize(
    ("day", "kind", "destination", "rules"),
    [
        ("2022-03-10", "commodity", "RU", {"746.5"}),  # oil and gas: an ordinary end use may be one
        ("2022-03-11", "commodity", "RU", {"746.5", "746.10"}),
        ("2022-03-10", "commodity", "BY", set()),
        ("2022-03-11", "commodity", "BY", {"746.10"}),
        ("2022-05-09", "commodity", "RU", {"746.5", "746.10"}),
        ("2022-05-09", "software", "RU", set()),
        ("2022-09-14", "software", "BY", set()),
        ("2022-09-15", "software", "BY", {"746.5"}),
        ("2024-06-11", "software", "RU", {"746.5"}),
        ("2024-06-12", "software", "RU", {"746.8(a)(5)"}),
        ("2024-06-12", "commodity", "BY", {"746.8(a)(5)"}),
        ("2026-08-01", "technology", "RU", {"746.8(a)(5)"}),
        ("2026-08-01", "commodity", "KZ", set()),
    ],
)
def test_ear99_for_russia_and_belarus_is_a_gap(day, kind, destination, rules):
    assert {f.rule for f in ask(day, "EAR99", destination, kind=kind) if f.effect == "gap"} == rules


def test_oil_and_gas_is_stopped_by_another_end_use():
    assert {f.rule for f in ask("2018-01-01", "EAR99", "RU") if f.effect == "gap"} == {"746.5"}
    assert not [f for f in ask("2018-01-01", "EAR99", "RU", end_use="support_existing_network") if f.effect == "gap"]
    assert {f.rule for f in ask("2018-01-01", "6A991", "RU") if f.effect == "gap"} == {"746.5"}
    assert not [f for f in ask("2018-01-01", "5A991", "RU") if f.effect == "gap"]


@pytest.mark.parametrize("destination", ["UA", "RU"])
def test_crimea_is_a_red_flag_and_a_duty_never_a_bar(destination):
    said = {f.effect for f in ask("2021-03-01", "EAR99", destination) if f.rule == "746.6"}
    assert said == {"red_flag", "obligation"}
    assert not [f for f in ask("2021-03-01", "EAR99", "PL") if f.rule == "746.6"]


def test_donetsk_and_luhansk_since_2022_02_24():
    def words(day):
        return " ".join(f.because for f in ask(day, "EAR99", "UA") if f.rule == "746.6")

    assert "Donetsk" not in words("2022-02-23")
    assert "Donetsk" in words("2022-02-24")


def test_iraq_military_end_use_reaches_ear99():
    found = ask("2021-03-01", "EAR99", "IQ", end_use="military")
    assert keys(found) == {"746.3:military": "policy_of_denial"}
    assert ("746.3 military", "no_exceptions") in effects(found)
    assert keys(ask("2021-03-01", "EAR99", "IQ")) == {}


def test_iraq_nuclear_end_use_is_denied_and_at_only_items_are_free():
    assert keys(ask("2021-03-01", "5A001.c", "IQ", end_use="nuclear"))["746.3:CCL"] == "policy_of_denial"
    assert keys(ask("2021-03-01", "5A991", "IQ")) == {}


@pytest.mark.parametrize("nationality", ["CU", "IR", "KP", "SY"])
def test_releases_to_nationals_of_embargoed_countries(nationality):
    facts = {"nationality": nationality, "role": Role.RECIPIENT, "kind": "technology"}
    assert keys(ask("2021-03-01", "5E991", "US", "deemed_export", **facts))
    ear99 = keys(ask("2021-03-01", "EAR99", "US", "deemed_export", **facts))
    assert bool(ear99) is (nationality == "KP")  # 746.2(a)(2), 746.9(a) leave EAR99 out


@pytest.mark.parametrize("destination", ["CU", "IR", "KP", "SY"])
def test_transfers_within_an_embargoed_destination_ask(destination):
    assert ("746.1 transfer", "question") in effects(ask("2021-03-01", "EAR99", destination, "transfer_in_country"))


@pytest.mark.parametrize(
    ("verdict", "exporter", "effect"),
    [
        ("met", "CN", {"requirement", "no_exceptions"}),
        ("met", "DE", {"gap"}),
        ("met", "", {"gap"}),
        ("open", "CN", set()),  # the rule for 734.9(f) asks
        ("", "CN", set()),
    ],
)
def test_direct_products_for_russia_need_a_license_anywhere(verdict, exporter, effect):
    facts = {"activity": "reexport", "fdp_russia_belarus": verdict, "exporter_country": exporter}

    def said(day):
        return {f.effect for f in findings(LAW, day, eccn=None, **facts) if f.rule == "746.8(a)(2)"}

    assert said("2022-02-24") == effect
    assert said("2022-02-23") == set()


def test_iraq_asks_for_the_paragraph_where_only_part_of_an_entry_is_controlled():
    found = ask("2026-08-01", "5A992", "IQ")
    assert "746.3:CCL" not in keys(found)
    assert ("746.3", "question") in effects(found)
    assert not [f for f in ask("2026-08-01", "5A992.c", "IQ") if f.rule == "746.3"]
