"""`Sharing.of` for many names at once: the same forms, found a column at a time."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.asked import Asked
from licet.screening.names.commons import common_bit
from licet.screening.names.pairs import runs
from licet.screening.names.score import CONTRADICTED, TELLING
from licet.screening.names.sharing import SLIGHTLY, Sharing, summed
from licet.screening.names.words import weight

__all__ = ["sharing_many"]

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]


class _LookedUp(NamedTuple):
    """Words looked up, one a row: whose name's, which of `words`, its weight there, that of the words of the name it
    stands for."""

    words: list[str]
    owner: Ints
    word: Ints
    value: Floats
    whole: Floats


class _Common(NamedTuple):
    """The other words, one a row, in order of the names: whose, bit, weight."""

    owner: Ints
    bit: NDArray[np.uint64]
    value: Floats


def sharing_many(sharing: Sharing, asked: Asked, least: float) -> tuple[Ints, Ints]:
    """(which of the names, form) of those that share enough weight of words, in order of both."""
    looked_up, common = _looked_up(sharing, asked)
    key, shares = _forms(sharing, looked_up)
    owner, form = key >> 31, key & 0x7FFFFFFF
    n = len(asked.names)
    columns = asked.columns
    of_word = np.repeat(np.arange(n), np.diff(columns.starts))
    total = np.bincount(of_word, columns.marks.counted[columns.words], n)
    # First as though all common words agreed: few forms are left to look at.
    every = np.bincount(common.owner, common.value, n)
    kept = sharing.most(form, shares, every[owner], total[owner]) >= least - SLIGHTLY
    at = kept.nonzero()[0]
    agreeing = _agreeing(sharing, common, owner[at], form[at], n)
    kept[at] = sharing.most(form[at], shares[at], agreeing, total[owner[at]]) >= least - SLIGHTLY
    kept |= columns.shapes.alike(owner, sharing.shapes, form)
    return owner[kept], form[kept]


def _looked_up(sharing: Sharing, asked: Asked) -> tuple[_LookedUp, _Common]:
    """As `Sharing.asked` for each."""
    columns = asked.columns
    n, place = len(asked.names), columns.words
    weights = columns.marks.weights
    owner = np.repeat(np.arange(n), np.diff(columns.starts))
    words = list(columns.spelled)
    telling = (weights >= TELLING)[place]
    # (name, word, weight, weight of what it stands for), and (name, bit, weight)
    joined, joined_common = _joined(sharing, words, owner, place, weights)
    poor = np.ones(n, dtype=np.bool_)
    poor[owner[telling]] = False
    poor[[row[0] for row in joined]] = False
    poor &= np.diff(columns.starts) > 1
    rows = {word: row for row, word in enumerate(words)} if joined or poor.any() else {}
    extra = [(name, rows.setdefault(word, len(rows)), value, whole) for name, word, value, whole in joined]
    commons = list(joined_common)
    for name in poor.nonzero()[0].tolist():
        one = sharing.asked(asked.names[name])
        extra += [(name, rows.setdefault(word, len(rows)), value, whole) for word, value, whole in one.telling]
        commons += [(name, bit, value) for bit, value in one.common]
    words = list(rows) if rows else words
    told = ~telling & ~poor[owner]
    bits = np.zeros(len(columns.spelled), dtype=np.uint64)
    common_words = np.unique(place[told]).tolist()
    bits[common_words] = np.array([common_bit(words[word]) for word in common_words], dtype=np.uint64)
    names, some, values, wholes = _columns(extra, 4)
    found = _LookedUp(
        words,
        np.concatenate([owner[telling], names.astype(np.intp)]),
        np.concatenate([place[telling], some.astype(np.intp)]),
        np.concatenate([weights[place[telling]], values]),
        np.concatenate([weights[place[telling]], wholes]),
    )
    more, more_bits, values = [row[0] for row in commons], [row[1] for row in commons], [row[2] for row in commons]
    owners = np.concatenate([owner[told], np.array(more, dtype=np.intp)])
    order = np.argsort(owners, kind="stable")
    return found, _Common(
        owners[order],
        np.concatenate([bits[place[told]], np.array(more_bits, dtype=np.uint64)])[order],
        np.concatenate([weights[place[told]], np.array(values, dtype=np.float64)])[order],
    )


def _columns(rows: list[tuple[int, int, float, float]], width: int) -> Floats:
    return np.array(rows, dtype=np.float64).reshape(len(rows), width).T


def _joined(
    sharing: Sharing, words: list[str], owner: Ints, place: NDArray[np.int32], weights: Floats
) -> tuple[list[tuple[int, str, float, float]], list[tuple[int, int, float]]]:
    """Two words of a name that may be one of the list."""
    left = np.flatnonzero(owner[1:] == owner[:-1])
    known = sharing.vocabulary.numbers()
    both = [words[a] + words[b] for a, b in zip(place[left].tolist(), place[left + 1].tolist(), strict=True)]
    telling: list[tuple[int, str, float, float]] = []
    common: list[tuple[int, int, float]] = []
    for at, word in enumerate(both):
        if word in known:
            value, name = weight(word), int(owner[left[at]])
            if value >= TELLING:
                whole = float(weights[place[left[at]]]) + float(weights[place[left[at] + 1]])
                telling.append((name, word, value, whole))
            else:
                common.append((name, common_bit(word), value))
    return telling, common


def _forms(sharing: Sharing, looked_up: _LookedUp) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Each form that holds what a name's words may stand for (name << 31 | form), and the sums of what these add."""
    vocabulary = sharing.vocabulary
    # The same word twice in a name stands for what it stands for twice.
    key = looked_up.owner.astype(np.int64) << 31 | looked_up.word
    order = np.argsort(key, kind="stable")
    key, weights = summed(key[order], np.column_stack([looked_up.value, looked_up.whole])[order])
    owner, word = key >> 31, key & 0x7FFFFFFF
    distinct, place = np.unique(word, return_inverse=True)
    spelled = [looked_up.words[row] for row in distinct.tolist()]
    vocabulary.expand_many(spelled)
    expanded = [vocabulary.expand(each) for each in spelled]
    sizes = np.fromiter([len(each) for each in expanded], dtype=np.int64, count=len(expanded))
    meant = [pair for each in expanded for pair in each]
    number = np.fromiter([pair[0] for pair in meant], dtype=np.int64, count=len(meant))
    likeness = np.fromiter([pair[1] for pair in meant], dtype=np.float64, count=len(meant))
    row = np.repeat(np.arange(key.size), sizes[place])
    at = runs((np.cumsum(sizes) - sizes)[place], sizes[place])
    number, likeness = number[at], likeness[at]
    value, listed = weights[row, 0], vocabulary.marks.weights[number]
    shared = likeness * (value + listed) / 2
    # Of several words of a name that may stand for one of the list, the one that shares most does.
    key = owner[row] << 31 | number
    order = np.lexsort((-shared, key))
    key = key[order]
    best = order[np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))] if key.size else order
    number, row = number[best], row[best]
    adds = np.column_stack(
        [
            shared[best],
            CONTRADICTED * ((value[best] + listed[best]) / 2 - shared[best]),
            weights[row, 1],
            np.maximum(listed[best], value[best]),
        ]
    )
    sizes = vocabulary.starts[number + 1] - vocabulary.starts[number]
    form = vocabulary.postings[runs(vocabulary.starts[number], sizes)]
    key = np.repeat(owner[row] << 31, sizes) | form
    order = np.argsort(key, kind="stable")
    return summed(key[order], adds[np.repeat(np.arange(number.size), sizes)[order]])


def _agreeing(sharing: Sharing, common: _Common, owner: Ints, form: Ints, names: int) -> Floats:
    """For each pair, the weight of those common words of the name that the form may hold."""
    sizes = np.bincount(common.owner, minlength=names)
    starts = np.cumsum(sizes) - sizes
    pair = np.repeat(np.arange(owner.size), sizes[owner])
    word = runs(starts[owner], sizes[owner])
    held = (sharing.bits[form[pair]] & common.bit[word]) != 0
    weights: Floats = np.bincount(pair, np.where(held, common.value[word], 0.0), owner.size).astype(np.float64)
    return weights
