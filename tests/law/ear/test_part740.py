"""License exceptions of Part 740: what each covers, what stops it, and the bars of 740.2."""

from decimal import Decimal

import pytest

from licet.law.bands import band
from licet.law.ear import part738_destination, part774_classification
from licet.law.ear.part740 import (
    s740_1_claims,
    s740_2_restrictions,
    s740_3_lvs,
    s740_4_gbs,
    s740_5_civ_spp,
    s740_6_tsr,
    s740_9_tmp,
    s740_10_rpl,
    s740_11_gov,
    s740_13_tsu,
    s740_14_bag,
    s740_15_avs,
    s740_16_apr,
    s740_17_enc,
    s740_20_sta,
)
from licet.law.ear.part740.exception import paragraph
from licet.law.ear.part740.restriction import Bar
from licet.law.finding import Effect
from licet.terms.item import Claim
from partial_law import findings, law_from

LAW = law_from(
    part738_destination,
    part774_classification,
    s740_1_claims,
    s740_2_restrictions,
    s740_3_lvs,
    s740_4_gbs,
    s740_5_civ_spp,
    s740_6_tsr,
    s740_9_tmp,
    s740_10_rpl,
    s740_11_gov,
    s740_13_tsu,
    s740_14_bag,
    s740_15_avs,
    s740_16_apr,
    s740_17_enc,
    s740_20_sta,
)
READ = "2026-03-01"  # a day on which the wording that was read is surely the one in force


def claim(exception, *true, **conditions):
    stated = {**dict.fromkeys(true, True), **conditions}
    return Claim(exception, tuple(sorted(stated.items())))


def ask(date, eccn, destination, *claims, **facts):
    value = facts.pop("value", None)
    given = {
        "destination": destination,
        "activity": "export",
        "kind": {"D": "software", "E": "technology"}.get(eccn[1:2], "commodity"),
        "exporter_country": "",
        "enc_classified": False,
        "value_stated": value is not None,
        "value_usd": band("value_usd", Decimal(value or 0), s740_3_lvs.LIMITS),
        "claims": claims,
        **facts,
    }
    return findings(LAW, date, eccn=eccn, **given)


def covers(found):
    return {f.authority.id: set(f.covers) for f in found if f.effect is Effect.AUTHORIZATION}


def barred(found):
    return {c for f in found if f.effect is Effect.NO_EXCEPTIONS for c in f.citations}


def told(found):
    return " | ".join(f.because for f in found if f.effect is Effect.CONSIDERED)


# Without a claim: LVS and GBS


@pytest.mark.parametrize(
    ("date", "eccn", "destination", "value", "expected"),
    [
        ("2021-03-01", "3A001.a.7", "SG", 900, {"LVS"}),
        ("2021-03-01", "3A001.a.7", "SG", 5000, {"LVS"}),
        ("2021-03-01", "3A001.a.7", "SG", 5001, set()),
        ("2021-03-01", "3A001.a.7", "SG", None, set()),  # no value, no claim
        ("2021-03-01", "3A001.a.7", "CN", 900, set()),  # China is not in Country Group B
        ("2021-03-01", "EAR99", "SG", 900, set()),
        ("2026-03-01", "3A001.b.4", "SG", None, set()),
        ("2021-03-01", "5A001.b.5", "SG", None, set()),
    ],
)
def test_limited_value(date, eccn, destination, value, expected):
    found = ask(date, eccn, destination, value=value)
    assert set(covers(found)) & {"LVS"} == expected


def test_limited_value_is_for_commodities():
    assert "LVS" not in covers(ask("2021-03-01", "3A001.a.7", "SG", value=900, kind="software"))


def test_limited_value_tells_why_not():
    assert "exceeds the LVS limit of $5000" in told(ask("2021-03-01", "3A001.a.7", "SG", value=5001))


@pytest.mark.parametrize(
    ("eccn", "destination", "kind", "authorized"),
    [
        ("3A001.a.7", "SG", "commodity", True),
        ("3A001.a.7", "SG", "software", False),
        ("3A001.a.7", "UA", "commodity", False),
        ("3A001.a.7", "SD", "commodity", False),
        ("3A001.a.7", "CN", "commodity", False),
        ("3A001.a.5.a", "SG", "commodity", False),  # left out by the entry
        ("5A001.b.5", "SG", "commodity", False),
        ("3B001.a.2", "SG", "commodity", True),
        ("3B001.q", "SG", "commodity", False),
        ("5A002.a", "SG", "commodity", False),
        ("EAR99", "SG", "commodity", False),
    ],
)
def test_group_b_shipments(eccn, destination, kind, authorized):
    found = covers(ask(READ, eccn, destination, kind=kind))
    assert found == ({"GBS": {"742.4"}} if authorized else {})


def test_sudan_and_ukraine_are_outside_gbs_and_tsr_though_in_group_b():
    assert [s740_4_gbs.group_b(c, frozenset({"B"})) for c in ("SD", "UA", "SG")] == [False, False, True]


# ENC


@pytest.mark.parametrize(
    ("date", "eccn", "destination", "conditions", "classified", "authorized"),
    [
        ("2021-03-01", "5A002.a", "DE", None, True, True),
        ("2021-03-01", "5A002.a", "DE", None, False, False),
        ("2019-06-10", "5D002", "CN", None, True, True),
        ("2021-03-01", "5A002.a", "IR", None, True, False),
        ("2021-03-01", "5A002.a", "CU", None, True, False),
        ("2021-03-01", "5E002", "CN", None, True, False),  # technology never to D:1
        ("2021-03-01", "5E002", "BR", None, True, False),  # whether to a government is not stated
        ("2021-03-01", "5E002", "BR", {"government_end_user": False}, True, True),
        ("2021-03-01", "5E002", "BR", {"government_end_user": True}, True, False),
        ("2021-03-01", "5E002", "DE", None, True, True),
        ("2021-03-01", "5A004.a", "BR", None, True, False),
        ("2021-03-01", "5A004.b", "BR", None, True, True),
        ("2021-03-01", "5A991", "CN", None, True, False),
        (READ, "5A002.a", "CN", {"paragraph": "b1"}, True, True),
        (READ, "5A002.a", "CN", {"paragraph": "b2"}, True, False),
        (READ, "5A002.a", "CN", {"paragraph": "(b)(2)", "government_end_user": True}, True, False),
        (READ, "5A002.a", "CN", {"paragraph": "(b)(2)", "government_end_user": False}, True, True),
        (READ, "5A002.a", "DE", {"paragraph": "b2"}, True, True),  # Supp. No. 3 country
        (READ, "5A002.a", "CN", {"paragraph": "b2iii", "government_end_user": False}, True, False),
        (READ, "5A002.z.1", "CN", None, True, False),  # 740.2(a)(9)(ii)
        (READ, "5D002.c.1", "CN", None, True, True),
        ("2017-04-18", "5A002.a", "HK", None, True, True),
        ("2017-04-19", "5A002.a", "HK", None, True, False),  # 740.2(a)(19)
        ("2021-03-01", "5A002.a", "HK", {"hong_kong_license": True}, True, True),
    ],
)
def test_encryption(date, eccn, destination, conditions, classified, authorized):
    claims = () if conditions is None else (claim("ENC", **conditions),)
    found = covers(ask(date, eccn, destination, *claims, enc_classified=classified))
    assert ("ENC" in found) is authorized
    if authorized:
        assert found["ENC"] == {"742.4", "742.15"}


def test_a_claim_without_a_classification_says_so():
    assert "item.enc_classified" in told(ask(READ, "5A002.a", "DE", claim("ENC", paragraph="b1")))


@pytest.mark.parametrize("end_use", ["military", "military_intelligence"])
def test_encryption_for_a_military_end_use_is_not_authorized(end_use):
    assert covers(ask("2021-03-01", "5A002.a", "DE", enc_classified=True, end_use=end_use)) == {}


# Claims: what each exception needs, and that every condition alone stops it

TMP = ("no_order_received", "returned_within_one_year", "own_use", "effective_control")
RPL = ("one_for_one", "not_improving", "original_lawful", "replaced_destroyed_or_returned", "not_for_stock",
       "original_without_license_condition")  # fmt: skip
STA = ("eccn_furnished", "prior_consignee_statement", "shipment_notified", "eligible_by_entry")
BAG = ("leaving_united_states", "owned_by_traveler", "for_own_use", "not_for_sale", "accompanied")

CLAIMS = [
    ("TMP", "a1", TMP, "5A001.b.5", "CN", {}),
    ("TMP", "(a)(3)", ("us_person_or_employee", "authorized_recipients", "security_precautions", "not_for_production"),
     "5E001.a", "CN", {}),
    ("TMP", "(a)(5)", ("no_order_received", "returned_within_one_year", "ownership_kept", "effective_control",
                       "at_most_120_days_a_site"), "5A001.b.5", "CN", {}),
    ("TMP", "(a)(6)", ("no_order_received", "returned_within_one_year"), "3A090.a", "CN", {}),
    ("TMP", "(b)(3)", ("returned_to_country_of_import", "not_enhanced"), "5A001.b.5", "CN", {}),
    ("TMP", "c", ("for_general_public_later", "free_or_at_cost", "installed_by_user", "importer_statement",
                  "returned_or_destroyed_in_30_days"), "5D001.a", "CN", {}),
    ("RPL", "a", RPL, "5A001.b.5", "CN", {}),
    ("RPL", "b2", ("sent_for_servicing", "not_improving"), "5A001.b.5", "SG", {}),
    ("RPL", "b2", ("sent_for_servicing", "not_improving", "same_exporter_as_license", "transaction_unchanged"),
     "5A001.b.5", "CN", {}),
    ("RPL", "b3", ("one_for_one", "original_lawful", "not_worn_out", "not_improving", "not_for_stock", "free_of_charge",
                   "replaced_destroyed_or_returned"), "5A001.b.5", "SG", {}),
    ("RPL", "b3", ("one_for_one", "original_lawful", "not_worn_out", "not_improving", "not_for_stock", "free_of_charge",
                   "replaced_destroyed_or_returned", "within_warranty_or_12_months"), "5A001.b.5", "VN", {}),
    ("GOV", "(b)(2)(ii)", ("us_government_agency", "official_use"), "5A001.b.5", "CN", {}),
    ("GOV", "b2iii.a", ("us_government_contract", "for_us_government_use", "destined_to_us_person"), "5A001.b.5", "CN",
     {}),
    ("GOV", "c2i", ("cooperating_government_agency", "official_use", "not_sensitive_list", "not_very_sensitive_list",
                    "not_cybersecurity_item"), "5A001.b.5", "SG", {}),
    ("TSU", "a", ("minimum_necessary", "equipment_lawfully_exported"), "5E001.a", "CN", {}),
    ("TSU", "a", ("minimum_necessary", "equipment_lawfully_exported", "object_code"), "5D001.a", "CN", {}),
    ("TSU", "b", ("customary_with_quotation", "no_detailed_design"), "5E001.a", "CN", {}),
    ("TSU", "c", ("corrects_errors_only", "same_consignee", "original_lawful", "no_enhancement"), "5D002.c.1", "CN",
     {}),
    ("TSU", "d", ("sold_from_stock_at_retail", "installed_by_user"), "5D001.a", "CN", {}),
    ("TSU", "f", ("regular_employee_of_university", "permanent_residence_in_us", "informed_in_writing"), "5E001.a",
     "IN", {"activity": "deemed_export"}),
    ("TSU", "g", ("authorized_before_to_recipient", "editorial_revisions_only", "no_misuse_known"), "5E001.a", "CN",
     {}),
    ("BAG", "b1", BAG, "5A001.b.5", "CN", {}),
    ("BAG", "b4", (*BAG, "not_e1_national"), "5A002.a", "CN", {}),
    ("AVS", "b1", ("for_permanent_use_on_board", "necessary_for_operation", "carrier_not_of_d1_or_cuba"), "7A003.a",
     "CL", {}),
    ("APR", "b", ("for_use_in_a1", "not_received_under_sta"), "5A001.b.5", "FR",
     {"activity": "reexport", "exporter_country": "DE"}),
    ("APR", "d", ("exception_available_from_us",), "5A001.b.5", "SG",
     {"activity": "reexport", "exporter_country": "CA"}),
    ("STA", "c1", STA, "5A001.b.5", "FR", {}),
]  # fmt: skip


def _ids(cases):
    return [f"{c[0]}-{c[1]}-{c[3]}-{c[4]}" for c in cases]


@pytest.mark.parametrize(("symbol", "place", "needs", "eccn", "destination", "facts"), CLAIMS, ids=_ids(CLAIMS))
def test_every_condition_is_needed(symbol, place, needs, eccn, destination, facts):
    if symbol == "AVS":
        facts = {**facts, "kind": "commodity"}
    full = ask(READ, eccn, destination, claim(symbol, *needs, paragraph=place), **facts)
    assert symbol in covers(full), told(full)
    for name in needs:
        rest = [other for other in needs if other != name]
        absent = ask(READ, eccn, destination, claim(symbol, *rest, paragraph=place), **facts)
        assert symbol not in covers(absent), name
        assert "claims[].conditions." in told(absent)
        denied = ask(READ, eccn, destination, claim(symbol, *rest, paragraph=place, **{name: False}), **facts)
        assert symbol not in covers(denied), name
    unplaced = ask(READ, eccn, destination, claim(symbol, *needs), **facts)
    assert symbol not in covers(unplaced)
    assert "claims[].conditions.paragraph" in told(unplaced)
    unknown = ask(READ, eccn, destination, claim(symbol, *needs, paragraph="(z)(9)"), **facts)
    assert symbol not in covers(unknown)
    assert not any(f.rule.startswith(_section_of(symbol)) for f in ask(READ, eccn, destination, **facts))


def _section_of(symbol):
    return {"TMP": "740.9", "RPL": "740.10", "GOV": "740.11", "TSU": "740.13", "BAG": "740.14", "AVS": "740.15",
            "APR": "740.16", "STA": "740.20"}[symbol]  # fmt: skip


def test_every_condition_a_paragraph_needs_is_told_in_its_docstring():
    modules = (s740_9_tmp, s740_10_rpl, s740_11_gov, s740_13_tsu, s740_14_bag, s740_15_avs, s740_16_apr, s740_20_sta)
    for module in modules:
        rule = next(r for r in LAW.rules if r.function.__module__ == module.__name__)
        for use in module.USES.values():
            for name in use.needs:
                assert f"\n    {name}: " in rule.function.__doc__, (rule.id, name)


REFUSED = [
    ("TMP", "a1", TMP, "5A001.b.5", "IR", {}, "does not reach E:1"),
    ("TMP", "a1", TMP, "5A001.b.5", "CN", {"kind": "technology"}, "commodity and software"),
    ("TMP", "a1", TMP, "5D001.a", "CN", {}, "security_precautions"),
    ("TMP", "a1", TMP, "0A501.a", "CA", {}, "not encoded"),
    ("TMP", "b1", ("in_transit_entry",), "5A001.b.5", "CN", {}, "NS"),
    ("TMP", "a8", ("no_order_received", "immex_facility", "returned_within_four_years"), "5A001.b.5", "CN", {}, "MX"),
    ("RPL", "a", RPL, "5A001.b.5", "SY", {}, "E:1"),
    ("RPL", "a", RPL, "5A001.b.5", "IN", {"end_use": "nuclear"}, "nuclear"),
    ("GOV", "c2i", ("cooperating_government_agency", "official_use"), "5A002.a", "DE", {}, "encryption"),
    ("GOV", "b2ii", (), "5A001.b.5", "CN", {}, "us_government_agency"),
    ("GOV", "b2iiia", ("us_government_contract",), "0A501.a", "DE", {}, "(b)(2)(i) and (ii) only"),
    ("TSU", "d", ("sold_from_stock_at_retail", "installed_by_user"), "5D002.c.1", "CN", {}, "encryption"),
    ("TSU", "f", ("regular_employee_of_university",), "5E001.a", "IN", {}, "releases in the United States"),
    ("TSU", "f", ("regular_employee_of_university", "permanent_residence_in_us", "informed_in_writing"), "5E001.a",
     "CN", {"activity": "deemed_export"}, "D:5"),
    ("BAG", "b1", BAG[:-1], "5A001.b.5", "CN", {}, "accompanied"),
    ("BAG", "b1", BAG, "5A001.b.5", "CN", {"exporter_country": "DE"}, "leaving the United States"),
    ("APR", "b", ("for_use_in_a1", "not_received_under_sta"), "5A001.b.5", "FR", {}, "reexports"),
    ("APR", "b", ("for_use_in_a1", "not_received_under_sta"), "5A001.b.5", "SG",
     {"activity": "reexport", "exporter_country": "DE"}, "A:1"),
    ("APR", "d", ("exception_available_from_us",), "5A001.b.5", "SG",
     {"activity": "reexport", "exporter_country": "DE"}, "Canada"),
    ("STA", "c1", STA, "5A001.b.5", "CN", {}, "A:5"),
    ("STA", "c2", STA, "5A001.b.5", "FR", {}, "A:6"),
    ("STA", "c1", STA, "5A002.a", "FR", {}, "EI"),
    ("STA", "c1", STA, "1C353.a", "FR", {}, "excluded"),
    ("STA", "c1", STA, "0A501.a", "FR", {}, "excluded"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("symbol", "place", "needs", "eccn", "destination", "facts", "why"), REFUSED, ids=_ids(REFUSED)
)
def test_refused(symbol, place, needs, eccn, destination, facts, why):
    found = ask(READ, eccn, destination, claim(symbol, *needs, paragraph=place), **facts)
    assert symbol not in covers(found)
    assert why in told(found)


def test_apr_for_np_column_1_among_a4_covers_that_alone():
    found = ask(READ, "2A290", "FR", claim("APR", paragraph="j"), activity="reexport", exporter_country="DE")
    assert covers(found).get("APR", {"742.3:NP1"}) == {"742.3:NP1"}
    beyond = ask(READ, "2A290", "CN", claim("APR", paragraph="j"), activity="reexport", exporter_country="DE")
    assert "APR" not in covers(beyond)


def test_strategic_trade_covers_no_requirement_of_parts_744_and_746():
    found = covers(ask(READ, "5A001.b.5", "FR", claim("STA", *STA, paragraph="c1")))
    assert all(name.startswith("742.") for name in found["STA"])
    assert not {"742.5", "742.15", "742.18"} & found["STA"]


def test_wording_of_earlier_years_is_warned_of():
    early = ask("2019-03-01", "5A001.b.5", "CN", claim("TMP", *TMP, paragraph="a1"))
    assert {f.code for f in early if f.effect is Effect.WARNING} == {"assumption"}
    assert not any(f.effect is Effect.WARNING for f in ask(READ, "5A001.b.5", "CN", claim("TMP", *TMP, paragraph="a1")))


# TSR, CIV, SPP


@pytest.mark.parametrize(
    ("eccn", "destination", "conditions", "authorized"),
    [
        ("5E001.a", "SG", {"written_assurance": True, "eligible_by_entry": True}, True),
        ("5E001.a", "SG", {"eligible_by_entry": True}, False),
        ("5E001.a", "SG", {"written_assurance": False, "eligible_by_entry": True}, False),
        ("5E001.a", "CN", {"written_assurance": True, "eligible_by_entry": True}, False),
        ("5E001.a", "UA", {"written_assurance": True, "eligible_by_entry": True}, False),
        ("5A001.b.5", "SG", {"written_assurance": True, "eligible_by_entry": True}, False),
        ("5E002", "SG", {"written_assurance": True, "eligible_by_entry": True}, False),
    ],
)
def test_technology_under_restriction(eccn, destination, conditions, authorized):
    found = covers(ask(READ, eccn, destination, claim("TSR", **conditions)))
    assert found == ({"TSR": {"742.4"}} if authorized else {})


CIV = ("civil_end_user", "eligible_by_entry")


@pytest.mark.parametrize(
    ("date", "destination", "needs", "end_use", "authorized"),
    [
        ("2020-06-28", "CN", CIV, "other", True),
        ("2020-06-29", "CN", CIV, "other", False),
        ("2020-06-28", "CN", CIV[:1], "other", False),
        ("2020-06-28", "CN", CIV[1:], "other", False),
        ("2020-06-28", "CN", CIV, "military", False),
        ("2020-06-28", "KP", CIV, "other", False),
        ("2020-06-28", "SG", CIV, "other", False),
    ],
)
def test_civil_end_users(date, destination, needs, end_use, authorized):
    found = ask(date, "3A001.a.7", destination, claim("CIV", *needs), end_use=end_use)
    assert ("CIV" in covers(found)) is authorized
    assert authorized or "CIV" in told(found)


@pytest.mark.parametrize(
    ("date", "eccn", "destination", "activity", "authorized"),
    [
        ("2025-09-01", "EAR99", "SY", "export", False),
        ("2025-09-02", "EAR99", "SY", "export", True),
        ("2025-09-02", "EAR99", "SY", "reexport", True),
        ("2025-09-02", "EAR99", "SY", "deemed_export", False),
        ("2025-09-02", "3A991", "SY", "export", False),
        ("2025-09-02", "EAR99", "IR", "export", False),
    ],
)
def test_syria_peace_and_prosperity(date, eccn, destination, activity, authorized):
    found = covers(ask(date, eccn, destination, activity=activity))
    assert found == ({"SPP": {"746.9"}} if authorized else {})


# Not encoded


@pytest.mark.parametrize("symbol", sorted(s740_1_claims.NOT_ENCODED))
def test_not_encoded_is_told_and_authorizes_nothing(symbol):
    found = ask(READ, "5A001.b.5", "CN", claim(symbol))
    assert covers(found) == {}
    assert "not encoded" in told(found)


def test_an_exception_that_does_not_exist_is_told():
    assert "no license exception" in told(ask(READ, "5A001.b.5", "CN", claim("XYZ")))


# 740.2


@pytest.mark.parametrize(
    ("date", "eccn", "destination", "bar"),
    [
        (READ, "7A101", "CN", "15 CFR 740.2(a)(5)(ii)"),
        (READ, "5A980", "FR", "15 CFR 740.2(a)(3)"),
        (READ, "2A983", "SG", "15 CFR 740.2(a)(8)"),
        (READ, "3B001.a.4", "CN", "15 CFR 740.2(a)(9)(i)"),
        (READ, "3A090.a", "CN", "15 CFR 740.2(a)(9)(ii)"),
        (READ, "3A090.a", "AE", "15 CFR 740.2(a)(9)(ii)"),
        (READ, "0A919", "SG", "15 CFR 740.2(a)(11)"),
        (READ, "9A515.d", "CN", "15 CFR 740.2(a)(12)"),
        (READ, "3A611.x", "CN", "15 CFR 740.2(a)(12)"),
        (READ, "9D610.b", "FR", "15 CFR 740.2(a)(13)"),
        (READ, "0A521", "FR", "15 CFR 740.2(a)(14)"),
        (READ, "3B001.q", "FR", "15 CFR 740.2(a)(22)"),
        (READ, "3A992", "PK", "15 CFR 740.2(a)(25)"),
        ("2024-12-25", "3A992", "PK", None),
        ("2022-10-06", "3B090", "CN", None),
        ("2024-09-05", "3B001.q", "FR", None),
        (READ, "3A991", "CN", None),
        (READ, "5A001.b.5", "CN", None),
        (READ, "EAR99", "CN", None),
        (READ, "3A090.a", "FR", None),
        (READ, "3B001.a.2", "CN", None),
    ],
)
def test_bar(date, eccn, destination, bar):
    found = barred(ask(date, eccn, destination))
    assert bar in found if bar else not found


def test_hong_kong_license_lifts_its_bar_for_import_and_reexport():
    assert barred(ask(READ, "5A001.b.5", "HK")) == {"15 CFR 740.2(a)(19)"}
    assert barred(ask(READ, "5A001.b.5", "HK", claim("TMP", "hong_kong_license"))) == set()
    leaving = {"activity": "reexport", "exporter_country": "HK"}
    assert barred(ask(READ, "5A001.b.5", "SG", **leaving)) == {"15 CFR 740.2(a)(20)"}
    assert barred(ask(READ, "5A001.b.5", "SG", claim("TMP", "hong_kong_license"), **leaving)) == set()
    assert barred(ask("2017-04-18", "5A001.b.5", "HK")) == set()


@pytest.mark.parametrize(
    ("symbol", "place", "needs", "eccn", "destination", "authorized"),
    [
        ("RPL", "a", RPL, "9A012", "FR", True),  # (a)(5)(i)(B)
        ("TMP", "a1", TMP, "9A012", "FR", True),
        ("TMP", "a1", TMP, "9A012", "CN", False),  # (a)(5)(ii)
        ("STA", "c1", STA, "9A012", "FR", False),
        ("STA", "c1ii", (*STA, "below_500_kg_to_300_km"), "9A012", "FR", True),
        ("GOV", "b2ii", ("us_government_agency", "official_use"), "3A090.a", "CN", True),  # (a)(9)(ii)
        ("TMP", "a1", TMP, "3A090.a", "CN", False),
        ("GOV", "b2ii", ("us_government_agency", "official_use"), "3A611.x", "CN", True),  # (a)(12)(i)
        ("RPL", "a", RPL, "9A515.d", "CN", False),
        ("RPL", "a", RPL, "3A992", "PK", True),
        ("TMP", "a6", TMP[:2], "3A992", "PK", False),
        ("GOV", "b2iiia", ("us_government_contract", "for_us_government_use", "destined_to_us_person"), "5A980", "FR",
         False),
        ("GOV", "b2ii", ("us_government_agency", "official_use"), "5A980", "FR", True),
    ],
)  # fmt: skip
def test_a_bar_leaves_open_what_it_names(symbol, place, needs, eccn, destination, authorized):
    found = ask(READ, eccn, destination, claim(symbol, *needs, paragraph=place))
    stopped = barred(found)
    assert (symbol in covers(found) and not stopped) is authorized, (told(found), stopped)


def test_parts_of_manned_craft_may_go_under_rpl_to_d4_and_d5():
    bare = ask(READ, "7A101", "CN", claim("RPL", *RPL, paragraph="a"))
    stated = ask(READ, "7A101", "CN", claim("RPL", *RPL, "part_of_manned_craft", paragraph="a"))
    assert "RPL" not in covers(bare)
    assert "RPL" in covers(stated)


@pytest.mark.parametrize(
    ("text", "read"),
    [("(a)(1)", "a.1"), ("a1", "a.1"), ("A.1", "a.1"), ("(b)(2)(iii)(A)", "b.2.iii.a"), (None, ""), (True, "")],
)
def test_paragraphs_are_read_in_each_spelling(text, read):
    assert paragraph(text) == read


def test_a_bar_that_names_a_paragraph_leaves_its_neighbors_closed():
    bar = Bar("(a)(5)", "because", ("TMP a.1", "RPL"))
    assert [bar.stops("TMP", p) for p in ("a.1", "a.1.i", "a.10", "")] == [False, False, True, True]
    assert [bar.stops("RPL", "b.3"), bar.stops("GBS")] == [False, True]
    assert [Bar("(a)(18)", "because", closes=("STA",)).stops(s) for s in ("STA", "GOV")] == [True, False]


@pytest.mark.parametrize(
    ("activity", "eccn", "destination", "nationality", "stopped"),
    [
        ("deemed_export", "5E001.a", "SG", "CN", True),
        ("deemed_export", "5E001.a", "US", "CN", True),
        ("deemed_export", "5E001.a", "CN", "CN", False),
        ("deemed_export", "5E001.a", "SG", "", False),
        ("deemed_export", "5E001.a", "SG", "US", False),
        ("export", "5E001.a", "SG", "CN", False),
        ("deemed_export", "5E002", "US", "CN", True),  # technology never to D:1
        ("deemed_export", "5D002.c.1", "US", "CN", False),
        ("deemed_export", "5D002.c.1", "US", "IR", True),
        ("deemed_export", "5D002.c.1", "US", "CU", True),
    ],
)
def test_exceptions_are_not_taken_to_reach_another_nationality(activity, eccn, destination, nationality, stopped):
    found = ask(READ, eccn, destination, activity=activity, nationality=nationality)
    assert bool(barred(found)) is stopped
