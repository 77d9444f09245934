"""Part 744 decided end to end: invented entries on real lists, and what stands between them and a clearance."""

import datetime as dt

import pytest

from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.lists.entry import Entry, Listing, Name
from licet.lists.register import Register
from licet.terms.dates import start
from licet.terms.scope import ALL_ITEMS, PRESUMED_DENIED

ENTRIES = (
    ("Zolotoy Quibble Works", "sdn", ("RUSSIA-EO14024",)),
    ("Havanera Plumbago Trading", "sdn", ("CUBA",)),
    ("Wuzhen Periwinkle Optics", "unverified", ()),
    ("Anqing Thunderhead Aeronautics", "military_end_user", ()),
    ("Bureau of Silent Kingfishers", "military_intelligence_end_user", ()),
    ("Taizhou Marzipan Cameras", "fcc_covered", ()),
)


def entry(name: str, list_name: str, programs: tuple[str, ...]) -> Entry:
    listing = Listing(
        list=list_name,
        effective=start("2018-01-01"),
        until=None,
        act="83 FR 1",
        printed="83 FR 1",
        listed_act="83 FR 1",
        listed_from=start("2018-01-01"),
        ended_by="",
        scope=ALL_ITEMS,
        policy=PRESUMED_DENIED,
        requirement_text="",
        policy_text="",
        source="invented",
        programs=programs,
    )
    key = name.lower().replace(" ", "-")
    return Entry(key, (Name(name, "primary", "invented"),), "CN", "", (), "entity", "", (listing,), (), "", "invented")


@pytest.fixture(scope="module")
def licet() -> Licet:
    made = [entry(*each) for each in ENTRIES]
    return Licet(ear(), Register({one.id: one for one in made}, {}), Options(accept_incomplete_lists=True))


def said(
    licet, name, *, date="2025-01-10", eccn="EAR99", role="end_user", destination="CN", end_use="other", country="CN",
    **more,
):  # fmt: skip
    return licet.decide(
        {
            "date": date,
            "destination": destination,
            "item": {"description": "part", "eccn": eccn, "origin": "US", "kind": "commodity"},
            "parties": [{"role": role, "name": name, "country": country}],
            "end_use": end_use,
            **more,
        }
    )


@pytest.mark.parametrize(
    ("name", "facts", "outcome", "policy"),
    [
        ("Zolotoy Quibble Works", {}, "license_required", "presumption_of_denial"),
        ("Zolotoy Quibble Works", {"date": "2024-03-20"}, "undetermined", None),
        ("Zolotoy Quibble Works", {"role": "bank"}, "undetermined", None),
        ("Havanera Plumbago Trading", {}, "undetermined", None),
        ("Wuzhen Periwinkle Optics", {}, "no_license_required", None),
        ("Anqing Thunderhead Aeronautics", {}, "no_license_required", None),
        ("Anqing Thunderhead Aeronautics", {"eccn": "3A991"}, "license_required", "presumption_of_denial"),
        ("Anqing Thunderhead Aeronautics", {"eccn": "5A991"}, "undetermined", None),
        ("Bureau of Silent Kingfishers", {}, "license_required", "presumption_of_denial"),
        ("Bureau of Silent Kingfishers", {"date": "2021-03-15"}, "no_license_required", None),
        ("Taizhou Marzipan Cameras", {}, "no_license_required", None),
        ("Plain Teapots", {}, "no_license_required", None),
        ("Plain Teapots", {"end_use": "chemical_biological"}, "license_required", "case_by_case"),
        ("Plain Teapots", {"end_use": "missile"}, "license_required", "case_by_case"),
        ("Plain Teapots", {"end_use": "military", "eccn": "3A991"}, "license_required", "presumption_of_denial"),
        ("Plain Teapots", {"destination": "DE"}, "no_license_required", None),
        ("Plain Teapots", {"destination": "DE", "country": "DE", "end_use": "military"}, "no_license_required", None),
        ("Plain Teapots", {"destination": "DE", "country": "CN", "end_use": "military"}, "undetermined", None),
        ("Plain Teapots", {"destination": "DE", "end_use": "missile"}, "undetermined", None),
        ("Plain Teapots", {"destination": "DE", "end_use": None}, "undetermined", None),
    ],
)
def test_outcome(licet, name, facts, outcome, policy):
    answer = said(licet, name, **facts)
    assert answer["errors"] == []
    assert (answer["outcome"], answer["review_policy"]) == (outcome, policy)


def test_sanctions_law_is_asked_once_and_shown(licet):
    answer = said(licet, "Havanera Plumbago Trading")
    assert [q["fact"] for q in answer["questions"]] == ["ofac"]
    assert answer["other_measures"]


def test_an_unverified_party_bars_a_license_exception(licet):
    claimed = {"eccn": "3A001.a.7", "destination": "SG", "country": "SG"}
    item = {"description": "part", "eccn": "3A001.a.7", "origin": "US", "kind": "commodity", "value_usd": 900}
    assert said(licet, "Plain Teapots", **claimed, item=item)["outcome"] == "authorized"
    barred = said(licet, "Wuzhen Periwinkle Optics", **claimed, item=item)
    assert barred["outcome"] == "license_required"
    assert "15 CFR 740.2(a)(17)" in barred["citations"]


def test_an_unverified_party_needs_a_statement(licet):
    answer = said(licet, "Wuzhen Periwinkle Optics")
    assert any("UVL statement" in text for text in answer["obligations"])
    assert any("758.1(b)(8)" in text for text in answer["obligations"])
    assert "15 CFR 744.15(a)" in answer["citations"]


def test_an_overlay_is_shown_and_decides_nothing(licet):
    answer = said(licet, "Taizhou Marzipan Cameras")
    assert {m["rule"] for m in answer["other_measures"]} == {"FCC Covered List", "FCC equipment authorization"}
    assert "47 CFR 1.50002" not in answer["citations"]


def test_lists_not_searched_block_a_clearance_and_nothing_else():
    cautious = Licet(ear(), Register({}, {}), Options())
    open_ = said(cautious, "Plain Teapots")
    assert (open_["outcome"], [q["fact"] for q in open_["questions"]]) == ("undetermined", ["lists"])
    assert said(cautious, "Plain Teapots", end_use="chemical_biological")["outcome"] == "license_required"


def test_every_day_of_every_boundary_is_decided(licet):
    boundaries = {moment.date() for moment in ear().boundaries if moment.year >= 2016}
    for date in sorted(boundaries | {each - dt.timedelta(days=1) for each in boundaries}):
        if date >= dt.date(2016, 1, 1):
            assert said(licet, "Plain Teapots", date=date.isoformat())["outcome"] == "no_license_required"
