"""Columns of codes: each line holds a small integer that stands for one of the column's values.

Arrays are `int32` of length n (the lines). Combining columns gives a column whose values are the
combinations that occur, so that a function need be called once for each of those.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int32]

_DENSE = 1 << 24  # largest table of possible combinations kept as an array


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """`values[codes[i]]` is the value of line i."""

    values: tuple[object, ...]
    codes: Codes

    @property
    def constant(self) -> bool:
        """Whether every line has the same value."""
        return len(self.values) == 1

    def map(self, function: Callable[[object], object]) -> Column:
        """The column of `function(value)`; equal results share a code."""
        return _recoded(self.codes, [function(value) for value in self.values])


def column_of(values: Iterable[Hashable]) -> Column:
    """A column of the given values, one a line."""
    known: dict[Hashable, int] = {}
    codes = np.fromiter((known.setdefault(value, len(known)) for value in values), dtype=np.int32)
    return Column(tuple(known), codes)


def constant_column(value: object, length: int) -> Column:
    """The same value on every line."""
    return Column((value,), np.zeros(length, dtype=np.int32))


def tabulated(columns: Sequence[Column], function: Callable[..., object], length: int) -> Column:
    """The column of `function(*values)`, called once for each combination that occurs."""
    varying = [c for c in columns if not c.constant]
    if not varying:
        return constant_column(function(*(c.values[0] for c in columns)), length)
    places = [varying.index(c) if not c.constant else -1 for c in columns]
    codes, combinations = combined(varying)
    answers = [
        function(
            *(
                c.values[0] if place < 0 else c.values[combination[place]]
                for c, place in zip(columns, places, strict=True)
            )
        )
        for combination in combinations
    ]
    return _recoded(codes, answers)


def _recoded(codes: Codes, answers: Sequence[object]) -> Column:
    """Codes of `answers` in place of codes into them; equal answers share a code."""
    known: dict[object, int] = {}
    table = np.fromiter(
        (known.setdefault(answer, len(known)) for answer in answers), dtype=np.int32, count=len(answers)
    )
    if len(known) == 1:
        return Column(tuple(known), np.zeros(len(codes), dtype=np.int32))
    return Column(tuple(known), table[codes])


def combined(columns: Sequence[Column]) -> tuple[Codes, list[tuple[int, ...]]]:
    """Codes of the combinations that occur, and each combination as codes of the columns."""
    codes = columns[0].codes
    combinations: list[tuple[int, ...]] = [(i,) for i in range(len(columns[0].values))]
    for column in columns[1:]:
        codes, pairs = _paired(codes, len(combinations), column.codes, len(column.values))
        combinations = [(*combinations[left], right) for left, right in pairs]
    return codes, combinations


def _paired(left: Codes, left_size: int, right: Codes, right_size: int) -> tuple[Codes, list[tuple[int, int]]]:
    """Codes of the pairs that occur, and the pairs."""
    size = left_size * right_size
    if size <= max(_DENSE, 2 * len(left)):
        key = left * np.int32(right_size) + right
        present = np.zeros(size, dtype=bool)
        present[key] = True
        occurring = np.flatnonzero(present)
        table = np.zeros(size, dtype=np.int32)
        table[occurring] = np.arange(len(occurring), dtype=np.int32)
        codes = table[key]
    else:
        wide = left.astype(np.int64) * right_size + right
        occurring, inverse = np.unique(wide, return_inverse=True)
        codes = inverse.astype(np.int32)
    return codes, [divmod(int(pair), right_size) for pair in occurring]
