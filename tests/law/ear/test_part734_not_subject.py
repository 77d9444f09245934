"""734.7, 742.15(b), 734.10(b): what published means, and releases for standards."""

import pytest

from licet.law.ear import part734_not_subject, part774_classification
from licet.law.finding import Effect
from partial_law import effects, findings, law_from

LAW = law_from(part734_not_subject, part774_classification, given=("jurisdiction",))
NOT_SUBJECT, QUESTION, CONSIDERED = "not_subject", "question", "considered"


def said(date, item="EAR99", **facts):
    known = {
        "published": False,
        "jurisdiction": frozenset({"us_origin"}),
        "eccn_stated": True,
        "kind": "technology",
        "notified_742_15": False,
        "end_use": "other",
        "standard_published": True,
        "activity": "export",
        **facts,
    }
    return findings(LAW, date, eccn=item, **known)


@pytest.mark.parametrize(
    ("date", "item", "kind", "notified", "expected"),
    [
        ("2022-01-05", "EAR99", "technology", False, {NOT_SUBJECT}),
        ("2022-01-05", "5E002", "technology", False, {NOT_SUBJECT}),
        ("2022-01-05", "EAR99", "software", False, {NOT_SUBJECT}),
        ("2022-01-05", "EAR99", "commodity", False, {CONSIDERED}),
        ("2021-03-28", "5D002", "software", False, {CONSIDERED}),
        ("2021-03-28", "5D002", "software", True, {NOT_SUBJECT}),
        ("2021-03-29", "5D002.c.1", "software", False, {NOT_SUBJECT, QUESTION}),
        ("2021-03-29", "5D002", "software", True, {NOT_SUBJECT}),
        ("2020-03-08", "0E501", "technology", False, {NOT_SUBJECT}),  # no entry of the list yet
        ("2020-03-09", "0E501", "technology", False, {NOT_SUBJECT, QUESTION}),  # 734.7(c)
        ("2022-01-05", "0D501", "software", False, {NOT_SUBJECT, QUESTION}),
        ("2022-01-05", "0E504", "technology", False, {NOT_SUBJECT}),
    ],
)
def test_published(date, item, kind, notified, expected):
    found = said(date, item, published=True, kind=kind, notified_742_15=notified)
    assert effects(found) == {("734.7", effect) for effect in expected}


def test_an_entry_that_is_not_stated_is_not_asked_for_firearms_files():
    found = said("2022-01-05", "0E501", published=True, eccn_stated=False)
    assert effects(found) == {("734.7", NOT_SUBJECT)}


def test_nothing_is_said_of_items_that_are_not_subject_anyway():
    outside = {"jurisdiction": frozenset()}
    assert not said("2022-01-05", "5D002", published=True, kind="software", **outside)
    assert not said("2019-06-01", "5D002", published=True, kind="software", **outside)
    assert not said("2024-08-01", "5E002", end_use="standards_development", **outside)


def test_not_published_says_nothing():
    assert not said("2022-01-05", published=False, notified_742_15=True)


def test_published_technology_cites_the_patent_paragraph_too():
    (found,) = said("2022-01-05", published=True)
    assert {"15 CFR 734.7", "15 CFR 734.10", "15 CFR 734.3(b)(3)"} <= set(found.citations)


@pytest.mark.parametrize(
    ("date", "told"), [("2019-08-18", False), ("2019-08-19", True), ("2020-06-17", True), ("2020-06-18", False)]
)
def test_the_advisory_opinion_on_standards(date, told):
    found = said(date, published=True, end_use="standards_development")
    assert any("BIS General Advisory Opinion 2019-08-19" in f.citations for f in found) is told
    assert any(f.effect is Effect.NOT_SUBJECT for f in found)


@pytest.mark.parametrize(
    ("date", "item", "facts", "expected"),
    [
        ("2024-07-17", "EAR99", {}, set()),
        ("2024-07-18", "EAR99", {}, {NOT_SUBJECT}),
        ("2024-07-18", "5E991", {}, {NOT_SUBJECT}),
        ("2024-07-18", "5D991", {"kind": "software"}, {NOT_SUBJECT}),
        ("2024-07-18", "EAR99", {"standard_published": False}, {CONSIDERED}),
        ("2024-07-18", "EAR99", {"kind": "commodity"}, {CONSIDERED}),
        ("2024-07-18", "EAR99", {"end_use": "other"}, set()),
        ("2024-07-18", "5E001.a", {}, {CONSIDERED}),
        ("2024-07-18", "5E002", {}, {NOT_SUBJECT, QUESTION}),
        ("2024-07-18", "5D002.b", {"kind": "software"}, {NOT_SUBJECT, QUESTION}),
        ("2024-07-18", "5D002", {"kind": "software"}, {NOT_SUBJECT, QUESTION}),  # the paragraph is not said
        ("2024-07-18", "5D002.c", {"kind": "software"}, {NOT_SUBJECT, QUESTION}),
        ("2024-07-18", "5D002.a.1", {"kind": "software"}, {CONSIDERED}),
        ("2024-07-18", "5D002.c.2", {"kind": "software"}, {CONSIDERED}),
        ("2024-07-18", "EAR99", {"activity": "service"}, set()),
    ],
)
def test_standards_related_activity(date, item, facts, expected):
    found = said(date, item, **{"end_use": "standards_development", **facts})
    assert effects(found) == {("734.10(b)", effect) for effect in expected}
