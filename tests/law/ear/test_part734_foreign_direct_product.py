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
from scope_law import asked, content, party, product, said, subject

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
    ("started", "date", "made_by_1", "plant", "covered", "asks"),
    [
        ("2020-05-14", "2020-05-15", True, "3E991", True, False),
        ("2020-05-14", "2020-09-14", True, "3E991", True, False),
        ("2020-05-14", "2020-09-15", True, "3E991", False, False),
        ("2020-05-15", "2020-08-01", True, "3E991", True, True),  # "as of May 15, 2020": that very day is asked
        ("2020-05-16", "2020-08-01", True, "3E991", False, False),
        ("2020-05-14", "2020-08-01", True, "", True, True),  # by technology alone: for foundries, BIS said
        ("2020-05-14", "2020-09-01", False, "3E991", False, False),
        ("", "2020-08-01", True, "3E991", False, False),
    ],
)
def test_production_savings(started, date, made_by_1, plant, covered, asks):
    made = product(of="3D991", plant=plant, designed=made_by_1, started=started)
    found = said(date, "3A991", direct_product=made, parties=HUAWEI)
    assert exempted(found) == ({FOOTNOTE_1} if covered else set())
    assert ("85 FR 29849 production savings" in asked(found)) is asks
    assert FOOTNOTE_1 in keys(found)


@pytest.mark.parametrize(
    ("role", "date", "by", "question"),
    [
        (Role.ULTIMATE_CONSIGNEE, "2020-06-01", {GP3}, set()),
        (Role.END_USER, "2020-06-01", {GP3}, set()),
        (Role.RECIPIENT, "2020-06-01", {GP3}, set()),
        (Role.PURCHASER, "2020-08-16", set(), {GP3}),  # is what it buys "destined to" it?
        (Role.INTERMEDIATE_CONSIGNEE, "2020-08-16", set(), {GP3}),
        (Role.FREIGHT_FORWARDER, "2020-08-16", set(), {GP3}),
        (Role.PURCHASER, "2020-08-17", {GP3}, set()),
        (Role.FREIGHT_FORWARDER, "2020-08-17", {GP3}, set()),
    ],
)
def test_destined_to_a_footnote_1_entity(role, date, by, question):
    found = said(date, "3A991", direct_product=DESIGNED, parties=(party(role, 1),))
    assert (subject(found), asked(found)) == (by, question)


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
    known = {"direct_product": DESIGNED, "parties": HUAWEI, "en_route_since": since, "order_date": order}
    assert exempted(said("2020-06-01", "3A991", **known)) == ({FOOTNOTE_1} if covered else set())
    assert not exempted(said("2020-06-01", "3A991", **known, activity="deemed_export"))


ABOARD = {"en_route_since": dt.date(2024, 10, 30), "order_date": dt.date(2024, 9, 1)}


@pytest.mark.parametrize(
    ("date", "role", "footnote", "facts", "covered"),
    [
        ("2024-10-31", Role.INCORPORATED_INTO, 1, {}, set()),  # nothing to be saved from yet
        ("2024-11-01", Role.INCORPORATED_INTO, 1, {}, {FOOTNOTE_1}),
        ("2024-12-02", Role.ORDERED_BY, 1, {}, {FOOTNOTE_1}),
        ("2024-12-03", Role.ORDERED_BY, 1, {}, set()),
        ("2024-11-10", Role.USED_TO_PRODUCE, 1, {}, {FOOTNOTE_1}),
        ("2024-11-10", Role.END_USER, 1, {}, set()),  # reached before
        ("2024-11-10", Role.INCORPORATED_INTO, 4, {}, {FOOTNOTE_4}),
        ("2024-11-10", Role.USED_TO_PRODUCE, 4, {}, set()),  # reached before
        ("2024-11-10", Role.INCORPORATED_INTO, 1, {"en_route_since": dt.date(2024, 11, 2)}, set()),
        ("2024-11-10", Role.INCORPORATED_INTO, 1, {"order_date": None}, set()),
        ("2024-11-10", Role.INCORPORATED_INTO, 1, {"order_date": dt.date(2024, 10, 31)}, set()),
        ("2024-11-10", Role.INCORPORATED_INTO, 1, {"en_route_since": None}, set()),
        ("2024-11-10", Role.INCORPORATED_INTO, 1, {"activity": "deemed_export"}, set()),
    ],
)
def test_savings_of_the_widened_requirement(date, role, footnote, facts, covered):
    known = {"direct_product": PLANT, "parties": (party(role, footnote),), "destination": "VN", **ABOARD, **facts}
    found = said(date, "3A991", **known)
    assert exempted(found) == covered
    assert ("89 FR 87282 savings" in asked(found)) is bool(covered)  # what was eligible before is in doubt


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


@pytest.mark.parametrize(
    ("role", "by", "question"),
    [
        (Role.PURCHASER, {"734.9(e)(3)"}, {"744.11(a)(2)(v)"}),
        (Role.INCORPORATED_INTO, {"734.9(e)(3)"}, {"744.11(a)(2)(v)"}),
        (Role.USED_TO_PRODUCE, set(), {"734.9(e)(3)"}),  # (ii)(A) speaks of what is built in only
        (Role.LENDER, set(), set()),
    ],
)
def test_footnote_5_by_role(role, by, question):
    found = said("2024-12-02", "3B991.a", direct_product=ANYTHING, parties=(party(role, 5),), destination="TW")
    assert (subject(found), asked(found)) == (by, question)


@pytest.mark.parametrize(
    ("item", "exporter", "required"),
    [
        ("3B993.b", "TW", True),  # outside A:5 for any headquarters
        ("3B993.b", "KR", False),  # A:5: unless the country has such controls
        ("3B991.a", "TW", False),  # by headquarters
    ],
)
def test_footnote_5_requirement_by_headquarters(item, exporter, required):
    known = {"parties": (party(Role.END_USER, 5),), "direct_product": ANYTHING, "exporter_country": exporter}
    found = said("2025-02-01", item, **known)
    assert ("744.11(a)(2)(v)" in keys(found)) is required
    assert ("744.11(a)(2)(v)" in asked(found)) is not required


def test_equipment_subject_for_its_content_alone_stands_under_footnote_5_too():
    held = {"us_content": content(("3A991.a", 1)), "parties": (party(Role.END_USER, 5),)}
    found = said("2025-02-01", "3B992", direct_product=product(), **held)
    assert "734.4" in subject(found)
    assert "744.11(a)(2)(v)" in asked(found)


def test_an_advanced_node_facility_needs_no_footnote():
    found = said("2024-12-02", "3B991.a", direct_product=ANYTHING, end_use="advanced_node_ic")
    assert subject(found) == {"734.9(e)(3)"}
    elsewhere = said("2024-12-02", "3B991.a", direct_product=ANYTHING, end_use="advanced_node_ic", destination="TW")
    assert not subject(elsewhere)


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
