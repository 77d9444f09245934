"""All forms of all names of a register as arrays: what is built once, kept on disk, and looked for in texts."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from licet.lists.entry import DECIDING, Entry
from licet.screening.documents.misspellings import WordForms, is_rare
from licet.screening.documents.patterns import Pattern, Strength, patterns_of

__all__ = ["Forms"]

_UPPER, _CAPITAL, _WHOLE, _CRAFT = 1, 2, 4, 8
_STRENGTHS = {each.value: each for each in Strength}
_ARRAYS = ("bounds", "entry_of", "name_of", "ranks", "strengths", "flags", "form_numbers",
           "form_words", "row_rare", "row_keys", "row_places")  # fmt: skip
_LINES = ("keys", "entries", "names", "vocabulary", "rare")
_FORMAT = 1


@dataclass(slots=True)
class Forms:
    """The folded forms (`keys`) of a register's names, each with its patterns, the most telling first.

    vocabulary: every word of a form; rare: those in which faults of typing are looked for. A row is a rare word in a
    key that says enough on its own, with its place there.
    """

    keys: list[str]
    bounds: NDArray[np.int64]
    entry_of: NDArray[np.int32]
    name_of: NDArray[np.int32]
    ranks: NDArray[np.int8]
    strengths: NDArray[np.int8]
    flags: NDArray[np.uint8]
    entries: list[str]
    names: list[str]
    vocabulary: list[str]
    rare: list[str]
    form_numbers: NDArray[np.uint64]
    form_words: NDArray[np.int32]
    row_rare: NDArray[np.int32]
    row_keys: NDArray[np.int32]
    row_places: NDArray[np.int32]
    _made: dict[int, tuple[Pattern, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Mapping[str, Entry]) -> Forms:
        """The forms of the names of entries."""
        by_key: dict[str, list[Pattern]] = {}
        deciding: dict[str, bool] = {}
        for entry in entries.values():
            deciding[entry.id] = not DECIDING.isdisjoint(entry.lists())
            for key, pattern in patterns_of(entry):
                by_key.setdefault(key, []).append(pattern)
        ordered = [sorted(several, key=lambda each: _order(each, deciding[each.entry])) for several in by_key.values()]
        patterns = [each for several in ordered for each in several]
        ids = list(entries)
        number_of = {key: number for number, key in enumerate(ids)}
        names = list(dict.fromkeys(each.name for each in patterns))
        name_number = {name: number for number, name in enumerate(names)}
        vocabulary = sorted({word for key in by_key for word in key.split()})
        rare = [word for word in vocabulary if is_rare(word)]
        made = WordForms.of(rare)
        row_rare, row_keys, row_places = _rows(rare, by_key)
        return cls(
            list(by_key),
            np.cumsum([0, *map(len, ordered)], dtype=np.int64),
            np.array([number_of[each.entry] for each in patterns], dtype=np.int32),
            np.array([name_number[each.name] for each in patterns], dtype=np.int32),
            np.array([each.rank for each in patterns], dtype=np.int8),
            np.array([each.strength for each in patterns], dtype=np.int8),
            np.array([_flags(each) for each in patterns], dtype=np.uint8),
            ids, names, vocabulary, rare, made.numbers, made.words, row_rare, row_keys,
            row_places,
        )  # fmt: skip

    def patterns(self, key: int) -> tuple[Pattern, ...]:
        """The patterns of a key, the most telling first."""
        known = self._made.get(key)
        if known is None:
            known = self._made[key] = tuple(
                self._pattern(at) for at in range(int(self.bounds[key]), int(self.bounds[key + 1]))
            )
        return known

    def _pattern(self, at: int) -> Pattern:
        flags = int(self.flags[at])
        return Pattern(
            self.entries[self.entry_of[at]],
            self.names[self.name_of[at]],
            int(self.ranks[at]),
            _STRENGTHS[int(self.strengths[at])],
            bool(flags & _UPPER),
            bool(flags & _CAPITAL),
            bool(flags & _WHOLE),
            bool(flags & _CRAFT),
        )

    def all_capital(self) -> NDArray[np.bool_]:
        """The keys all of whose patterns must begin with a capital letter."""
        if not self.keys:
            return np.zeros(0, dtype=bool)
        must = (self.flags & (_UPPER | _CAPITAL)) != 0
        found: NDArray[np.bool_] = np.logical_and.reduceat(must, self.bounds[:-1])
        return found

    # ------------------------------------------------------------ on disk

    def packed(self) -> bytes:
        """Everything as bytes: arrays and JSON, no code."""
        out = io.BytesIO()
        lines = {name: getattr(self, name) for name in _LINES}
        text = json.dumps({"format": _FORMAT, **lines}, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        arrays: dict[str, NDArray[Any]] = {name: getattr(self, name) for name in _ARRAYS}
        np.savez(out, allow_pickle=False, lines=np.frombuffer(text, dtype=np.uint8), **arrays)
        return out.getvalue()

    @classmethod
    def unpacked(cls, data: bytes) -> Forms:
        """What `packed` made. Raises `ValueError` for anything else."""
        import zipfile

        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                lines = json.loads(arrays["lines"].tobytes())
                if lines.pop("format") != _FORMAT:
                    raise ValueError("forms of another format")
                return cls(**lines, **{name: arrays[name] for name in _ARRAYS})
        except (KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile) as fault:
            raise ValueError(f"no forms: {fault}") from None


def _rows(rare: Sequence[str], by_key: Mapping[str, Sequence[Pattern]]) -> tuple[NDArray[np.int32], ...]:
    """Rare words, the keys that they stand in, and their places there."""
    number_of = {word: number for number, word in enumerate(rare)}
    rows: list[tuple[int, int, int]] = []
    for key_number, (key, patterns) in enumerate(by_key.items()):
        if any(each.strength is Strength.SURE for each in patterns):
            at = 0
            for word in key.split(" "):
                if word in number_of:
                    rows.append((number_of[word], key_number, at))
                at += len(word) + 1
    table = np.array(rows, dtype=np.int32).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _order(pattern: Pattern, deciding: bool) -> tuple[object, ...]:
    """Which of several entries of one name is shown: its own name, surer, on a deciding list, then by id."""
    return (
        -pattern.strength, not pattern.whole and pattern.rank > 0, pattern.rank, not deciding, pattern.entry,
    )  # fmt: skip


def _flags(each: Pattern) -> int:
    marks: Iterable[tuple[bool, int]] = (
        (each.upper, _UPPER), (each.capital, _CAPITAL), (each.whole, _WHOLE), (each.craft, _CRAFT),
    )  # fmt: skip
    return sum(bit for holds, bit in marks if holds)
