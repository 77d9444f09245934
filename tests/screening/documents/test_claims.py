"""Claims beside the record: general wordings, judged on the day of the text."""

import dataclasses

import pytest

from licet.lists.embedded import embedded
from licet.lists.register import Register
from licet.screening.documents.claims import Claim, claims_of, date_of
from licet.screening.documents.mentions import Finder
from licet.screening.documents.regulation_words import terms_of
from licet.terms.dates import moment
from shared import SHARED, needs_shared

pytest.importorskip("ahocorasick")


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.of(embedded())


def claims(finder: Finder, text: str, day: str) -> list[Claim]:
    when = moment(day)
    found = list(claims_of(text, when, embedded(), tuple(terms_of(text)), finder.find(text, when)))
    for each in found:
        assert text[each.start : each.end] == each.text
    return found


def verdicts(finder: Finder, text: str, day: str) -> list[tuple[str, str]]:
    return [(each.kind, each.verdict) for each in claims(finder, text, day)]


@pytest.mark.parametrize(
    ("text", "day", "verdict"),
    [
        ("Huawei and 68 affiliates were hit.", "2019-06-01", "agrees"),
        ("Huawei and sixty-eight of its affiliates were hit.", "2019-06-01", "agrees"),
        ("Huawei and 68 subsidiaries in 26 countries were hit.", "2019-06-01", "agrees"),
        ("Huawei and 68 affiliates in 30 countries were hit.", "2019-06-01", "contradicted"),
        ("Huawei and 71 affiliates were hit.", "2019-06-01", "contradicted"),
        ("Huawei and about 70 affiliates were hit.", "2019-06-01", "loose"),
        ("Huawei and more than 60 affiliates were hit.", "2019-06-01", "agrees"),
        ("Huawei and over 100 affiliates were hit.", "2019-06-01", "contradicted"),
        ("Huawei and 68 affiliates were hit.", "2019-12-01", "loose"),
        ("Huawei and 114 affiliates were hit.", "2019-12-01", "agrees"),
        ("Huawei and 152 non-U.S. affiliates were hit.", "2020-10-01", "agrees"),
        ("Huawei, ZTE and 68 affiliates were hit.", "2019-06-01", "contradicted"),
        ("ZTE, Huawei and 68 affiliates were hit.", "2019-06-01", "contradicted"),
        ("Unlike ZTE, which paid a fine, Huawei and 68 affiliates were hit.", "2019-06-01", "agrees"),
        ("Some shop has 12 affiliates.", "2019-06-01", "no_record"),
    ],
)
def test_counts_of_affiliates(finder: Finder, text: str, day: str, verdict: str) -> None:
    assert verdicts(finder, text, day) == [("affiliates", verdict)]


def test_counts_cite_the_rules_that_made_them(finder: Finder) -> None:
    (found,) = claims(finder, "Huawei and 70 affiliates were hit.", "2019-11-04")
    assert found.citations[:2] == ("84 FR 22961", "84 FR 43493")
    assert "114 on 2019-11-04" in found.record


@pytest.mark.parametrize(
    ("text", "day", "verdict"),
    [
        ("Last year Huawei was put on the Entity List.", "2021-02-24", "contradicted"),
        ("Last year Huawei was put on the Entity List.", "2020-02-24", "agrees"),
        ("Huawei was added to a trade blacklist in May.", "2019-07-01", "agrees"),
        ("Huawei was added to the Entity List in June 2019.", "2019-07-01", "contradicted"),
        ("Huawei was added to the Entity List in 2019.", "2022-07-01", "agrees"),
        ("Sugon was placed on the Entity List this month.", "2019-06-28", "agrees"),
        ("Hikvision was placed on the Entity List last month.", "2019-10-20", "contradicted"),
        ("Huawei was put on the Entity List in 2019.", "2019-05-01", "contradicted"),
    ],
)
def test_days_of_listing(finder: Finder, text: str, day: str, verdict: str) -> None:
    assert verdicts(finder, text, day) == [("listing_date", verdict)]


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("A presumption of denial applies to Huawei.", "2019-11-04", ("review_policy", "agrees")),
        ("A policy of denial applies to Huawei.", "2019-11-04", ("review_policy", "contradicted")),
        ("It is almost certain that sales to Huawei will be denied.", "2019-11-04", ("review_policy", "loose")),
        ("The general license for Huawei will run for 90 days.", "2019-05-20", ("general_license_term", "agrees")),
        ("Huawei's general license runs for 180 days.", "2019-05-20", ("general_license_term", "contradicted")),
        ("Under the general license Huawei's sellers need individual licenses as well.", "2019-06-01",
         ("general_license_effect", "contradicted")),
        ("Under the general license Huawei's sellers do not need individual licenses.", "2019-06-01",
         ("general_license_effect", "agrees")),
        ("Commerce has had 300 license applications.", "2019-11-04", ("applications", "no_record")),
        ("An executive order banned Chinese equipment from networks.", "2019-05-20",
         ("executive_order", "contradicted")),
        ("Huawei engaged in activities contrary to national security.", "2019-05-20", ("reason", "loose")),
        ("Huawei posed a risk of being involved in activities contrary to national security.", "2019-05-20",
         ("reason", "agrees")),
        ("Huawei was blacklisted.", "2019-06-20", ("measures", "agrees")),
        ("ZTE was sanctioned.", "2019-06-20", ("measures", "loose")),
        ("ZTE was sanctioned.", "2018-06-20", ("measures", "agrees")),
        ("Some sanctions against Huawei are justified by the threat that its equipment poses.", "2019-07-10",
         ("reason", "contradicted")),
        ("The US blacklisted Huawei over its dealings with Iran.", "2019-07-10", ("reason", "agrees")),
        ("The listing of Huawei was an effort to protect national security.", "2019-07-10", ("reason", "loose")),
        ("The White House relaxed a bit on the requirements for Huawei.", "2019-07-10", ("relaxation", "loose")),
        ("Firms are required to get a license to sell to Huawei.", "2019-06-20", ("requirement", "agrees")),
        ("Huawei is shut out of the US telecoms market.", "2019-11-04", ("market", "contradicted")),
        ("Huawei is shut out of the US telecoms market.", "2022-11-04", ("market", "loose")),
        ("The general license lets Huawei's customers in Idaho and Maine, two states, find relief.", "2019-06-01",
         ("general_license_scope", "contradicted")),
        ("The general license allows Huawei to buy parts for new products.", "2019-06-01",
         ("general_license_scope", "contradicted")),
    ],
)  # fmt: skip
def test_other_statements(finder: Finder, text: str, day: str, expected: tuple[str, str]) -> None:
    assert expected in verdicts(finder, text, day)


# Statements of the press, invented, of other parties, days and lists; each with all that may be said of it.
STATEMENTS = [
    ("Hikvision and Dahua were blacklisted on October 9, 2019, along with 26 other entities.", "2019-10-15",
     {("measures", "agrees"), ("listing_date", "agrees"), ("listings", "agrees")}),
    ("Commerce added 28 organizations to the Entity List last week, including Hikvision and Dahua.", "2019-10-15",
     {("listings", "agrees"), ("listing_date", "agrees")}),
    ("Commerce added 40 organizations to the Entity List in May, including Hikvision.", "2019-10-15",
     {("listings", "contradicted"), ("listing_date", "contradicted")}),
    ("Sugon and Hikvision were put on the Entity List on June 24.", "2019-10-20", {("listing_date", "contradicted")}),
    ("Hikvision is not on the Entity List.", "2019-10-15", {("standing", "contradicted")}),
    ("Hikvision is not on the Entity List.", "2019-05-15", {("standing", "agrees")}),
    ("Huawei has been on the Entity List since 2020.", "2025-06-01",
     {("standing", "agrees"), ("listing_date", "contradicted")}),
    ("ZTE remains on the Entity List.", "2018-08-01", {("standing", "contradicted")}),
    ("ZTE was removed from the Entity List in 2017.", "2018-08-01", {("removal", "agrees")}),
    ("ZTE was removed from the Entity List in 2018.", "2018-08-01", {("removal", "contradicted")}),
    ("Huawei has been removed from the blacklist.", "2021-08-01", {("removal", "contradicted")}),
    ("Huawei has not been removed from the Entity List.", "2021-08-01", {("removal", "agrees")}),
    ("SMIC was placed on the Entity List on December 18, 2020.", "2021-03-10", {("listing_date", "agrees")}),
    ("SMIC was placed on the Entity List on December 22, 2020.", "2021-03-10", {("listing_date", "loose")}),
    ("YMTC was added to the Entity List in October 2022.", "2023-01-10", {("listing_date", "contradicted")}),
    ("The FCC put Huawei and Hytera on its Covered List in March 2021.", "2021-03-20", {("listing_date", "agrees")}),
    ("The FCC put Huawei and Hytera on its Covered List in January 2021.", "2021-03-20",
     {("listing_date", "contradicted")}),
    ("Commerce added another 38 Huawei affiliates to the Entity List in August.", "2020-09-01",
     {("affiliates", "agrees")}),
    ("Commerce added another 38 Huawei affiliates to the Entity List in May.", "2020-09-01",
     {("affiliates", "contradicted")}),
    ("Commerce extended the general license for Huawei to November 18 and added 46 affiliates to the list.",
     "2019-08-22", {("affiliates", "agrees"), ("general_license_term", "agrees")}),
    ("The temporary general license for Huawei expired on August 31, 2020.", "2020-09-01",
     {("general_license_term", "contradicted")}),
    ("The temporary general license for Huawei expired on August 13, 2020.", "2020-09-01",
     {("general_license_term", "agrees")}),
    ("The temporary general license still allows support of Huawei's existing handsets.", "2022-01-10",
     {("general_license_scope", "contradicted")}),
    ("There is no presumption of denial for Huawei.", "2019-06-01", {("review_policy", "contradicted")}),
    ("US companies do not need a license to sell to Huawei.", "2021-01-01", {("requirement", "contradicted")}),
    ("No license is required for sales to Huawei.", "2021-01-01", {("requirement", "contradicted")}),
    ("Companies can ship to Huawei without a license.", "2021-01-01", {("requirement", "contradicted")}),
    ("Under the 90-day license firms need no license to sell to Huawei.", "2019-06-01",
     {("general_license_term", "agrees")}),
    ("American companies cannot sell to Huawei without a license.", "2019-06-01", {("requirement", "agrees")}),
    ("American companies cannot sell anything to Huawei.", "2019-06-01", {("requirement", "loose")}),
    ("The rule adding Huawei (84 FR 22961) took effect on May 21, 2019.", "2019-06-01",
     {("act", "agrees"), ("act_date", "contradicted")}),
    ("The rule adding Huawei (84 FR 22961) took effect on May 16, 2019.", "2019-06-01",
     {("act", "agrees"), ("act_date", "agrees")}),
    ("The rule adding Huawei to the Entity List stands at 84 FR 43493.", "2019-06-01", {("act", "contradicted")}),
    ("The rule adding Huawei to the Entity List stands at 84 Fed. Reg. 22,961.", "2019-06-01", {("act", "agrees")}),
    ("The rule adding Huawei to the Entity List stands at 84 FR 1234.", "2019-06-01", {("act", "no_record")}),
    ("ZTE is subject to a denial order.", "2018-05-01", {("denial_order", "agrees")}),
    ("ZTE is subject to a denial order.", "2019-05-01", {("denial_order", "loose")}),
    ("The denial order against ZTE was lifted on July 13, 2018.", "2018-07-20", {("denial_order", "agrees")}),
    ("The denial order against ZTE was lifted on May 13.", "2018-05-14", {("denial_order", "contradicted")}),
    ("Trump signed an executive order banning Huawei.", "2019-06-01", {("executive_order", "loose")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "expected"), STATEMENTS)
def test_statements_of_the_press(finder: Finder, text: str, day: str, expected: set[tuple[str, str]]) -> None:
    assert set(verdicts(finder, text, day)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Huawei, which was put on the Entity List in May 2019, reported in March 2021 that sales fell.",
        "Huawei has not been removed from the Entity List.",
    ],
)
def test_a_day_told_of_something_else_is_not_judged(finder: Finder, text: str) -> None:
    assert [verdict for _, verdict in verdicts(finder, text, "2021-03-10")] == ["agrees"]


@pytest.mark.parametrize(
    "text",
    [
        "Huawei may be added to the Unverified List in 2022.",
        "Was Huawei removed from the Entity List?",
        "Huawei asked to be removed from the Entity List.",
        "Huawei denied that it was added to the Entity List in 2020.",
        "Samsung Electronics was added to the Entity List in 2020, unlike Huawei.",
        "Xiaomi was added to a blacklist in January; Huawei said it was sorry.",
        "Suppliers of Huawei were added to the Entity List in 2018.",
        "China added Lockheed to its blacklist in 2023, after the US listed Huawei.",
        "Five more firms joined the Entity List in 2018. Huawei makes phones.",
        "Huawei cannot sell phones in Europe.",
        "ZTE is unable to sell phones in India.",
        "Huawei opened an office in March 2018 and hired 68 people in 26 countries.",
        "An executive order bars Americans from investing in Huawei.",
        "Huawei sued the FCC in 2019.",
    ],
)
def test_what_is_not_said_is_not_judged(finder: Finder, text: str) -> None:
    assert verdicts(finder, text, "2021-03-10") == []


def test_two_parties_in_one_statement_are_both_told(finder: Finder) -> None:
    (found,) = claims(finder, "Sugon and Hikvision were put on the Entity List on June 24.", "2019-10-20")
    assert "2019-06-24" in found.record
    assert "2019-10-09" in found.record
    assert found.citations[:2] == ("84 FR 54002", "15 CFR Part 744 Supp. No. 4")


def test_a_list_whose_days_are_not_known_contradicts_nobody() -> None:
    """A snapshot tells that a party stands on a list, not since when, nor on what it stood before."""
    listing = dataclasses.replace(
        embedded().entries["sugon"].listings[0], list="sdn", effective=moment("2026-07-31"),
        listed_from=moment("2026-07-31"), certainty="snapshot",
    )  # fmt: skip
    entry = dataclasses.replace(embedded().entries["sugon"], listings=(listing,))
    register = Register({"sugon": entry}, embedded().lists)
    alone = Finder.of(register)
    for text, day in (
        ("Sugon was added to the SDN list in 2018.", "2019-05-01"),
        ("Sugon was added to the SDN list in 2018.", "2026-09-01"),
        ("Sugon was added to the Entity List in 2018.", "2019-05-01"),
        ("Sugon is not on the Entity List.", "2019-05-01"),
        ("Sugon was blacklisted.", "2019-05-01"),
    ):
        when = moment(day)
        found = list(claims_of(text, when, register, tuple(terms_of(text)), alone.find(text, when)))
        assert {each.verdict for each in found} <= {"no_record"}, text


@pytest.mark.parametrize("text", ["", "Huawei sells phones.", "The list is long.", "x" * 5000, "68 affiliations."])
def test_no_statement_no_claim(finder: Finder, text: str) -> None:
    assert claims(finder, text, "2019-11-04") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published: May 18, 2019\nText", "2019-05-18"),
        ("Date: 2019-11-04\n\nText", "2019-11-04"),
        ("Title\n4 November 2019\nText", "2019-11-04"),
        ("The picture was taken on April 25, 2019.", None),
        ("Text", None),
    ],
)
def test_the_day_a_text_gives(text: str, day: str | None) -> None:
    found = date_of(text, tuple(terms_of(text)))
    assert (found.date().isoformat() if found else None) == day


RECORD = {
    ("000", "2021-02-24"): {("Last year", "contradicted")},
    ("002", "2019-07-10"): {("in May", "agrees"), ("relax sanctions", "loose")},
    ("003", "2019-11-04"): {
        ("70 affiliates", "contradicted"), ("over 20 other Chinese firms", "loose"),
        ("presumption of denial", "agrees"), ("barred it from competing in the US telecoms market", "contradicted"),
    },
    ("004", "2019-05-19"): {
        ("68 Affiliates from 26 Countries", "contradicted"), ("68 affiliates from 26 countries", "agrees"),
        ("90 days", "agrees"), ("Wyoming and eastern Oregon", "contradicted"),
        ("almost certain that applicants will be denied", "loose"), ("any new products", "agrees"),
    },
}  # fmt: skip


@needs_shared
@pytest.mark.parametrize("article", sorted(RECORD))
def test_the_articles(finder: Finder, article: tuple[str, str]) -> None:
    assert SHARED is not None
    (path,) = (SHARED / "articles").glob(f"{article[0]}_*.txt")
    found = {(each.text, each.verdict) for each in claims(finder, path.read_text(encoding="utf-8"), article[1])}
    assert RECORD[article] <= found
