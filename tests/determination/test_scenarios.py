"""The decision scenarios beside the checkout: each case decided, none specially."""

from __future__ import annotations

import pytest

from determination.scenarios import read_cases, shortfalls
from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.lists.embedded import embedded
from shared import SHARED, needs_shared

CASES = read_cases(SHARED / "scenarios" / "decisions.jsonl") if SHARED else []


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True))


@needs_shared
@pytest.mark.parametrize("case", CASES, ids=[str(case["id"]) for case in CASES])
def test_scenario(case: dict, licet: Licet) -> None:
    said = licet.decide(case["transaction"])
    assert shortfalls(case["expect"], said) == []
