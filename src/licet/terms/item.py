"""What the input may say of an item beside its classification, and the reliefs relied on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from licet.terms.eccn import Eccn

# Stands for "whatever would count most" among the possible answers to an unknown list of ECCNs.
ANY_ECCN = Eccn("*")

UsContent = tuple[tuple[Eccn, Decimal], ...]  # (ECCN, percent of fair market value)
NO_US_CONTENT: UsContent = ()
ALL_US_CONTENT: UsContent = ((ANY_ECCN, Decimal(100)),)


@dataclass(frozen=True, slots=True)
class DirectProduct:
    """What a foreign-made item is a direct product of (15 CFR 734.9).

    `of`: ECCNs of the technology or software; `plant`: ECCNs that its plant, or a major component of
    it, is or is a direct product of. `production_started` is claimed by stating it.
    """

    of: tuple[Eccn, ...] = ()
    plant: tuple[Eccn, ...] = ()
    designed_by_footnote_1: bool = False
    production_started: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A license exception relied on, with the conditions stated for it (name, value)."""

    exception: str  # LVS, GBS, ENC, …
    conditions: tuple[tuple[str, object], ...] = ()

    def states(self, name: str) -> object:
        """The stated value of a condition, `None` where it is not stated."""
        return dict(self.conditions).get(name)


@dataclass(frozen=True, slots=True)
class LicenseOnFile:
    """A specific license as it bears on one line on the day: what fits is computed by `establish`."""

    number: str
    valid_from: str
    valid_until: str
    fits: bool  # parties, items, value, quantity and dates, as far as they are stated
    because: str  # what fits, or what does not
    awaits: tuple[str, ...] = ()  # facts that are not stated, without which it is not known to fit
    conditions: Mapping[str, object] = field(default_factory=dict, hash=False, compare=False)
