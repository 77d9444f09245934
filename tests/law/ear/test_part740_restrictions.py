"""740.2: what bars license exceptions, on which days, and what each bar leaves open."""

import datetime as dt

import pytest

from exceptions_law import READ, ask, awaited, barred, claim, covers, told
from licet.law.ear.part740.conditions import known_conditions
from licet.law.ear.part740.restriction import Bar

TOOLS = ("no_order_received", "not_for_lease_or_rental", "returned_within_one_year", "not_for_e1_nationals", "own_use",
         "effective_control", "sent_in_time")  # fmt: skip
SERVICE = (*TOOLS[:4], "to_be_serviced_abroad")
RPL = ("one_for_one", "not_improving", "original_lawful", "authority_confirmed", "replaced_destroyed_or_returned",
       "not_for_stock", "original_without_license_condition")  # fmt: skip
AGENCY = ("us_government_agency", "official_use")
FOR_AGENCY = ("us_government_contract", "for_us_government_use", "destined_to_us_person")
COOPERATING = ("cooperating_government_agency", "official_use", "not_very_sensitive_list")
STA = ("eccn_furnished", "prior_consignee_statement", "shipment_notified", "eligible_by_entry")
STA_600 = (*STA, "eligible_600_series_end_user", "parties_approved_before", "below_25_million")
A2, A9I, A9II = "15 CFR 740.2(a)(5)", "15 CFR 740.2(a)(9)(i)", "15 CFR 740.2(a)(9)(ii)"


@pytest.mark.parametrize(
    ("date", "eccn", "destination", "bar"),
    [
        (READ, "5A980", "FR", "15 CFR 740.2(a)(3)"),
        (READ, "7A101", "CN", "15 CFR 740.2(a)(5)(ii)"),
        (READ, "7A101", "SG", "15 CFR 740.2(a)(5)(i)"),
        ("2023-12-08", "7A101", "SG", "15 CFR 740.2(a)(5)(i)"),
        ("2023-12-07", "7A101", "SG", "15 CFR 740.2(a)(5)(i)"),
        ("2023-12-07", "7A101", "CN", "15 CFR 740.2(a)(5)(i)"),
        (READ, "2A983", "SG", "15 CFR 740.2(a)(8)"),
        ("2022-10-06", "3B090", "CN", None),
        ("2022-10-07", "3B090", "CN", "15 CFR 740.2(a)(9)"),
        ("2022-10-07", "3B090", "MO", "15 CFR 740.2(a)(9)"),
        ("2022-10-07", "3B090", "AE", None),
        ("2022-10-21", "3A090.a", "CN", "15 CFR 740.2(a)(9)"),
        ("2022-10-21", "3A090.a", "HK", "15 CFR 740.2(a)(9)"),
        ("2023-11-16", "3A090.a", "AE", None),  # the first text names China and Macau
        ("2023-11-17", "3A090.a", "AE", A9II),
        ("2024-12-01", "3A090.a", "AE", A9II),
        ("2024-12-02", "3A090.a", "AE", A9II),
        ("2025-01-12", "3A090.a", "CN", A9II),  # before the table's list of items begins
        (READ, "3A090.a", "CN", A9II),
        (READ, "3A090.a", "AE", A9II),
        (READ, "3A090.a", "FR", None),
        (READ, "5A992.z.1", "CN", A9II),
        (READ, "5A992.c", "CN", None),
        ("2022-12-01", "3B001.a.4", "CN", None),
        ("2024-12-02", "3B001.a.4", "CN", A9I),
        (READ, "3B001.a.4", "CN", A9I),
        (READ, "3B001.a.4", "SG", None),
        (READ, "3B001.a.2", "CN", None),
        (READ, "0A919", "SG", "15 CFR 740.2(a)(11)"),
        (READ, "9A515.d", "CN", "15 CFR 740.2(a)(12)"),
        (READ, "3A611.x", "CN", "15 CFR 740.2(a)(12)"),
        (READ, "3A611.x", "HK", "15 CFR 740.2(a)(12)"),
        ("2020-06-30", "3A611.x", "HK", "15 CFR 740.2(a)(12)"),
        (READ, "3A611.x", "FR", "15 CFR 740.2(a)(13)"),
        (READ, "9D610.b", "FR", "15 CFR 740.2(a)(13)"),
        (READ, "0A521", "FR", "15 CFR 740.2(a)(14)"),
        ("2024-09-05", "3B001.q", "FR", None),
        ("2024-09-06", "3B001.q", "FR", "15 CFR 740.2(a)(22)"),
        ("2024-12-25", "3A992", "PK", None),
        ("2024-12-26", "3A992", "PK", "15 CFR 740.2(a)(25)"),
        (READ, "3A992", "IN", None),
        (READ, "2B999.h.2", "PK", None),
        (READ, "2B999.a", "PK", "15 CFR 740.2(a)(25)"),
        (READ, "0A982", "BR", "15 CFR 740.2(a)(4)"),
        (READ, "0A982", "JP", None),
        (READ, "3A991", "CN", None),
        (READ, "5A001.b.5", "CN", None),
        (READ, "EAR99", "CN", None),
    ],
)
def test_bar(date, eccn, destination, bar):
    found = barred(ask(date, eccn, destination))
    assert bar in found if bar else not found


@pytest.mark.parametrize(
    ("date", "symbol", "place", "needs", "eccn", "destination", "authorized"),
    [
        # (a)(5): since 2023-12-08 some exceptions outside D:4 and D:5, before only bearings and parts of craft
        (READ, "RPL", "a", RPL, "1C111.a", "FR", True),
        ("2023-12-08", "RPL", "a", RPL, "1C111.a", "FR", True),
        ("2023-12-07", "RPL", "a", RPL, "1C111.a", "FR", False),
        ("2019-06-01", "TMP", "a1", TOOLS, "1C111.a", "FR", False),
        (READ, "TMP", "a1", TOOLS, "1C111.a", "FR", True),
        (READ, "TMP", "a1", TOOLS, "1C111.a", "CN", False),
        ("2019-06-01", "GOV", "b2ii", AGENCY, "1C111.a", "FR", False),
        (READ, "GOV", "b2ii", AGENCY, "1C111.a", "FR", True),
        (READ, "GOV", "b2ii", AGENCY, "1C111.a", "CN", False),
        (READ, "STA", "c1", STA, "1C111.a", "FR", False),
        ("2019-06-01", "RPL", "a", RPL, "2A101", "FR", True),
        (READ, "RPL", "a", RPL, "2A101", "CN", True),
        (READ, "TMP", "a1", TOOLS, "2A101", "CN", False),
        ("2019-06-01", "TMP", "a1", TOOLS, "2A101", "FR", False),
        # (a)(9)
        ("2022-12-01", "RPL", "a", RPL, "3A090.a", "CN", True),
        ("2022-12-01", "RPL", "a", RPL, "3B090", "CN", False),
        ("2022-12-01", "GOV", "b2ii", AGENCY, "3B090", "CN", True),
        ("2022-12-01", "TMP", "a6", SERVICE, "3A090.a", "CN", False),
        ("2023-12-01", "TMP", "a1", TOOLS, "3A090.a", "AE", False),
        ("2024-12-15", "TMP", "a1", TOOLS, "3A090.a", "CN", False),
        ("2024-12-15", "TMP", "a6", SERVICE, "3A090.a", "CN", True),
        (READ, "GOV", "b2ii", AGENCY, "3A090.a", "CN", True),
        (READ, "TMP", "a1", TOOLS, "3A090.a", "CN", False),
        (READ, "RPL", "a", RPL, "3B001.a.4", "CN", False),
        (READ, "GOV", "b2iiia", (), "3B001.a.4", "CN", False),
        # (a)(12), (13)
        (READ, "GOV", "b2ii", AGENCY, "3A611.x", "CN", True),
        (READ, "RPL", "a", (*RPL, "below_major_defense_equipment_limit"), "9A515.d", "CN", False),
        (READ, "RPL", "a", (*RPL, "below_major_defense_equipment_limit"), "3A611.x", "FR", True),
        (READ, "AVS", "b1", ("for_permanent_use_on_board", "necessary_for_operation", "carrier_not_of_d1_or_cuba"),
         "3A611.x", "FR", False),
        (READ, "STA", "c1", (*STA_600, "below_major_defense_equipment_limit"), "3A611.x", "FR", True),
        (READ, "GOV", "c2i", COOPERATING, "9D610.b", "FR", False),
        # (a)(3), (25)
        (READ, "GOV", "(b)(2)(iii)(A)", FOR_AGENCY, "5A980", "FR", False),
        (READ, "GOV", "b2ii", AGENCY, "5A980", "FR", True),
        (READ, "RPL", "a", RPL, "3A992", "PK", True),
        (READ, "TMP", "a6", SERVICE, "3A992", "PK", False),
        (READ, "TMP", "a1", TOOLS, "3A992", "PK", True),
    ],
)  # fmt: skip
def test_a_bar_leaves_open_what_it_names(date, symbol, place, needs, eccn, destination, authorized):
    found = ask(date, eccn, destination, claim(symbol, *needs, paragraph=place))
    bars = [f for f in found if f.effect.value == "no_exceptions"]
    standing = [
        f for f in found if f.authority and f.authority.id == symbol and not f.awaits
        and all(bar.leaves_open(f.key) for bar in bars)
    ]  # fmt: skip
    assert bool(standing) is authorized, (told(found), awaited(found))


@pytest.mark.parametrize(
    ("date", "eccn", "destination", "symbol", "place", "needs", "condition", "facts"),
    [
        (READ, "7A101", "CN", "RPL", "a", RPL, "part_of_manned_craft", {}),
        ("2019-06-01", "7A101", "FR", "RPL", "a", RPL, "part_of_manned_craft", {}),
        (READ, "6E001", "FR", "TSU", "b", ("customary_with_quotation", "no_detailed_design"),
         "not_detector_technology", {}),
        (READ, "3D001", "CN", "RPL", "b2", ("sent_for_servicing", "not_improving"), "not_named_in_a_9", {}),
        (READ, "3A090.a", "FR", "TMP", "a1", TOOLS, "not_headquartered_in_macau_or_d5", {}),
        (READ, "3A611.x", "FR", "RPL", "a", (*RPL, "below_major_defense_equipment_limit"), "not_made_in_d5",
         {"activity": "reexport", "exporter_country": "DE", "origin": "foreign"}),
        (READ, "3A611.x", "FR", "RPL", "a", RPL, "below_major_defense_equipment_limit", {}),
        (READ, "3A611.x", "BR", "RPL", "a", RPL, "below_major_defense_equipment_limit", {}),
        (READ, "3D002", "FR", "TMP", "a1", (*TOOLS, "security_precautions"), "not_iec_item", {}),
        (READ, "5A001.b.5", "HK", "TMP", "a1", TOOLS, "hong_kong_license", {}),
        (READ, "5A001.b.5", "SG", "TMP", "a1", TOOLS, "hong_kong_license",
         {"activity": "reexport", "exporter_country": "HK"}),
        ("2021-03-01", "0A501.a", "BR", "APR", "c", ("unused_license_authorizes_it", "contract_below_4_million"),
         "no_defense_article_in_firearm", {"activity": "reexport", "exporter_country": "DE"}),
        (READ, "0A506", "BR", "APR", "c", ("unused_license_authorizes_it", "no_defense_article_in_firearm"),
         "contract_below_4_million", {"activity": "reexport", "exporter_country": "DE"}),
        (READ, "4A003.b", "BR", "TMP", "a1", TOOLS, "not_crime_controlled", {}),
    ],
)  # fmt: skip
def test_a_bar_that_a_condition_lifts(date, eccn, destination, symbol, place, needs, condition, facts):
    def said(**stated):
        return ask(date, eccn, destination, claim(symbol, *needs, paragraph=place, **stated), **facts)

    absent, denied, full = said(), said(**{condition: False}), said(**{condition: True})
    assert condition in awaited(absent), (told(absent), awaited(absent))
    assert symbol not in covers(absent)
    assert symbol not in covers(denied)
    assert condition not in awaited(denied)
    assert f"{symbol} is barred" in told(denied)
    assert condition not in awaited(full)
    assert f"{symbol} is barred" not in told(full)


@pytest.mark.parametrize(
    ("date", "facts", "waits"),
    [
        ("2017-04-18", {"destination": "HK"}, False),
        ("2017-04-19", {"destination": "HK"}, True),
        (READ, {"destination": "HK", "eccn": "3A991"}, False),
        (READ, {"destination": "MO"}, False),
    ],
)
def test_the_hong_kong_license_is_asked_for_by_its_days_and_items(date, facts, waits):
    found = ask(date, facts.get("eccn", "5A001.b.5"), facts["destination"], claim("TMP", *TOOLS, paragraph="a1"))
    assert ("hong_kong_license" in awaited(found)) is waits


def test_where_a_reexport_starts_has_to_be_known():
    somewhere = {"activity": "reexport", "exporter_country": ""}
    found = ask(READ, "5A001.b.5", "SG", claim("TMP", *TOOLS, paragraph="a1"), **somewhere)
    assert "exporter_country" in awaited(found)
    military = ask(READ, "3A611.x", "FR", claim("RPL", *RPL, paragraph="a"), **somewhere)
    assert "exporter_country" in awaited(military)


def test_a_paragraph_that_may_be_barred_is_asked_for():
    found = ask(READ, "3A001", "SG", claim("RPL", *RPL, paragraph="a"))  # MT for some paragraphs
    assert "item.eccn" not in awaited(found)  # (a)(5)(i) leaves RPL open
    found = ask("2019-06-01", "3A001", "SG", claim("RPL", *RPL, paragraph="a"))
    assert "item.eccn" in awaited(found)


# Hong Kong, 2020-06-30 to 2020-12-22: exceptions reach it where they would reach China

HELD = {"hong_kong_license": True}


@pytest.mark.parametrize(
    ("date", "facts", "authorized"),
    [
        ("2020-06-29", {}, True),
        ("2020-06-30", {}, False),
        ("2020-12-22", {}, False),
        ("2020-12-23", {}, False),  # now China, outside Country Group B
        ("2020-07-15", {"en_route_since": dt.date(2020, 6, 30)}, True),
        ("2020-07-15", {"en_route_since": dt.date(2020, 7, 1)}, False),
    ],
)
def test_limited_value_to_hong_kong(date, facts, authorized):
    found = ask(date, "3A001.a.7", "HK", claim("LVS", **HELD), value=900, **facts)
    assert ("LVS" in covers(found)) is authorized


@pytest.mark.parametrize(
    ("date", "facts", "authorized"),
    [
        ("2020-06-29", {}, True),
        ("2020-06-30", {}, False),
        ("2020-12-22", {}, False),
        ("2020-12-23", {}, False),
        ("2020-07-15", {"en_route_since": dt.date(2020, 6, 30)}, True),
        ("2020-07-15", {"en_route_since": dt.date(2020, 7, 1)}, False),
    ],
)
@pytest.mark.parametrize(
    ("eccn", "symbol", "stated"),
    [
        # NS reasons in transit to Country Group D:1; technology of 5E002 to it
        ("5A001.b.5", "TMP", {"paragraph": "b1"}),
        ("5E002", "ENC", {"paragraph": "b1", "other_technology": True}),
    ],
)
def test_what_would_not_reach_china_does_not_reach_hong_kong(date, facts, authorized, eccn, symbol, stated):
    conditions = {**dict.fromkeys(known_conditions()[symbol] - {"paragraph"}, True), **HELD, **stated}
    found = ask(date, eccn, "HK", claim(symbol, **conditions), enc_classified=symbol == "ENC", **facts)
    assert (symbol in covers(found)) is authorized


@pytest.mark.parametrize(
    ("symbol", "place", "needs", "eccn", "facts", "suspended"),
    [
        ("TSR", "", ("written_assurance", "eligible_by_entry"), "5E001.a", {}, True),
        ("STA", "c2", STA, "5A001.d", {}, True),
        ("GOV", "c2iii", ("cooperating_government_mission", "official_use", "not_sensitive_list",
                          "not_very_sensitive_list"), "3A001.a.7", {}, True),
        ("RPL", "a", RPL, "5A001.b.5", {}, False),
        ("RPL", "a", RPL, "5A001.b.5", {"activity": "reexport", "exporter_country": "DE"}, True),
        ("TMP", "a1", TOOLS, "5A001.b.5", {}, False),
        ("TSU", "b", ("customary_with_quotation", "no_detailed_design"), "5E001.a", {}, False),
    ],
)  # fmt: skip
def test_exceptions_suspended_for_hong_kong(symbol, place, needs, eccn, facts, suspended):
    stated = {**HELD, **({"paragraph": place} if place else {})}
    found = ask("2020-07-15", eccn, "HK", claim(symbol, *needs, **stated), **facts)
    assert (symbol in covers(found)) is not suspended, (told(found), awaited(found))
    assert ("suspended for Hong Kong" in told(found)) is suspended


def test_permissive_reexports_from_hong_kong_were_suspended():
    needs = ("export_authorization_of_country", "not_received_under_sta")
    found = ask("2020-07-15", "3A001.a.7", "CN", claim("APR", *needs, paragraph="a"), activity="reexport",
                exporter_country="HK")  # fmt: skip
    assert "APR" not in covers(found)


@pytest.mark.parametrize(
    ("activity", "eccn", "destination", "nationality", "open_to"),
    [
        ("deemed_export", "5E001.a", "SG", "CN", ()),
        ("deemed_export", "5E001.a", "US", "CN", ()),
        ("deemed_export", "5E001.a", "CN", "CN", None),
        ("deemed_export", "5E001.a", "SG", "", None),
        ("deemed_export", "5E001.a", "SG", "US", None),
        ("export", "5E001.a", "SG", "CN", None),
        ("deemed_export", "5E002", "US", "CN", ()),  # technology never to D:1
        ("deemed_export", "5D002.c.1", "US", "CN", ("ENC",)),
        ("deemed_export", "5D002.c.1", "US", "IR", ()),
        ("deemed_export", "5D002.c.1", "US", "CU", ()),
        ("export", "5A002.a", "SG", "IR", None),
    ],
)
def test_exceptions_are_not_taken_to_reach_another_nationality(activity, eccn, destination, nationality, open_to):
    found = ask(READ, eccn, destination, activity=activity, nationality=nationality)
    bars = [f.covers for f in found if f.rule == "740.1 releases"]
    assert bars == ([] if open_to is None else [open_to])


def test_no_encryption_technology_to_a_national_of_group_e_wherever_it_goes():
    (bar,) = [f for f in ask(READ, "5E002", "DE", nationality="IR") if f.rule == "740.1 releases"]
    assert not bar.leaves_open("ENC b.2")
    assert bar.leaves_open("GOV b.2.ii")


def test_a_bar_that_names_a_paragraph_leaves_its_neighbors_closed():
    bar = Bar("(a)(5)", "because", ("TMP a.1", "RPL"))
    assert [bar.stops("TMP", p) for p in ("a.1", "a.1.i", "a.10", "")] == [False, False, True, True]
    assert [bar.stops("RPL", "b.3"), bar.stops("GBS")] == [False, True]
    assert [Bar("(a)(18)", "because", closes=("STA",)).stops(s) for s in ("STA", "GOV")] == [True, False]
