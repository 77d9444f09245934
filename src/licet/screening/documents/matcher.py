"""Which of many keys stand in a folded text, and where: all of them, at over a hundred megabytes a second.

A key that begins with a space can only stand where a word begins. Eight letters at each word's start, and each short
word, are looked up for a whole text at once in tables of hashes; for the few places that pass, sorted arrays give the
keys with that beginning, their last eight letters are compared, and what is left is compared whole. Keys without a
boundary (Chinese, Japanese, Korean) go by an Aho-Corasick automaton, run only where the text has such letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from licet.screening.documents.folding import mixed

__all__ = ["Heads", "Matcher", "Words", "joined_number", "masked"]

_LEAST_BITS, _MOST_BITS = 10, 21
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_EIGHT = 8
_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(9)], dtype=np.uint64)
_MOST_AT_ONCE = 1 << 20  # pairs of a place and a key looked at together
_NONE = np.zeros(0, dtype=np.int64)
_UNBOUNDED = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")


class Words:
    """The words of a folded text: where each begins, its length, and eight letters from any place as one number."""

    __slots__ = ("_eight", "lengths", "raw", "starts")

    def __init__(self, raw: NDArray[np.uint8]) -> None:
        self.raw = raw
        spaces = np.flatnonzero(raw == 32)
        self.starts = spaces[:-1] + 1
        self.lengths = np.diff(spaces) - 1
        padded = np.full(len(raw) + 2 * _EIGHT, 32, dtype=np.uint8)
        padded[: len(raw)] = raw
        self._eight: NDArray[np.uint64] = np.ndarray(
            (len(raw) + _EIGHT + 1,), dtype="<u8", buffer=padded.data, strides=(1,)
        )

    def eight(self, places: NDArray[np.int64]) -> NDArray[np.uint64]:
        """The eight letters from each place, the first in the lowest byte; past the end, spaces."""
        return self._eight.take(places, mode="clip")

    def numbers(self, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
        """A number for each word, by its first sixteen letters."""
        return joined_number(masked(self.eight(starts), lengths), masked(self.eight(starts + _EIGHT), lengths - _EIGHT))


class Heads:
    """Things under the number that stands for the beginning of a key: sorted, with the span of things of each."""

    def __init__(self, values: NDArray[np.uint64], things: NDArray[np.int64]) -> None:
        order = np.lexsort((things, values))
        self.things = things[order]
        self.values, first = np.unique(values[order], return_index=True)
        self.bounds = np.append(first, len(values))
        bits = min(max(len(self.values).bit_length() + 5, _LEAST_BITS), _MOST_BITS)
        self._shift = np.uint64(64 - bits)
        self._table = np.zeros(1 << bits, dtype=bool)
        self._table[(self.values * _FACTOR) >> self._shift] = True

    def passing(self, values: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Which of the values may be among the beginnings: all that are, and a few that are not."""
        return np.flatnonzero(self._table.take(((values * _FACTOR) >> self._shift).view(np.int64)))

    def pairs(self, values: NDArray[np.uint64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Each value that is a beginning with each of its things: (place among the values, thing), a bounded number
        at a time."""
        some = self.passing(values)
        if not some.size:
            return
        at = np.searchsorted(self.values, values[some])
        at[at == len(self.values)] = 0
        same = self.values[at] == values[some]
        known, at = some[same], at[same]
        low = self.bounds[at]
        counts = self.bounds[at + 1] - low
        ends = np.cumsum(counts)
        for first in range(0, int(ends[-1]) if known.size else 0, _MOST_AT_ONCE):
            number = np.arange(first, min(first + _MOST_AT_ONCE, int(ends[-1])))
            of = np.searchsorted(ends, number, side="right")
            yield known[of], self.things[low[of] + number - (ends[of] - counts[of])]


class Matcher:
    """Keys, ready to be looked for; a key's number is its place in `keys`."""

    def __init__(self, keys: Sequence[str], automaton: Any) -> None:
        """`automaton`: an empty `ahocorasick.Automaton`."""
        self.keys = keys
        self._automaton = automaton
        free = [number for number, key in enumerate(keys) if key[0] != " "]
        for number in free:
            automaton.add_word(keys[number], number)
        self._unbounded = bool(free)
        if free:
            automaton.make_automaton()
        lengths = np.array([len(key) - 1 for key in keys], dtype=np.int64)
        bounded = np.ones(len(keys), dtype=bool)
        bounded[free] = False
        self._lengths = lengths
        blob = mixed(np.frombuffer("".join(keys).encode("utf-32-le", "surrogatepass"), dtype=np.uint32))
        letters = Words(blob)
        begins = np.cumsum(lengths + 1) - lengths
        head = letters.eight(begins)
        self._tail = letters.eight(np.maximum(begins + lengths - _EIGHT, 0))
        self._head = masked(head, lengths)
        short = np.flatnonzero(bounded & (lengths < _EIGHT))
        middle = np.flatnonzero(bounded & (lengths >= _EIGHT) & (lengths < 2 * _EIGHT))
        long = np.flatnonzero(bounded & (lengths >= 2 * _EIGHT))
        first = np.array([keys[number].index(" ", 1) for number in short.tolist()], dtype=np.int64)
        self._short = Heads(masked(head[short], first), short)
        self._middle = Heads(head[middle], middle)
        self._eights = Heads(np.concatenate((head[middle], head[long])), np.concatenate((middle, long)))
        sixteen = joined_number(head[long], letters.eight(begins[long] + _EIGHT))
        several = np.unique(np.stack((sixteen, lengths[long].astype(np.uint64))), axis=1)
        self._long_lengths = Heads(several[0], several[1].astype(np.int64))
        self._long = Heads(joined_number(sixteen, self._tail[long]), long)

    def find(self, text: str, words: Words) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(positions of the first letter of a key in the folded text, numbers of the keys)."""
        head = words.eight(words.starts)
        some = self._eights.passing(head)
        starts, eight = words.starts.take(some), head.take(some)
        sure = [*self._short_ones(words, head), *self._middle_ones(words, starts, eight)]
        unsure = list(self._long_ones(words, starts, eight))
        if not text.isascii():  # bytes stand for letters, but not for one alone
            sure, unsure = [], sure + unsure
        sure.extend(self._borne_out(text, at, key) for at, key in unsure)
        place = np.concatenate([_NONE, *(at for at, _ in sure)])
        number = np.concatenate([_NONE, *(key for _, key in sure)])
        if self._unbounded and not text.isascii() and _UNBOUNDED.search(text):
            found = list(self._automaton.iter(text))
            more = np.array([key for _, key in found], dtype=np.int64)
            last = np.array([at for at, _ in found], dtype=np.int64)
            place = np.concatenate((place, last - self._lengths[more]))
            number = np.concatenate((number, more))
        return place, number

    def _borne_out(
        self, text: str, place: NDArray[np.int64], number: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], ...]:
        keys = self.keys
        same = [text.startswith(keys[key], at - 1) for at, key in zip(place.tolist(), number.tolist(), strict=True)]
        return (place, number) if all(same) else (place[same], number[same])

    def _short_ones(self, words: Words, head: NDArray[np.uint64]) -> Iterator[tuple[NDArray[np.int64], ...]]:
        """Keys of less than eight letters, by their first word, then by all their letters."""
        for at, key in self._short.pairs(masked(head, words.lengths + 1)):
            same = masked(head[at], self._lengths[key]) == self._head[key]
            yield words.starts[at[same]], key[same]

    def _middle_ones(
        self, words: Words, starts: NDArray[np.int64], head: NDArray[np.uint64]
    ) -> Iterator[tuple[NDArray[np.int64], ...]]:
        """Keys of eight to fifteen letters, by their first eight, then by their last eight."""
        for at, key in self._middle.pairs(head):
            same = words.eight(starts[at] + self._lengths[key] - _EIGHT) == self._tail[key]
            yield starts[at[same]], key[same]

    def _long_ones(
        self, words: Words, starts: NDArray[np.int64], head: NDArray[np.uint64]
    ) -> Iterator[tuple[NDArray[np.int64], ...]]:
        """Keys of sixteen letters and more: the first sixteen tell what lengths there are, these with the last eight
        the keys. Many keys begin alike ("limited liability company"), few of them are of one length."""
        sixteen = joined_number(head, words.eight(starts + _EIGHT))
        for at, length in self._long_lengths.pairs(sixteen):
            begin = starts[at]
            for which, key in self._long.pairs(joined_number(sixteen[at], words.eight(begin + length - _EIGHT))):
                same = self._lengths[key] == length[which]
                yield begin[which[same]], key[same]


def masked(eight: NDArray[np.uint64], sizes: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The first `sizes` of eight letters, at most all and at least none."""
    return eight & _MASKS.take(sizes, mode="clip")


def joined_number(head: NDArray[np.uint64], tail: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A number for two; the same two give the same number, others nearly never."""
    made = head * _MIX
    return (made ^ (made >> np.uint64(29))) + tail
