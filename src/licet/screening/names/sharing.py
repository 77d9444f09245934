"""Forms that share telling words with a name, exactly or misspelt, whatever else was added, left out or reordered."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.commons import common_bit
from licet.screening.names.run_together import Shapes
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

__all__ = ["SLIGHTLY", "Sharing", "summed"]

_COMMON = 1500  # a common word in more forms than this is never looked up
_FEW = 96  # postings that are added up faster one by one
SLIGHTLY = 1e-9  # sums in another order must not part what is alike

Floats = NDArray[np.float64]


class Asked(NamedTuple):
    """A name as it is looked up. telling: the words looked up, with their weight, and that of the words of the name
    they stand for. common: bits and weights of the other words. total: the weight of all words but connectives."""

    telling: list[tuple[str, float, float]]
    common: list[tuple[int, float]]
    total: float


# What a word of the list that a word of the name stands for adds: to the weight shared, to what speaks against it (that
# it is misspelt), and to the weight accounted for in the name and in the form.
_Shares = tuple[float, float, float, float]


class Sharing:
    """Looks forms up by their words.

    totals, commons: (forms,) the weight of all words but connectives, and of the common ones; bits: of the common
    ones (`commons.py`); shapes: of the forms without spaces.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        totals: NDArray[np.float64],
        commons: NDArray[np.float64],
        bits: NDArray[np.uint64],
        shapes: Shapes,
    ) -> None:
        self.vocabulary = vocabulary
        self.totals = totals
        self.commons = commons
        self.bits = bits
        self.shapes = shapes

    def of(self, query: Name, shape: Shapes, least: float) -> list[int]:
        """Forms that share enough weight of words for a score of `least`, or one word and nearly all letters.

        Looked up by the words that say something; of the common ones it is seen whether the form may hold them.
        """
        asked = self.asked(query)
        meant = self._meant(asked)
        if not meant:
            return []
        holders = [self.vocabulary.holders(number) for number in meant]
        sizes = [len(found) for found in holders]
        if sum(sizes) <= _FEW:
            sums: dict[int, _Shares] = {}
            for found, (shared, against, of_asked, of_listed) in zip(holders, meant.values(), strict=True):
                for form in found.tolist():
                    before = sums.get(form, _NOTHING)
                    sums[form] = (
                        before[0] + shared, before[1] + against, before[2] + of_asked, before[3] + of_listed
                    )  # fmt: skip
            known = np.fromiter(sums, dtype=np.int64, count=len(sums))
            together = shape.alike(np.zeros(len(sums), dtype=np.intp), self.shapes, known).tolist()
            return [
                form
                for (form, shares), alike in zip(sums.items(), together, strict=True)
                if alike or self._reaches(form, shares, asked, least)
            ]
        every = np.concatenate(holders)
        order = np.argsort(every, kind="stable")
        at, shares = summed(every[order].astype(np.int64), np.repeat(np.array([*meant.values()]), sizes, axis=0)[order])
        agreeing = np.zeros(at.size)
        for bit, value in asked.common:
            agreeing += np.where(self.bits[at] & np.uint64(bit), value, 0.0)
        keep = self.most(at, shares, agreeing, asked.total) >= least - SLIGHTLY
        keep |= shape.alike(np.zeros(at.size, dtype=np.intp), self.shapes, at)
        return at[keep].tolist()

    def _meant(self, asked: Asked) -> dict[int, _Shares]:
        """The words of the list that those looked up may stand for, with what each adds.

        Of several words that may stand for one, one does; the same word twice stands for it twice.
        """
        meant: dict[int, _Shares] = {}
        telling = asked.telling
        if len(telling) > 1 and len({word for word, _, _ in telling}) < len(telling):
            several: dict[str, tuple[float, float]] = {}
            for word, value, whole in telling:
                before = several.get(word, (0.0, 0.0))
                several[word] = before[0] + value, before[1] + whole
            telling = [(word, value, whole) for word, (value, whole) in several.items()]
        weights = self.vocabulary.weights
        for word, value, whole in telling:
            for number, likeness in self.vocabulary.expand(word):
                listed = weights[number]
                mean = (value + listed) / 2
                shared = likeness * mean
                known = meant.get(number)
                if known is None or known[0] < shared:
                    meant[number] = shared, CONTRADICTED * (mean - shared), whole, max(listed, value)
        return meant

    def most(self, at: NDArray[np.int64], shares: Floats, common: Floats, total: Floats | float) -> Floats:
        """The best score that sharing so much weight of telling and of common words can come to."""
        listed, commons = self.totals[at], self.commons[at]
        telling, against = shares[:, 0], shares[:, 1]
        shared = telling + common
        only_asked = np.maximum(0.0, total - shares[:, 2] - common)
        only_listed = np.maximum(0.0, listed - shares[:, 3] - np.minimum(common, commons))
        contradicted = np.minimum(only_asked, only_listed)
        missing = np.maximum(only_asked, only_listed) - contradicted
        bound = shared / (shared + against + CONTRADICTED * contradicted + MISSING * missing)
        covered = shared / np.maximum(shared, listed - (1 - COMMON_LEFT) * commons)
        bound = np.where(telling >= DISTINCTIVE, np.maximum(bound, COVERED * covered), bound)
        return np.asarray(bound * np.minimum(1.0, LEAST_STRENGTH + FULL_STRENGTH * shared))

    def _reaches(self, form: int, shares: _Shares, asked: Asked, least: float) -> bool:
        """Whether `_most` for one form reaches the least, without the cost of arrays."""
        listed, commons = float(self.totals[form]), float(self.commons[form])
        common = 0.0
        if asked.common:
            bits = int(self.bits[form])
            for bit, value in asked.common:
                if bits & bit:
                    common += value
        telling, against, of_asked, of_listed = shares
        shared = telling + common
        only_asked = max(0.0, asked.total - of_asked - common)
        only_listed = max(0.0, listed - of_listed - min(common, commons))
        missing = abs(only_asked - only_listed)
        bound = shared / (shared + against + CONTRADICTED * min(only_asked, only_listed) + MISSING * missing)
        if telling >= DISTINCTIVE:
            bound = max(bound, COVERED * shared / max(shared, listed - (1 - COMMON_LEFT) * commons))
        return bound * min(1.0, LEAST_STRENGTH + FULL_STRENGTH * shared) >= least - SLIGHTLY

    def asked(self, query: Name) -> Asked:
        """The name as it is looked up. Where none of its words is telling, the two rarest are."""
        telling: list[tuple[str, float, float]] = []
        common: list[tuple[int, float]] = []
        total = 0.0
        left, of_left = "", 0.0
        number = self.vocabulary.number
        for word, value in zip(query.words, query.weights, strict=True):
            if value >= TELLING:
                telling.append((word, value, value))
                total += value
            else:
                common.append((common_bit(word), value))
                if word not in CONNECTIVES:
                    total += value
            if left and number(left + word) is not None:
                both = weight(left + word)
                if both >= TELLING:
                    telling.append((left + word, both, of_left + value))
                else:
                    common.append((common_bit(left + word), both))
            left, of_left = word, value
        if not telling and len(query.words) > 1:
            rarest = sorted(zip(query.weights, query.words, strict=True), reverse=True)
            telling = [(word, value, value) for value, word in rarest[:2] if self.rare(word)]
            common = [(common_bit(word), value) for value, word in rarest if (word, value, value) not in telling]
        return Asked(telling, common, total)

    def rare(self, word: str) -> bool:
        """Whether a common word is in few enough forms to be looked up."""
        number = self.vocabulary.number(word)
        return number is not None and len(self.vocabulary.holders(number)) <= _COMMON


_NOTHING: _Shares = (0.0, 0.0, 0.0, 0.0)


def summed(keys: NDArray[np.int64], values: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Each of the keys, which are in order, once, and the sums of its values."""
    if not keys.size:
        return keys.astype(np.int64), values
    begin = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[begin].astype(np.int64), np.add.reduceat(values, begin, axis=0)
