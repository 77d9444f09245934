"""Claims beside the record: general wordings, judged on the day of the text."""

import pytest

from licet.lists.embedded import embedded
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
    ("002", "2019-07-10"): {("in May", "agrees")},
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
