"""Mentions of a register's parties in running text: exact folded forms by Aho-Corasick, typos on distinct words.

The automaton runs over the folded text; what it finds is carried back to the original by an offset map and held
against the letters that stand there: capitals, what comes before and after. The longest name wins a place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from licet.lists.entry import Entry, Listing
from licet.screening.documents.folding import Folded, fold_text, hyphenations
from licet.screening.documents.patterns import Pattern, Strength, patterns_of
from licet.screening.names.words import is_place, weight
from licet.terms.dates import Moment

if TYPE_CHECKING:
    from licet.lists.register import Register

__all__ = ["Finder", "Mention", "MissingLibrary"]

CHUNK = 1 << 20  # code points folded at a time
_BEFORE, _AFTER = 64, 2048  # of context on either side, so that a name across a border is seen
_DECIDING = ("entity_list", "denied_persons", "unverified", "military_end_user", "military_intelligence_end_user",
             "sdn")  # fmt: skip
_LEAST_TYPO = 6  # letters of a word in which a typing fault is looked for
_MOST_UNKNOWN = 20_000  # distinct words of a document that are held against the names' words
_FORM_AFTER = re.compile(r"(?:[\s,]{1,3}(?:&\s)?[^\W\d_][\w.]{0,15}){1,4}")
_FORM_WORDS = frozenset(("co", "company", "corp", "corporation", "inc", "incorporated", "ltd", "limited", "llc", "plc",
                         "gmbh", "pte", "pvt", "pty", "bhd", "sdn", "jsc", "private"))  # fmt: skip
_NEXT = re.compile(r"[ \t]*[(（]?([A-Z][\w.]*)")
_CRAFT_BEFORE = re.compile(
    r"(?:\b(?:m/?v|m/?t|s/?s|vessel|tanker|ship|freighter|aircraft)[\s.:\"'“‘]{1,4})$", re.IGNORECASE
)
_DOMAIN_AFTER = re.compile(r"\.[a-z]{2,}\b")


class MissingLibrary(Exception):
    """A library that reading documents needs is not installed; the message names it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A listed party named in a text.

    start, end: code points of the text, `text[start:end]` is what stands there. klass: "match" where it is a
    name of the entry after folding; "possible" where a person must look, and `why` says what at.
    in_force: whether the entry's listing on `list` was in force on the day asked for; see `listing_on` for which
    is shown. others: the other lists on which it stood on that day.
    """

    text: str
    start: int
    end: int
    entry: str
    list: str
    klass: str
    in_force: bool
    name: str
    why: str
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    start: int
    end: int
    pattern: Pattern
    why: str = ""


@dataclass(slots=True)
class Finder:
    """The names of a register, ready to be looked for. Build it with `Finder.of`."""

    entries: Mapping[str, Entry]
    automaton: Any
    keys: list[str]
    patterns: list[tuple[Pattern, ...]]
    vocabulary: frozenset[str]
    typos: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, register: Register, lists: Sequence[str] = ()) -> Finder:
        """Index the register's names; `lists`: only entries that ever stood on one of these.

        Raises `MissingLibrary` without pyahocorasick.
        """
        try:
            import ahocorasick
        except ImportError:
            raise MissingLibrary("reading documents needs pyahocorasick: pip install 'licet[documents]'") from None
        kept = {
            key: entry
            for key, entry in register.entries.items()
            if not lists or any(name in lists for name in entry.lists())
        }
        by_key: dict[str, list[Pattern]] = {}
        for entry in kept.values():
            for key, pattern in patterns_of(entry):
                by_key.setdefault(key, []).append(pattern)
        automaton = ahocorasick.Automaton()
        patterns: list[tuple[Pattern, ...]] = []
        for key, several in by_key.items():
            automaton.add_word(key, len(patterns))
            patterns.append(tuple(sorted(several, key=_order(kept))))
        if by_key:
            automaton.make_automaton()
        words = frozenset(word for key in by_key for word in key.split())
        finder = cls(kept, automaton if by_key else None, list(by_key), patterns, words)
        finder.typos = _deletions(
            word
            for word in words
            if len(word) >= _LEAST_TYPO and word.isascii() and word.isalpha() and weight(word) >= 0.95
        )
        return finder

    def find(self, text: str, when: Moment, *, typos: bool = True) -> tuple[Mention, ...]:
        """Mentions in order of place. `when` decides `in_force`; `typos`: also look for names spelled wrongly."""
        if self.automaton is None:
            return ()
        found: list[_Found] = []
        unknown: set[str] = set()
        for start in range(0, len(text), CHUNK):
            low, stop = max(0, start - _BEFORE), min(len(text), start + CHUNK)
            part = text[low : min(len(text), stop + _AFTER)]
            folded = fold_text(part)
            found.extend(each for each in self._in(folded, low, text) if start <= each.start < stop)
            breaks = hyphenations(part)
            if breaks:
                across = self._in(fold_text(part, joined=True), low, text)
                found.extend(
                    each
                    for each in across
                    if start <= each.start < stop
                    and any(each.start < low + at and low + end < each.end for at, end in breaks)
                )
            if typos and len(unknown) < _MOST_UNKNOWN:
                unknown.update(word for word in set(folded.text.split()) if word not in self.vocabulary)
        if typos:
            found.extend(self._misspelt(text, unknown))
        return tuple(self._mention(text, each, when) for each in _longest(self._corroborated(text, found)))

    # ------------------------------------------------------------ exact forms

    def _in(self, folded: Folded, low: int, text: str) -> Iterator[_Found]:
        shown = folded.text
        for last, number in self.automaton.iter(shown):
            key = self.keys[number]
            begin = last - len(key) + 1 + key.startswith(" ")
            first, after = folded.span(begin, last + 1 - key.endswith(" "))
            found = self._acceptable(text, low + first, low + after, self.patterns[number])
            if found is not None:
                yield found

    def _acceptable(self, text: str, start: int, end: int, several: Sequence[Pattern]) -> _Found | None:
        """The first pattern that the letters in the text bear out."""
        there = text[start:end]
        letters = "".join(letter for letter in there if letter.isalpha())
        cased = letters.isascii() or letters.upper() != letters.lower()
        capital = not cased or there[0].isupper() or not there[0].isalpha()
        for pattern in several:
            if cased and ((pattern.upper and not letters.isupper()) or (pattern.capital and not capital)):
                continue
            if pattern.capital and cased and not _titled(there):
                continue
            if pattern.craft and not _CRAFT_BEFORE.search(text[max(0, start - 14) : start]):
                continue
            return _Found(start, end, pattern)
        return None

    # ------------------------------------------------------------ faults of typing

    def _misspelt(self, text: str, unknown: Iterable[str]) -> Iterator[_Found]:
        """Names that stand in the text once a word is replaced by the listed word it nearly is."""
        for word in sorted(unknown):
            meant = self._meant(word)
            if not meant:
                continue
            spelling = re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", re.IGNORECASE)
            places = [found for _, found in zip(range(200), spelling.finditer(text), strict=False)]
            if any(found.group().islower() for found in places):
                continue  # a word of the language, not a name
            for found in places:
                for other in meant:
                    yield from self._replaced(text, found.start(), found.end(), other)

    def _meant(self, word: str) -> tuple[str, ...]:
        if len(word) < _LEAST_TYPO or not word.isascii() or not word.isalpha() or weight(word) < 0.95:
            return ()
        near = {other for form in _shortened(word) for other in self.typos.get(form, ())}
        return tuple(sorted(other for other in near if _one_fault(word, other)))

    def _replaced(self, text: str, start: int, end: int, other: str) -> Iterator[_Found]:
        low = max(0, start - 200)
        window = text[low:start] + other.capitalize() + text[end : end + 300]
        moved = len(other) - (end - start)
        at, until = start - low, start - low + len(other)
        for each in self._in(fold_text(window), 0, window):
            if each.start <= at and until <= each.end and each.pattern.strength is Strength.SURE:
                why = f"{text[start:end]!r} is one letter off {other!r}"
                yield _Found(low + each.start, low + each.end - moved, each.pattern, why)

    # ------------------------------------------------------------ what remains

    def _corroborated(self, text: str, found: Iterable[_Found]) -> list[_Found]:
        """Weak names only where the document names the entry, or its family, by a better name too."""
        several = list(found)
        sure = {each.pattern.entry for each in several if each.pattern.strength > Strength.WEAK and not each.why}
        families = {self.entries[entry].family for entry in sure} - {""}
        kept = []
        for each in several:
            if each.pattern.strength is Strength.WEAK:
                entry = each.pattern.entry
                if entry not in sure and self.entries[entry].family not in families:
                    continue
                each.why = "a short or ordinary name; the document names the party elsewhere"
            kept.append(each)
        return kept

    def _mention(self, text: str, found: _Found, when: Moment) -> Mention:
        pattern, end, why = found.pattern, found.end, found.why
        if not pattern.whole and not why:
            end = _with_form(text, end)
        if not why and pattern.strength is Strength.FAIR:
            why = "the name alone says too little"
        following = _NEXT.match(text, end)
        if not why and following and is_place(following.group(1).replace(".", "").lower()):
            why = f"followed by {following.group(1)!r}: may be another company of the group"
        around = text[max(0, found.start - 1) : found.start]
        if not why and (around in ("@", "/", ".") or (end < len(text) and _DOMAIN_AFTER.match(text, end))):
            why = "part of an address on the net"
        entry = self.entries[pattern.entry]
        listing = listing_on(entry, when)
        return Mention(
            text=text[found.start : end],
            start=found.start,
            end=end,
            entry=pattern.entry,
            list=listing.list if listing else "",
            klass="possible" if why else "match",
            in_force=listing is not None and listing.in_force(when),
            name=pattern.name,
            why=why or "the same name",
            others=tuple(
                dict.fromkeys(each.list for each in entry.in_force(when) if not listing or each.list != listing.list)
            ),
        )


def listing_on(entry: Entry, when: Moment) -> Listing | None:
    """The listing to show for a day: one in force, else the last before it, else the first.

    Lists that decide come before overlays, in force or not: an overlay says nothing of the license requirement.
    """
    deciding = [each for each in entry.listings if each.list in _DECIDING]
    held = sorted(deciding or entry.listings, key=lambda each: (_place(each.list), each.effective))
    for each in held:
        if each.in_force(when):
            return each
    before = [each for each in held if each.effective <= when]
    if before:
        return max(before, key=lambda each: each.effective)
    return held[0] if held else None


def _place(name: str) -> int:
    return _DECIDING.index(name) if name in _DECIDING else len(_DECIDING)


def _order(entries: Mapping[str, Entry]) -> Any:
    """Which of several entries of one name is shown: its own name, surer, on a deciding list, then by id."""

    def order(pattern: Pattern) -> tuple[object, ...]:
        lists = entries[pattern.entry].lists()
        deciding = not any(name in _DECIDING for name in lists)
        return (-pattern.strength, not pattern.whole and pattern.rank > 0, pattern.rank, deciding, pattern.entry)

    return order


def _titled(there: str) -> bool:
    """Whether the words begin with capitals, save the small ones between."""
    words = re.findall(r"[^\W\d_]+", there)
    small = sum(word[0].islower() and len(word) > 3 for word in words)
    return not small


def _with_form(text: str, end: int) -> int:
    """The end of the legal form that follows a name in the text, if one does."""
    found = _FORM_AFTER.match(text, end)
    if found is None:
        return end
    reached = end
    for word in re.finditer(r"[^\W\d_][\w.]*", text[end : found.end()]):
        plain = word.group().replace(".", "").lower()
        if plain not in _FORM_WORDS or not word.group()[0].isupper():
            break
        reached = end + word.end()
        if word.group().endswith(".") and word.group().count(".") == 1:
            reached -= 1
    return reached


def _longest(found: Iterable[_Found]) -> list[_Found]:
    """Of overlapping names the longest, of equal ones the surer and the entity's own."""
    ranked = sorted(
        found,
        key=lambda each: (
            each.start - each.end, bool(each.why), -each.pattern.strength, each.pattern.rank, each.start,
            each.pattern.entry,
        ),
    )  # fmt: skip
    starts: list[int] = []
    kept: dict[int, _Found] = {}
    for each in ranked:
        at = bisect_right(starts, each.start)
        if at and kept[starts[at - 1]].end > each.start:
            continue
        if at < len(starts) and starts[at] < each.end:
            continue
        starts.insert(at, each.start)
        kept[each.start] = each
    return [kept[start] for start in starts]


def _shortened(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _deletions(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by themselves and by themselves less one letter."""
    table: dict[str, list[str]] = {}
    for word in words:
        for form in _shortened(word):
            table.setdefault(form, []).append(word)
    return {form: tuple(several) for form, several in table.items()}


def _one_fault(a: str, b: str) -> bool:
    """One letter missing, extra, other, or two swapped; the first letter stands."""
    if a == b or a[0] != b[0] or abs(len(a) - len(b)) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])
    return a[at + 1 :] == b[at:] or a[at:] == b[at + 1 :]
