"""A text read for its claims: sentences with the parties they speak of, on the text's day, beside the register."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from licet.lists.entry import Entry, Listing
from licet.lists.register import Register
from licet.screening.documents.mentions import Mention
from licet.screening.documents.regulation_words import GeneralLicensePeriod, general_license_periods
from licet.terms.dates import Moment, end_of

_SOON = dt.timedelta(days=30)  # how far ahead of its first day a general license may be spoken of

_ENDS = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]?[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Z]\.)+|\b(?:Corp|Inc|Co|Ltd|No|Mr|Ms|Mrs|Dr|St|Supp|Sec|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)$")  # fmt: skip  # noqa: E501


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
    mentions: list[Mention]


class Reading:
    """A text with its mentions, on its day, beside the register."""

    def __init__(self, text: str, when: Moment, register: Register, mentions: Sequence[Mention]) -> None:
        self.text, self.when, self.register, self.mentions = text, when, register, mentions
        self.day = when.date()

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
            return self.register.entries[mention.entry]
        return self.chief

    def sentences(self) -> Iterator[Sentence]:
        before, at, begin = "", 0, 0
        ends = [*((found.start(), found.end()) for found in _ENDS.finditer(self.text)), (len(self.text),) * 2]
        for stop, following in ends:
            if stop < len(self.text) and _ABBREVIATION.search(self.text[max(0, stop - 8) : stop]):
                continue
            shown = self.text[begin:stop]
            if shown.strip():
                while at < len(self.mentions) and self.mentions[at].start < begin:
                    at += 1
                own = []
                here = at
                while here < len(self.mentions) and self.mentions[here].start < stop:
                    own.append(self.mentions[here])
                    here += 1
                yield Sentence(shown, begin, before, own)
                before = shown
            begin = following

    # ------------------------------------------------------------ the record

    def on_list(self, entry: Entry) -> Listing | None:
        return next((each for each in entry.in_force(self.when) if each.list == "entity_list"), None)

    def first_listed(self, entry: Entry) -> Listing | None:
        held = [each for each in entry.listings if each.list == "entity_list" and each.effective <= self.when]
        return min(held, key=lambda each: each.effective, default=None)

    def affiliates(self, head: Entry, when: Moment) -> list[tuple[Entry, Listing]]:
        """The other entries of a family on the Entity List at a moment."""
        return [
            (entry, listing)
            for entry, listing in self.register.in_force("entity_list", when)
            if entry.family and entry.family == head.family and entry.id != head.id
        ]

    def counts_over_time(self, head: Entry) -> list[tuple[dt.date, int]]:
        """The number of listed affiliates from each day on which it changed, up to the text's day."""
        days = sorted(
            {
                listing.effective.date()
                for entry in self.register.entries.values()
                if entry.family == head.family
                for listing in entry.listings
                if listing.list == "entity_list" and listing.effective <= self.when
            }
        )
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
