"""License exceptions that Part 746 leaves open: what they overcome at a sanctioned destination."""

import pytest

from exceptions_law import READ, ask, awaited, claim, covers, told

BAG = ("leaving_united_states", "owned_by_traveler", "for_own_use", "not_for_sale", "accompanied")
AGENCY = ("us_government_agency", "official_use")
OPERATION = ("minimum_necessary", "equipment_lawfully_exported", "entry_does_not_restrict", "object_code")
FIXES = ("corrects_errors_only", "same_consignee", "original_lawful", "no_enhancement")
SALES = ("customary_with_quotation", "no_detailed_design")
TOOLS = ("no_order_received", "not_for_lease_or_rental", "returned_within_one_year", "not_for_e1_nationals", "own_use",
         "effective_control", "sent_in_time")  # fmt: skip
SUBSIDIARY = ("no_order_received", "not_for_lease_or_rental", "returned_within_one_year", "us_person_exporter",
              "own_subsidiary_or_facility", "for_manufacture_or_test", "not_transferred_further")  # fmt: skip


@pytest.mark.parametrize(
    ("date", "symbol", "place", "needs", "eccn", "destination", "overcome"),
    [
        (READ, "BAG", "b1", BAG, "5A992.c", "CU", "746.2"),
        (READ, "TSU", "a", OPERATION, "5D991", "CU", "746.2"),
        (READ, "TSU", "c", FIXES, "5D992.c", "CU", "746.2"),
        (READ, "GOV", "b2ii", AGENCY, "5A991.b", "CU", "746.2"),
        (READ, "BAG", "b1", BAG, "5A992.c", "KP", "746.4"),
        (READ, "TSU", "b", SALES, "5E991", "KP", "746.4"),
        (READ, "TSU", "c", FIXES, "5D992.c", "KP", None),
        (READ, "GOV", "b2ii", AGENCY, "5A991.b", "KP", "746.4"),
        (READ, "BAG", "b1", BAG, "5A992.c", "RU", "746.8"),
        (READ, "GOV", "b2ii", AGENCY, "5A991.b", "BY", "746.8"),
        (READ, "TSU", "a", OPERATION, "5D991", "RU", None),
        (READ, "TSU", "c", (*FIXES, "partner_company_civil_end_user"), "5D992.c", "RU", "746.8"),
        (READ, "TMP", "a1", TOOLS, "5A992.c", "RU", None),
        (READ, "BAG", "b1", BAG, "5A992.c", "SY", "746.9"),
        ("2025-09-01", "BAG", "b1", BAG, "5A992.c", "SY", "746.9"),
        (READ, "TMP", "a10", SUBSIDIARY, "5A991.b", "SY", "746.9"),
        ("2025-09-01", "TMP", "a10", SUBSIDIARY, "5A991.b", "SY", None),
        (READ, "GOV", "d", ("for_opcw_inspection", "effective_control", "confidentiality_protected"), "5E991", "SY",
         "746.9"),
        (READ, "TMP", "a1", TOOLS, "5A001.b.5", "IQ", "746.3"),
        (READ, "TMP", "a1", TOOLS, "5A001.b.5", "CN", None),
        (READ, "BAG", "b1", BAG, "5A992.c", "IR", None),
    ],
)  # fmt: skip
def test_what_part_746_leaves_open(date, symbol, place, needs, eccn, destination, overcome):
    found = ask(date, eccn, destination, claim(symbol, *needs, paragraph=place))
    assert symbol in covers(found), (told(found), awaited(found))
    assert {name for name in covers(found)[symbol] if name.startswith("746.")} == ({overcome} if overcome else set())


def test_updates_for_russia_need_a_partner_company():
    found = ask(READ, "5D992.c", "RU", claim("TSU", *FIXES, paragraph="c"))
    assert awaited(found) == {"partner_company_civil_end_user"}
    denied = claim("TSU", *FIXES, paragraph="c", partner_company_civil_end_user=False)
    assert "TSU" not in covers(ask(READ, "5D992.c", "RU", denied))


def test_encryption_for_russia_and_iraq():
    iraq = ask(READ, "5A002.a", "IQ", claim("ENC", paragraph="b1"), enc_classified=True)
    assert "746.3" in covers(iraq)["ENC"]
    russia = ask(READ, "5A002.a", "RU", claim("ENC", paragraph="b1"), enc_classified=True)
    assert awaited(russia) == {"partner_company_civil_end_user"}


# CCD

CCD = ("eligible_item", "eligible_end_user")


@pytest.mark.parametrize(
    ("date", "eccn", "destination", "needs", "facts", "overcome"),
    [
        (READ, "5A992.c", "CU", CCD, {}, {"746.2"}),
        (READ, "5A991.b.4", "CU", CCD, {}, {"746.2"}),
        (READ, "3A991.p", "CU", CCD, {}, {"746.2"}),
        (READ, "EAR99", "CU", CCD, {}, {"746.2"}),
        (READ, "5D992.c", "CU", CCD, {"kind": "software"}, {"746.2"}),
        (READ, "5A002.a", "CU", CCD, {}, None),
        (READ, "5A992.z.1", "CU", CCD, {}, None),
        (READ, "3A991.a", "CU", CCD, {}, None),
        (READ, "5E992", "CU", CCD, {"kind": "technology"}, None),
        (READ, "5A992.c", "CU", CCD, {"activity": "deemed_export"}, None),
        (READ, "5A992.c", "RU", CCD, {}, {"746.8"}),
        (READ, "3A991.p", "RU", CCD, {}, None),
        (READ, "5A992.c", "SY", ("eligible_item",), {}, {"746.9"}),
        ("2025-09-02", "5A992.c", "SY", ("eligible_item",), {}, {"746.9"}),
        ("2025-09-01", "5A992.c", "SY", CCD, {}, None),
        (READ, "5A992.c", "KP", CCD, {}, None),
        (READ, "5A992.c", "IR", CCD, {}, None),
        (READ, "5A992.c", "CN", CCD, {}, None),
        ("2016-03-01", "5A992.c", "CU", CCD, {}, {"746.2"}),
        ("2022-02-23", "5A992.c", "RU", CCD, {}, None),
        ("2022-02-24", "5A992.c", "RU", CCD, {}, {"746.8"}),
        ("2022-03-01", "5A992.c", "BY", CCD, {}, None),
        ("2022-03-02", "5A992.c", "BY", CCD, {}, {"746.8"}),
        ("2024-06-11", "5A992.c", "RU", CCD, {}, {"746.8"}),
        ("2024-06-12", "5A992.c", "RU", CCD, {}, {"746.8"}),
    ],
)
def test_consumer_communications_devices(date, eccn, destination, needs, facts, overcome):
    found = ask(date, eccn, destination, claim("CCD", *needs), **{"kind": "commodity", **facts})
    assert covers(found).get("CCD") == overcome, (told(found), awaited(found))
    for name in needs if overcome else ():
        rest = [other for other in needs if other != name]
        assert awaited(ask(date, eccn, destination, claim("CCD", *rest), **{"kind": "commodity", **facts})) == {name}
        denied = claim("CCD", *rest, **{name: False})
        assert "CCD" not in covers(ask(date, eccn, destination, denied, **{"kind": "commodity", **facts}))


def test_reexport_of_devices_to_cuba_by_us_owned_firms():
    found = ask(READ, "5A992.c", "CU", claim("CCD", *CCD), activity="reexport", exporter_country="MX")
    assert awaited(found) == {"not_foreign_produced_by_us_owned"}
