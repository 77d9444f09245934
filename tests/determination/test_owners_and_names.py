"""Ownership and spellings of names, decided, with the embedded register; set down before they were run."""

import pytest

from determination.one_party import HUAWEI, INVALID, LICENSE, NONE, OPEN, PRESUMED, agrees, decided
from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.lists.embedded import embedded

IN, BEFORE, STAYED, AGAIN = "2025-10-15", "2025-09-28", "2025-11-10", "2026-11-10"
AVIATION = "AECC Aviation Power Co. Ltd."
CARBON = "Guangdong Dongling Carbon Tech. Co., Ltd."


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True, next_change=False))


def by(name: str, percent: object, **more: object) -> dict[str, object]:
    return {"name": name, "percent": percent, "country": "CN", **more}


def chain(length: int) -> list[dict[str, object]]:
    owners = [by(HUAWEI, 100)]
    for level in range(length):
        owners = [by(f"Layer {level}", 100, owners=owners)]
    return owners


OWNED = [
    ("just below half", IN, [by(HUAWEI, 49.99)], NONE),
    ("half", IN, [by(HUAWEI, 50)], LICENSE),
    ("half, as text", IN, [by(HUAWEI, "50.0")], LICENSE),
    ("two lists together", IN, [by(HUAWEI, 30), by(AVIATION, 20)], LICENSE),
    ("the unverified do not count", IN, [by(HUAWEI, 25), by(CARBON, 25)], NONE),
    ("denied persons do not count", IN, [by("ZTE Corporation", 100)], NONE),
    ("through a captured holder", IN, [by("Holding One", 60, owners=[by(HUAWEI, 50)])], LICENSE),
    ("through one that is not", IN, [by("Holding One", 60, owners=[by(HUAWEI, 49)])], NONE),
    ("two captured holders", IN, [by("Holding One", 30, owners=[by(HUAWEI, 50)]),
                                  by("Holding Two", 20, owners=[by("Sugon", 51)])], LICENSE),
    ("a stake of a stake counts for nothing", IN, [by("Holding One", 30, owners=[by(HUAWEI, 49)]), by(HUAWEI, 20)],
     NONE),
    ("a long chain", IN, chain(10), LICENSE),
    ("too long a chain", IN, chain(13), INVALID),
    ("its own owner", IN, [by("Lotus Leaf Networks", 50)], INVALID),
    ("more than all", IN, [by(HUAWEI, 60), by("Nobody Inc", 41)], INVALID),
    ("less than nothing", IN, [by(HUAWEI, -1)], INVALID),
    ("a share that is no number", IN, [by(HUAWEI, "fifty")], INVALID),
    ("a share that is not a number", IN, [by(HUAWEI, float("nan"))], INVALID),
    ("nothing at all", IN, [by(HUAWEI, 0)], NONE),
    ("share unknown", IN, [by(HUAWEI, None)], OPEN),
    ("share unknown, no room for half", IN, [by(HUAWEI, None), by("Nobody Inc", 51)], NONE),
    ("share unknown, room for half", IN, [by(HUAWEI, None), by("Nobody Inc", 50)], OPEN),
    ("share of a captured holder unknown", IN, [by("Holding One", None, owners=[by(HUAWEI, 50)])], OPEN),
    ("share unknown, before the rule", BEFORE, [by(HUAWEI, None)], NONE),
    ("share unknown, while stayed", STAYED, [by(HUAWEI, None)], NONE),
    ("wholly owned, before the rule", BEFORE, [by(HUAWEI, 100)], NONE),
    ("wholly owned, last day of the first interval", "2025-11-09", [by(HUAWEI, 100)], LICENSE),
    ("wholly owned, last day of the stay", "2026-11-09", [by(HUAWEI, 100)], NONE),
    ("wholly owned, again", AGAIN, [by(HUAWEI, 100)], LICENSE),
    ("sold the day before", IN, [by(HUAWEI, 100, until="2025-10-14")], NONE),
    ("held to the day", IN, [by(HUAWEI, 100, until=IN)], LICENSE),
    ("bought the day after", IN, [by(HUAWEI, 100, **{"from": "2025-10-16"})], NONE),
    ("bought on the day", IN, [by(HUAWEI, 100, **{"from": IN})], LICENSE),
    ("owner listed on the day", "2025-10-08", [by("Arrow China Electronics Trading Co., Ltd.", 60)], LICENSE),
    ("owner listed the day after", "2025-10-07", [by("Arrow China Electronics Trading Co., Ltd.", 60)], NONE),
    ("owner of a near name", IN, [by("Huawei Tecnologies Hainan", 60)], OPEN),
    ("no owners stated", IN, [], NONE),
    ("branch elsewhere, before the rule", BEFORE, [by(HUAWEI, None, relationship="branch")], OPEN),
    ("branch office in other words", BEFORE, [by(HUAWEI, None, relationship="Branch office")], OPEN),
    ("branch_office", BEFORE, [by(HUAWEI, None, relationship="branch_office")], OPEN),
    ("branch elsewhere", IN, [by(HUAWEI, None, relationship="branch")], LICENSE),
    ("branch elsewhere, while stayed", STAYED, [by(HUAWEI, None, relationship="branch")], OPEN),
    ("a military end user of unknown share, EAR99", IN, [by(AVIATION, None)], NONE),
]  # fmt: skip


@pytest.mark.parametrize(("date", "owners", "outcome"), [case[1:] for case in OWNED], ids=[case[0] for case in OWNED])
def test_owners(licet, date, owners, outcome):
    said = decided(licet, date, "Lotus Leaf Networks", owners=owners, destination="MY", country="MY")
    agrees(said, outcome, PRESUMED if outcome == LICENSE else None)


@pytest.mark.parametrize(
    ("owners", "facts", "outcome"),
    [
        ([by(AVIATION, None)], {"eccn": "3A991"}, OPEN),
        ([by(AVIATION, 100)], {"eccn": "3A991"}, LICENSE),
        ([by(AVIATION, 100)], {}, NONE),
        ([by(HUAWEI, 50)], {"role": "seller"}, NONE),
        ([by(HUAWEI, 50)], {"role": "bank"}, OPEN),
        ([by(HUAWEI, 100)], {"country": "US"}, NONE),
        ([by(HUAWEI, 100, relationship="branch")], {"country": "CN", "destination": "CN"}, LICENSE),
    ],
)
def test_owners_and_other_facts(licet, owners, facts, outcome):
    said = decided(licet, IN, "Lotus Leaf Networks", owners=owners, **{"destination": "MY", "country": "MY", **facts})
    assert said["outcome"] == outcome


def test_the_rule_in_force_again_is_warned_of(licet):
    said = decided(licet, AGAIN, "Lotus Leaf Networks", owners=[by(HUAWEI, 100)])
    assert "law_not_verified_on_this_date" in {warning["code"] for warning in said["warnings"]}


@pytest.mark.parametrize("count", [5, 10])
def test_owners_each_of_whom_may_be_listed_are_no_clearance(licet, count):
    words = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")[:count]
    owners = [by(f"Huawei Tecnologies {word}", 10) for word in words]
    assert decided(licet, IN, "Lotus Leaf Networks", owners=owners)["outcome"] in (OPEN, LICENSE)


@pytest.mark.parametrize(
    "name",
    [
        "HUAWEI TECHNOLOGIES CO.,LTD",
        "Ｈｕａｗｅｉ Technologies Co., Ltd.",
        "Нuаwеі Tесhnоlоgіеs Co., Ltd.",  # Cyrillic letters that look Latin
        "Ηuawei Technologies Co., Ltd.",  # Greek
        "Hua\u200bwei Technologies Co., Ltd.",
        "\u202eHuawei Technologies Co., Ltd.\u202c",
        "H\u0336u\u0336a\u0336w\u0336e\u0336i\u0336 Technologies Co., Ltd.",
        "华为技术有限公司",
        "華為技術有限公司",
        "Huáwéi Technologies Co., Ltd.",
    ],
)
def test_the_same_name_in_disguise(licet, name):
    agrees(decided(licet, "2021-06-01", name, destination="DE", country="DE"), LICENSE, PRESUMED)


@pytest.mark.parametrize(
    "name",
    [
        "Huawei Technologies Co., Ltd. c/o Sunshine Logistics GmbH",
        "Shenzhen branch of Huawei Technologies",
        "Sunshine Logistics on behalf of Huawei",
        "Attn: Mr Li, Huawei Technologies Co., Ltd.",
        "Huawei Technologies Co., Ltd. - Procurement Dept",
        "HiSilicon (Shanghai)",
        "Huawei Tecnologies",
        "Hauwei Technologies Co Ltd",
        "Huawei Technologies Iceland ehf",
        "---",
        "12345",
        "🙂🙂",
        "A" * 10_000,
        "x " * 4_900 + HUAWEI,
    ],
)
def test_names_that_clear_nobody(licet, name):
    said = decided(licet, "2021-06-01", name, destination="DE", country="DE")
    assert said["outcome"] in (OPEN, LICENSE)
