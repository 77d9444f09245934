"""740.6: technology and software under restriction (TSR)."""

from __future__ import annotations

from licet.law.ear.part740.exception import (
    ClaimedItem,
    ClaimedMove,
    claimed,
    exception,
    grant,
    refused,
)
from licet.law.ear.part740.restriction import Bars
from licet.law.ear.part740.s740_4_gbs import NATIONAL_SECURITY, group_b
from licet.law.finding import Findings
from licet.law.rule import rule
from licet.terms.item import Claim

_TSR = exception(
    "TSR",
    "Technology and Software under Restriction",
    "740.6",
    "written assurance of the consignee, before release",
    "reports under 743.1 where they apply",
)


@rule("740.6", citation="15 CFR 740.6", only_when="claims")
def technology_under_restriction(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Technology and software under restriction (TSR)

    Encoded: technology and software that need a license for national security reasons only; the entry's
    "TSR: Yes"; Country Group B except Sudan and Ukraine; the consignee's written assurance first.
    Claimed by `TSR`. Entries whose eligibility turns on more need `eligible_by_entry`.
    Not encoded: the wording of the assurance of (a)(1) and (2), for 3E069 with (iv) since 2025; reports of 743.1.
    Conditions:
    written_assurance: the consignee's written assurance of (a)(1) or (2) was received beforehand
    eligible_by_entry: the item is among those of the entry that TSR is for
    """
    claim = claimed(claims, "TSR")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    if claimed_item.kind == "commodity":
        return refused("TSR is for technology and software", "740.6(a)")
    if not group_b(claimed_move.destination, claimed_move.groups):
        return refused("TSR reaches Country Group B except Sudan and Ukraine only", "740.6(a)")
    term = item.exceptions.get("TSR")
    if term is None or term.eligible is False:
        return refused(f"the entry does not allow TSR for {item.eccn}", "740.6(a)")
    return grant(
        _TSR,
        claim,
        restrictions,
        section="740.6(a)",
        because=f"the entry allows TSR for {item.eccn}",
        covers=NATIONAL_SECURITY,
        needs=("written_assurance",) if term.eligible else ("written_assurance", "eligible_by_entry"),
        alone=True,
    )
