"""Bytes to text."""

import pytest

from licet.screening.documents.text import decode

JAPANESE = "これは日本語の文章です。Huawei とハイクビジョンについて書かれています。"
KOREAN = "이것은 한국어 문장입니다. Huawei 에 대하여 쓰여 있습니다."
TRADITIONAL = "購買華為技術有限公司的設備,產品出口到很多國家和地區。"
CHINESE = "华为技术有限公司在深圳制造通信设备,产品出口到很多国家和地区。"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"Huawei", "Huawei", "utf-8"),
        ("Huawéi 华为".encode(), "Huawéi 华为", "utf-8"),
        (b"\xef\xbb\xbfHuawei", "Huawei", "utf-8"),
        ("Huawei é".encode("utf-16"), "Huawei é", "utf-16-le"),
        (b"\xfe\xff" + "Huawei".encode("utf-16-be"), "Huawei", "utf-16-be"),
        ("Huawei Technologies".encode("utf-16-le"), "Huawei Technologies", "utf-16-le"),
        ("Huawei Technologies".encode("utf-16-be"), "Huawei Technologies", "utf-16-be"),
        ("Huawei".encode("utf-32"), "Huawei", "utf-32-le"),
        (CHINESE.encode("gb18030"), CHINESE, "gb18030"),
        ("Gesellschaft für Übertragung".encode("cp1252"), "Gesellschaft für Übertragung", "cp1252"),
        ("“Huawei’s”".encode("cp1252"), "“Huawei’s”", "cp1252"),
        ("Завод Микрон в Зеленограде".encode("cp1251"), "Завод Микрон в Зеленограде", "cp1251"),
        ("Завод Микрон в Зеленограде".encode("koi8-r"), "Завод Микрон в Зеленограде", "koi8-r"),
        (JAPANESE.encode("shift_jis"), JAPANESE, "shift_jis"),
        (JAPANESE.encode("euc_jp"), JAPANESE, "euc_jp"),
        (KOREAN.encode("euc_kr"), KOREAN, "euc_kr"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5"),
        ("Huawei – «Société générale» à Paris".encode("cp1252"), "Huawei – «Société générale» à Paris", "cp1252"),
        (b"", "", "utf-8"),
    ],
)
def test_encodings(data: bytes, text: str, encoding: str) -> None:
    found = decode(data)
    assert (found.text, found.encoding) == (text, encoding)


def test_a_guess_is_told_and_a_broken_byte_too() -> None:
    assert "Windows-1252" in decode("für".encode("cp1252")).notes[0]
    broken = decode("Huawei 华为技术有限公司 é é é é".encode() + b"\xff")
    assert broken.text.endswith("\ufffd")
    assert broken.encoding == "utf-8"
    assert "replaced" in broken.notes[0]


def test_line_ends_stay() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


def test_a_stated_encoding_is_used_or_refused() -> None:
    assert decode("für".encode("cp1252"), "cp1252").text == "für"
    with pytest.raises(ValueError, match="no such encoding"):
        decode(b"a", "nonsense")
    for name in ("punycode", "unicode_escape", "rot13", "idna", "base64"):
        with pytest.raises(ValueError, match="encoding"):
            decode(b"a", name)
    with pytest.raises(ValueError, match="byte 1"):
        decode(b"a\xff", "utf-8")


@pytest.mark.parametrize("data", [bytes(range(256)), b"\x00" * 1000, b"\xff" * 1000, b"\x81\x8d\x8f", b"\xed\xa0\x80"])
def test_any_bytes_give_a_text(data: bytes) -> None:
    assert isinstance(decode(data).text, str)
