"""Names that may be alike by nine tenths when they are written without spaces, where words were parted or joined."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.filter import Bits, letter_bits

__all__ = ["LEAST", "LEAST_LETTERS", "MOST_APART", "Shapes"]

LEAST = 0.9  # likeness without spaces from which it counts
LEAST_LETTERS = 8
MOST_APART = 3  # letters by which one name may be longer
_NO_SPACES = ~letter_bits([" " * 20])[0]


@dataclass(frozen=True, slots=True)
class Shapes:
    """What forms are without their spaces. first, second: bits of the letters, spaces among them. joined: how many."""

    first: Bits
    second: Bits
    joined: NDArray[np.int64]

    def alike(self, rows: NDArray[np.intp], others: "Shapes", positions: NDArray[np.intp]) -> NDArray[np.bool_]:
        """For each pair (row of these, position among the others) whether the likeness can be `LEAST`."""
        size, other = self.joined[rows], others.joined[positions]
        may = np.abs(size - other) <= MOST_APART
        may &= size >= LEAST_LETTERS
        at = may.nonzero()[0]
        rows, positions = rows[at], positions[at]
        differing = np.bitwise_count((self.first[rows] ^ others.first[positions]) & _NO_SPACES[0])
        differing = differing + np.bitwise_count((self.second[rows] ^ others.second[positions]) & _NO_SPACES[1])
        may[at] = differing <= (1 - LEAST) * (size[at] + other[at]) + 1e-9
        return may
