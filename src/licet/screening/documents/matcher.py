"""Which of many keys stand in a folded text, and where: all of them, at some tens of megabytes a second.

A key that begins with a space can only stand where a word begins. The first letters at each word's start (all of a
short key, eight to sixteen of others) are looked up at once for a whole text in tables of hashes; the few places that
pass are compared letter by letter. Keys without a boundary (Chinese, Japanese, Korean) go by an Aho-Corasick automaton,
run only where the text has such letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Matcher"]

_BITS = 20
_FACTORS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(64 - _BITS)
_SHORTEST, _FULL, _DOUBLE = 4, 8, 16
_UNBOUNDED = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")


class _Group:
    """Keys told apart by their first `size` letters."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.numbers: dict[str, list[int]] = {}
        self._tables: list[NDArray[np.bool_]] = []

    def add(self, key: str, number: int) -> None:
        self.numbers.setdefault(key[1 : 1 + self.size], []).append(number)

    def close(self) -> None:
        values = np.array([_number(head, self.size) for head in self.numbers], dtype=np.uint64)
        for factor in _FACTORS:
            table = np.zeros(1 << _BITS, dtype=bool)
            table[(values * factor) >> _SHIFT] = True
            self._tables.append(table)

    def passing(self, starts: NDArray[np.int64], values: NDArray[np.uint64]) -> Iterable[int]:
        """The starts whose first letters are, by two hashes, those of some key."""
        first = np.flatnonzero(self._tables[0][(values * _FACTORS[0]) >> _SHIFT])
        second = first[self._tables[1][(values[first] * _FACTORS[1]) >> _SHIFT]]
        found: list[int] = starts[second].tolist()
        return found


class Matcher:
    """Keys, ready to be looked for; a key's number is its place in `keys`."""

    def __init__(self, keys: Sequence[str], automaton: Any) -> None:
        """`automaton`: an empty `ahocorasick.Automaton`."""
        self.keys = keys
        self._automaton = automaton
        self._groups: dict[int, _Group] = {}
        self._any_text = self._unbounded = False
        for number, key in enumerate(keys):
            length = len(key) - 1
            if key[0] != " " or length < _SHORTEST:
                automaton.add_word(key, number)
                self._unbounded = True
                self._any_text = self._any_text or not _UNBOUNDED.search(key)
                continue
            size = length if length < _FULL else min(length // 2 * 2, _DOUBLE)
            self._groups.setdefault(size, _Group(size)).add(key, number)
        for group in self._groups.values():
            group.close()
        if self._unbounded:
            automaton.make_automaton()

    def find(self, text: str) -> list[tuple[int, int]]:
        """Pairs (position of the key's first letter in the text, number of the key)."""
        found: list[tuple[int, int]] = []
        keys = self.keys
        raw = _bytes(text)
        starts = np.flatnonzero(np.frombuffer(raw, dtype=np.uint8) == 32) + 1
        eight: NDArray[np.uint64] = np.ndarray(
            (len(raw) + _FULL + 2,), dtype="<u8", buffer=raw + b" " * (_DOUBLE + 1), strides=(1,)
        )
        head = eight[starts]
        tail = eight[starts + _FULL]
        for size, group in self._groups.items():
            values = head
            if size < _FULL:
                values = head & np.uint64((1 << (8 * size)) - 1)
            elif size > _FULL:
                values = _joined(head, tail, size)
            for at in group.passing(starts, values):
                numbers = group.numbers.get(text[at : at + size])
                if numbers:
                    found.extend((at, number) for number in numbers if text.startswith(keys[number], at - 1))
        if self._unbounded and (self._any_text or _UNBOUNDED.search(text)):
            for last, number in self._automaton.iter(text):
                key = keys[number]
                found.append((last - len(key) + 1 + (key[0] == " "), number))
        return found


def _joined(head: NDArray[np.uint64], tail: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    mixed = head * _MIX
    if size < _DOUBLE:
        tail = tail & np.uint64((1 << (8 * (size - _FULL))) - 1)
    return (mixed ^ (mixed >> np.uint64(29))) + tail


def _number(head: str, size: int) -> int:
    raw = _bytes(head)
    value = np.array([int.from_bytes(raw[:_FULL], "little")], dtype=np.uint64)
    if size > _FULL:
        value = _joined(value, np.array([int.from_bytes(raw[_FULL:], "little")], dtype=np.uint64), size)
    return int(value[0])


def _bytes(text: str) -> bytes:
    """A byte for each letter: itself in ASCII, else a mix of its code's bytes."""
    if text.isascii():
        return text.encode("ascii")
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.where(codes < 128, codes, ((codes ^ (codes >> 8)) & 0x7F) | 0x80).astype(np.uint8).tobytes()
