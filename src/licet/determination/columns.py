"""Columns of codes: each line holds a small integer that stands for one of the column's values.

Combining columns gives the combinations that occur, so that a function need be called once for each of
those. Arrays are of the smallest integer type that holds their codes; passes over all lines are made in
blocks, by several threads, since numpy lets the others run meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import prod
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[Any]  # of integers

_BLOCK = 1 << 16  # lines of a block: what its passes write stays in the processor's cache
_SMALL = 1 << 18  # possible keys that are always counted in an array
_LARGE = 1 << 26  # and those that never are


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """`values[codes[i]]` is the value of line i."""

    values: tuple[object, ...]
    codes: Codes

    @property
    def constant(self) -> bool:
        """Whether every line has the same value."""
        return len(self.values) == 1

    def trimmed(self, blocks: Blocks) -> Column:
        """The same without values that no line has."""
        key, present = keyed([(self.codes, len(self.values))], blocks)
        if len(present) == len(self.values):
            return Column(self.values, key)
        table = np.zeros(len(self.values), dtype=type_for(len(present)))
        table[present] = np.arange(len(present))
        return Column(tuple(self.values[code] for code in present), blocks.spread(table, key))


def column_of(values: Iterable[Hashable]) -> Column:
    """A column of the given values, one a line."""
    known: dict[Hashable, int] = {}
    codes = np.fromiter((known.setdefault(value, len(known)) for value in values), dtype=np.int32)
    return Column(tuple(known), codes)


def constant_column(value: object, length: int) -> Column:
    """The same value on every line."""
    return Column((value,), np.zeros(length, dtype=np.uint8))


def column_for(answers: Sequence[object], codes: Codes) -> Column:
    """The column of `answers[codes]`; equal answers share a code."""
    known: dict[object, int] = {}
    met: dict[int, int] = {}  # by identity first: an answer is one object many times, and hashing reads all of it
    numbers = np.empty(len(answers), dtype=np.int32)
    for place, answer in enumerate(answers):
        number = met.get(id(answer))
        if number is None:
            number = met[id(answer)] = known.setdefault(answer, len(known))
        numbers[place] = number
    return Column(tuple(known), numbers.astype(type_for(len(known)))[codes])


def type_for(count: int) -> type[np.uint8 | np.uint16 | np.int32]:
    """The smallest type for codes below `count`."""
    return np.uint8 if count <= 1 << 8 else np.uint16 if count <= 1 << 16 else np.int32


class Blocks:
    """Passes over lines, block by block, on `workers` threads."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = ThreadPoolExecutor(workers) if workers > 1 else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown()

    def each(self, length: int, work: Callable[[slice], object]) -> None:
        """Do `work` for blocks that cover `length` lines, each once, in no order."""
        blocks = [slice(start, min(start + _BLOCK, length)) for start in range(0, length, _BLOCK)]
        if self._pool is None or len(blocks) < 2 * self._workers:
            for block in blocks:
                work(block)
        else:
            shares = [blocks[number :: self._workers] for number in range(self._workers)]
            list(self._pool.map(lambda share: [work(block) for block in share], shares))

    def spread(self, table: Codes, codes: Codes) -> Codes:
        """`table[codes]`, for codes that lie in the table."""
        spread = np.empty(len(codes), dtype=table.dtype)
        self.each(len(codes), lambda block: np.take(table, codes[block], out=spread[block], mode="clip"))
        return spread


def keyed(parts: Sequence[tuple[Codes, int]], blocks: Blocks) -> tuple[Codes, npt.NDArray[np.intp]]:
    """The mixed-radix key of each line, and the keys that occur, ascending.

    `parts` are codes, and how many there may be of them; the product of those is less than 2^31.
    """
    size = prod(radix for _, radix in parts)
    length = len(parts[0][0])
    key = np.empty(length, dtype=type_for(size))
    present = np.zeros(size, dtype=bool)

    def work(block: slice) -> None:
        here = key[block]
        here[...] = parts[0][0][block]
        for codes, radix in parts[1:]:
            here *= here.dtype.type(radix)
            np.add(here, codes[block], out=here, casting="unsafe")
        present[here] = True

    blocks.each(length, work)
    return key, np.flatnonzero(present)


def combined(columns: Sequence[tuple[Codes, int]], blocks: Blocks) -> tuple[Codes, npt.NDArray[np.int32]]:
    """Codes of the combinations that occur, and a matrix: each combination as codes of the columns.

    `columns` are codes, and how many there may be of them. Their keys are made dense again whenever the
    number of possible keys would outgrow the number of lines.
    """
    most = max(_SMALL, 2 * len(columns[0][0]))
    order = sorted(range(len(columns)), key=lambda place: -columns[place][1])  # what is left to join gets smaller
    codes, count = columns[order[0]]
    matrix = np.arange(count, dtype=np.int32)[:, None]
    if len(order) == 1:
        key, keys = keyed([(codes, count)], blocks)
        return _dense(key, keys, count, blocks), matrix[keys]
    place = 1
    while place < len(order):
        run = [columns[order[place]]]
        size = count * run[0][1]
        place += 1
        while place < len(order) and size * columns[order[place]][1] <= most:
            run.append(columns[order[place]])
            size *= run[-1][1]
            place += 1
        if size <= _LARGE:
            key, keys = keyed([(codes, count), *run], blocks)
            codes = _dense(key, keys, size, blocks)
        else:
            keys, codes = np.unique(codes.astype(np.int64) * run[0][1] + run[0][0], return_inverse=True)
            codes = codes.astype(np.int32)
        taken: list[npt.NDArray[Any]] = []
        for _, radix in reversed(run):
            taken.append(keys % radix)
            keys = keys // radix
        matrix = np.column_stack([matrix[keys], *(each.astype(np.int32) for each in reversed(taken))])
        count = len(matrix)
    return codes, matrix[:, np.argsort(order)]


def _dense(key: Codes, keys: npt.NDArray[np.intp], size: int, blocks: Blocks) -> Codes:
    """Keys that occur, numbered from 0 without gaps."""
    table = np.empty(size, dtype=type_for(len(keys)))
    table[keys] = np.arange(len(keys))
    return blocks.spread(table, key)
