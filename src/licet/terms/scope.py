"""Which items a listing's license requirement reaches, and how its review policy divides them.

Both keep the words of the list entry. Where a scope or a clause is not understood, or turns on a fact that
is not known, the answer is `None` or the more restrictive policy: never the more lenient.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from licet.terms.eccn import Eccn
from licet.terms.outcome import ReviewPolicy

EAR99_TEXT = "EAR99"


def within(eccn: Eccn, entry: str) -> bool | None:
    """Whether an item is in a named ECCN or paragraph.

    `1A004.c` holds 1A004.c.1 and not 1A004.d. An item stated without the paragraph may or may not be in
    it: `None`.

    >>> within(Eccn("1A004", ".c.1"), "1A004.c"), within(Eccn("1A004"), "1A004.c")
    (True, None)
    """
    number, dot, rest = entry.partition(".")
    if eccn.number.upper() != number.upper():
        return False
    wanted = (dot + rest).lower()
    stated = eccn.paragraph.lower()
    if not wanted or stated == wanted or stated.startswith(wanted + "."):
        return True
    return None if not stated or wanted.startswith(stated + ".") else False


def within_any(eccn: Eccn, entries: Iterable[str]) -> bool | None:
    """Whether an item is in one of several ECCNs; `None` where a paragraph left out could put it there."""
    doubtful = False
    for entry in entries:
        verdict = within(eccn, entry)
        if verdict:
            return True
        doubtful = doubtful or verdict is None
    return None if doubtful else False


class Reach(StrEnum):
    """The broad shape of an item scope."""

    ALL = "all"  # all items subject to the EAR
    CCL = "ccl"  # items on the Commerce Control List
    LISTED = "listed"  # the ECCNs named
    UNPARSED = "unparsed"  # the words are not understood


@dataclass(frozen=True, slots=True)
class ItemScope:
    """The items a license requirement reaches.

    `eccns` are what a `LISTED` scope names, or what a `CCL` scope reaches beside the CCL; `excepted` is what the
    entry takes out again; `doubtful` names items whose inclusion turns on what an ECCN does not tell
    (`EAR99` of which a supplement lists only some; `*` for a carve-out by purpose that any item may meet).
    `doubtful_kind` narrows the doubt to `technology` where a carve-out speaks of that alone.
    """

    reach: Reach
    eccns: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    text: str = ""
    doubtful_kind: str = ""

    def covers(self, eccn: Eccn | None, kind: str = "") -> bool | None:
        """Whether the requirement reaches the item; `None` where that cannot be told.

        `eccn` is `None` for an item whose classification is not known; `kind` is commodity, software or
        technology, empty where it is not known.
        """
        if self.reach is Reach.UNPARSED:
            return None
        doubtful = () if self.doubtful_kind and kind and kind != self.doubtful_kind else self.doubtful
        if eccn is None:
            return True if self.reach is Reach.ALL and not self.excepted and not doubtful else None
        out = within_any(eccn, self.excepted)
        if out:
            return False
        if "*" in doubtful:
            return None
        inside: bool | None
        if self.reach is Reach.ALL or (self.reach is Reach.CCL and not eccn.is_ear99):
            inside = True
        else:
            inside = within_any(eccn, self.eccns)
        if within_any(eccn, doubtful) is not False:
            return None
        return None if inside and out is None else inside


ALL_ITEMS = ItemScope(Reach.ALL)


class Purpose(StrEnum):
    """Purposes by which a review policy divides items."""

    ADVANCED_NODE = "advanced_node"  # uniquely required for production at 10 nm and below
    LEGACY_WAFER = "legacy_wafer"  # made for 200 mm wafers and going to a 200 mm plant
    INFECTIOUS_DISEASE = "infectious_disease"
    FOOD_AND_MEDICINE = "food_and_medicine"
    ITEM_NOTE = "item_note"  # described in a note, or a section, that an ECCN does not identify
    SPACE_STATION = "space_station"
    CIVIL_AVIATION = "civil_aviation"
    COMMUNICATIONS = "communications"  # consumer devices of 740.19
    OTHER = "other"


# Stated end uses that say the goods do not go into making chips at all; the rest leave it open.
_NOT_CHIP_MAKING = frozenset(
    {
        "other",
        "support_existing_network",
        "support_own_network",
        "expand_network",
        "support_existing_device",
        "vulnerability_disclosure",
        "standards_development",
    }
)


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold for a clause. All stated parts must: `eccns`, `not_eccns`, `ccl`, `purpose`.

    `ccl` is True for items on the CCL only, False for EAR99 only, `None` for either.
    """

    eccns: tuple[str, ...] = ()
    not_eccns: tuple[str, ...] = ()
    ccl: bool | None = None
    purpose: Purpose | None = None

    def holds(self, eccn: Eccn | None, end_use: str | None) -> bool | None:
        """Whether it holds; `None` where the item or its purpose leaves it open."""
        verdicts: list[bool | None] = []
        if self.eccns:
            verdicts.append(None if eccn is None else within_any(eccn, self.eccns))
        if self.not_eccns:
            named = None if eccn is None else within_any(eccn, self.not_eccns)
            verdicts.append(None if named is None else not named)
        if self.ccl is not None:
            verdicts.append(None if eccn is None else eccn.is_ear99 is not self.ccl)
        if self.purpose is not None:
            verdicts.append(_purpose(self.purpose, eccn, end_use))
        if False in verdicts:
            return False
        return None if None in verdicts else True

    def __str__(self) -> str:
        parts = []
        if self.eccns:
            parts.append(", ".join(self.eccns))
        if self.not_eccns:
            parts.append("not " + ", ".join(self.not_eccns))
        if self.ccl is not None:
            parts.append("items on the CCL" if self.ccl else EAR99_TEXT)
        if self.purpose is not None:
            parts.append(self.purpose.value.replace("_", " "))
        return "; ".join(parts) or "all items"


def _purpose(purpose: Purpose, eccn: Eccn | None, end_use: str | None) -> bool | None:
    if purpose is Purpose.ADVANCED_NODE:
        if end_use == "advanced_node_ic":
            return True
        return False if end_use in _NOT_CHIP_MAKING else None
    # No stated fact can prove the others; an end use stated as chips of an advanced node excludes the 200 mm plant.
    return False if purpose is Purpose.LEGACY_WAFER and end_use == "advanced_node_ic" else None


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a review policy: applications that meet `condition` are reviewed under `policy`."""

    policy: ReviewPolicy
    condition: Condition


@dataclass(frozen=True, slots=True)
class ScopedPolicy:
    """A review policy in clauses, first that holds; what no clause takes is reviewed under `default`.

    `text` is the policy as the list gives it, `complaint` what of it was not understood.
    """

    default: ReviewPolicy
    clauses: tuple[Clause, ...] = ()
    text: str = ""
    complaint: str = ""

    def resolve(self, eccn: Eccn | None, end_use: str | None) -> tuple[ReviewPolicy, str]:
        """The policy for an item and a stated end use, and why.

        Where a clause may or may not hold, the more restrictive of what could follow.
        """
        possible: list[tuple[ReviewPolicy, str]] = []
        open_clauses = 0
        for clause in self.clauses:
            verdict = clause.condition.holds(eccn, end_use)
            if verdict is False:
                continue
            possible.append((clause.policy, str(clause.condition)))
            if verdict:
                break
            open_clauses += 1
        else:
            possible.append((self.default, "all other items" if self.clauses else "all items"))
        policy, why = max(possible, key=lambda each: each[0].severity)
        if open_clauses and len({each for each, _ in possible}) > 1:
            why += " (whether another part of the policy applies is not known: the more restrictive is taken)"
        return policy, why


DENIED = ScopedPolicy(ReviewPolicy.POLICY_OF_DENIAL)
PRESUMED_DENIED = ScopedPolicy(ReviewPolicy.PRESUMPTION_OF_DENIAL)
