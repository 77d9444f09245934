"""Mentions of a register's parties in running text: exact folded forms, typos on distinct words.

Forms are looked for in the folded text; what is found is carried back to the original by an offset map and held
against the letters that stand there: capitals, what comes before and after. The longest name wins a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from licet.lists.entry import Entry, Listing
from licet.screening.documents.folding import Folded, fold_text, hyphenations, past_marks
from licet.screening.documents.forms import Forms
from licet.screening.documents.matcher import Matcher, Words
from licet.screening.documents.misspellings import Misspellings, WordForms
from licet.screening.documents.misspelt_names import MisspeltNames
from licet.screening.documents.patterns import Pattern, Strength
from licet.screening.names.words import is_place
from licet.terms.dates import Moment

if TYPE_CHECKING:
    from licet.lists.register import Register

__all__ = ["CHUNK", "Finder", "Gathered", "Mention", "MissingLibrary"]

CHUNK = 1 << 19  # code points folded at a time
_BEFORE, _AFTER = 64, 2048  # of context on either side, so that a name across a border is seen
_DECIDING = ("entity_list", "denied_persons", "unverified", "military_end_user", "military_intelligence_end_user",
             "sdn")  # fmt: skip
_MANY_BREAKS = 12  # in one piece: from here on it is cheaper to fold it again than to look about each
_ABOUT_BREAK = 600
_MOST_OF_ONE = 200  # names that overlap
_MOST_REMEMBERED = 100_000
_FORM_AFTER = re.compile(r"(?:[\s,]{1,3}(?:&\s)?[^\W\d_][\w.]{0,15}){1,4}")
_FORM_WORDS = frozenset(("co", "company", "corp", "corporation", "inc", "incorporated", "ltd", "limited", "llc", "plc",
                         "gmbh", "pte", "pvt", "pty", "bhd", "sdn", "jsc", "private"))  # fmt: skip
_NEXT = re.compile(r"[ \t]*[(（]?([A-Z][\w.]*)")
_CRAFT_BEFORE = re.compile(
    r"(?:\b(?:m/?v|m/?t|s/?s|vessel|tanker|ship|freighter|aircraft)[\s.:\"'“‘]{1,4})$", re.IGNORECASE
)
_DOMAIN_AFTER = re.compile(r"\.[a-z]{2,}\b")
_ENDS_ALL = frozenset("'’!?;:)\"”")  # after one of these a name goes on in no form and no place


class MissingLibrary(Exception):
    """A library that reading documents needs is not installed; the message names it."""


class Mention(NamedTuple):
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


class _Found(NamedTuple):
    start: int
    end: int
    pattern: Pattern
    why: str


class _Shown(NamedTuple):
    """What a mention tells of its entry on a day."""

    list: str
    in_force: bool
    others: tuple[str, ...]


class Gathered(NamedTuple):
    """What stands in a piece of a text: names, names if a word is misspelt, and words that are of the language."""

    found: list[_Found]
    misspelt: dict[str, list[_Found]]
    ordinary: set[str]


class Finder:
    """The names of a register, ready to be looked for. Build it with `Finder.of`."""

    def __init__(self, entries: Mapping[str, Entry], forms: Forms, lists: Sequence[str] = ()) -> None:
        """`forms`: of the names of `entries`; `lists`: only entries that ever stood on one of these are found.

        Raises `MissingLibrary` without pyahocorasick.
        """
        try:
            import ahocorasick
        except ImportError:
            raise MissingLibrary("reading documents needs pyahocorasick: pip install 'licet[documents]'") from None
        self.entries, self.forms, self.lists = entries, forms, lists
        self._matcher = Matcher(forms.keys, ahocorasick.Automaton())
        self._last = np.array([len(key.strip(" ")) - 1 for key in forms.keys], dtype=np.int64)
        self._misspellings = Misspellings(
            forms.rare, WordForms(forms.form_numbers, forms.form_words), frozenset(forms.vocabulary)
        )
        self._misspelt_names = MisspeltNames(forms.keys, forms.rare, forms.row_rare, forms.row_keys, forms.row_places)
        self._capital = forms.all_capital()
        self._borne_out: dict[str, tuple[int, Pattern | None]] = {}
        self._sought: dict[int, tuple[Pattern, ...]] = {}

    @classmethod
    def of(cls, register: Register, lists: Sequence[str] = ()) -> Finder:
        """Index the register's names now. Raises `MissingLibrary` without pyahocorasick."""
        return cls(register.entries, Forms.of(register.entries), lists)

    def find(self, text: str, when: Moment, *, typos: bool = True) -> tuple[Mention, ...]:
        """Mentions in order of place. `when` decides `in_force`; `typos`: also look for names spelled wrongly."""
        pieces = (self.gathered(text, start, typos=typos) for start in range(0, len(text), CHUNK))
        return self.judged(text, pieces, when)

    def gathered(self, text: str, start: int, *, typos: bool = True) -> Gathered:
        """What stands in the piece of a text that begins at `start`, before the text as a whole is weighed."""
        low, stop = max(0, start - _BEFORE), min(len(text), start + CHUNK)
        part = text[low : min(len(text), stop + _AFTER)]
        folded = fold_text(part)
        words = Words(folded.raw)
        found = [each for each in self._in(folded, words, low, text) if start <= each.start < stop]
        for begin, end, breaks in _around(hyphenations(part), len(part)):
            joined = fold_text(part[begin:end], joined=True)
            found.extend(
                each
                for each in self._in(joined, Words(joined.raw), low + begin, text)
                if start <= each.start < stop
                and any(each.start < low + at and low + past < each.end for at, past in breaks)
            )
        misspelt: dict[str, list[_Found]] = {}
        ordinary: set[str] = set()
        if typos:
            self._misspelt(folded, words, low, text, misspelt, ordinary)
        return Gathered(found, misspelt, ordinary)

    def judged(self, text: str, pieces: Iterable[Gathered], when: Moment) -> tuple[Mention, ...]:
        """The mentions of a text from what was gathered in all its pieces, in order."""
        found: list[_Found] = []
        misspelt: list[tuple[str, list[_Found]]] = []
        ordinary: set[str] = set()
        for piece in pieces:
            found.extend(piece.found)
            misspelt.extend(piece.misspelt.items())
            ordinary |= piece.ordinary
        for word, several in misspelt:
            if word not in ordinary:
                found.extend(several)
        shown: dict[str, _Shown] = {}
        return tuple(self._mention(text, each, when, shown) for each in _longest(self._corroborated(found)))

    # ------------------------------------------------------------ exact forms

    def _in(self, folded: Folded, words: Words, low: int, text: str) -> list[_Found]:
        place, number = self._matcher.find(folded.text, words)
        if not len(place):
            return []
        order = np.argsort(place, kind="stable")
        place, number = place[order], number[order]
        begins = folded.origin(place)
        # a name that must begin with a capital letter, in small ones, is turned away here: most of what is found
        letter = words.raw.take(place)
        kept = np.flatnonzero(
            folded.capital(begins) | ~self._capital.take(number) | (letter < ord("a")) | (letter > ord("z"))
        )
        number = number.take(kept)
        starts = (begins.take(kept) + low).tolist()
        ends = (folded.origin(place.take(kept) + self._last.take(number)) + low + 1).tolist()
        found = []
        borne_out = self._borne_out
        for key, start, last in zip(number.tolist(), starts, ends, strict=True):
            end = past_marks(text, last) if text[last : last + 1] > "\u02ff" else last
            there = text[start:end]
            known = borne_out.get(there)
            if known is None or known[0] != key:
                if len(borne_out) > _MOST_REMEMBERED:
                    borne_out.clear()
                known = borne_out[there] = key, _first_fitting(there, self._patterns(key))
            pattern = known[1]
            if pattern is None or (pattern.craft and not _CRAFT_BEFORE.search(text[max(0, start - 14) : start])):
                continue
            found.append(_Found(start, end, pattern, ""))
        return found

    def _patterns(self, key: int) -> tuple[Pattern, ...]:
        """The patterns of a key whose entries are looked for."""
        if not self.lists:
            return self.forms.patterns(key)
        known = self._sought.get(key)
        if known is None:
            known = self._sought[key] = tuple(
                each
                for each in self.forms.patterns(key)
                if any(name in self.lists for name in self.entries[each.entry].lists())
            )
        return known

    # ------------------------------------------------------------ faults of typing

    def _misspelt(
        self,
        folded: Folded,
        words: Words,
        low: int,
        text: str,
        misspelt: dict[str, list[_Found]],
        ordinary: set[str],
    ) -> None:
        """Names that stand in the text once a word is read as the listed word it nearly is.

        A word that the document also writes in small letters is one of the language, not a name: `ordinary`.
        """
        suspected = self._misspellings.suspected(folded.text, words)
        if not len(suspected.at):
            return
        firsts = words.starts.take(suspected.at)
        begins = folded.origin(firsts)
        small = np.flatnonzero(~folded.capital(begins))
        kinds, first = np.unique(suspected.of[small], return_index=True)
        for which, at in zip(kinds.tolist(), first.tolist(), strict=True):
            word = suspected.suspects[which].word
            begin = int(begins[small[at]]) + low
            if word not in ordinary and text[begin : begin + len(word)].islower():
                ordinary.add(word)
        named = [
            each
            for each in self._misspelt_names.at(folded.text, words, suspected)
            if suspected.suspects[suspected.of[each.place]].word not in ordinary
        ]
        if not named:
            return
        places = np.array([each.place for each in named])
        lasts = firsts + words.lengths.take(suspected.at) - 1
        word_starts, word_ends = _both(folded, firsts[places], lasts[places], low)
        starts, ends = _both(
            folded, np.array([each.first for each in named]), np.array([each.last for each in named]), low
        )
        for each, begin, end, start, last in zip(named, word_starts, word_ends, starts, ends, strict=True):
            stop = past_marks(text, last)
            meant = self.forms.rare[each.meant]
            there = text[start:begin] + meant.capitalize() + text[end:stop]
            pattern = _first_fitting(there, self._patterns(each.key))
            if pattern is None or pattern.strength is not Strength.SURE:
                continue
            if pattern.craft and not _CRAFT_BEFORE.search(text[max(0, start - 14) : start]):
                continue
            why = f"{text[begin:end]!r} is one letter off {meant!r}"
            word = suspected.suspects[suspected.of[each.place]].word
            misspelt.setdefault(word, []).append(_Found(start, stop, pattern, why))

    # ------------------------------------------------------------ what remains

    def _corroborated(self, found: list[_Found]) -> list[_Found]:
        """Weak names only where the document names the entry, or its family, by a better name too."""
        if not any(each.pattern.strength is Strength.WEAK for each in found):
            return found
        sure = {each.pattern.entry for each in found if each.pattern.strength is not Strength.WEAK and not each.why}
        families = {self.entries[entry].family for entry in sure} - {""}
        kept = []
        for each in found:
            if each.pattern.strength is not Strength.WEAK:
                kept.append(each)
            elif each.pattern.entry in sure or self.entries[each.pattern.entry].family in families:
                kept.append(each._replace(why="a short or ordinary name; the document names the party elsewhere"))
        return kept

    def _mention(self, text: str, found: _Found, when: Moment, shown: dict[str, _Shown]) -> Mention:
        start, end, pattern, why = found
        after = text[end : end + 2]
        ended = not after or after[0] in _ENDS_ALL or (after[0] == " " and after[1:].islower()) or after == "\n\n"
        if not ended and not pattern.whole and not why:
            end = _with_form(text, end)
        if not why and pattern.strength is Strength.FAIR:
            why = "the name alone says too little"
        if not why and not ended:
            following = _NEXT.match(text, end)
            if following and is_place(following.group(1).replace(".", "").lower()):
                why = f"followed by {following.group(1)!r}: may be another company of the group"
        if not why and (
            (start and text[start - 1] in "@/.") or (not ended and _DOMAIN_AFTER.match(text, end) is not None)
        ):
            why = "part of an address on the net"
        tells = shown.get(pattern.entry)
        if tells is None:
            tells = shown[pattern.entry] = self._shown(pattern.entry, when)
        return Mention(
            text[start:end], start, end, pattern.entry, tells.list, "possible" if why else "match", tells.in_force,
            pattern.name, why or "the same name", tells.others,
        )  # fmt: skip

    def _shown(self, key: str, when: Moment) -> _Shown:
        entry = self.entries[key]
        listing = listing_on(entry, when)
        others = (each.list for each in entry.in_force(when) if not listing or each.list != listing.list)
        in_force = listing is not None and listing.in_force(when)
        return _Shown(listing.list if listing else "", in_force, tuple(dict.fromkeys(others)))


def _around(breaks: list[tuple[int, int]], size: int) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Stretches about hyphens at line ends with those in each: few ones, or where they are many the whole."""
    if len(breaks) > _MANY_BREAKS:
        yield 0, size, breaks
        return
    for at, past in breaks:
        yield max(0, at - _ABOUT_BREAK), min(size, past + _ABOUT_BREAK), [(at, past)]


def _both(folded: Folded, firsts: NDArray[np.int64], lasts: NDArray[np.int64], low: int) -> tuple[list[int], list[int]]:
    """Where the spans from first to last folded letters begin and end in the original, of which this is a piece."""
    both = folded.origin(np.concatenate((firsts, lasts))) + low
    return both[: len(firsts)].tolist(), (both[len(firsts) :] + 1).tolist()


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
    for each in sorted(found, key=itemgetter(0)):
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
