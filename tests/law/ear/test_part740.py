"""License exceptions of Part 740: what each covers, what it waits for, and what stops it."""

import re
from pathlib import Path

import pytest

from exceptions_law import LAW, MODULES, READ, ask, awaited, claim, covers, told
from licet.law.ear.part740 import s740_1_claims, s740_4_gbs
from licet.law.ear.part740.conditions import known_conditions
from licet.law.ear.part740.exception import paragraph
from licet.law.finding import Effect

# Without a claim: LVS and GBS


@pytest.mark.parametrize(
    ("date", "eccn", "destination", "value", "expected"),
    [
        ("2021-03-01", "3A001.a.7", "SG", 900, {"LVS"}),
        ("2021-03-01", "3A001.a.7", "SG", 5000, {"LVS"}),
        ("2021-03-01", "3A001.a.7", "SG", "5000.01", set()),
        ("2021-03-01", "3A001.a.7", "SG", "0.01", {"LVS"}),
        ("2021-03-01", "3A001.a.7", "SG", "0", set()),  # (c)(2): no price, no net value
        ("2021-03-01", "3A001.a.7", "SG", None, set()),  # no value, no claim
        ("2021-03-01", "3A001.a.7", "CN", 900, set()),  # China is not in Country Group B
        ("2020-06-29", "3A001.a.7", "HK", 900, set()),  # 740.2(a)(19): the Hong Kong license is not stated
        ("2021-03-01", "EAR99", "SG", 900, set()),
        ("2026-03-01", "3A001.b.4", "SG", None, set()),
        ("2021-03-01", "5A001.b.5", "SG", None, set()),
        ("2021-03-01", "5A002.a", "SG", 400, set()),  # components and spare parts only, and claimed
        ("2021-03-01", "3A611.x", "SG", 900, set()),  # 740.2(a)(15): the contract is not stated
    ],
)
def test_limited_value(date, eccn, destination, value, expected):
    found = ask(date, eccn, destination, value=value)
    assert set(covers(found)) & {"LVS"} == expected


def test_limited_value_is_for_commodities():
    assert "LVS" not in covers(ask("2021-03-01", "3A001.a.7", "SG", value=900, kind="software"))


def test_limited_value_tells_why_not():
    assert "exceeds the LVS limit of $5000" in told(ask("2021-03-01", "3A001.a.7", "SG", value=5001))


def test_limited_value_of_encryption_components():
    stated = {"eligible_by_entry": True, "supports_authorized_commodity": True}
    full = ask(READ, "5A002.a", "SG", claim("LVS", **stated), value=400)
    assert covers(full)["LVS"] >= {"742.4", "742.15"}
    for name in stated:
        assert "LVS" not in covers(ask(READ, "5A002.a", "SG", claim("LVS", **{**stated, name: False}), value=400))


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


@pytest.mark.parametrize(
    ("found", "symbol"),
    [
        (ask(READ, "3A001.a.7", "SG"), "GBS"),
        (ask(READ, "5E001.a", "SG", claim("TSR", "written_assurance", "eligible_by_entry")), "TSR"),
        (ask("2020-06-28", "3A001.a.7", "CN", claim("CIV", "civil_end_user", "eligible_by_entry")), "CIV"),
    ],
)
def test_what_is_for_national_security_only_stands_alone(found, symbol):
    assert [f.alone for f in found if f.effect is Effect.AUTHORIZATION and f.authority.id == symbol] == [True]


# Claims: what each exception needs. Every condition alone is waited for where it is not stated, and refused
# where it is stated not to hold.

TMP = ("no_order_received", "not_for_lease_or_rental", "returned_within_one_year")
TMP_E1 = (*TMP, "not_for_e1_nationals")
TOOLS = (*TMP_E1, "own_use", "effective_control", "sent_in_time")
RPL = ("one_for_one", "not_improving", "original_lawful", "authority_confirmed", "replaced_destroyed_or_returned",
       "not_for_stock", "original_without_license_condition")  # fmt: skip
RPL_B3 = ("one_for_one", "original_authorized", "not_worn_out", "not_improving", "not_for_stock", "free_of_charge",
          "not_for_e1_nationals", "replaced_destroyed_or_returned")  # fmt: skip
STA = ("eccn_furnished", "prior_consignee_statement", "shipment_notified", "eligible_by_entry")
BAG = ("leaving_united_states", "owned_by_traveler", "for_own_use", "not_for_sale")
AVS_OWN = ("operating_civil_aircraft", "temporary_sojourn", "not_for_disposition", "registration_unchanged",
           "no_military_activity", "carries_no_licensed_item")  # fmt: skip
AIRLINE = ("ordered_for_vessel_or_airline", "necessary_for_operation", "usual_quantities", "registry_au_ca_gb_us",
           "export_information_filed")  # fmt: skip
ON_BOARD = ("for_permanent_use_on_board", "necessary_for_operation", "carrier_not_of_d1_or_cuba")
CONTRACT = ("us_government_contract", "contract_provides_for_it")
WRITTEN = ("us_government_contract", "written_agency_authorization")
APP = ("for_consumption_there", "not_to_enhance_beyond_limit", "restriction_conveyed")
FROM_DE = {"activity": "reexport", "exporter_country": "DE"}
RELEASE = {"activity": "deemed_export"}

CLAIMS = [
    ("TMP", "a1", TOOLS, "5A001.b.5", "CN", {}),
    ("TMP", "a1", (*TOOLS, "security_precautions"), "5D001.a", "CN", {}),
    ("TMP", "(a)(3)", (*TMP, "us_person_or_employee", "authorized_recipients", "security_precautions",
                       "not_for_production"), "5E001.a", "CN", {}),
    ("TMP", "a4", (*TMP_E1, "qualifies_as_replacement", "effective_control", "kit_returned"), "5A001.b.5", "CN", {}),
    ("TMP", "(a)(5)", (*TMP_E1, "ownership_kept", "effective_control", "least_use", "at_most_120_days_a_site"),
     "5A001.b.5", "CN", {}),
    ("TMP", "(a)(6)", (*TMP_E1, "to_be_serviced_abroad"), "3A090.a", "CN", {}),
    ("TMP", "a7", (*TMP, "necessary_for_shipment"), "5A001.b.5", "CN", {}),
    ("TMP", "a8", ("no_order_received", "not_for_lease_or_rental", "immex_facility", "returned_within_four_years"),
     "5A001.b.5", "MX", {}),
    ("TMP", "a10", (*TMP, "us_person_exporter", "own_subsidiary_or_facility", "for_manufacture_or_test",
                    "not_transferred_further"), "5A001.b.5", "CN", {}),
    ("TMP", "b1", ("in_transit_entry", "no_import_certificate"), "5A001.b.5", "SG", {}),
    ("TMP", "b2", ("imported_for_display", "no_import_certificate"), "5A001.b.5", "SG", {}),
    ("TMP", "(b)(3)", ("foreign_origin", "returned_to_country_of_import", "not_enhanced"), "5A001.b.5", "CN", {}),
    ("TMP", "b4", ("refused_entry", "returned_to_country_of_origin"), "5A001.b.5", "CN", {}),
    ("TMP", "c", ("for_general_public_later", "free_or_at_cost", "installed_by_user", "importer_statement",
                  "returned_or_destroyed_in_30_days"), "5D001.a", "CN", {}),
    ("TMP", "c", ("for_general_public_later", "free_or_at_cost", "installed_by_user", "importer_statement",
                  "returned_or_destroyed_in_30_days", "non_standard_notified"), "5D002.c.1", "CN", {}),
    ("RPL", "a", RPL, "5A001.b.5", "CN", {}),
    ("RPL", "b2", ("sent_for_servicing", "not_improving"), "5A001.b.5", "SG", {}),
    ("RPL", "b2", ("sent_for_servicing", "not_improving"), "5A001.b.5", "CN", {}),  # (iii): D:1 except China
    ("RPL", "b2", ("sent_for_servicing", "not_improving", "same_exporter_as_license", "transaction_unchanged"),
     "5A001.b.5", "VN", {}),
    ("RPL", "b3", RPL_B3, "5A001.b.5", "SG", {}),
    ("RPL", "b3", RPL_B3, "5A001.b.5", "CN", {}),
    ("RPL", "b3", (*RPL_B3, "within_warranty_or_12_months"), "5A001.b.5", "VN", {}),
    ("GOV", "a", ("consigned_to_iaea_or_euratom", "official_use", "not_very_sensitive_list"), "5A001.b.5", "AT", {}),
    ("GOV", "a", ("consigned_to_iaea_or_euratom", "official_use", "not_very_sensitive_list", "not_sensitive_list",
                  "safeguards_kept"), "5A001.b.5", "BR", {"activity": "reexport", "exporter_country": "AT"}),
    ("GOV", "b2i", ("us_government_personnel", "personal_use"), "5A001.b.5", "CN", {}),
    ("GOV", "(b)(2)(ii)", ("us_government_agency", "official_use"), "5A001.b.5", "CN", {}),
    ("GOV", "b2iii.a", ("us_government_contract", "for_us_government_use", "destined_to_us_person"), "5A001.b.5", "CN",
     {}),
    ("GOV", "(b)(2)(iii)(B)", (*WRITTEN, "agreement_in_force"), "5A001.b.5", "IN", {}),
    ("GOV", "(b)(2)(iii)(C)", (*WRITTEN, "returned_within_four_years"), "5A001.b.5", "IN", {}),
    ("GOV", "(b)(2)(iii)(D)", (*WRITTEN, "agreement_in_force", "directed_by_defense_department"), "5A001.b.5", "IN",
     {}),
    ("GOV", "(b)(2)(iii)(E)", ("us_government_contract", "no_foreign_person", "property_statement_on_documents"),
     "5A001.b.5", "IN", {}),
    ("GOV", "b2iv", ("written_directive",), "5A001.b.5", "IN", {}),
    ("GOV", "b2v", ("sold_by_defense_department",), "5A001.b.5", "IN", {}),
    ("GOV", "b2vi", CONTRACT, "5E001.a", "IN", {}),
    ("GOV", "b2vii", (*CONTRACT, "microelectronics_item"), "3A001.a.7", "CN", {}),
    ("GOV", "c2i", ("cooperating_government_agency", "official_use", "not_sensitive_list", "not_very_sensitive_list"),
     "3A001.a.7", "SG", {}),
    ("GOV", "c2i", ("cooperating_government_agency", "official_use", "not_very_sensitive_list",
                    "not_cybersecurity_item"), "5E001.a", "FR", {}),
    ("GOV", "c2ii", ("cooperating_military_or_nato", "official_use", "not_very_sensitive_list"), "3A001.a.7", "FR", {}),
    ("GOV", "c2iii", ("cooperating_government_mission", "official_use", "not_sensitive_list",
                      "not_very_sensitive_list"), "3A001.a.7", "BR", {}),
    ("GOV", "d", ("for_opcw_inspection", "effective_control", "confidentiality_protected"), "5A001.b.5", "NL", {}),
    ("TSU", "a", ("minimum_necessary", "equipment_lawfully_exported", "entry_does_not_restrict"), "5E001.a", "CN", {}),
    ("TSU", "a", ("minimum_necessary", "equipment_lawfully_exported", "entry_does_not_restrict", "object_code"),
     "5D001.a", "CN", {}),
    ("TSU", "b", ("customary_with_quotation", "no_detailed_design"), "5E001.a", "CN", {}),
    ("TSU", "c", ("corrects_errors_only", "same_consignee", "original_lawful", "no_enhancement"), "5D002.c.1", "CN",
     {}),
    ("TSU", "d", ("sold_from_stock_at_retail", "installed_by_user"), "5D001.a", "CN", {}),
    ("TSU", "f", ("regular_employee_of_university", "permanent_residence_in_us", "informed_in_writing"), "5E001.a",
     "IN", RELEASE),
    ("TSU", "f", ("regular_employee_of_university", "permanent_residence_in_us", "informed_in_writing", "source_code"),
     "5D001.a", "IN", RELEASE),
    ("TSU", "g", ("authorized_before_to_recipient", "editorial_revisions_only", "no_misuse_known"), "5E001.a", "CN",
     {}),
    ("BAG", "b1", (*BAG, "accompanied"), "5A001.b.5", "CN", {}),
    ("BAG", "b4", (*BAG, "accompanied", "not_e1_national"), "5A002.a", "CN", {}),
    ("BAG", "b4", (*BAG, "us_person", "us_persons_only", "security_precautions", "not_for_production"), "5E001.a", "CN",
     {}),
    ("AVS", "a1", ("operating_civil_aircraft", "temporary_sojourn", "no_transfer_to_e1_e2",
                   "carries_no_licensed_item"), "9A991.b", "CN", {}),
    ("AVS", "a2i", (*AVS_OWN, "faa_certificate"), "9A991.b", "CN", {}),
    ("AVS", "a2ii", (*AVS_OWN, "us_licensed_pilot"), "9A991.b", "CN", {}),
    ("AVS", "b1", ON_BOARD, "7A003.a", "CL", {}),
    ("AVS", "b2i", ON_BOARD, "7A003.a", "CL", {}),
    ("AVS", "b3", ("stores_for_the_voyage", "usual_quantities"), "5A001.b.5", "CL", {}),
    ("AVS", "c1", (*AIRLINE, "extreme_need"), "5A001.b.5", "CN", {}),
    ("AVS", "c2", (*AIRLINE, "no_fuel"), "5A001.b.5", "CN", {}),
    ("AVS", "d1", ("temporary_sojourn", "no_transfer_to_e1_e2", "carries_no_licensed_item"), "8A992.f", "CN", {}),
    ("AVS", "d2", ("temporary_sojourn", "not_for_disposition", "registration_unchanged", "no_military_activity",
                   "carries_no_licensed_item", "no_spares_in_e1_e2"), "8A992.f", "CN", {}),
    ("AVS", "f", ("us_institution_of_learning", "fundamental_research", "results_published",
                  "research_institution_abroad", "launched_outside_d5"), "9A004.s", "FR", {}),
    ("APR", "a", ("export_authorization_of_country", "not_received_under_sta"), "5A001.b.5", "CN", FROM_DE),
    ("APR", "b", ("for_use_in_a1", "not_received_under_sta"), "5A001.b.5", "FR", FROM_DE),
    ("APR", "c", ("unused_license_authorizes_it",), "5A001.b.5", "CN", FROM_DE),
    ("APR", "h", ("accompanies_foreign_made_product", "at_most_10_percent_of_product"), "5A001.b.5", "CN", FROM_DE),
    ("STA", "c1", STA, "5A001.b.5", "FR", {}),
    ("STA", "c1i", STA, "5A001.b.5", "FR", {}),
    ("STA", "c2", STA, "5A001.d", "SG", {}),
    ("APP", "c2", (*APP, "computer_or_its_assembly", "not_crime_controlled"), "4A003.b", "BR", {}),
    ("APP", "c2", (*APP, "computer_or_its_assembly", "with_eligible_computer", "not_crime_controlled"), "4A003.g", "BR",
     {}),
    ("SCP", "d1", ("improves_free_flow", "connects_no_state_user"), "5A991.b", "CU", {}),
    ("SCP", "b1", ("private_sector_use", "not_for_the_state"), "EAR99", "CU", {"kind": "commodity"}),
    ("SCP", "f1", ("removed_within_one_year", "no_order_received", "not_for_lease_or_rental", "serves_lawful_items",
                   "effective_control"), "5A991.b", "CU", {}),
]  # fmt: skip


def _ids(cases):
    return [f"{c[0]}-{c[1]}-{c[3]}-{c[4]}" for c in cases]


@pytest.mark.parametrize(("symbol", "place", "needs", "eccn", "destination", "facts"), CLAIMS, ids=_ids(CLAIMS))
def test_every_condition_is_needed(symbol, place, needs, eccn, destination, facts):
    full = ask(READ, eccn, destination, claim(symbol, *needs, paragraph=place), **facts)
    assert symbol in covers(full), (told(full), awaited(full))
    for name in needs:
        rest = [other for other in needs if other != name]
        absent = ask(READ, eccn, destination, claim(symbol, *rest, paragraph=place), **facts)
        assert symbol not in covers(absent), name
        assert awaited(absent) == {name}
        for value in (False, "yes", 1):
            denied = ask(READ, eccn, destination, claim(symbol, *rest, paragraph=place, **{name: value}), **facts)
            assert symbol not in covers(denied), (name, value)
            assert name in told(denied) or (symbol, name) == ("BAG", "accompanied")
    nothing = ask(READ, eccn, destination, claim(symbol, paragraph=place), **facts)
    assert symbol not in covers(nothing)
    unplaced = ask(READ, eccn, destination, claim(symbol, *needs), **facts)
    assert symbol not in covers(unplaced)
    assert "paragraph" in awaited(unplaced)
    unknown = ask(READ, eccn, destination, claim(symbol, *needs, paragraph="(z)(9)"), **facts)
    assert symbol not in covers(unknown)
    assert not awaited(unknown)
    unclaimed = ask(READ, eccn, destination, **facts)
    assert symbol not in covers(unclaimed)


def test_every_condition_a_paragraph_needs_is_told_in_its_docstring():
    for module in MODULES:
        for use in getattr(module, "USES", {}).values():
            docs = [r.function.__doc__ for r in LAW.rules if r.function.__module__ == module.__name__]
            for name in use.needs:
                assert any(f"\n    {name}: " in doc for doc in docs), (module.__name__, name)


def test_no_condition_is_told_that_nothing_asks():
    sources = [Path(module.__file__).read_text(encoding="utf-8") for module in MODULES]
    for rule in LAW.rules:
        for name in re.findall(r"\n    (\w+): ", rule.function.__doc__.partition("Conditions:")[2]):
            assert any(f'"{name}"' in text for text in sources), (rule.id, name)


REFUSED = [
    ("TMP", "a1", TOOLS, "5A001.b.5", "IR", {}, "does not reach E:1"),
    ("TMP", "a1", TOOLS, "5A001.b.5", "CN", {"kind": "technology"}, "commodity and software"),
    ("TMP", "a1", TOOLS, "5A001.b.5", "CN", RELEASE, "reexport"),
    ("TMP", "a3", (), "5E001.a", "CN", RELEASE, "reexport"),
    ("TMP", "a1", TOOLS, "0A501.a", "CA", {}, "not encoded"),
    ("TMP", "b1", ("in_transit_entry",), "5A001.b.5", "CN", {}, "NS"),
    ("TMP", "b1", ("in_transit_entry",), "1C350.b", "SG", {}, "1C350"),
    ("TMP", "b2", ("imported_for_display",), "5A001.b.5", "CN", {}, "NS"),
    ("TMP", "b3", (), "5A001.b.5", "CN", FROM_DE, "export only"),
    ("TMP", "a8", (), "5A001.b.5", "CN", {}, "MX"),
    ("TMP", "c", (), "5D002.c.1", "SY", {}, "E:1"),
    ("TMP", "c", (), "5D001.a", "CU", {}, "CU"),
    ("RPL", "a", RPL, "5A001.b.5", "SY", {}, "E:1"),
    ("RPL", "a", RPL, "5A001.b.5", "IN", {"end_use": "nuclear"}, "nuclear"),
    ("RPL", "b2", (), "5A001.b.5", "SG", RELEASE, "reexport"),
    ("GOV", "c2i", ("cooperating_government_agency", "official_use"), "5A002.a", "DE", {}, "encryption"),
    ("GOV", "c2i", (), "0A503", "DE", {}, "STA"),
    ("GOV", "c2i", (), "0A982", "DE", {}, "STA"),
    ("GOV", "c2i", (), "4D004", "DE", {}, "cybersecurity"),
    ("GOV", "c2i", (), "3A611.x", "SG", {}, "600 series"),
    ("GOV", "c2i", (), "3A001.a.7", "BR", {}, "SG"),
    ("GOV", "a", (), "5A001.b.5", "BR", {}, "Austria"),
    ("GOV", "d", (), "5A001.b.5", "BR", {}, "Netherlands"),
    ("GOV", "(b)(2)(iii)(A)", ("us_government_contract",), "0A501.a", "DE", {}, "(b)(2)(i) and (ii) only"),
    ("GOV", "b2vi", CONTRACT, "5A001.b.5", "DE", {}, "technology"),
    ("GOV", "e", (), "5A001.b.5", "FR", {}, "9A004"),
    ("TSU", "d", ("sold_from_stock_at_retail", "installed_by_user"), "5D002.c.1", "CN", {}, "encryption"),
    ("TSU", "f", ("regular_employee_of_university",), "5E001.a", "IN", {}, "releases in the United States"),
    ("TSU", "f", ("regular_employee_of_university", "permanent_residence_in_us", "informed_in_writing"), "5E001.a",
     "CN", RELEASE, "D:5"),
    ("BAG", "b1", (*BAG,), "5A001.b.5", "CN", {"exporter_country": "DE", "activity": "reexport"}, "leaving the United"),
    ("BAG", "b1", BAG, "5E001.a", "CN", {}, "tool of trade"),
    ("AVS", "a1", (), "5A001.b.5", "CN", {}, "Category 9"),
    ("AVS", "d1", (), "9A991.b", "CN", {}, "Category 0 or 8"),
    ("AVS", "c2", (), "5A001.b.5", "VN", {}, "D:1"),
    ("AVS", "c1", (), "5A001.b.5", "CA", {}, "CA"),
    ("APR", "b", ("for_use_in_a1", "not_received_under_sta"), "5A001.b.5", "FR", {}, "reexport"),
    ("APR", "b", ("for_use_in_a1", "not_received_under_sta"), "5A001.b.5", "SG", FROM_DE, "A:1"),
    ("APR", "a", (), "5A001.b.5", "CN", {"activity": "reexport", "exporter_country": "SG"}, "A:1"),
    ("APR", "a", (), "5A001.b.5", "SG", FROM_DE, "(a)(3)"),  # NS Column 1: controlled for export to A:1
    ("APR", "a", (), "5A991.b", "CN", FROM_DE, "national security"),
    ("APR", "d", (), "5A001.b.5", "SG", {"activity": "reexport", "exporter_country": "CA"}, "claim the exception"),
    ("STA", "c1", STA, "5A001.b.5", "CN", {}, "A:5"),
    ("STA", "c2", STA, "5A001.b.5", "FR", {}, "A:6"),
    ("STA", "c1", STA, "5A002.a", "FR", {}, "EI"),
    ("STA", "c1", STA, "1C353.a", "FR", {}, "excluded"),
    ("STA", "c1", STA, "0A501.a", "FR", {}, "excluded"),
    ("STA", "c1", STA, "3A901.a", "FR", {}, "does not allow"),
    ("STA", "c1", STA, "0A977", "FR", {}, "does not allow"),
    ("APP", "c2", (), "4A003.b", "CN", {}, "COMPUTER_TIER1"),
    ("APP", "c2", (), "4A003.b", "BR", {"end_use": "nuclear"}, "nuclear"),
    ("APP", "c2", (), "5A001.b.5", "BR", {}, "5A001"),
    ("APP", "c3i", (), "4E001.a", "BR", {}, "A:5"),
    ("SCP", "d1", (), "5A001.b.5", "CU", {}, "anti-terrorism"),
    ("SCP", "d1", (), "5A991.b", "SY", {}, "CU"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("symbol", "place", "needs", "eccn", "destination", "facts", "why"), REFUSED, ids=_ids(REFUSED)
)
def test_refused(symbol, place, needs, eccn, destination, facts, why):
    found = ask(READ, eccn, destination, claim(symbol, *needs, paragraph=place), **facts)
    assert symbol not in covers(found)
    assert not awaited(found)
    assert why in told(found)


def test_return_to_the_country_of_import_lifts_the_limits_on_display_items():
    needs = ("imported_for_display", "no_import_certificate", "returned_to_country_of_import")
    assert "TMP" in covers(ask(READ, "5A001.b.5", "CN", claim("TMP", *needs, paragraph="b2")))


def test_baggage_that_is_sent_on_by_itself():
    sent = claim("BAG", *BAG, "marked_baggage", paragraph="b1", accompanied=False)
    assert "BAG" in covers(ask(READ, "5A001.b.5", "SG", sent))
    assert "BAG" not in covers(ask(READ, "5A001.b.5", "CN", sent))  # NS to D:1 unaccompanied (d)
    unmarked = claim("BAG", *BAG, paragraph="b1", accompanied=False)
    assert awaited(ask(READ, "5A001.b.5", "SG", unmarked)) == {"marked_baggage"}


def test_apr_to_group_b_is_for_what_needs_no_license_to_a1():
    needs = ("export_authorization_of_country", "not_received_under_sta")
    asked = ask(READ, "3A001.a.7", "SG", claim("APR", *needs, paragraph="a"), **FROM_DE)
    assert covers(asked)["APR"] == {"742.4", "742.6"}
    for eccn in ("6A003.b.4", "3A001.z", "3A001.b.2", "6A002.a"):
        assert "APR" not in covers(ask(READ, eccn, "SG", claim("APR", *needs, paragraph="a"), **FROM_DE))


def test_apr_for_np_column_1_among_a4_covers_that_alone():
    found = ask(READ, "2A290", "FR", claim("APR", paragraph="j"), **FROM_DE)
    assert covers(found).get("APR", {"742.3:NP1"}) == {"742.3:NP1"}
    beyond = ask(READ, "2A290", "CN", claim("APR", paragraph="j"), **FROM_DE)
    assert "APR" not in covers(beyond)


def test_strategic_trade_covers_no_requirement_of_parts_744_and_746():
    found = covers(ask(READ, "5A001.b.5", "FR", claim("STA", *STA, paragraph="c1")))
    assert all(name.startswith("742.") for name in found["STA"])
    assert not {"742.5", "742.15", "742.18"} & found["STA"]


@pytest.mark.parametrize(
    ("eccn", "conditions", "waits"),
    [
        ("5A001.b.5", {"government_consignee": True}, set()),  # Note to (d)(2): governments give no statement
        ("5A001.b.5", {"government_consignee": False}, {"prior_consignee_statement"}),
        ("5E001.a", {"government_consignee": True, "intangible": True}, set()),
        ("5A001.b.5", {"government_consignee": True, "intangible": True, "shipment_notified": False}, None),
    ],
)
def test_what_strategic_trade_spares_some(eccn, conditions, waits):
    base = {"eccn_furnished": True, "eligible_by_entry": True, "not_for_excluded_items": True, "paragraph": "c1"}
    if "intangible" not in conditions:
        base["shipment_notified"] = True
    found = ask(READ, eccn, "FR", claim("STA", **{**base, **conditions}))
    if waits is None:
        assert "shipment_notified" in told(found)
    else:
        assert awaited(found) == waits
        assert ("STA" in covers(found)) is not bool(waits)


def test_wording_of_earlier_years_is_warned_of():
    early = ask("2019-03-01", "5A001.b.5", "CN", claim("TMP", *TOOLS, paragraph="a1"))
    assert {f.code for f in early if f.effect is Effect.WARNING} == {"assumption"}
    now = ask(READ, "5A001.b.5", "CN", claim("TMP", *TOOLS, paragraph="a1"))
    assert not any(f.effect is Effect.WARNING for f in now)


@pytest.mark.parametrize(
    ("symbol", "place", "needs", "eccn", "destination", "since"),
    [
        ("GOV", "b2vii", (*CONTRACT, "microelectronics_item"), "3A001.a.7", "CN", "2024-03-13"),
        ("STA", "c1ii", (*STA, "below_500_kg_to_300_km"), "9A012", "FR", "2023-12-08"),
    ],
)
def test_paragraphs_added_later(symbol, place, needs, eccn, destination, since):
    before = f"{since[:8]}{int(since[8:]) - 1:02}"
    asked = claim(symbol, *needs, paragraph=place)
    assert symbol in covers(ask(since, eccn, destination, asked))
    early = ask(before, eccn, destination, asked)
    assert symbol not in covers(early)
    assert since in told(early)


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
    ("date", "destination", "needs", "facts", "authorized"),
    [
        ("2020-06-28", "CN", CIV, {}, True),
        ("2020-06-29", "CN", CIV, {}, False),
        ("2020-06-28", "CN", CIV[:1], {}, False),
        ("2020-06-28", "CN", CIV[1:], {}, False),
        ("2020-06-28", "CN", CIV, {"end_use": "military"}, False),
        ("2020-06-28", "KP", CIV, {}, False),
        ("2020-06-28", "SG", CIV, {}, False),
        ("2020-06-28", "CN", CIV, RELEASE, False),
        ("2020-06-28", "CN", (*CIV, "foreign_national_reviewed"), RELEASE, True),
    ],
)
def test_civil_end_users(date, destination, needs, facts, authorized):
    found = ask(date, "3A001.a.7", destination, claim("CIV", *needs), **facts)
    assert ("CIV" in covers(found)) is authorized
    assert authorized or "CIV" in told(found) or awaited(found)


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


# Not encoded, not yet made, not known


@pytest.mark.parametrize(
    ("symbol", "eccn", "destination", "asked"),
    [
        ("IEC", "3B001.q", "FR", True),
        ("GFT", "5A992.c", "CU", True),
        ("AGR", "EAR99", "CU", True),
        ("AGR", "EAR99", "CN", False),
        ("AGR", "5A992.c", "CU", False),
        ("MED", "EAR99", "RU", True),
        ("MED", "EAR99", "CN", False),
        ("RFF", "3B991", "CN", False),
    ],
)
def test_not_encoded_is_told_and_authorizes_nothing(symbol, eccn, destination, asked):
    found = ask(READ, eccn, destination, claim(symbol, "whatever", paragraph="a"))
    assert symbol not in covers(found)
    assert (awaited(found) == {"claims[].exception"}) is asked
    section = s740_1_claims.NOT_ENCODED[symbol]
    assert any("not encoded" in f.because and f"15 CFR {section}" in f.citations for f in found)


@pytest.mark.parametrize("symbol", sorted(s740_1_claims.MADE))
def test_an_exception_does_not_exist_before_it_was_made(symbol):
    since, act = s740_1_claims.MADE[symbol]
    before = ask("2022-02-01" if since > "2022-02-01" else "2015-12-31", "5A001.b.5", "CN", claim(symbol))
    assert covers(before) == {}
    assert not awaited(before)
    assert f"did not exist before {since} ({act})" in told(before)
    assert "did not exist" not in told(ask(since, "5A001.b.5", "CN", claim(symbol)))


def test_an_exception_that_does_not_exist_is_told():
    assert "no license exception" in told(ask(READ, "5A001.b.5", "CN", claim("XYZ")))


def test_every_exception_is_encoded_or_said_not_to_be():
    assert not s740_1_claims.ENCODED & set(s740_1_claims.NOT_ENCODED)
    assert set(s740_1_claims.MADE) <= s740_1_claims.ENCODED | set(s740_1_claims.NOT_ENCODED)


@pytest.mark.parametrize(
    ("text", "read"),
    [("(a)(1)", "a.1"), ("a1", "a.1"), ("A.1", "a.1"), ("(b)(2)(iii)(A)", "b.2.iii.a"), (None, ""), (True, "")],
)
def test_paragraphs_are_read_in_each_spelling(text, read):
    assert paragraph(text) == read


@pytest.mark.parametrize(
    ("eccn", "destination", "value", "stated", "authorized"),
    [
        # 2B350: $2,000, to Country Group B but not where it is D:3
        ("2B350.a", "SG", 2000, None, True),
        ("2B350.a", "SG", 2001, None, False),
        ("2B350.a", "AE", 400, None, False),
        ("2B350.a", "AE", 400, {"eligible_by_entry": True}, False),
        ("2B350.a", "SG", 400, {"eligible_by_entry": False}, False),
        # a limit that is for some items of the entry
        ("6A006.b", "SG", 1500, {"eligible_by_entry": True}, True),
        ("6A006.b", "SG", 1501, {"eligible_by_entry": True}, False),
        ("6A006.b", "SG", 1500, None, False),
        ("6A006.b", "SG", 1500, {}, False),
        ("6A006.b", "SG", 1500, {"eligible_by_entry": False}, False),
        ("6A006.d", "SG", 400, {"eligible_by_entry": True}, False),
        ("6A006.a.1", "SG", 400, {"eligible_by_entry": True}, False),
        ("5B001.b", "SG", 5000, {"eligible_by_entry": True}, True),
        ("5B001.b", "SG", 5001, {"eligible_by_entry": True}, False),
        ("5A004.z.1.a", "SG", 400, {"eligible_by_entry": True}, False),
    ],
)
def test_limits_of_entries_that_are_not_for_every_item(eccn, destination, value, stated, authorized):
    claims = () if stated is None else (claim("LVS", **stated),)
    assert ("LVS" in covers(ask(READ, eccn, destination, *claims, value=value))) is authorized


# The entries' own lines on STA


@pytest.mark.parametrize(
    ("place", "eccn", "destination", "authorized"),
    [
        ("c1", "4D004", "FR", False),
        ("c2", "4D004", "SG", False),
        ("c1", "4A005", "FR", False),
        ("c1", "5A001.j", "FR", False),
        ("c2", "5A001.b.3", "SG", False),
        ("c2", "5A001.b.5", "SG", False),
        ("c2", "5A001.h", "SG", False),
        ("c1", "5A001.b.5", "FR", True),
        ("c2", "5A001.d", "SG", True),
        ("c1", "3B001.c.1.a", "FR", False),
        ("c1", "3B001.q", "FR", False),
        ("c2", "6A001.a.2.b", "SG", False),
        ("c2", "6A001.a.2.a.4", "SG", True),
        ("c1", "9A515.a.1", "FR", False),
        ("c1", "9A515.g", "FR", False),
        ("c1", "9D515.b", "FR", False),
        ("c2", "1A002.b", "SG", False),
        ("c2", "6B008", "SG", False),
        # (c)(1)(ii) is for unmanned aircraft
        ("c1ii", "3A001.a.1.a", "FR", False),
        ("c1ii", "5A001.b.5", "FR", False),
        ("c1ii", "9A012.a", "FR", True),
    ],
)
def test_what_the_entry_keeps_out_of_sta_stays_out_whatever_is_stated(place, eccn, destination, authorized):
    stated = dict.fromkeys(known_conditions()["STA"] - {"paragraph"}, True)
    found = ask(READ, eccn, destination, claim("STA", **stated, paragraph=place))
    assert ("STA" in covers(found)) is authorized
