"""What stated owners make of a party, on each day: who each is or may be, and what the law makes of them together.

Where several owners may each be one of several entities, the joint answers are tried one by one up to a limit. Past
it the owners are settled by the bounds: if even all of what each may be captures nothing, nothing is captured; else
the party keeps what is certain, and may be anybody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from licet.law.ear.part744.headquarters import parents
from licet.law.ear.part744.supp8_ownership import OwnerNode, standings_from_owners
from licet.terms.dates import BEGINNING, FOREVER, Dated, Moment, end_of
from licet.terms.standing import Basis, Standing
from licet.terms.transaction import Owner

StandingsOnDay = tuple[Standing, ...]
Alternatives = tuple[StandingsOnDay, ...]

MAX_TRIED = 64  # joint answers about who the owners are; past it only bounds are drawn


@dataclass(frozen=True, slots=True)
class OwnerInTime:
    """An owner as stated, what it is or may be on each day, and its own owners."""

    owner: Owner
    dated: Dated[Alternatives]
    above: tuple[OwnerInTime, ...]

    def points(self) -> Iterable[Moment]:
        """Moments at which its standing, its share or those of the owners above it change."""
        yield from self.dated.starts
        if self.owner.since:
            yield midnight(self.owner.since)
        if self.owner.until:
            yield end_of(self.owner.until) + dt.timedelta(microseconds=1)
        for owner in self.above:
            yield from owner.points()

    def holds(self, when: Moment) -> bool:
        """Whether the stake is held at a moment."""
        since, until = self.owner.since, self.owner.until
        return (since is None or midnight(since) <= when) and (until is None or when <= end_of(until))

    def count(self, when: Moment) -> int:
        """How many joint answers there are about it and the owners above it, up to one past the limit."""
        found = len(self.dated.at(when))
        for owner in self.above:
            if owner.holds(when):
                found = min(found * owner.count(when), MAX_TRIED + 1)
        return found

    def nodes(self, when: Moment) -> Iterable[OwnerNode]:
        """Every owner this may be: one where it is certain."""
        above = [tuple(owner.nodes(when)) for owner in self.above if owner.holds(when)]
        for standings in self.dated.at(when):
            for combination in product(*above):
                yield self._node(standings, combination)

    def least(self, when: Moment) -> OwnerNode:
        """The owner with what it and those above it are in any case."""
        alternatives = self.dated.at(when)
        certain = [s for s in alternatives[0] if all(s in other for other in alternatives[1:])]
        return self._node(tuple(certain), tuple(o.least(when) for o in self.above if o.holds(when)))

    def most(self, when: Moment) -> OwnerNode:
        """The owner with all of what it and those above it may be."""
        every = tuple(dict.fromkeys(s for standings in self.dated.at(when) for s in standings))
        return self._node(every, tuple(o.most(when) for o in self.above if o.holds(when)))

    def _node(self, standings: StandingsOnDay, owners: tuple[OwnerNode, ...]) -> OwnerNode:
        return OwnerNode(
            standings=standings,
            percent=self.owner.percent,
            relationship=self.owner.relationship,
            owners=owners,
            country=self.owner.country,
        )


def through_owners(owners: Sequence[OwnerInTime], country: str, anybody: Standing) -> Dated[Alternatives]:
    """The standings that a party established in `country` has, or may have, by its owners.

    `anybody` is the standing of a name that was not settled.
    """
    points = sorted({point for owner in owners for point in owner.points()} - {BEGINNING, FOREVER})
    return Dated(points, [_at(owners, probe, country, anybody) for probe in (BEGINNING, *points)])


def _at(owners: Sequence[OwnerInTime], when: Moment, country: str, anybody: Standing) -> Alternatives:
    held = [owner for owner in owners if owner.holds(when)]
    tried = 1
    for owner in held:
        tried = min(tried * owner.count(when), MAX_TRIED + 1)
    if tried <= MAX_TRIED:
        found: dict[StandingsOnDay, None] = {}
        for combination in product(*(tuple(owner.nodes(when)) for owner in held)):
            found[_standings(combination, country)] = None
        return tuple(found)
    least = _standings(tuple(owner.least(when) for owner in held), country)
    most = _standings(tuple(owner.most(when) for owner in held), country)
    if all(standing.basis is Basis.MINORITY for standing in most if standing not in least):
        return tuple(dict.fromkeys((least, most)))
    return least, (*least, anybody)


def _standings(owners: tuple[OwnerNode, ...], country: str) -> StandingsOnDay:
    return tuple(dict.fromkeys((*standings_from_owners(owners, country), *parents(owners, country))))


def midnight(date: dt.date) -> Moment:
    """The first instant of a day."""
    return dt.datetime(date.year, date.month, date.day)
