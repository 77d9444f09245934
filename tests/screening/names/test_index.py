"""Searching: the same name, near names, names that share a rare word, and names that must find nothing."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from licet.screening.names import many as many_module
from licet.screening.names.filter import JARO_WINKLER, TOKEN_SORT, bits_of, letter_bits, letter_marks
from licet.screening.names.index import NameIndex
from licet.screening.names.store import FILE, IndexFormatError

_PLACES = [
    *(
        "Australia",
        "Bahrain",
        "Bangladesh",
        "Belgium",
        "Bolivia",
        "Brazil",
        "Burma",
        "Canada",
        "Chile",
        "Cuba",
        "Cyprus",
    ),
    *("Denmark", "Egypt", "France", "Ghana", "Greece", "Hungary", "India", "Indonesia", "Italy", "Jamaica", "Japan"),
    *(
        "Jordan",
        "Kazakhstan",
        "Kenya",
        "Lebanon",
        "Morocco",
        "Mexico",
        "Oman",
        "Pakistan",
        "Panama",
        "Portugal",
        "Qatar",
    ),
]
_NAMES = {
    "huawei": ["Huawei Technologies Co., Ltd.", "Huawei Technology", "华为技术有限公司"],
    "hisilicon": ["HiSilicon Optoelectronics Co., Ltd.", "HiSilicon Tech (Suzhou) Co., Ltd."],
    "zte": ["Zhongxing Telecommunications Equipment (ZTE) Corporation", "ZTE Corporation"],
    "zte-parsian": ["ZTE Parsian"],
    "smic": ["Semiconductor Manufacturing International Corporation (SMIC)"],
    "hikvision": ["Hangzhou Hikvision Digital Technology Co., Ltd."],
    "dahua": ["Dahua Technology"],
    "sugon": ["Sugon", "Dawning Information Industry", "Zhongke Dawn"],
    "milandr": ["AO PKK Milandr", "АО ПКК Миландр"],
    "device": ["Huawei Device Co., Ltd.", "Huawei Device (Shenzhen) Co., Ltd."],
    "research": ["Huawei Technologies Research & Development Belgium NV"],
    "jiangnan": ["Wuxi Jiangnan Institute of Computing Technology"],
    "higon": ["Chengdu Haiguang Integrated Circuit", "Higon", "Hygon"],
} | {f"huawei-{place}": [f"Huawei Technologies {place} S.A.", f"Huawei {place}"] for place in _PLACES}


@pytest.fixture(scope="module")
def register() -> NameIndex:
    return NameIndex.build(
        [(entry, name, "name") for entry, names in _NAMES.items() for name in names],
        countries={"huawei": ("CN",), "dahua": ("CN",)},
    )


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("HUAWEITECHNOLOGIES CO LTD", "huawei"),
        ("華為技術有限公司", "huawei"),
        ("SMIC", "smic"),
        ("Semiconductor Manufacturing International Corp", "smic"),
        ("Sugon", "sugon"),
        ("Huawei Cuba", "huawei-Cuba"),
        ("OAO PKK Milandr", "milandr"),
        ("Zhongxing Telecommunications Equipment", "zte"),
    ],
)
def test_the_same_name_is_a_match(register: NameIndex, name: str, entry: str) -> None:
    assert register.exact(name) == (entry,)
    hit = register.search(name).hits[0]
    assert (hit.entry, hit.klass, hit.score) == (entry, "match", 1.0)


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Huawai Technologes Co Ltd", "huawei"),
        ("Hauwei Technologies", "huawei"),
        ("Huawei Restaurant LLC", "huawei"),
        ("Huawei sales office Kuala Lumpur", "huawei"),
        ("Technologies Huawei", "huawei"),
        ("Hangzhou Hik Vision Technology", "hikvision"),
        ("Zhejiang Dahua Technology Co., Ltd.", "dahua"),
        ("PKK Milandr Group", "milandr"),
        ("Миландр", "milandr"),
        ("杭州海康威视数字技术股份有限公司", "hikvision"),
    ],
)
def test_a_near_name_is_possible_and_never_a_match(register: NameIndex, name: str, entry: str) -> None:
    result = register.search(name, limit=200)
    assert entry in {hit.entry for hit in result.hits}
    assert {hit.klass for hit in result.hits} == {"possible"}
    assert all(0.6 <= hit.score < 1 and hit.why for hit in result.hits)


@pytest.mark.parametrize(
    "name",
    [
        "Acme Radio (Ningbo) Co., Ltd.",
        "Rhein Netz GmbH",
        "Clean Radio Ltd",
        "Independent EMS",
        "Local operator",
        "Module Maker Ltd",
        "Straits Compute Sdn Bhd",
        "Parent of a listed company",
        "Futurewei Technologies, Inc.",
        "Rural carrier in eastern Wyoming",
        "International Technologies Group",
        "Beijing Digital Technology Co., Ltd.",
        "Semiconductor Industry Association",
    ],
)
def test_another_name_finds_nothing_and_says_enough(register: NameIndex, name: str) -> None:
    result = register.search(name)
    assert result.hits == ()
    assert not result.too_little
    assert not result.cut


@pytest.mark.parametrize("name", ["", "X", "Y", "s a", "12", "...", "\u202e", "20455 8841"])
def test_too_little_to_search_is_said(register: NameIndex, name: str) -> None:
    result = register.search(name)
    assert result.too_little
    assert result.note
    assert result.hits == ()


def test_a_script_that_is_not_read_is_said(register: NameIndex) -> None:
    result = register.search("हुआवेई टेक्नोलॉजीज")
    assert result.too_little
    assert result.note == "script not comparable"
    partly = register.search("Dahua हुआवेई")
    assert partly.hits
    assert "DEVANAGARI" in partly.note
    assert partly.too_little


def test_results_cut_are_said(register: NameIndex) -> None:
    result = register.search("Huawei Technologies", limit=5)
    assert len(result.hits) == 5
    assert result.cut
    assert result.hits[0].entry == "huawei"


def test_country_is_evidence_and_never_decides(register: NameIndex) -> None:
    plain, agrees, differs = (
        register.search("Zhejiang Dahua Technology", country).hits[0] for country in (None, "CN", "FR")
    )
    assert agrees.score > plain.score > differs.score
    assert agrees.name_likeness == plain.name_likeness == differs.name_likeness
    assert "agrees" in agrees.why
    assert "not among" in differs.why
    assert differs.klass == "possible"


def test_the_reason_names_the_words(register: NameIndex) -> None:
    reason = register.search("Huawei Restaurant").hits[0].why
    assert "same: huawei" in reason
    assert "only asked: restaurant" in reason


def test_a_weak_alias_is_possible_and_comes_after_names() -> None:
    index = NameIndex.build(
        [("a", "Marigold Foundry", "primary"), ("a", "Zephyrine", "weak"), ("b", "Zephyrine Ltd", "alias")]
    )
    hits = index.search("ZEPHYRINE").hits
    assert [(hit.entry, hit.klass, hit.score) for hit in hits] == [("b", "match", 1.0), ("a", "possible", 1.0)]
    assert "weak alias" in hits[1].why
    assert index.exact("Zephyrine") == ("b",)
    assert index.exact_weakly("Zephyrine") == ("a",)
    both = NameIndex.build([("a", "Zephyrine", "weak"), ("a", "Zephyrine Co., Ltd.", "alias")])
    assert both.exact("Zephyrine") == ("a",)
    assert both.search("Zephyrine").hits[0].klass == "match"


def test_many_is_one_by_one(register: NameIndex) -> None:
    names = ["Huawei Restaurant", "Sugon", "", "Acme Radio", "Sugon", "Миландр"]
    countries = ["CN", None, None, "DE", None, "RU"]
    assert register.search_many(names, countries) == [
        register.search(name, country) for name, country in zip(names, countries, strict=True)
    ]


def test_several_processes_answer_alike(register: NameIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"Huawei {place} {n}" for n in range(3) for place in _PLACES]
    alone = register.search_many(names)
    monkeypatch.setattr(many_module, "WORTH_FORKING", 10)
    monkeypatch.setattr(many_module, "processes", lambda: 2)
    assert register.search_many(names) == alone


def test_saved_and_read_back(register: NameIndex, tmp_path: Path) -> None:
    register.save(tmp_path / "names")
    again = NameIndex.load(tmp_path / "names")
    for name in ("Huawai Technologes", "SMIC", "Sugon", "华为技术", "Acme"):
        assert again.search(name, "CN") == register.search(name, "CN")
    assert len(again) == len(register)


def test_a_damaged_index_is_refused(register: NameIndex, tmp_path: Path) -> None:
    with pytest.raises(IndexFormatError):
        NameIndex.load(tmp_path / "absent")
    register.save(tmp_path)
    whole = (tmp_path / FILE).read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:40], b"", whole + b"x"):
        (tmp_path / FILE).write_bytes(damaged)
        with pytest.raises(IndexFormatError):
            NameIndex.load(tmp_path)
    for at in random.Random(3).sample(range(len(whole)), 40):
        (tmp_path / FILE).write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with pytest.raises(IndexFormatError):
            NameIndex.load(tmp_path)


def test_an_empty_register_finds_nothing() -> None:
    empty = NameIndex.build([])
    assert empty.search("Huawei Technologies").hits == ()
    assert empty.exact("Huawei Technologies") == ()


@pytest.mark.parametrize(
    "name", ["Huawei " * 1500, "x" * 10_000, "H\u0335" * 5000, "Huawei\u202e" * 1400, "华为" * 5000]
)
def test_hostile_names_are_answered(register: NameIndex, name: str) -> None:
    result = register.search(name)
    assert result.too_little or len(name) < 400
    assert result.note


_WORDS = [
    "huawei",
    "hua",
    "wei",
    "technologies",
    "technology",
    "device",
    "zte",
    "sugon",
    "ningbo",
    "al",
    "a",
    "star",
    "optics",
    "12",
]
_FORM = st.lists(
    st.one_of(st.sampled_from(_WORDS), st.text("abeist1", min_size=1, max_size=9)), min_size=1, max_size=5
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(listed=st.lists(_FORM, min_size=1, max_size=40), asked=_FORM)
def test_nothing_near_is_lost(listed: list[str], asked: str) -> None:
    """The filter against brute force: token_sort_ratio >= 80 and Jaro-Winkler >= .92."""
    index = NameIndex.build([(str(at), name, "name") for at, name in enumerate(listed)])
    assert set(index.forms.near(asked)) == _brute_force(index, asked)
    many = [asked, *listed]
    rows, positions = index.forms.near_many(many, *letter_marks(many))
    for row, form in enumerate(many):
        assert positions[rows == row].tolist() == sorted(_brute_force(index, form))


def test_nothing_near_is_lost_among_misspelt_names() -> None:
    draw = random.Random(7)
    names = [" ".join(draw.choices(_WORDS + _PLACES, k=draw.randint(1, 5))).lower() for _ in range(1500)]
    index = NameIndex.build([(str(at), name, "name") for at, name in enumerate(names)])
    found = 0
    for _ in range(200):
        asked = list(draw.choice(index.forms.strings))
        for _ in range(draw.randint(0, 3)):
            at = draw.randrange(len(asked))
            asked[at : at + draw.randint(0, 1)] = draw.choice(["", "e", "x", " "])
        form = " ".join("".join(asked).split())
        expected = _brute_force(index, form)
        assert set(index.forms.near(form)) == expected
        found += len(expected)
    assert found > 200


def _brute_force(index: NameIndex, asked: str) -> set[int]:
    ordered = " ".join(sorted(asked.split(" ")))
    return {
        at
        for at, form in enumerate(index.forms.strings)
        if fuzz.ratio(ordered, " ".join(sorted(form.split(" ")))) >= TOKEN_SORT
        or JaroWinkler.similarity(asked, form) >= JARO_WINKLER
    }


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz 0123456789", max_size=120), min_size=1, max_size=5))
def test_bits_of_one_are_the_bits_of_many(strings: list[str]) -> None:
    assert [bits_of(string) for string in strings] == [tuple(row) for row in letter_bits(strings)]
