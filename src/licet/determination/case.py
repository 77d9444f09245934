"""A transaction as the law sees it: facts of the line, and what each party may be on each day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from licet.law.maybe import lift, unknown
from licet.terms.dates import Dated, Moment
from licet.terms.party import Role
from licet.terms.standing import Standing

Standings = tuple[Standing, ...]
Alternatives = tuple[Standings, ...]  # what a party may be: one where it is certain


@dataclass(frozen=True, slots=True)
class Slot:
    """A party as the law sees it: its role, its places, and what it may be on each day."""

    role: Role
    country: str
    located_in: str
    nationality: str
    owners_stated: bool
    alternatives: Dated[Alternatives]
    region: str = ""

    def facts(self) -> dict[str, object]:
        """The facts of the party that are the same on every day."""
        return {
            "role": self.role,
            "party_country": self.country,
            "party_located_in": self.located_in or self.country,
            "nationality": self.nationality,
            "owners_stated": self.owners_stated,
            "party_region": self.region,
        }


@dataclass(frozen=True, slots=True)
class Case:
    """A transaction as the law sees it. `facts` and `dated` are facts of the line."""

    facts: Mapping[str, object]
    dated: Mapping[str, Dated[object]]
    slots: tuple[Slot, ...]

    def turning_points(self) -> set[Moment]:
        """Moments at which some fact of this case changes."""
        points = {m for value in self.dated.values() for m in value.starts}
        points.update(m for slot in self.slots for m in slot.alternatives.starts)
        return points

    def parties(self, standings: tuple[object, ...]) -> object:
        """The fact `parties`, from the standings of each party."""
        listed = [(slot, standing) for slot, standing in zip(self.slots, standings, strict=True) if standing]
        return together(
            tuple((slot.role, slot.country) for slot, _ in listed), tuple(standing for _, standing in listed)
        )


@cache
def identity(place: int, alternatives: Alternatives) -> object:
    """A party's standings: plain, or open over who it is (variable `parties[i].name`)."""
    if len(alternatives) == 1:
        return alternatives[0]
    variable = f"parties[{place}].name"
    return lift(alternatives.__getitem__, (unknown(variable, tuple(range(len(alternatives)))),))


@cache
def together(roles: tuple[tuple[Role, str], ...], standings: tuple[object, ...]) -> object:
    """The fact `parties`: role, country and standings of each party that has, or may have, a standing."""

    def zipped(*known: object) -> object:
        return tuple((role, country, each) for (role, country), each in zip(roles, known, strict=True))

    return lift(zipped, standings)
