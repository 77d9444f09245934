"""The words of a list, each with the names that hold it, and what a misspelt word may stand for among them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from licet.screening.names.deletions import Deletions
from licet.screening.names.lines import as_list
from licet.screening.names.score import word_likeness
from licet.screening.names.word_marks import WordMarks
from licet.screening.names.words import spelling_classes, spellings

__all__ = ["Vocabulary"]

_REMEMBERED = 200_000
_OFTEN = 64  # words looked up one by one; from there on a table of all pays


@dataclass(slots=True)
class Vocabulary:
    """Distinct words in order of length, then of the alphabet.

    starts: (words + 1,) where each word's postings begin in `postings`, the positions of the forms that hold it.
    """

    words: Sequence[str]
    marks: WordMarks
    one_edit: Deletions
    two_edits: Deletions
    starts: NDArray[np.int64]
    postings: NDArray[np.int32]
    _number: dict[str, int] = field(default_factory=dict)
    _weights: list[float] = field(default_factory=list)
    _asked: int = 0
    _expanded: dict[str, list[tuple[int, float]]] = field(default_factory=dict)

    @classmethod
    def build(cls, forms: Sequence[str]) -> "Vocabulary":
        """The words of space-separated forms."""
        holders: dict[str, list[int]] = {}
        for at, form in enumerate(forms):
            for word in dict.fromkeys(form.split(" ")):
                holders.setdefault(word, []).append(at)
        holders.pop("", None)
        words = sorted(holders, key=lambda word: (len(word), word))
        starts = np.zeros(len(words) + 1, dtype=np.int64)
        np.cumsum([len(holders[word]) for word in words], out=starts[1:])
        postings = np.fromiter((at for word in words for at in holders[word]), dtype=np.int32, count=int(starts[-1]))
        return cls(
            words=words,
            marks=WordMarks.of(words),
            one_edit=Deletions.build(words, 1, _LEAST - 1, _TWO_EDITS),
            two_edits=Deletions.build(words, 2, _TWO_EDITS - 2, _MOST + 2),
            starts=starts,
            postings=postings,
        )

    def numbers(self) -> dict[str, int]:
        """Every word's position."""
        if not self._number:
            self._number.update({known: at for at, known in enumerate(as_list(self.words))})
        return self._number

    def number(self, word: str) -> int | None:
        """The word's position, if the list has it."""
        if not self._number:
            self._asked += 1
            if self._asked < _OFTEN:
                at = bisect_left(self.words, (len(word), word), key=lambda known: (len(known), known))
                return at if at < len(self.words) and self.words[at] == word else None
        return self.numbers().get(word)

    def rows(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The position of each word, -1 where the list does not have it."""
        if len(words) < _OFTEN:
            return np.array([-1 if (at := self.number(word)) is None else at for word in words], dtype=np.int64)
        known = self.numbers().get
        return np.fromiter([known(word, -1) for word in words], dtype=np.int64, count=len(words))

    @property
    def weights(self) -> list[float]:
        """The weight of every word."""
        if not self._weights:
            self._weights.extend(self.marks.weights.tolist())
        return self._weights

    def holders(self, number: int) -> NDArray[np.int32]:
        """The forms that hold the word."""
        return self.postings[self.starts[number] : self.starts[number + 1]]

    def expand(self, word: str) -> list[tuple[int, float]]:
        """(word of the list, likeness) for every one that the given word may stand for: itself, accepted spellings,
        and words within 1 edit (4 to 7 letters) or 2 (more)."""
        known = self._expanded.get(word)
        if known is None:
            self.expand_many([word])
            known = self._expanded[word]
        return known

    def expand_many(self, words: Iterable[str]) -> None:
        """Find out at once what `expand` will be asked for."""
        fresh = [word for word in dict.fromkeys(words) if word not in self._expanded]
        if len(self._expanded) + len(fresh) > _REMEMBERED:
            self._expanded.clear()
        alike: dict[str, list[int]] = {word: [] for word in fresh}
        asked = [word for word in fresh if _LEAST <= len(word) <= _MOST and not word.isdigit()]
        for edits, deletions in ((1, self.one_edit), (2, self.two_edits)):
            of_length = [word for word in asked if (len(word) < _TWO_EDITS) == (edits == 1)]
            if not of_length:
                continue
            owner, at = deletions.near(of_length)
            distances = process.cpdist(
                [of_length[row] for row in owner.tolist()],
                [self.words[other] for other in at.tolist()],
                scorer=OSA.distance,
                score_cutoff=edits,
            )
            within = distances <= edits
            for row, other in zip(owner[within].tolist(), at[within].tolist(), strict=True):
                alike[of_length[row]].append(other)
        for word, found in alike.items():
            self._expanded[word] = self._likenesses(word, found)

    def _likenesses(self, word: str, misspelt: list[int]) -> list[tuple[int, float]]:
        found: dict[int, float] = {}
        itself = self.number(word)
        if itself is not None:
            found[itself] = 1.0
        if word in _CLASSES:
            for other in spellings(word):
                number = self.number(other)
                if number is not None:
                    found.setdefault(number, 0.97)
        for at in misspelt:
            if at not in found:
                likeness = word_likeness(word, self.words[at])
                if likeness:
                    found[at] = likeness
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0])) if len(found) > 1 else list(found.items())


_CLASSES = spelling_classes()
_LEAST, _TWO_EDITS, _MOST = 4, 8, 40  # letters from which a word may be misspelt, by two edits, and up to which
