"""Which names of a list are the same name: by identity key."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.lines import as_list

__all__ = ["Keys"]

_OFTEN = 64  # keys looked up one by one; from there on a table of all pays


@dataclass(slots=True)
class Keys:
    """Identity keys in order. named[starts[i]:starts[i + 1]]: the names with key i."""

    keys: Sequence[str]
    starts: NDArray[np.int64]
    names: NDArray[np.int32]
    _rows: dict[str, int] = field(default_factory=dict)
    _asked: int = 0

    @classmethod
    def build(cls, names: Mapping[str, Sequence[int]]) -> "Keys":
        """From the names by key."""
        keys = sorted(names)
        starts = np.zeros(len(keys) + 1, dtype=np.int64)
        np.cumsum([len(names[key]) for key in keys], out=starts[1:])
        every = np.fromiter((at for key in keys for at in names[key]), dtype=np.int32, count=int(starts[-1]))
        return cls(keys, starts, every)

    def named(self, key: str) -> list[int]:
        """Positions of the names with this key."""
        row = self._row(key)
        return [] if row is None else self.names[self.starts[row] : self.starts[row + 1]].tolist()

    def _row(self, key: str) -> int | None:
        if not self._rows:
            self._asked += 1
            if self._asked < _OFTEN:
                row = bisect_left(self.keys, key)
                return row if row < len(self.keys) and self.keys[row] == key else None
            self._rows.update({known: row for row, known in enumerate(as_list(self.keys))})
        return self._rows.get(key)
