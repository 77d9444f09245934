"""15 CFR 744.9: cameras, systems and components for military end-users and military commodities."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part744.s744_11_entity_list import CLARIFIED_PARTY
from licet.law.ear.part744.supp8_ownership import MILITARY_END_USERS
from licet.law.finding import Effect, Findings, no_exceptions, note, require
from licet.law.rule import derived, rule
from licet.terms.eccn import Eccn
from licet.terms.outcome import ReviewPolicy
from licet.terms.party import Role
from licet.terms.scope import within_any
from licet.terms.standing import Basis, Standing

_KEY = "744.9"
_NARROW = ("6A003.a.3", "6A003.a.4", "6A003.a.6")
_WHOLE = ("6A002", "6A003", "8A002.d")
_IN_PART = ("0A504", "6A993.a")
_NARROW_EXCEPT = frozenset({"AU", "CA", "GB"})
_MILITARY = frozenset({"military", "military_intelligence"})


@derived(citation="15 CFR 744.9(a)(1)")
def camera_scope(destination: str, destination_groups: frozenset[str], classification: Classification | None) -> str:
    """Whether 744.9 reaches the item and the destination: `reached`, `perhaps`, or empty."""
    if classification is None or destination in _NARROW_EXCEPT:
        return ""
    eccn: Eccn = classification.eccn
    if "A:1" in destination_groups:
        verdict = within_any(eccn, _NARROW)
        # (a)(1)(iii): what goes into a 0A919 military commodity is reached here too, and no fact states it.
        return "reached" if verdict else "perhaps" if within_any(eccn, (*_WHOLE, *_IN_PART)) is not False else ""
    verdict = within_any(eccn, _WHOLE)
    if verdict:
        return "reached"
    return "perhaps" if verdict is None or within_any(eccn, _IN_PART) is not False else ""


def _cameras(who: str, camera_scope: str, destination_groups: frozenset[str]) -> Findings:
    if camera_scope == "perhaps":
        because = f"{who}: whether the camera or component is one of 15 CFR 744.9(a)(1), or goes into a military"
        return (note(Effect.QUESTION, because + " commodity, is not known.", "15 CFR 744.9(a)(1)", code="item.eccn"),)
    denied = "D:5" in destination_groups
    return (
        require(
            f"{who}: the camera, system or component needs a license, reviewed as under the ITAR.",
            "15 CFR 744.9(a)(1)",
            "15 CFR 744.9(c)",
            policy=ReviewPolicy.POLICY_OF_DENIAL if denied else ReviewPolicy.CASE_BY_CASE,
            key=_KEY,
        ),
        no_exceptions("No license exception but GOV for the United States.", "15 CFR 744.9(e)", key=_KEY),
    )


_NOT_READ = "the text before 2024-04-19 was not read"


@rule(_KEY, citation="15 CFR 744.9(a)", doubt=_NOT_READ, only_when="camera_scope")
def cameras_for_military_use(end_use: str, camera_scope: str, destination_groups: frozenset[str]) -> Findings | None:
    """A license is required for certain cameras for military end-users

    Encoded: 6A002, 6A003 and 8A002.d for a military end use outside Country Group A:1, 6A003.a.3, .a.4
    and .a.6 outside Australia, Canada and the United Kingdom; 0A504 and 6A993.a, of which the section
    reaches part, are a question. Reviewed as under the ITAR: for Country Group D:5 a policy of denial
    (22 CFR 126.1), otherwise case by case.
    Not encoded: (a)(2), military deployments of countries of Country Group A:1; (b), notices to one
    exporter; License Exception GOV of (e).
    """
    if end_use not in _MILITARY:
        return None
    return _cameras("The item is for a military end use", camera_scope, destination_groups)


@rule("744.9 listed", citation="15 CFR 744.9(a)", doubt=_NOT_READ, only_when="camera_scope")
def cameras_for_listed_military_end_user(
    role: Role, standing: Standing, camera_scope: str, destination_groups: frozenset[str]
) -> Findings | None:
    """A license is required for certain cameras for an entity of the Military End-User List

    Encoded: as for a military end use, where the listed entity is a party to the transaction.
    """
    if standing.list not in MILITARY_END_USERS or not standing.in_force or role not in CLARIFIED_PARTY:
        return None
    if standing.basis not in (Basis.LISTED, Basis.BRANCH):
        return None
    return _cameras("{party} is a military end-user", camera_scope, destination_groups)
