"""Whole decisions on Parts 738, 742, 746 and 774: cases written from the text of the law, each decided end to end."""

from __future__ import annotations

import pytest

from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.lists.embedded import embedded

NLR, LR, OPEN, AUTH, INVALID = (
    "no_license_required",
    "license_required",
    "undetermined",
    "authorized",
    "invalid",
)
DENY, PRESUME_DENY, WEIGH, PRESUME = (
    "policy_of_denial",
    "presumption_of_denial",
    "case_by_case",
    "presumption_of_approval",
)
Facts = dict[str, str | None]


def released(nationality: str) -> Facts:
    """Technology shown in the United States to a foreign person."""
    return {"activity": "deemed_export", "kind": "technology", "nationality": nationality}


def transferred(country: str) -> Facts:
    """To another end user within the destination."""
    return {"activity": "transfer_in_country", "exporter_country": country}


# Key date, destination, ECCN, outcome, review policy (None: any), a citation that must be among those given, facts

CASES: list[tuple[str, str, str, str, str | None, str, Facts]] = [
    # ---- The Country Chart and rows in words
    ("2026-08-15", "DE", "EAR99", NLR, None, "738.4", {}),
    ("2026-08-15", "JP", "EAR99", NLR, None, "", {}),
    ("2026-08-15", "DE", "5A991", NLR, None, "", {}),
    ("2026-08-15", "JP", "5A992.c", NLR, None, "", {}),
    ("2026-08-15", "CN", "4A994", NLR, None, "", {}),
    ("2026-08-15", "JP", "3A001.a.7", NLR, None, "", {}),
    ("2026-08-15", "CN", "3A001.a.7", LR, WEIGH, "742.4", {}),
    ("2026-08-15", "IN", "3A001.a.7", NLR, None, "", {}),
    ("2026-08-15", "TW", "3A001.a.7", AUTH, None, "740.4", {}),  # A:6, not A:1: NS2; GBS
    ("2026-08-15", "VN", "3A001.a.7", LR, WEIGH, "742.4", {}),
    ("2026-08-15", "DE", "1C351.a", NLR, None, "", {}),
    ("2026-08-15", "BR", "1C351.a", LR, WEIGH, "742.2", {}),
    ("2026-08-15", "CA", "1C351.d.15", LR, None, "742.2", {}),
    ("2026-08-15", "CA", "0A501.a", LR, WEIGH, "742.17", {}),
    ("2026-08-15", "GB", "0A501.a", LR, None, "738", {}),
    ("2026-08-15", "GB", "0A501.y", NLR, None, "", {}),
    ("2024-05-10", "GB", "0A501.a", LR, None, "", {}),  # footnote 9 of the chart then
    ("2024-04-18", "AU", "0A501.a", LR, None, "742.4", {}),
    ("2026-08-15", "CA", "0A981", LR, WEIGH, "742.7", {}),
    ("2026-08-15", "CA", "0A982", NLR, None, "", {}),
    ("2026-08-15", "MX", "0A982", LR, WEIGH, "742.7", {}),
    ("2026-08-15", "CA", "0A983", LR, DENY, "742.11", {}),
    ("2026-08-15", "GB", "5A980", LR, DENY, "742.13", {}),
    ("2026-08-15", "GB", "9E003.a.1", NLR, None, "", {"kind": "technology"}),
    ("2023-08-15", "GB", "9E003.a.1", LR, None, "742.4", {"kind": "technology"}),
    ("2026-08-15", "JP", "9E003.a.1", LR, WEIGH, "742.14", {"kind": "technology"}),
    ("2026-08-15", "CA", "5A002.a", NLR, None, "", {}),
    ("2026-08-15", "GB", "5A002.a", LR, WEIGH, "742.15", {}),
    ("2026-08-15", "DE", "9A515.a.1", LR, WEIGH, "742.6", {}),
    ("2026-08-15", "CN", "9A515.a.1", LR, DENY, "742.4", {}),
    ("2026-08-15", "DE", "9A515.x", NLR, None, "", {}),
    ("2026-08-15", "IN", "9A515.x", NLR, None, "", {}),
    ("2026-08-15", "IN", "9A515.e", LR, None, "742.6", {}),
    ("2026-08-15", "CN", "9A515.y", LR, DENY, "742.6", {}),
    ("2021-06-01", "RU", "3A611.y", LR, None, "742.6", {}),
    ("2021-06-01", "BY", "3A611.y", NLR, None, "", {}),
    ("2026-08-15", "DE", "3A611.y", NLR, None, "", {}),
    ("2026-08-15", "DE", "3A611.x", LR, WEIGH, "742.6", {}),
    ("2026-08-15", "DE", "0A919", LR, None, "742.6", {"activity": "reexport", "exporter_country": "FR"}),
    ("2026-08-15", "JP", "0A521", LR, WEIGH, "742.6", {}),
    ("2026-08-15", "LB", "0A503", LR, None, "746.1", {}),
    ("2026-08-15", "SO", "1A005.a", LR, None, "746.1", {}),
    ("2026-08-15", "LB", "9A991.a", LR, DENY, "746.1", {}),
    ("2026-08-15", "LB", "9A991.d", NLR, None, "", {}),
    ("2026-01-19", "DE", "9A012.a.1", LR, None, "742.4", {}),
    ("2026-01-20", "DE", "9A012.a.1", OPEN, None, "742.5", {}),  # NS2 only; MT may reach (range over 300 km)
    # ---- 746.3 Iraq, 742.6(a)(12) Pakistan
    ("2026-08-15", "IQ", "1C992", LR, WEIGH, "746.3", {}),
    ("2026-08-15", "DE", "1C992", NLR, None, "", {}),
    ("2026-08-15", "IQ", "5A991", NLR, None, "", {}),
    ("2026-08-15", "IQ", "5A991", LR, DENY, "746.3", {"end_use": "military"}),
    ("2026-08-15", "IQ", "EAR99", NLR, None, "", {}),
    ("2026-08-15", "IQ", "EAR99", OPEN, None, "746.3", {"end_use": None}),
    ("2026-08-15", "IQ", "3A999", LR, None, "746.3", {}),
    ("2025-06-01", "PK", "3A999", LR, WEIGH, "742.6(a)(12)", {}),
    ("2024-12-01", "PK", "3A999", NLR, None, "", {}),
    ("2025-06-01", "PK", "2B999.h.2", NLR, None, "", {}),
    ("2025-06-01", "PK", "2B999.a", LR, WEIGH, "742.6(a)(12)", {}),
    ("2026-08-15", "IQ", "2B001.a", LR, DENY, "746.3", {"end_use": "nuclear"}),  # Iran
    # ---- 746.7 Iran
    ("2026-08-15", "IR", "EAR99", OPEN, None, "746.7", {}),
    ("2026-08-15", "IR", "5A991", LR, DENY, "746.7", {}),
    ("2026-08-15", "IR", "2A994", LR, DENY, "742.8", {}),
    ("2026-08-15", "US", "5E991", LR, DENY, "746.7", released("IR")),
    ("2026-08-15", "US", "EAR99", NLR, None, "", released("IR")),  # Cuba
    # ---- 746.2 Cuba
    ("2026-08-15", "CU", "EAR99", LR, DENY, "746.2", {}),
    ("2026-08-15", "US", "5E991", LR, DENY, "746.2", released("CU")),
    ("2026-08-15", "US", "EAR99", NLR, None, "", released("CU")),  # North Korea
    # ---- 746.4 and 742.19 North Korea
    ("2026-08-15", "KP", "EAR99", LR, WEIGH, "746.4", {}),
    ("2026-08-15", "KP", "3A001.a.7", LR, DENY, "746.4", {}),
    ("2026-08-15", "KP", "9A991.d", LR, DENY, "742.19", {}),  # (b)(1)(vi) aircraft parts
    ("2026-08-15", "KP", "3A999", LR, WEIGH, "742.19", {}),
    ("2026-08-15", "US", "EAR99", LR, None, "746.4", released("KP")),  # Syria
    # ---- 746.9 Syria
    ("2025-09-01", "SY", "EAR99", LR, DENY, "746.9", {}),
    ("2025-09-02", "SY", "EAR99", AUTH, None, "740.5", {}),
    ("2025-09-01", "SY", "5A991", LR, DENY, "746.9", {}),
    ("2025-09-02", "SY", "5A991", LR, PRESUME, "746.9", {}),
    ("2026-08-15", "SY", "5A991", LR, WEIGH, "746.9", {"end_use": "military"}),
    ("2026-08-15", "SY", "9A515.x", LR, DENY, "746.9", {}),
    ("2026-08-15", "US", "EAR99", NLR, None, "", released("SY")),
    ("2026-08-15", "US", "5E991", LR, None, "746.9", released("SY")),
    ("2026-08-15", "SY", "3A001.a.7", LR, PRESUME, "746.9", {}),  # (c)(1) and 742.4(b)(1)(i): Syria is not in D:1
    # ---- 746.5, 746.8, 746.10 Russia and Belarus in their stages
    ("2022-02-23", "RU", "5A991", NLR, None, "", {}),
    ("2022-02-24", "RU", "5A991", LR, DENY, "746.8", {}),
    ("2022-03-01", "BY", "5A992.c", NLR, None, "", {}),
    ("2022-03-02", "BY", "5A992.c", LR, DENY, "746.8", {}),
    ("2022-04-07", "RU", "2A991", NLR, None, "", {}),
    ("2022-04-08", "RU", "2A991", LR, DENY, "746.8", {}),
    ("2022-04-08", "BY", "2A991", LR, DENY, "746.8", {}),
    ("2022-06-01", "RU", "EAR99", OPEN, None, "746.5", {}),
    ("2022-06-01", "RU", "EAR99", NLR, None, "", {"kind": "software"}),
    ("2023-06-01", "BY", "EAR99", OPEN, None, "746", {}),
    ("2026-08-15", "RU", "EAR99", OPEN, None, "746.8", {"kind": "software"}),
    ("2026-08-15", "RU", "3A001.a.7", LR, DENY, "746.8", transferred("RU")),
    ("2026-08-15", "US", "5E991", NLR, None, "", released("RU")),
    ("2026-08-15", "US", "5E001", LR, DENY, "742.4", released("RU")),
    ("2021-06-01", "RU", "3A001.a.7", LR, WEIGH, "742.4", {}),
    ("2020-06-28", "RU", "3A001.a.7", LR, WEIGH, "742.4", {}),
    ("2019-06-01", "BY", "EAR99", NLR, None, "", {}),
    ("2022-03-10", "BY", "EAR99", NLR, None, "", {}),
    ("2022-03-11", "BY", "EAR99", OPEN, None, "746.10", {}),  # Ukraine
    # ---- 746.6 Ukraine
    ("2026-08-15", "UA", "EAR99", NLR, None, "", {}),
    ("2026-08-15", "UA", "EAR99", OPEN, None, "746.6", {"address": "Sevastopol, Crimea"}),
    ("2020-12-27", "UA", "3A001.a.7", LR, WEIGH, "742.4", {}),  # D:1 until 2020-12-28
    ("2020-12-28", "UA", "3A001.a.7", LR, PRESUME, "742.4", {}),  # groups that moved
    # ---- Countries that moved
    ("2024-03-14", "NI", "3A001.a.7", AUTH, None, "740.4", {}),
    ("2024-03-15", "NI", "3A001.a.7", LR, WEIGH, "742.4", {}),
    ("2024-03-15", "NI", "9A610.c", LR, DENY, "742.4", {}),
    ("2021-12-08", "KH", "9A610.c", LR, WEIGH, "742", {}),
    ("2021-12-09", "KH", "9A610.c", LR, DENY, "742", {}),
    ("2026-02-03", "KH", "9A610.c", LR, WEIGH, "742", {}),
    ("2021-01-13", "SD", "5A991", LR, DENY, "742.10", {}),
    ("2021-01-14", "SD", "5A991", NLR, None, "", {}),
    ("2018-06-01", "SD", "EAR99", NLR, None, "", {}),
    ("2020-12-22", "HK", "9A515.y", NLR, None, "", {}),
    ("2020-12-23", "HK", "9A515.y", LR, DENY, "742.6", {}),
    ("2023-11-17", "MO", "3B001.d", LR, PRESUME_DENY, "742.4", {}),
    ("2026-08-15", "HK", "5A991", NLR, None, "", {}),  # advanced computing, 2024 items
    # ---- Chips, quantum items, chemicals
    ("2026-08-15", "CN", "3B001.d", LR, PRESUME_DENY, "742.4", {}),
    ("2026-08-15", "JP", "3B001.d", NLR, None, "", {}),
    ("2024-09-05", "JP", "3A901.a", OPEN, None, "", {}),  # no such entry then: item unclassified
    ("2024-09-06", "JP", "3A901.a", LR, PRESUME, "742.4", {}),
    ("2026-08-15", "CN", "4D906", LR, PRESUME_DENY, "742.4", {"kind": "software"}),
    ("2026-08-15", "BR", "3B903", LR, WEIGH, "742.4", {}),
    ("2026-08-15", "CA", "3B904", LR, PRESUME, "742.4", {}),
    ("2026-08-15", "CN", "3B993", NLR, None, "742.6", {}),  # only to footnote 5 entities
    ("2026-08-15", "CN", "3A090.c", LR, PRESUME_DENY, "742.6", {}),
    ("2026-08-15", "DE", "3A090.b", NLR, None, "", {}),
    ("2026-08-15", "AE", "3A090.b", LR, None, "742.6", {}),
    ("2026-08-15", "CA", "4E091", LR, PRESUME_DENY, "742.6", {"kind": "technology"}),
    ("2026-08-15", "DE", "1C350.b", NLR, None, "", {}),
    ("2026-08-15", "EG", "1C350.b", LR, DENY, "742.18", {}),
    ("2026-08-15", "IL", "1E355", NLR, None, "", {"kind": "technology"}),
    ("2026-08-15", "EG", "1E355", LR, WEIGH, "742.18", {"kind": "technology"}),
    ("2026-08-15", "EG", "1C395.a", LR, DENY, "742.18", {}),
    ("2026-08-15", "DE", "1C395.a", NLR, None, "", {}),
    ("2026-08-15", "TW", "1C395.b", LR, None, "742.2", {}),
    ("2026-08-15", "KR", "2B910", LR, PRESUME, "742.4", {}),  # territories
    # ---- Territories
    ("2026-08-15", "GL", "3A001.a.7", NLR, None, "", {}),
    ("2026-08-15", "PR", "3A001.a.7", NLR, None, "", {}),
    ("2026-08-15", "IM", "5A991", NLR, None, "", {}),
    ("2026-08-15", "XK", "3A001.a.7", AUTH, None, "740.4", {}),
    ("2026-08-15", "PS", "EAR99", NLR, None, "", {}),
    ("2026-08-15", "PS", "3A001.a.7", OPEN, None, "738.3", {}),
    ("2026-08-15", "NC", "9E003.a.1", LR, WEIGH, "742.14", {"kind": "technology"}),
    ("2026-08-15", "LI", "3A001.a.7", NLR, None, "", {}),  # syntax
    # ---- How an ECCN is written
    ("2026-08-15", "CN", "5a001.b.5", LR, WEIGH, "742.4", {}),
    ("2026-08-15", "CN", "5A001.b5", LR, WEIGH, "742.4", {}),
    ("2026-08-15", "CN", " 5A001 .b.5 ", LR, WEIGH, "742.4", {}),
    ("2026-08-15", "CN", "5A001.b.5.z.1", LR, WEIGH, "742.4", {}),
    ("2026-08-15", "DE", "EAR 99", NLR, None, "", {}),
    ("2026-08-15", "DE", "XI(c)", INVALID, None, "", {}),
    ("2026-08-15", "DE", "5A001.i", OPEN, None, "", {}),  # a paragraph that is reserved
    ("2026-08-15", "DE", "5A001.q", OPEN, None, "", {}),
    ("2026-08-15", "DE", "9Z999", INVALID, None, "", {}),
    ("2026-08-15", "DE", "0A984", OPEN, None, "", {}),  # moved away in 2020
    ("2018-08-15", "DE", "0A984", OPEN, None, "", {}),
    ("2026-08-15", "JP", "3B001.c1a", LR, PRESUME, "742.4", {}),  # more, written from the text
    # ---- Rows dated by their acts; releases; what stands beside
    ("2026-08-15", "CN", "3B001", LR, PRESUME_DENY, "742.4", {}),
    ("2026-08-15", "CN", "3A090", LR, PRESUME_DENY, "742.6", {}),
    ("2022-11-01", "CN", "4D090", LR, PRESUME_DENY, "742.6", {"kind": "software"}),
    ("2022-11-01", "MO", "4D090", NLR, None, "", {"kind": "software"}),
    ("2023-02-01", "MO", "3A090.a", LR, PRESUME_DENY, "742.6", {}),
    ("2022-05-01", "CA", "1C351.a", LR, WEIGH, "742.2", {}),
    ("2024-05-01", "CA", "1C351.a", NLR, None, "", {}),
    ("2023-05-01", "DE", "9A515.x", LR, WEIGH, "742.6", {}),
    ("2024-10-22", "CA", "9A515.a.1", LR, None, "742.6", {}),
    ("2024-10-23", "CA", "9A515.a.1", NLR, None, "", {}),
    ("2018-08-02", "IN", "3A001.b.8", LR, None, "742.4", {}),  # NS2 until then; no GBS for TWTs
    ("2018-08-03", "IN", "3A001.b.8", NLR, None, "", {}),
    ("2019-06-01", "RU", "1B225", NLR, None, "", {}),  # NP1: Russia in A:4 then
    ("2020-03-01", "RU", "1B225", LR, PRESUME_DENY, "742.3", {}),
    ("2016-10-01", "CI", "1A005", LR, None, "746.1", {}),
    ("2016-10-01", "LR", "9A991.a", LR, DENY, "746.1", {}),
    ("2016-11-04", "LR", "9A991.a", NLR, None, "", {}),
    ("2026-08-15", "AQ", "5A991", NLR, None, "", {}),
    ("2026-08-15", "US", "3E905", NLR, None, "", released("FR")),
    ("2026-08-15", "US", "3E905", LR, PRESUME_DENY, "742.4", released("CN")),
    ("2026-08-15", "AU", "5E001.c.1", OPEN, None, "", {"kind": "technology"}),  # reserved
    ("2026-08-15", "AU", "5E001.d.1", NLR, None, "", {"kind": "technology"}),
    ("2026-08-15", "GB", "5D002.z.1.b", LR, WEIGH, "742.15", {"kind": "software"}),
    ("2026-08-15", "VN", "3B001.d", NLR, None, "", {}),  # not D:5; NS (a)(4) names Macau and D:5 only
    ("2025-03-01", "CN", "3A069", LR, PRESUME_DENY, "742.6", {}),
    ("2025-03-01", "JP", "3A069", NLR, None, "", {}),
    ("2025-01-15", "JP", "3A069", OPEN, None, "", {}),
    ("2025-03-01", "DE", "4E091", NLR, None, "", {"kind": "technology"}),
    ("2025-05-15", "DE", "4E091", LR, PRESUME_DENY, "742.6", {"kind": "technology"}),
    ("2026-08-15", "SY", "EAR99", OPEN, None, "", {"end_use": None}),
    ("2026-08-15", "RU", "EAR99", OPEN, None, "", {}),
    ("2026-08-15", "CN", "0A606.y", LR, DENY, "742.6", {}),
    ("2026-08-15", "VE", "0A606.y", LR, None, "742.6", {}),
    ("2026-08-15", "IQ", "0A606.a", LR, DENY, "746.3", {}),
    ("2026-08-15", "LY", "6A002.a.1", LR, None, "746.1", {}),
    ("2026-08-15", "ZW", "9A610.c", LR, DENY, "742", {}),
    ("2026-08-15", "HK", "3A001.a.7", LR, WEIGH, "742.4", {}),
    ("2026-08-15", "US", "5E002.b", LR, None, "742.15", released("DE")),
    ("2026-08-15", "US", "5E991", NLR, None, "", released("CN")),
    ("2024-06-30", "DE", "0A504.a", OPEN, None, "742.7", {}),
    ("2025-10-01", "DE", "0A504.a", NLR, None, "", {}),
]  # fmt: skip


def transaction(date: str, destination: str, eccn: str, facts: Facts) -> dict[str, object]:
    """One item to an ordinary party in the destination, for an ordinary end use unless the case says otherwise."""
    item = {
        "description": "item",
        "eccn": eccn,
        "origin": facts.get("origin", "US"),
        "kind": facts.get("kind", "commodity"),
    }
    party = {"role": "end_user", "name": "Ordinary Wares", "country": destination}
    party |= {name: facts[name] or "" for name in ("nationality", "address") if name in facts}
    line: dict[str, object] = {
        "date": date,
        "activity": facts.get("activity", "export"),
        "exporter_country": facts.get("exporter_country", "US"),
        "destination": destination,
        "item": item,
        "parties": [party],
    }
    end_use = facts.get("end_use", "other")
    return line if end_use is None else line | {"end_use": end_use}


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True, next_change=False))


@pytest.mark.parametrize(
    ("date", "destination", "eccn", "outcome", "policy", "citation", "facts"),
    CASES,
    ids=[f"{number}-{case[0]}-{case[1]}-{case[2].strip()}" for number, case in enumerate(CASES)],
)
def test_decision(
    licet: Licet,
    date: str,
    destination: str,
    eccn: str,
    outcome: str,
    policy: str | None,
    citation: str,
    facts: Facts,
) -> None:
    said = licet.decide(transaction(date, destination, eccn, facts))
    assert said["outcome"] == outcome, said["questions"] or said["requirements"]
    assert policy in (None, said["review_policy"])
    told = [*said["citations"], *(question["citation"] for question in said["questions"])]
    assert not citation or any(citation in one for one in told)


@pytest.mark.parametrize("eccn", ["5A001.i", "3B001.p.1", "3A901.a"])
def test_an_eccn_that_is_not_in_the_list_is_named_in_the_question(licet: Licet, eccn: str) -> None:
    said = licet.decide(transaction("2024-09-05", "JP", eccn, {}))
    assert said["outcome"] == OPEN
    assert any(question["why"].startswith(f"{eccn}: no entry") for question in said["questions"])


@pytest.mark.parametrize(
    ("destination", "eccn"), [("DE", "EAR99"), ("JP", "5A991"), ("DE", "5A992.c"), ("JP", "3A991")]
)
def test_an_ordinary_sale_asks_nothing(licet: Licet, destination: str, eccn: str) -> None:
    said = licet.decide(transaction("2026-08-15", destination, eccn, {}))
    assert said["outcome"] == NLR
    assert said["questions"] == []
    assert said["not_encoded"] == []
    assert {warning["code"] for warning in said["warnings"]} <= {"lists_incomplete"}
