"""Mentions: exact offsets, folding, boundaries, what must not be found."""

import pytest

from licet.lists.embedded import embedded
from licet.screening.documents.mentions import CHUNK, Finder
from licet.terms.dates import moment
from shared import SHARED, needs_shared

pytest.importorskip("ahocorasick")
WHEN = moment("2019-11-04")


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.of(embedded())


def texts(finder: Finder, text: str, when: str = "2019-11-04") -> list[tuple[str, str, str]]:
    found = finder.find(text, moment(when))
    for each in found:
        assert text[each.start : each.end] == each.text
    return [(each.text, each.entry, each.klass) for each in found]


HUAWEI, HIKVISION = "huawei-technologies-co-ltd", "hangzhou-hikvision-digital-technology-co-ltd"
SPLIT = "Wuxi-\nJiangnan Institute\r\n  of Computing\tTechnology"
WUXI = "wuxi-jiangnan-institute-of-computing-technology"


@pytest.mark.parametrize(
    ("text", "there", "entry"),
    [
        ("HUAWEI TECHNOLOGIES CO., LTD. ships", "HUAWEI TECHNOLOGIES CO., LTD", HUAWEI),
        ("by ＨＵＡＷＥＩ today", "ＨＵＡＷＥＩ", HUAWEI),
        ("by Huáwei today", "Huáwei", HUAWEI),
        ("by Hua\u0301wei today", "Hua\u0301wei", HUAWEI),
        ("by Нuаwеi today", "Нuаwеi", HUAWEI),
        ("by Hua\u200bwei\u00ad today", "Hua\u200bwei", HUAWEI),
        ("Huawei's phones", "Huawei", HUAWEI),
        ("Huawei’s phones", "Huawei", HUAWEI),
        ("ﬁrst Huawei", "Huawei", HUAWEI),
        ("non-Huawei gear", "Huawei", HUAWEI),
        ("Hikvi-\nsion cameras", "Hikvi-\nsion", HIKVISION),
        (SPLIT, SPLIT, WUXI),
        ("购买华为技术有限公司的设备", "华为技术有限公司", HUAWEI),
        ("購買華為技術有限公司的設備", "華為技術有限公司", HUAWEI),
        ("使用Huawei设备", "Huawei", HUAWEI),
        ("杭州海康\n威视数字技术股份有限公司", "杭州海康\n威视数字技术股份有限公司", HIKVISION),
    ],
)  # fmt: skip
def test_a_name_is_found_as_it_is_printed(finder: Finder, text: str, there: str, entry: str) -> None:
    found = texts(finder, text)
    assert found == [(there, entry, "match")]


@pytest.mark.parametrize(
    "text",
    [
        "Intel, Qualcomm, Google, Micron, AMD, Microsoft, Apple and the iPhone in the Nikkei",
        "Huaweite Chihuaweia",
        "the dawning of a new day. Dawning light.",
        "zte",
        "aztec",
        "a trust, a technology, an institute of technology in Beijing, China",
        "",
        " \n\t",
        "\0\0\0",
        "a" * 100_000,
    ],
)
def test_what_is_no_mention(finder: Finder, text: str) -> None:
    assert texts(finder, text) == []


def test_an_acronym_stands_in_capitals_only(finder: Finder) -> None:
    assert texts(finder, "ZTE and zte and Zte") == [("ZTE", "zte-corporation", "match")]


def test_an_ordinary_word_counts_beside_a_better_name(finder: Finder) -> None:
    assert texts(finder, "Dawning sells servers.") == []
    found = texts(finder, "Sugon, also called Dawning, sells servers.")
    assert found == [("Sugon", "sugon", "match"), ("Dawning", "sugon", "possible")]


def test_the_longest_name_wins_one_mention_a_span(finder: Finder) -> None:
    assert texts(finder, "Huawei Device Co., Ltd. and Huawei") == [
        ("Huawei Device Co., Ltd", "huawei-device-co-ltd", "match"),
        ("Huawei", HUAWEI, "match"),
    ]


def test_an_affiliate_that_is_not_listed_is_a_possible_match(finder: Finder) -> None:
    assert texts(finder, "at Huawei Technologies USA.") == [("Huawei Technologies", HUAWEI, "possible")]


def test_an_address_on_the_net_is_a_possible_match(finder: Finder) -> None:
    assert texts(finder, "write to tim@huawei.com") == [("huawei", HUAWEI, "possible")]


@pytest.mark.parametrize("wrong", ["Hikvison", "Hikvisionn", "Hikivsion", "Hikvlsion"])
def test_one_fault_of_typing_in_a_rare_word_is_possible(finder: Finder, wrong: str) -> None:
    assert texts(finder, f"bought from {wrong} in May") == [(wrong, HIKVISION, "possible")]
    assert finder.find(f"bought from {wrong} in May", WHEN, typos=False) == ()


def test_an_other_first_letter_or_two_faults_are_no_mention(finder: Finder) -> None:
    assert texts(finder, "bought from Mikvision and Hekvisiom") == []


def test_in_force_turns_on_the_date(finder: Finder) -> None:
    def shown(day: str) -> tuple[str, bool]:
        (found,) = finder.find("ZTE", moment(day))
        return found.list, found.in_force

    assert shown("2016-06-01") == ("entity_list", True)
    assert shown("2018-05-01") == ("denied_persons", True)
    assert shown("2019-05-18")[1] is False
    assert [each.in_force for each in finder.find("Huawei", moment("2019-05-15"))] == [False]
    assert [each.in_force for each in finder.find("Huawei", moment("2019-05-17"))] == [True]


def test_lists_narrow_the_search() -> None:
    narrow = Finder.of(embedded(), ("denied_persons",))
    assert texts(narrow, "Huawei, ZTE") == [("ZTE", "zte-corporation", "match")]


def test_a_name_across_the_border_of_two_pieces_is_found_once(finder: Finder) -> None:
    name = "Wuxi Jiangnan Institute of Computing Technology"
    for shift in (1, 10, len(name) - 1, len(name), len(name) + 1):
        text = "x " * ((CHUNK - shift) // 2) + name + " y" * 50
        assert texts(finder, text) == [(name, WUXI, "match")]


def test_one_line_of_ten_megabytes(finder: Finder) -> None:
    text = "word, " * 1_700_000 + "Sugon"
    assert texts(finder, text) == [("Sugon", "sugon", "match")]


LISTED = {
    "000": {"Huawei", "Huawei Technologies", "ZTE"},
    "001": {"Huawei", "Huawei Technologies"},
    "002": {"Huawei"},
    "003": {
        "Huawei", "Tianjin Haiguang Advanced Technology Investment Company", "Hikvision", "Dahua Technology", "Sugon",
        WUXI.replace("-", " ").title().replace("Of", "of"),
    },
    "004": {"Huawei", "ZTE", "ZTE Corp"},
}  # fmt: skip


@needs_shared
@pytest.mark.parametrize("article", sorted(LISTED))
def test_the_articles(finder: Finder, article: str) -> None:
    assert SHARED is not None
    (path,) = (SHARED / "articles").glob(f"{article}_*.txt")
    text = path.read_bytes().decode("utf-8")
    found = texts(finder, text)
    assert {there for there, _, _ in found} == LISTED[article]
    assert sum("Huawei" in there for there, _, _ in found) == text.count("Huawei")
    assert sum("ZTE" in there for there, _, _ in found) == text.count("ZTE")
