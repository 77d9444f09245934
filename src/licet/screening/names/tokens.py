"""The words of a list, each with the names that hold it, and what a misspelt word may stand for among them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from licet.screening.names.filter import LetterFilter, bits_of, letter_bits
from licet.screening.names.score import word_likeness
from licet.screening.names.words import canonical

__all__ = ["Vocabulary"]

_REMEMBERED = 200_000
_AT_ONCE = 512


@dataclass(slots=True)
class Vocabulary:
    """Distinct words in order of length.

    starts: (words + 1,) where each word's postings begin in `postings`, the positions of the forms that hold it.
    """

    words: list[str]
    letters: LetterFilter
    starts: NDArray[np.int64]
    postings: NDArray[np.int32]
    _number: dict[str, int] = field(default_factory=dict)
    _alike: dict[str, list[int]] = field(default_factory=dict)
    _expanded: dict[str, list[tuple[int, float]]] = field(default_factory=dict)

    @classmethod
    def build(cls, forms: list[str]) -> "Vocabulary":
        """The words of space-separated forms."""
        holders: dict[str, list[int]] = {}
        for at, form in enumerate(forms):
            for word in dict.fromkeys(form.split(" ")):
                holders.setdefault(word, []).append(at)
        holders.pop("", None)
        words = sorted(holders, key=lambda word: (len(word), word))
        bits = letter_bits(words)
        lengths = np.array([len(word) for word in words], dtype=np.int32)
        starts = np.zeros(len(words) + 1, dtype=np.int64)
        np.cumsum([len(holders[word]) for word in words], out=starts[1:])
        postings = np.fromiter((at for word in words for at in holders[word]), dtype=np.int32, count=int(starts[-1]))
        return cls(words, LetterFilter(lengths, bits[:, 0].copy(), bits[:, 1].copy()), starts, postings)

    def number(self, word: str) -> int | None:
        """The word's position, if the list has it."""
        if not self._number:
            self._number.update({known: at for at, known in enumerate(self.words)})
        return self._number.get(word)

    def holders(self, number: int) -> NDArray[np.int32]:
        """The forms that hold the word."""
        return self.postings[self.starts[number] : self.starts[number + 1]]

    def _other_spellings(self, word: str) -> list[int]:
        if not self._alike:
            for at, known in enumerate(self.words):
                stands_for = canonical(known)
                if stands_for != known:
                    self._alike.setdefault(stands_for, []).append(at)
            for stands_for, members in self._alike.items():
                itself = self.number(stands_for)
                if itself is not None:
                    members.append(itself)
            self._alike.setdefault("", [])
        return self._alike.get(canonical(word), [])

    def expand(self, word: str) -> list[tuple[int, float]]:
        """(word of the list, likeness) for every one that the given word may stand for: itself, accepted spellings,
        and words within 1 edit (4 to 7 letters) or 2 (more)."""
        known = self._expanded.get(word)
        if known is not None:
            return known
        at: list[int] = []
        if _may_be_misspelt(word):
            edits = _edits(word)
            first, second = bits_of(word)
            within = self.letters.within(len(word), first, second, edits).tolist()
            at = [other for other in within if OSA.distance(word, self.words[other], score_cutoff=edits) <= edits]
        return self._remember(word, at)

    def expand_many(self, words: Iterable[str]) -> None:
        """Find out at once what `expand` will be asked for."""
        asked = [word for word in dict.fromkeys(words) if _may_be_misspelt(word) and word not in self._expanded]
        asked.sort(key=len)
        for start in range(0, len(asked), _AT_ONCE):
            block = asked[start : start + _AT_ONCE]
            edits = [_edits(word) for word in block]
            owner, at = self.letters.within_of_many([len(word) for word in block], letter_bits(block), edits)
            owners, others = owner.tolist(), at.tolist()
            distances = process.cpdist(
                [block[i] for i in owners],
                [self.words[i] for i in others],
                scorer=OSA.distance,
                score_cutoff=2,  # the most that `_edits` allows
            )
            near = distances <= np.array(edits)[owner]
            alike: list[list[int]] = [[] for _ in block]
            for i, other in zip(owner[near].tolist(), at[near].tolist(), strict=True):
                alike[i].append(other)
            for word, found in zip(block, alike, strict=True):
                self._remember(word, found)

    def _remember(self, word: str, misspelt: list[int]) -> list[tuple[int, float]]:
        found: dict[int, float] = {}
        itself = self.number(word)
        if itself is not None:
            found[itself] = 1.0
        for other in self._other_spellings(word):
            found.setdefault(other, 0.97)
        for at in misspelt:
            if at not in found:
                likeness = word_likeness(word, self.words[at])
                if likeness:
                    found[at] = likeness
        expanded = sorted(found.items(), key=lambda pair: -pair[1])
        if len(self._expanded) > _REMEMBERED:
            self._expanded.clear()
        self._expanded[word] = expanded
        return expanded


def _may_be_misspelt(word: str) -> bool:
    return 4 <= len(word) <= 40 and not word.isdigit()


def _edits(word: str) -> int:
    return 1 if len(word) < 8 else 2
