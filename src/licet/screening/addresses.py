"""Addresses that the lists print, and whether an address stated of a party is one of them.

An entry of the Entity List may be an address alone (744.16(f)): any party that uses it is under the entry. An address
of a named entity says only that a party may be that entity under another name. Units and floors tell the tenants of one
building apart: another unit is another address, an address that leaves the unit out may be the listed one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

_TOKEN = re.compile(r"\d+[a-z]?|[^\W\d_]+")
_UNIT = frozenset({"unit", "room", "rm", "flat", "office", "suite", "ste", "shop", "apartment", "apt", "rms", "units"})
_FLOOR_AFTER = re.compile(r"\b(\d{1,3})\s*(?:st|nd|rd|th)?\s*/?\s*(?:f|fl|floor)\b")
_FLOOR_BEFORE = re.compile(r"\b(?:floor|level)\s*(\d{1,3})\b")
_PLAIN = {
    "rd": "road", "st": "street", "str": "street", "ave": "avenue", "av": "avenue", "blvd": "boulevard",
    "ctr": "centre", "center": "centre", "bldg": "building", "comm": "commercial", "mah": "mahallesi", "sk": "sokak",
    "dist": "district", "prov": "province",
}  # fmt: skip
# Words that say nothing of which house it is; countries and the parts of Hong Kong that every address there names.
_EMPTY = _UNIT | {
    "no", "number", "nos", "floor", "fl", "f", "level", "the", "of", "and", "at", "near", "hong", "kong", "hk",
    "kowloon", "china", "prc", "p", "r", "c", "new", "territories", "n", "t", "hksar", "sar", "tower", "block",
    "building", "road", "street", "avenue", "lane", "centre",
}  # fmt: skip
_LEAST_WORDS, _LEAST_TOKENS = 2, 4  # words that tell, and tokens in all, of an address worth looking for
_POSTAL = 5  # digits from which a number is a postal code
_SAME_WORDS, _LIKE_WORDS = 0.6, 0.5  # share of the listed words found


@dataclass(frozen=True, slots=True)
class Place:
    """An address by its parts: words that tell, all numbers, and among these units, floors and those of the house.

    `joined` are all its words run together, `outer` the numbers that are neither unit, floor nor postal code.
    """

    words: tuple[str, ...]
    joined: str
    numbers: frozenset[str]
    units: frozenset[str]
    floors: frozenset[str]
    outer: frozenset[str]

    @property
    def tells(self) -> bool:
        """Whether it says which house it is: a city or a country alone does not."""
        return bool(self.numbers) and len(self.words) >= _LEAST_WORDS and self.size >= _LEAST_TOKENS

    @property
    def size(self) -> int:
        """Words and numbers together."""
        return len(self.words) + len(self.numbers)


@lru_cache(maxsize=65536)
def place_of(address: str) -> Place:
    """The parts of an address."""
    text = unicodedata.normalize("NFKD", address.casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    floors = frozenset(_number(n) for pattern in (_FLOOR_AFTER, _FLOOR_BEFORE) for n in pattern.findall(text))
    text = _FLOOR_AFTER.sub(r" \1 ", text)
    words: list[str] = []
    numbers: list[str] = []
    units: list[str] = []
    for part in text.split(","):
        in_unit = False
        for token in map(_spelled, _TOKEN.findall(part)):
            if token[0].isdigit():
                numbers.append(token)
                if in_unit:
                    units.append(token)
            elif len(token) == 1 and in_unit:
                units.append(token)  # "Unit D", "Room B"
            else:
                in_unit = token in _UNIT or (in_unit and token in ("no", "number", "and", "to"))
                if token not in _EMPTY and len(token) > 1:
                    words.append(token)
    inner = frozenset(units) | floors
    return Place(
        words=tuple(dict.fromkeys(words)),
        joined="".join(token for token in _TOKEN.findall(text) if not token[0].isdigit()),
        numbers=frozenset(numbers),
        units=frozenset(units) - floors,
        floors=floors & frozenset(numbers),
        outer=frozenset(n for n in numbers if n not in inner and len(n) < _POSTAL),
    )


def _spelled(token: str) -> str:
    return _number(token) if token[0].isdigit() else _PLAIN.get(token, token)


def _number(text: str) -> str:
    return text.lstrip("0") or "0"


def likeness(stated: Place, listed: Place) -> str:
    """`same`, `possible` or empty: whether a stated address is a listed one."""
    if not listed.tells or not stated.words or not listed.outer <= stated.numbers:
        return ""
    if listed.units and stated.units and not listed.units & stated.units:
        return ""
    if listed.floors and stated.floors and not listed.floors & stated.floors:
        return ""
    found = sum(_holds(stated, word) for word in listed.words) / len(listed.words)
    if found < _LIKE_WORDS:
        return ""
    inner = listed.units or listed.floors
    said = bool(inner & (stated.units | stated.floors | stated.numbers))
    return "same" if found >= _SAME_WORDS and (said or not inner) else "possible"


def _holds(stated: Place, word: str) -> bool:
    if word in stated.words or (len(word) > 3 and word in stated.joined):
        return True
    return len(word) > 3 and any(fuzz.ratio(word, other) >= 85 for other in stated.words)


class AddressIndex:
    """The addresses of entries, looked up by the rarest of their words."""

    def __init__(self, addresses: Iterable[tuple[str, str, bool]]) -> None:
        """addresses: (entry id, address as printed, whether the entry is the address alone)."""
        self._alone: list[tuple[str, str, Place]] = []
        self._named: dict[tuple[tuple[str, ...], frozenset[str]], list[tuple[str, str]]] = {}
        for entry, printed, alone in addresses:
            place = place_of(printed)
            if not place.tells:
                continue
            if alone:
                self._alone.append((entry, printed, place))
            else:
                self._named.setdefault(_key(place), []).append((entry, printed))

    def listed_alone(self, address: str) -> Iterator[tuple[str, str, str]]:
        """(entry id, address as printed, `same` or `possible`) of entries that are an address alone."""
        stated = place_of(address)
        for entry, printed, listed in self._alone:
            if verdict := likeness(stated, listed):
                yield entry, printed, verdict

    def of_named(self, address: str) -> list[tuple[str, str]]:
        """(entry id, address as printed) of named entities at this very address."""
        stated = place_of(address)
        return self._named.get(_key(stated), []) if stated.tells else []


def _key(place: Place) -> tuple[tuple[str, ...], frozenset[str]]:
    return tuple(sorted(place.words)), place.numbers
