"""Mentions of a register's parties in running text: exact folded forms, typos on distinct words.

Forms are looked for in the folded text; what is found is carried back to the original by an offset map and held
against the letters that stand there: capitals, what comes before and after. The longest name wins a place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from licet.lists.entry import Entry, Listing
from licet.screening.documents.folding import Folded, fold_text, hyphenations
from licet.screening.documents.matcher import Matcher
from licet.screening.documents.patterns import Pattern, Strength, patterns_of
from licet.screening.names.words import is_place, weight
from licet.terms.dates import Moment

if TYPE_CHECKING:
    from licet.lists.register import Register

__all__ = ["Finder", "Mention", "MissingLibrary"]

CHUNK = 1 << 18  # code points folded at a time
_BEFORE, _AFTER = 64, 2048  # of context on either side, so that a name across a border is seen
_DECIDING = ("entity_list", "denied_persons", "unverified", "military_end_user", "military_intelligence_end_user",
             "sdn")  # fmt: skip
_LEAST_TYPO = 6  # letters of a word in which a typing fault is looked for
_MOST_OF_ONE = 200  # places looked at for one misspelt word, and names that overlap
_TRIES = 3  # places, in one piece of the text, at which a misspelt word must give a name for more to be tried
_MOST_REMEMBERED = 100_000
_UNTRIED = object()
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
    matcher: Matcher
    keys: list[str]
    patterns: list[tuple[Pattern, ...]]
    vocabulary: frozenset[str]
    typos: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _borne_out: dict[tuple[int, str], object] = field(default_factory=dict)

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
        patterns = [tuple(sorted(several, key=_order(kept))) for several in by_key.values()]
        keys = list(by_key)
        matcher = Matcher(keys, ahocorasick.Automaton())
        words = frozenset(word for key in by_key for word in key.split())
        finder = cls(kept, matcher, keys, patterns, words)
        finder.typos = _deletions(
            word
            for word in words
            if len(word) >= _LEAST_TYPO and word.isascii() and word.isalpha() and weight(word) >= 0.95
        )
        return finder

    def find(self, text: str, when: Moment, *, typos: bool = True) -> tuple[Mention, ...]:
        """Mentions in order of place. `when` decides `in_force`; `typos`: also look for names spelled wrongly."""
        found: list[_Found] = []
        seen: set[str] = set()
        suspect: dict[str, tuple[str, ...]] = {}
        misspelt: dict[str, list[_Found] | None] = {}
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
            if typos:
                words = set(folded.text.split())
                for word in words - seen:
                    meant = self._meant(word)
                    if meant:
                        suspect[word] = meant
                seen |= words
                for word in sorted(words & suspect.keys()):
                    self._misspelt(text, folded, low, word, suspect[word], misspelt)
        for several in misspelt.values():
            found.extend(several or ())
        listings: dict[str, tuple[Listing | None, bool, tuple[str, ...]]] = {}
        return tuple(self._mention(text, each, when, listings) for each in _longest(self._corroborated(found)))

    # ------------------------------------------------------------ exact forms

    def _in(self, folded: Folded, low: int, text: str) -> list[_Found]:
        keys = self.keys
        hits = self.matcher.find(folded.text)
        if not hits:
            return []
        begins = [at for at, _ in hits]
        ends = [at + len(keys[number].strip(" ")) - 1 for at, number in hits]
        origin = folded.origin
        starts: list[int] = (origin[np.array(begins)] + low).tolist()
        stops: list[int] = (origin[np.array(ends)] + low + 1).tolist()
        found = []
        borne_out = self._borne_out
        for (_, number), start, stop in zip(hits, starts, stops, strict=True):
            end = stop
            while end < len(text) and text[end] > "\u02ff" and unicodedata.combining(text[end]):
                end += 1
            there = text[start:end]
            known = borne_out.get((number, there), _UNTRIED)
            if known is _UNTRIED:
                if len(borne_out) > _MOST_REMEMBERED:
                    borne_out.clear()
                known = borne_out[number, there] = _first_fitting(there, self.patterns[number])
            if known is None:
                continue
            pattern = cast(Pattern, known)
            if pattern.craft and not _CRAFT_BEFORE.search(text[max(0, start - 14) : start]):
                continue
            found.append(_Found(start, end, pattern))
        return found

    # ------------------------------------------------------------ faults of typing

    def _misspelt(
        self,
        text: str,
        folded: Folded,
        low: int,
        word: str,
        meant: tuple[str, ...],
        known: dict[str, list[_Found] | None],
    ) -> None:
        """Names that stand in the text once a word is replaced by the listed word it nearly is.

        A word that the document also writes in small letters is one of the language, not a name: `None`.
        """
        several = known.setdefault(word, [])
        at = folded.text.find(f" {word} ")
        tried = 0
        while at != -1 and several is not None and (several or tried < _TRIES) and len(several) < _MOST_OF_ONE:
            tried += 1
            start, end = folded.span(at + 1, at + 1 + len(word))
            start, end = start + low, end + low
            if text[start:end].islower():
                known[word] = None
                return
            for other in meant:
                several.extend(self._replaced(text, start, end, other))
            at = folded.text.find(f" {word} ", at + 1)

    def _meant(self, word: str) -> tuple[str, ...]:
        if not _LEAST_TYPO <= len(word) < 40 or word in self.vocabulary or not (word.isascii() and word.isalpha()):
            return ()
        if weight(word) < 0.95:
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

    def _corroborated(self, found: Iterable[_Found]) -> list[_Found]:
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

    def _mention(
        self,
        text: str,
        found: _Found,
        when: Moment,
        listings: dict[str, tuple[Listing | None, bool, tuple[str, ...]]],
    ) -> Mention:
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
        if pattern.entry not in listings:
            entry = self.entries[pattern.entry]
            shown = listing_on(entry, when)
            others = (each.list for each in entry.in_force(when) if not shown or each.list != shown.list)
            in_force = shown is not None and shown.in_force(when)
            listings[pattern.entry] = shown, in_force, tuple(dict.fromkeys(others))
        listing, in_force, others_in_force = listings[pattern.entry]
        return Mention(
            text=text[found.start : end],
            start=found.start,
            end=end,
            entry=pattern.entry,
            list=listing.list if listing else "",
            klass="possible" if why else "match",
            in_force=in_force,
            name=pattern.name,
            why=why or "the same name",
            others=others_in_force,
        )


def _first_fitting(there: str, several: Sequence[Pattern]) -> Pattern | None:
    """The first pattern that the letters in the text bear out."""
    letters = "".join(letter for letter in there if letter.isalpha())
    cased = letters.isascii() or letters.upper() != letters.lower()
    capital = not cased or there[0].isupper() or not there[0].isalpha()
    for pattern in several:
        if cased and pattern.upper and not letters.isupper():
            continue
        if cased and pattern.capital and not (capital and _titled(there)):
            continue
        return pattern
    return None


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


def _longest(found: list[_Found]) -> Iterator[_Found]:
    """Of overlapping names the longest, of equal ones the surer and the entity's own."""
    cluster: list[_Found] = []
    reached = -1
    for each in sorted(found, key=lambda one: one.start):
        if each.start >= reached and cluster:
            yield from _best(cluster)
            cluster = []
        cluster.append(each)
        reached = max(reached, each.end)
    yield from _best(cluster)


def _best(cluster: list[_Found]) -> list[_Found]:
    if len(cluster) < 2:
        return cluster
    ranked = sorted(
        cluster,
        key=lambda each: (
            each.start - each.end, bool(each.why), -each.pattern.strength, each.pattern.rank, each.start,
            each.pattern.entry,
        ),
    )  # fmt: skip
    kept: list[_Found] = []
    for each in ranked[:_MOST_OF_ONE]:
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


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
