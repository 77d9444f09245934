"""Words within one or two edits of another, by the letters left out of both.

Two words within d edits (letters added, left out, changed, or two neighbours swapped) come to the same string when d
letters at most are left out of each. So every word of a list is kept under a hash of each string that it leaves; a
hash met by chance costs a comparison and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.pairs import distinct_pairs, runs

__all__ = ["Deletions"]

_LONGEST = 44  # letters of a word that is kept: of longer ones the strings are too many
_BITS = 24  # of a hash that say whether any word is kept under it
_BASE = np.uint64(0x9E3779B97F4A7C15)
_UNDONE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_UNDONE_TWICE = np.uint64(pow(0x9E3779B97F4A7C15, -2, 1 << 64))
_MIX = np.uint64(0xD6E8FEB86659FD93)
# A number for each letter, so that no letter is the sum of others.
_LETTER = np.random.default_rng(20160307).integers(1, 1 << 63, size=256, dtype=np.uint64) | np.uint64(1)

Hashes = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Deletions:
    """hashes: ascending; words[i]: the word that leaves a string of hash i. present: one bit for each beginning of a
    hash. most: letters left out."""

    hashes: Hashes
    words: NDArray[np.int32]
    present: NDArray[np.uint8]
    most: int

    @classmethod
    def build(cls, words: Sequence[str], most: int, least_letters: int, most_letters: int = _LONGEST) -> "Deletions":
        """Of those words that have so many letters."""
        owner, hashes = _left(words, most, least_letters, most_letters)
        order = np.argsort(hashes, kind="stable")
        hashes = hashes[order]
        flags = np.zeros(1 << _BITS, dtype=np.bool_)
        flags[hashes >> (32 - _BITS)] = True
        return cls(hashes, owner[order].astype(np.int32), np.packbits(flags, bitorder="little"), most)

    def near(self, asked: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """(which of those asked, word) for all that may be within so many edits as letters are left out."""
        owner, hashes = _left(asked, self.most, 1, 10_000)
        beginning = hashes >> (32 - _BITS)
        known = (self.present[beginning >> 3] >> (beginning & 7).astype(np.uint8)) & 1
        at = known.nonzero()[0]
        owner, hashes = owner[at], hashes[at]
        start = np.searchsorted(self.hashes, hashes, "left")
        size = np.searchsorted(self.hashes, hashes, "right") - start
        return distinct_pairs(np.repeat(owner, size), self.words[runs(start, size)])


def _left(words: Sequence[str], most: int, least: int, longest: int) -> tuple[NDArray[np.int64], Hashes]:
    """(row of the word, hash) of every string that the words leave."""
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    owners: list[NDArray[np.int64]] = []
    hashes: list[Hashes] = []
    for length in np.unique(lengths).tolist():
        if not least <= length <= longest:
            continue
        rows = (lengths == length).nonzero()[0]
        letters = "".join([words[row] for row in rows.tolist()]).encode("ascii", "replace")
        of_length = _of_length(np.frombuffer(letters, dtype=np.uint8).reshape(len(rows), length), most)
        owners.append(np.repeat(rows, of_length.shape[1]))
        hashes.append(of_length.ravel())
    if not owners:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.uint32)
    return np.concatenate(owners), np.concatenate(hashes)


def _of_length(letters: NDArray[np.uint8], most: int) -> Hashes:
    """The hashes of what words of one length leave, a row a word: sums of letter times power of its place."""
    n, length = letters.shape
    powers = np.cumprod(np.full(length, _BASE, dtype=np.uint64))
    before = np.zeros((n, length + 1), dtype=np.uint64)
    np.cumsum(_LETTER[letters] * powers, axis=1, out=before[:, 1:])
    whole = before[:, -1:]
    kept = [whole, before[:, :-1] + (whole - before[:, 1:]) * _UNDONE]
    if most > 1:
        first, second = np.triu_indices(length, 1)
        kept.append(
            before[:, first]
            + (before[:, second] - before[:, first + 1]) * _UNDONE
            + (whole - before[:, second + 1]) * _UNDONE_TWICE
        )
    every = np.concatenate(kept, axis=1)
    every ^= every >> np.uint64(32)
    every *= _MIX
    return (every >> np.uint64(32)).astype(np.uint32)
