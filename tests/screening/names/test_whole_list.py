"""The whole Consolidated Screening List against makers of network equipment whose names no one here wrote."""

import csv
import random

import pytest

from licet.screening.names.index import NameIndex
from shared import SHARED, needs_shared

pytestmark = needs_shared

_MAKERS = [
    *("huawei", "hisilicon", "inspur", "yangtze memory", "uniview", "qihoo", "milandr", "elvees", "hikvision", "dahua"),
    *("sz dji", "nuctech", "phytium", "iflytek", "fiberhome"),
]


@pytest.fixture(scope="module")
def whole() -> NameIndex:
    assert SHARED is not None
    with (SHARED / "data" / "lists" / "csl-2026-07-31.csv").open(encoding="utf-8", newline="") as file:
        return NameIndex.build(
            [
                (str(number), name.strip(), "name")
                for number, line in enumerate(csv.DictReader(file))
                for name in (line["name"], *line["alt_names"].split(";"))
                if name.strip()
            ]
        )


@pytest.fixture(scope="module")
def registrants() -> list[str]:
    assert SHARED is not None
    with (SHARED / "data" / "batch" / "ieee-registrants-2026-04-11.csv").open(encoding="utf-8", newline="") as file:
        return [line["organization_name"] for line in csv.DictReader(file)]


@pytest.mark.parametrize("maker", _MAKERS)
def test_listed_makers_are_found(whole: NameIndex, registrants: list[str], maker: str) -> None:
    names = [name for name in registrants if maker in name.casefold()]
    assert names
    assert any(
        maker.rsplit(maxsplit=1)[-1] in hit.name.casefold()
        for result in whole.search_many(names)
        for hit in result.hits
    )


def test_few_others_are_flagged_as_the_same(whole: NameIndex, registrants: list[str]) -> None:
    names = random.Random(11).sample(registrants, 1500)
    results = whole.search_many(names)
    assert sum(any(hit.klass == "match" for hit in result.hits) for result in results) < 0.02 * len(names)
    assert sum(bool(result.hits) for result in results) < 0.2 * len(names)


def test_many_names_are_answered_as_each_alone(whole: NameIndex, registrants: list[str]) -> None:
    draw = random.Random(11)
    names = draw.sample(sorted(set(registrants)), 600)
    for name in draw.sample(whole.texts, 200):
        at = draw.randrange(len(name) + 1)
        names.append(name[:at] + draw.choice("aeinrst ") + name[at + 1 :])
    names += ["", "a", "7", "华为技术有限公司", "Росэлектроника", "حديد", "x" * 900, "a b c d e f g " * 20]
    whole.vocabulary._expanded.clear()  # what the words may stand for is found out by the batch, not remembered
    together = whole.search_many(names)
    whole.vocabulary._expanded.clear()
    assert together == [whole.search(name) for name in names]
    assert sum(bool(result.hits) for result in together) > 150


def test_one_wrong_letter_still_finds_the_entry(whole: NameIndex) -> None:
    draw = random.Random(5)
    missed = 0
    for at in draw.sample(range(len(whole)), 300):
        name = whole.texts[at]
        if len(name) < 12 or not name.isascii():
            continue
        place = draw.randrange(len(name))
        asked = name[:place] + draw.choice("eo") + name[place + 1 :]
        result = whole.search(asked, limit=50)
        missed += whole.entry_ids[whole.entry_of[at]] not in {hit.entry for hit in result.hits} and not result.cut
    assert missed <= 3
