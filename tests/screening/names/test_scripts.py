"""Names of other scripts in Latin letters."""

import pytest

from licet.screening.names.han import readings
from licet.screening.names.normalize import split
from licet.screening.names.scripts import foreign_scripts, latin_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("华为技术有限公司", "huawei technology"),
        ("上海复旦微电子集团股份有限公司", "shanghai fudan microelectronics group"),
        ("Газпром нефть", "gazprom neft"),
        ("Ελληνικά Πετρέλαια", "ellinika petrelaia"),
        ("トヨタ", "toyota"),
        ("キャノン", "kyanon"),
        ("삼성전자", "samseong electronics"),
        ("Щукин", "shchukin"),
    ],
)
def test_read(name: str, words: str) -> None:
    assert latin_words(split(name).words) == tuple(words.split())


def test_readings_of_names() -> None:
    assert "".join(readings("重慶銀行")) == "chongqingyinhang"
    assert "".join(readings("長安")) == "changan"


def test_unread_scripts_are_named() -> None:
    assert foreign_scripts("Huawei हुआवेई") == ("DEVANAGARI",)
    assert foreign_scripts("Газпром Нефть 华为 한국 日本 Élan") == ()
