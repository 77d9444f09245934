"""The identity key of a name: what folds together, what must not, and hostile input."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.screening.names.normalize import fold, keys, query_keys, split


@pytest.mark.parametrize(
    "name",
    [
        "Huawei Technologies Co., Ltd.",
        "Huawei Technologies Company Limited",
        "Hua Wei Technologies Co., Ltd",
        "HUAWEITECHNOLOGIES CO LTD",
        "HUAWEITECHNOLOGIESCOLTD",
        "huawei technologies",
        "Ｈuawei Ｔechnologies",
        "Нuawei Technologies",  # Cyrillic Н
        "Huаwеi Tесhnоlоgiеs Со., Ltd.",  # Cyrillic vowels
        "ʜᴜᴀᴡᴇɪ Technologies",
        "H\u200bua\u00adwei \u202eTechnologies\u202c",
        "H\u0338\u0353u\u0335\u0300awei T\u0489echnologies",
        "  Huawei--Technologies , (Co.) Ltd ",
        "Huáwèi Technologies Pte. Ltd.",
        "Huawei Technologies Sdn. Bhd.",
        "HUAWEI TECHNOLOGIES S.A.",
        "Huawei Technologies GmbH & Co. KG",
    ],
)
def test_one_name_however_it_is_written(name: str) -> None:
    assert fold(name) == "huaweitechnologies"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("華為技術有限公司", "华为技术有限公司"),
        ("华为技术有限公司", "华为技术"),
        ("中芯國際集成電路製造有限公司", "中芯国际集成电路制造有限公司"),
        ("ООО «Вектор»", "Вектор, ООО"),
        ("Общество с ограниченной ответственностью Вектор", "ООО Вектор"),
        ("株式会社東芝", "東芝株式會社"),
        ("주식회사 삼성전자", "삼성전자"),
        ("ﾄﾖﾀ", "トヨタ"),
        ("JSC Mikron", "Mikron, OAO"),
        ("Limited Liability Company Baltech", "BALTECH LLC"),
        ("Johnson & Johnson", "JOHNSON AND JOHNSON"),
        ("J.P. Morgan", "JP Morgan"),
        ("People's Bank", "Peoples Bank"),
        ("Straße 5", "STRASSE 5"),
    ],
)
def test_same_name(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Huawei Technologies", "Futurewei Technologies"),
        ("Huawei Device", "Huawei Device (Shenzhen)"),
        ("Dongfang Group", "Dongfang"),
        ("华为集团有限公司", "华为有限公司"),
        ("华为", "Huawei"),
        ("Plant No. 12", "Plant No. 14"),
        ("Wang Ao", "Wang Sa"),
        ("ガス", "カス"),
        ("हुआवेई", "हआवई"),
    ],
)
def test_other_name(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("11420 CORP.", "11420corp"),
        ("11420", "11420"),
        ("Co., Ltd.", "coltd"),
        ("Sdn Bhd", "bhd"),
        ("X LLC", "xllc"),
        ("X", "x"),
    ],
)
def test_never_folded_to_its_legal_form_or_digits(name: str, key: str) -> None:
    assert fold(name) == key


def test_legal_forms_are_told() -> None:
    assert split("Vektor OOO").forms == ("llc",)
    assert split("Acme Pte. Ltd.").forms == ("pte",)
    assert split("深圳市大疆创新科技有限公司").forms == ("有限公司",)


def test_acronym_in_parentheses_only_where_the_initials_spell_it() -> None:
    listed = keys("Semiconductor Manufacturing International Corporation (SMIC)")
    assert "smic" in listed
    assert "semiconductormanufacturinginternational" in listed
    assert keys("Huawei Technologies (USA)") == ("huaweitechnologiesusa",)
    assert keys("Huawei Technologies (Thailand) Co., Ltd.") == ("huaweitechnologiesthailand",)


def test_an_acronym_beside_an_asked_name_is_not_asked_alone() -> None:
    assert "smic" not in query_keys("Southern Mining Investment Company (SMIC)")
    assert "southernmininginvestment" in query_keys("Southern Mining Investment Company (SMIC)")


def test_doing_business_as_names_both() -> None:
    assert {"foo", "bar"} <= set(keys("Foo LLC d/b/a Bar"))
    assert {"foo", "bar"} <= set(keys("Foo Ltd, also known as Bar Inc."))
    assert keys("DBA Systems") == ("dbasystems",)


def test_a_name_disguised_in_cyrillic_letters_is_asked_both_ways() -> None:
    assert "smic" in query_keys("ЅМІС")


@pytest.mark.parametrize("text", ["", " ", "...", "\u202e\u200b", "\u0338", "()", "&"[:0]])
def test_nothing_to_compare(text: str) -> None:
    assert fold(text) == ""
    assert keys(text) == query_keys(text) == ()


@pytest.mark.parametrize(
    "unit",
    ["a", "a. ", "( ", "(a)", " co ltd", "华", "й", "a\u0335", "aй ", "d/b/a ", "a.b", "\u202ea", "有限公司", "9"],
)
def test_a_name_of_ten_thousand_characters_is_bounded(unit: str) -> None:
    start = time.process_time()
    keys(unit * (10_000 // len(unit)))
    assert time.process_time() - start < 5  # milliseconds when idle; a runaway would be minutes


@given(st.text(max_size=60))
def test_folding_any_text_ends_and_ignores_case_and_margins(text: str) -> None:
    key = fold(text)
    assert fold(f"  {text} ") == key
    assert " " not in key
    assert (key != "") >= any(letter.isascii() and letter.isalnum() for letter in text)


@given(st.lists(st.sampled_from(["huawei", "zte", "alpha", "device", "north"]), min_size=1, max_size=4))
def test_a_legal_form_at_the_end_changes_nothing(words: list[str]) -> None:
    name = " ".join(words)
    for form in ("Ltd", "Co., Ltd.", "GmbH", "S.p.A.", "LLC", "Inc.", "Sdn Bhd", "Corporation"):
        assert fold(f"{name} {form}") == fold(name)
