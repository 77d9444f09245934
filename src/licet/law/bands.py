"""Numbers and dates, reduced to where they lie between the limits that occur in the law.

A band is half-open below and closed above, `(limit[i - 1], limit[i]]`, since the law says "$5,000 or
less", "on or before", "exceeds 25 percent". A band can be compared with a registered limit only;
asking for another raises, because the answer would not be the same for all numbers of the band.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

Limit = Any  # Decimal or date; one kind a fact, so that limits compare


class UnregisteredLimit(LookupError):
    """A rule compared a banded fact with a limit it did not register."""


@dataclass(frozen=True, slots=True)
class Band:
    """The `index`-th band among `limits` (ascending)."""

    fact: str
    index: int
    limits: tuple[Limit, ...]

    def __hash__(self) -> int:
        return hash((self.fact, self.index))

    def at_most(self, limit: Limit | int) -> bool:
        """Whether every number of this band is at most `limit`."""
        place = bisect_left(self.limits, limit)
        if place == len(self.limits) or self.limits[place] != limit:
            raise UnregisteredLimit(f"{limit} is no registered limit of {self.fact}")
        return self.index <= place

    def exceeds(self, limit: Limit | int) -> bool:
        """Whether every number of this band is more than `limit`."""
        return not self.at_most(limit)

    def among(self, limits: tuple[Limit, ...]) -> Band:
        """The band among some of the limits that holds this one."""
        index = bisect_left(limits, self.limits[self.index]) if self.index < len(self.limits) else len(limits)
        return Band(self.fact, index, limits)

    def __str__(self) -> str:
        if not self.limits:
            return "any"
        if self.index == 0:
            return f"at most {self.limits[0]}"
        if self.index == len(self.limits):
            return f"over {self.limits[-1]}"
        return f"over {self.limits[self.index - 1]}, at most {self.limits[self.index]}"


def band(fact: str, value: Limit, limits: tuple[Limit, ...]) -> Band:
    """The band a value of `fact` lies in."""
    return Band(fact, bisect_left(limits, value), limits)


def all_bands(fact: str, limits: tuple[Limit, ...]) -> tuple[Band, ...]:
    """Every band of a fact: the answers an unknown number or date may have."""
    return tuple(Band(fact, index, limits) for index in range(len(limits) + 1))
