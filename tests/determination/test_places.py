"""Regions without a country code, seen in addresses."""

from __future__ import annotations

import pytest

from licet.determination.decide import Licet, Options
from licet.determination.places import region_named
from licet.law.ear import ear
from licet.lists.embedded import embedded


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True))


def line(date: str, address: str) -> dict[str, object]:
    party = {"role": "ultimate_consignee", "name": "Plain Wares", "country": "UA", "address": address}
    item = {"description": "chip", "eccn": "EAR99", "origin": "US", "kind": "commodity"}
    return {"date": date, "destination": "UA", "item": item, "parties": [party], "end_use": "other"}


@pytest.mark.parametrize(
    ("date", "address", "outcome"),
    [
        ("2023-01-01", "5 Lenina St, Sevastopol, Crimea", "undetermined"),
        ("2023-01-01", "вул. Велика Морська, Севастополь", "undetermined"),
        ("2023-01-01", "Khreshchatyk 1, Kyiv", "no_license_required"),
        ("2022-02-23", "Artema 1, Donetsk", "no_license_required"),
        ("2022-02-24", "Artema 1, Donetsk", "undetermined"),
    ],
)
def test_an_address_in_the_regions_never_clears(licet: Licet, date: str, address: str, outcome: str) -> None:
    said = licet.decide(line(date, address))
    assert said["outcome"] == outcome
    asked = [q["citation"] for q in said["questions"]]  # type: ignore[attr-defined]
    assert any("746.6" in c for c in asked) is (outcome == "undetermined")


def test_a_region_is_a_whole_word() -> None:
    assert region_named("Crimean Tatar Resource Centre, Kyiv") == ""
    assert region_named("г. Донецк") == "donetsk"
