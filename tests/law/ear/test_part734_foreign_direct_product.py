"""734.9 and footnote 1 before it: product scope, end-user scope, license requirement, savings."""

import datetime as dt

import pytest

from licet.law.finding import Effect
from licet.terms.item import ANY_ECCN, DirectProduct
from licet.terms.outcome import ReviewPolicy
from licet.terms.party import Role
from licet.terms.scope import ScopedPolicy
from licet.terms.standing import Basis, State
from partial_law import keys
from scope_law import asked, party, product, said, subject

PLANT = product(plant="3E991")
DESIGNED = product(of="3D991", plant="3E991", designed=True)
ANYTHING = DirectProduct((ANY_ECCN,), (ANY_ECCN,))
HUAWEI = (party(Role.ULTIMATE_CONSIGNEE, 1),)
SMIC = (party(Role.ULTIMATE_CONSIGNEE),)
FOOTNOTE_1 = "744.11(a)(2)(i)"
FOOTNOTE_4 = "744.11(a)(2)(iv)"
DENIAL = "presumption_of_denial"
E1, GP3 = "734.9(e)(1)", "736.2(b)(3)"


def exempted(found):
    return {key for f in found if f.effect is Effect.EXEMPTION for key in f.covers}


def barred(found):
    return {f.key for f in found if f.effect is Effect.NO_EXCEPTIONS}


@pytest.mark.parametrize(
    ("date", "made", "parties", "by", "required"),
    [
        ("2020-05-14", DESIGNED, HUAWEI, set(), {}),
        ("2020-05-15", DESIGNED, HUAWEI, {GP3}, {FOOTNOTE_1: DENIAL}),
        ("2020-08-16", PLANT, HUAWEI, set(), {}),
        ("2020-08-16", ANYTHING, HUAWEI, {GP3}, {FOOTNOTE_1: DENIAL}),
        ("2020-08-17", PLANT, HUAWEI, {GP3}, {FOOTNOTE_1: DENIAL}),
        ("2020-08-17", product(plant="3E001"), HUAWEI, {GP3}, {FOOTNOTE_1: DENIAL}),
        ("2020-08-17", product(of="5D991"), HUAWEI, {GP3}, {FOOTNOTE_1: DENIAL}),
        ("2020-08-17", product(of="9E003", plant="2B001"), HUAWEI, set(), {}),
        ("2020-08-17", product(of="5D002"), HUAWEI, set(), {}),  # not in the list of footnote 1
        ("2020-08-17", product(), HUAWEI, set(), {}),
        ("2021-06-01", PLANT, SMIC, set(), {}),
        ("2021-06-01", PLANT, (), set(), {}),
        ("2022-02-02", PLANT, HUAWEI, {GP3}, {FOOTNOTE_1: DENIAL}),
        ("2022-02-03", PLANT, HUAWEI, {E1}, {FOOTNOTE_1: DENIAL}),
        ("2024-12-01", product(of="3E993"), HUAWEI, set(), {}),
        ("2024-12-02", product(of="3E993"), HUAWEI, {E1}, {FOOTNOTE_1: DENIAL}),
    ],
)
def test_footnote_1_by_date_and_product(date, made, parties, by, required):
    found = said(date, "3A991", direct_product=made, parties=parties)
    assert (subject(found), keys(found)) == (by, required)


@pytest.mark.parametrize(
    ("date", "cited"),
    [
        ("2020-06-01", {"15 CFR 736.2(b)(3)", "15 CFR Part 744 Supp. No. 4 footnote 1", "15 CFR 744.11"}),
        ("2023-06-01", {"15 CFR 734.9", "15 CFR 744.11(a)(2)(i)"}),
        ("2024-11-01", {"15 CFR 734.9", "15 CFR 744.11(a)(2)(i)", "89 FR 87282"}),
    ],
)
def test_citations_follow_the_date(date, cited):
    found = said(date, "3A991", direct_product=DESIGNED, parties=HUAWEI)
    required = next(f for f in found if f.effect is Effect.REQUIREMENT)
    assert cited <= set(required.citations)


@pytest.mark.parametrize("facts", [{"origin": "US"}, {"located_in": "US"}])
def test_only_foreign_made_items_abroad(facts):
    found = said("2023-06-01", "3A991", direct_product=ANYTHING, parties=HUAWEI, **facts)
    assert not subject(found) & {E1}
    assert not keys(found)


CONSIDERED_BY_DATE = [
    ("2019-06-01", {"15 CFR 736.2(b)(3)"}),
    ("2020-08-16", {"15 CFR 736.2(b)(3)"}),
    ("2021-06-01", {"15 CFR 736.2(b)(3)"}),
    ("2022-10-20", {"15 CFR 734.9", "15 CFR 736.2(b)(3)"}),
]


@pytest.mark.parametrize(("date", "cited"), CONSIDERED_BY_DATE)
def test_what_does_not_reach_the_item_is_told(date, cited):
    found = said(date, "3A991", direct_product=PLANT, parties=SMIC)
    (told,) = [f for f in found if f.rule == "734.9 not met"]
    assert set(told.citations) == cited
    assert not subject(found)


@pytest.mark.parametrize(
    ("role", "date", "by", "requirement", "question"),
    [
        (Role.PURCHASER, "2023-06-01", {E1}, True, set()),
        (Role.INTERMEDIATE_CONSIGNEE, "2023-06-01", {E1}, True, set()),
        (Role.END_USER, "2023-06-01", {E1}, True, set()),
        (Role.FREIGHT_FORWARDER, "2023-06-01", {E1}, True, set()),
        (Role.LENDER, "2023-06-01", set(), False, set()),
        (Role.BANK, "2023-06-01", set(), False, {E1}),
        (Role.OTHER, "2023-06-01", set(), False, {E1}),
        (Role.INCORPORATED_INTO, "2020-06-01", set(), False, {GP3}),  # "destined to": left open
        (Role.INCORPORATED_INTO, "2020-08-17", {GP3}, True, set()),
        (Role.INCORPORATED_INTO, "2022-02-03", {E1}, False, {FOOTNOTE_1}),  # subject, but the words fell short
        (Role.ORDERED_BY, "2024-10-31", {E1}, False, {FOOTNOTE_1}),
        (Role.USED_TO_PRODUCE, "2024-10-31", {E1}, False, {FOOTNOTE_1}),
        (Role.INCORPORATED_INTO, "2024-11-01", {E1}, True, set()),
        (Role.USED_TO_PRODUCE, "2024-11-01", {E1}, True, set()),
    ],
)
def test_footnote_1_by_role(role, date, by, requirement, question):
    found = said(date, "3A991", direct_product=DESIGNED, parties=(party(role, 1),), destination="VN")
    assert subject(found) == by
    assert (FOOTNOTE_1 in keys(found)) is requirement
    assert asked(found) == question


@pytest.mark.parametrize(
    ("basis", "date", "by", "question"),
    [
        (Basis.OWNED, "2025-09-28", set(), set()),
        (Basis.OWNED, "2025-09-29", {E1}, set()),
        (Basis.OWNED, "2025-11-09", {E1}, set()),
        (Basis.OWNED, "2025-11-10", set(), set()),
        (Basis.OWNED, "2026-11-09", set(), set()),
        (Basis.OWNED, "2026-11-10", {E1}, set()),
        (Basis.MINORITY, "2025-10-15", set(), set()),
        (Basis.SHARE_UNKNOWN, "2025-10-15", set(), {E1}),
        (Basis.SHARE_UNKNOWN, "2024-10-15", set(), set()),
        (Basis.BRANCH, "2024-10-15", set(), {E1}),
        (Basis.BRANCH, "2025-10-15", {E1}, set()),
    ],
)
def test_affiliates_inherit_the_footnote_while_the_rule_is_in_force(basis, date, by, question):
    found = said(date, "3A991", direct_product=PLANT, parties=(party(Role.END_USER, 1, basis=basis),))
    assert subject(found) == by
    assert asked(found) == question


def test_a_listing_without_effect_brings_no_footnote():
    for state in (State.ENDED, State.NOT_YET, State.SUSPENDED):
        found = said("2023-06-01", "3A991", direct_product=PLANT, parties=(party(Role.END_USER, 1, state=state),))
        assert not subject(found)


@pytest.mark.parametrize(
    ("date", "supports_5g", "policy"),
    [
        ("2022-02-02", False, DENIAL),
        ("2022-02-03", False, "case_by_case"),
        ("2023-06-01", True, DENIAL),
        ("2024-11-01", False, "case_by_case"),
    ],
)
def test_review_below_the_5g_level(date, supports_5g, policy):
    found = said(date, "3A991", direct_product=PLANT, parties=HUAWEI, supports_5g=supports_5g)
    assert keys(found) == {FOOTNOTE_1: policy}


def test_license_exceptions_by_footnote_and_date():
    assert barred(said("2021-06-01", "3A991", direct_product=PLANT, parties=HUAWEI)) == {FOOTNOTE_1}
    assert not barred(said("2022-02-03", "3A991", direct_product=PLANT, parties=HUAWEI))
    four = (party(Role.END_USER, 4),)
    assert barred(said("2022-10-21", "3A991", direct_product=PLANT, parties=four)) == {FOOTNOTE_4}


@pytest.mark.parametrize(
    ("date", "made", "role", "by", "required", "cited"),
    [
        ("2022-10-20", PLANT, Role.END_USER, set(), {}, ""),
        ("2022-10-21", PLANT, Role.END_USER, {"734.9(e)(2)"}, {FOOTNOTE_4: DENIAL}, "15 CFR 744.11(a)(2)(ii)"),
        ("2022-10-21", product("5D002"), Role.END_USER, {"734.9(e)(2)"}, {FOOTNOTE_4: DENIAL}, ""),
        ("2022-10-21", product("9D001"), Role.END_USER, set(), {}, ""),
        ("2024-08-26", PLANT, Role.END_USER, {"734.9(e)(2)"}, {FOOTNOTE_4: DENIAL}, "15 CFR 744.11(a)(2)(ii)"),
        ("2024-08-27", PLANT, Role.END_USER, {"734.9(e)(2)"}, {FOOTNOTE_4: DENIAL}, "15 CFR 744.11(a)(2)(iv)"),
        ("2023-06-01", PLANT, Role.USED_TO_PRODUCE, {"734.9(e)(2)"}, {FOOTNOTE_4: DENIAL}, ""),
        ("2024-10-31", PLANT, Role.INCORPORATED_INTO, {"734.9(e)(2)"}, {}, ""),
        ("2024-11-01", PLANT, Role.INCORPORATED_INTO, {"734.9(e)(2)"}, {FOOTNOTE_4: DENIAL}, "89 FR 87282"),
    ],
)
def test_footnote_4(date, made, role, by, required, cited):
    found = said(date, "3A991", direct_product=made, parties=(party(role, 4),), destination="VN")
    assert (subject(found), keys(found)) == (by, required)
    if cited:
        assert any(cited in f.citations for f in found if f.effect is Effect.REQUIREMENT)


@pytest.mark.parametrize(
    ("started", "date", "made_by_1", "covered"),
    [
        ("2020-05-14", "2020-05-15", True, True),
        ("2020-05-14", "2020-09-14", True, True),
        ("2020-05-14", "2020-09-15", True, False),
        ("2020-05-15", "2020-08-01", True, False),
        ("2020-05-14", "2020-09-01", False, False),
        ("", "2020-08-01", True, False),
    ],
)
def test_production_savings(started, date, made_by_1, covered):
    made = product(of="3D991", designed=made_by_1, started=started)
    found = said(date, "3A991", direct_product=made, parties=HUAWEI)
    assert exempted(found) == ({FOOTNOTE_1} if covered else set())
    assert FOOTNOTE_1 in keys(found)


def test_the_clause_of_august_2020_is_never_relied_on():
    made = product(of="3D991", started="2020-08-01")
    found = said("2020-09-01", "3A991", direct_product=made, parties=HUAWEI)
    assert not exempted(found)
    assert any(f.effect is Effect.WARNING and f.rule == "85 FR 51596 savings" for f in found)


@pytest.mark.parametrize(
    ("since", "order", "covered"),
    [
        (dt.date(2020, 5, 15), dt.date(2020, 4, 1), True),
        (dt.date(2020, 5, 16), dt.date(2020, 4, 1), False),
        (dt.date(2020, 5, 10), None, False),
        (None, dt.date(2020, 4, 1), False),
        (dt.date(2020, 5, 10), dt.date(2020, 5, 12), False),
    ],
)
def test_en_route_savings(since, order, covered):
    found = said("2020-06-01", "3A991", direct_product=DESIGNED, parties=HUAWEI, en_route_since=since, order_date=order)
    assert exempted(found) == ({FOOTNOTE_1} if covered else set())


@pytest.mark.parametrize(
    ("date", "item", "facts", "by", "question"),
    [
        ("2024-12-01", "3B991.a", {"direct_product": ANYTHING}, set(), set()),
        ("2024-12-02", "3B991.a", {"direct_product": ANYTHING}, {"734.9(e)(3)"}, {"744.11(a)(2)(v)"}),
        ("2024-12-02", "3B993.b", {"direct_product": ANYTHING}, {"734.9(e)(3)"}, set()),
        ("2024-12-02", "3B991.a", {}, set(), {"734.9(e)(3)"}),  # it may hold such a circuit
        ("2024-12-02", "3A991", {"direct_product": ANYTHING}, set(), set()),
        ("2024-12-02", "3B001.c", {"direct_product": product("3D993")}, set(), {"734.9(k)"}),  # the other rule's item
        ("2024-12-02", "3B001.c", {"direct_product": product("3D992")}, {"734.9(b)-(d)", "734.9(k)"}, set()),
        ("2024-12-02", "3B001.c", {"direct_product": product("3D992"), "destination": "TW"}, set(), set()),
    ],
)
def test_footnote_5_and_manufacturing_equipment(date, item, facts, by, question):
    found = said(date, item, **{"parties": (party(Role.END_USER, 5),), **facts})
    assert subject(found) == by
    assert asked(found) == question
    assert ("744.11(a)(2)(v)" in keys(found)) is (item == "3B993.b")


def test_an_advanced_node_facility_needs_no_footnote():
    found = said("2024-12-02", "3B991.a", direct_product=ANYTHING, end_use="advanced_node_ic")
    assert subject(found) == {"734.9(e)(3)"}
    elsewhere = said("2024-12-02", "3B991.a", direct_product=ANYTHING, end_use="advanced_node_ic", destination="TW")
    assert not subject(elsewhere)


@pytest.mark.parametrize(
    ("date", "item", "made", "destination", "end_use", "by"),
    [
        # (b): D:1, E:1, E:2; technology and item both controlled for national security
        ("2019-06-01", "3A001.a.7", product("3E001"), "CN", "other", {"736.2(b)(3) direct products"}),
        ("2022-02-03", "3A001.a.7", product("3E001"), "CN", "other", {"734.9(b)-(d)"}),
        ("2022-02-03", "3A001.a.7", product("3E001"), "IN", "other", set()),
        ("2022-02-03", "3A991", product("3E001"), "CN", "other", set()),
        ("2022-02-03", "3A001.a.7", product("3E991"), "CN", "other", set()),
        ("2022-02-03", "3A001.a.7", product(plant="3D001"), "CN", "other", set()),  # of a plant: technology only
        # (c), (d)
        ("2023-06-01", "9A515.a", product("9E515"), "CN", "other", {"734.9(b)-(d)"}),
        ("2023-06-01", "9A515.a", product("9E515"), "KZ", "other", set()),
        ("2023-06-01", "9A610.x", product("9E610"), "KZ", "other", {"734.9(b)-(d)"}),  # D:1
        ("2023-06-01", "9A610.x", product("9E610"), "BR", "other", set()),
        # (f)
        ("2022-02-23", "5A991", product("5D991"), "RU", "other", set()),
        ("2022-02-24", "5A991", product("5D991"), "RU", "other", {"734.9(f), (g), (j)"}),
        ("2022-04-07", "5A991", product("1E001"), "RU", "other", set()),
        ("2022-04-08", "5A991", product("1E001"), "BY", "other", {"734.9(f), (g), (j)"}),
        ("2022-04-08", "EAR99", product("5D991"), "RU", "other", set()),
        # (h)
        ("2022-10-20", "3A090", product(plant="3E991"), "CN", "other", set()),
        ("2022-10-21", "3A090", product(plant="3E991"), "CN", "other", {"734.9(h)"}),
        ("2022-10-21", "3A090", product(plant="3E991"), "HK", "other", {"734.9(h)"}),
        ("2022-10-21", "3A090", product(plant="3E991"), "VN", "other", set()),
        ("2023-11-17", "3A090.a", product(plant="3E991"), "VN", "other", {"734.9(h)"}),
        ("2023-11-17", "3A090.a", product(plant="3E991"), "DE", "other", set()),
        ("2025-05-15", "3A090.a", product(plant="3E991"), "DE", "other", {"734.9(h)"}),
        ("2022-10-21", "3A991", product(plant="3E991"), "CN", "other", set()),
        # (i)
        ("2022-10-20", "EAR99", product("4D993"), "CN", "supercomputer", set()),
        ("2022-10-21", "EAR99", product("4D993"), "CN", "supercomputer", {"734.9(i)"}),
        ("2022-10-21", "EAR99", product(plant="4D993"), "CN", "supercomputer", set()),  # not in the plant list
        ("2022-10-21", "EAR99", product("4D993"), "CN", "other", set()),
        ("2022-10-21", "EAR99", product("4D993"), "VE", "supercomputer", set()),
        ("2023-11-17", "EAR99", product("4D993"), "VE", "supercomputer", {"734.9(i)"}),  # D:5
        # (j)
        ("2023-02-23", "3A991", product("3D991"), "IR", "other", set()),
        ("2023-02-24", "3A991", product("3D991"), "IR", "other", {"734.9(f), (g), (j)"}),
        ("2024-07-22", "3A991", product("6D991"), "IR", "other", set()),
        ("2024-07-23", "3A991", product("6D991"), "IR", "other", {"734.9(f), (g), (j)"}),
    ],
)
def test_by_destination_and_end_use(date, item, made, destination, end_use, by):
    found = said(date, item, direct_product=made, destination=destination, end_use=end_use)
    assert subject(found) == by


@pytest.mark.parametrize(
    ("date", "item", "destination"),
    [("2023-02-24", "EAR99", "RU"), ("2023-02-24", "EAR99", "IR"), ("2022-10-21", "3E001", "MO")],
)
def test_what_the_eccn_does_not_show_is_asked(date, item, destination):
    found = said(date, item, direct_product=product("3D991"), destination=destination, kind="technology")
    assert asked(found)
    assert not subject(found)


def test_footnote_3_reaches_any_item():
    found = said("2023-06-01", "EAR99", direct_product=product("1D001"), parties=(party(Role.END_USER, 3),))
    assert subject(found) == {"734.9(f), (g), (j)"}
    assert keys(found) == {"744.11(a)(2)(iii)": "policy_of_denial"}


def test_the_policy_is_the_most_restrictive_of_the_entries_with_the_footnote():
    lenient = ScopedPolicy(ReviewPolicy.CASE_BY_CASE)
    one, other = party(Role.END_USER, 4, policy=lenient), party(Role.PURCHASER, 4)
    assert keys(said("2023-06-01", "3A991", direct_product=PLANT, parties=(one,))) == {FOOTNOTE_4: "case_by_case"}
    assert keys(said("2023-06-01", "3A991", direct_product=PLANT, parties=(one, other))) == {FOOTNOTE_4: DENIAL}


@pytest.mark.parametrize(
    ("made", "questions"),
    [
        (product(plant="3B001.a"), {E1}),  # of which technology the machine is the direct product is not said
        (product(of="3B991"), {E1}),
        (product(plant="EAR99"), set()),
        (product(plant="3B001.a 3E991"), set()),
    ],
)
def test_equipment_named_in_place_of_technology_is_asked_about(made, questions):
    found = said("2023-06-01", "3A991", direct_product=made, parties=HUAWEI)
    assert asked(found) == questions
    assert bool(subject(found)) is (made.plant[-1:] == product(plant="3E991").plant)


def test_equipment_is_asked_about_whatever_is_said_of_its_own_production():
    """It may hold an integrated circuit of such a plant, 734.9(e)(3) and (k): its own production does not clear it."""
    for by_china in ({"parties": (party(Role.END_USER, 5),)}, {}):
        found = said("2024-12-02", "3B001.c", direct_product=product(), **by_china)
        assert "734.9(k)" in asked(found)
