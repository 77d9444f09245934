"""Facts of many lines, each told where it takes the fewest rows.

A `Frame` holds the combinations that occur of a few columns, its atoms, and says which of them each line
has. What follows from those columns is computed for the rows of the frame, not for the lines. Few frames
serve many questions: questions that are ready together are bundled, so that the lines are gone through
once for each bundle. A fact whose frame is too large to be combined with more becomes an atom itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from math import prod
from typing import Final

import numpy as np
import numpy.typing as npt

from licet.determination.columns import Blocks, Codes, Column, column_for, combined, keyed

_ROWS = 1 << 16  # rows a frame may have in any case, and
_SHARE = 16  # the share of the lines up to which it may have more
_ALL = slice(None)


class _Absent:
    """Stands where a line has no party in a place."""


ABSENT: Final = _Absent()


def _always(_place: int, _value: object) -> bool:
    return True


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """A question: the fact (or record) `name`, as a function of other facts.

    Where one of the facts is absent, or `may_matter` says of its place and value that it cannot matter, the
    answer is `moot`.
    """

    name: str
    facts: tuple[str, ...]
    function: Callable[..., object]
    may_matter: Callable[[int, object], bool] = _always
    moot: object = ABSENT

    def holds(self, place: int, value: object) -> bool:
        """Whether the question is to be asked where the fact in a place has this value."""
        return value is not ABSENT and self.may_matter(place, value)


class Frame:
    """The combinations of some columns that occur.

    `parts[row]` are the codes of a row in those columns, `sizes` how many there may be of each. `slot` is
    of the lines and `slots` of the rows: a line has the row of the same slot, below `top`.
    """

    def __init__(
        self,
        atoms: Sequence[str],
        sizes: Sequence[int],
        parts: npt.NDArray[np.int32],
        slot: Codes,
        slots: npt.NDArray[np.intp],
        top: int,
    ) -> None:
        self.order = tuple(atoms)
        self.atoms = frozenset(atoms)
        self.sizes = tuple(sizes)
        self.parts = parts
        self.facts: dict[str, Column] = {}
        self._slot, self._slots, self._top = slot, slots, top
        self._rows: dict[Frame, npt.NDArray[np.intp]] = {}

    def __len__(self) -> int:
        return len(self._slots)

    def holds(self, smaller: Frame) -> bool:
        """Whether each row of this frame has one row of the other."""
        return smaller.atoms <= self.atoms and prod(smaller.sizes) < 1 << 62

    def rows_of(self, smaller: Frame) -> npt.NDArray[np.intp]:
        """The row of the other frame that each row has."""
        known = self._rows.get(smaller)
        if known is None:
            places = [self.order.index(atom) for atom in smaller.order]
            keys = _radix_keys(self.parts[:, places], smaller.sizes)
            known = self._rows[smaller] = np.searchsorted(smaller._keys, keys)
        return known

    @cached_property
    def _keys(self) -> npt.NDArray[np.int64]:
        return _radix_keys(self.parts, self.sizes)

    def lines(self, codes: Codes, blocks: Blocks, chosen: npt.NDArray[np.intp] | slice = _ALL) -> Codes:
        """Codes of the rows for each of the lines, or of those chosen."""
        table = np.zeros(self._top, dtype=codes.dtype)
        table[self._slots] = codes
        return blocks.spread(table, self._slot[chosen])


def _radix_keys(parts: npt.NDArray[np.int32], sizes: Sequence[int]) -> npt.NDArray[np.int64]:
    """One number for each row of codes, ascending as the rows are."""
    keys = np.zeros(len(parts), dtype=np.int64)
    for place, size in enumerate(sizes):
        keys *= size
        keys += parts[:, place]
    return keys


class Frames:
    """The facts of a set of lines. State some, then ask for others."""

    def __init__(self, length: int, blocks: Blocks, above: tuple[Frames, npt.NDArray[np.intp]] | None = None) -> None:
        self.length = length
        self._blocks = blocks
        self._above = above
        self._limit = max(_ROWS, length // _SHARE)
        self._constants: dict[str, object] = {}
        self._atoms: dict[str, Column] = {}  # line by line
        self._homes: dict[str, Frame] = {}  # the frame over whose rows a fact is told
        self._frames: dict[frozenset[str], Frame] = {}

    def state(self, name: str, column: Column) -> None:
        """A fact that is known line by line."""
        if not column.constant:
            column = column.trimmed(self._blocks)
        if column.constant:
            self._constants[name] = column.values[0]
            return
        count = len(column.values)
        self._atoms[name] = column
        rows = np.arange(count)
        frame = Frame([name], [count], rows.astype(np.int32)[:, None], column.codes, rows, count)
        frame.facts[name] = Column(column.values, rows)
        self._homes[name] = self._frames[frame.atoms] = frame

    def answer(self, asks: Iterable[Ask]) -> None:
        """Tell what is asked for; an ask may name facts that others tell."""
        waiting = list(asks)
        while waiting:
            later, ready = [], []
            for ask in waiting:
                if any(f in self._constants and not ask.holds(n, self._constants[f]) for n, f in enumerate(ask.facts)):
                    self._constants[ask.name] = ask.moot
                elif not all(map(self._known, ask.facts)):
                    later.append(ask)
                elif not self._answered(ask):
                    ready.append(ask)
            if len(later) + len(ready) == len(waiting):
                if not ready:
                    raise LookupError(f"{later[0].name} asks for facts that nothing tells: {later[0].facts}")
                self._join_for(ready)
            waiting = later + ready

    def constant(self, name: str) -> bool:
        """Whether every line has the same value of a fact."""
        return name in self._constants

    def told(self, name: str) -> tuple[Frame | None, Column]:
        """A fact over the rows of the frame that tells it; one row, of no frame, where it is constant."""
        home = self._homes.get(name)
        return (None, self._over(None, name)) if home is None else (home, home.facts[name])

    def column(self, name: str, chosen: npt.NDArray[np.intp] | slice = _ALL) -> Column:
        """A fact line by line, for all lines or those chosen."""
        if name in self._constants:
            return Column((self._constants[name],), np.zeros(self.length, dtype=np.uint8)[chosen])
        if name in self._atoms:
            return Column(self._atoms[name].values, self._atoms[name].codes[chosen])
        told = self._homes[name].facts[name]
        return Column(told.values, self._homes[name].lines(told.codes, self._blocks, chosen))

    def among(self, chosen: npt.NDArray[np.intp]) -> Frames:
        """Those lines; what is known here is known of them."""
        return Frames(len(chosen), self._blocks, (self, chosen))

    def _known(self, fact: str) -> bool:
        if fact in self._constants or fact in self._homes:
            return True
        if self._above is None or not self._above[0]._known(fact):
            return False
        self.state(fact, self._above[0].column(fact, self._above[1]))
        return True

    def _answered(self, ask: Ask) -> bool:
        """Answer over the rows of the smallest frame that has all it takes, if one has."""
        varying = [fact for fact in ask.facts if fact not in self._constants]
        able = [frame for frame in self._frames.values() if all(self._tells(frame, fact) for fact in varying)]
        if not able and varying:
            return False
        frame = min(able, key=len) if varying else None
        told = computed(ask, [self._over(frame, fact) for fact in ask.facts], len(frame) if frame else 1)
        if frame is None or told.constant:
            self._constants[ask.name] = told.values[0]
        else:
            self._homes[ask.name] = frame
            frame.facts[ask.name] = told
        return True

    def _tells(self, frame: Frame, fact: str) -> bool:
        return fact in frame.atoms or frame.holds(self._homes[fact])

    def _over(self, frame: Frame | None, fact: str) -> Column:
        """A fact over the rows of a frame."""
        if frame is None or fact in self._constants:
            return Column((self._constants[fact],), _ONE_ROW)
        if fact not in frame.facts:
            if fact in frame.atoms:
                frame.facts[fact] = Column(self._atoms[fact].values, frame.parts[:, frame.order.index(fact)])
            else:
                told = self._homes[fact].facts[fact]
                frame.facts[fact] = Column(told.values, told.codes[frame.rows_of(self._homes[fact])])
        return frame.facts[fact]

    def _join_for(self, asks: Sequence[Ask]) -> None:
        """Make frames for these: as few as the limit of rows allows."""
        wanted = dict.fromkeys(self._wanted(ask) for ask in asks)
        bundles: list[frozenset[str]] = []
        for atoms in sorted(wanted, key=self._possible, reverse=True):
            able = [(self._possible(bundle | atoms), number) for number, bundle in enumerate(bundles)]
            size, number = min(able, default=(0, -1))
            if able and (size <= self._limit or atoms <= bundles[number]):
                bundles[number] |= atoms
            else:
                bundles.append(atoms)
        for bundle in bundles:
            self._join(bundle)

    def _wanted(self, ask: Ask) -> frozenset[str]:
        """The atoms of a frame that can answer: those of the facts' homes, or else the facts themselves."""
        homes: dict[Frame, list[str]] = {}
        for fact in ask.facts:
            if fact in self._homes:
                homes.setdefault(self._homes[fact], []).append(fact)
        atoms = frozenset(atom for home in homes for atom in home.atoms)
        if self._possible(atoms) <= self._limit:
            return atoms
        found: set[str] = set()
        for home, facts in homes.items():
            if prod(len(home.facts[fact].values) for fact in facts) < max(len(home), 2) or not home.holds(home):
                for fact in facts:
                    self._atoms.setdefault(fact, self.column(fact))
                found.update(facts)
            else:
                found.update(home.atoms)
        return frozenset(found)

    def _possible(self, atoms: Iterable[str]) -> int:
        return prod(len(self._atoms[atom].values) for atom in atoms)

    def _join(self, atoms: frozenset[str]) -> None:
        order = sorted(atoms, key=lambda atom: -len(self._atoms[atom].values))  # as `combined` does
        sizes = [len(self._atoms[atom].values) for atom in order]
        columns = [(self._atoms[atom].codes, size) for atom, size in zip(order, sizes, strict=True)]
        if prod(sizes) <= self._limit:
            slot, slots = keyed(columns, self._blocks)
            parts = np.column_stack(np.unravel_index(slots, sizes)).astype(np.int32)
            self._frames[atoms] = Frame(order, sizes, parts, slot, slots, prod(sizes))
        else:
            slot, parts = combined(columns, self._blocks)
            self._frames[atoms] = Frame(order, sizes, parts, slot, np.arange(len(parts)), len(parts))


_ONE_ROW = np.zeros(1, dtype=np.uint8)
_INLINE = Blocks(1)


def computed(ask: Ask, columns: Sequence[Column], length: int) -> Column:
    """The answers over rows of which the facts are given; asked once for each combination that occurs."""
    live: npt.NDArray[np.bool_] | None = None
    for place, column in enumerate(columns):
        holds = [ask.holds(place, value) for value in column.values]
        if not any(holds):
            return Column((ask.moot,), _ONE_ROW)
        if not all(holds):
            here = np.array(holds)[column.codes]
            live = here if live is None else live & here
    varying = [column for column in columns if not column.constant]
    if not varying:
        return Column((ask.function(*(column.values[0] for column in columns)),), _ONE_ROW)
    chosen = None if live is None else np.flatnonzero(live)
    if chosen is not None and not len(chosen):
        return Column((ask.moot,), _ONE_ROW)
    cut = [(c.codes if chosen is None else c.codes[chosen], len(c.values)) for c in varying]
    codes, combinations = combined(cut, _INLINE)
    occurring = iter(combinations.T.tolist())
    arguments = [
        repeat(column.values[0]) if column.constant else map(column.values.__getitem__, next(occurring))
        for column in columns
    ]
    answers = [*map(ask.function, *arguments)]
    if chosen is None:
        return column_for(answers, codes)
    told = np.full(length, len(answers), dtype=np.int32)
    told[chosen] = codes
    return column_for([*answers, ask.moot], told)
