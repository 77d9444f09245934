"""738.4 and 746.8: a consignee or end-user who is not in the country of destination."""

from __future__ import annotations

from functools import cache

import pytest

from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.lists.embedded import embedded


@cache
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True))


def decided(
    eccn: str, destination: str, user: str, date: str = "2026-08-01", role: str = "end_user"
) -> tuple[str, list[str]]:
    said = licet().decide(
        {
            "date": date,
            "exporter_country": "US",
            "destination": destination,
            "item": {"description": "x", "eccn": eccn, "origin": "US", "kind": "commodity", "value_usd": 1000},
            "parties": [
                {"role": "intermediate_consignee", "name": "Ordinary Wares", "country": destination},
                {"role": role, "name": "Plain Goods", "country": user},
            ],
            "end_use": "other",
        }
    )
    return str(said["outcome"]), [str(question["fact"]) for question in said["questions"]]


ASKED = ("undetermined", ["destination"])
CLEAR = ("no_license_required", [])


@pytest.mark.parametrize(
    ("eccn", "destination", "user", "date", "role", "expected"),
    [
        # 746.8 reaches every entry of the list from 2022-02-24, whatever destination is stated.
        ("5A991", "TR", "RU", "2022-02-23", "end_user", CLEAR),
        ("5A991", "TR", "RU", "2022-02-24", "end_user", ASKED),
        ("5A991", "TR", "RU", "2023-06-01", "ultimate_consignee", ASKED),
        ("EAR99", "TR", "BY", "2026-08-01", "end_user", ASKED),
        ("5A991", "TR", "RU", "2023-06-01", "freight_forwarder", CLEAR),
        # An X for the user's country and none, or an exception that ends there, for the destination.
        ("3A001.a.7", "SG", "CN", "2026-08-01", "end_user", ASKED),
        ("3A001.a.7", "SG", "CN", "2026-08-01", "ultimate_consignee", ASKED),
        ("3A001.a.7", "DE", "CN", "2026-08-01", "end_user", ASKED),
        # None for either: nothing hangs on where the item goes.
        ("3A001.a.7", "DE", "FR", "2026-08-01", "end_user", CLEAR),
        ("5A991", "DE", "CN", "2026-08-01", "end_user", CLEAR),
        ("EAR99", "DE", "CN", "2026-08-01", "end_user", CLEAR),
        ("3A001.a.7", "DE", "DE", "2026-08-01", "end_user", CLEAR),
    ],
)
def test_a_user_in_another_country(
    eccn: str, destination: str, user: str, date: str, role: str, expected: tuple[str, list[str]]
) -> None:
    assert decided(eccn, destination, user, date, role) == expected


def test_the_same_requirement_for_both_countries_asks_nothing() -> None:
    assert decided("5A002.a", "DE", "FR") == ("license_required", [])
    assert decided("5A002.a", "DE", "BR")[1] == ["destination"]  # License Exception ENC reaches it less far
