"""740.8: Notified Advanced Computing (NAC) and Advanced Computing Authorized (ACA)."""

from __future__ import annotations

from licet.law.ear.part740.exception import (
    LIST_BASED,
    SHIPMENTS,
    ClaimedItem,
    ClaimedMove,
    among,
    claimed,
    earlier_wording,
    exception,
    grant,
    refused,
)
from licet.law.ear.part740.restriction import Bars
from licet.law.finding import Authority, Findings
from licet.law.rule import rule, span
from licet.terms.item import Claim

_NAC = exception("NAC", "Notified Advanced Computing", "740.8", "no requirement of Part 744 or 746 stands (b)")
_ACA = exception("ACA", "Advanced Computing Authorized", "740.8", "no requirement of Part 744 or 746 stands (b)")

_ITEMS = (
    "3A090.a", "3A090.b", "4A090", "3A001.z", "4A003.z", "4A004.z", "4A005.z", "5A002.z", "5A004.z", "5A992.z",
    "5D002.z", "5D992.z",
)  # fmt: skip
_BELOW_3A090_A = ("3A090.b", "4A090.b")
_UNDER_ENC = ("5A002.z", "5A004.z", "5D002.z")  # (a)(3)
_MADE = "88 FR 73458"
_SPLIT = "89 FR 23876"


def _there(move: ClaimedMove) -> bool:
    """Macau and Country Group D:5."""
    return "D:5" in move.groups or move.destination == "MO"


def _answer(
    authority: Authority, claim: Claim, item: ClaimedItem, move: ClaimedMove, bars: Bars, further: tuple[str, ...]
) -> Findings:
    found = item.classification
    eligible = among(found, _ITEMS)
    if eligible is False:
        return refused(f"{authority.id} is not for {found.eccn}", "740.8(a)")
    needs = ["written_purchase_order"] if claim.states("commercial_sample") is not True else []
    if not among(found, _BELOW_3A090_A):
        needs.append("not_for_datacenter")
    encryption = among(found, _UNDER_ENC) is True
    if encryption:
        needs.append("enc_requirements_met")
    if eligible is None:
        needs.append("eligible_paragraph")
    granted = grant(
        authority,
        claim,
        bars,
        section="740.8(a)",
        because=f"{found.eccn}: {authority.title}",
        covers=(*LIST_BASED, "742.15") if encryption else LIST_BASED,
        needs=(*needs, *further),
    )
    return (*granted, *earlier_wording(move, "740.8"))


@rule("740.8 NAC", citation="15 CFR 740.8", only_when="claims", effective=[span("2024-04-04", by=_SPLIT)])
def notified_advanced_computing(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Notified Advanced Computing (NAC)

    Encoded: claimed by `NAC`: exports and reexports of 3A090.a and .b, 4A090 and the .z paragraphs named in (a),
    none for a datacenter that meets 3A090.a, to Macau and Country Group D:5, or elsewhere to an entity with its
    seat there; the notification 25 days before and its confirmation; for 5A002.z, 5A004.z and 5D002.z the
    requirements of 740.17 too. It overcomes no requirement of Part 744 or 746.
    Not encoded: (b), 744.23(a)(3) for entities with such a seat elsewhere, which stays required.
    Conditions:
    written_purchase_order: a written purchase order was obtained before (a)(1)
    commercial_sample: a commercial sample, which needs no purchase order (a)(1)
    not_for_datacenter: not designed or marketed for use in a datacenter while meeting 3A090.a (a)
    eligible_paragraph: the item is of a paragraph that (a) names; 3A090.c is not
    enc_requirements_met: 5A002.z, 5A004.z, 5D002.z: all requirements of License Exception ENC are met (a)(3)
    notified_25_days_before: BIS was notified at least 25 days before, value and quantity within the notice (a)(2), (c)
    bis_confirmed: BIS confirmed that NAC may be used, with a confirmation number (c)(2)
    headquartered_in_macau_or_d5: elsewhere: the recipient or its ultimate parent has its seat there (a)
    """
    claim = claimed(claims, "NAC")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    if claimed_move.activity not in ("export", "reexport"):
        return refused("NAC is for exports and reexports", "740.8(a)")
    seat = () if _there(claimed_move) else ("headquartered_in_macau_or_d5",)
    needs = ("notified_25_days_before", "bis_confirmed", *seat)
    return _answer(_NAC, claim, claimed_item, claimed_move, restrictions, needs)


@rule("740.8 ACA", citation="15 CFR 740.8", only_when="claims", effective=[span("2024-04-04", by=_SPLIT)])
def advanced_computing_authorized(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Advanced Computing Authorized (ACA)

    Encoded: claimed by `ACA`: the same items as NAC, worldwide but to Macau, Country Group D:5 and entities with
    their seat there; transfers (in-country) there too. No notification.
    Conditions:
    written_purchase_order: a written purchase order was obtained before (a)(1)
    commercial_sample: a commercial sample, which needs no purchase order (a)(1)
    not_for_datacenter: not designed or marketed for use in a datacenter while meeting 3A090.a (a)
    eligible_paragraph: the item is of a paragraph that (a) names; 3A090.c is not
    enc_requirements_met: 5A002.z, 5A004.z, 5D002.z: all requirements of License Exception ENC are met (a)(3)
    not_headquartered_in_macau_or_d5: no party is of Macau or D:5 by its own or its ultimate parent's seat (a)
    """
    claim = claimed(claims, "ACA")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    if claimed_move.activity not in SHIPMENTS:
        return refused("ACA is for exports, reexports and transfers (in-country)", "740.8(a)")
    transfer = claimed_move.activity == "transfer_in_country"
    if _there(claimed_move) and not transfer:
        return refused("ACA does not reach Macau or Country Group D:5", "740.8(a)")
    seat = () if _there(claimed_move) else ("not_headquartered_in_macau_or_d5",)
    return _answer(_ACA, claim, claimed_item, claimed_move, restrictions, seat)


@rule(
    "740.8 before",
    citation="15 CFR 740.8",
    only_when="claims",
    status="not_encoded",
    effective=[span("2023-11-17", "2024-04-03", by=_MADE, ended_by=_SPLIT)],
)
def notified_advanced_computing_before(claims: tuple[Claim, ...]) -> Findings | None:
    """Notified Advanced Computing as first made

    Encoded: a claim of it authorizes nothing: its first text was not read.
    Not encoded: License Exception NAC from 2023-11-17 to 2024-04-03.
    """
    if claimed(claims, "NAC") is None:
        return None
    return refused(f"NAC as it stood from 2023-11-17 to 2024-04-03 ({_MADE}) is not encoded", "740.8")
