"""A consignee or end user in an embargoed country, and another destination."""

from __future__ import annotations

import pytest

from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.lists.embedded import embedded


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True))


@pytest.mark.parametrize(
    ("role", "country", "outcome"),
    [
        ("ultimate_consignee", "KP", "undetermined"),
        ("end_user", "IR", "undetermined"),
        ("ultimate_consignee", "FR", "no_license_required"),
        ("seller", "KP", "no_license_required"),
    ],
)
def test_where_the_item_goes_is_asked(licet: Licet, role: str, country: str, outcome: str) -> None:
    parties = [
        {"role": "ultimate_consignee", "name": "Plain Wares GmbH", "country": "DE"},
        {"role": role, "name": "Other Wares", "country": country},
    ]
    item = {"description": "chip", "eccn": "EAR99", "origin": "US", "kind": "commodity"}
    line = {"date": "2024-05-01", "destination": "DE", "item": item, "parties": parties, "end_use": "other"}
    said = licet.decide(line)
    assert said["outcome"] == outcome
    asked = [question["fact"] for question in said["questions"]]  # type: ignore[attr-defined]
    assert asked == (["parties[].country"] if outcome == "undetermined" else [])
