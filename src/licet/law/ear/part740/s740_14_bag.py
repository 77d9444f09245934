"""740.14: baggage (BAG)."""

from __future__ import annotations

from types import MappingProxyType

from licet.law.ear.part740.exception import (
    COMMODITY,
    FIREARMS,
    GOODS,
    SHIPMENTS,
    ClaimedItem,
    ClaimedMove,
    Use,
    claimed,
    exception,
    paragraph,
    refused,
    under,
)
from licet.law.ear.part740.restriction import Bars
from licet.law.finding import Findings
from licet.law.rule import rule
from licet.terms.item import Claim

_BAG = exception("BAG", "Baggage", "740.14", "brought back by travelers, unless consumed", "not for sale")
_OWN = ("leaving_united_states", "owned_by_traveler", "for_own_use", "not_for_sale")

USES = MappingProxyType(
    {
        "b.1": Use("740.14(b)(1)", "personal effects", _OWN, GOODS, activities=SHIPMENTS),
        "b.2": Use("740.14(b)(2)", "household effects", _OWN, GOODS, activities=SHIPMENTS),
        "b.3": Use("740.14(b)(3)", "vehicles", _OWN, COMMODITY, activities=SHIPMENTS),
        "b.4": Use("740.14(b)(4)", "tools of trade", _OWN, activities=SHIPMENTS),
    }
)
_ENCRYPTION = frozenset({"5A002", "5A004", "5D002", "5E002"})
_LIMITED = ("CB", "MT", "NS", "EI", "NP")
_NOT_UNACCOMPANIED = frozenset({"D:1", "D:2", "D:3", "D:4", "E:1"})


@rule(
    "740.14",
    citation="15 CFR 740.14",
    only_when="claims",
    status="partial",
    doubt="read as of 2026-02-10; earlier wordings were not",
)
def baggage(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Baggage (BAG)

    Encoded: claimed by `BAG` with (b)(1) personal effects, (2) household effects, (3) vehicles or (4) tools of
    trade of individuals leaving the United States; encryption items not to Country Group E:1; technology as
    a tool of trade of U.S. persons; items controlled for CB, MT, NS, EI or NP unaccompanied not to Country
    Groups D:1 to D:4 and E:1. What Part 746 leaves to it is overcome too.
    Not encoded: crew members, who have less; firearms and ammunition (e); personal protective equipment (h).
    Conditions:
    paragraph: (b)(1), (b)(2), (b)(3) or (b)(4)
    leaving_united_states: carried or shipped by an individual leaving the United States, or a crew member
    owned_by_traveler: owned by the individual, or the family traveling along, on departure (c)(1)
    for_own_use: usual and reasonable kinds and quantities, necessary for their own use (b), (c)(2)
    not_for_sale: not for sale or other disposal (c)(3)
    accompanied: carried along, not sent as unaccompanied baggage (d)
    marked_baggage: unaccompanied, marked BAGGAGE and sent within 3 months of the month of departure (d)
    not_e1_national: the person is no national of a country of Country Group E:1 (f)(2)
    us_person: the traveler is a U.S. person (b)(4)(i)
    us_persons_only: the technology is used abroad by U.S. persons traveling along alone (g)(1)
    security_precautions: technology is protected against unauthorized access (g)(2)
    not_for_production: not for foreign production or technical assistance (g)(3)
    """
    claim = claimed(claims, "BAG")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    named = paragraph(claim.states("paragraph"))
    if item.entry in FIREARMS or item.entry in ("1A613", "1A607"):
        return refused("BAG for firearms, ammunition and protective equipment is not encoded", "740.14(e), (h)")
    if claimed_move.exporter_country not in ("", "US"):
        return refused("BAG is for individuals leaving the United States", "740.14(a)")
    further: list[str] = []
    if item.entry in _ENCRYPTION:
        if "E:1" in claimed_move.groups:
            return refused("BAG: encryption items to Country Group E:1", "740.14(f), (g)(4)")
        further.append("not_e1_national")
    if claimed_item.kind == "technology":
        if named not in ("", "b.4"):
            return refused("BAG: technology only as a tool of trade", "740.14(b)(4)")
        further += ["us_person", "us_persons_only", "security_precautions", "not_for_production"]
    limited = any(item.has_reason(reason) is not False for reason in _LIMITED)
    if claimed_item.kind == "technology" or claim.states("accompanied") is True:
        pass
    elif claim.states("accompanied") is None or (limited and claimed_move.groups & _NOT_UNACCOMPANIED):
        further.append("accompanied")
    else:
        further.append("marked_baggage")
    return under(_BAG, USES, claim, claimed_item, claimed_move, restrictions, further)
