"""Pairs (row, position) in columns."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["distinct_pairs", "runs"]

Ints = NDArray[np.intp]


def runs(starts: NDArray[np.integer], sizes: NDArray[np.integer]) -> Ints:
    """start, start + 1 … start + size - 1 for each start and size, one after the other."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if ends.size else 0
    return np.arange(total) + np.repeat(starts - (ends - sizes), sizes)


def distinct_pairs(rows: NDArray[np.integer], positions: NDArray[np.integer]) -> tuple[Ints, Ints]:
    """Each pair once, in order of both. Positions are below 2 ** 31, rows below 2 ** 32."""
    keys = rows.astype(np.int64) << 31 | positions
    keys.sort()
    if keys.size:
        keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])]
    return keys >> 31, keys & 0x7FFFFFFF
