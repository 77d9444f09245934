"""Item scopes and review policies: what is known, what is not, and which side doubt falls on."""

from __future__ import annotations

import pytest

from licet.terms.eccn import EAR99, Eccn
from licet.terms.outcome import ReviewPolicy
from licet.terms.scope import ALL_ITEMS, Clause, Condition, ItemScope, Purpose, Reach, ScopedPolicy, within

DENIAL = ReviewPolicy.PRESUMPTION_OF_DENIAL
CASE = ReviewPolicy.CASE_BY_CASE
HARD = ReviewPolicy.POLICY_OF_DENIAL


@pytest.mark.parametrize(
    ("item", "entry", "expected"),
    [
        (Eccn("1A004", ".c.1"), "1A004.c", True),
        (Eccn("1A004", ".c"), "1A004.c", True),
        (Eccn("1A004", ".d"), "1A004.c", False),
        (Eccn("1A004", ".cc"), "1A004.c", False),
        (Eccn("1A004"), "1A004.c", None),
        (Eccn("1A004", ".c"), "1A004.c.1", None),
        (Eccn("1A995"), "1A995", True),
        (Eccn("1A995", ".a"), "1A995", True),
        (EAR99, "EAR99", True),
        (EAR99, "1A995", False),
    ],
)
def test_a_paragraph_that_is_not_stated_is_in_doubt(item: Eccn, entry: str, expected: bool | None) -> None:
    assert within(item, entry) is expected


@pytest.mark.parametrize(
    ("scope", "item", "expected"),
    [
        (ALL_ITEMS, EAR99, True),
        (ALL_ITEMS, None, True),
        (ItemScope(Reach.CCL), Eccn("3A001"), True),
        (ItemScope(Reach.CCL), EAR99, False),
        (ItemScope(Reach.CCL), None, None),
        (ItemScope(Reach.CCL, doubtful=("EAR99",)), EAR99, None),
        (ItemScope(Reach.CCL, doubtful=("EAR99",)), Eccn("3A001"), True),
        (ItemScope(Reach.ALL, excepted=("EAR99",)), EAR99, False),
        (ItemScope(Reach.ALL, excepted=("EAR99",)), Eccn("5A992"), True),
        (ItemScope(Reach.ALL, excepted=("EAR99",)), None, None),
        (ItemScope(Reach.ALL, excepted=("5A992.c",)), Eccn("5A992"), None),
        (ItemScope(Reach.ALL, doubtful=("*",)), Eccn("5A992"), None),
        (ItemScope(Reach.LISTED, eccns=("3B001", "3B002.c")), Eccn("3B001", ".a"), True),
        (ItemScope(Reach.LISTED, eccns=("3B001", "3B002.c")), Eccn("3B002"), None),
        (ItemScope(Reach.LISTED, eccns=("3B001", "3B002.c")), Eccn("3B992"), False),
        (ItemScope(Reach.LISTED, excepted=("EAR99",), doubtful=("*",)), EAR99, False),
        (ItemScope(Reach.UNPARSED), EAR99, None),
        (ItemScope(Reach.UNPARSED), None, None),
    ],
)
def test_reach(scope: ItemScope, item: Eccn | None, expected: bool | None) -> None:
    assert scope.covers(item) is expected


NODE = ScopedPolicy(CASE, (Clause(DENIAL, Condition(purpose=Purpose.ADVANCED_NODE)),))


@pytest.mark.parametrize(
    ("end_use", "expected"),
    [
        ("advanced_node_ic", DENIAL),
        ("other", CASE),
        (None, DENIAL),
        ("semiconductor_manufacturing_equipment", DENIAL),
        ("new_product", DENIAL),
    ],
)
def test_an_unknown_purpose_takes_the_more_restrictive(end_use: str | None, expected: ReviewPolicy) -> None:
    assert NODE.resolve(EAR99, end_use)[0] is expected


def test_the_reason_says_that_doubt_decided() -> None:
    assert "not known" in NODE.resolve(EAR99, None)[1]
    assert "not known" not in NODE.resolve(EAR99, "other")[1]


def test_a_certain_clause_ends_the_search() -> None:
    policy = ScopedPolicy(DENIAL, (Clause(CASE, Condition(eccns=("1A995", "1A004.c"))),))
    assert policy.resolve(Eccn("1A995"), None)[0] is CASE
    assert policy.resolve(Eccn("1A004", ".c"), None)[0] is CASE
    assert policy.resolve(Eccn("1A004"), None)[0] is DENIAL
    assert policy.resolve(EAR99, None)[0] is DENIAL
    assert policy.resolve(None, None)[0] is DENIAL


def test_a_milder_clause_that_cannot_be_proven_helps_nobody() -> None:
    food = ScopedPolicy(HARD, (Clause(CASE, Condition(ccl=False, purpose=Purpose.FOOD_AND_MEDICINE)),))
    assert food.resolve(EAR99, "other")[0] is HARD
    assert food.resolve(Eccn("3A001"), "other")[0] is HARD


def test_scopes_and_policies_are_hashable() -> None:
    assert len({ALL_ITEMS, ItemScope(Reach.ALL), NODE, NODE}) == 2
