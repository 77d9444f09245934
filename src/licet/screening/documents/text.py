"""Bytes to text: the encoding by its mark, else by trial, with a note where it was guessed."""

from __future__ import annotations

import codecs
import re
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
_UNDEFINED_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and what the reader should know of that."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file. A byte order mark is taken off; line ends stay as they are.

    Without a mark: UTF-8 if it is valid, UTF-16 if every other byte is empty, then GB18030, Windows-1251 and
    Windows-1252 by how the result reads, which a note tells. Raises `ValueError` for an unknown `encoding`, or
    one that the bytes are not in.
    """
    if encoding is not None:
        try:
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
    high = sum(byte > 127 for byte in data[fault.start : fault.start + _SAMPLE])
    if data.count(b"\xef\xbf\xbd") or _mostly_utf8(data):
        text = data.decode("utf-8", "replace")
        return Decoded(text, "utf-8", (f"byte {fault.start:,} and others are not UTF-8 and were replaced",))
    told = "not UTF-8; read as {}, by how it reads (say --encoding where that is wrong)"
    sample = data[max(0, fault.start - 2) : fault.start + _SAMPLE]
    if high > 3 and _reads_chinese(data, sample):
        text = data.decode("gb18030", "replace")
        return Decoded(text, "gb18030", (told.format("GB18030"),))
    cyrillic = sample.decode("cp1251", "replace")
    if sum(map(len, _CYRILLIC_WORD.findall(cyrillic))) > 0.7 * high and _HIGH_WORD.search(cyrillic):
        return Decoded(data.decode("cp1251", "replace"), "cp1251", (told.format("Windows-1251"),))
    western = "latin-1" if any(byte in data for byte in _UNDEFINED_1252) else "cp1252"
    return Decoded(data.decode(western), western, (told.format("Windows-1252"),))


def _mostly_utf8(data: bytes) -> bool:
    """UTF-8 with a few broken bytes: far more characters of several bytes than faults."""
    text = data[: 4 * _SAMPLE].decode("utf-8", "replace")
    faults = text.count("\ufffd")
    good = sum(letter > "\x7f" for letter in text) - faults
    return good > 4 * faults


def _reads_chinese(data: bytes, sample: bytes) -> bool:
    """Whether the bytes are GB18030 and nearly all of them common characters (those of GB 2312)."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [letter for letter in sample.decode("gb18030", "ignore") if letter > "\x7f"]
    if not foreign:
        return False
    common = 0
    for letter in foreign:
        try:
            code = letter.encode("gb2312")
        except UnicodeEncodeError:
            continue
        # rows 16 to 55 are the everyday characters, row 1 and 3 punctuation and wide letters
        common += 0xB0 <= code[0] <= 0xD7 or code[0] in (0xA1, 0xA3)
    return common > 0.9 * len(foreign)
