"""Which common words a name holds, or may hold misspelt: one bit for each, shared by few."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.deletions import Deletions
from licet.screening.names.score import TELLING, word_likeness
from licet.screening.names.words import canonical, known_words, weight

__all__ = ["common_bit", "common_bits"]

_ENDS = 3  # letters by which one of two like words may be longer at the end (`score.word_likeness`)


def common_bit(word: str) -> int:
    """The bit of a common word and of its other spellings, as a number."""
    return 1 << (crc32(canonical(word).encode()) & 63)


def common_bits(words: Sequence[str]) -> NDArray[np.uint64]:
    """The bits of the common words that each of these is, or may be a misspelling of."""
    common = [word for word in known_words() if weight(word) < TELLING]
    of_common = {word: common_bit(word) for word in common}
    bits = [common_bit(word) if weight(word) < TELLING else 0 for word in words]
    asked, near = Deletions.build(common, 2, 3).near(words)
    for at, other in zip(asked.tolist(), near.tolist(), strict=True):
        if word_likeness(words[at], common[other]):
            bits[at] |= of_common[common[other]]
    longer: dict[str, int] = {}
    for word, bit in of_common.items():
        for end in range(1, min(_ENDS, len(word) - 4) + 1):
            longer[word[:-end]] = longer.get(word[:-end], 0) | bit
    for at, word in enumerate(words):
        bits[at] |= longer.get(word, 0)
        for end in range(1, min(_ENDS, len(word) - 4) + 1):
            bits[at] |= of_common.get(word[:-end], 0)
    return np.array(bits, dtype=np.uint64)
