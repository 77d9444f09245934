"""Sections of Part 744 that turn on a list: SDN, Unverified, military end users, and sanctions law."""

import datetime as dt

import pytest

from entity_standings import standing
from licet.law.ear import part738_destination, part774_classification
from licet.law.ear.part744 import (
    s744_8_sdn,
    s744_9_cameras,
    s744_15_unverified,
    s744_17_microprocessors,
    s744_21_military,
    s744_22_military_intelligence,
)
from licet.law.ear.part744.supp8_ownership import PROGRAMS_744_8
from licet.law.finding import BLOCKS_CLEARANCE, Effect
from licet.terms.party import KNOWN_RECIPIENT_ROLES, Role
from licet.terms.standing import Basis, State
from partial_law import effects, findings, keys, law_from

LAW = law_from(
    part738_destination,
    part774_classification,
    s744_8_sdn,
    s744_9_cameras,
    s744_15_unverified,
    s744_17_microprocessors,
    s744_21_military,
    s744_22_military_intelligence,
    given=("jurisdiction",),
)
US = frozenset({"us_origin"})
DENIAL, POLICY = "presumption_of_denial", "policy_of_denial"
PARTIES = (
    Role.PURCHASER,
    Role.INTERMEDIATE_CONSIGNEE,
    Role.FREIGHT_FORWARDER,
    Role.ULTIMATE_CONSIGNEE,
    Role.END_USER,
)


def said(date, role, who, eccn="EAR99", destination="CN", **facts):
    known = {"kind": "commodity", "activity": "export", "item_moves": True, **facts}
    known = {"exporter_country": "US", "jurisdiction": US, **known}
    return findings(LAW, date, eccn=eccn, destination=destination, role=role, standing=who, **known)


def of_list(name, **terms):
    return standing(**{"list": name, "family": "", "act": "89 FR 1", "terms_act": "89 FR 1", **terms})


def sdn(*programs, **terms):
    return of_list("sdn", programs=programs, country="RU", **terms)


# 744.8


@pytest.mark.parametrize("program", sorted(PROGRAMS_744_8))
def test_fourteen_programs_from_their_day(program):
    before = program in ("NPWMD", "SDGT", "FTO")
    assert keys(said("2024-03-20", Role.END_USER, sdn(program))) == ({"744.8": POLICY} if before else {})
    assert keys(said("2024-03-21", Role.END_USER, sdn(program))) == {"744.8": DENIAL}
    assert (("744.8 other programs", "question") in effects(said("2024-03-20", Role.END_USER, sdn(program)))) != before


def test_the_spelling_of_a_program_does_not_matter():
    assert keys(said("2025-01-01", Role.END_USER, sdn("[ILLICIT DRUGS-EO14059]"))) == {"744.8": DENIAL}
    assert len(PROGRAMS_744_8) == 14


@pytest.mark.parametrize("role", PARTIES)
def test_each_party_of_748_5_counts(role):
    found = said("2025-01-01", role, sdn("SDGT"))
    assert ("744.8", "no_exceptions") in effects(found)
    assert "744.8" in keys(found)
    assert ("744.8 other programs", "question") not in effects(found)


@pytest.mark.parametrize("role", [Role.SELLER, Role.BANK, Role.LENDER, Role.INCORPORATED_INTO])
def test_in_another_role_sanctions_law_is_asked(role):
    found = said("2025-01-01", role, sdn("SDGT"))
    assert keys(found) == {}
    assert [f.code for f in found if f.effect is Effect.QUESTION] == ["ofac"]


@pytest.mark.parametrize("programs", [("CUBA",), ("VENEZUELA",), ()])
def test_other_programs_are_a_question_of_sanctions_law(programs):
    found = said("2025-01-01", Role.END_USER, sdn(*programs))
    assert keys(found) == {}
    assert [f.code for f in found if f.effect is Effect.QUESTION] == ["ofac"]
    assert Effect.OTHER_MEASURE in {f.effect for f in found}


ABOARD = {"en_route_since": dt.date(2024, 3, 20), "order_date": dt.date(2024, 2, 1)}


@pytest.mark.parametrize(
    ("date", "who", "facts", "saved"),
    [
        ("2024-04-22", sdn("RUSSIA-EO14024"), {}, True),
        ("2024-04-23", sdn("RUSSIA-EO14024"), {}, False),  # the window closed
        ("2024-04-01", sdn("TCO"), {"en_route_since": dt.date(2024, 3, 21)}, True),
        ("2024-04-01", sdn("TCO"), {"en_route_since": dt.date(2024, 3, 22)}, False),
        ("2024-04-01", sdn("TCO"), {"en_route_since": None}, False),
        ("2024-04-01", sdn("TCO"), {"order_date": None}, False),
        ("2024-04-01", sdn("TCO"), {"activity": "deemed_export"}, False),
        ("2024-04-01", sdn("TCO"), {"role": Role.SELLER}, False),
        ("2024-04-01", sdn("SDGT"), {}, False),  # under 744.12 before
        ("2024-04-01", sdn("TCO", "SDGT"), {}, False),
        ("2024-04-01", sdn("CUBA"), {}, False),
        ("2024-04-01", sdn("TCO", listed_from=dt.date(2024, 3, 22)), {}, False),
        ("2024-04-01", sdn("TCO", basis=Basis.OWNED), {}, False),
    ],
)
def test_shipments_on_their_way_when_the_section_was_expanded(date, who, facts, saved):
    given = {**ABOARD, **facts}
    found = said(date, given.pop("role", Role.END_USER), who, **given)
    assert [f.covers for f in found if f.effect is Effect.EXEMPTION] == ([("744.8",)] if saved else [])
    if saved:
        assert "ofac" in {f.code for f in found if f.effect is Effect.QUESTION}  # sanctions law is not lifted


@pytest.mark.parametrize("state", [State.NOT_YET, State.ENDED])
def test_a_designation_without_effect_says_nothing(state):
    assert said("2025-01-01", Role.END_USER, sdn("SDGT", state=state)) == []


@pytest.mark.parametrize(
    ("date", "required"),
    [("2025-09-28", {}), ("2025-09-29", {"744.8": DENIAL}), ("2025-11-10", {}), ("2026-11-10", {"744.8": DENIAL})],
)
def test_owned_by_sdns_with_the_affiliates_rule_only(date, required):
    found = said(date, Role.END_USER, sdn("SDGT", basis=Basis.OWNED))
    assert keys(found) == required
    assert ("744.8 other programs", "question") in effects(found)  # OFAC's own 50 percent rule, on every day


def test_a_minority_of_an_sdn_is_no_question():
    assert said("2025-01-01", Role.END_USER, sdn("SDGT", basis=Basis.MINORITY)) == []


@pytest.mark.parametrize(
    ("date", "destination", "asked"),
    [
        ("2021-01-01", "IR", False),
        ("2021-01-01", "CU", True),
        ("2021-01-01", "KP", True),
        ("2025-06-30", "SY", True),
        ("2025-07-01", "SY", False),
        ("2017-10-11", "SD", True),
        ("2017-10-12", "SD", False),
        ("2021-01-01", "DE", False),
        ("2021-01-01", "CN", False),
    ],
)
def test_comprehensively_sanctioned_destinations(date, destination, asked):
    for facts in ({}, {"exporter_country": "KR"}, {"jurisdiction": frozenset()}):
        found = said(date, Role.END_USER, of_list("ns_cmic"), destination=destination, **facts)
        assert ("ofac" in {f.code for f in found}) == asked
    outside = {"exporter_country": "KR", "jurisdiction": frozenset()}
    found = said(date, Role.END_USER, of_list("ns_cmic"), destination=destination, **outside)
    assert {f.effect for f in found} == ({Effect.OTHER_MEASURE} if asked else set())


# 744.15


@pytest.mark.parametrize("role", [*PARTIES, Role.BANK, Role.EXPORTER])
def test_unverified_bars_exceptions_and_needs_a_statement(role):
    found = said("2024-06-01", role, of_list("unverified"))
    assert {("744.15", "no_exceptions"), ("744.15", "obligation"), ("744.15", "red_flag")} <= effects(found)
    assert keys(found) == {}
    assert not [f for f in found if f.effect in BLOCKS_CLEARANCE]
    assert "15 CFR 740.2(a)(17)" in {c for f in found for c in f.citations}


@pytest.mark.parametrize(
    ("role", "facts", "due"),
    [
        (Role.ULTIMATE_CONSIGNEE, {}, True),
        (Role.INTERMEDIATE_CONSIGNEE, {}, True),
        (Role.PURCHASER, {}, False),
        (Role.END_USER, {"kind": "technology"}, False),
        (Role.END_USER, {"activity": "reexport"}, False),
        (Role.END_USER, {"exporter_country": "KR"}, False),
    ],
)
def test_filing_for_unverified_consignees(role, facts, due):
    found = effects(said("2024-06-01", role, of_list("UVL"), **facts))
    assert (("758.1(b)(8)", "obligation") in found) == due


def test_unverified_in_other_states_and_by_ownership():
    assert effects(said("2024-06-01", Role.END_USER, of_list("unverified", state=State.ENDED))) == {
        ("744.15 not in force", "considered")
    }
    assert said("2024-06-01", Role.END_USER, of_list("unverified", basis=Basis.OWNED)) == []
    assert ("744.15", "no_exceptions") not in effects(said("2024-06-01", Role.SELLER, of_list("unverified")))


# 744.21, 744.22


@pytest.mark.parametrize(
    ("role", "eccn", "expected"),
    [
        (Role.END_USER, "3A991", ("744.21(b)(1)", "requirement")),
        (Role.PURCHASER, "3A991", ("744.21(b)(1)", "requirement")),
        (Role.END_USER, "EAR99", ("744.21(b)(1)", "considered")),
        (Role.END_USER, "5A991", ("744.21(b)(1)", "question")),
        (Role.BANK, "3A991", ("744.21(b)(1)", "question")),
        (Role.SELLER, "3A991", ("744.21(b)(1)", "considered")),
        (Role.INCORPORATED_INTO, "3A991", ("744.21(b)(1)", "question")),
        (Role.INCORPORATED_INTO, "EAR99", ("744.21(b)(1)", "considered")),
    ],
)
def test_military_end_user_list(role, eccn, expected):
    for where in ("CN", "DE"):  # wherever located
        found = said("2024-06-01", role, of_list("military_end_user"), eccn, where)
        assert expected in effects(found)
        assert ("744.21(b)(1)", "red_flag") in effects(found)
    assert (expected[1] == "requirement") == (keys(found) == {"744.21": DENIAL})


def test_military_end_users_from_the_day_of_the_list_and_while_listed():
    listed = of_list("military_end_user")
    assert keys(said("2020-12-22", Role.END_USER, listed, "3A991")) == {}
    assert keys(said("2020-12-23", Role.END_USER, listed, "3A991")) == {"744.21": DENIAL}
    ended = said("2024-06-01", Role.END_USER, of_list("military_end_user", state=State.ENDED), "3A991")
    assert effects(ended) == {("744.21 not in force", "considered")}


@pytest.mark.parametrize(
    ("date", "terms", "required"),
    [
        ("2025-09-28", {}, {}),
        ("2025-09-29", {}, {"744.21": DENIAL}),
        ("2025-09-29", {"foreign": False}, {}),
        ("2025-09-29", {"limited": True}, {}),
        ("2025-11-09", {}, {"744.21": DENIAL}),
        ("2025-11-10", {}, {}),
    ],
)
def test_owned_by_military_end_users(date, terms, required):
    owned = of_list("military_end_user", basis=Basis.OWNED, **terms)
    assert keys(said(date, Role.END_USER, owned, "3A991")) == required


@pytest.mark.parametrize(
    ("eccn", "destination", "expected"),
    [
        ("6A003.b.4.b", "CN", ("744.9 listed", "requirement")),
        ("3A991", "CN", ("744.17 listed", "question")),
    ],
)
def test_cameras_and_microprocessors_for_a_listed_military_end_user(eccn, destination, expected):
    found = said("2024-06-01", Role.END_USER, of_list("military_end_user"), eccn, destination)
    assert expected in effects(found)
    other = said("2024-06-01", Role.END_USER, of_list("military_end_user"), "EAR99", destination)
    assert expected[0] not in {rule for rule, _ in effects(other)}


@pytest.mark.parametrize("role", [*PARTIES, *sorted(KNOWN_RECIPIENT_ROLES)])
def test_named_intelligence_bodies_anywhere(role):
    body = of_list("military_intelligence_end_user")
    assert keys(said("2021-03-15", role, body, destination="DE")) == {}
    assert keys(said("2021-03-16", role, body, destination="DE")) == {"744.22": DENIAL}


def test_an_intelligence_body_in_another_role_is_asked_about():
    found = said("2024-06-01", Role.BANK, of_list("military_intelligence_end_user"))
    assert effects(found) == {("744.22(f)(2)", "question")}
