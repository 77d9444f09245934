"""Gaps and the lists question: present where they could matter, and nowhere else."""

import pytest

from licet.law import gaps
from licet.law.ear import part738_destination, part774_classification
from licet.law.ear.part744 import s744_23_advanced_computing
from licet.law.facts import END_USES
from licet.law.finding import BLOCKS_CLEARANCE, Effect
from licet.terms.party import Role
from partial_law import effects, findings, law_from

LAW = law_from(part738_destination, part774_classification, gaps, s744_23_advanced_computing)
MISSING = frozenset({"entity_list", "sdn"})


def said(date="2024-06-01", **facts):
    known = {
        "destination": "CN",
        "eccn": "EAR99",
        "kind": "commodity",
        "activity": "export",
        "item_moves": True,
        **facts,
    }
    return findings(LAW, date, **known)


def test_lists_not_searched_block_a_clearance_and_are_named():
    (found,) = [f for f in said(lists_missing=MISSING, accept_incomplete_lists=False) if f.rule == "744.1 lists"]
    assert (found.effect, found.code) == (Effect.QUESTION, "lists")
    assert "Entity List" in found.because
    assert "Specially Designated Nationals" in found.because
    assert "Unverified" not in found.because


def test_lists_not_searched_may_be_accepted():
    (found,) = [f for f in said(lists_missing=MISSING, accept_incomplete_lists=True) if f.rule == "744.1 lists"]
    assert (found.effect, found.code) == (Effect.WARNING, "lists_incomplete")


@pytest.mark.parametrize("accepted", [True, False])
def test_nothing_is_said_where_all_lists_were_searched(accepted):
    assert said(lists_missing=frozenset(), accept_incomplete_lists=accepted) == []


@pytest.mark.parametrize(
    ("date", "facts", "gap"),
    [
        ("2024-06-01", {"eccn": "3B991"}, True),
        ("2022-10-11", {"eccn": "3B991"}, False),
        ("2024-06-01", {"eccn": "3A991"}, False),
        ("2024-06-01", {"eccn": "4D001"}, False),
        ("2024-06-01", {"eccn": "EAR99"}, False),
        ("2024-06-01", {"eccn": "3B991", "destination": "TW"}, False),
        ("2024-06-01", {"eccn": "3B991", "end_use": "other"}, False),
    ],
)
def test_category_3_items_for_an_unknown_node(date, facts, gap):
    found = effects(said(date, **{"end_use": "new_product", **facts}))
    assert (("744.23(a)(2)(ii)", "gap") in found) == gap


@pytest.mark.parametrize("destination", ["CN", "DE", "VN", "MO"])
@pytest.mark.parametrize("end_use", sorted({"other", "new_product", "expand_network"} & set(END_USES)))
def test_an_ear99_chip_meets_no_gap(destination, end_use):
    for date in ("2016-02-01", "2019-06-01", "2023-12-01", "2026-11-20"):
        assert not [f for f in said(date, destination=destination, end_use=end_use) if f.effect in BLOCKS_CLEARANCE]


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"destination": "US", "nationality": "CN"}, True),
        ({"destination": "US", "nationality": ""}, True),
        ({"destination": "DE", "nationality": "CN"}, True),
        ({"destination": "CN", "nationality": "CN"}, False),
        ({"destination": "CN", "nationality": ""}, False),
        ({"destination": "US", "nationality": "CN", "end_use": "other"}, False),
        ({"destination": "US", "nationality": "CN", "activity": "export"}, False),
        ({"destination": "US", "nationality": "CN", "role": Role.SELLER}, False),
    ],
)
def test_releases_for_a_named_end_use_are_asked_about(facts, asked):
    known = {"activity": "deemed_export", "kind": "technology", "end_use": "military", "role": Role.RECIPIENT, **facts}
    assert (("744 releases", "question") in effects(said(**known))) == asked
