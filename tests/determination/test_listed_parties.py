"""Listed parties of the record, decided: stages of a listing, scoped review policies, roles, lists beside each other.

Each case was set down from the text of the rule or entry before it was run.
"""

import pytest

from determination.one_party import (
    AUTHORIZED,
    CASE,
    HUAWEI,
    INVALID,
    LICENSE,
    NONE,
    OPEN,
    PRESUMED,
    PROHIBITED,
    agrees,
    decided,
    rows,
)  # fmt: skip
from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.lists.embedded import embedded

HIKVISION = "Hangzhou Hikvision Digital Technology Co., Ltd."
SMIC = "Semiconductor Manufacturing International Corporation"
DJI = "SZ DJI Technology Co., Ltd."
AVIATION = "AECC Aviation Power Co. Ltd."  # Military End-User List
SOUTH = "AECC South Industry Company Limited"  # Military End-User List and Unverified List
CARBON = "Guangdong Dongling Carbon Tech. Co., Ltd."  # Unverified List
KANGXUN = "ZTE Kangxun Telecommunications Ltd."


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True, next_change=False))


ZTE = rows(
    ("before the listing", "2016-03-07", "ZTE Corporation", NONE),
    ("listed, 81 FR 12004", "2016-03-08", "ZTE Corporation", LICENSE, PRESUMED),
    ("the day before the general license", "2016-03-23", KANGXUN, LICENSE, PRESUMED),
    ("general license", "2016-03-24", KANGXUN, AUTHORIZED),
    ("listed with it, not named in the license", "2016-04-01", "Beijing 8-Star International Co.", LICENSE, PRESUMED),
    ("last full day of the listing", "2017-03-28", "ZTE Corporation", AUTHORIZED),
    ("removed, denial suspended", "2017-03-29", "ZTE Corporation", NONE),
    ("the day before the order is active", "2018-04-14", "ZTE Corporation", NONE),
    ("order active", "2018-04-15", "ZTE Corporation", PROHIBITED),
    ("order active, a lender", "2018-05-01", "ZTE Corporation", PROHIBITED, None, {"role": "lender"}),
    ("order active, an import", "2018-05-01", "ZTE Corporation", OPEN, None,
     {"activity": "import", "destination": "US", "exporter_country": "CN", "role": "seller"}),
    ("order active, wholly owned", "2018-05-01", "Lotus Leaf Networks", NONE, None,
     {"owners": [{"name": "ZTE Corporation", "percent": 100, "country": "CN"}]}),
    ("last day of the order", "2018-07-12", "ZTE Corporation", PROHIBITED),
    ("order terminated", "2018-07-13", "ZTE Corporation", NONE),
    ("never listed with Huawei", "2019-05-17", "ZTE Corporation", NONE),
)  # fmt: skip

STAGES = rows(
    ("Hygon, the day before", "2019-06-23", "Hygon", NONE),
    ("Hygon", "2019-06-24", "Hygon", LICENSE, PRESUMED),
    ("Higon", "2019-06-24", "Higon", LICENSE, PRESUMED),
    ("Fujian Jinhua, the day before", "2018-10-29", "Fujian Jinhua Integrated Circuit Company, Ltd.", NONE),
    ("Fujian Jinhua by its acronym", "2018-10-30", "JHICC", LICENSE, PRESUMED),
    ("YMTC, the day before", "2022-12-15", "YMTC", NONE),
    ("YMTC", "2022-12-16", "Yangtze Memory Technologies Co., Ltd.", LICENSE, PRESUMED),
    ("Inspur Group, the day before", "2023-03-01", "Inspur Group", NONE),
    ("Inspur Group", "2023-03-02", "Inspur Group", LICENSE, PRESUMED),
    ("another Inspur company", "2023-06-01", "Inspur Electronic Information Industry Co., Ltd.", OPEN),
    ("Honor was never listed", "2021-06-01", "Honor Device Co., Ltd.", NONE),
    ("Honor under the Affiliates rule", "2025-10-15", "Honor Device Co., Ltd.", NONE),
)  # fmt: skip

POLICIES = rows(
    ("Hikvision, an ECCN of the clause", "2019-10-09", HIKVISION, LICENSE, CASE, {"eccn": "2A983"}),
    ("Hikvision, another ECCN of it", "2019-10-09", HIKVISION, LICENSE, CASE, {"eccn": "1A995"}),
    ("Hikvision, under a paragraph of it", "2019-10-09", HIKVISION, LICENSE, CASE, {"eccn": "1A004.c.1"}),
    ("Hikvision, beside the paragraph", "2019-10-09", HIKVISION, LICENSE, PRESUMED, {"eccn": "1A004.a"}),
    ("Hikvision, paragraph not said", "2019-10-09", HIKVISION, LICENSE, PRESUMED, {"eccn": "1A004"}),
    ("Hikvision, EAR99", "2019-10-09", HIKVISION, LICENSE, PRESUMED),
    ("Hikvision, unclassified", "2019-10-09", HIKVISION, LICENSE, PRESUMED, {"eccn": None}),
    ("Dahua, the day before footnote 4", "2022-10-20", "Dahua Technology", LICENSE, CASE, {"eccn": "2A983"}),
    ("Dahua, the clause is gone", "2022-10-21", "Dahua Technology", LICENSE, PRESUMED, {"eccn": "2A983"}),
    ("SMIC, the day before", "2020-12-17", SMIC, NONE),
    ("SMIC, an ordinary end use", "2020-12-18", SMIC, LICENSE, CASE),
    ("SMIC, ten nanometers and below", "2021-02-01", SMIC, LICENSE, PRESUMED, {"end_use": "advanced_node_ic"}),
    ("SMIC, end use not said", "2021-02-01", SMIC, LICENSE, PRESUMED, {"end_use": None}),
    ("SMIC, equipment of an unknown node", "2021-02-01", SMIC, LICENSE, PRESUMED,
     {"end_use": "semiconductor_manufacturing_equipment"}),
    ("SMIC, the day before footnote 5", "2024-12-01", SMIC, LICENSE, CASE),
    ("SMIC, footnote 5", "2024-12-02", SMIC, LICENSE, PRESUMED),
    ("DJI, listed", "2020-12-18", DJI, LICENSE, PRESUMED),
    ("DJI, technology before the carve-out", "2021-05-31", DJI, LICENSE, PRESUMED, {"kind": "technology"}),
    ("DJI, EAR99 technology may be carved out", "2022-06-01", DJI, OPEN, None, {"kind": "technology"}),
    ("DJI, an EAR99 commodity is not", "2022-06-01", DJI, LICENSE, PRESUMED),
    ("DJI, EAR99 software is not", "2022-06-01", DJI, LICENSE, PRESUMED, {"kind": "software"}),
    ("DJI, an item on the CCL is not", "2022-06-01", DJI, LICENSE, PRESUMED, {"eccn": "3A991"}),
)  # fmt: skip

OTHER_LISTS = rows(
    ("Military End-User List, the day before", "2020-12-22", AVIATION, NONE, None, {"eccn": "3A991"}),
    ("Military End-User List", "2020-12-23", AVIATION, LICENSE, PRESUMED, {"eccn": "3A991"}),
    ("not an item of Supplement No. 2", "2021-06-01", AVIATION, NONE),
    ("as forwarder", "2021-06-01", AVIATION, LICENSE, PRESUMED, {"eccn": "3A991", "role": "freight_forwarder"}),
    ("as lender", "2021-06-01", AVIATION, NONE, None, {"eccn": "3A991", "role": "lender"}),
    ("wherever located", "2021-06-01", AVIATION, LICENSE, PRESUMED, {"eccn": "3A991", "destination": "SG"}),
    ("on two lists, EAR99", "2022-02-08", SOUTH, NONE),
    ("on two lists, Supplement No. 2", "2022-02-08", SOUTH, LICENSE, PRESUMED, {"eccn": "3A991"}),
    ("Unverified List, the day before", "2022-02-07", CARBON, NONE),
    ("Unverified List", "2022-02-08", CARBON, NONE),
    ("military intelligence, elsewhere", "2025-01-10", "Intelligence Bureau of the Joint Staff Department", LICENSE,
     PRESUMED, {"destination": "SG", "role": "purchaser"}),
)  # fmt: skip

_NOW, _BEFORE = "2021-06-01", "2020-08-16"
ROLES = rows(
    *((f"{role} since 85 FR 51335", _NOW, HUAWEI, LICENSE, PRESUMED, {"role": role}) for role in (
        "purchaser", "intermediate_consignee", "ultimate_consignee", "end_user", "freight_forwarder",
        "purchasing_agent", "recipient")),
    *((f"{role} since 85 FR 51335", _NOW, HUAWEI, OPEN, None, {"role": role}) for role in (
        "network_operator", "bank", "carrier", "broker", "other")),
    *((f"{role} since 85 FR 51335", _NOW, HUAWEI, NONE, None, {"role": role}) for role in (
        "lender", "seller", "exporter", "manufacturer")),
    *((f"{role} before it", _BEFORE, HUAWEI, LICENSE, PRESUMED, {"role": role}) for role in (
        "ultimate_consignee", "end_user", "recipient")),
    *((f"{role} before it", _BEFORE, HUAWEI, OPEN, None, {"role": role}) for role in (
        "purchaser", "intermediate_consignee", "purchasing_agent", "network_operator", "other")),
    *((f"{role} before it", _BEFORE, HUAWEI, NONE, None, {"role": role}) for role in (
        "freight_forwarder", "bank", "carrier", "broker", "lender", "seller")),
)  # fmt: skip

DECISIONS = rows(
    ("the same", _NOW, "Huawei Bakery", LICENSE, PRESUMED,
     {"decisions": [{"entry": "huawei-technologies-co-ltd", "same": True}]}),
    ("the same as an unknown entry", _NOW, "Plain Teapots", OPEN, None,
     {"decisions": [{"entry": "no-such-entry", "same": True}]}),
    ("contradictory", _NOW, "Huawei Bakery", INVALID, None,
     {"decisions": [{"entry": "huawei-technologies-co-ltd", "same": x} for x in (True, False)]}),
    ("not said which", _NOW, "Plain Teapots", INVALID, None, {"decisions": [{"entry": "huawei-technologies-co-ltd"}]}),
    ("the very name, not the same", _NOW, "Sugon", NONE, None, {"decisions": [{"entry": "sugon", "same": False}]}),
)  # fmt: skip


ROOM = {"country": "HK", "destination": "HK", "eccn": "3A991",
        "address": "Rooms 1318-19, 13/F, Hollywood Plaza, 610 Nathan Road, Mongkok, Kowloon"}  # fmt: skip
ADDRESSES = rows(
    ("the day before 89 FR 51644", "2024-06-11", "Lotus Leaf Trading", NONE, None, ROOM),
    ("an item on the CCL", "2024-06-12", "Lotus Leaf Trading", LICENSE, PRESUMED, ROOM),
    ("EAR99 may be in Supplement No. 7 to Part 746", "2024-06-12", "Lotus Leaf Trading", OPEN, None,
     {**ROOM, "eccn": "EAR99"}),
    ("the room not said", "2024-06-12", "Lotus Leaf Trading", OPEN, None, {**ROOM, "address": "610 Nathan Road"
     ", Hollywood Plaza, Hong Kong"}),
    ("another room", "2024-06-12", "Lotus Leaf Trading", NONE, None, {**ROOM, "address": "Room 1402, Hollywood Plaza, "
     "610 Nathan Road, Mong Kok, Hong Kong"}),
    ("a seller there", "2024-06-12", "Lotus Leaf Trading", NONE, None, {**ROOM, "role": "seller"}),
    ("Istanbul, the day before", "2024-08-22", "Lotus Leaf Trading", NONE, None, {"country": "TR", "destination": "TR",
     "eccn": "3A991", "address": "No: 52 Hasat Sk. Kamara Ic Kapi No: 1, Merkez Mah., Sisli, Istanbul"}),
    ("Istanbul", "2024-08-23", "Lotus Leaf Trading", LICENSE, PRESUMED, {"country": "TR", "destination": "TR",
     "eccn": "3A991", "address": "No: 52 Hasat Sk. Kamara Ic Kapi No: 1, Merkez Mah., Sisli, Istanbul"}),
    ("the number of an entry is no name", "2024-08-23", "Address 07", NONE, None, {"destination": "HK"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("date", "name", "outcome", "policy", "facts"),
    [*ADDRESSES, *ZTE, *STAGES, *POLICIES, *OTHER_LISTS, *ROLES, *DECISIONS],
)
def test_outcome(licet, date, name, outcome, policy, facts):
    agrees(decided(licet, date, name, **facts), outcome, policy)


def test_not_the_same_against_the_very_name_is_loud(licet):
    said = decided(licet, _NOW, "Sugon", decisions=[{"entry": "sugon", "same": False}])
    assert "match_dismissed" in {warning["code"] for warning in said["warnings"]}
    assert any("bears the name" in flag for flag in said["red_flags"])


def test_the_unverified_need_a_statement_and_a_filing(licet):
    said = decided(licet, "2022-02-08", CARBON)
    assert any("UVL statement" in text for text in said["obligations"])
    before = decided(licet, "2022-02-07", CARBON)["obligations"]
    assert not any("UVL statement" in text for text in before)
