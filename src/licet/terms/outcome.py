"""Outcomes and review policies, spelled as the contract spells them."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """The answer for one transaction. Three of them clear it; see `CLEARANCES`."""

    NOT_SUBJECT_TO_EAR = "not_subject_to_ear"
    NO_LICENSE_REQUIRED = "no_license_required"
    AUTHORIZED = "authorized"
    UNDETERMINED = "undetermined"
    LICENSE_REQUIRED = "license_required"
    PROHIBITED = "prohibited"
    INVALID = "invalid"

    @property
    def severity(self) -> int:
        """Rank from the freest (0) to the most restrictive; `invalid` ranks worst."""
        return _OUTCOME_RANK[self]

    @property
    def clears(self) -> bool:
        """Whether goods may move on this answer."""
        return self in CLEARANCES


_OUTCOME_RANK = {outcome: rank for rank, outcome in enumerate(Outcome)}
CLEARANCES = frozenset({Outcome.NOT_SUBJECT_TO_EAR, Outcome.NO_LICENSE_REQUIRED, Outcome.AUTHORIZED})


class ReviewPolicy(StrEnum):
    """How BIS reviews an application, from the entry or Part 742."""

    PRESUMPTION_OF_APPROVAL = "presumption_of_approval"
    CASE_BY_CASE = "case_by_case"
    PRESUMPTION_OF_DENIAL = "presumption_of_denial"
    POLICY_OF_DENIAL = "policy_of_denial"

    @property
    def severity(self) -> int:
        """Rank from the most favorable (0) to the most restrictive (3)."""
        return _POLICY_RANK[self]


_POLICY_RANK = {policy: rank for rank, policy in enumerate(ReviewPolicy)}


def most_restrictive(policies: list[ReviewPolicy]) -> ReviewPolicy | None:
    """The headline of several review policies; `None` for none."""
    return max(policies, key=lambda policy: policy.severity, default=None)
