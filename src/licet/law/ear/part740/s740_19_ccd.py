"""740.19: consumer communications devices (CCD)."""

from __future__ import annotations

from licet.law.ear.part740.exception import (
    GOODS,
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
from licet.law.ear.part740.sanctioned import overcome
from licet.law.finding import Findings
from licet.law.rule import rule, span
from licet.terms.item import Claim

_CCD = exception("CCD", "Consumer Communications Devices", "740.19", "eligible end users only (c)")
_DEVICES = ("EAR99", "5A992.c", "4A994.b", "5A991", "5D992.c", "4D994", "5D991")  # (b)(1)-(8)
_MORE = (*_DEVICES, "5A992", "3A991.p", "4A994.l")  # (b)(9)-(18)
_UNTIL_2024 = (*_DEVICES, "5A992")
_RUSSIA, _BELARUS = ("RU",), ("RU", "BY")
_NARROWED = "89 FR 51644"


def _answer(
    claims: tuple[Claim, ...],
    item: ClaimedItem | None,
    move: ClaimedMove | None,
    bars: Bars,
    everything: tuple[str, ...],
    reached: tuple[str, ...],
    eccns: tuple[str, ...],
) -> Findings | None:
    """`everything`: destinations of every item of (b), whose ECCNs are `_MORE` or those of before 2024; `reached`:
    destinations of the items with the ECCNs `eccns`."""
    claim = claimed(claims, "CCD")
    if claim is None or item is None or move is None:
        return None
    if move.destination not in (*everything, *reached):
        return refused("CCD does not reach the destination on this day", "740.19(a)")
    allowed = (_MORE if eccns is _DEVICES else eccns) if move.destination in everything else eccns
    found = item.classification
    if item.kind not in GOODS or move.activity not in SHIPMENTS:
        return refused("CCD is for commodities and software, not for releases", "740.19(a)")
    if among(found, allowed) is False or found.eccn.paragraph.startswith(".z"):
        return refused(f"CCD is not for {found.eccn} there", "740.19(b)")
    needs = ["eligible_item"]
    if move.destination != "SY":
        needs.append("eligible_end_user")
    if move.destination == "CU" and move.activity == "reexport":
        needs.append("not_foreign_produced_by_us_owned")
    granted = grant(
        _CCD,
        claim,
        bars,
        section="740.19",
        because=f"{found.eccn}: a consumer communications device",
        covers=overcome(move.opened, "CCD"),
        needs=needs,
    )
    return (*granted, *earlier_wording(move, "740.19"))


@rule(
    "740.19",
    citation="15 CFR 740.19",
    only_when="claims",
    effective=[span(None, "2022-02-23", by="74 FR 45989", ended_by="87 FR 12226")],
    doubt="read as of 2022-10-21 and 2026-02-10; earlier wordings were not",
)
def consumer_devices_2009(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Consumer communications devices (CCD): Cuba

    Encoded: as since, for Cuba alone.
    """
    return _answer(claims, claimed_item, claimed_move, restrictions, (), ("CU",), _UNTIL_2024)


@rule(
    "740.19",
    citation="15 CFR 740.19",
    only_when="claims",
    effective=[span("2022-02-24", "2022-03-01", by="87 FR 12226")],
)
def consumer_devices_russia(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Consumer communications devices (CCD): Cuba and Russia

    Encoded: as since, for Cuba and Russia.
    """
    return _answer(claims, claimed_item, claimed_move, restrictions, (), ("CU", *_RUSSIA), _UNTIL_2024)


@rule(
    "740.19",
    citation="15 CFR 740.19",
    only_when="claims",
    effective=[span("2022-03-02", "2024-06-11", by="87 FR 13048", ended_by=_NARROWED)],
)
def consumer_devices_belarus(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Consumer communications devices (CCD): Cuba, Russia and Belarus

    Encoded: as since, every item of (b) for the three.
    """
    return _answer(claims, claimed_item, claimed_move, restrictions, (), ("CU", *_BELARUS), _UNTIL_2024)


@rule(
    "740.19",
    citation="15 CFR 740.19",
    only_when="claims",
    effective=[span("2024-06-12", "2025-09-01", by=_NARROWED, ended_by="90 FR 42320")],
)
def consumer_devices_narrowed(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Consumer communications devices (CCD): fewer for Russia and Belarus

    Encoded: as since, without Syria.
    """
    return _answer(claims, claimed_item, claimed_move, restrictions, ("CU",), _BELARUS, _DEVICES)


@rule("740.19", citation="15 CFR 740.19", only_when="claims", effective=[span("2025-09-02", by="90 FR 42320")])
def consumer_devices(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Consumer communications devices (CCD)

    Encoded: claimed by `CCD`: commodities and software of (b)(1) to (8) to Belarus, Cuba, Russia and Syria, of
    (b)(9) to (18) to Cuba and Syria, by their ECCNs; it overcomes the requirement of Part 746 there.
    Not encoded: what the items of (b) are, and who the officials of (c) are, stated as conditions.
    Conditions:
    eligible_item: an item that (b) names for the destination, sold at retail where it says consumer
    eligible_end_user: an individual who is no official of (c)(2), or an independent organization (c)(1)
    not_foreign_produced_by_us_owned: no reexport of a foreign product by a U.S.-owned firm that 31 CFR 515.559 bars (a)
    """
    return _answer(claims, claimed_item, claimed_move, restrictions, ("CU", "SY"), _BELARUS, _DEVICES)
