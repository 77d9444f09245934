"""Words of a text that are one fault of typing away from a rare word of a listed name.

Two words are one fault apart only if a form of the one, itself or itself less one letter, is a form of the other. The
forms of all listed words are kept as sorted numbers; those of a text's words are worked out for many words at once. A
word found to be near none is remembered by its letters, so that each distinct word of a text is worked out once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from licet.screening.documents.matcher import Words
from licet.screening.names.words import weight

__all__ = ["LEAST", "MOST", "Misspellings", "Suspect", "Suspected", "WordForms", "is_rare", "one_fault"]

LEAST, MOST = 6, 40  # letters of a word in which a fault is looked for: from, and below
_RARE = 0.95
_FILTER_BITS = 23
_SEEN_BITS = 17
_TOLD_BY = 16  # letters
_MOST_REMEMBERED = 100_000
_BASE = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(int(_BASE), -1, 1 << 64))
_MIX = np.uint64(0xC2B2AE3D27D4EB4F)
_FIRST, _LAST = ord("a"), ord("z")


def _powers() -> NDArray[np.uint64]:
    powers = np.ones(MOST, dtype=np.uint64)
    powers[1:] = _BASE
    return np.cumprod(powers, dtype=np.uint64)


_POWERS = _powers()


def is_rare(word: str) -> bool:
    """Whether a word of a name is one in which a fault of typing is looked for."""
    return len(word) >= LEAST and word.isascii() and word.isalpha() and weight(word) >= _RARE


def one_fault(a: str, b: str) -> bool:
    """One letter missing, extra, other, or two swapped; the first letter stands."""
    if a == b or a[0] != b[0] or abs(len(a) - len(b)) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])
    return a[at + 1 :] == b[at:] or a[at:] == b[at + 1 :]


def _forms(letters: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Numbers of the forms of words of one length, a row a word: the word itself, then less each letter in turn."""
    terms = letters.astype(np.uint64) * _POWERS[: letters.shape[1]]
    reached = np.cumsum(terms, axis=1, dtype=np.uint64)
    whole = reached[:, -1:]
    less = reached - terms + (whole - reached) * _INVERSE
    return np.concatenate((whole, less), axis=1) * _MIX


@dataclass(frozen=True, slots=True)
class WordForms:
    """The forms of the rare words of a register's names, as sorted numbers, each with the word it is a form of."""

    numbers: NDArray[np.uint64]
    words: NDArray[np.int32]

    @classmethod
    def of(cls, words: Sequence[str]) -> WordForms:
        """The forms of words that are all `is_rare`."""
        numbers = [np.zeros(0, dtype=np.uint64)]
        owners = [np.zeros(0, dtype=np.int32)]
        by_length: dict[int, list[int]] = {}
        for number, word in enumerate(words):
            if len(word) <= MOST:
                by_length.setdefault(len(word), []).append(number)
        for length, several in by_length.items():
            raw = "".join(words[number] for number in several).encode("ascii")
            made = _forms(np.frombuffer(raw, dtype=np.uint8).reshape(len(several), length))
            numbers.append(made.ravel())
            owners.append(np.repeat(np.array(several, dtype=np.int32), length + 1))
        found = np.concatenate(numbers)
        order = np.argsort(found, kind="stable")
        return cls(found[order], np.concatenate(owners)[order])


@dataclass(frozen=True, slots=True)
class Suspect:
    """A word that may be misspelt, and the rare words that it nearly is."""

    word: str
    meant: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suspected:
    """The places of a folded text at which such words stand: which of its words, and which of the suspects."""

    at: NDArray[np.int64]
    of: NDArray[np.int64]
    suspects: Sequence[Suspect]


class Misspellings:
    """Finds the words of folded texts that are nearly listed ones."""

    def __init__(self, words: Sequence[str], forms: WordForms, vocabulary: frozenset[str]) -> None:
        """`words`: the rare ones, to which `forms` belong; `vocabulary`: all words of the names."""
        self.words = words
        self._forms = forms
        self._vocabulary = vocabulary
        bits = np.zeros(1 << _FILTER_BITS, dtype=bool)
        bits[forms.numbers >> np.uint64(64 - _FILTER_BITS)] = True
        self._filter = np.packbits(bits, bitorder="little")
        self._remembered: dict[int, Suspect] = {}
        self._innocent = np.zeros(1 << _SEEN_BITS, dtype=np.uint64)

    def suspected(self, text: str, words: Words) -> Suspected:
        """The words of a folded text that may be misspelt."""
        fit = np.flatnonzero((words.lengths >= LEAST) & (words.lengths < MOST))
        starts, lengths = words.starts.take(fit), words.lengths.take(fit)
        number = words.numbers(starts, lengths)
        slot = ((number * _MIX) >> np.uint64(64 - _SEEN_BITS)).view(np.int64)
        # a longer word is not told by sixteen of its letters: it is worked out each time
        unseen = np.flatnonzero((self._innocent.take(slot) != number) | (lengths > _TOLD_BY))
        starts, lengths, number, slot = starts[unseen], lengths[unseen], number[unseen], slot[unseen]
        told = np.where(lengths > _TOLD_BY, starts.astype(np.uint64), number)
        _, first, same = np.unique(told, return_index=True, return_inverse=True)
        known = self._known(number[first])
        fresh = np.flatnonzero([each is None for each in known])
        for at, suspect in self._worked_out(text, words.raw, starts[first[fresh]], lengths[first[fresh]]).items():
            which = int(fresh[at])
            known[which] = suspect
            if len(suspect.word) <= _TOLD_BY and len(self._remembered) < _MOST_REMEMBERED:
                self._remembered[int(number[first[which]])] = suspect
        guilty = np.array([each is not None for each in known], dtype=bool)
        clear = first[~guilty & (lengths[first] <= _TOLD_BY)]
        self._innocent[slot[clear]] = number[clear]
        found = np.flatnonzero(guilty[same])
        place = np.cumsum(guilty) - 1
        return Suspected(fit[unseen[found]], place[same[found]], [each for each in known if each is not None])

    def _known(self, numbers: NDArray[np.uint64]) -> list[Suspect | None]:
        remembered = self._remembered
        return [remembered.get(number) for number in numbers.tolist()]

    def _worked_out(
        self, text: str, raw: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]
    ) -> dict[int, Suspect]:
        """Those of the words at `starts` that are nearly listed ones, each by its place among them."""
        near: dict[int, set[int]] = {}
        numbers, owners = self._forms.numbers, self._forms.words
        for length in np.unique(lengths).tolist():
            these = np.flatnonzero(lengths == length)
            letters = raw[starts[these, None] + np.arange(length)]
            plain = ((letters >= _FIRST) & (letters <= _LAST)).all(axis=1)
            these = these[plain]
            made = _forms(letters[plain])
            bit = (made >> np.uint64(64 - _FILTER_BITS)).view(np.int64)
            row, column = np.nonzero((self._filter.take(bit >> 3) >> (bit & 7).astype(np.uint8)) & 1)
            value = made[row, column]
            low = np.searchsorted(numbers, value)
            high = np.searchsorted(numbers, value, side="right")
            some = np.flatnonzero(high > low)
            for at, begin, end in zip(these[row[some]].tolist(), low[some].tolist(), high[some].tolist(), strict=True):
                near.setdefault(at, set()).update(owners[begin:end].tolist())
        found = {}
        for at, several in near.items():
            word = text[int(starts[at]) : int(starts[at] + lengths[at])]
            if word in self._vocabulary or weight(word) < _RARE:
                continue
            meant = tuple(sorted(other for other in several if one_fault(word, self.words[other])))
            if meant:
                found[at] = Suspect(word, meant)
        return found
