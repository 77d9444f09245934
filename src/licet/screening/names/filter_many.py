"""The filter of `filter.py` for many strings at once, with the same survivors.

Strings of one length that hold as many letters of some groups are near to the same part of the list by these counts
alone. That part is cut out once for all of them, and only in it are the bits of each looked at.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.filter import Bits, LetterFilter

__all__ = ["Window", "many_within"]

# From where to where the strings stand that are of a like length, and how many letters each may differ in.
Window = tuple[int, int, NDArray[np.int16]]

_HELD = 1 << 18  # survivors of the first word of bits that are held before the second is looked at

_Found = tuple[int, NDArray[np.intp], NDArray[np.uint8], NDArray[np.uint8]]


def many_within(
    items: LetterFilter,
    lengths: NDArray[np.int64],
    bits: Bits,
    groups: NDArray[np.int16],
    window: Callable[[int], Window],
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint8]]:
    """(string, position, bits that differ) for every position whose bits and groups differ in no more than the window
    of the string's length allows. lengths, bits, groups: of the strings."""
    parts = list(_second_word(items, bits, _first_word(items, lengths, bits, groups, window)))
    if not parts:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp), np.empty(0, dtype=np.uint8)
    owners, places, counts = zip(*parts, strict=True)
    return np.concatenate(owners), np.concatenate(places), np.concatenate(counts)


def _first_word(
    items: LetterFilter,
    lengths: NDArray[np.int64],
    bits: Bits,
    groups: NDArray[np.int16],
    window: Callable[[int], Window],
) -> Iterator[_Found]:
    """(string, position, bits that differ, most that may) by the first word of bits."""
    order = np.lexsort((groups[:, 1], groups[:, 0], lengths))
    keys = np.column_stack([lengths, groups[:, 0], groups[:, 1]])[order]
    changes = np.zeros(keys.shape, dtype=np.bool_)
    changes[:1] = True
    changes[1:] = keys[1:] != keys[:-1]
    n = len(items.lengths)
    spaces = np.empty(n, dtype=np.uint64), np.empty(n, dtype=np.uint8), np.empty(n, dtype=np.bool_)
    new_part = changes[:, 0] | changes[:, 1]
    starts = np.flatnonzero(new_part | changes[:, 2])
    for begin, end, (length, count, second), new in zip(
        starts.tolist(), [*starts[1:].tolist(), len(order)], keys[starts].tolist(), new_part[starts].tolist(),
        strict=True,
    ):  # fmt: skip
        if new:
            part = _Part(items, window(length), length, count)
        near, most, first = part.nearer(second)
        if not near.size:
            continue
        space, counts, flags = spaces[0][: near.size], spaces[1][: near.size], spaces[2][: near.size]
        for string in order[begin:end].tolist():
            np.bitwise_xor(first, bits[string, 0], out=space)
            np.bitwise_count(space, out=counts)
            np.less_equal(counts, most, out=flags)
            at = flags.nonzero()[0]
            if at.size:
                yield string, near[at], counts[at], most[at]


class _Part:
    """The strings of a window that hold a like number of letters of the first group: positions, what each may still
    differ in, how many letters of the second group it holds and how many more of the others than the string."""

    __slots__ = ("first", "most", "near", "others", "second", "slack")

    def __init__(self, items: LetterFilter, window: Window, length: int, count: int) -> None:
        start, stop, limit = window
        first, second = items.groups[0, start:stop], items.groups[1, start:stop]
        others = items.lengths[start:stop].astype(np.int16) - first - np.int16(length - count)
        slack = limit - np.abs(first - np.int16(count))
        at = (np.abs(others) <= slack).nonzero()[0]
        self.slack = slack[at]
        self.second = second[at]
        self.others = others[at] - self.second
        self.most = limit[at].astype(np.uint8)
        self.near = at + start
        self.first = items.first[self.near]

    def nearer(self, count: int) -> tuple[NDArray[np.intp], NDArray[np.uint8], Bits]:
        """Positions, most that may differ and bits of those that are near in the second group too."""
        differing = np.abs(self.second - np.int16(count))
        differing += np.abs(self.others + np.int16(count))
        at = (differing <= self.slack).nonzero()[0]
        return self.near[at], self.most[at], self.first[at]


def _second_word(
    items: LetterFilter, bits: Bits, found: Iterator[_Found]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint8]]]:
    """Those of the first word that the second leaves."""
    held: list[_Found] = []
    size = 0
    for each in found:
        held.append(each)
        size += each[1].size
        if size >= _HELD:
            yield _left(items, bits, held)
            held, size = [], 0
    if held:
        yield _left(items, bits, held)


def _left(
    items: LetterFilter, bits: Bits, held: list[_Found]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint8]]:
    strings, places, *rest = zip(*held, strict=True)
    owner = np.repeat(strings, [each.size for each in places])
    place = np.concatenate(places)
    differing, most = (np.concatenate(column) for column in rest)
    differing = differing + np.bitwise_count(items.second[place] ^ bits[owner, 1])
    keep = differing <= most
    return owner[keep], place[keep], differing[keep]
