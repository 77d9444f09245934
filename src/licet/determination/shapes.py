"""From what the groups of rules answered to conclusions: one for each combination of answers that occurs.

Such a combination is a *shape*. Records told over the rows of one frame are combined there first, so that
the lines are gone through once for each frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from licet.determination.asks import AskedGroup
from licet.determination.columns import Blocks, Codes, Column, combined, type_for
from licet.determination.conclude import Conclusion
from licet.determination.frames import Frame, Frames

Pair = tuple[int, object]  # the place of a party or `LINE`, and a record


@dataclass(frozen=True, slots=True)
class Answers:
    """`conclusions[codes[i]]` is the conclusion for line i."""

    conclusions: tuple[Conclusion, ...]
    codes: Codes

    def __iter__(self) -> Iterator[Conclusion]:
        return (self.conclusions[code] for code in self.codes)


def joined(parts: Sequence[Answers]) -> Answers:
    """The answers for chunks that follow on one another."""
    if len(parts) == 1:
        return parts[0]
    known: dict[int, int] = {}
    conclusions: list[Conclusion] = []
    codes: list[Codes] = [np.zeros(0, dtype=np.int32)]
    for part in parts:
        table = np.empty(len(part.conclusions), dtype=np.int32)
        for number, conclusion in enumerate(part.conclusions):
            if id(conclusion) not in known:
                known[id(conclusion)] = len(conclusions)
                conclusions.append(conclusion)
            table[number] = known[id(conclusion)]
        codes.append(table[part.codes])
    return Answers(tuple(conclusions), np.concatenate(codes))


@dataclass(frozen=True, slots=True)
class Part:
    """What some groups answered: `rows[codes[i]]` are the numbers of the pairs of line i, 0 for nothing said."""

    groups: tuple[AskedGroup, ...]
    rows: npt.NDArray[np.int32]
    codes: Codes

    def among(self, chosen: npt.NDArray[np.intp], length: int) -> Part:
        """The same for all of `length` lines, of which these are the chosen; of the others nothing is said."""
        rows = np.vstack([self.rows, np.zeros((1, len(self.groups)), dtype=np.int32)])
        codes = np.full(length, len(self.rows), dtype=type_for(len(rows)))
        codes[chosen] = self.codes
        return Part(self.groups, rows, codes)


class Shapes:
    """Combines records, and concludes."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._numbers: dict[tuple[int, int], int] = {}
        self._pairs: list[Pair] = [(0, ())]

    def of(self, frames: Frames, groups: Sequence[AskedGroup]) -> list[Part]:
        """What was answered of a set of lines, as few parts as the frames allow."""
        by_frame: dict[Frame | None, list[tuple[AskedGroup, Column]]] = {}
        for group in groups:
            frame, column = frames.told(group.ask.name)
            if any(column.values):
                by_frame.setdefault(frame, []).append((group, column))
        return [self._part(frame, told, frames.length) for frame, told in by_frame.items()]

    def _part(self, frame: Frame | None, told: Sequence[tuple[AskedGroup, Column]], length: int) -> Part:
        groups = tuple(group for group, _ in told)
        numbers = [np.array([self._number(group.place, value) for value in c.values], np.int32) for group, c in told]
        codes, rows = combined([(column.codes, len(column.values)) for _, column in told], Blocks(1))
        rows = np.column_stack([number[rows[:, place]] for place, number in enumerate(numbers)])
        return Part(groups, rows, np.zeros(length, np.uint8) if frame is None else frame.lines(codes, self._blocks))

    def _number(self, party: int, record: object) -> int:
        if not record:
            return 0
        number = self._numbers.setdefault((party, id(record)), len(self._pairs))
        if number == len(self._pairs):
            self._pairs.append((party, record))
        return number

    def concluded(self, parts: Sequence[Part], conclude: Callable[[Sequence[Pair]], Conclusion]) -> Answers:
        """A conclusion for each shape: its records in the order of the groups. There is one part at least."""
        codes, shapes = combined([(part.codes, len(part.rows)) for part in parts], self._blocks)
        groups = [group for part in parts for group in part.groups]
        order = sorted(range(len(groups)), key=lambda place: groups[place].order)
        rows = np.hstack([part.rows[shapes[:, place]] for place, part in enumerate(parts)])[:, order]
        said = rows != 0
        numbers, ends = rows[said].tolist(), np.cumsum(said.sum(axis=1)).tolist()
        conclusions, start = [], 0
        for end in ends:
            conclusions.append(conclude([self._pairs[number] for number in numbers[start:end]]))
            start = end
        return Answers(tuple(conclusions), codes)
