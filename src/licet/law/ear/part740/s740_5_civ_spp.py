"""740.5: civil end users (CIV) to 2020-06-28; Syria Peace and Prosperity (SPP) since 2025-09-02."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part740.exception import (
    ClaimedItem,
    ClaimedMove,
    claimed,
    earlier_wording,
    exception,
    grant,
    refused,
)
from licet.law.ear.part740.restriction import Bars
from licet.law.ear.part740.s740_4_gbs import NATIONAL_SECURITY
from licet.law.finding import Finding, Findings, authorize
from licet.law.rule import rule, span
from licet.terms.item import Claim

_REMOVED = "85 FR 23470"
_CIV = exception("CIV", "Civil End-Users", "740.5", "civil end users and civil end uses only")
_NEEDS = ("civil_end_user", "eligible_by_entry")
_SENSITIVE = frozenset({"military", "military_intelligence", "nuclear", "missile", "chemical_biological"})


@rule(
    "740.5 CIV",
    citation="15 CFR 740.5",
    only_when="claims",
    effective=[span(None, "2020-06-28", by="61 FR 64274", ended_by=_REMOVED)],
    doubt='which entries said "CIV: Yes" is not in the tables; the claim states it',
)
def civil_end_users(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Civil end users (CIV)

    Encoded: items that need a license for national security reasons only, to civil end users for civil
    end uses in Country Group D:1 except North Korea, where the entry said "CIV: Yes"; releases of technology
    and source code after the review of (b). Claimed by `CIV`.
    Not encoded: which entries allowed CIV: the list of exceptions was read after its removal.
    Doubt: the wording is known from its removal, not read.
    Conditions:
    civil_end_user: every end user is a civil one, for a civil end use
    eligible_by_entry: the entry of the day said "CIV: Yes" for the item
    foreign_national_reviewed: a release: BIS reviewed the foreign national and gave notice (b)
    """
    claim = claimed(claims, "CIV")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    if "D:1" not in claimed_move.groups or claimed_move.destination == "KP":
        return refused("CIV reached Country Group D:1 except North Korea only", "740.5")
    if claimed_move.end_use in _SENSITIVE:
        return refused(f"CIV is for civil end uses, not for {claimed_move.end_use}", "740.5")
    released = ("foreign_national_reviewed",) if claimed_move.activity == "deemed_export" else ()
    found = grant(
        _CIV,
        claim,
        restrictions,
        section="740.5",
        because=f"{claimed_item.classification.eccn} to civil end users in Country Group D:1",
        covers=NATIONAL_SECURITY,
        needs=(*_NEEDS, *released),
        alone=True,
    )
    return (*found, *earlier_wording(claimed_move, "740.5"))


@rule("740.5 CIV removed", citation="15 CFR 740.5", only_when="claims", effective=[span("2020-06-29", by=_REMOVED)])
def civil_end_users_removed(claims: tuple[Claim, ...]) -> Findings | None:
    """License Exception CIV no longer exists

    Encoded: a claim of it authorizes nothing since 2020-06-29.
    """
    if claimed(claims, "CIV") is None:
        return None
    return refused(f"License Exception CIV was removed on 2020-06-29 ({_REMOVED})", "740.5")


_SPP = exception("SPP", "Syria Peace and Prosperity", "740.5", "EAR99 items only", "no requirement of Part 744 stands")


@rule("740.5 SPP", citation="15 CFR 740.5", effective=[span("2025-09-02", by="90 FR 42320")])
def syria_peace_and_prosperity(
    classification: Classification | None, destination: str, activity: str
) -> Finding | None:
    """Syria Peace and Prosperity (SPP)

    Encoded: export or reexport to Syria of every item designated EAR99; no claim is needed. What 744
    requires stays required: it covers 746.9 only.
    Not encoded: 744.8 transactions authorized by, or exempt before, the Office of Foreign Assets Control.
    """
    if destination != "SY" or activity not in ("export", "reexport") or classification is None:
        return None
    if not classification.eccn.is_ear99:
        return None
    because = "EAR99 items to Syria"
    return authorize(because, "15 CFR 740.5(a)", "90 FR 42320", covers=("746.9",), authority=_SPP, key="SPP")
