"""What a list, or ownership by the listed, makes of a party on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from licet.terms.scope import ItemScope, ScopedPolicy


class Basis(StrEnum):
    """Why a party has a standing."""

    LISTED = "listed"  # the party is the entry
    BRANCH = "branch"  # the same legal person as the entry, not in the entry's own country
    OWNED = "owned"  # 50 percent or more, directly, indirectly or in the aggregate, by such owners
    MINORITY = "minority"  # owned in part, below 50 percent
    SHARE_UNKNOWN = "share_unknown"  # a listed owner is named and its share is not known


class State(StrEnum):
    """Whether the listing has effect on the day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """One legal standing, without the party's name, so that many parties share few of them.

    `act` is the rule that made the listing (its first page), `terms_act` the one that made the text in
    force; `listed_from` is the day the listing took effect for this entity, on which savings turn.
    """

    list: str
    state: State
    basis: Basis
    act: str
    terms_act: str
    listed_from: dt.date
    scope: ItemScope
    policy: ScopedPolicy
    footnotes: frozenset[int] = frozenset()
    programs: tuple[str, ...] = ()
    family: str = ""  # the group a general license names: huawei, zte
    country: str = ""  # of the entry
    savings: bool = False  # whether the listing act has a savings clause
    savings_through: dt.date | None = None  # last day of it, None where it has no end
    foreign: bool = True  # whether the party itself is a foreign entity
    limited: bool = False  # by address only, or otherwise not the named person
    partners: frozenset[str] = frozenset()  # of an owned party: countries of its stated owners that no list captures
    notes: tuple[tuple[str, str], ...] = ()  # (citation, text): acts that are said to reach it and do not
    certainty: str = ""
    _key: tuple[object, ...] = field(init=False, repr=False)
    _hash: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        key = tuple(getattr(self, name) for name in _FIELDS)
        object.__setattr__(self, "_key", key)
        object.__setattr__(self, "_hash", hash(key))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Standing) and self._key == other._key)

    @property
    def in_force(self) -> bool:
        """Whether the listing behind it has effect on the day."""
        return self.state is State.IN_FORCE


_FIELDS = tuple(name for name in Standing.__dataclass_fields__ if not name.startswith("_"))
