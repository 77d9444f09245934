"""The readings of the input and the tables of the law, as questions about the facts of many lines.

A fact of the line goes by its own name, a fact of a party by its name and the party's place, a field of the
input by its name with a mark. What depends on the moment is asked of the *epoch*: the interval between two
turning points in which the moment lies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from licet.determination.case import Alternatives, Slot, identity, together
from licet.determination.columns import Column, column_for
from licet.determination.conclude import LINE
from licet.determination.decide import Licet
from licet.determination.establish import READINGS, eccn_on, facts_named
from licet.determination.frames import Ask
from licet.determination.tables import Table
from licet.law.facts import FACTS
from licet.law.table_dates import table_date
from licet.terms.dates import Dated, Moment

T = TypeVar("T")

_OF_SLOT: dict[str, Callable[[Slot], object]] = {
    "role": lambda slot: slot.role,
    "party_country": lambda slot: slot.country,
    "party_located_in": lambda slot: slot.located_in or slot.country,
    "nationality": lambda slot: slot.nationality,
    "owners_stated": lambda slot: slot.owners_stated,
    "party_region": lambda slot: slot.region,
    "alternatives": lambda slot: slot.alternatives,
}


def stated(field: str) -> str:
    """What a field of the input goes by."""
    return f"stated {field}"


def of(place: int, fact: str) -> str:
    """What a fact of the party in a place goes by; of the line where the place is `LINE`."""
    return fact if place == LINE else f"{fact} of party {place}"


@dataclass(frozen=True, slots=True)
class AskedGroup:
    """A group of rules asked about the line, or about the party in a place."""

    ask: Ask
    number: int
    place: int

    @property
    def order(self) -> tuple[int, int]:
        """The order in which records are concluded from."""
        return self.number, self.place


class Asks:
    """The questions of one law, about lines whose facts change at some moments only."""

    def __init__(self, licet: Licet, turning_points: Iterable[Moment]) -> None:
        starts = tuple(sorted(turning_points))
        self._licet = licet
        self._epochs: Dated[int] = Dated(starts, range(len(starts) + 1))
        self._probes: tuple[Moment, ...] = (Moment.min, *starts)
        self._derived = licet.evaluator.tables.derived
        self._groups = licet.evaluator.tables.groups
        self._of_party = {fact.name for fact in FACTS.values() if fact.of_party}
        self._of_party.update(name for name, table in self._derived if table.of_party)
        self._versions: dict[tuple[Moment, ...], str] = {}
        for table in (*(table for _, table in self._derived), *self._groups):
            self._versions.setdefault(table.starts, f"version {len(self._versions)}")

    def epochs(self, moments: Column) -> Column:
        """The epoch of each line."""
        return column_for([self._epochs.at(_moment(when)) for when in moments.values], moments.codes)

    def read(self, places: Iterable[int]) -> Iterator[Ask]:
        """What is read of the line and of its parties apart from standings, and the versions of the law in force."""
        law, lists_missing = self._licet.law, self._licet.lists_missing
        named = facts_named(law)
        for reading in READINGS:
            if reading.fact in named:
                yield Ask(reading.fact, tuple(map(stated, reading.fields)), partial(reading.read, law))
        yield Ask("key_date", (stated("moment"),), Moment.date)
        yield Ask("table_date", ("epoch",), lambda epoch: table_date(self._probes[epoch].date()))
        yield Ask("stated_eccn", ("eccn_reading", "table_date"), eccn_on)
        yield Ask("lists_missing", ("epoch",), lambda epoch: self._at(epoch, lists_missing))
        yield Ask("licenses", ("epoch", stated("licenses")), self._at)
        yield Ask("accept_incomplete_lists", (), lambda: self._licet.options.accept_incomplete_lists)
        for starts, name in self._versions.items():
            version: Dated[int] = Dated(starts, range(len(starts) + 1))
            yield Ask(name, ("epoch",), partial(lambda version, epoch: self._at(epoch, version), version))
        for place in places:
            for fact, read in _OF_SLOT.items():
                yield Ask(of(place, fact), (of(place, "slot"),), read)

    def _at(self, epoch: int, dated: Dated[T]) -> T:
        return dated.at(self._probes[epoch])

    def standings(self, places: Iterable[int]) -> Iterator[Ask]:
        """What each party may be on the day, and the fact `parties`: those with a standing only."""
        for place in places:
            on_the_day = partial(self._standing, place)
            yield Ask(of(place, "standing"), ("epoch", of(place, "alternatives")), on_the_day)
            facts = tuple(of(place, fact) for fact in ("role", "party_country", "standing"))
            yield Ask(of(place, "listing"), facts, lambda *listing: listing if listing[2] != () else None, moot=None)
        yield Ask("parties", tuple(of(place, "listing") for place in places), _together)

    def _standing(self, place: int, epoch: int, alternatives: Dated[Alternatives]) -> object:
        return identity(place, alternatives.at(self._probes[epoch]))

    def derived(self, places: Iterable[int], *, of_standing: bool) -> Iterator[Ask]:
        """Derived facts: those that name standings, or the others, of the line and of the parties."""
        for name, table in self._derived:
            if table.of_standing is of_standing:
                for place in places if table.of_party else (LINE,):
                    yield self._ask(of(place, name), table, place)

    def groups(self, places: Iterable[int], *, of_standing: bool) -> Iterator[AskedGroup]:
        """What the groups of rules record."""
        for number, table in enumerate(self._groups):
            if table.of_standing is of_standing:
                for place in places if table.of_party else (LINE,):
                    yield AskedGroup(self._ask(of(place, f"record {number}"), table, place), number, place)

    def _ask(self, name: str, table: Table, place: int) -> Ask:
        facts = (of(place, fact) if fact in self._of_party else fact for fact in table.facts)

        def answer(version: int, *arguments: object) -> object:
            return table.ask(version, arguments)

        def may_matter(fact: int, value: object) -> bool:
            return table.may_matter(fact - 1, value) if fact else value not in table.idle

        return Ask(name, (self._versions[table.starts], *facts), answer, may_matter, table.moot)


def _together(*listings: object) -> object:
    present = [listing for listing in listings if isinstance(listing, tuple)]
    return together(
        tuple((role, country) for role, country, _ in present), tuple(standing for _, _, standing in present)
    )


def _moment(value: object) -> Moment:
    assert isinstance(value, Moment)
    return value
