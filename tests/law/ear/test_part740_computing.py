"""License exceptions for advanced computing, memory, encryption and cybersecurity items."""

import pytest

from exceptions_law import READ, ask, awaited, claim, covers, told
from licet.law.finding import Effect

NAC = ("written_purchase_order", "not_for_datacenter", "notified_25_days_before", "bis_confirmed")
ACA = ("written_purchase_order", "not_for_datacenter", "not_headquartered_in_macau_or_d5")
HBM = ("exporter_seat", "density_below_limit", "bought_by_designer", "directly_to_packaging_site", "not_to_distributor",
       "intermediaries_of_packaging_site_only", "no_advanced_node_facility", "packages_below_thresholds",
       "packaging_site_confirms")  # fmt: skip
ACM = ("private_sector_end_user", "for_development_production_or_storage", "customers_outside_macau_and_d5",
       "consignee_seat_outside_macau_and_d5", "items_accounted_for")  # fmt: skip
SEAT = "not_headquartered_in_macau_or_d5"  # 740.2(a)(9)(ii), outside the destinations it names
LPP = ("within_yearly_limit", "directly_to_consignee", "consignee_seat_outside_macau_and_d5", "consignee_certified",
       "notified_before", SEAT)  # fmt: skip
AIA = ("within_supplement_5", "eccn_furnished", "shipment_notified", "consignee_certified",
       "not_for_training_by_others")  # fmt: skip

CASES = [
    ("2024-04-04", "NAC", NAC, "3A090.a", "CN", {}),
    (READ, "NAC", NAC, "3A090.a", "CN", {}),
    (READ, "NAC", NAC, "4A090.a", "MO", {}),
    (READ, "NAC", ("written_purchase_order", "notified_25_days_before", "bis_confirmed"), "3A090.b", "CN", {}),
    (READ, "NAC", (*NAC, "headquartered_in_macau_or_d5"), "3A090.a", "AE", {}),
    (READ, "NAC", (*NAC, "enc_requirements_met"), "5A002.z.1", "CN", {}),
    (READ, "NAC", (*NAC, "eligible_paragraph"), "3A090", "CN", {}),
    ("2024-04-04", "ACA", ACA, "3A090.a", "AE", {}),
    (READ, "ACA", ACA, "3A090.a", "AE", {}),
    (READ, "ACA", ACA[:2], "3A090.a", "CN", {"activity": "transfer_in_country", "exporter_country": "CN"}),
    ("2024-12-02", "HBM", HBM, "3A090.c", "CN", {}),
    (READ, "HBM", (*HBM[:-1], "returned_and_counted"), "3A090.c", "CN", {}),
    ("2025-01-13", "ACM", (*ACM, "approved_designer"), "3A090.a", "AE", {}),
    (READ, "ACM", ACM, "3A090.b", "AE", {}),
    ("2025-01-13", "LPP", LPP, "3A090.a", "BR", {}),
    (READ, "LPP", LPP, "4A090.a", "BR", {}),
    ("2025-01-13", "AIA", (*AIA, "approved_designer"), "3A090.a", "JP", {}),
    (READ, "ACE", ("no_unauthorized_use_known",), "4D004", "CA", {}),
    (READ, "ACE", ("no_unauthorized_use_known",), "5A001.j", "FR", {}),
    (READ, "ACE", ("no_unauthorized_use_known", "cybersecurity_item"), "5D001.a", "FR", {}),
]


@pytest.mark.parametrize(
    ("date", "symbol", "needs", "eccn", "destination", "facts"),
    CASES,
    ids=[f"{c[1]}-{c[3]}-{c[4]}-{c[0]}" for c in CASES],
)
def test_every_condition_is_needed(date, symbol, needs, eccn, destination, facts):
    full = ask(date, eccn, destination, claim(symbol, *needs), **facts)
    assert symbol in covers(full), (told(full), awaited(full))
    assert all(name.startswith("742.") for name in covers(full)[symbol])
    for name in needs:
        rest = [other for other in needs if other != name]
        absent = ask(date, eccn, destination, claim(symbol, *rest), **facts)
        assert symbol not in covers(absent), name
        assert name in awaited(absent) or name == "returned_and_counted"
        denied = ask(date, eccn, destination, claim(symbol, *rest, **{name: False}), **facts)
        assert symbol not in covers(denied), name


@pytest.mark.parametrize(
    ("date", "symbol", "needs", "eccn", "destination", "facts", "why"),
    [
        (READ, "NAC", NAC, "3A090.c", "CN", {}, "not for 3A090.c"),
        (READ, "NAC", NAC, "3A001.a.7", "CN", {}, "not for 3A001.a.7"),
        (READ, "NAC", NAC, "5D992.c", "CN", {}, "not for 5D992.c"),
        (READ, "NAC", NAC, "3A090.a", "CN", {"activity": "transfer_in_country"}, "exports and reexports"),
        (READ, "NAC", NAC, "3A090.a", "CN", {"activity": "deemed_export"}, "exports and reexports"),
        ("2024-04-03", "NAC", NAC, "3A090.a", "CN", {}, "is not encoded"),
        ("2023-11-16", "NAC", NAC, "3A090.a", "CN", {}, "did not exist before 2023-11-17"),
        (READ, "ACA", ACA, "3A090.a", "CN", {}, "does not reach"),
        (READ, "ACA", ACA, "3A090.a", "HK", {}, "does not reach"),
        (READ, "ACA", ACA, "3A090.a", "MO", {}, "does not reach"),
        ("2024-04-03", "ACA", ACA, "3A090.a", "AE", {}, "did not exist before 2024-04-04"),
        (READ, "HBM", HBM, "3A090.a", "CN", {}, "3A090.c"),
        (READ, "HBM", HBM, "3A090", "CN", {}, "3A090.c"),
        (READ, "ACM", ACM, "3A090.b", "CN", {}, "does not reach"),
        (READ, "ACM", ACM, "3A001.a.7", "AE", {}, "not for 3A001.a.7"),
        (READ, "LPP", LPP, "3A090.a", "CN", {}, "outside Macau"),
        (READ, "LPP", LPP, "3A090.a", "AE", {}, "barred"),  # 740.2(a)(9)(ii) does not name it
        (READ, "LPP", LPP, "3A090.b", "BR", {}, "not for 3A090.b"),
        (READ, "LPP", LPP, "3A090.a", "BR", {"activity": "transfer_in_country"}, "exports and reexports"),
        (READ, "AIA", AIA, "3A090.a", "CN", {}, "Supp. No. 5"),
        (READ, "AIA", AIA, "3A090.a", "AE", {}, "Supp. No. 5"),
        (READ, "AIA", AIA, "3A090.a", "PL", {}, "Supp. No. 5"),
        (READ, "ACE", (), "5A001.b.5", "FR", {}, "is none"),
        (READ, "ACE", (), "4D004", "IR", {}, "E:1"),
        (READ, "ACE", (), "4D004", "CU", {}, "E:1"),
        ("2022-03-06", "ACE", (), "4D004", "FR", {}, "did not exist before 2022-03-07"),
    ],
)
def test_refused(date, symbol, needs, eccn, destination, facts, why):
    found = ask(date, eccn, destination, claim(symbol, *needs), **facts)
    assert symbol not in covers(found)
    assert symbol not in {f.key.split()[0] for f in found if f.awaits}
    assert why in told(found)


def test_a_commercial_sample_needs_no_purchase_order():
    found = ask(READ, "3A090.a", "CN", claim("NAC", *NAC[1:], commercial_sample=True))
    assert "NAC" in covers(found)


@pytest.mark.parametrize(
    ("eccn", "destination", "conditions", "facts", "result"),
    [
        ("4D004", "CN", {}, {}, {"government_end_user", "vulnerability_or_incident"}),
        ("4D004", "CN", {"government_end_user": True}, {}, None),
        ("4D004", "CN", {"government_end_user": False}, {}, {"vulnerability_or_incident"}),
        ("4D004", "CN", {"government_end_user": False, "vulnerability_or_incident": True}, {}, set()),
        ("4D004", "CN", {"government_end_user": False, "favorable_treatment_end_user": True}, {}, set()),
        ("5A001.j", "CN", {"government_end_user": False, "favorable_treatment_end_user": True}, {},
         {"vulnerability_or_incident"}),  # (c)(4)(i) does not name 5A001.j
        ("4D004", "IN", {"government_end_user": False}, {}, set()),  # D:2 to D:4 alone
        ("4D004", "CN", {"government_end_user": False}, {"activity": "deemed_export"}, set()),
        ("4D004", "CN", {"government_end_user": False, "no_unauthorized_use_known": False}, {}, None),
    ],
)  # fmt: skip
def test_cybersecurity_items_in_country_group_d(eccn, destination, conditions, facts, result):
    found = ask(READ, eccn, destination, claim("ACE", **{"no_unauthorized_use_known": True, **conditions}), **facts)
    assert ("ACE" in covers(found)) is (result == set())
    assert awaited(found) == (result or set())


# ENC

B2 = {"paragraph": "(b)(2)", "government_end_user": False}


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
        ("2021-03-01", "5E002", "BR", {"government_end_user": False}, True, False),  # nor what technology it is
        ("2021-03-01", "5E002", "BR", {"government_end_user": False, "other_technology": True}, True, True),
        ("2021-03-01", "5E002", "BR", {"government_end_user": False, "paragraph": "b2ivB"}, True, False),
        ("2021-03-01", "5E002", "BR", {"government_end_user": False, "paragraph": "(b)(2)(iv)(B)"}, True, True),
        ("2021-03-01", "5E002", "BR", {"government_end_user": True, "other_technology": True}, True, False),
        ("2021-03-01", "5E002", "DE", None, True, True),
        ("2021-03-01", "5A004.a", "BR", None, True, False),
        ("2021-03-01", "5A004.a", "BR", B2, True, True),
        ("2022-03-06", "5A004.a", "BR", B2, True, True),
        ("2022-03-07", "5A004.a", "BR", B2, True, False),  # (f): no misuse known
        ("2022-03-07", "5A004.a", "BR", {**B2, "no_unauthorized_use_known": True}, True, True),
        ("2022-03-07", "5A004.a", "BR", {**B2, "no_unauthorized_use_known": False}, True, False),
        ("2021-03-01", "5A004.a", "DE", None, True, False),  # cryptanalytic: to no government even there
        ("2021-03-01", "5A004.a", "DE", {"government_end_user": True}, True, False),
        ("2021-03-01", "5A004.a", "DE", {"government_end_user": False}, True, True),
        ("2021-03-01", "5D002.c.3.a", "CN", None, True, False),
        ("2021-03-01", "5A004.b", "BR", None, True, True),
        ("2021-03-01", "5A002.c", "CN", None, True, False),  # quantum cryptography is of (b)(2)
        ("2021-03-01", "5A002.d", "CN", None, True, False),
        ("2021-03-01", "5A002.e", "CN", {"government_end_user": False}, True, True),
        ("2021-03-01", "5A002.c", "DE", None, True, True),
        ("2021-03-01", "5A991", "CN", None, True, False),
        (READ, "5A002.a", "CN", {"paragraph": "b1"}, True, True),
        (READ, "5A002.a", "CN", {"paragraph": "b2"}, True, False),
        (READ, "5A002.a", "CN", {**B2, "government_end_user": True}, True, False),
        (READ, "5A002.a", "CN", B2, True, True),
        (READ, "5A002.a", "DE", {"paragraph": "b2"}, True, True),  # Supp. No. 3 country
        (READ, "5A002.a", "CN", {**B2, "paragraph": "(b)(2)(iii)"}, True, False),
        (READ, "5A002.a", "CN", {"paragraph": "(c)"}, True, False),
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


@pytest.mark.parametrize(
    ("place", "needs"),
    [
        (
            "(a)(1)(i)",
            ("private_sector_end_user", "headquartered_in_supplement_3", "internal_development_or_production"),
        ),
        ("a2", ("us_subsidiary",)),
    ],
)
def test_encryption_without_a_classification(place, needs):
    for eccn in ("5A002.a", "5E002"):
        assert "ENC" in covers(ask("2021-03-01", eccn, "CN", claim("ENC", *needs, paragraph=place)))
        assert "ENC" not in covers(ask("2021-03-01", eccn, "IR", claim("ENC", *needs, paragraph=place)))
        for name in needs:
            rest = [other for other in needs if other != name]
            absent = ask("2021-03-01", eccn, "CN", claim("ENC", *rest, paragraph=place))
            assert "ENC" not in covers(absent)
            assert awaited(absent) == {name}
            denied = claim("ENC", *rest, paragraph=place, **{name: False})
            assert "ENC" not in covers(ask("2021-03-01", eccn, "CN", denied))


def test_a_claim_without_a_classification_says_so():
    assert "item.enc_classified" in told(ask(READ, "5A002.a", "DE", claim("ENC", paragraph="b1")))


@pytest.mark.parametrize("end_use", ["military", "military_intelligence"])
def test_encryption_for_a_military_end_use_names_its_paragraph(end_use):
    assert covers(ask("2021-03-01", "5A002.a", "DE", enc_classified=True, end_use=end_use)) == {}
    named = ask("2021-03-01", "5A002.a", "DE", claim("ENC", paragraph="b1"), enc_classified=True, end_use=end_use)
    assert "ENC" in covers(named)  # (b)(1) has no limit on end users
    second = ask("2021-03-01", "5A002.a", "DE", claim("ENC", **B2), enc_classified=True, end_use=end_use)
    assert covers(second) == {}


def test_what_is_taken_for_granted_is_warned_of():
    bare = ask(READ, "5A002.a", "CN", enc_classified=True)
    assert [f.code for f in bare if f.effect is Effect.WARNING] == ["assumption"]
    named = ask(READ, "5A002.a", "CN", claim("ENC", paragraph="b1"), enc_classified=True)
    assert not [f for f in named if f.effect is Effect.WARNING]
