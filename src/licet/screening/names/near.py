"""The forms of a list that are near another: token_sort_ratio >= 80 or Jaro-Winkler >= .92, all of them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from licet.screening.names.filter import JARO_WINKLER, TOKEN_SORT, Bits, LetterFilter, bits_of
from licet.screening.names.filter_many import Window, many_within
from licet.screening.names.pairs import distinct_pairs, runs

__all__ = ["Forms"]

# What Jaro-Winkler >= .92 asks of m matching letters, by the letters with which both begin (four count at most):
# m (1/a + 1/b) >= half of this.
_MATCHING = np.array([3.52, 2 * (3 * 0.82 / 0.9 - 1), 3.4, 2 * (3 * 0.62 / 0.7 - 1), 3.2])
_SLIGHTLY = 1e-9  # a score that equals the mark must not be lost to rounding


@dataclass(slots=True)
class Forms:
    """Forms in order of length, with what finds the near ones. `ordered`: their words in order."""

    strings: Sequence[str]
    ordered: Sequence[str]
    letters: LetterFilter
    _windows: dict[int, Window] = field(default_factory=dict)
    _beginnings: "list[_Beginnings]" = field(default_factory=list)

    @classmethod
    def build(cls, strings: Sequence[str]) -> "Forms":
        """Of strings in order of length."""
        return cls(strings, [in_order(form) for form in strings], LetterFilter.build(strings))

    def near(self, form: str) -> list[int]:
        """Positions of all the forms near this one."""
        if not form:
            return []
        first, second = bits_of(form)
        survivors, by_ratio, by_bare = self.letters.survivors(len(form), first, second)
        if not survivors.size:
            return []
        at = survivors.tolist()
        strings, ordered, initial = self.strings, self.ordered, form[0]
        worth = [i for i, possible in zip(at, by_ratio.tolist(), strict=True) if possible]
        # Cut a hair lower and compare afterwards: a score that equals the cut-off can be rounded away inside.
        of_words = process.extract_iter(
            in_order(form), [ordered[i] for i in worth], scorer=fuzz.ratio, score_cutoff=TOKEN_SORT - 0.1
        )
        kept = {worth[place]: None for _, score, place in of_words if score >= TOKEN_SORT}
        begin = [strings[i] for i in at]
        worth_of = [
            (i, other)
            for i, other, possible in zip(at, begin, by_bare.tolist(), strict=True)
            if possible or other[0] == initial
        ]
        of_prefix = process.extract_iter(
            form,
            [other for _, other in worth_of],
            scorer=JaroWinkler.similarity,
            score_cutoff=JARO_WINKLER - 0.001,
        )
        kept.update({worth_of[place][0]: None for _, score, place in of_prefix if score >= JARO_WINKLER})
        return list(kept)

    def near_many(
        self, forms: Sequence[str], bits: Bits, groups: NDArray[np.int16]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """As `near` for each of the forms, none of which is empty: (which of them, position), in order of both.

        bits, groups: their `filter.letter_marks`.
        """
        if not forms or not len(self.strings):
            return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
        lengths = np.fromiter(map(len, forms), dtype=np.int64, count=len(forms))
        owner, at, differing = many_within(self.letters, lengths, bits, groups, self._ratio_window)
        kept = _scored(forms, self.ordered, owner, at, fuzz.ratio, TOKEN_SORT, 0.1, words_in_order=True)
        alike = owner[kept], at[kept]
        beginnings = _beginnings_of(forms)
        listed = self._listed_beginnings()
        more_owner, more_at, more_differing = listed.beginning_alike(self.letters, lengths, bits, beginnings)
        owner, at = np.concatenate([owner, more_owner]), np.concatenate([at, more_at])
        differing = np.concatenate([differing, more_differing])
        common = _letters_in_common(beginnings[owner], listed.codes[at])
        a, b = lengths[owner].astype(np.float64), self.letters.lengths[at]
        keep = differing <= (a + b) - _MATCHING[common] * a * b / (a + b) + _SLIGHTLY
        owner, at = owner[keep], at[keep]
        kept = _scored(forms, self.strings, owner, at, JaroWinkler.similarity, JARO_WINKLER, 0.001)
        return distinct_pairs(np.concatenate([alike[0], owner[kept]]), np.concatenate([alike[1], at[kept]]))

    def _ratio_window(self, length: int) -> Window:
        """Where strings of like length stand, and the differing letters that leave `ratio` at `TOKEN_SORT`.

        Jaro-Winkler asks for no wider window unless three letters at the beginning are common: with two of them
        J >= .9, m (1/a + 1/b) >= 1.7, and a + b - 3.4 ab / (a + b) <= .2 (a + b) as long as b <= 1.6 a, and a must
        be .7 of b to hold so many letters.
        """
        known = self._windows.get(length)
        if known is None:
            lengths = self.letters.lengths
            start = int(np.searchsorted(lengths, math.ceil(length / 1.5 - _SLIGHTLY), "left"))
            stop = int(np.searchsorted(lengths, math.floor(length * 1.5 + _SLIGHTLY), "right"))
            limit = np.floor(0.2 * (lengths[start:stop] + length) + _SLIGHTLY).astype(np.int16)
            known = self._windows[length] = (start, stop, limit)
        return known

    def _listed_beginnings(self) -> "_Beginnings":
        if not self._beginnings:
            self._beginnings.append(_Beginnings.build(_beginnings_of(self.strings), self.letters.lengths))
        return self._beginnings[0]


@dataclass(slots=True)
class _Beginnings:
    """codes: the first four letters of each form. order: positions in order of the first three letters and then of
    length; sorted: both of these as one number."""

    codes: NDArray[np.uint32]
    order: NDArray[np.intp]
    sorted: NDArray[np.int64]
    _wider: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def build(cls, codes: NDArray[np.uint32], lengths: NDArray[np.int32]) -> "_Beginnings":
        keys = (codes >> 8).astype(np.int64) << 16 | lengths
        order = np.argsort(keys, kind="stable")
        return cls(codes, order, keys[order])

    def beginning_alike(
        self, letters: LetterFilter, lengths: NDArray[np.int64], bits: Bits, beginnings: NDArray[np.uint32]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint8]]:
        """(string, position, bits that differ) of those that begin with the same three letters and which only
        Jaro-Winkler can find near: that the ratio can reach its mark is found out elsewhere."""
        spans = [(at, low, high) for at, length in enumerate(lengths.tolist()) for low, high in self._only_here(length)]
        asked, low, high = (np.array(column, dtype=np.int64) for column in zip(*spans, strict=True))
        begin = (beginnings[asked] >> 8).astype(np.int64) << 16
        start = np.searchsorted(self.sorted, begin | low, "left")
        size = np.searchsorted(self.sorted, begin | high, "right") - start
        owner = np.repeat(asked, size)
        at = self.order[runs(start, size)]
        a, b = lengths[owner], letters.lengths[at]
        both = (a + b).astype(np.float64)
        differing = np.bitwise_count(letters.first[at] ^ bits[owner, 0]) + np.bitwise_count(
            letters.second[at] ^ bits[owner, 1]
        )
        elsewhere = (differing <= np.floor(0.2 * both + _SLIGHTLY)) & (2 * a <= 3 * b) & (2 * b <= 3 * a)
        keep = ~elsewhere & (differing <= both - _MATCHING[-1] * (a * b) / both + _SLIGHTLY)
        return owner[keep], at[keep], differing[keep]

    def _only_here(self, length: int) -> list[tuple[int, int]]:
        """From which to which length Jaro-Winkler lets more differ than the ratio: shorter strings, and longer."""
        known = self._wider.get(length)
        if known is None:
            most = math.floor(length / 0.6 + _SLIGHTLY)
            others = np.arange(math.ceil(0.6 * length - _SLIGHTLY), most + 1)
            both = others + length
            prefix = np.floor(both - _MATCHING[-1] * length * others / both + _SLIGHTLY)
            wider = others[prefix > np.floor(0.2 * both + _SLIGHTLY)]
            shorter, longer = wider[wider < length].tolist(), wider[wider > length].tolist()
            # Two spans even where one is empty or holds too much: a length that lets no more differ costs time only.
            known = [(min(of), max(of)) if of else (1, 0) for of in (shorter, longer)]
            self._wider[length] = known
        return known


def in_order(form: str) -> str:
    """The words of a form in order."""
    return " ".join(sorted(form.split(" ")))


def _scored(
    forms: Sequence[str],
    others: Sequence[str],
    owner: NDArray[np.intp],
    at: NDArray[np.intp],
    scorer: Callable[..., float],
    mark: float,
    margin: float,
    *,
    words_in_order: bool = False,
) -> NDArray[np.bool_]:
    """Which of the pairs reach the mark. Cut a margin lower and compared afterwards, as in `near`."""
    asked = list(map(in_order, forms)) if words_in_order else forms
    scores = process.cpdist(
        [asked[i] for i in owner.tolist()],
        [others[i] for i in at.tolist()],
        scorer=scorer,
        score_cutoff=mark - margin,
        dtype=np.float64,
    )
    return np.asarray(scores >= mark)


def _beginnings_of(strings: Sequence[str]) -> NDArray[np.uint32]:
    """The first four letters of each, as numbers; zeros where there are fewer."""
    first = np.array([string[:4] for string in strings], dtype="S4")
    return first.view(">u4").astype(np.uint32)


def _letters_in_common(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> NDArray[np.intp]:
    """With how many of the same letters, four at most, two strings begin."""
    differ = a ^ b
    return (differ < 1 << 24).astype(np.intp) + (differ < 1 << 16) + (differ < 1 << 8) + (differ == 0)
