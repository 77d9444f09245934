"""744.11(a): who triggers the license requirement, on which day, for which items."""

import datetime as dt

import pytest

from entity_standings import asked, item, standing
from licet.law.ear.part744 import list_conflicts, s744_11_entity_list, s744_16_no_exceptions, supp4_footnotes
from licet.law.finding import Effect
from licet.terms.outcome import ReviewPolicy
from licet.terms.party import KNOWN_RECIPIENT_ROLES, Role
from licet.terms.scope import Clause, Condition, ItemScope, Reach, ScopedPolicy
from licet.terms.standing import Basis, State
from partial_law import effects, keys

LAW = (s744_11_entity_list, s744_16_no_exceptions, supp4_footnotes)
US = frozenset({"us_origin"})


def said(date="2021-03-01", role=Role.ULTIMATE_CONSIGNEE, who=None, eccn="EAR99", **facts):
    known = {"role": role, "standing": who or standing(), "jurisdiction": US, "kind": "commodity", **facts}
    known.setdefault("classification", item(eccn))
    return asked(LAW, date, **known)


def cited(found):
    return {c for f in found for c in f.citations}


REQUIRED = ("744.11", "requirement")
ASKED = ("744.11 other roles", "question")
TOLD = ("744.11 other roles", "considered")
FLAG = ("744.11 other roles", "red_flag")


@pytest.mark.parametrize(
    ("role", "before", "after"),
    [
        (Role.ULTIMATE_CONSIGNEE, REQUIRED, REQUIRED),
        (Role.END_USER, REQUIRED, REQUIRED),
        (Role.RECIPIENT, REQUIRED, REQUIRED),
        (Role.PURCHASER, ASKED, REQUIRED),
        (Role.INTERMEDIATE_CONSIGNEE, ASKED, REQUIRED),
        (Role.PURCHASING_AGENT, ASKED, REQUIRED),
        (Role.FREIGHT_FORWARDER, TOLD, REQUIRED),
        (Role.BANK, TOLD, ASKED),
        (Role.CARRIER, TOLD, ASKED),
        (Role.LENDER, TOLD, TOLD),
        (Role.SELLER, TOLD, TOLD),
        (Role.EXPORTER, TOLD, TOLD),
        (Role.MANUFACTURER, TOLD, TOLD),
        (Role.NETWORK_OPERATOR, ASKED, ASKED),
        (Role.OTHER, ASKED, ASKED),
    ],
)
def test_roles_on_both_sides_of_the_clarification(role, before, after):
    for date, expected in (("2020-08-16", before), ("2020-08-17", after)):
        found = effects(said(date, role))
        assert expected in found
        assert (REQUIRED in found) == (expected == REQUIRED)
        assert (ASKED in found) == (expected == ASKED)


@pytest.mark.parametrize("date", ["2020-08-16", "2020-08-17"])
def test_every_role_is_answered_or_is_no_party(date):
    for role in Role:
        found = effects(said(date, role))
        assert bool(found) == (role not in KNOWN_RECIPIENT_ROLES)


@pytest.mark.parametrize(
    ("role", "words"),
    [(Role.LENDER, "finances"), (Role.SELLER, "Prohibition Ten"), (Role.BANK, "takes part")],
)
def test_red_flags_of_other_roles(role, words):
    flags = [f for f in said(role=role) if f.effect is Effect.RED_FLAG]
    assert len(flags) == 1
    assert words in flags[0].because


def test_requirement_carries_policy_citations_and_the_bar():
    found = said("2019-05-16")
    assert keys(found) == {"744.11": "presumption_of_denial"}
    assert {"15 CFR 744.11(a)", "15 CFR 744.16", "15 CFR Part 744 Supp. No. 4", "84 FR 22961"} <= cited(found)
    assert "15 CFR 748.5(e)" in cited(found)
    assert [f.key for f in found if f.effect is Effect.NO_EXCEPTIONS] == ["744.11"]


def test_both_acts_are_cited():
    found = said(who=standing(terms_act="85 FR 51596"))
    assert {"84 FR 22961", "85 FR 51596"} <= cited(found)


@pytest.mark.parametrize("state", [State.NOT_YET, State.ENDED, State.SUSPENDED])
def test_a_listing_without_effect_is_told_with_its_act(state):
    found = said(who=standing(state=state))
    assert effects(found) == {("744.11 not in force", "considered")}
    assert "84 FR 22961" in cited(found)


@pytest.mark.parametrize("terms", [{"list": "unverified"}, {"list": "denied_persons"}, {"basis": Basis.OWNED}])
def test_other_standings_do_not_trigger_it(terms):
    assert keys(said(who=standing(**terms))) == {}


def test_no_item_no_requirement():
    assert keys(said(classification=None)) == {}


CCL_ONLY = ItemScope(Reach.CCL, text="items on the CCL")
UNCLEAR = ItemScope(Reach.UNPARSED)


@pytest.mark.parametrize(
    ("scope", "eccn", "effect"),
    [
        (CCL_ONLY, "EAR99", "considered"),
        (CCL_ONLY, "5A991", "requirement"),
        (ItemScope(Reach.ALL, excepted=("EAR99",)), "EAR99", "considered"),
        (ItemScope(Reach.LISTED, eccns=("3B001.a",)), "3B001", "question"),
        (UNCLEAR, "EAR99", "question"),
    ],
)
def test_item_scope_of_the_entry(scope, eccn, effect):
    found = {f.effect.value for f in said(who=standing(scope=scope), eccn=eccn) if f.rule == "744.11"}
    assert effect in found
    assert ("requirement" in found) == (effect == "requirement")


def test_scope_bears_on_open_roles_too():
    found = effects(said(role=Role.BANK, who=standing(scope=CCL_ONLY)))
    assert found == {TOLD}


def test_scoped_policy_by_item_and_end_use():
    lenient = ScopedPolicy(
        ReviewPolicy.PRESUMPTION_OF_DENIAL,
        (Clause(ReviewPolicy.CASE_BY_CASE, Condition(eccns=("1A995",))),),
    )
    assert keys(said(who=standing(policy=lenient), eccn="1A995")) == {"744.11": "case_by_case"}
    assert keys(said(who=standing(policy=lenient), eccn="EAR99")) == {"744.11": "presumption_of_denial"}


@pytest.mark.parametrize(
    ("jurisdiction", "footnotes", "fires"),
    [
        ({"fdp_footnote_1"}, {1}, False),
        ({"fdp_footnote_1"}, set(), True),  # subject because of another party's footnote
        ({"fdp_footnote_1", "de_minimis"}, {1}, True),
        ({"fdp_footnote_1", "fdp_footnote_4"}, {1}, True),
        ({"fdp_footnote_4"}, {4}, False),
        ({"us_origin"}, {1, 2}, True),
        (set(), {1}, True),
    ],
)
def test_items_subject_only_by_the_own_footnote(jurisdiction, footnotes, fires):
    found = said(who=standing(footnotes=frozenset(footnotes)), jurisdiction=frozenset(jurisdiction))
    assert ("744.11" in keys(found)) == fires


def test_notes_are_told_with_their_citations():
    found = said(who=standing(state=State.ENDED, notes=(("84 FR 22961", "does not name it"),), act="81 FR 12004"))
    assert ("744.16 acts that do not reach it", "considered") in effects(found)
    assert "84 FR 22961" in cited(found)


def test_terms_known_at_second_hand_are_warned_of():
    warned = [f.code for f in said(who=standing(certainty="U")) if f.effect is Effect.WARNING]
    assert warned == ["assumption"]


def test_civil_aviation_of_india_and_pakistan_is_told():
    told = ("744.16(b) civil aviation", "considered")
    assert told in effects(said(who=standing(country="PK")))
    assert told not in effects(said(who=standing(country="CN")))


@pytest.mark.parametrize(
    ("date", "footnotes", "end_use", "kind", "lifted"),
    [
        ("2020-08-16", {2}, "vulnerability_disclosure", "technology", False),
        ("2020-08-17", {2}, "vulnerability_disclosure", "technology", True),
        ("2025-03-01", {1, 2}, "vulnerability_disclosure", "software", True),
        ("2025-03-01", {2}, "vulnerability_disclosure", "commodity", False),
        ("2025-03-01", {2}, "other", "technology", False),
        ("2025-03-01", {1}, "vulnerability_disclosure", "technology", False),
    ],
)
def test_footnote_2(date, footnotes, end_use, kind, lifted):
    who = standing(footnotes=frozenset(footnotes), listed_from=dt.date(2019, 5, 16))
    found = said(date, who=who, end_use=end_use, kind=kind)
    covers = [f.covers for f in found if f.effect is Effect.EXEMPTION]
    assert covers == ([("744.11",)] if lifted else [])
    assert "744.11" in keys(found)


def test_footnote_2_lifts_no_other_requirement():
    found = said(
        "2025-03-01", who=standing(footnotes=frozenset({2})), end_use="vulnerability_disclosure", kind="software"
    )
    exemption = next(f for f in found if f.effect is Effect.EXEMPTION)
    assert not exemption.covers_key("742.4:NS2")
    assert not exemption.covers_key("744.11(a)(2)(i)")


@pytest.mark.parametrize(
    ("terms", "warned"),
    [
        ({"certainty": "list_conflict"}, True),
        ({"certainty": "U list_conflict"}, True),
        ({"certainty": "U"}, False),
        ({"certainty": "list_conflict", "state": State.NOT_YET}, False),
        ({"certainty": "list_conflict", "basis": Basis.OWNED}, True),
        ({"certainty": "list_conflict", "basis": Basis.MINORITY}, False),
    ],
)
def test_a_listing_of_which_the_sources_disagree_is_warned_of(terms, warned):
    found = asked((list_conflicts,), "2021-03-01", standing=standing(**terms))
    assert [(f.effect, f.code) for f in found] == ([(Effect.WARNING, "list_conflict")] if warned else [])
