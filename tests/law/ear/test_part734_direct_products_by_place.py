"""734.9(b)-(d), (f)-(l), 736.2(b)(3): direct products by country group, country, end use and footnote 3."""

import pytest

from licet.law.finding import Effect
from licet.terms.item import ANY_ECCN, DirectProduct
from licet.terms.party import Role
from partial_law import keys
from scope_law import asked, party, product, said, subject

ANYTHING = DirectProduct((ANY_ECCN,), (ANY_ECCN,))
GROUPS = {"734.9(b)-(d)"}


@pytest.mark.parametrize(
    ("date", "item", "made", "destination", "by"),
    [
        # (b): D:1, E:1, E:2; technology and item both controlled for national security
        ("2019-06-01", "3A001.a.7", product("3E001"), "CN", {"736.2(b)(3) direct products"}),
        ("2022-02-02", "3A001.a.7", product("3E001"), "CN", {"736.2(b)(3) direct products"}),
        ("2022-02-03", "3A001.a.7", product("3E001"), "CN", GROUPS),
        ("2022-02-03", "3A001.a.7", product("3E001"), "CU", GROUPS),  # E:2
        ("2022-02-03", "3A001.a.7", product("3E001"), "IN", set()),
        ("2022-02-03", "3A991", product("3E001"), "CN", set()),
        ("2022-02-03", "3A001.a.7", product("3E991"), "CN", set()),
        ("2022-02-03", "3A001.a.7", product(plant="3E002"), "CN", GROUPS),
        ("2022-02-03", "3A001.a.7", product(plant="3D001"), "CN", set()),  # of a plant: technology only
        # (c): D:5, E:1, E:2
        ("2023-06-01", "9A515.a", product("9E515"), "CN", GROUPS),
        ("2023-06-01", "9A515.a", product("9D515"), "CN", GROUPS),
        ("2023-06-01", "9A515.a", product(plant="9E515"), "CN", GROUPS),
        ("2023-06-01", "9A515.a", product(plant="9D515"), "CN", set()),
        ("2023-06-01", "9A515.a", product("9E515"), "KZ", set()),
        ("2023-06-01", "9A515.a", product("9E610"), "CN", set()),
        # (d): D:1, D:3 to D:5, E:1, E:2
        ("2023-06-01", "9A610.x", product("9E610"), "KZ", GROUPS),  # D:1
        ("2023-06-01", "9A610.x", product(plant="9E610"), "KZ", GROUPS),
        ("2023-06-01", "9A610.x", product(plant="9D610"), "KZ", set()),
        ("2023-06-01", "9A610.x", product("9E610"), "BR", set()),
        ("2023-06-01", "0A919", product("9E610"), "CN", GROUPS),
        ("2023-06-01", "0A919", product(plant="9E610"), "CN", set()),  # (d)(1)(ii)(B) leaves 0A919 out
        ("2023-06-01", "9A991", product("9E610"), "CN", set()),
    ],
)
def test_by_country_group(date, item, made, destination, by):
    assert subject(said(date, item, direct_product=made, destination=destination)) == by


@pytest.mark.parametrize(
    ("date", "item", "made", "destination", "by"),
    [
        ("2022-02-23", "5A991", product("5D991"), "RU", set()),
        ("2022-02-24", "5A991", product("5D991"), "RU", {"734.9(f)"}),
        ("2022-03-01", "5A991", product("5D991"), "BY", set()),
        ("2022-03-02", "5A991", product("5D991"), "BY", {"734.9(f)"}),
        ("2022-02-24", "1A995", product("5D991"), "RU", {"734.9(f)"}),  # the item: anything but EAR99
        ("2022-04-07", "5A991", product("1E001"), "RU", set()),
        ("2022-04-08", "5A991", product("1E001"), "BY", {"734.9(f)"}),
        ("2022-04-08", "5A991", product(plant="1E001"), "RU", {"734.9(f)"}),
        ("2022-04-08", "5A991", product("EAR99"), "RU", set()),
        ("2022-04-08", "EAR99", product("5D991"), "RU", set()),
        ("2023-02-24", "5A991", product("5D991"), "KZ", set()),
        # (j)
        ("2023-02-23", "3A991", product("3D991"), "IR", set()),
        ("2023-02-24", "3A991", product("3D991"), "IR", {"734.9(j)"}),
        ("2023-02-24", "3A991", product("3D991"), "AE", set()),
        ("2024-07-22", "3A991", product("6D991"), "IR", set()),
        ("2024-07-23", "3A991", product("6D991"), "IR", {"734.9(j)"}),
        ("2024-07-23", "6A991", product(plant="6E991"), "IR", {"734.9(j)"}),
        ("2024-07-23", "3A991", product("2D991"), "IR", set()),
    ],
)
def test_russia_belarus_iran(date, item, made, destination, by):
    assert subject(said(date, item, direct_product=made, destination=destination)) == by


@pytest.mark.parametrize(
    ("date", "item", "made", "destination", "by"),
    [
        ("2022-10-20", "3A090", product(plant="3E991"), "CN", set()),
        ("2022-10-21", "3A090", product(plant="3E991"), "CN", {"734.9(h)"}),
        ("2022-10-21", "3A090", product(plant="3E991"), "HK", {"734.9(h)"}),
        ("2022-10-21", "3A090", product("9E003"), "CN", set()),
        ("2022-10-21", "3A991", product(plant="3E991"), "CN", set()),
        ("2022-10-21", "3A090", product(plant="3E991"), "VN", set()),
        ("2023-01-16", "3A090", product(plant="3E991"), "MO", set()),
        ("2023-01-17", "3A090", product(plant="3E991"), "MO", {"734.9(h)"}),
        ("2023-11-16", "3A090", product(plant="3E991"), "VN", set()),
        ("2023-11-17", "3A090.a", product(plant="3E991"), "VN", {"734.9(h)"}),
        ("2023-11-17", "5A992.z", product(plant="3E991"), "VN", {"734.9(h)"}),
        ("2023-11-17", "3A090.a", product(plant="3E991"), "DE", set()),
        ("2025-05-14", "3A090.a", product(plant="3E991"), "DE", set()),
        ("2025-05-15", "3A090.a", product(plant="3E991"), "DE", {"734.9(h)"}),
        ("2025-05-15", "3A991", product(plant="3E991"), "DE", set()),
    ],
)
def test_advanced_computing(date, item, made, destination, by):
    found = said(date, item, direct_product=made, destination=destination)
    assert subject(found) == by
    assert not asked(found)


@pytest.mark.parametrize(
    ("date", "item", "destination", "asks"),
    [
        ("2022-10-20", "5A992.c", "CN", False),
        ("2022-10-21", "5A992.c", "CN", True),  # may meet the parameters of 3A090 or 4A090
        ("2022-10-21", "4A003.b", "CN", True),
        ("2022-10-21", "5A992.c", "DE", False),
        ("2022-10-21", "5A991", "CN", False),
        ("2023-11-16", "5A992.c", "CN", True),
        ("2023-11-17", "5A992.c", "CN", False),  # such items are .z from here on
        ("2022-10-21", "3E001", "MO", False),
        ("2023-01-17", "3E001", "MO", True),  # for 3A090, or for something else
    ],
)
def test_what_the_eccn_does_not_show_of_computing_items(date, item, destination, asks):
    kind = "technology" if item.startswith("3E") else "commodity"
    found = said(date, item, direct_product=product("3D991"), destination=destination, kind=kind)
    assert ("734.9(h)" in asked(found)) is asks
    assert "734.9(h)" not in subject(found)


@pytest.mark.parametrize(
    ("date", "item", "exporter", "made", "asks"),
    [
        ("2022-10-20", "3E001", "CN", product("3D991"), False),
        ("2022-10-21", "3E001", "CN", product("3D991"), True),
        ("2024-06-01", "3E001", "HK", product("3D991"), True),
        ("2024-06-01", "3E001", "", product("3D991"), True),  # from where it comes is not said
        ("2024-06-01", "3E001", "JP", product("3D991"), False),
        ("2024-06-01", "3E001", "CN", product("9D001"), False),
        ("2024-06-01", "5E991", "CN", product("3D991"), False),
        ("2024-06-01", "3A090", "CN", product("3D991"), False),  # a commodity
    ],
)
def test_technology_of_chinese_companies_for_masks_and_wafers(date, item, exporter, made, asks):
    kind = "technology" if item[1] == "E" else "commodity"
    found = said(date, item, direct_product=made, destination="TW", exporter_country=exporter, kind=kind)
    assert ("734.9(h)(2)(ii)" in asked(found)) is asks


@pytest.mark.parametrize(
    ("date", "made", "destination", "end_use", "by", "asks"),
    [
        ("2022-10-20", product("4D993"), "CN", "supercomputer", set(), False),
        ("2022-10-21", product("4D993"), "CN", "supercomputer", {"734.9(i)"}, False),
        ("2022-10-21", product("5D002"), "CN", "supercomputer", {"734.9(i)"}, False),
        ("2022-10-21", product(plant="4D993"), "CN", "supercomputer", set(), False),  # not in the plant list
        ("2022-10-21", product(plant="4E993"), "CN", "supercomputer", {"734.9(i)"}, False),
        ("2022-10-21", product("4D993"), "CN", "other", set(), False),
        ("2022-10-21", product("4D993"), "VE", "supercomputer", set(), False),
        ("2023-01-16", product("4D993"), "MO", "supercomputer", set(), False),
        ("2023-01-17", product("4D993"), "MO", "supercomputer", {"734.9(i)"}, False),
        ("2023-11-17", product("4D993"), "VE", "supercomputer", set(), True),  # D:5: told in two ways
        ("2023-11-17", product("4D993"), "HK", "supercomputer", {"734.9(i)"}, False),
        ("2023-11-17", product("4D993"), "DE", "supercomputer", set(), False),
    ],
)
def test_supercomputers(date, made, destination, end_use, by, asks):
    found = said(date, "EAR99", direct_product=made, destination=destination, end_use=end_use)
    assert subject(found) == by
    assert ("734.9(i)" in asked(found)) is asks


@pytest.mark.parametrize(
    ("date", "item", "plant", "asks"),
    [
        ("2025-05-14", "4E091", "3E001", False),
        ("2025-05-15", "4E091", "3E001", True),
        ("2025-05-15", "4E091", "", False),  # by plant only
        ("2025-05-15", "4E001", "3E001", False),
    ],
)
def test_model_weights(date, item, plant, asks):
    known = {"direct_product": product("3D001", plant), "destination": "DE", "kind": "technology"}
    found = said(date, item, **known)
    assert ("734.9(l)" in asked(found)) is asks
    assert "734.9(l)" not in subject(found)
    if asks:
        assert "734.9(l)" in asked(said(date, item, **{**known, "direct_product": ANYTHING}))


@pytest.mark.parametrize(
    ("date", "destination", "by"), [("2023-02-24", "RU", "734.9(f)"), ("2023-02-24", "IR", "734.9(j)")]
)
def test_tariff_headings_are_asked(date, destination, by):
    found = said(date, "EAR99", direct_product=product("3D991"), destination=destination)
    assert by in asked(found)
    assert not subject(found)


@pytest.mark.parametrize(
    ("date", "role", "facts", "by", "policy", "asks"),
    [
        ("2022-02-23", Role.END_USER, {}, set(), None, False),
        ("2022-02-24", Role.END_USER, {}, {"734.9(g)"}, "policy_of_denial", False),
        ("2023-06-01", Role.INCORPORATED_INTO, {}, {"734.9(g)"}, "policy_of_denial", False),
        ("2023-06-01", Role.USED_TO_PRODUCE, {}, {"734.9(g)"}, "policy_of_denial", False),
        ("2023-06-01", Role.OTHER, {}, set(), None, False),
        ("2023-06-01", Role.END_USER, {"direct_product": product("EAR99")}, set(), None, False),
        # 746.8(a)(12)(iii)(A): not from the countries of Supplement No. 3, within its Scope column
        ("2023-06-01", Role.END_USER, {"exporter_country": "DE"}, {"734.9(g)"}, None, True),
        ("2023-06-01", Role.END_USER, {"exporter_country": "TW"}, {"734.9(g)"}, None, True),
        ("2023-06-01", Role.END_USER, {"exporter_country": ""}, {"734.9(g)"}, None, True),
        ("2023-06-01", Role.END_USER, {"exporter_country": "SG"}, {"734.9(g)"}, "policy_of_denial", False),
        ("2023-06-01", Role.END_USER, {"activity": "deemed_export"}, {"734.9(g)"}, None, False),
    ],
)
def test_footnote_3_reaches_any_item(date, role, facts, by, policy, asks):
    known = {"direct_product": product("1D001"), "exporter_country": "CN", "parties": (party(role, 3),), **facts}
    found = said(date, "EAR99", **known)
    assert subject(found) == by
    assert keys(found) == ({"744.11(a)(2)(iii)": policy} if policy else {})
    assert ("744.11(a)(2)(iii)" in asked(found)) is asks


HIS = {"role": Role.INCORPORATED_INTO, "destination": "TR", "party_region": "", "party_located_in": "TR"}


@pytest.mark.parametrize(
    ("date", "item", "facts", "asks"),
    [
        ("2022-02-23", "5A991", {"party_country": "RU"}, set()),
        ("2022-02-24", "5A991", {"party_country": "RU"}, {"734.9(f) recipients"}),
        ("2022-02-24", "5A991", {"party_country": ""}, {"734.9(f) recipients"}),  # where it is made is not said
        ("2022-02-24", "5A991", {"party_country": "DE"}, set()),
        ("2022-02-24", "5A991", {"party_country": "RU", "role": Role.PURCHASER}, set()),
        ("2022-02-24", "5A991", {"party_country": "RU", "direct_product": product()}, set()),
        ("2022-02-24", "EAR99", {"party_country": "RU"}, set()),
        ("2023-02-24", "EAR99", {"party_country": "RU"}, {"734.9(f) recipients"}),  # Supp. No. 6 and 7
        ("2022-03-01", "5A991", {"party_country": "BY"}, set()),
        ("2022-03-02", "5A991", {"party_country": "BY"}, {"734.9(f) recipients"}),
        ("2022-03-02", "5A991", {"party_country": "RU", "destination": "RU"}, set()),  # told by (f) itself
        ("2022-03-02", "5A991", {"party_country": "RU", "role": Role.USED_TO_PRODUCE}, {"734.9(f) recipients"}),
        ("2023-02-23", "5A991", {"party_country": "IR"}, set()),
        ("2023-02-24", "5A991", {"party_country": "IR"}, {"734.9(j) recipients"}),
        ("2023-02-24", "5A991", {"party_country": "IR", "destination": "IR"}, set()),
    ],
)
def test_items_for_products_made_in_embargoed_countries(date, item, facts, asks):
    found = said(date, item, **{"direct_product": product("5D991"), **HIS, **facts})
    assert {rule for rule in asked(found) if rule.endswith("recipients")} == asks
    assert all(f.code == "known_recipients" for f in found if f.rule.endswith("recipients"))


@pytest.mark.parametrize(
    ("date", "facts", "asks"),
    [
        ("2022-10-20", {"party_country": "CN"}, False),
        ("2022-10-21", {"party_country": "CN"}, True),
        ("2022-10-21", {"party_country": "HK"}, True),
        ("2022-10-21", {"party_country": ""}, True),
        ("2022-10-21", {"party_country": "MO"}, False),
        ("2023-01-17", {"party_country": "MO"}, True),
        ("2023-11-16", {"party_country": "VN"}, False),
        ("2023-11-17", {"party_country": "VN"}, True),  # D:1
        ("2023-11-17", {"party_country": "DE"}, False),
        ("2023-11-17", {"party_country": "CN", "role": Role.USED_TO_PRODUCE}, False),  # (h) is of what is built in
        ("2023-11-17", {"party_country": "CN", "role": Role.ORDERED_BY}, True),
        ("2023-11-17", {"party_country": "CN", "direct_product": product("9E003")}, False),
        ("2025-05-15", {"party_country": "CN"}, False),  # every destination: told by (h) itself
    ],
)
def test_computing_items_for_products_destined_to_china(date, facts, asks):
    found = said(date, "3A090", **{"direct_product": product("3D991"), **HIS, "destination": "DE", **facts})
    assert ("734.9(h) recipients" in asked(found)) is asks


@pytest.mark.parametrize(
    ("date", "role", "country", "asks"),
    [
        ("2023-11-16", Role.PURCHASER, "CN", False),
        ("2023-11-17", Role.PURCHASER, "CN", True),
        ("2023-11-17", Role.PURCHASER, "SG", False),
        ("2023-11-17", Role.INCORPORATED_INTO, "CN", False),
        ("2025-05-15", Role.PURCHASER, "CN", False),
    ],
)
def test_computing_items_for_companies_of_china_abroad(date, role, country, asks):
    facts = {**HIS, "role": role, "party_country": country, "destination": "DE"}
    found = said(date, "3A090", direct_product=product("3D991"), **facts)
    assert ("734.9(h) headquarters" in asked(found)) is asks


@pytest.mark.parametrize(
    ("date", "facts", "asks"),
    [
        ("2024-07-22", {}, False),
        ("2024-07-23", {}, True),
        ("2024-07-23", {"party_country": "AE"}, False),
        ("2024-07-23", {"destination": "IR"}, False),
        ("2024-07-23", {"direct_product": product("1D001")}, False),
    ],
)
def test_the_government_of_iran_as_a_party_elsewhere(date, facts, asks):
    facts = {**HIS, "role": Role.PURCHASER, "party_country": "IR", "direct_product": product("5D991"), **facts}
    assert ("734.9(j)(3)" in asked(said(date, "5A991", **facts))) is asks


@pytest.mark.parametrize(
    ("date", "facts", "asks"),
    [
        ("2023-05-18", {}, False),
        ("2023-05-19", {}, True),
        ("2023-05-19", {"party_region": "donetsk"}, False),
        ("2023-05-19", {"party_region": ""}, False),
        ("2023-05-19", {"direct_product": product()}, False),
        ("2023-05-19", {"destination": "RU"}, False),  # told by (f) itself
    ],
)
def test_direct_products_for_crimea(date, facts, asks):
    known = {**HIS, "role": Role.END_USER, "party_country": "UA", "destination": "UA", "party_region": "crimea"}
    found = said(date, "5A991", **{**known, "direct_product": product("5D991"), **facts})
    assert ("734.9(f) Crimea" in asked(found)) is asks


@pytest.mark.parametrize(
    ("date", "item", "facts", "asks"),
    [
        ("2022-02-23", "5A991", {}, False),
        ("2022-02-24", "5A991", {}, True),
        ("2022-02-24", "5A991", {"role": Role.ULTIMATE_CONSIGNEE}, True),
        ("2022-02-24", "5A991", {"role": Role.PURCHASER}, False),
        ("2022-02-24", "5A991", {"party_located_in": "DE"}, False),
        ("2022-02-24", "5A991", {"destination": "RU"}, False),  # told by (f) itself
        ("2022-02-24", "5A991", {"direct_product": product()}, False),
        ("2022-03-01", "5A991", {"party_located_in": "BY"}, False),
        ("2022-03-02", "5A991", {"party_located_in": "BY"}, True),
        ("2023-02-23", "5A991", {"party_located_in": "IR"}, False),
        ("2023-02-24", "5A991", {"party_located_in": "IR"}, True),
        ("2022-10-20", "3A090", {"party_located_in": "CN"}, False),
        ("2022-10-21", "3A090", {"party_located_in": "CN"}, True),
        ("2022-10-21", "5A991", {"party_located_in": "CN"}, False),
        ("2025-05-15", "3A090", {"party_located_in": "CN"}, False),  # told by (h) itself
        ("2024-12-01", "3B001.c", {"party_located_in": "CN"}, False),
        ("2024-12-02", "3B001.c", {"party_located_in": "CN"}, True),
        ("2024-12-02", "3B991.a", {"party_located_in": "CN"}, False),
        ("2024-12-02", "3B001.c", {"party_located_in": "VN"}, False),
        ("2024-12-02", "3B001.c", {"party_located_in": "CN", "origin": "US"}, False),
    ],
)
def test_an_end_user_in_another_place_than_the_destination(date, item, facts, asks):
    known = {**HIS, "role": Role.END_USER, "party_country": "TR", "party_located_in": "RU"}
    found = said(date, item, **{**known, "direct_product": product("5D991"), **facts})
    assert any(rule.endswith("end user elsewhere") for rule in asked(found)) is asks


def test_questions_of_this_kind_block_and_require_nothing():
    facts = {**HIS, "party_country": "RU", "direct_product": product("5D991")}
    found = said("2023-06-01", "5A991", **facts)
    assert not keys(found)
    assert not [f for f in found if f.effect is Effect.SUBJECT]
