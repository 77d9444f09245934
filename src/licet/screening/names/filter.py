"""A filter that loses nothing: which strings can be within a given likeness of another, by their letters alone.

A string becomes 128 bits, each saying "letter c occurs at least k times". The number of bits in which two strings
differ is at most the L1 distance of their letter counts, which is at most their insert/delete distance, whatever the
order of the words. So for lengths a and b:

* `ratio >= .80` (on sorted words) implies differing bits <= .20 (a + b);
* Jaro-Winkler >= .92 implies Jaro >= 13/15, hence m (1/a + 1/b) >= 1.6 for m matching letters, and
  m <= (a + b - differing bits) / 2: differing bits <= a + b - 3.2 ab / (a + b), and neither is shorter than
  .6 of the other. Where the first letters differ nothing is added for a prefix: Jaro itself must reach .92,
  m (1/a + 1/b) >= 1.76, and differing bits <= a + b - 3.52 ab / (a + b), which is the tighter of the two.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = ["GROUPS", "JARO_WINKLER", "TOKEN_SORT", "LetterFilter", "bits_of", "letter_bits", "letter_marks"]

TOKEN_SORT = 80.0
JARO_WINKLER = 0.92

_ALPHABET = " abcdefghijklmnopqrstuvwxyz0123456789"
# "a1-6": bits for at least 1, 2 ... 6 times "a"; "_" is the space. The first word holds what divides company names
# of all lengths most evenly, the second the next best. Any choice is safe; this one lets the fewest through.
_FIRST = (
    "_2-3 a1-6 b1 c1-3 d1-2 e1-4 f1 g1-2 h1-3 i1-4 j1 k1-2 l1-3 m1-3 n1-4 o1-4 p1-2 r1-3 s1-3 t1-3 u1-2 v1-2 w1 y1-2 z1"
)
_SECOND = "_1 _4-11 a7-9 b2 c4-5 d3-4 e5-10 f2-3 g3 h4 i5-9 k3 l4 m4 n5-8 o5-8 p3 q1 r4-7 s4-7 t4-8 u3-4 v3 x1 y3 z2"

# The alphabet in three groups, the first with every other character too: the differences of how many letters of each
# two strings hold add up to at most the L1 distance of their letters. This division keeps the most company names apart.
GROUPS = (" abdfkmqruvz0469", "ghijlnoxy18", "cepstw2357")

Bits = NDArray[np.uint64]


def _features(text: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for group in text.split():
        least, _, most = group[1:].partition("-")
        code = _ALPHABET.index(group[0].replace("_", " "))
        out.extend((code, count) for count in range(int(least), int(most or least) + 1))
    return out


_FEATURES = [*_features(_FIRST), *_features(_SECOND)]
_FEATURE_CODE = np.array([code for code, _ in _FEATURES])
_FEATURE_COUNT = np.array([count for _, count in _FEATURES], dtype=np.int64)
_CODES = np.full(256, len(_ALPHABET), dtype=np.int64)
for _code, _letter in enumerate(_ALPHABET):
    _CODES[ord(_letter)] = _code
_WIDTH = len(_ALPHABET) + 1


_IN_GROUP = np.zeros((_WIDTH, len(GROUPS)), dtype=np.int64)
for _group, _letters in enumerate(GROUPS):
    _IN_GROUP[[_ALPHABET.index(_letter) for _letter in _letters], _group] = 1
_IN_GROUP[-1, 0] = 1


def letter_marks(strings: Sequence[str]) -> tuple[Bits, NDArray[np.int16]]:
    """The bits of each ASCII string, shape (n, 2), and how many letters of each of the `GROUPS` it holds, (n, 3).

    Letters outside a-z, 0-9 and the space set no bits.
    """
    bits = np.empty((len(strings), 2), dtype=np.uint64)
    groups = np.empty((len(strings), len(GROUPS)), dtype=np.int16)
    for start in range(0, len(strings), 8192):
        block = strings[start : start + 8192]
        lengths = np.fromiter(map(len, block), dtype=np.int64, count=len(block))
        codes = _CODES[np.frombuffer("".join(block).encode("ascii", "replace"), dtype=np.uint8)]
        owner = np.repeat(np.arange(len(block), dtype=np.int64) * _WIDTH, lengths)
        counts = np.bincount(owner + codes, minlength=len(block) * _WIDTH).reshape(len(block), _WIDTH)
        flags = counts[:, _FEATURE_CODE] >= _FEATURE_COUNT
        bits[start : start + 8192] = np.ascontiguousarray(np.packbits(flags, axis=1)).view("<u8")
        groups[start : start + 8192] = counts @ _IN_GROUP
    return bits, groups


def letter_bits(strings: Sequence[str]) -> Bits:
    """The bits alone of `letter_marks`."""
    return letter_marks(strings)[0]


def _masks() -> dict[str, list[tuple[int, int]]]:
    """What a letter that occurs so many times sets in each word of bits."""
    out: dict[str, list[tuple[int, int]]] = {letter: [(0, 0)] * 16 for letter in _ALPHABET}
    for at, (code, least) in enumerate(_FEATURES):
        bit = 1 << (at % 64 // 8 * 8 + 7 - at % 8)  # as packbits lays them out, read as little-endian words
        row = out[_ALPHABET[code]]
        for count in range(least, 16):
            first, second = row[count]
            row[count] = (first | bit, second) if at < 64 else (first, second | bit)
    return out


_MASKS = _masks()


def bits_of(string: str) -> tuple[np.uint64, np.uint64]:
    """`letter_bits` of one string, without the cost of arrays."""
    first = second = 0
    for letter in set(string):
        row = _MASKS.get(letter)
        if row is not None:
            one, other = row[min(string.count(letter), 15)]
            first |= one
            second |= other
    return np.uint64(first), np.uint64(second)


@dataclass(slots=True)
class LetterFilter:
    """Strings in order of length with their bits.

    lengths: (n,) ascending; first, second: (n,) the two words of bits; groups: (3, n) letters of each of the `GROUPS`.
    """

    lengths: NDArray[np.int32]
    first: Bits
    second: Bits
    groups: NDArray[np.int16]
    _windows: dict[int, tuple[int, int, NDArray[np.uint8]]] = field(default_factory=dict)
    # Work space, taken and given back, so that a search allocates nothing large and threads do not share it.
    _spare: list[tuple[Bits, NDArray[np.uint8], NDArray[np.bool_]]] = field(default_factory=list)

    @classmethod
    def build(cls, strings: Sequence[str]) -> "LetterFilter":
        """Of ASCII strings in order of length."""
        bits, groups = letter_marks(strings)
        lengths = np.fromiter(map(len, strings), dtype=np.int32, count=len(strings))
        return cls(lengths, bits[:, 0].copy(), bits[:, 1].copy(), np.ascontiguousarray(groups.T))

    def _window(self, length: int) -> tuple[int, int, NDArray[np.uint8]]:
        known = self._windows.get(length)
        if known is None:
            start = int(np.searchsorted(self.lengths, math.ceil(0.6 * length - 1e-9), "left"))
            stop = int(np.searchsorted(self.lengths, math.floor(length / 0.6 + 1e-9), "right"))
            other = self.lengths[start:stop].astype(np.float64)
            both = other + length
            limit = np.maximum(0.2 * both, both - 3.2 * length * other / np.maximum(both, 1.0))
            limit = np.where(
                (other < length * 2 / 3 - 1e-9) | (other > length * 1.5 + 1e-9),
                both - 3.2 * length * other / both,
                limit,
            )
            known = (start, stop, np.minimum(np.floor(limit + 1e-9), 128).astype(np.uint8))
            if len(self._windows) > 256:
                self._windows.clear()
            self._windows[length] = known
        return known

    def survivors(
        self, length: int, first: np.uint64, second: np.uint64
    ) -> tuple[NDArray[np.intp], NDArray[np.bool_], NDArray[np.bool_]]:
        """Positions of the strings that can reach `TOKEN_SORT` or `JARO_WINKLER` with one of these bits; whether each
        can reach the first; and whether it can reach the second without a first letter in common."""
        start, stop, limit = self._window(length)
        at, differing = self._differing(start, stop, first, second, limit)
        other = self.lengths[at]
        both = other + length
        ratio = differing <= 0.2 * both + 1e-9
        bare = differing <= both - 3.52 * length * other / np.maximum(both, 1) + 1e-9
        return at, ratio, bare

    def _differing(
        self, start: int, stop: int, first: np.uint64, second: np.uint64, limit: NDArray[np.uint8]
    ) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
        size = stop - start
        try:
            space = self._spare.pop()
        except IndexError:
            n = len(self.lengths)
            space = (np.empty(n, dtype=np.uint64), np.empty(n, dtype=np.uint8), np.empty(n, dtype=np.bool_))
        bits, counts, flags = space[0][:size], space[1][:size], space[2][:size]
        np.bitwise_xor(self.first[start:stop], first, out=bits)
        np.bitwise_count(bits, out=counts)
        np.less_equal(counts, limit, out=flags)
        at = flags.nonzero()[0]
        more = counts[at] + np.bitwise_count(self.second[start:stop][at] ^ second)
        keep = more <= limit[at]
        self._spare.append(space)
        return at[keep] + start, more[keep]
