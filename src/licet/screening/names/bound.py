"""The most that comparing two names word by word (`score.agree`) can come to, for many pairs of names at once.

A pair that cannot reach the mark need not be compared. Nothing is decided here: what is left is compared in full.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.filter import letter_bits
from licet.screening.names.pairs import runs
from licet.screening.names.run_together import Shapes
from licet.screening.names.score import (
    COMMON_LEFT,
    CONTRADICTED,
    COVERED,
    DISTINCTIVE,
    FULL_STRENGTH,
    LEAST_STRENGTH,
    MISSING,
    TELLING,
    may_be_joined,
    word_likeness,
)
from licet.screening.names.word_marks import PRESENT, UNVARIED, WordMarks

__all__ = ["Columns", "most"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_INITIALS = np.zeros(65536, dtype=np.uint64)
_INITIALS[:128] = letter_bits([chr(code) for code in range(128)])[:, 0]
_ALLOWED = np.array([1] * 6 + [2] * 4 + [3] * 246, dtype=np.int16)  # edits, by the letters of the longer word


@dataclass(frozen=True, slots=True)
class Columns:
    """Names as rows of columns.

    starts: (n + 1,) where the words of each begin in `words`, which are rows of `marks` and `spelled`.
    """

    spelled: Sequence[str]
    marks: WordMarks
    starts: Ints
    words: NDArray[np.int32]
    shapes: Shapes

    def of(self, rows: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.int32], Ints]:
        """(place among the rows, word) for every word of the names in these rows, and how many words each has."""
        sizes = self.starts[rows + 1] - self.starts[rows]
        return np.repeat(np.arange(len(rows)), sizes), self.words[runs(self.starts[rows], sizes)], sizes


def most(asked: Columns, listed: Columns, numbers: Ints, owner: NDArray[np.intp], form: NDArray[np.intp]) -> Floats:
    """The most that likeness times strength of each pair (row of `asked`, row of `listed`) can be.

    numbers: of each word of `asked`, the row of the same word in `listed.marks`, or -1.
    """
    pairs = len(owner)
    row_pair, row_word, _ = asked.of(owner)
    cell_pair, cell_word, listed_size = listed.of(form)
    # Every word of the one name against every word of the other.
    width = listed_size[row_pair]
    row = np.repeat(np.arange(len(row_pair)), width)
    cell = runs((np.cumsum(listed_size) - listed_size)[row_pair], width)
    one, other = row_word[row], cell_word[cell]
    unbound = asked.shapes.alike(owner, listed.shapes, form)
    pair = row_pair[row]
    unbound[row_pair[_acronyms(asked.marks, row_word, row_pair, listed.marks, cell_word, cell_pair, pairs)]] = True
    unbound[cell_pair[_acronyms(listed.marks, cell_word, cell_pair, asked.marks, row_word, row_pair, pairs)]] = True
    joined_rows = _joins(asked, listed, one, other, row, cell, cell_pair, cell_word)
    joined_cells = _joins(listed, asked, other, one, cell, row, row_pair, row_word)
    alike = _alike(asked, listed, numbers, one, other)
    at = alike.nonzero()[0]
    likeness, one, other, row, cell, pair = alike[at], one[at], other[at], row[at], cell[at], pair[at]
    mean = (asked.marks.weights[one] + listed.marks.weights[other]) / 2
    # What each word can share at most, by the best of those like it; where several are one, that one.
    row_shares, cell_shares = np.zeros(len(row_pair)), np.zeros(len(cell_pair))
    np.maximum.at(row_shares, row, likeness * mean)
    np.maximum.at(cell_shares, cell, likeness * mean)
    row_met, cell_met = row_shares > 0, cell_shares > 0
    for place, parts, weight in joined_rows:
        row_shares[place] = max(row_shares[place], weight)
        cell_shares[parts[0]] = max(cell_shares[parts[0]], weight)
        row_met[place] = cell_met[parts] = True
    for place, parts, weight in joined_cells:
        cell_shares[place] = max(cell_shares[place], weight)
        row_shares[parts[0]] = max(row_shares[parts[0]], weight)
        cell_met[place] = row_met[parts] = True
    shared = np.minimum(np.bincount(row_pair, row_shares, pairs), np.bincount(cell_pair, cell_shares, pairs))
    left = np.bincount(row_pair, np.where(row_met, 0.0, asked.marks.counted[row_word]), pairs)
    right = np.bincount(cell_pair, np.where(cell_met, 0.0, listed.marks.counted[cell_word]), pairs)
    against = MISSING * np.maximum(left, right) + (CONTRADICTED - MISSING) * np.minimum(left, right)
    bound = shared / np.maximum(shared + against, 1e-9)
    # A listed name that is covered by the words of a longer one.
    weights = listed.marks.weights[cell_word]
    uncovered = np.bincount(
        cell_pair, np.where(cell_met, 0.0, np.where(weights < TELLING, weights * COMMON_LEFT, weights)), pairs
    )
    telling = np.zeros(pairs, dtype=np.bool_)
    telling[pair[(likeness == 1) & (mean >= DISTINCTIVE) & (listed.marks.sizes[other] > 3)]] = True
    covered = COVERED * shared / np.maximum(shared + uncovered, 1e-9)
    bound = np.where(telling, np.maximum(bound, covered), bound)
    bound *= np.minimum(1.0, LEAST_STRENGTH + FULL_STRENGTH * shared)
    bound[unbound] = 1.0
    return bound


def _alike(asked: Columns, listed: Columns, numbers: Ints, one: NDArray[np.int32], other: NDArray[np.int32]) -> Floats:
    """`score.word_likeness` of each pair of words."""
    a, b = asked.marks, listed.marks
    same = numbers[one] == other
    differing = a.first[one] ^ b.first[other]
    size, other_size = a.sizes[one], b.sizes[other]
    gap = np.abs(size - other_size)
    longer = np.maximum(size, other_size)
    edits = np.bitwise_count(differing)
    # d letters more or fewer take d of the edits, each of the others moves two counts; or one word begins the other.
    near = edits <= np.maximum(2 * _ALLOWED[longer] - gap, gap)
    near |= (a.sounds[one] == b.sounds[other]) & ((differing & UNVARIED) == 0)
    near &= (gap <= 3) & (longer - gap >= 3)
    likeness = np.zeros(len(one))
    of_class = a.classes[one]
    likeness[(of_class > 0) & (of_class == b.classes[other])] = 0.97
    likeness[same] = 1.0
    at = (near & (likeness == 0)).nonzero()[0]
    if at.size:
        distinct, place = np.unique(one[at].astype(np.int64) * len(listed.spelled) + other[at], return_inverse=True)
        words, others = np.divmod(distinct, len(listed.spelled))
        known = [
            word_likeness(asked.spelled[word], listed.spelled[other])
            for word, other in zip(words.tolist(), others.tolist(), strict=True)
        ]
        likeness[at] = np.array(known)[place]
    return likeness


def _joins(
    whole: Columns,
    parts: Columns,
    word: NDArray[np.int32],
    part: NDArray[np.int32],
    place: NDArray[np.intp],
    part_place: NDArray[np.intp],
    owner: NDArray[np.intp],
    words: NDArray[np.int32],
) -> list[tuple[int, list[int], float]]:
    """(place of a word, places of words of the other name, weight of the word) where the word may be those others
    written together. words, owner: all the words of the other names, and whose they are."""
    size = whole.marks.sizes[word]
    room = size - parts.marks.sizes[part]  # letters that are left for the words that follow
    begins = (whole.marks.beginnings[word] == parts.marks.beginnings[part]) & (size > 2) & (room > 0)
    rows = begins.nonzero()[0]
    rows = rows[(parts.marks.first[part[rows]] & ~whole.marks.first[word[rows]]) == 0]
    ends = np.searchsorted(owner, owner[part_place[rows]], "right")
    followed = ends > part_place[rows] + 1
    rows, ends = rows[followed], ends[followed]
    if not rows.size:
        return []
    sizes = np.append(parts.marks.sizes[words], np.int16(0))
    least = np.minimum.reduceat(sizes, np.column_stack([part_place[rows] + 1, ends]).ravel())[::2]
    fits = least <= room[rows] + 1
    rows, ends = rows[fits], ends[fits]
    found: list[tuple[int, list[int], float]] = []
    for row, long, short, at, end in zip(
        rows.tolist(), word[rows].tolist(), part[rows].tolist(), part_place[rows].tolist(), ends.tolist(), strict=True
    ):
        text, beginning = whole.spelled[long], parts.spelled[short]
        if text.startswith(beginning):
            used = may_be_joined(text, beginning, [parts.spelled[later] for later in words[at + 1 : end].tolist()])
            if used:
                places = [at, *(at + 1 + later for later in used)]
                found.append((int(place[row]), places, float(whole.marks.weights[long])))
    return found


def _acronyms(
    a: WordMarks,
    word: NDArray[np.int32],
    owner: NDArray[np.intp],
    b: WordMarks,
    spelled_out: NDArray[np.int32],
    other_owner: NDArray[np.intp],
    pairs: int,
) -> NDArray[np.intp]:
    """Places of the words whose letters may be the initials of the other name."""
    initials = np.zeros(pairs, dtype=np.uint64)
    np.bitwise_or.at(initials, other_owner, _INITIALS[b.beginnings[spelled_out]])
    several = np.bincount(other_owner, minlength=pairs) >= 3
    size = a.sizes[word]
    return np.asarray(
        ((size >= 3) & (size <= 6) & several[owner] & ((a.first[word] & PRESENT & ~initials[owner]) == 0)).nonzero()[0]
    )
