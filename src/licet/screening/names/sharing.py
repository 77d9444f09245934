"""Forms that share telling words with a name, exactly or misspelt, whatever else was added, left out or reordered."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.commons import common_bit
from licet.screening.names.pairs import runs
from licet.screening.names.score import (
    COMMON_LEFT,
    CONNECTIVES,
    CONTRADICTED,
    COVERED,
    DISTINCTIVE,
    FULL_STRENGTH,
    LEAST_STRENGTH,
    MISSING,
    TELLING,
    Name,
)
from licet.screening.names.tokens import Vocabulary
from licet.screening.names.words import weight

__all__ = ["Sharing"]

_COMMON = 1500  # a common word in more forms than this is never looked up
_FEW = 96  # postings that are added up faster one by one
_SLIGHTLY = 1e-9  # sums in another order must not part what is alike

Floats = NDArray[np.float64]


class Asked(NamedTuple):
    """A name as it is looked up. telling: the words looked up. common: bits of the other words. Each with its weight.
    total: the weight of all words but connectives."""

    telling: list[tuple[str, float]]
    common: list[tuple[int, float]]
    total: float


class Sharing:
    """Looks forms up by their words.

    totals, commons: (forms,) the weight of all words but connectives, and of the common ones; bits: of the common
    ones (`commons.py`).
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        totals: NDArray[np.float64],
        commons: NDArray[np.float64],
        bits: NDArray[np.uint64],
    ) -> None:
        self.vocabulary = vocabulary
        self.totals = totals
        self.commons = commons
        self.bits = bits
        self.weights: list[float] = vocabulary.marks.weights.tolist()

    def of(self, query: Name, least: float) -> list[int]:
        """Forms that share enough weight of words for a score of `least`.

        Looked up by the words that say something; of the common ones it is seen whether the form may hold them.
        """
        asked = self.asked(query)
        holders = [(self.vocabulary.holders(number), value) for number, value in self._meant(asked).items()]
        size = sum([len(found) for found, _ in holders])
        if not holders:
            return []
        if size <= _FEW:
            sums: dict[int, float] = {}
            for found, value in holders:
                for form in found.tolist():
                    sums[form] = sums.get(form, 0.0) + value
            return [form for form, value in sums.items() if self._reaches(form, value, asked, least)]
        every = np.concatenate([found for found, _ in holders])
        values = np.repeat([value for _, value in holders], [len(found) for found, _ in holders])
        at, place = np.unique(every.astype(np.int64), return_inverse=True)
        shared = np.bincount(place, weights=values).astype(np.float64)
        agreeing = np.zeros(at.size)
        for bit, value in asked.common:
            agreeing += np.where(self.bits[at] & np.uint64(bit), value, 0.0)
        return at[self._most(at, shared, agreeing, asked.total) >= least - _SLIGHTLY].tolist()

    def of_many(self, queries: Sequence[Name], least: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """As `of` for each: (which of them, form), in order of both."""
        asked = [self.asked(query) for query in queries]
        self.vocabulary.expand_many(word for each in asked for word, _ in each.telling)
        owners: list[int] = []
        numbers: list[int] = []
        values: list[float] = []
        for at, each in enumerate(asked):
            meant = self._meant(each)
            owners += [at] * len(meant)
            numbers += meant.keys()
            values += meant.values()
        number = np.array(numbers, dtype=np.int64)
        sizes = self.vocabulary.starts[number + 1] - self.vocabulary.starts[number]
        form = self.vocabulary.postings[runs(self.vocabulary.starts[number], sizes)]
        key = np.repeat(np.array(owners, dtype=np.int64) << 31, sizes) | form
        order = np.argsort(key)
        key = key[order]
        if not key.size:
            return key, key
        begin = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
        shared = np.add.reduceat(np.repeat(np.array(values), sizes)[order], begin)
        key = key[begin]
        owner, at_form = key >> 31, key & 0x7FFFFFFF
        total = np.array([each.total for each in asked])
        # First as though all common words agreed: few forms are left to look at.
        common = np.array([sum([value for _, value in each.common]) for each in asked])
        keep = (self._most(at_form, shared, common[owner], total[owner]) >= least - _SLIGHTLY).nonzero()[0]
        owner, at_form, shared = owner[keep], at_form[keep], shared[keep]
        agreeing = self._agreeing([each.common for each in asked], owner, at_form)
        keep = self._most(at_form, shared, agreeing, total[owner]) >= least - _SLIGHTLY
        return owner[keep], at_form[keep]

    def _meant(self, asked: Asked) -> dict[int, float]:
        """The words of the list that those looked up may stand for, with the weight each would share at most.

        Of several words that may stand for one, one does; the same word twice stands for it twice.
        """
        meant: dict[int, float] = {}
        telling = asked.telling
        if len(telling) > 1 and len({word for word, _ in telling}) < len(telling):
            several: dict[str, float] = {}
            for word, value in telling:
                several[word] = several.get(word, 0.0) + value
            telling = list(several.items())
        weights = self.weights
        for word, value in telling:
            for number, likeness in self.vocabulary.expand(word):
                shared = likeness * max(value, (value + weights[number]) / 2)
                if meant.get(number, 0.0) < shared:
                    meant[number] = shared
        return meant

    def _agreeing(
        self, commons: Sequence[Sequence[tuple[int, float]]], owner: NDArray[np.intp], form: NDArray[np.intp]
    ) -> Floats:
        """For each pair, the weight of those common words of the query that the form may hold."""
        sizes = np.array([len(common) for common in commons], dtype=np.int64)
        starts = np.cumsum(sizes) - sizes
        bits = np.array([bit for common in commons for bit, _ in common], dtype=np.uint64)
        values = np.array([value for common in commons for _, value in common], dtype=np.float64)
        pair = np.repeat(np.arange(owner.size), sizes[owner])
        word = runs(starts[owner], sizes[owner])
        held = (self.bits[form[pair]] & bits[word]) != 0
        return np.bincount(pair, np.where(held, values[word], 0.0), owner.size)

    def _most(self, at: NDArray[np.int64], telling: Floats, common: Floats, total: Floats | float) -> Floats:
        """The best score that sharing so much weight of telling and of common words can come to."""
        listed, commons = self.totals[at], self.commons[at]
        shared = telling + common
        only_asked = np.maximum(0.0, total - shared)
        only_listed = np.maximum(0.0, listed - telling - np.minimum(common, commons))
        contradicted = np.minimum(only_asked, only_listed)
        missing = np.maximum(only_asked, only_listed) - contradicted
        bound = shared / (shared + CONTRADICTED * contradicted + MISSING * missing)
        covered = shared / np.maximum(shared, listed - (1 - COMMON_LEFT) * commons)
        bound = np.where(telling >= DISTINCTIVE, np.maximum(bound, COVERED * covered), bound)
        return np.asarray(bound * np.minimum(1.0, LEAST_STRENGTH + FULL_STRENGTH * shared))

    def _reaches(self, form: int, telling: float, asked: Asked, least: float) -> bool:
        """Whether `_most` for one form reaches the least, without the cost of arrays."""
        listed, commons = float(self.totals[form]), float(self.commons[form])
        common = 0.0
        if asked.common:
            bits = int(self.bits[form])
            for bit, value in asked.common:
                if bits & bit:
                    common += value
        shared = telling + common
        only_asked = max(0.0, asked.total - shared)
        only_listed = max(0.0, listed - telling - min(common, commons))
        missing = abs(only_asked - only_listed)
        bound = shared / (shared + CONTRADICTED * min(only_asked, only_listed) + MISSING * missing)
        if telling >= DISTINCTIVE:
            bound = max(bound, COVERED * shared / max(shared, listed - (1 - COMMON_LEFT) * commons))
        return bound * min(1.0, LEAST_STRENGTH + FULL_STRENGTH * shared) >= least - _SLIGHTLY

    def asked(self, query: Name) -> Asked:
        """The name as it is looked up. Where none of its words is telling, the two rarest are."""
        telling: list[tuple[str, float]] = []
        common: list[tuple[int, float]] = []
        total = 0.0
        left, of_left = "", 0.0
        for word, value in zip(query.words, query.weights, strict=True):
            if value >= TELLING:
                telling.append((word, value))
                total += value
            else:
                common.append((common_bit(word), value))
                if word not in CONNECTIVES:
                    total += value
            if left and self.vocabulary.number(left + word) is not None:
                # Two words that may be one of the list: where it holds that, both are accounted for.
                both = weight(left + word)
                if both >= TELLING:
                    telling.append((left + word, max(both, of_left + value)))
                else:
                    common.append((common_bit(left + word), max(both, of_left + value)))
            left, of_left = word, value
        if not telling and len(query.words) > 1:
            rarest = sorted(zip(query.weights, query.words, strict=True), reverse=True)
            telling = [(word, value) for value, word in rarest[:2] if self._rare(word)]
            common = [(common_bit(word), value) for value, word in rarest if (word, value) not in telling]
        return Asked(telling, common, total)

    def _rare(self, word: str) -> bool:
        number = self.vocabulary.number(word)
        return number is not None and len(self.vocabulary.holders(number)) <= _COMMON
