"""The Affiliates rule: what ownership captures, and what that means on which day."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entity_standings import asked, item, standing
from licet.law.ear.part744 import s744_11_affiliates, s744_11_entity_list
from licet.law.ear.part744.supp8_ownership import Capture, OwnerNode, captured, standings_from_owners
from licet.law.finding import Effect
from licet.law.rule import Rule
from licet.terms.party import Role
from licet.terms.scope import ItemScope, Reach
from licet.terms.standing import Basis, State
from partial_law import effects, keys

HUAWEI = standing()
SUGON = standing(family="", act="84 FR 29371")
MILITARY = standing(list="military_end_user", family="", act="85 FR 83793")
SDN = standing(list="sdn", family="", act="", programs=("RUSSIA-EO14024",))
OTHER_SDN = standing(list="sdn", family="", act="", programs=("CUBA",))
UNVERIFIED = standing(list="unverified", family="", act="87 FR 61971")
DENIED = standing(list="denied_persons", family="", act="83 FR 17644")
ADDRESS = standing(limited=True, family="", act="89 FR 51644")


def owner(percent, *who, owners=(), relationship="", country="CN"):
    return OwnerNode(who, None if percent is None else Decimal(str(percent)), relationship, tuple(owners), country)


def bases(*owners, country="MY"):
    return {(s.act or s.list, s.basis) for s in standings_from_owners(owners, country)}


OWNED, MINORITY, UNKNOWN = Basis.OWNED, Basis.MINORITY, Basis.SHARE_UNKNOWN
H, S, M = "84 FR 22961", "84 FR 29371", "85 FR 83793"


@pytest.mark.parametrize(
    ("owners", "expected"),
    [
        ([owner(100, HUAWEI)], {(H, OWNED)}),
        ([owner(50, HUAWEI)], {(H, OWNED)}),
        ([owner("49.99", HUAWEI)], {(H, MINORITY)}),
        ([owner("49.999999999999999999", HUAWEI)], {(H, MINORITY)}),
        ([owner(30, HUAWEI), owner(20, SUGON)], {(H, OWNED), (S, OWNED)}),
        ([owner(25, HUAWEI), owner("24.9", SUGON)], {(H, MINORITY), (S, MINORITY)}),
        # lists mix
        ([owner(30, HUAWEI), owner(20, MILITARY)], {(H, OWNED), (M, OWNED)}),
        ([owner(30, HUAWEI), owner(20, SDN)], {(H, OWNED), ("sdn", OWNED)}),
        ([owner(30, HUAWEI), owner(20, OTHER_SDN)], {(H, MINORITY), ("sdn", MINORITY)}),
        ([owner(30, HUAWEI), owner(20, UNVERIFIED)], {(H, MINORITY), ("87 FR 61971", MINORITY)}),
        ([owner(100, UNVERIFIED)], {("87 FR 61971", OWNED)}),  # told, never captured: see the rules
        ([owner(30, HUAWEI), owner(40, ADDRESS)], {(H, MINORITY), ("89 FR 51644", MINORITY)}),
        # cascades: the whole stake once the holder is captured, nothing while it is not
        ([owner(50, owners=[owner(50, HUAWEI)])], {(H, OWNED)}),
        ([owner(100, owners=[owner(40, HUAWEI)])], {(H, MINORITY)}),
        ([owner(30, owners=[owner(60, HUAWEI)]), owner(20, SUGON)], {(H, OWNED), (S, OWNED)}),
        ([owner(60, owners=[owner(60, owners=[owner(60, HUAWEI)])])], {(H, OWNED)}),
        ([owner(40, HUAWEI), owner(60, owners=[owner(49, SUGON)])], {(H, MINORITY), (S, MINORITY)}),
        # unknown shares
        ([owner(None, HUAWEI)], {(H, UNKNOWN)}),
        ([owner(None, HUAWEI), owner(60)], {(H, MINORITY)}),  # 40 percent at most
        ([owner(None, HUAWEI), owner(50)], {(H, UNKNOWN)}),  # 50 percent at most is enough
        ([owner(30, HUAWEI), owner(None, SUGON)], {(H, UNKNOWN), (S, UNKNOWN)}),
        ([owner(60, HUAWEI), owner(None, SUGON)], {(H, OWNED), (S, OWNED)}),
        ([owner(60, owners=[owner(None, HUAWEI)])], {(H, UNKNOWN)}),
        ([owner(10, owners=[owner(None, HUAWEI)])], {(H, MINORITY)}),
        ([owner(60, SUGON), owner(10, owners=[owner(None, HUAWEI)])], {(S, OWNED), (H, UNKNOWN)}),
        ([owner(None, owners=[owner(60, HUAWEI)])], {(H, UNKNOWN)}),
        ([owner(None)], set()),
        ([], set()),
        # a listing without effect counts for nothing
        ([owner(100, standing(state=State.NOT_YET))], set()),
        ([owner(100, standing(state=State.ENDED))], set()),
    ],
)
def test_capture(owners, expected):
    assert bases(*owners) == expected


def test_branches_are_the_same_person():
    branch = owner(100, HUAWEI, relationship="branch")
    assert bases(branch, country="MY") == {(H, Basis.BRANCH)}
    assert bases(branch, country="CN") == {(H, Basis.LISTED)}
    denied = owner(None, DENIED, relationship="branch")
    assert bases(denied, country="MY") == {("83 FR 17644", Basis.BRANCH)}
    # the branch of a captured company is captured
    of_captured = owner(None, relationship="branch", owners=[owner(60, HUAWEI)])
    assert bases(of_captured) == {(H, OWNED)}


def test_united_states_companies_are_no_foreign_entities():
    (one,) = standings_from_owners((owner(100, HUAWEI),), "US")
    assert one.basis is OWNED
    assert not one.foreign
    # but what they own abroad is
    (below,) = standings_from_owners((owner(100, owners=[owner(100, HUAWEI)], country="US"),), "MY")
    assert below.basis is OWNED
    assert below.foreign


def test_notes_of_the_owner_stay_with_the_owner():
    (one,) = standings_from_owners((owner(100, standing(notes=(("1 FR 1", "text"),))),), "MY")
    assert one.notes == ()


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans(), st.booleans()), max_size=5))
def test_bounds_hold_for_every_way_to_fill_in_unknown_shares(stakes):
    stated = [owner(None if hidden else percent, *((HUAWEI,) if listed else ())) for percent, listed, hidden in stakes]
    said = captured(tuple(stated))
    true = sum(percent for percent, listed, _ in stakes if listed)
    if sum(percent for percent, _, _ in stakes) <= 100:
        assert said.least <= true <= said.most
        assert (said.capture is not Capture.CAPTURED) or true >= 50
        assert (said.capture is not Capture.NOT_CAPTURED) or true < 50


@given(st.lists(st.integers(0, 100), min_size=1, max_size=4), st.integers(0, 3))
def test_one_more_listed_owner_never_frees(shares, place):
    unlisted = [owner(share) for share in shares]
    listed = [owner(share, HUAWEI) if n == place % len(shares) else owner(share) for n, share in enumerate(shares)]
    order = [Capture.NOT_CAPTURED, Capture.DEPENDS, Capture.CAPTURED]
    assert order.index(captured(tuple(listed)).capture) >= order.index(captured(tuple(unlisted)).capture)


def said(
    date, basis=OWNED, role=Role.ULTIMATE_CONSIGNEE, eccn="EAR99", owners_stated=True, jurisdiction=None,
    in_supplement_2=True, **terms,
):  # fmt: skip
    found = asked(
        (s744_11_entity_list, s744_11_affiliates),
        date,
        role=role,
        standing=standing(basis=basis, **terms),
        classification=item(eccn),
        jurisdiction=frozenset({"us_origin"}) if jurisdiction is None else jurisdiction,
        owners_stated=owners_stated,
        in_supplement_2=in_supplement_2,
    )
    own = {one.id for one in vars(s744_11_affiliates).values() if isinstance(one, Rule)}
    return [f for f in found if f.rule in own]


def cited(found):
    return {c for f in found for c in f.citations}


@pytest.mark.parametrize(
    ("date", "required"),
    [
        ("2022-03-01", False),
        ("2025-09-28", False),
        ("2025-09-29", True),
        ("2025-11-09", True),
        ("2025-11-10", False),
        ("2026-11-09", False),
        ("2026-11-10", True),
        ("2026-12-01", True),
    ],
)
def test_intervals(date, required):
    found = said(date)
    assert ("744.11" in keys(found)) == required
    if required:
        assert {"15 CFR 744.11(a)(1)", "15 CFR Part 744 Supp. No. 8", "90 FR 47201"} <= cited(found)
        assert [f.key for f in found if f.effect is Effect.NO_EXCEPTIONS] == ["744.11"]
    else:
        assert ("744.11 owners", "red_flag") in effects(found)
        assert ("BIS Entity List FAQ" if date < "2025-09-29" else "90 FR 50857") in cited(found)


IN_FORCE = "2025-10-15"


@pytest.mark.parametrize(
    ("facts", "required"),
    [
        ({"role": Role.PURCHASER}, True),
        ({"role": Role.FREIGHT_FORWARDER}, True),
        ({"role": Role.LENDER}, False),
        ({"role": Role.SELLER}, False),
        ({"role": Role.INCORPORATED_INTO}, False),
        ({"basis": Basis.BRANCH}, True),
        ({"basis": Basis.LISTED}, False),
        ({"basis": MINORITY}, False),
        ({"foreign": False}, False),
        ({"limited": True}, False),
        ({"list": "sdn"}, False),  # for 744.8
        ({"list": "military_end_user"}, False),  # for 744.21
        ({"list": "unverified"}, False),
        ({"state": State.ENDED}, False),
        ({"scope": ItemScope(Reach.CCL)}, False),
        ({"scope": ItemScope(Reach.CCL), "eccn": "5A991"}, True),
        ({"footnotes": frozenset({1}), "jurisdiction": frozenset({"fdp_footnote_1"})}, False),
    ],
)
def test_each_fact_alone(facts, required):
    assert ("744.11" in keys(said(IN_FORCE, **facts))) == required


def test_open_roles_are_asked():
    assert ("744.11(a)(1)", "question") in effects(said(IN_FORCE, role=Role.BANK))


@pytest.mark.parametrize(
    ("date", "facts", "asks"),
    [
        (IN_FORCE, {}, True),
        ("2026-11-10", {}, True),
        ("2025-09-28", {}, False),
        ("2025-11-10", {}, False),
        (IN_FORCE, {"role": Role.LENDER}, False),
        (IN_FORCE, {"foreign": False}, False),
        (IN_FORCE, {"list": "military_end_user"}, True),
        (IN_FORCE, {"list": "unverified"}, False),
        (IN_FORCE, {"scope": ItemScope(Reach.CCL)}, False),
    ],
)
def test_unknown_share(date, facts, asks):
    found = said(date, UNKNOWN, **facts)
    assert [f.code for f in found if f.effect is Effect.QUESTION] == (["owners.percent"] if asks else [])
    if asks:
        assert any("Red Flag 29" in c for c in cited(found))
        assert any(f.effect is Effect.RED_FLAG for f in found)


@pytest.mark.parametrize(
    ("owner", "in_supplement_2", "asks"),
    [("military_end_user", True, True), ("military_end_user", None, True), ("military_end_user", False, False),
     ("entity_list", False, True), ("sdn", False, True)],
)  # fmt: skip
def test_an_unknown_share_matters_only_if_the_owner_would_need_a_license(owner, in_supplement_2, asks):
    found = said(IN_FORCE, UNKNOWN, list=owner, in_supplement_2=in_supplement_2)
    assert [f.code for f in found if f.effect is Effect.QUESTION] == (["owners.percent"] if asks else [])
    assert any(f.effect is Effect.RED_FLAG for f in found)


def test_minority_is_a_red_flag():
    found = said(IN_FORCE, MINORITY)
    assert ("744.11(a)(1) below 50 percent", "red_flag") in effects(found)
    assert "15 CFR 744.11(a)(1)" in cited(found)


@pytest.mark.parametrize("terms", [{"list": "unverified"}, {"list": "denied_persons"}, {"limited": True}])
def test_owners_that_capture_nothing_are_told(terms):
    found = said(IN_FORCE, **terms)
    assert ("744.11(a)(1) below 50 percent", "considered") in effects(found)
    assert "90 FR 47201" in cited(found)
    assert keys(found) == {}


@pytest.mark.parametrize(
    ("date", "role", "effect"),
    [
        ("2019-06-01", Role.ULTIMATE_CONSIGNEE, "question"),
        ("2019-06-01", Role.PURCHASER, "question"),
        ("2019-06-01", Role.FREIGHT_FORWARDER, None),
        ("2025-09-28", Role.FREIGHT_FORWARDER, "question"),
        ("2025-09-28", Role.SELLER, None),
        ("2025-11-10", Role.END_USER, "question"),
        (IN_FORCE, Role.END_USER, None),
    ],
)
def test_third_country_branches(date, role, effect):
    found = {e for r, e in effects(said(date, Basis.BRANCH, role)) if r == "744.11 branches"}
    assert (effect in found) if effect else not found


@pytest.mark.parametrize(
    ("date", "citation"),
    [("2022-03-01", "BIS Entity List FAQ"), (IN_FORCE, "15 CFR 744.11(a)(1)"), ("2026-01-05", "90 FR 50857")],
)
def test_stated_owners_are_told_as_tested(date, citation):
    tested = [f for f in said(date, Basis.LISTED) if f.rule == "744.11 ownership tested"]
    assert [f.effect for f in tested] == [Effect.CONSIDERED]
    assert citation in tested[0].citations
    assert not [f for f in said(date, Basis.LISTED, owners_stated=False) if f.rule == "744.11 ownership tested"]


def test_listing_day_of_the_owner_is_kept():
    (one,) = standings_from_owners((owner(100, standing(listed_from=dt.date(2025, 10, 8))),), "MY")
    assert one.listed_from == dt.date(2025, 10, 8)
