"""An entry of an official list, and its terms over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from licet.terms.dates import Moment
from licet.terms.scope import ItemScope, ScopedPolicy

# The names of lists that decide; what else stands in a register is an overlay, shown and never deciding.
DECIDING = frozenset(
    {"entity_list", "denied_persons", "unverified", "military_end_user", "military_intelligence_end_user", "sdn"}
)


WEAK = "weak"  # the kind of a name that by itself says nothing sure
ADDRESS = "address"  # the type of an entry that is an address alone (744.16(f))


@dataclass(frozen=True, slots=True)
class Name:
    """One name: `kind` is primary, alias, former, native, acronym, weak or press; `source` says where it stands.

    A weak alias is one that the list itself calls so: short or common, the name of many others too.
    """

    text: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The terms of one entity on one list for one interval.

    `effective` is the first moment of these terms, `until` the first moment after them (`None`: still in
    force). `act` is the first page of the rule that made these terms, `printed` the page on which the row stands;
    `listed_act` and `listed_from` are those of the listing itself, on which savings turn, and `ended_by`
    the act that ended the interval. `state` tells the phases of a denial order: active, suspended, terminated.
    `savings_until` is the first day on which the savings clause no longer helps (`None`: no end).
    """

    list: str
    effective: Moment
    until: Moment | None
    act: str
    printed: str
    listed_act: str
    listed_from: Moment
    ended_by: str
    scope: ItemScope
    policy: ScopedPolicy
    requirement_text: str
    policy_text: str
    source: str
    footnotes: frozenset[int] = frozenset()
    savings: bool = False
    savings_until: dt.date | None = None
    state: str = ""
    programs: tuple[str, ...] = ()
    certainty: str = ""
    note: str = ""

    def in_force(self, when: Moment) -> bool:
        """Whether these terms hold at a moment; a suspended or terminated denial order is not in force."""
        return (
            self.effective <= when
            and (self.until is None or when < self.until)
            and self.state not in ("suspended", "terminated")
        )

    @property
    def savings_through(self) -> dt.date | None:
        """The last day of the savings clause."""
        return None if self.savings_until is None else self.savings_until - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity as the lists name it. `listings` stand in order of list and time.

    `family` is the group that a general license names (`huawei`, `zte`); `notes` are pairs (citation, text): acts
    that are said to reach the entity and do not, each to be shown as considered.
    """

    id: str
    names: tuple[Name, ...]
    country: str
    city: str
    addresses: tuple[str, ...]
    type: str
    family: str
    listings: tuple[Listing, ...]
    notes: tuple[tuple[str, str], ...]
    note: str
    source: str

    @property
    def name(self) -> str:
        """The primary name."""
        return self.names[0].text

    def in_force(self, when: Moment) -> Iterator[Listing]:
        """The listings in force at a moment."""
        return (listing for listing in self.listings if listing.in_force(when))

    def lists(self) -> tuple[str, ...]:
        """The lists on which it ever stood, in order."""
        return tuple(dict.fromkeys(listing.list for listing in self.listings))
