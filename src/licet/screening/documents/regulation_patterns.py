"""Where the regulation's words and references to it stand in a text.

Each kind is a pattern with anchors: letters, or the shape of a number, that every match holds. Anchors are found for a
whole text at the speed of memory; the patterns see only the few letters about them. Of matches that overlap the first
wins, of those that begin together the longest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from licet.screening.documents.folding import codes_of

__all__ = ["MONTHS", "matches", "month_of"]

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_S = r"[\s\u00a0]+"
_B = r"[ \u00a0]"
_HYPHEN = "[-‐‑ ]"
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"  # fmt: skip  # noqa: E501
_CFR = rf"\b15{_B}{{0,3}}C\.?F\.?R\.?{_B}{{0,3}}"
_SUPP = rf"[Ss]upp(?:lement|\.){_B}(?:[Nn]o\.?|[Nn]umber){_B}?(?P<number>\d{{1,2}})"
_YEAR = r"(?:19|20)\d\d"
_MONTH_ANYWHERE = re.compile(_MONTH)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A pattern, its anchors, and how many letters before and after an anchor its matches can reach."""

    name: str
    pattern: re.Pattern[str]
    anchors: tuple[str, ...]
    before: int
    after: int


def _kind(name: str, pattern: str, anchors: str, before: int, after: int, *, any_case: bool = False) -> _Kind:
    flags = re.IGNORECASE if any_case else 0
    return _Kind(name, re.compile(pattern, flags), tuple(anchors.split()), before, after)


_KINDS = (
    _kind(
        "list",
        rf"\b(?:entity|unverified|military{_HYPHEN}end{_HYPHEN}user|denied{_S}persons|commerce{_S}control"
        rf"|unreliable{_S}entity|covered){_S}lists?\b",
        "list", 40, 6, any_case=True,
    ),
    _kind("list", rf"\bspecially{_S}designated{_S}nationals\b", "nationals", 32, 10, any_case=True),
    _kind("list", rf"\bde{_S}minimis\b", "minimis", 8, 8, any_case=True),
    _kind("list", rf"\bforeign(?:{_HYPHEN}produced)?{_S}direct{_S}products?\b", "direct", 26, 24, any_case=True),
    _kind(
        "review", rf"\b(?:presumption{_S}of{_S}denial|presumptive{_S}denial|policy{_S}of{_S}denial)\b", "denial", 32,
        8, any_case=True,
    ),
    _kind("review", rf"\bpresumption{_S}of{_S}approval\b", "approval", 32, 10, any_case=True),
    _kind("review", rf"\bcase{_HYPHEN}by{_HYPHEN}case\b", "case", 0, 14, any_case=True),
    _kind("general", rf"\b(?:tempora(?:ry|l){_S})?general{_S}licen[sc]es?\b", "licen", 40, 10, any_case=True),
    _kind("general", r"\bTGLs?\b", "tgl", 1, 6),
    _kind("exception", rf"\b[Ll]icense{_S}[Ee]xceptions?\b(?:{_S}[A-Z]{{3}}\b)?", "licen", 0, 40),
    _kind(
        "federal_register",
        rf"\b\d{{2,3}}{_B}{{1,3}}(?:FR|Fed\.{_B}?Reg\.){_B}{{0,3}}(?:\d{{1,3}},\d{{3}}|\d{{3,6}})\b", "FR Fed", 8, 28,
    ),
    _kind(
        "section",
        rf"(?:{_CFR}(?:§{{1,2}}{_B}?)?|§{{1,2}}{_B}?|\b[Ss]ections?{_B})7[3-7]\d\.\d{{1,2}}(?:\((?:[a-z0-9]{{1,4}}|[A-Z])\))*",
        "#section", 24, 60,
    ),
    _kind("part", rf"{_CFR}[Pp]arts?{_B}7[3-7]\d\b", "CFR C.F", 8, 32),
    _kind("supplement", rf"\b{_SUPP}{_B}to{_B}(?:15{_B}CFR{_B})?[Pp]art{_B}(?P<part>7\d\d)\b", "upp", 2, 60),
    _kind("supplement", rf"{_CFR}[Pp]art{_B}(?P<part>7[3-7]\d),?{_B}{_SUPP}", "upp", 40, 30),
    _kind("executive_order", rf"\b(?:Executive{_B}Orders?|E\.?O\.?){_B}(?:No\.{_B})?\d{{5}}\b", "rder EO E.O", 14, 24),
    _kind("eccn", r"\b[0-9][A-E][0-9]{3}(?:\.[a-z](?:\.[0-9a-z]{1,3}){0,4})?(?![\w])", "#eccn", 1, 32),
    _kind("eccn", r"\bEAR[- ]?99\b", "EAR", 1, 8),
    _kind("iso", rf"\b{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b", "#year", 1, 12),
    _kind(
        "month_first", rf"\b{_MONTH}{_S}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?{_S}(?P<year>{_YEAR})\b", "#year", 32, 6
    ),
    _kind(
        "day_first", rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?{_S}(?:of{_S})?{_MONTH},?{_S}(?P<year>{_YEAR})\b", "#year",
        36, 6,
    ),
    _kind("month", rf"\b{_MONTH},?{_S}(?P<year>{_YEAR})\b", "#year", 24, 6),
    _kind("slash", rf"\b(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/(?P<year>{_YEAR})\b", "#year", 8, 6),
)  # fmt: skip


def month_of(text: str) -> int:
    """The number of the month that a date names."""
    found = _MONTH_ANYWHERE.search(text)
    letters = found.group()[:3] if found else ""
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(letters))


_LETTERS = {
    anchor: np.frombuffer(anchor.lower().encode(), dtype=np.uint8)
    for anchor in dict.fromkeys(anchor for kind in _KINDS for anchor in kind.anchors if anchor[0] != "#")
}
_PASSING = np.zeros(1 << 16, dtype=bool)
for _each in _LETTERS.values():
    _PASSING[int(_each[0]) | int(_each[1]) << 8] = True


def matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The regulation's words and references in a text, in order: (kind, match)."""
    anchors = _anchors(text)
    found: list[tuple[int, int, int, re.Match[str]]] = []
    for number, kind in enumerate(_KINDS):
        for anchor in kind.anchors:
            reached = 0
            for at in anchors[anchor]:
                match = kind.pattern.search(text, max(reached, at - kind.before), at + kind.after)
                if match is not None and match.start() <= at:  # else it is the next anchor's, perhaps cut short
                    reached = match.end()
                    found.append((match.start(), -match.end(), number, match))
    reached = 0
    for start, _, number, match in sorted(found, key=lambda each: each[:3]):
        if start >= reached:
            reached = match.end()
            yield _KINDS[number].name, match


def _anchors(text: str) -> dict[str, list[int]]:
    """Where each anchor stands. One in small letters is found in any case; "#…" is the shape of a number."""
    raw = np.zeros(len(text) + 4, dtype=np.uint8)
    raw[: len(text)] = np.minimum(codes_of(text), 255)
    small = raw + (raw - 65 < 26) * np.uint8(32)
    # two letters of each anchor at once, then the rest of those that pass
    pairs: NDArray[np.uint16] = np.ndarray((len(text) + 3,), dtype="<u2", buffer=small.data, strides=(1,))
    places = np.flatnonzero(_PASSING.take(pairs[: len(text)]))
    first = pairs.take(places)
    found: dict[str, list[int]] = {}
    for anchor, each in _LETTERS.items():
        at = places[first == (int(each[0]) | int(each[1]) << 8)]
        for number in range(2, len(each)):
            at = at[small.take(at + number, mode="clip") == each[number]]
        if not anchor.islower():
            for number, letter in enumerate(anchor.encode()):
                at = at[raw.take(at + number) == letter]
        found[anchor] = at.tolist()
    return found | {name: np.flatnonzero(mask).tolist() for name, mask in _shapes(raw).items()}


def _shapes(raw: NDArray[np.uint8]) -> dict[str, NDArray[np.bool_]]:
    """Where numbers of the shape of a section (744.11), an ECCN (5A002) or a year begin."""
    digit = raw - 48 < 10  # less than 48 wraps around
    first, second = raw[:-4], raw[1:-3]
    two = digit[2:-2]
    section = (first == 55) & digit[1:-3] & two & (raw[3:-1] == 46)
    eccn = digit[:-4] & (second - 65 < 5) & two & digit[3:-1] & digit[4:]
    year = (((first == 49) & (second == 57)) | ((first == 50) & (second == 48))) & two & digit[3:-1]
    return {"#section": section, "#eccn": eccn, "#year": year}
