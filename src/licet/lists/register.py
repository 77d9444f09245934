"""The register: entries by id, the lists they come from, and what was in force when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from licet.lists.entry import Entry, Listing
from licet.terms.dates import Moment


@dataclass(frozen=True, slots=True)
class ListVersion:
    """One list as a register holds it.

    `complete_from` is the first day from which the list is held whole; `None` means that it is not held whole,
    so that absence from it clears nobody.
    """

    name: str
    title: str
    version: str
    date: dt.date
    count: int
    complete_from: dt.date | None


@dataclass(frozen=True, slots=True)
class Register:
    """Entries by id and the versions of the lists by name."""

    entries: Mapping[str, Entry]
    lists: Mapping[str, ListVersion]

    def in_force(self, list_name: str, when: Moment) -> Iterator[tuple[Entry, Listing]]:
        """Entries on a list at a moment, each with the terms in force."""
        for entry in self.entries.values():
            for listing in entry.listings:
                if listing.list == list_name and listing.in_force(when):
                    yield entry, listing

    def history(self, entry_id: str) -> tuple[Listing, ...]:
        """All terms of an entry in order of time. Raises `KeyError`."""
        return tuple(sorted(self.entries[entry_id].listings, key=lambda listing: listing.effective))
