"""Text as names are compared in it, with the way back to the original characters.

Letters are folded one by one as `names.normalize.plain` folds them (case, width, diacritics, look-alike letters,
traditional characters); invisible characters vanish, every run of other characters becomes one space. Chinese,
Japanese and Korean letters stand apart from others and lose the white space between them. Works on whole arrays:
a megabyte takes some hundredths of a second.
"""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.normalize import plain

__all__ = ["Folded", "fold_text", "hyphenations", "is_cjk"]

_APOSTROPHES = "'’‘ʼ`´ʹʻ′＇"
_BREAK, _SPACE = 31, 32  # white space; any other separator
_UNKNOWN, _LONG = 0xFFFFFFFF, 0x80000000
_CJK = ((0x1100, 0x11FF), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
        (0x20000, 0x3FFFF))  # fmt: skip


def _ascii_table() -> bytes:
    table = bytearray([_SPACE] * 256)
    for code in range(128):
        letter = chr(code)
        if letter.isalnum():
            table[code] = ord(letter.lower())
        elif letter in _APOSTROPHES:
            table[code] = 1
    return bytes(table)


_ASCII = _ascii_table()
_WITHOUT_APOSTROPHES = bytes([0, 0, *range(2, 256)])
# What each code point becomes: filled when first met, since most texts hold few of them.
_TABLE = np.full(0x110000, _UNKNOWN, dtype=np.uint32)
_EXPANSIONS: list[str] = []
# The same for letters that become one ASCII letter: 0 vanishes, 1 an apostrophe.
_NEW, _OTHER = 254, 255
_SIMPLE = np.full(0x110000, _NEW, dtype=np.uint8)
_SIMPLE[:128] = np.frombuffer(_ASCII, dtype=np.uint8)[:128]
_IS_CJK = np.zeros(0x110000, dtype=bool)
for _first, _last in _CJK:
    _IS_CJK[_first : _last + 1] = True


def is_cjk(letter: str) -> bool:
    """Whether a letter is of a script that is written without spaces, or glued to what follows (Korean)."""
    return bool(_IS_CJK[ord(letter)])


class Folded:
    """A folded text with its way back; the way is worked out when it is first asked for."""

    __slots__ = ("_codes", "_origin", "original", "text")

    def __init__(self, text: str, original: str, codes: bytes | NDArray[np.int64]) -> None:
        self.text = text
        self.original = original
        self._codes = codes
        self._origin: NDArray[np.int64] | None = None

    @property
    def origin(self) -> NDArray[np.int64]:
        """The position in the original of what became each character of `text`."""
        if self._origin is None:
            codes = self._codes
            where = _kept(np.frombuffer(codes, dtype=np.uint8)) if isinstance(codes, bytes) else codes
            end = np.int64(max(len(self.original) - 1, 0))
            self._origin = np.concatenate(([np.int64(0)], where, [end]))
        return self._origin

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span of the folded characters [start, end), combining marks that follow included."""
        first, last = int(self.origin[start]), int(self.origin[end - 1]) + 1
        text = self.original
        while last < len(text) and unicodedata.combining(text[last]):
            last += 1
        return first, last


def fold_text(text: str, *, joined: bool = False) -> Folded:
    """Fold a text. `joined`: a word that a hyphen splits at a line's end is read as one word.

    A genitive 's is set apart from its word. The result begins and ends with a space.
    """
    if text.isascii():
        simple = text.encode("ascii").translate(_ASCII)
    else:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        narrow = _SIMPLE[codes]
        if bool((narrow == _NEW).any()):
            for code in np.unique(codes[narrow == _NEW]).tolist():
                _learn(code)
            narrow = _SIMPLE[codes]
        if bool((narrow == _OTHER).any()):
            return _fold_wide(text, codes, joined)
        simple = narrow.tobytes()
    if b"\x01" in simple:
        simple = (simple + b" ").replace(b"\x01s ", b" s ")[:-1].translate(_WITHOUT_APOSTROPHES)
    if joined:
        bare = bytearray(simple)
        for start, end in hyphenations(text):
            bare[start:end] = bytes(end - start)
        simple = bytes(bare)
    words = simple.translate(None, b"\0") if b"\0" in simple else simple
    while b"  " in words:
        words = words.replace(b"  ", b" ")
    return Folded(f" {words.decode('ascii').strip(' ')} ", text, simple)


def _kept(simple: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Positions that stay: letters, and the first separator of each run between letters."""
    where = np.flatnonzero(simple)
    space = simple[where] == _SPACE
    first = ~space
    first[1:] |= ~space[:-1]
    if len(first):
        first[0] = not space[0]
    kept: NDArray[np.int64] = where[first]
    if len(kept) and simple[kept[-1]] == _SPACE:
        kept = kept[:-1]
    return kept


def _fold_wide(text: str, codes: NDArray[np.uint32], joined: bool) -> Folded:
    wide = _looked_up(codes)
    _set_genitives_apart(codes, wide)
    if joined:
        for start, end in hyphenations(text):
            wide[start:end] = 0
    where_from: NDArray[np.int64] | None = None
    if bool((wide >= _LONG).any()):
        wide, where_from = _expanded(wide)
    where = np.flatnonzero(wide)
    wide = wide[where]
    separator = (wide == _SPACE) | (wide == _BREAK)
    kept = ~separator
    kept[1:] |= ~separator[:-1]
    wide, where = wide[kept], where[kept]
    if where_from is not None:
        where = where_from[where]
    if bool(_IS_CJK[wide].any()):
        wide, where = _cjk_apart(wide, where)
    wide[wide == _BREAK] = _SPACE
    shown = wide.tobytes().decode("utf-32-le", "surrogatepass")
    if bool(((wide >= 0x370) & (wide < 0x530)).any()):
        again = plain(shown)  # Cyrillic and Greek look-alikes are told by the word they stand in
        if len(again) == len(shown):
            shown = again
    return Folded(f" {shown} ", text, where)


def _learn(code: int) -> None:
    value = _TABLE[code] = _value(chr(code))
    if value == _BREAK:
        _SIMPLE[code] = _SPACE
    elif chr(code) in _APOSTROPHES:
        _SIMPLE[code] = 1
    else:
        _SIMPLE[code] = value if value < 128 else _OTHER


def _looked_up(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    folded = _TABLE[codes]
    unknown = folded == _UNKNOWN
    if bool(unknown.any()):
        for code in np.unique(codes[unknown]).tolist():
            _TABLE[code] = _value(chr(code))
        folded = _TABLE[codes]
    return folded


def _value(letter: str) -> int:
    if letter in _APOSTROPHES:
        return 0
    if letter.isspace():
        return _BREAK
    if "\ud800" <= letter <= "\udfff":
        return _SPACE
    became = plain(letter)
    if not became:
        return 0
    kept = "".join(each if each.isalnum() or unicodedata.category(each)[0] == "M" else " " for each in became)
    if len(kept) == 1:
        return ord(kept)
    _EXPANSIONS.append(kept)
    return _LONG + len(_EXPANSIONS) - 1


def _expanded(wide: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    at = np.flatnonzero(wide >= _LONG)
    texts = [_EXPANSIONS[int(code) - _LONG] for code in wide[at].tolist()]
    counts = np.ones(len(wide), dtype=np.int64)
    counts[at] = [len(each) for each in texts]
    out = np.repeat(wide, counts)
    begins = np.cumsum(counts) - counts
    for start, each in zip(begins[at].tolist(), texts, strict=True):
        out[start : start + len(each)] = [ord(letter) for letter in each]
    return out, np.repeat(np.arange(len(wide), dtype=np.int64), counts)


def _cjk_apart(wide: NDArray[np.uint32], where: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """White space between CJK letters goes; a space comes between them and other letters."""
    cjk = _IS_CJK[wide]
    inner = np.zeros(len(wide), dtype=bool)
    if len(wide) > 2:
        inner[1:-1] = (wide[1:-1] == _BREAK) & cjk[:-2] & cjk[2:]
    wide, where, cjk = wide[~inner], where[~inner], cjk[~inner]
    space = (wide == _SPACE) | (wide == _BREAK)
    borders = np.flatnonzero((cjk[1:] != cjk[:-1]) & ~space[1:] & ~space[:-1]) + 1
    return np.insert(wide, borders, _SPACE), np.insert(where, borders, where[borders])


def _set_genitives_apart(codes: NDArray[np.uint32], folded: NDArray[np.uint32]) -> None:
    at = np.flatnonzero((codes == 0x27) | (codes == 0x2019))
    if not at.size:
        return
    at = at[at + 1 < len(codes)]
    at = at[(codes[at + 1] | 0x20) == 0x73]
    after = np.minimum(at + 2, len(codes) - 1)
    ends = (at + 2 >= len(codes)) | (folded[after] == _SPACE) | (folded[after] == _BREAK)
    folded[at[ends]] = _SPACE


def hyphenations(text: str) -> list[tuple[int, int]]:
    """Spans of a hyphen at a line's end with the break after it, letters on both sides."""
    spans: list[tuple[int, int]] = []
    for mark in ("-\n", "-\r", "\u2010\n", "\u2010\r", "- \n"):
        at = text.find(mark)
        while at != -1:
            end = at + len(mark)
            limit = min(len(text), end + 40)
            while end < limit and text[end].isspace():
                end += 1
            if at and end < len(text) and text[at - 1].isalpha() and text[end].isalpha():
                spans.append((at, end))
            at = text.find(mark, at + 1)
    return spans
