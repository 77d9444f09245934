"""General licenses on record: limbs, texts, periods, certification; each fact alone stops them."""

import datetime as dt
from itertools import pairwise

import pytest

from entity_standings import asked, item, standing
from licet.determination.conclude import LINE, Placed, verdict
from licet.law.bands import band
from licet.law.ear import general_licenses, general_licenses_group_e, part736_general_order_7
from licet.law.ear.general_licenses import read_record, records, rules_of, segments
from licet.law.ear.part744 import s744_11_entity_list
from licet.law.finding import Authority, Effect, authorize, note, require
from licet.law.rule import Rule, Timeline
from licet.terms.outcome import Outcome
from licet.terms.party import Role
from licet.terms.standing import Basis, State
from partial_law import effects

LIMITS = (dt.date(2018, 4, 14), dt.date(2019, 5, 16))
LISTED = {"end_use": "support_existing_device", "supports": "handset"}


def said(date, **facts):
    known = {
        "standing": standing(),
        "activity": "export",
        "destination": "CN",
        "party_country": "CN",
        "party_located_in": "CN",
        "nationality": "",
        "end_use": "support_existing_network",
        "kind": "software",
        "supports": "handset",
        "standard": "",
        "enhances_function": False,
        "certification": "exporter" if date < "2019-08-19" else "listed_entity",
        "contract_date": dt.date(2018, 3, 1),
        "product_public_date": dt.date(2018, 11, 1),
        **facts,
    }
    for name in ("contract_date", "product_public_date"):
        known[name] = band(name, known[name], LIMITS)
    return asked((general_licenses_group_e, general_licenses), date, **known)


def authorized(found):
    return [f for f in found if f.effect is Effect.AUTHORIZATION and not f.awaits]


@pytest.mark.parametrize(
    ("date", "acts"),
    [
        ("2019-05-19", None),
        ("2019-05-20", {"84 FR 23468"}),
        ("2019-08-18", {"84 FR 23468"}),
        ("2019-08-19", {"84 FR 43487"}),
        ("2019-11-17", {"84 FR 43487"}),
        ("2019-11-18", {"84 FR 43487", "84 FR 64018"}),
        ("2020-02-12", {"84 FR 64018"}),
        ("2020-02-13", {"84 FR 64018", "85 FR 8722"}),
        ("2020-02-17", {"85 FR 8722"}),
        ("2020-04-01", {"85 FR 8722", "85 FR 14416"}),
        ("2020-05-15", {"85 FR 14416", "85 FR 29610"}),
        ("2020-08-13", {"85 FR 29610"}),
        ("2020-08-14", None),
        ("2020-08-17", None),
    ],
)
@pytest.mark.parametrize("facts", [{}, LISTED, {"end_use": "vulnerability_disclosure"}])
def test_days_and_acts(date, acts, facts):
    found = authorized(said(date, **facts))
    assert len(found) == (0 if acts is None else 1)
    for one in found:
        assert acts <= set(one.citations)
        assert not {"84 FR 64018", "85 FR 8722", "85 FR 14416", "85 FR 29610"} - acts & set(one.citations)
        assert one.covers == ("744.11",)
        assert one.authority.kind == "general_license"
        assert one.authority.valid_from <= date <= one.authority.valid_until


V1, V2 = "2019-06-10", "2019-10-01"


@pytest.mark.parametrize(
    ("date", "facts", "expected"),
    [
        # (c)(1): contract, own network, enhancement, certification
        (V1, {"contract_date": dt.date(2019, 5, 16)}, True),
        (V1, {"contract_date": dt.date(2019, 5, 17)}, False),
        (V1, {"certification": None}, False),
        (V1, {"certification": "listed_entity"}, False),
        (V2, {"certification": "exporter"}, False),
        (V2, {"certification": None}, False),
        (V2, {"contract_date": dt.date(2019, 5, 17)}, False),
        (V2, {"enhances_function": True}, False),
        (V2, {"end_use": "support_own_network"}, False),
        (V2, {"end_use": "expand_network"}, False),
        (V1, {"end_use": "new_product"}, False),
        (V2, {"end_use": "general_purpose_computing"}, False),
        # (c)(2): device, public availability, enhancement
        (V1, {**LISTED, "product_public_date": dt.date(2019, 5, 16)}, True),
        (V1, {**LISTED, "product_public_date": dt.date(2019, 5, 17)}, False),
        (V1, {**LISTED, "supports": "tablet"}, False),
        (V2, {**LISTED, "supports": "tablet"}, True),
        (V2, {**LISTED, "supports": "customer_premises_equipment"}, True),
        (V2, {**LISTED, "supports": "network_equipment"}, False),
        (V2, {**LISTED, "supports": "other"}, False),
        (V2, {**LISTED, "enhances_function": True}, False),
        (V2, {**LISTED, "product_public_date": dt.date(2019, 9, 19)}, False),
        # (c)(3)
        (V1, {"end_use": "vulnerability_disclosure", "kind": "technology"}, True),
        (V2, {"end_use": "vulnerability_disclosure", "kind": "commodity"}, False),
        # (c)(4): the first text only
        (V1, {"end_use": "standards_development", "standard": "5G", "kind": "technology"}, True),
        (V1, {"end_use": "standards_development", "standard": "", "kind": "technology"}, False),
        (V1, {"end_use": "standards_development", "standard": "video", "kind": "technology"}, False),
        (V1, {"end_use": "standards_development", "standard": "3GPP 5G NR", "kind": "technology"}, True),
        (V1, {"end_use": "standards_development", "standard": "5g", "kind": "technology"}, True),
        (V1, {"end_use": "standards_development", "standard": "Wi-Fi at 5GHz", "kind": "technology"}, False),
        (V1, {"end_use": "standards_development", "standard": "non-5G radio", "kind": "technology"}, False),
        (V1, {"end_use": "standards_development", "standard": "not 5G", "kind": "technology"}, False),
        (V1, {"end_use": "standards_development", "standard": "802.15G", "kind": "technology"}, False),
        (V1, {"end_use": "standards_development", "standard": "5G", "kind": "commodity"}, False),
        ("2019-08-18", {"end_use": "standards_development", "standard": "5G"}, True),
        ("2019-08-19", {"end_use": "standards_development", "standard": "5G"}, False),
        # Country Group E: the destination or the listed party
        (V2, {"destination": "CU"}, False),
        (V2, {"destination": "SD"}, False),
        (V2, {"party_country": "IR"}, False),
        (V2, {"party_located_in": "SY"}, False),
        # whose requirement it lifts
        (V2, {"standing": standing(family="")}, False),
        (V2, {"standing": standing(list="unverified")}, False),
        (V2, {"standing": standing(state=State.NOT_YET)}, False),
        (V2, {"standing": standing(basis=Basis.OWNED)}, False),
    ],
)
def test_limbs_of_the_huawei_license(date, facts, expected):
    assert bool(authorized(said(date, **facts))) == expected


@pytest.mark.parametrize(
    ("date", "facts", "awaits"),
    [
        (V1, {}, ("standard",)),
        (V1, {"standard": "5G"}, ()),
        (V1, {"certification": None}, None),
        (V1, {"certification": "listed_entity"}, None),
        (V1, {"kind": "commodity"}, None),
        (V1, {"destination": "CU"}, None),
        ("2019-08-18", {}, ("standard",)),
        ("2019-08-19", {}, None),
    ],
)
def test_a_standard_that_is_not_named_is_awaited(date, facts, awaits):
    known = {"end_use": "standards_development", "kind": "technology", **facts}
    found = [f.awaits for f in said(date, **known) if f.effect is Effect.AUTHORIZATION]
    assert found == ([] if awaits is None else [awaits])


@pytest.mark.parametrize(
    ("date", "facts", "asks"),
    [
        (V2, {}, False),
        (V2, {"party_country": "IR"}, True),
        (V2, {"party_located_in": "CU"}, True),
        (V2, {"nationality": "KP"}, True),
        (V2, {"party_country": "IR", "certification": None}, False),
        ("2020-08-14", {"party_country": "IR"}, False),
    ],
)
def test_other_parties_in_country_group_e_are_asked_about(date, facts, asks):
    found = said(date, **{"standing": standing(family=""), **facts})
    assert (("744 Supp. No. 7 Country Group E", "question") in effects(found)) == asks


def test_obligations_come_with_it():
    texts = [f.because for f in said(V2) if f.effect is Effect.OBLIGATION]
    assert any("certification statement from the listed Huawei entity" in t for t in texts)
    assert any("Part 762" in t for t in texts)


@pytest.mark.parametrize(
    ("date", "facts"),
    [(V1, {"end_use": "support_own_network"}), (V2, {**LISTED, "supports": "router"})],
)
def test_what_the_text_leaves_open_is_asked(date, facts):
    found = said(date, **facts)
    assert authorized(found)
    assert any(f.effect is Effect.QUESTION for f in found)


@pytest.mark.parametrize(
    ("date", "facts", "words"),
    [
        ("2019-05-19", {}, "did not begin"),
        (V2, {"certification": "exporter"}, "certification is by: exporter"),
        (V2, {"contract_date": dt.date(2019, 6, 1)}, "on or before May 16, 2019"),
        (V2, {"end_use": "support_own_network"}, "third parties only"),
        (V2, {"end_use": "standards_development"}, "removed"),
        ("2020-08-15", {"end_use": "vulnerability_disclosure"}, "ended on August 13, 2020"),
        ("2020-08-18", {}, "not carried into footnote 2"),
    ],
)
def test_why_it_does_not_cover_is_told(date, facts, words):
    told = [f.because for f in said(date, **facts) if f.effect is Effect.CONSIDERED]
    assert any(words in text for text in told)


ZTE = {"family": "zte", "act": "81 FR 12004", "terms_act": "81 FR 12004", "listed_from": dt.date(2016, 3, 8)}


@pytest.mark.parametrize(
    ("date", "terms", "expected"),
    [
        ("2016-03-23", {}, False),
        ("2016-03-24", {}, True),
        ("2016-12-01", {}, True),
        ("2017-03-29", {}, True),
        ("2017-03-30", {}, False),
        ("2016-04-01", {"country": "IR"}, False),
        ("2016-04-01", {"family": ""}, False),
        ("2016-04-01", {"state": State.ENDED}, False),
        ("2016-04-01", {"list": "denied_persons"}, False),
    ],
)
def test_zte_2016(date, terms, expected):
    found = said(date, standing=standing(**{**ZTE, **terms}), end_use="other")
    assert bool(authorized(found)) == expected
    if expected:
        assert "81 FR 15633" in authorized(found)[0].citations
        assert any(f.effect is Effect.WARNING and f.code == "assumption" for f in found)


@pytest.mark.parametrize(
    ("date", "groups", "terms", "effect"),
    [
        ("2025-09-28", {"A:5"}, {}, None),
        ("2025-09-29", {"A:5"}, {}, "authorization"),
        ("2025-11-09", {"A:6", "B"}, {}, "authorization"),
        ("2025-11-10", {"A:5"}, {}, None),
        ("2026-11-10", {"A:5"}, {}, None),
        ("2025-10-15", {"B"}, {}, "considered"),
        ("2025-10-15", {"A:5"}, {"list": "military_end_user"}, "authorization"),
        ("2025-10-15", {"A:5"}, {"list": "sdn"}, None),
        ("2025-10-15", {"A:5"}, {"basis": Basis.LISTED}, None),
        ("2025-10-15", {"A:5"}, {"basis": Basis.BRANCH}, None),
        ("2025-10-15", {"A:5"}, {"state": State.ENDED}, None),
        # (g)(1)(ii): joint ventures, to any destination but E:1 and E:2
        ("2025-09-28", {"D:5"}, {"partners": frozenset({"DE"})}, None),
        ("2025-09-29", {"D:5"}, {"partners": frozenset({"DE"})}, "question"),
        ("2025-11-09", {"B"}, {"partners": frozenset({"US"})}, "question"),
        ("2025-11-10", {"B"}, {"partners": frozenset({"US"})}, None),
        ("2025-10-15", {"D:5"}, {"partners": frozenset({"MY", "SG"})}, "question"),  # A:6
        ("2025-10-15", {"D:5"}, {"partners": frozenset({"MY"})}, "considered"),
        ("2025-10-15", {"E:1", "D:5"}, {"partners": frozenset({"DE"})}, "considered"),
        ("2025-10-15", {"E:2"}, {"partners": frozenset({"DE"})}, "considered"),
        ("2025-10-15", {"A:5"}, {"partners": frozenset({"MY"})}, "authorization"),
        ("2025-10-15", {"D:5"}, {"list": "sdn", "partners": frozenset({"DE"})}, None),
    ],
)
def test_general_order_7(date, groups, terms, effect):
    who = standing(**{"basis": Basis.OWNED, **terms})
    found = order_7(date, standing=who, destination_groups=frozenset(groups))
    names = {e for _, e in effects(found)}
    assert (effect in names) if effect else not names
    assert ("authorization" in names) is (effect in ("authorization", "question"))
    assert ("question" in names) is (effect == "question")
    for one in authorized(found):
        assert one.covers_key("744.11")
        assert one.covers_key("744.21")
        assert not one.covers_key("744.8")
        assert "90 FR 47201" in one.citations


def order_7(date, **facts):
    known = {"parties": (), "table_date": dt.date.fromisoformat(date), **facts}
    return asked((part736_general_order_7,), date, **known)


OF_AFFILIATE = {"basis": Basis.OWNED, "footnotes": frozenset({1})}


@pytest.mark.parametrize(
    ("groups", "role", "terms", "covered"),
    [
        ({"A:5"}, Role.END_USER, OF_AFFILIATE, {"744.11(a)(2)(i)"}),
        ({"A:5"}, Role.END_USER, {**OF_AFFILIATE, "footnotes": frozenset({4, 5})},
         {"744.11(a)(2)(iv)", "744.11(a)(2)(v)"}),
        ({"A:5"}, Role.END_USER, {**OF_AFFILIATE, "footnotes": frozenset({3})}, set()),  # 746.8 is not lifted
        ({"A:5"}, Role.END_USER, {**OF_AFFILIATE, "basis": Basis.LISTED}, set()),
        ({"A:5"}, Role.END_USER, {**OF_AFFILIATE, "basis": Basis.BRANCH}, set()),
        ({"A:5"}, Role.INCORPORATED_INTO, OF_AFFILIATE, set()),  # no party to the transaction
        ({"A:5"}, Role.LENDER, OF_AFFILIATE, set()),
        ({"D:5"}, Role.END_USER, OF_AFFILIATE, set()),
        ({"D:5"}, Role.END_USER, {**OF_AFFILIATE, "partners": frozenset({"US"})}, {"744.11(a)(2)(i)"}),
        ({"E:1"}, Role.END_USER, {**OF_AFFILIATE, "partners": frozenset({"US"})}, set()),
    ],
)  # fmt: skip
def test_general_order_7_and_inherited_footnotes(groups, role, terms, covered):
    who = standing(**terms)
    found = order_7("2025-10-15", standing=who, parties=((role, "DE", (who,)),), destination_groups=frozenset(groups))
    lifted = {key for f in authorized(found) for key in f.covers if key.startswith("744.11(a)(2)")}
    assert lifted == covered


def test_general_order_7_does_not_lift_a_footnote_of_the_listed_entity_itself():
    owned, listed = standing(**OF_AFFILIATE), standing(footnotes=frozenset({1}))
    both = ((Role.END_USER, "DE", (owned,)), (Role.PURCHASER, "CN", (listed,)))
    found = order_7("2025-10-15", standing=owned, parties=both, destination_groups=frozenset({"A:5"}))
    assert not [key for f in authorized(found) for key in f.covers if key.startswith("744.11(a)(2)")]


def test_every_record_has_one_text_a_day():
    for license_ in records():
        by_id: dict[str, list[Rule]] = {}
        for one in rules_of(license_).values():
            by_id.setdefault(one.id, []).append(one)
        for several in by_id.values():
            assert all(len(now) <= 1 for now in Timeline(several).in_force)


def test_segments_meet_without_gap():
    huawei = next(r for r in records() if r.id == "HUAWEI-TGL")
    stretches = [s for version in huawei.versions for s in segments(version)]
    assert stretches[0][0] == dt.date(2019, 5, 20)
    assert stretches[-1][1] == dt.date(2020, 8, 13)
    for (_, until, _), (since, _, _) in pairwise(stretches):
        assert since - until == dt.timedelta(days=1)


def test_a_condition_needs_exactly_one_test():
    record = """
    id = "X"
    name = "X"
    rule = "744 X"
    citation = "X"
    lists = ["entity_list"]
    family = "x"
    covers = ["744.11"]
    [[version]]
    name = "x"
    act = "1 FR 1"
    [[version.period]]
    from = 2020-01-01
    through = 2020-01-02
    act = "1 FR 1"
    [[version.limb]]
    paragraph = "(a)"
    title = "x"
    condition = [{ fact = "kind", text = "x" }]
    """
    with pytest.raises(ValueError, match="exactly one test"):
        read_record(record)


def concluded(*parties):
    """The outcome for a line of United States origin whose parties have these findings."""
    subject = Placed(LINE, note(Effect.SUBJECT, "of US origin", "15 CFR 734.3(a)(2)"))
    placed = [Placed(place, finding) for place, found in enumerate(parties) for finding in found]
    return verdict([subject, *placed]).outcome


def listed_party(date, **facts):
    """What 744.11 and the general licenses say of one listed consignee."""
    required = asked(
        (s744_11_entity_list,),
        date,
        role=Role.ULTIMATE_CONSIGNEE,
        classification=item("EAR99"),
        jurisdiction=frozenset({"us_origin"}),
        standing=facts.get("standing") or standing(),
    )
    return [*required, *said(date, **facts)]


@pytest.mark.parametrize(
    ("date", "outcome"),
    [
        ("2019-05-19", Outcome.LICENSE_REQUIRED),
        ("2019-05-20", Outcome.AUTHORIZED),
        ("2020-08-13", Outcome.AUTHORIZED),
        ("2020-08-14", Outcome.LICENSE_REQUIRED),
    ],
)
def test_outcome_on_the_boundary_days(date, outcome):
    assert concluded(listed_party(date)) == outcome


def test_another_listed_party_stays_uncovered():
    other = listed_party(V2, standing=standing(family=""))
    assert concluded(listed_party(V2), other) == Outcome.LICENSE_REQUIRED


def test_what_the_text_leaves_open_is_no_clearance():
    assert concluded(listed_party(V1, end_use="support_own_network")) == Outcome.UNDETERMINED


def test_an_exception_helps_once_the_bar_is_lifted():
    control = [
        require("controlled", "15 CFR 742.4", policy=None, key="742.4:NS2"),
        authorize("ENC", covers=("742.4",), authority=Authority("license_exception", "ENC", "", "15 CFR 740.17")),
    ]
    assert concluded(listed_party(V2), control) == Outcome.AUTHORIZED
    assert concluded(listed_party(V2, certification=None), control) == Outcome.LICENSE_REQUIRED
    uncovered = control[:1]
    assert concluded(listed_party(V2), uncovered) == Outcome.LICENSE_REQUIRED
