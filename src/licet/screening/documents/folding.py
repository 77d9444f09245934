"""Text as names are compared in it, with the way back to the original characters.

Letters are folded one by one as `names.normalize.plain` folds them (case, width, diacritics, look-alike letters,
traditional characters); invisible characters vanish, every run of other characters becomes one space. Chinese,
Japanese and Korean letters stand apart from others and lose the white space between them. Works on whole arrays: a
megabyte takes some thousandths of a second, some hundredths where letters of other scripts than Latin stand in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.normalize import plain

Code = TypeVar("Code", np.uint8, np.uint32)

__all__ = ["Folded", "codes_of", "fold_text", "folded_words", "hyphenations", "is_cjk", "mixed", "past_marks"]

_APOSTROPHES = "'’‘ʼ`´ʹʻ′＇"
_BREAK, _SPACE = 31, 32  # white space; any other separator
_UNKNOWN, _LONG = 0xFFFFFFFF, 0x80000000
_CJK = ((0x1100, 0x11FF), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
        (0x20000, 0x3FFFF))  # fmt: skip
_CJK_LEAST = chr(_CJK[0][0])
_IN_BYTES, _IN_CODES = ("latin-1",), ("utf-32-le", "surrogatepass")
_LINE_END = re.compile(r" ?[\r\n]\s{0,40}")
_SCRIPTS_ALIKE = (0x370, 0x530)  # Greek and Cyrillic, in which look-alike letters stand

# What each code point becomes: filled when first met, since most texts hold few of them.
_TABLE = np.full(0x110000, _UNKNOWN, dtype=np.uint32)
_EXPANSIONS: list[str] = []
# The same for letters that become one ASCII letter: 0 vanishes, 1 an apostrophe.
_NEW, _OTHER = 254, 255
_SIMPLE = np.full(0x110000, _NEW, dtype=np.uint8)
for _code in range(128):
    _letter = chr(_code)
    _SIMPLE[_code] = ord(_letter.lower()) if _letter.isalnum() else 1 if _letter in _APOSTROPHES else _SPACE
# Capitals and what is no letter; filled with the tables above.
_CAPITAL = np.zeros(0x110000, dtype=bool)
_CAPITAL[:128] = [not chr(code).isalpha() or chr(code).isupper() for code in range(128)]
_ASCII = _SIMPLE[:256].tobytes()
_IS_CJK = np.zeros(0x110000, dtype=bool)
for _first, _last in _CJK:
    _IS_CJK[_first : _last + 1] = True


@cache
def _as_latin() -> NDArray[np.uint32]:
    """Letters that may stand in a word which reads as Latin, and what they read as; 0 for those that may not."""
    table = np.zeros(_SCRIPTS_ALIKE[1], dtype=np.uint32)
    table[48:58], table[97:123] = np.arange(48, 58), np.arange(97, 123)
    for code in range(*_SCRIPTS_ALIKE):
        read = plain("a" + chr(code))  # a letter that looks Latin is read so beside a Latin one
        if len(read) == 2 and read.isascii() and read.isalnum():
            table[code] = ord(read[1])
    return table


def is_cjk(letter: str) -> bool:
    """Whether a letter is of a script that is written without spaces, or glued to what follows (Korean)."""
    return letter >= _CJK_LEAST and bool(_IS_CJK[ord(letter)])


class Folded:
    """A folded text with its way back, which is worked out when it is first asked for.

    text: begins and ends with a space, words are parted by one. raw: a byte for each of its characters, itself in
    ASCII, else a mix of its code's bytes.
    """

    __slots__ = ("_chosen", "_where", "codes", "raw", "text")

    def __init__(
        self,
        folded: NDArray[Any],
        masks: Sequence[NDArray[Any]],
        where: NDArray[np.int64] | None,
        codes: NDArray[Any],
        raw: NDArray[np.uint8] | None = None,
    ) -> None:
        """`codes`: the original's. `masks`: those by which `folded` was chosen (or the places), the last first.

        The first mask chose from `where`, places in the original set between two spaces, or from that itself.
        """
        self.codes, self._where = codes, where
        self._chosen: list[NDArray[Any]] = list(masks)
        self.raw = raw if raw is not None else folded if folded.dtype == np.uint8 else mixed(folded)
        self.text = folded.tobytes().decode(*_IN_BYTES if folded.dtype == np.uint8 else _IN_CODES)

    def reading(self, folded: NDArray[np.uint32], raw: NDArray[np.uint8]) -> Folded:
        """The same with other letters in their places."""
        return Folded(folded, self._chosen, self._where, self.codes, raw)

    def origin(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The positions in the original of what became the characters at `places`."""
        for number, chosen in enumerate(self._chosen):
            if chosen.dtype == bool:
                self._chosen[number] = np.flatnonzero(chosen)
            places = self._chosen[number].take(places)
        if self._where is not None:
            places = self._where.take(places)
        found: NDArray[np.int64] = np.minimum(np.maximum(places - 1, 0), max(len(self.codes) - 1, 0))
        return found

    def capital(self, origins: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the characters at positions of the original are capitals, or no letters at all."""
        found: NDArray[np.bool_] = _CAPITAL.take(self.codes.take(origins))
        return found


def past_marks(text: str, end: int) -> int:
    """The end of a span with the combining marks that follow it."""
    while end < len(text) and text[end] > "\u02ff" and unicodedata.combining(text[end]):
        end += 1
    return end


def mixed(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """A byte for each letter: itself in ASCII, else a mix of its code's bytes, never an ASCII one."""
    return np.where(codes < 128, codes, ((codes ^ (codes >> 8)) & 0x7F) | 0x80).astype(np.uint8)


def fold_text(text: str, *, joined: bool = False) -> Folded:
    """Fold a text. `joined`: a word that a hyphen splits at a line's end is read as one word.

    A genitive 's is set apart from its word. The result begins and ends with a space.
    """
    codes = codes_of(text)
    simple = np.empty(len(text) + 2, dtype=np.uint8)
    simple[0] = simple[-1] = _SPACE
    _SIMPLE.take(codes, out=simple[1:-1], mode="clip")
    most = simple.max()
    if most == _NEW or (most == _OTHER and bool((simple == _NEW).any())):
        for code in np.unique(codes[simple[1:-1] == _NEW]).tolist():
            _learn(code)
        _SIMPLE.take(codes, out=simple[1:-1], mode="clip")
        most = simple.max()
    where = None
    if most == _OTHER:
        if _stands_apart(codes[simple[1:-1] == _OTHER]):
            return _fold_apart(text, codes, joined)
        simple, where = _expanded(simple, codes)
    if bool((simple == 1).any()):
        simple = np.frombuffer(bytearray(simple.tobytes().replace(b"\x01s ", b" s ")), dtype=np.uint8)
        simple *= simple != 1
    if joined:
        for start, end in hyphenations(text):
            first, past = (start + 1, end + 1) if where is None else np.searchsorted(where, (start + 1, end + 1))
            simple[first:past] = 0
    steps: tuple[NDArray[np.bool_], ...] = ()
    if not simple.all():
        shown = simple != 0
        simple, steps = simple[shown], (shown,)
    kept = _first_of_runs(simple == _SPACE)
    narrow = Folded(simple[kept], (kept, *steps), where, codes)
    return _with_letters(narrow) if most == _OTHER else narrow


def folded_words(text: str) -> list[str]:
    """The words of `fold_text(text).text`; made for names, which are short and mostly ASCII."""
    if not text.isascii():
        return fold_text(text).text.split()
    simple = text.encode("ascii").translate(_ASCII)
    if b"\x01" in simple:
        simple = (simple + b" ").replace(b"\x01s ", b" s ").replace(b"\x01", b"")
    return simple.decode("ascii").split()


def codes_of(text: str) -> NDArray[Any]:
    """The code points of a text, each in as many bytes as the largest needs."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    narrow = text.encode("utf-16-le", "surrogatepass")
    if len(narrow) == 2 * len(text):
        return np.frombuffer(narrow, dtype=np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _first_of_runs(space: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Letters, and the first separator of each run."""
    kept = ~space
    kept[1:] |= kept[:-1]
    kept[0] = True
    return kept


def _stands_apart(codes: NDArray[Any]) -> bool:
    """Whether letters that are set apart from others (Chinese, Japanese, Korean) are among these or come of them."""
    values = _TABLE.take(np.unique(codes))
    expansions = "".join(_EXPANSIONS[int(value) - _LONG] for value in values[values >= _LONG].tolist())
    return bool(_IS_CJK.take(values, mode="clip")[values < _LONG].any()) or not expansions.isascii()


def _expanded(simple: NDArray[np.uint8], codes: NDArray[Any]) -> tuple[NDArray[np.uint8], NDArray[np.int64] | None]:
    """Letters that become several ASCII ones, and where each had stood; `None` where there is no such letter."""
    at = np.flatnonzero(simple == _OTHER)
    values = _TABLE.take(codes.take(at - 1))
    at = at[values >= _LONG]
    if not at.size:
        return simple, None
    return _repeated(simple, at, [_EXPANSIONS[int(value) - _LONG] for value in values[values >= _LONG].tolist()])


def _repeated(
    letters: NDArray[Code], at: NDArray[np.int64], texts: Sequence[str]
) -> tuple[NDArray[Code], NDArray[np.int64]]:
    """Letters with some of them replaced by texts, and where each had stood."""
    counts = np.ones(len(letters), dtype=np.int64)
    counts[at] = [len(each) for each in texts]
    out = np.repeat(letters, counts)
    begins = np.cumsum(counts) - counts
    for start, each in zip(begins[at].tolist(), texts, strict=True):
        out[start : start + len(each)] = [ord(letter) for letter in each]
    return out, np.repeat(np.arange(len(letters), dtype=np.int64), counts)


def _with_letters(narrow: Folded) -> Folded:
    """The same with the letters that are no ASCII ones in their places."""
    at = np.flatnonzero(narrow.raw == _OTHER)
    wide = narrow.raw.astype(np.uint32)
    wide[at] = _TABLE.take(narrow.codes.take(narrow.origin(at)))
    _read_lookalikes(wide, at)
    raw = narrow.raw.copy()
    raw[at] = mixed(wide[at])
    return narrow.reading(wide, raw)


def _fold_apart(text: str, codes: NDArray[Any], joined: bool) -> Folded:
    """As `fold_text`, for a text with letters that stand apart from others."""
    wide = np.full(len(text) + 2, _SPACE, dtype=np.uint32)
    wide[1:-1] = _looked_up(codes)
    _set_genitives_apart(codes, wide[1:-1])
    if joined:
        for start, end in hyphenations(text):
            wide[start + 1 : end + 1] = 0
    where = None
    long = np.flatnonzero(wide >= _LONG)
    if long.size:
        wide, where = _repeated(wide, long, [_EXPANSIONS[int(value) - _LONG] for value in wide[long].tolist()])
    letters = np.flatnonzero(wide)
    wide = wide[letters]
    where = letters if where is None else where[letters]
    kept = _first_of_runs((wide == _SPACE) | (wide == _BREAK))
    wide, where = _cjk_apart(wide[kept], where[kept])
    wide[wide == _BREAK] = _SPACE
    kept = _first_of_runs(wide == _SPACE)
    folded = wide[kept]
    _read_lookalikes(folded, np.flatnonzero(folded >= 128))
    return Folded(folded, (kept,), where, codes)


def _learn(code: int) -> None:
    value = _TABLE[code] = _value(chr(code))
    _CAPITAL[code] = not chr(code).isalpha() or chr(code).isupper()
    if value == _BREAK:
        _SIMPLE[code] = _SPACE
    elif chr(code) in _APOSTROPHES:
        _SIMPLE[code] = 1
    else:
        _SIMPLE[code] = value if value < 128 else _OTHER


def _looked_up(codes: NDArray[Any]) -> NDArray[np.uint32]:
    folded = _TABLE.take(codes, mode="clip")
    unknown = folded == _UNKNOWN
    if bool(unknown.any()):
        for code in np.unique(codes[unknown]).tolist():
            _learn(code)
        folded = _TABLE.take(codes, mode="clip")
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
    if not kept.strip():
        return _SPACE
    _EXPANSIONS.append(kept)
    return _LONG + len(_EXPANSIONS) - 1


def _cjk_apart(wide: NDArray[np.uint32], where: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """White space between CJK letters goes; a space comes between them and other letters."""
    cjk = _IS_CJK.take(wide)
    inner = np.zeros(len(wide), dtype=bool)
    if len(wide) > 2:
        inner[1:-1] = (wide[1:-1] == _BREAK) & cjk[:-2] & cjk[2:]
    wide, where, cjk = wide[~inner], where[~inner], cjk[~inner]
    space = (wide == _SPACE) | (wide == _BREAK)
    borders = np.flatnonzero((cjk[1:] != cjk[:-1]) & ~space[1:] & ~space[:-1]) + 1
    return np.insert(wide, borders, _SPACE), np.insert(where, borders, where[borders])


def _read_lookalikes(folded: NDArray[np.uint32], at: NDArray[np.int64]) -> None:
    """A word all of whose letters look Latin is read as Latin, in a name and in a text alike.

    So the letters of one word decide, never what else stands in the text. `at`: the letters that are not ASCII.
    """
    low, high = _SCRIPTS_ALIKE
    letters = folded[at]
    at = at[(letters >= low) & (letters < high)]
    if not at.size:
        return
    spaces = np.flatnonzero(folded == _SPACE)
    words = np.unique(np.searchsorted(spaces, at))
    starts, ends = spaces[words - 1] + 1, spaces[words]
    # the letters of these words, one after the other
    lengths = ends - starts
    first = np.cumsum(lengths) - lengths
    where = np.repeat(starts - first, lengths) + np.arange(int(lengths.sum()))
    letters = folded[where]
    reads = _as_latin().take(letters, mode="clip")
    reads[letters >= high] = 0
    latin = np.repeat(np.logical_and.reduceat(reads != 0, first), lengths)
    folded[where[latin]] = reads[latin]


def _set_genitives_apart(codes: NDArray[Any], folded: NDArray[np.uint32]) -> None:
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
    codes = codes_of(text)
    for at in np.flatnonzero((codes == 0x2D) | (codes == 0x2010)).tolist():
        broken = _LINE_END.match(text, at + 1)
        if broken is None:
            continue
        end = at + 1 + len(broken.group())
        if at and end < len(text) and text[at - 1].isalpha() and text[end].isalpha():
            spans.append((at, end))
    return spans
