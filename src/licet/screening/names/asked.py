"""Names asked about, many at once, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.bound import Columns
from licet.screening.names.filter import Bits, letter_marks
from licet.screening.names.run_together import Shapes
from licet.screening.names.score import Name
from licet.screening.names.tokens import Vocabulary
from licet.screening.names.word_marks import WordMarks

__all__ = ["Asked"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Names, of each of which something but its identity can be asked.

    forms: of each; bits, groups: their letters (`filter.letter_marks`). columns: their words. numbers: of each distinct
    word, its row in the vocabulary of the list, or -1.
    """

    names: Sequence[Name]
    forms: Sequence[str]
    bits: Bits
    groups: NDArray[np.int16]
    columns: Columns
    numbers: NDArray[np.int64]

    @classmethod
    def of(cls, names: Sequence[Name], forms: Sequence[str], vocabulary: Vocabulary) -> "Asked":
        """The names as they are compared with those of a list of this vocabulary."""
        words: dict[str, int] = {}
        rows = [words.setdefault(word, len(words)) for name in names for word in name.words]
        spelled = list(words)
        starts = np.zeros(len(names) + 1, dtype=np.int64)
        np.cumsum(np.fromiter([len(name.words) for name in names], dtype=np.int64, count=len(names)), out=starts[1:])
        joined = np.fromiter([len(name.joined) for name in names], dtype=np.int64, count=len(names))
        bits, groups = letter_marks(forms)
        columns = Columns(
            spelled=spelled,
            marks=WordMarks.of(spelled),
            starts=starts,
            words=np.array(rows, dtype=np.int32),
            shapes=Shapes(bits[:, 0], bits[:, 1], joined),
        )
        return cls(names, forms, bits, groups, columns, vocabulary.rows(spelled))
