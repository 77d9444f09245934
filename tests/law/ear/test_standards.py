"""Standards releases that the Entity List did not reach."""

import pytest

from entity_standings import asked, item, standing
from licet.law.ear.part744 import s744_11_standards
from licet.law.finding import Effect
from licet.terms.standing import Basis, State


def said(date, eccn, kind, end_use="standards_development", secret=False, **terms):
    who = standing(**terms)
    facts = {"classification": item(eccn), "kind": kind, "end_use": end_use, "standard_secret": secret}
    facts["standing"] = who
    return asked((s744_11_standards,), date, **facts)


OTHERS = {"family": ""}


@pytest.mark.parametrize(
    ("date", "eccn", "kind", "terms", "lifted"),
    [
        ("2020-06-17", "EAR99", "technology", {}, False),
        ("2020-06-18", "EAR99", "technology", {}, True),
        ("2020-06-18", "5E991", "technology", {}, True),
        ("2020-07-01", "5E001", "technology", {}, False),
        ("2020-07-01", "EAR99", "software", {}, False),
        ("2020-07-01", "EAR99", "commodity", {}, False),
        ("2022-09-08", "EAR99", "technology", OTHERS, False),
        ("2022-09-08", "EAR99", "software", {}, False),
        ("2022-09-09", "EAR99", "technology", OTHERS, True),
        ("2022-09-09", "EAR99", "software", {}, True),
        ("2022-09-09", "5D991", "software", OTHERS, True),
        ("2022-09-09", "EAR99", "commodity", OTHERS, False),
        ("2022-09-09", "5E001", "technology", OTHERS, False),
        ("2022-09-09", "5D002", "software", OTHERS, True),  # which paragraph is not said: asked
        ("2022-09-09", "5D002.a.1", "software", OTHERS, False),
        ("2022-09-09", "5D002.b", "software", OTHERS, True),
        ("2022-09-09", "5E002", "technology", OTHERS, True),
        ("2024-07-17", "EAR99", "technology", OTHERS, True),
        ("2024-07-18", "EAR99", "technology", OTHERS, False),  # 734.10(b) from here on
        ("2023-01-10", "EAR99", "technology", {"list": "unverified"}, False),
        ("2023-01-10", "EAR99", "technology", {"basis": Basis.OWNED}, False),
        ("2023-01-10", "EAR99", "technology", {"state": State.ENDED}, False),
    ],
)
def test_standards(date, eccn, kind, terms, lifted):
    found = said(date, eccn, kind, **terms)
    assert [f.covers for f in found if f.effect is Effect.EXEMPTION] == ([("744.11",)] if lifted else [])


def test_end_use_is_needed():
    assert said("2023-01-10", "EAR99", "technology", end_use="other") == []


@pytest.mark.parametrize(("date", "lifted"), [("2022-09-08", True), ("2022-09-09", False), ("2024-07-17", False)])
def test_a_standard_that_is_not_to_be_published(date, lifted):
    found = said(date, "EAR99", "technology", secret=True)
    assert any(f.effect is Effect.EXEMPTION for f in found) is lifted


@pytest.mark.parametrize(
    ("eccn", "asks"), [("EAR99", False), ("5D002.b", True), ("5D002.c.1", True), ("5D002", True), ("5D991", False)]
)
def test_cryptographic_items_leave_a_question(eccn, asks):
    found = said("2023-01-10", eccn, "software")
    assert any(f.effect is Effect.QUESTION for f in found) == asks


@pytest.mark.parametrize(("date", "act"), [("2020-06-18", "85 FR 36719"), ("2022-09-09", "87 FR 55241")])
def test_the_act_of_the_day_is_cited(date, act):
    (found,) = said(date, "EAR99", "technology")
    assert act in found.citations


def test_why_not_is_told():
    (found,) = said("2020-07-01", "EAR99", "software")
    assert found.effect is Effect.CONSIDERED
    assert "software" in found.because
