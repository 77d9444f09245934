"""740.22: authorized cybersecurity exports (ACE)."""

from __future__ import annotations

from licet.law.ear.part740.exception import (
    LIST_BASED,
    ClaimedItem,
    ClaimedMove,
    among,
    claimed,
    exception,
    grant,
    refused,
)
from licet.law.ear.part740.restriction import Bars
from licet.law.finding import Findings
from licet.law.rule import rule, span
from licet.terms.item import Claim

_ACE = exception("ACE", "Authorized Cybersecurity Exports", "740.22", "no known use without authorization (c)(5)")
_ITEMS = ("4A005", "4D004", "4E001.c", "5A001.j")
_IN_PART = ("4D001.a", "4E001.a", "5B001.a", "5D001.a", "5D001.c", "5E001.a")
_FAVORED_ITEMS = ("4A005", "4D001.a", "4D004", "4E001.a", "4E001.c")  # (c)(4)(i)
_D = frozenset({"D:1", "D:2", "D:3", "D:4", "D:5"})


@rule(
    "740.22",
    citation="15 CFR 740.22",
    only_when="claims",
    status="partial",
    effective=[span("2022-03-07", by="86 FR 58205")],
    doubt="the first day is known at second hand",
)
def cybersecurity(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Authorized cybersecurity exports (ACE)

    Encoded: claimed by `ACE`: cybersecurity items of (b)(1), releases included, never to Country Group E:1 or
    E:2; in Country Group D to no government end user; in D:1 and D:5 to others only as favored end users,
    for vulnerability disclosure or incident response, or as a release.
    Not encoded: police, judicial bodies and response teams in countries that are in D and A:6 (c)(2)(i), (ii).
    Conditions:
    cybersecurity_item: software, technology or test equipment for the items that (b)(1) names
    government_end_user: whether an end user is a government end user (b)(4)
    favorable_treatment_end_user: a U.S. subsidiary, bank, insurer or civil health institution (b)(3)
    vulnerability_or_incident: for vulnerability disclosure or cyber incident response (c)(4)(ii)
    no_unauthorized_use_known: no reason to know of a use against information systems without authorization (c)(5)
    """
    claim = claimed(claims, "ACE")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    surely, partly = among(item, _ITEMS), among(item, _IN_PART)
    if surely is False and partly is False:
        return refused(f"ACE is for cybersecurity items, and {item.eccn} is none", "740.22(b)(1)")
    groups = claimed_move.groups
    if groups & {"E:1", "E:2"}:
        return refused("ACE never reaches Country Group E:1 or E:2", "740.22(c)(1)")
    government = claim.states("government_end_user")
    if groups & _D and government is True:
        return refused("ACE does not reach government end users of Country Group D", "740.22(c)(2)")
    asks = ("government_end_user",) if groups & _D and government is None else ()
    needs = ["no_unauthorized_use_known", *([] if surely else ["cybersecurity_item"])]
    if groups & {"D:1", "D:5"} and claimed_move.activity != "deemed_export":
        favored = claim.states("favorable_treatment_end_user") is True and among(item, _FAVORED_ITEMS) is True
        needs += [] if favored else ["vulnerability_or_incident"]
    return grant(
        _ACE,
        claim,
        restrictions,
        section="740.22(a)",
        because=f"{item.eccn}: a cybersecurity item",
        covers=LIST_BASED,
        needs=needs,
        asks=asks,
    )
