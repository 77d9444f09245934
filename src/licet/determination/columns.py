"""Columns of codes: each line holds a small integer that stands for one of the column's values.

Arrays are of length n (the lines), of the smallest integer type that holds the codes. Combining columns
gives a column whose values are the combinations that occur, so that a function need be called once for
each of those.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[Any]  # of integers

_SMALL = 1 << 18  # possible combinations that are always kept as an array
_LARGE = 1 << 25  # and those that never are


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
    return Column((value,), np.zeros(length, dtype=np.uint8))


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
    numbers = (known.setdefault(answer, len(known)) for answer in answers)
    table = np.fromiter(numbers, dtype=np.int32, count=len(answers)).astype(_type_for(len(known)))
    if len(known) == 1:
        return Column(tuple(known), np.zeros(len(codes), dtype=np.uint8))
    return Column(tuple(known), table[codes])


def _type_for(count: int) -> type[np.uint8 | np.uint16 | np.int32]:
    """The smallest type for codes below `count`."""
    return np.uint8 if count <= 1 << 8 else np.uint16 if count <= 1 << 16 else np.int32


def combined(columns: Sequence[Column]) -> tuple[Codes, npt.NDArray[np.int32]]:
    """Codes of the combinations that occur, and a matrix: each combination as codes of the columns.

    Codes are multiplied up to a mixed-radix key, which is made dense again whenever the number of possible
    keys would outgrow the number of lines.
    """
    most = max(_SMALL, 2 * len(columns[0].codes))
    order = sorted(range(len(columns)), key=lambda place: len(columns[place].values))
    segments: list[_Segment] = []
    key: Codes = columns[order[0]].codes.astype(np.int32)
    size, held = len(columns[order[0]].values), [order[0]]
    for place in order[1:]:
        radix = len(columns[place].values)
        if size * radix > most and (len(held) > 1 or segments):
            key, segment = _dense(key, size, held, columns)
            segments.append(segment)
            size, held = len(segment.keys), []
        if size * radix > _LARGE:
            key, segment = _sorted_pairs(key, columns[place], place)
            segments.append(segment)
            size, held = len(segment.keys), []
            continue
        key = key * np.int32(radix) + columns[place].codes
        size *= radix
        held.append(place)
    if held:
        key, segment = _dense(key, size, held, columns)
        segments.append(segment)
    return key, _decoded(segments, len(columns))


@dataclass(frozen=True, slots=True)
class _Segment:
    """A run of columns made dense together: the keys that occur, and place and radix of each column."""

    keys: npt.NDArray[np.int64]
    radices: tuple[tuple[int, int], ...]


def _dense(key: Codes, size: int, held: Sequence[int], columns: Sequence[Column]) -> tuple[Codes, _Segment]:
    present = np.zeros(size, dtype=bool)
    present[key] = True
    occurring = np.flatnonzero(present)
    table = np.empty(size, dtype=np.int32)
    table[occurring] = np.arange(len(occurring), dtype=np.int32)
    return table[key], _Segment(occurring, tuple((place, len(columns[place].values)) for place in held))


def _sorted_pairs(key: Codes, column: Column, place: int) -> tuple[Codes, _Segment]:
    radix = len(column.values)
    keys, inverse = np.unique(key.astype(np.int64) * radix + column.codes, return_inverse=True)
    return inverse.astype(np.int32), _Segment(keys, ((place, radix),))


def _decoded(segments: Sequence[_Segment], width: int) -> npt.NDArray[np.int32]:
    """Walk back from the last segment to the first, taking each key apart."""
    matrix = np.empty((len(segments[-1].keys), width), dtype=np.int32)
    key = segments[-1].keys
    for number in range(len(segments) - 1, -1, -1):
        for place, radix in reversed(segments[number].radices):
            matrix[:, place] = key % radix
            key = key // radix
        if number:
            key = segments[number - 1].keys[key]
    return matrix


def where(column: Column, chosen: npt.NDArray[np.intp], otherwise: object, length: int) -> Column:
    """A column of `length` lines: that of the chosen ones, and `otherwise` on the rest."""
    values = column.values
    default = next((i for i, value in enumerate(values) if value is otherwise), None)
    if default is None:
        default = len(values)
        values = (*values, otherwise)
    codes = np.full(length, default, dtype=_type_for(len(values)))
    codes[chosen] = column.codes
    return Column(values, codes)
