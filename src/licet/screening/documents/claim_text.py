"""A text read for its claims: sentences with the parties they speak of, on the text's day, beside the register."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from licet.lists.embedded import embedded
from licet.lists.entry import Entry, Listing
from licet.lists.register import Register
from licet.screening.documents.mentions import Mention
from licet.screening.documents.regulation_words import GeneralLicensePeriod, Term, general_license_periods
from licet.terms.dates import Moment, end_of

__all__ = ["Claim", "DatedText", "Sentence", "Standing", "made"]

_SOON = dt.timedelta(days=30)  # how far ahead of its first day a general license may be spoken of
_GUESSED = ("snapshot", "estimated")  # certainties of a first day that only says "not later than"

_ENDS = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]?[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Z]\.)+|\b(?:Corp|Inc|Co|Ltd|No|Mr|Ms|Mrs|Dr|St|Supp|Sec|vs|Fed|Reg|Art|Gen|Gov|Sen|Rep|Prof|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)$")  # fmt: skip  # noqa: E501
_ENDS_SENTENCE = re.compile(r"\b(?:U\.?S|U\.?K|E\.?U)\.$")
_THE_COMPANY = re.compile(
    r"\b(?:it|its|the\s+(?:[\w-]+\s+){0,3}(?:company|firm|group|giant|maker|manufacturer|brand|vendor|business))\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\s+(?:But|The|It|He|She|They|In|On|This|That|However|And|Its|A|An|If|Apart|To|As|According)\b")
# Words with a capital letter that name no party.
_NO_NAME = frozenset(
    """the it its they this that these those he she we but and however meanwhile in on at by last since after before
    when while for as also then still now a an chinese china us u.s american america trump biden obama commerce
    department bureau washington beijing entity list government administration white house president secretary congress
    federal register bis january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday united states companies firms""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement: the words that make it, what the record says, and where that stands."""

    text: str
    start: int
    end: int
    kind: str
    verdict: str
    record: str
    citations: tuple[str, ...]

    def said(self) -> dict[str, Any]:
        """The JSON object."""
        return {
            "text": self.text, "start": self.start, "end": self.end, "kind": self.kind, "verdict": self.verdict,
            "record": self.record, "citations": list(self.citations),
        }  # fmt: skip


@dataclass(slots=True)
class Sentence:
    text: str
    start: int
    before: str  # the sentence before it, to which "this" and "the move" refer
    mentions: Sequence[Mention]
    terms: Sequence[Term] = ()

    def within(self, low: int, high: int) -> list[Mention]:
        """The mentions in a stretch of the sentence."""
        return [each for each in self.mentions if self.start + low <= each.start and each.end <= self.start + high]


def made(sentence: Sentence, found: re.Match[str], kind: str, verdict: str, record: str, *citations: str) -> Claim:
    """The claim that a match in a sentence makes."""
    start, end = found.start(), found.end()
    if end < len(sentence.text) and sentence.text[end - 1].isalnum() and sentence.text[end].isalnum():
        end = start + len(found.group().rsplit(None, 1)[0])  # the pattern's bound fell inside a word
    shown = sentence.text[start:end].rstrip(" .,;")
    start += sentence.start
    kept = tuple(dict.fromkeys(each for each in citations if each))
    return Claim(shown, start, start + len(shown), kind, verdict, record, kept)


def _at(several: Sequence[Mention] | Sequence[Term], place: int) -> int:
    return bisect_left(several, place, key=lambda each: each.start)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the register knows of an entry on a list on a day: "on", "off" (no longer), "never" (not yet, or not at
    all), "unknown" (the list or its past is not held). listing: the one in force, or the last before the day."""

    state: str
    listing: Listing | None = None


class DatedText:
    """A text with its mentions and terms, on its day, beside the register."""

    def __init__(
        self, text: str, when: Moment, register: Register, terms: Sequence[Term], mentions: Sequence[Mention]
    ) -> None:
        self.text, self.when, self.register, self.terms, self.mentions = text, when, register, terms, mentions
        self.day = when.date()
        self._families: dict[str, list[tuple[Entry, Listing]]] = {}
        self._affiliates: dict[tuple[str, Moment], list[tuple[Entry, Listing]]] = {}

    @cached_property
    def chief(self) -> Entry | None:
        """The listed party that the text speaks of most: what "the company" stands for."""
        counts: dict[str, int] = {}
        for mention in self.mentions:
            counts[mention.entry] = counts.get(mention.entry, 0) + 1
        best = max(counts, key=lambda entry: (counts[entry], entry), default=None)
        return self.register.entries[best] if best else None

    def subject(self, sentence: Sentence) -> Entry | None:
        """The party a sentence is about: the first that it names, else the text's chief one."""
        for mention in sentence.mentions:
            return self.entry(mention)
        return self.chief

    def entry(self, mention: Mention) -> Entry:
        """The entry that a mention is of."""
        return self.register.entries[mention.entry]

    def meant(self, sentence: Sentence, low: int, high: int, *, last: bool = False) -> list[Entry]:
        """The parties that a phrase of a sentence speaks of.

        Those named in it; where none is and it says "it" or "the company", and names nothing else, the chief one.
        `last`: only the last named, with those that stand in one row with it ("A, B and C").
        """
        named = sentence.within(low, high)
        if not named:
            phrase = re.sub(r"^.*[;:,(]", "", sentence.text[low:high].strip(" ,"), flags=re.DOTALL)
            names = [word for word in re.findall(r"\b[A-Z][\w.]*", phrase) if word.lower().rstrip(".") not in _NO_NAME]
            return [self.chief] if self.chief and not names and _THE_COMPANY.search(phrase) else []
        if last:
            row = [named[-1]]
            for mention in reversed(named[:-1]):
                if not re.fullmatch(r"[\s,]*(?:and|&|as well as)?[\s,]*", self.text[mention.end : row[0].start]):
                    break
                row.insert(0, mention)
            named = row
        return [self.register.entries[key] for key in dict.fromkeys(each.entry for each in named)]

    def named(self, low: int, high: int) -> Sequence[Mention]:
        """The mentions that begin in a stretch of the text."""
        return self.mentions[_at(self.mentions, low) : _at(self.mentions, high)]

    def sentences(self) -> Iterator[Sentence]:
        """The sentences of the text, lines being ends of sentences too."""
        before, begin = "", 0
        ends = [*((found.start(), found.end()) for found in _ENDS.finditer(self.text)), (len(self.text),) * 2]
        for stop, following in ends:
            if stop < len(self.text) and self._goes_on(stop):
                continue
            shown = self.text[begin:stop]
            if shown.strip():
                terms = self.terms[_at(self.terms, begin) : _at(self.terms, stop)]
                yield Sentence(shown, begin, before, self.named(begin, stop), terms)
                before = shown
            begin = following

    def _goes_on(self, stop: int) -> bool:
        """Whether the point at a place ends an abbreviation, not a sentence."""
        last = self.text[max(0, stop - 8) : stop]
        if not _ABBREVIATION.search(last) or self.text.startswith("\n", stop):
            return False
        return not (_ENDS_SENTENCE.search(last) and _BEGINS.match(self.text, stop))

    # ------------------------------------------------------------ the record

    def standing(self, entry: Entry, name: str) -> Standing:
        """How an entry stood on a list on the text's day."""
        held = sorted((each for each in entry.listings if each.list == name), key=lambda each: each.effective)
        for each in held:
            if each.in_force(self.when):
                return Standing("on", each)
        past = [each for each in held if each.effective <= self.when]
        if past:
            return Standing("off", past[-1])
        if any(guess in each.certainty for each in held for guess in _GUESSED):
            return Standing("unknown")
        version = self.register.lists.get(name)
        whole = version is not None and version.complete_from is not None and version.complete_from <= self.day
        return Standing("never" if held or whole else "unknown")

    def on_list(self, entry: Entry, name: str = "entity_list") -> Listing | None:
        """The listing in force on the text's day."""
        standing = self.standing(entry, name)
        return standing.listing if standing.state == "on" else None

    def first_listed(self, entry: Entry) -> Listing | None:
        """The first listing on the Entity List up to the text's day."""
        held = [each for each in entry.listings if each.list == "entity_list" and each.effective <= self.when]
        return min(held, key=lambda each: each.effective, default=None)

    def affiliates(self, head: Entry, when: Moment) -> Sequence[tuple[Entry, Listing]]:
        """The other entries of a family on the Entity List at a moment."""
        place = head.id, when
        if place not in self._affiliates:
            self._affiliates[place] = [
                (entry, listing)
                for entry, listing in self._family(head)
                if entry.id != head.id and listing.in_force(when)
            ]
        return self._affiliates[place]

    def _family(self, head: Entry) -> list[tuple[Entry, Listing]]:
        known = self._families.get(head.family)
        if known is None:
            known = self._families[head.family] = [
                (self.register.entries[key], listing)
                for key, known_as in embedded().entries.items()  # families are of the embedded register alone
                if head.family and known_as.family == head.family and key in self.register.entries
                for listing in self.register.entries[key].listings
                if listing.list == "entity_list"
            ]
        return known

    def counts_over_time(self, head: Entry) -> list[tuple[dt.date, int]]:
        """The number of listed affiliates from each day on which it changed, up to the text's day."""
        days = sorted({listing.effective.date() for _, listing in self._family(head) if listing.effective <= self.when})
        counted = [(day, len(self.affiliates(head, end_of(day)))) for day in days]
        return [each for at, each in enumerate(counted) if at == 0 or counted[at - 1][1] != each[1]]

    def general_license(self, entry: Entry | None) -> GeneralLicensePeriod | None:
        """The general license for an entry's family: in force on the day, about to be, else the last one."""
        own = [each for each in general_license_periods() if entry and each.family == entry.family]
        for each in own:
            if each.first <= self.day <= each.through:
                return each
        for each in own:
            if self.day < each.first <= self.day + _SOON:
                return each
        past = [each for each in own if each.through < self.day]
        return past[-1] if past else None

    def in_force(self, period: GeneralLicensePeriod) -> str:
        """When a period runs, told from the text's day."""
        if self.day < period.first:
            return f"from {period.first} through {period.through}, not yet in force on {self.day}"
        if period.through < self.day:
            return f"ended on {period.through}: not in force on {self.day}"
        return f"in force from {period.first} through {period.through}"
