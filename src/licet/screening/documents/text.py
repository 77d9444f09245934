"""Bytes to text: the encoding by its mark, else by trial, with a note where it was guessed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Decoded", "decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_HIGH_WORD = re.compile(r"[^\x00-\x7f]{3,}")
_CYRILLIC_WORD = re.compile("[А-яЁё]{3,}")
_OFTEN_CYRILLIC = frozenset("оеаинт")
_UNDEFINED_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
# Encodings of text. Others that the language knows (punycode, unicode_escape, rot13) are no way to write a document,
# and some of them take time that grows with the square of its size.
_OF_TEXT = re.compile(
    r"ascii|utf-(?:7|8|16|32)(?:-sig|-[lb]e)?|iso8859-\d+|iso2022_\w+|cp\d+|koi8-[rtu]|mac-\w+|gb2312|gbk|gb18030|hz|big5|"
    r"big5hkscs|shift_jis\w*|euc_\w+|johab|tis-620|ptcp154|kz1048|hp-roman8"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and what the reader should know of that."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file. A byte order mark is taken off; line ends stay as they are.

    Without a mark: UTF-8 if it is valid, UTF-16 if every other byte is empty, then Korean, Japanese, Chinese, Cyrillic
    and western encodings by how the result reads, which a note tells. Raises `ValueError` for an unknown `encoding`, or
    one that the bytes are not in.
    """
    if encoding is not None:
        try:
            if not _OF_TEXT.fullmatch(codecs.lookup(encoding).name):
                raise ValueError(f"no encoding of text: {encoding}")
            return Decoded(data.decode(encoding).removeprefix("\ufeff"), encoding)
        except LookupError:
            raise ValueError(f"no such encoding: {encoding}") from None
        except UnicodeDecodeError as fault:
            raise ValueError(f"not {encoding}: byte {fault.start:,} does not belong to it") from None
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            notes = (f"bytes that are not {name} were replaced",) if "\ufffd" in text else ()
            return Decoded(text, name, notes)
    wide = _wide(data)
    if wide:
        text = data.decode(wide, "replace")
        return Decoded(text, wide, (f"no byte order mark; read as {wide}",))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return _guessed(data, fault)
    notes = ("NUL characters stand in the text",) if "\0" in text else ()
    return Decoded(text, "utf-8", notes)


def _wide(data: bytes) -> str:
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return ""
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return ""


def _guessed(data: bytes, fault: UnicodeDecodeError) -> Decoded:
    if data.count(b"\xef\xbf\xbd") or _mostly_utf8(data):
        text = data.decode("utf-8", "replace")
        return Decoded(text, "utf-8", (f"byte {fault.start:,} and others are not UTF-8 and were replaced",))
    sample = data[max(0, fault.start - 2) : fault.start + _SAMPLE]
    name, shown = _eastern(data, sample) or _cyrillic(sample) or ("cp1252", "Windows-1252")
    if name == "cp1252" and any(byte in data for byte in _UNDEFINED_1252):
        name = "latin-1"
    told = f"not UTF-8; read as {shown}, by how it reads (say --encoding where that is wrong)"
    return Decoded(data.decode(name, "replace"), name, (told,))


def _eastern(data: bytes, sample: bytes) -> tuple[str, str] | None:
    """Korean, Japanese or Chinese, if nearly all that is not ASCII reads as such in one of their encodings."""
    if sum(byte > 127 for byte in sample) <= 3:
        return None
    for name, shown, reads in (
        ("euc_kr", "EUC-KR", _reads_korean),
        ("shift_jis", "Shift-JIS", _reads_japanese),
        ("euc_jp", "EUC-JP", _reads_japanese),
        ("gb18030", "GB18030", _reads_simplified),
        ("big5", "Big5", _reads_traditional),
    ):
        letters = [letter for letter in sample.decode(name, "ignore") if letter > "\x7f"]
        if letters and reads(letters) > 0.9 and _is_in(data, name):
            return name, shown
    return None


def _is_in(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _reads_korean(letters: list[str]) -> float:
    """The share of Hangul; the same bytes are Chinese characters of the first half of the common ones."""
    return sum("\uac00" <= letter <= "\ud7a3" for letter in letters) / len(letters)


def _reads_japanese(letters: list[str]) -> float:
    """The share of kana, kanji and wide signs, if a quarter of it is kana: no text is written without."""
    kana = sum("\u3040" <= letter <= "\u30ff" for letter in letters)
    if kana < len(letters) / 4:
        return 0
    return sum(
        "\u3000" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uff60"
        for letter in letters
    ) / len(letters)


def _reads_simplified(letters: list[str]) -> float:
    """The share of common characters: rows 16 to 55 of GB 2312, row 1 and 3 punctuation and wide letters."""
    return sum(0xB0 <= row <= 0xD7 or row in (0xA1, 0xA3) for row in _rows(letters, "gb2312")) / len(letters)


def _reads_traditional(letters: list[str]) -> float:
    """The share of common characters: the first level of Big5, and its signs."""
    return sum(0xA1 <= row <= 0xC6 for row in _rows(letters, "big5")) / len(letters)


def _rows(letters: list[str], name: str) -> Iterator[int]:
    for letter in letters:
        try:
            yield letter.encode(name)[0]
        except UnicodeEncodeError:
            continue


def _cyrillic(sample: bytes) -> tuple[str, str] | None:
    """The Cyrillic encoding in which the letters that are frequent in such languages are so, in small letters."""
    high = sum(byte > 127 for byte in sample)
    best: tuple[float, str, str] | None = None
    for name, shown in (("cp1251", "Windows-1251"), ("koi8-r", "KOI8-R")):
        text = sample.decode(name, "replace")
        if sum(map(len, _CYRILLIC_WORD.findall(text))) > 0.7 * high and _HIGH_WORD.search(text):
            often = sum(letter in _OFTEN_CYRILLIC for letter in text) / high
            if best is None or often > best[0]:
                best = often, name, shown
    return best[1:] if best else None


def _mostly_utf8(data: bytes) -> bool:
    """UTF-8 with a few broken bytes: far more characters of several bytes than faults."""
    text = data[: 4 * _SAMPLE].decode("utf-8", "replace")
    faults = text.count("\ufffd")
    good = sum(letter > "\x7f" for letter in text) - faults
    return good > 4 * faults
