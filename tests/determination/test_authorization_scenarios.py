"""Whole decisions on Part 740, the general licenses and 750.7: cases written from the text, each decided end to end."""

from __future__ import annotations

from typing import Any

import pytest

from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.law.ear.part740.conditions import known_conditions
from licet.lists.embedded import embedded

NLR, LR, OPEN, AUTH, PROHIBITED, INVALID = (
    "no_license_required", "license_required", "undetermined", "authorized", "prohibited", "invalid",
)  # fmt: skip
HUAWEI = "Huawei Technologies Co., Ltd."
ZTE = "ZTE Corporation"
Facts = dict[str, Any]


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True, next_change=False))


def decided(licet: Licet, date: str, name: str, eccn: str, facts: Facts) -> Facts:
    """A US-origin item to one ultimate consignee; `facts` may name any field of a line, `item` adds to the item."""
    given = {"destination": "CN", "end_use": "other", "country": "CN", **facts}
    country = given.pop("country") if "country" in facts else given["destination"]
    given.pop("country", None)
    party = {"role": "ultimate_consignee", "name": name, "country": country, **given.pop("party", {})}
    others = given.pop("others", [])
    item = {"description": "part", "eccn": eccn, "origin": "US", "kind": "commodity", **given.pop("item", {})}
    return licet.decide({"date": date, "item": item, "parties": [party, *others], **given})


def claimed(symbol: str, *true: str, **conditions: object) -> Facts:
    return {"claims": [{"exception": symbol, "conditions": {**dict.fromkeys(true, True), **conditions}}]}


# ------------------------------------------------------------ general licenses

NETWORK: Facts = {"end_use": "support_existing_network", "contract_date": "2018-03-01", "certification": "exporter"}
NETWORK_2: Facts = {**NETWORK, "certification": "listed_entity"}
DEVICE: Facts = {"end_use": "support_existing_device", "product_public_date": "2018-10-01", "certification": "exporter",
                 "item": {"supports": "handset", "kind": "software"}}  # fmt: skip
DEVICE_2: Facts = {**DEVICE, "certification": "listed_entity"}
STANDARD: Facts = {"end_use": "standards_development", "standard": "5G", "certification": "exporter",
                   "item": {"kind": "technology"}}  # fmt: skip
V1, V2 = "2019-06-10", "2019-10-01"

HUAWEI_CASES: list[tuple[str, str, Facts, str, str]] = [
    # day, ECCN, facts, outcome, a citation among those given
    ("2019-05-19", "EAR99", NETWORK, LR, "744.11"),
    ("2019-05-20", "EAR99", NETWORK, AUTH, "84 FR 23468"),
    ("2019-05-19T23:59:00-04:00", "EAR99", NETWORK, LR, ""),
    ("2019-05-20T03:59:00+00:00", "EAR99", NETWORK, LR, ""),  # still the 19th in New York
    ("2019-08-18", "EAR99", NETWORK, AUTH, "84 FR 23468"),
    ("2019-08-18", "EAR99", NETWORK_2, LR, ""),
    ("2019-08-19", "EAR99", NETWORK, LR, "84 FR 43487"),
    ("2019-08-19", "EAR99", NETWORK_2, AUTH, "84 FR 43487"),
    ("2019-11-19", "EAR99", NETWORK_2, AUTH, "84 FR 64018"),
    ("2020-02-17", "EAR99", NETWORK_2, AUTH, "85 FR 8722"),
    ("2020-04-02", "EAR99", NETWORK_2, AUTH, "85 FR 14416"),
    ("2020-05-16", "EAR99", NETWORK_2, AUTH, "85 FR 29610"),
    ("2020-08-13", "EAR99", NETWORK_2, AUTH, "85 FR 29610"),
    ("2020-08-14", "EAR99", NETWORK_2, LR, ""),
    ("2020-08-16", "EAR99", NETWORK_2, LR, ""),
    ("2020-08-17", "EAR99", NETWORK_2, LR, "85 FR 51596"),
    (V1, "EAR99", {**NETWORK, "contract_date": "2019-05-16"}, AUTH, ""),
    (V1, "EAR99", {**NETWORK, "contract_date": "2019-05-17"}, LR, ""),
    (V1, "EAR99", {**NETWORK, "contract_date": None}, OPEN, ""),
    (V1, "EAR99", {**NETWORK, "certification": None}, LR, ""),
    (V1, "EAR99", {**NETWORK, "end_use": None}, OPEN, ""),
    (V2, "EAR99", {**NETWORK_2, "item": {"enhances_function": True}}, LR, ""),
    (V2, "EAR99", {**NETWORK_2, "item": {"enhances_function": False}}, AUTH, ""),
    (V1, "EAR99", {**NETWORK, "end_use": "support_own_network"}, OPEN, ""),
    (V2, "EAR99", {**NETWORK_2, "end_use": "support_own_network"}, LR, ""),
    (V2, "EAR99", {**NETWORK_2, "end_use": "general_purpose_computing"}, LR, ""),
    (V2, "EAR99", {**NETWORK_2, "end_use": "expand_network"}, LR, ""),
    # it restores, it does not authorize what needed a license before
    (V2, "3A001.a.7", NETWORK_2, LR, "742.4"),
    (V2, "5A002.a", {**NETWORK_2, "item": {"enc_classified": True}}, AUTH, "740.17"),
    (V2, "5A002.a", NETWORK_2, LR, "742.15"),
    # another listed party stays uncovered
    ("2019-10-10", "EAR99", {**NETWORK_2, "others": [{"role": "end_user", "country": "CN",
     "name": "Hangzhou Hikvision Digital Technology Co., Ltd."}]}, LR, "744.11"),
    # Country Group E
    (V2, "EAR99", {**NETWORK_2, "destination": "IR", "country": "CN"}, LR, ""),
    (V2, "EAR99", {**NETWORK_2, "destination": "SD", "country": "CN"}, LR, ""),
    # devices
    ("2019-05-20", "EAR99", DEVICE, AUTH, "84 FR 23468"),
    (V1, "EAR99", {**DEVICE, "product_public_date": "2019-05-16"}, AUTH, ""),
    (V1, "EAR99", {**DEVICE, "product_public_date": "2019-05-17"}, LR, ""),
    (V1, "EAR99", {**DEVICE, "product_public_date": None}, OPEN, ""),
    (V1, "EAR99", {**DEVICE, "item": {"supports": "tablet", "kind": "software"}}, LR, ""),
    (V2, "EAR99", {**DEVICE_2, "item": {"supports": "tablet", "kind": "software"}}, AUTH, ""),
    (V2, "EAR99", {**DEVICE_2, "item": {"supports": "router", "kind": "software"}}, OPEN, ""),
    (V2, "EAR99", {**DEVICE_2, "item": {"supports": None, "kind": "software"}}, OPEN, ""),
    # vulnerabilities and standards
    (V1, "EAR99", {"end_use": "vulnerability_disclosure", "certification": "exporter", "item": {"kind": "technology"}},
     AUTH, ""),
    (V1, "EAR99", {"end_use": "vulnerability_disclosure", "certification": "exporter"}, LR, ""),
    (V1, "EAR99", STANDARD, AUTH, ""),
    (V1, "EAR99", {**STANDARD, "standard": "Wi-Fi at 5GHz"}, LR, ""),
    (V1, "EAR99", {**STANDARD, "standard": ""}, OPEN, ""),
    ("2019-08-18", "EAR99", STANDARD, AUTH, ""),
    ("2019-08-19", "EAR99", {**STANDARD, "certification": "listed_entity"}, LR, "84 FR 43487"),
]  # fmt: skip


@pytest.mark.parametrize(("date", "eccn", "facts", "outcome", "cited"), HUAWEI_CASES)
def test_the_general_license_for_huawei(
    licet: Licet, date: str, eccn: str, facts: Facts, outcome: str, cited: str
) -> None:
    meets(decided(licet, date, HUAWEI, eccn, facts), outcome, cited, "general_license")


def meets(said: Facts, outcome: str, cited: str, kind: str = "") -> None:
    told = (said["errors"], said["questions"], said["considered"])
    assert said["outcome"] == outcome, (said["outcome"], *told)
    named = [*said["citations"], *(one["citation"] for one in said["considered"])]
    assert any(cited in citation for citation in named) or not cited, named
    if outcome == AUTH and kind:
        assert kind in {one["kind"] for one in said["authorized_by"]}


KEPT: Facts = {"end_use": "support_existing_network", "contract_date": "2018-03-01", "item": {"kind": "software"}}
PHONES: Facts = {"end_use": "support_existing_device", "product_public_date": "2018-03-01",
                 "item": {"supports": "handset", "kind": "software"}}  # fmt: skip
PAID: Facts = {"activity": "payment", "item": {}}
IN_IRAN = {"role": "intermediate_consignee", "name": "Sunny Teapots", "country": "IR"}

ZTE_CASES: list[tuple[str, Facts, str]] = [
    ("2018-04-14", KEPT, NLR),
    ("2018-04-15", KEPT, PROHIBITED),
    ("2018-07-01", KEPT, PROHIBITED),
    ("2018-07-02", KEPT, AUTH),
    ("2018-07-12", KEPT, AUTH),
    ("2018-07-13", KEPT, NLR),  # the order was terminated
    ("2018-07-05", {**KEPT, "contract_date": "2018-04-14"}, AUTH),
    ("2018-07-05", {**KEPT, "contract_date": "2018-04-16"}, PROHIBITED),
    ("2018-07-05", {**KEPT, "contract_date": None}, OPEN),
    ("2018-07-05", {**KEPT, "end_use": "new_product"}, PROHIBITED),
    ("2018-07-05", {**KEPT, "end_use": "support_own_network"}, PROHIBITED),
    ("2018-07-05", {**KEPT, "item": {"enhances_function": True}}, PROHIBITED),
    ("2018-07-05", PHONES, AUTH),
    ("2018-07-05", {**PHONES, "product_public_date": "2018-04-16"}, PROHIBITED),
    ("2018-07-05", {**PHONES, "item": {"supports": "tablet"}}, PROHIBITED),
    ("2018-07-05", {"end_use": "vulnerability_disclosure", "item": {"kind": "technology"}}, AUTH),
    ("2018-07-05", {"end_use": "vulnerability_disclosure"}, PROHIBITED),
    # neither Country Group E, Sudan then in it, nor its persons
    ("2018-07-05", {**KEPT, "destination": "SD", "country": "CN"}, PROHIBITED),
    ("2018-07-05", {**KEPT, "others": [IN_IRAN]}, PROHIBITED),
    # it relieves of the denial order only
    ("2018-07-05", {**KEPT, "item": {"eccn": "3A001.a.7"}}, LR),
    # payments for what it allows
    ("2018-07-05", {**KEPT, **PAID}, NLR),
    ("2018-07-05", {**KEPT, **PAID, "end_use": "new_product"}, OPEN),
    ("2018-07-01", {**KEPT, **PAID}, OPEN),
]


@pytest.mark.parametrize(("date", "facts", "outcome"), ZTE_CASES)
def test_the_authorization_of_2018_for_zte(licet: Licet, date: str, facts: Facts, outcome: str) -> None:
    meets(decided(licet, date, ZTE, "EAR99", facts), outcome, "")


@pytest.mark.parametrize(
    ("date", "destination", "share", "outcome"),
    [
        ("2025-09-28", "DE", 60, NLR),  # before the Affiliates rule
        ("2025-09-29", "DE", 60, AUTH),
        ("2025-11-09", "DE", 60, AUTH),
        ("2025-11-10", "DE", 60, NLR),  # suspended
        ("2025-10-15", "DE", 49, NLR),
        ("2025-10-15", "SG", 60, AUTH),  # A:6
        ("2025-10-15", "MY", 60, LR),
        ("2025-10-15", "CN", 60, LR),
    ],
)
def test_general_order_7_for_an_affiliate(licet: Licet, date: str, destination: str, share: int, outcome: str) -> None:
    owned = {"owners": [{"name": HUAWEI, "percent": share, "country": "CN"}]}
    said = decided(licet, date, "Lotus Leaf Networks", "EAR99", {"destination": destination, "party": owned})
    meets(said, outcome, "", "general_license")


# ------------------------------------------------------------ license exceptions

TOOLS = ("no_order_received", "not_for_lease_or_rental", "returned_within_one_year", "not_for_e1_nationals", "own_use",
         "effective_control", "sent_in_time")  # fmt: skip
RPL = ("one_for_one", "not_improving", "original_lawful", "authority_confirmed", "replaced_destroyed_or_returned",
       "not_for_stock", "original_without_license_condition")  # fmt: skip
AGENCY = ("us_government_agency", "official_use")
STA = ("eccn_furnished", "prior_consignee_statement", "shipment_notified", "eligible_by_entry")
TOOL_KIT = claimed("TMP", *TOOLS, paragraph="(a)(1)")
ACA = claimed("ACA", "written_purchase_order", "not_for_datacenter", "not_headquartered_in_macau_or_d5")
IN_TRANSIT = claimed("TMP", *sorted(known_conditions()["TMP"] - {"paragraph"}), paragraph="(b)(1)")
SMALL_SALE = claimed("LVS", "below_major_defense_equipment_limit")
ENC: Facts = {"item": {"enc_classified": True}}


def worth(usd: float, **more: Any) -> Facts:
    return {"item": {"value_usd": usd}, **more}


EXCEPTION_CASES: list[tuple[str, str, str, Facts, str, str]] = [
    # day, ECCN, destination, facts, outcome, a citation
    ("2026-03-01", "3A001.a.7", "SG", worth(5000), AUTH, "740.3"),
    ("2026-03-01", "5A001.d", "SG", worth(5001), AUTH, "740.4"),  # above LVS, but GBS: 5A001 except a, b.5, e, h
    ("2026-03-01", "5A001.b.5", "SG", worth(100), LR, "742.4"),  # neither LVS nor GBS
    ("2026-03-01", "4A003.b", "SG", worth(100), LR, "742.4"),  # N/A for 4A003.b
    ("2026-03-01", "2B350.a", "SG", worth(2000), AUTH, "740.3"),
    ("2026-03-01", "2B350.a", "SG", worth(2001), LR, "742.2"),
    ("2026-03-01", "2B350.a", "AE", worth(100), LR, "742.2"),  # Country Group D:3
    ("2026-03-01", "3A001.a.7", "CN", worth(100), LR, "742.4"),  # no Country Group B
    ("2020-06-29", "3A001.a.7", "HK", worth(100), OPEN, ""),  # the Hong Kong license is not stated
    ("2020-07-01", "3A001.a.7", "HK", worth(100), OPEN, "740.2(b)"),  # suspended; the row of the chart is not verified
    ("2020-06-29", "5A002.a", "HK", IN_TRANSIT, AUTH, "740.9"),
    ("2020-06-30", "5A002.a", "HK", IN_TRANSIT, LR, "740.9"),  # 85 FR 45998: as to China
    ("2020-12-23", "5A002.a", "HK", IN_TRANSIT, LR, "740.9"),
    ("2026-03-01", "3A611.x", "JP", worth(1500), OPEN, ""),  # 740.2(a)(16): the contract is not stated
    ("2026-03-01", "3A611.x", "JP", worth(1500, **SMALL_SALE), AUTH, "740.3"),
    ("2026-03-01", "3A611.x", "JP", worth(1501, **SMALL_SALE), LR, ""),
    ("2026-03-01", "3A611.x", "HK", worth(100, **SMALL_SALE), LR, ""),
    # CIV was removed on 2020-06-29
    ("2020-06-28", "3A001.a.7", "CN", claimed("CIV", "eligible_by_entry", "civil_end_user"), AUTH, "740.5"),
    ("2020-06-28", "3A001.a.7", "CN", claimed("CIV", "eligible_by_entry"), OPEN, ""),
    ("2020-06-29", "3A001.a.7", "CN", claimed("CIV", "eligible_by_entry", "civil_end_user"), LR, ""),
    # TMP
    ("2026-03-01", "5A001.b.5", "CN", TOOL_KIT, AUTH, "740.9"),
    ("2026-03-01", "5A001.b.5", "CN", claimed("TMP", *TOOLS[1:], paragraph="(a)(1)"), OPEN, ""),
    ("2026-03-01", "5A001.b.5", "CN",
     claimed("TMP", *TOOLS[1:], no_order_received=False, paragraph="(a)(1)"), LR, ""),
    ("2026-03-01", "5A001.b.5", "CN", claimed("TMP", *TOOLS), OPEN, ""),
    ("2026-03-01", "5A001.b.5", "CN", claimed("TMP", *TOOLS, "own_uze", paragraph="(a)(1)"), INVALID, ""),
    ("2026-03-01", "5A001.b.5", "CN", claimed("TMP", *TOOLS, paragraph="(a)(99)"), LR, ""),
    ("2026-03-01", "3A090.a", "CN", TOOL_KIT, LR, "742.6"),  # 740.2(a)(9): (a)(6) only
    ("2026-03-01", "3A611.x", "CN", TOOL_KIT, LR, ""),  # 740.2(a)(12)
    ("2026-03-01", "5A991", "IR", TOOL_KIT, LR, "746.7"),
    ("2026-03-01", "EAR99", "IR", TOOL_KIT, OPEN, "746.7"),  # (e): whether OFAC prohibits it
    ("2023-12-07", "7A101", "JP", TOOL_KIT, LR, "742.5"),
    ("2023-12-08", "7A101", "JP", TOOL_KIT, AUTH, "740.9"),  # 88 FR 85487
    # RPL
    ("2026-03-01", "5A001.b.5", "SG", claimed("RPL", *RPL, paragraph="a"), AUTH, "740.10"),
    ("2026-03-01", "5A001.b.5", "SG", claimed("RPL", *RPL[1:], paragraph="a"), OPEN, ""),
    ("2026-03-01", "EAR99", "RU", claimed("RPL", *RPL, paragraph="a", value=True), INVALID, ""),
    # GOV
    ("2026-03-01", "3A090.a", "CN", claimed("GOV", *AGENCY, paragraph="b2ii"), AUTH, "740.11"),
    ("2026-03-01", "3A611.x", "CN", claimed("GOV", *AGENCY, paragraph="b2ii"), AUTH, "740.11"),
    ("2026-03-01", "3A611.x", "CN", claimed("GOV", AGENCY[0], official_use=False, paragraph="b2ii"), LR, ""),
    # ENC
    ("2026-03-01", "5A002.a", "CN", ENC, AUTH, "740.17"),
    ("2026-03-01", "5A002.a", "IR", ENC, LR, ""),
    ("2026-03-01", "5A002.a", "CN", {}, LR, "742.15"),
    ("2026-03-01", "5E002", "CN", {"item": {"enc_classified": True, "kind": "technology"}}, LR, ""),
    # STA
    ("2026-03-01", "5A001.d", "JP", {}, NLR, ""),  # NS2, no X
    ("2026-03-01", "5A001.b.5", "JP", {}, LR, ""),  # NS1
    ("2026-03-01", "5A001.b.5", "JP", claimed("STA", *STA, paragraph="c1"), AUTH, "740.20"),
    ("2026-03-01", "4D004", "JP", {"item": {"kind": "software"}, **claimed("STA", *STA, paragraph="c1")}, LR, ""),
    ("2026-03-01", "5A001.b.5", "SG", claimed("STA", *STA, paragraph="c2"), LR, ""),  # not b.5 to A:6
    ("2026-03-01", "3A001.a.7", "SG", claimed("STA", *STA, paragraph="c2"), AUTH, ""),
    ("2026-03-01", "3A001.a.7", "VN", claimed("STA", *STA, paragraph="c2"), LR, ""),
    # exceptions that did not exist on the day, and what is none
    ("2024-04-03", "3A090.a", "AE", ACA, LR, ""),
    ("2024-04-04", "3A090.a", "AE", ACA, AUTH, "740.8"),
    ("2026-03-01", "3A001.a.7", "CN", claimed("XYZ"), LR, ""),
    ("2026-03-01", "EAR99", "CU", claimed("AGR"), OPEN, ""),
    ("2026-03-01", "EAR99", "SY", {}, AUTH, "740.5"),
    ("2025-09-01", "EAR99", "SY", {}, LR, "746.9"),
]  # fmt: skip


@pytest.mark.parametrize(("date", "eccn", "destination", "facts", "outcome", "cited"), EXCEPTION_CASES)
def test_license_exceptions(
    licet: Licet, date: str, eccn: str, destination: str, facts: Facts, outcome: str, cited: str
) -> None:
    meets(decided(licet, date, "Sunny Teapots", eccn, {"destination": destination, **facts}), outcome, cited)


# ------------------------------------------------------------ specific licenses

HELD: Facts = {"number": "D1234567", "issued": "2024-03-01", "expires": "2028-02-29", "parties": ["Sunny Teapots"],
               "items": ["3A001.a.7"], "value_usd": 1000, "quantity": 10}  # fmt: skip


@pytest.mark.parametrize(
    ("date", "name", "eccn", "license_", "item", "outcome"),
    [
        ("2024-02-29", "Sunny Teapots", "3A001.a.7", HELD, {}, LR),
        ("2024-03-01", "Sunny Teapots", "3A001.a.7", HELD, {}, AUTH),
        ("2028-02-29", "Sunny Teapots", "3A001.a.7", HELD, {}, AUTH),
        ("2026-03-01", "Sunny Teapots", "3A001.a.7", HELD, {"value_usd": 1100}, AUTH),  # 750.11(b)
        ("2026-03-01", "Sunny Teapots", "3A001.a.7", HELD, {"value_usd": 1101}, LR),
        ("2026-03-01", "Sunny Teapots", "3A001.a.7", HELD, {"quantity": 11}, LR),
        ("2026-03-01", "Rainy Teapots", "3A001.a.7", HELD, {}, LR),
        ("2026-03-01", "Sunny Teapots", "3A001.a.5", HELD, {}, LR),
        ("2026-03-01", "Sunny Teapots", "3A001.a.7", "D1234567", {}, OPEN),
        ("2026-03-01", "Sunny Teapots", "3A001.a.7", {**HELD, "expires": None}, {}, OPEN),
        ("2024-12-26", "Sunny Teapots", "3A001.a.7", {**HELD, "expires": "2024-12-25"}, {}, AUTH),  # 750.7(g)
        ("2024-12-27", "Sunny Teapots", "3A001.a.7", {**HELD, "expires": "2024-12-25"}, {}, LR),
        ("2026-03-01", HUAWEI, "3A001.a.7", {**HELD, "parties": [HUAWEI]}, {}, AUTH),
        ("2026-03-01", HUAWEI, "3A001.a.7", HELD, {}, LR),
        ("2018-05-01", ZTE, "3A001.a.7", {**HELD, "issued": "2018-01-02", "parties": [ZTE]}, {}, PROHIBITED),
    ],
)
def test_specific_licenses(
    licet: Licet, date: str, name: str, eccn: str, license_: object, item: Facts, outcome: str
) -> None:
    facts: Facts = {"licenses": [license_], "item": {"value_usd": 900, "quantity": 10, **item}}
    meets(decided(licet, date, name, eccn, facts), outcome, "", "specific_license")
