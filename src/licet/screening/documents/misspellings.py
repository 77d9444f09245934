"""Words of a text that are one fault of typing away from a rare word of a listed name.

Two words are one fault apart only if a form of the one, itself or itself less one letter, is a form of the other. The
forms of all listed words are kept as sorted numbers; those of a text's words are worked out for many words at once. A
word found to be near none is remembered by its letters, so that each distinct word of a text is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from licet.screening.documents.matcher import Words, joined_number, masked
from licet.screening.names.words import weight

__all__ = ["LEAST", "MOST", "Misspellings", "Names", "Suspect", "WordForms", "is_rare", "one_fault"]

LEAST, MOST = 6, 40  # letters of a word in which a fault is looked for: from, and below
_RARE = 0.95
_FILTER_BITS = 23
_SEEN_BITS = 17
_MOST_REMEMBERED = 100_000
_BASE = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(int(_BASE), -1, 1 << 64))
_MIX = np.uint64(0xC2B2AE3D27D4EB4F)
_FIRST, _LAST = ord("a"), ord("z")


def _powers() -> NDArray[np.uint64]:
    powers = np.ones(MOST, dtype=np.uint64)
    powers[1:] = _BASE
    return np.cumprod(powers, dtype=np.uint64)


_POWERS = _powers()


def is_rare(word: str) -> bool:
    """Whether a word of a name is one in which a fault of typing is looked for."""
    return len(word) >= LEAST and word.isascii() and word.isalpha() and weight(word) >= _RARE


def one_fault(a: str, b: str) -> bool:
    """One letter missing, extra, other, or two swapped; the first letter stands."""
    if a == b or a[0] != b[0] or abs(len(a) - len(b)) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])
    return a[at + 1 :] == b[at:] or a[at:] == b[at + 1 :]


def _forms(letters: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Numbers of the forms of words of one length, a row a word: the word itself, then less each letter in turn."""
    terms = letters.astype(np.uint64) * _POWERS[: letters.shape[1]]
    reached = np.cumsum(terms, axis=1, dtype=np.uint64)
    whole = reached[:, -1:]
    less = reached - terms + (whole - reached) * _INVERSE
    return np.concatenate((whole, less), axis=1) * _MIX


@dataclass(frozen=True, slots=True)
class WordForms:
    """The forms of the rare words of a register's names, as sorted numbers, each with the word it is a form of."""

    numbers: NDArray[np.uint64]
    words: NDArray[np.int32]

    @classmethod
    def of(cls, words: Sequence[str]) -> WordForms:
        """The forms of words that are all `is_rare`."""
        numbers = [np.zeros(0, dtype=np.uint64)]
        owners = [np.zeros(0, dtype=np.int32)]
        by_length: dict[int, list[int]] = {}
        for number, word in enumerate(words):
            if len(word) <= MOST:
                by_length.setdefault(len(word), []).append(number)
        for length, several in by_length.items():
            raw = "".join(words[number] for number in several).encode("ascii")
            made = _forms(np.frombuffer(raw, dtype=np.uint8).reshape(len(several), length))
            numbers.append(made.ravel())
            owners.append(np.repeat(np.array(several, dtype=np.int32), length + 1))
        found = np.concatenate(numbers)
        order = np.argsort(found, kind="stable")
        return cls(found[order], np.concatenate(owners)[order])


@dataclass(frozen=True, slots=True)
class Suspect:
    """A word that may be misspelt, and the rare words that it nearly is."""

    word: str
    meant: tuple[int, ...]


class Misspellings:
    """Finds the words of folded texts that are nearly listed ones."""

    def __init__(self, words: Sequence[str], forms: WordForms, vocabulary: frozenset[str]) -> None:
        """`words`: the rare ones, to which `forms` belong; `vocabulary`: all words of the names."""
        self.words = words
        self._forms = forms
        self._vocabulary = vocabulary
        bits = np.zeros(1 << _FILTER_BITS, dtype=bool)
        bits[forms.numbers >> np.uint64(64 - _FILTER_BITS)] = True
        self._filter = np.packbits(bits, bitorder="little")
        self._remembered: dict[int, Suspect] = {}
        self._innocent = np.zeros(1 << _SEEN_BITS, dtype=np.uint64)

    def occurrences(self, text: str, words: Words) -> Iterator[tuple[int, Suspect]]:
        """The words of a folded text that may be misspelt, each with the place where it begins, in order."""
        fit = np.flatnonzero((words.lengths >= LEAST) & (words.lengths < MOST))
        starts, lengths = words.starts[fit], words.lengths[fit]
        number = joined_number(masked(words.eight(starts), lengths), masked(words.eight(starts + 8), lengths - 8))
        slot = ((number * _MIX) >> np.uint64(64 - _SEEN_BITS)).view(np.int64)
        # a longer word is not told by sixteen of its letters: it is worked out each time
        unseen = np.flatnonzero((self._innocent.take(slot) != number) | (lengths > 16))
        if not unseen.size:
            return
        starts, lengths, number, slot = starts[unseen], lengths[unseen], number[unseen], slot[unseen]
        told = np.where(lengths > 16, starts.astype(np.uint64), number)
        _, first, same = np.unique(told, return_index=True, return_inverse=True)
        remembered = self._remembered
        suspects = {
            which: remembered[word] for which, word in enumerate(number[first].tolist()) if word in remembered
        }
        new = np.ones(len(first), dtype=bool)
        new[list(suspects)] = False
        fresh = np.flatnonzero(new)
        found = self._suspects(text, words.raw, starts[first[fresh]], lengths[first[fresh]])
        for at, suspect in found.items():
            which = int(fresh[at])
            suspects[which] = suspect
            if len(suspect.word) <= 16 and len(remembered) < _MOST_REMEMBERED:
                remembered[int(number[first[which]])] = suspect
        guilty = np.zeros(len(first), dtype=bool)
        guilty[list(suspects)] = True
        short = first[~guilty & (lengths[first] <= 16)]
        self._innocent[slot[short]] = number[short]
        order = np.flatnonzero(guilty[same])
        for start, which in zip(starts[order].tolist(), same[order].tolist(), strict=True):
            yield start, suspects[which]

    def _suspects(
        self, text: str, raw: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]
    ) -> dict[int, Suspect]:
        """Those of the words at `starts` that are nearly listed ones, each by its place among them."""
        near: dict[int, set[int]] = {}
        numbers, owners = self._forms.numbers, self._forms.words
        for length in np.unique(lengths).tolist():
            these = np.flatnonzero(lengths == length)
            letters = raw[starts[these, None] + np.arange(length)]
            plain = ((letters >= _FIRST) & (letters <= _LAST)).all(axis=1)
            these = these[plain]
            made = _forms(letters[plain])
            bit = (made >> np.uint64(64 - _FILTER_BITS)).view(np.int64)
            row, column = np.nonzero((self._filter.take(bit >> 3) >> (bit & 7).astype(np.uint8)) & 1)
            value = made[row, column]
            low = np.searchsorted(numbers, value)
            high = np.searchsorted(numbers, value, side="right")
            some = np.flatnonzero(high > low)
            for at, first, last in zip(
                these[row[some]].tolist(), low[some].tolist(), high[some].tolist(), strict=True
            ):
                near.setdefault(at, set()).update(owners[first:last].tolist())
        found = {}
        for at, several in near.items():
            word = text[int(starts[at]) : int(starts[at] + lengths[at])]
            if word in self._vocabulary or weight(word) < _RARE:
                continue
            meant = tuple(sorted(other for other in several if one_fault(word, self.words[other])))
            if meant:
                found[at] = Suspect(word, meant)
        return found


class Names:
    """The names that stand in a folded text once a word of it is read as the listed word it nearly is."""

    def __init__(self, keys: Sequence[str], rare: Sequence[str], keys_with: Callable[[int], list[int]]) -> None:
        """`keys_with`: the keys that a rare word stands in."""
        self._keys, self._rare, self._keys_with = keys, rare, keys_with
        self._beside: dict[int, dict[str, list[tuple[int, int]]]] = {}

    def at(self, text: str, start: int, suspect: Suspect) -> Iterator[tuple[int, int, int, int]]:
        """(first letter, last letter, key, rare word) of each name in which the word stands."""
        end = start + len(suspect.word)
        before = text[text.rfind(" ", 0, start - 1) + 1 : start]
        after = text[end : text.find(" ", end + 1) + 1] or " "
        for other in suspect.meant:
            beside = self._beside.get(other)
            if beside is None:
                beside = self._beside[other] = self._neighbours(other)
            length = len(self._rare[other])
            for key, at in (*beside.get("", ()), *beside.get(before, ()), *beside.get(after, ())):
                name = self._keys[key]
                rest = name[at + length :]
                if text.startswith(name[:at], start - at) and text.startswith(rest, end):
                    yield start - at + (name[0] == " "), end + len(rest.rstrip(" ")) - 1, key, other

    def _neighbours(self, other: int) -> dict[str, list[tuple[int, int]]]:
        """(key, place of the word in it) by the word before it with a space after, else the word after it with one
        before, else ""."""
        word = f" {self._rare[other]} "
        table: dict[str, list[tuple[int, int]]] = {}
        for key in self._keys_with(other):
            name = self._keys[key]
            at = name.find(word)
            while at != -1:
                before = name[name.rfind(" ", 0, at) + 1 : at + 1]
                after = name[at + len(word) - 1 :]
                after = after[: after.find(" ", 1) + 1]
                table.setdefault(before if before != " " else after, []).append((key, at + 1))
                at = name.find(word, at + 1)
        return table
