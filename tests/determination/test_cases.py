"""Every case the package shows beside a provision is decided as it says, and the provision has its part in it."""

from __future__ import annotations

import pytest

from licet.determination.cases import RuleCase, cases, cases_of
from licet.determination.decide import Licet, Options
from licet.determination.explain import Json
from licet.law.ear import ear
from licet.lists.embedded import embedded

RULES = {rule.id for rule in ear().rules}


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True, next_change=False))


def rules_in(said: Json) -> set[object]:
    told = [entry for name in ("findings", "requirements", "considered") for entry in said[name]]  # type: ignore[attr-defined]
    return {entry["rule"] for entry in told}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_a_case_is_decided_as_it_says(licet: Licet, case: RuleCase) -> None:
    said = {day: licet.decide({**case.line, "date": day.isoformat()}) for day, _ in case.on}
    assert {day: each["outcome"] for day, each in said.items()} == {day: o.value for day, o in case.on}
    assert set(case.of) <= {rule for each in said.values() for rule in rules_in(each)}


def test_cases_are_about_rules_there_are() -> None:
    assert {rule for case in cases() for rule in case.of} <= RULES


def test_the_cases_of_a_rule_are_those_that_name_it() -> None:
    assert cases_of("744.11")
    assert all("744.11" in case.of for case in cases_of("744.11"))
    assert cases_of("999.9") == ()
