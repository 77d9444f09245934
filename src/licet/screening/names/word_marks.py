"""What of a word can be compared without its letters being gone through: for many words, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.filter import Bits, letter_bits
from licet.screening.names.score import CONNECTIVES, first_sound
from licet.screening.names.words import spelling_classes, weight

__all__ = ["PRESENT", "UNVARIED", "WordMarks"]

# Bits (of the first word) that say that a letter is there at all; and of those letters that two spellings of one
# sound (`score.sound`) have in common.
PRESENT = np.bitwise_or.reduce(letter_bits(list("abcdefghijklmnopqrstuvwxyz"))[:, 0])
UNVARIED = np.bitwise_or.reduce(letter_bits(list("bglmnr"))[:, 0])


@dataclass(frozen=True, slots=True)
class WordMarks:
    """One row a word.

    sizes: letters, 255 at most. classes: a number for the word of which this is another spelling, 0 for none.
    beginnings, sounds: the first letter, and what sounds like it. counted: the weight, 0 where the word is a
    connective. first: the first word of its letters' bits.
    """

    sizes: NDArray[np.int16]
    classes: NDArray[np.uint16]
    beginnings: NDArray[np.uint16]
    sounds: NDArray[np.uint16]
    weights: NDArray[np.float64]
    counted: NDArray[np.float64]
    first: Bits

    @classmethod
    def of(cls, words: Sequence[str]) -> "WordMarks":
        """The marks of each word; none is empty."""
        n = len(words)
        classes = _classes()
        weights = np.fromiter(map(weight, words), dtype=np.float64, count=n)
        beginnings = [word[0] for word in words]
        connective = np.fromiter((word in CONNECTIVES for word in words), dtype=np.bool_, count=n)
        return cls(
            sizes=np.minimum(np.fromiter(map(len, words), dtype=np.int64, count=n), 255).astype(np.int16),
            classes=np.fromiter((classes.get(word, 0) for word in words), dtype=np.uint16, count=n),
            beginnings=_codes(beginnings),
            sounds=_codes(list(map(first_sound, beginnings))),
            weights=weights,
            counted=np.where(connective, 0.0, weights),
            first=letter_bits(words)[:, 0].copy(),
        )


def _codes(letters: list[str]) -> NDArray[np.uint16]:
    return np.minimum(np.fromiter(map(ord, letters), dtype=np.int64, count=len(letters)), 65535).astype(np.uint16)


@cache
def _classes() -> dict[str, int]:
    numbers: dict[str, int] = {}
    return {word: numbers.setdefault(stands_for, len(numbers) + 1) for word, stands_for in spelling_classes().items()}
