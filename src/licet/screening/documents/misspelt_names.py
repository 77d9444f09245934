"""Names that stand in a folded text once a word of it is read as the listed word it nearly is.

A listed word stands in a name beside another, or alone. Which words stand beside which is kept as sorted numbers, so
that most words that are nearly a listed one, and have nothing of the name about them, are turned away many at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from licet.screening.documents.folding import mixed
from licet.screening.documents.matcher import Heads, Words, joined_number
from licet.screening.documents.misspellings import Suspected

__all__ = ["MisspeltName", "MisspeltNames"]

_ALONE = np.uint64(0)


@dataclass(frozen=True, slots=True)
class MisspeltName:
    """A name in a folded text: its first and last letter, the key, the suspected place, and the word meant there."""

    first: int
    last: int
    key: int
    place: int
    meant: int


class MisspeltNames:
    """Names by their rare words and what stands beside these."""

    def __init__(
        self,
        keys: Sequence[str],
        rare: Sequence[str],
        row_rare: NDArray[np.int32],
        row_keys: NDArray[np.int32],
        row_places: NDArray[np.int32],
    ) -> None:
        """A row: a rare word, a key that it stands in, and its place there."""
        self._keys = keys
        self._row_keys, self._row_places = row_keys, row_places
        self._lengths = np.array([len(word) for word in rare], dtype=np.int64)
        letters = Words(mixed(np.frombuffer("".join(keys).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)))
        sizes = np.array([len(key) for key in keys], dtype=np.int64)
        word = np.searchsorted(letters.starts, (np.cumsum(sizes) - sizes)[row_keys] + row_places)
        first = row_places <= 1
        last = row_places + self._lengths[row_rare] + 1 >= sizes[row_keys]
        before, after = _beside(letters, word)
        beside = np.where(first, np.where(last, _ALONE, ~after), before)
        self._rows = Heads(joined_number(beside, row_rare.astype(np.uint64)), np.arange(len(row_rare)))

    def at(self, text: str, words: Words, suspected: Suspected) -> Iterator[MisspeltName]:
        """The names in which the suspected words of a folded text stand."""
        counts = np.array([len(each.meant) for each in suspected.suspects], dtype=np.int64)
        meant = np.array([other for each in suspected.suspects for other in each.meant], dtype=np.int64)
        several = counts.take(suspected.of)
        place = np.repeat(np.arange(len(suspected.of)), several)
        within = np.arange(len(place)) - np.repeat(np.cumsum(several) - several, several)
        other = meant.take((np.cumsum(counts) - counts).take(suspected.of).take(place) + within)
        before, after = _beside(words, suspected.at)
        alone = np.full(len(place), _ALONE)
        for beside in (before.take(place), ~after.take(place), alone):
            for which, row in self._rows.pairs(joined_number(beside, other.astype(np.uint64))):
                yield from self._borne_out(text, words, suspected, place[which], other[which], row)

    def _borne_out(
        self,
        text: str,
        words: Words,
        suspected: Suspected,
        places: NDArray[np.int64],
        others: NDArray[np.int64],
        rows: NDArray[np.int64],
    ) -> Iterator[MisspeltName]:
        word = suspected.at.take(places)
        for place, other, start, length, key, at in zip(
            places.tolist(), others.tolist(), words.starts.take(word).tolist(), words.lengths.take(word).tolist(),
            self._row_keys.take(rows).tolist(), self._row_places.take(rows).tolist(), strict=True,
        ):  # fmt: skip
            name = self._keys[key]
            rest = name[at + int(self._lengths[other]) :]
            if text.startswith(name[:at], start - at) and text.startswith(rest, start + length):
                last = start + length + len(rest.rstrip(" ")) - 1
                yield MisspeltName(start - at + (name[0] == " "), last, key, place, other)


def _beside(words: Words, at: NDArray[np.int64]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Numbers of the words before and after; where there is none, of some other word."""
    before, after = np.maximum(at - 1, 0), np.minimum(at + 1, max(len(words.starts) - 1, 0))
    return (
        words.numbers(words.starts.take(before), words.lengths.take(before)),
        words.numbers(words.starts.take(after), words.lengths.take(after)),
    )
