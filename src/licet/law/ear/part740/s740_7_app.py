"""740.7: computers (APP)."""

from __future__ import annotations

from types import MappingProxyType

from licet.law.ear.part740.exception import (
    COMMODITY,
    KNOW_HOW,
    LIST_BASED,
    ClaimedItem,
    ClaimedMove,
    Use,
    among,
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

_APP = exception("APP", "Computers", "740.7", "not reexported or transferred without authorization (b)(3)")
_NEEDS = ("for_consumption_there", "not_to_enhance_beyond_limit", "restriction_conveyed")

USES = MappingProxyType(
    {
        "c.2": Use(
            "740.7(c)(2)",
            "computers to Computer Tier 1",
            (*_NEEDS, "computer_or_its_assembly"),
            COMMODITY,
            only_to=frozenset({"COMPUTER_TIER1"}),
            covers=LIST_BASED,
        ),
        "c.3.i": Use(
            "740.7(c)(3)(i)",
            "technology and software for computers to Country Group A:5",
            (*_NEEDS, "for_computers_of_4a003"),
            KNOW_HOW,
            only_to=frozenset({"A:5"}),
            covers=LIST_BASED,
        ),
    }
)
_ENTRIES = MappingProxyType({"c.2": ("4A003",), "c.3.i": ("4D001", "4E001")})
_RELATED = ("4A003.g", "4A003.z.2", "4A003.z.4")  # (b)(1): not separately
_END_USES = frozenset({"nuclear", "missile", "chemical_biological"})


@rule(
    "740.7",
    citation="15 CFR 740.7",
    only_when="claims",
    status="partial",
    doubt="read as of 2026-02-10; earlier wordings were not",
)
def computers(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Computers (APP)

    Encoded: claimed by `APP` with the paragraph relied on: (c)(2) computers of 4A003 to Computer Tier 1, related
    equipment (b)(1) only with them; (c)(3)(i) technology of 4E001 and software of 4D001 for them to Country
    Group A:5; never for nuclear, missile, chemical or biological end uses (b)(5). Computer Tier 3 has no
    eligible commodities.
    Not encoded: releases within the limits of (c)(3)(ii), (iii) and (d)(3).
    Conditions:
    paragraph: (c)(2) or (c)(3)(i)
    for_consumption_there: for consumption in the destination (a)(1)
    not_to_enhance_beyond_limit: not known to enhance a computer beyond the limit of the destination (b)(4)
    restriction_conveyed: the consignee is told that reexport and transfer need authorization (b)(3)
    computer_or_its_assembly: a computer, or its electronic assembly or specially designed component (a)(1)
    with_eligible_computer: related equipment goes with an eligible computer (b)(1)
    for_computers_of_4a003: specially designed or modified for computers of 4A003 (a)(2)
    """
    claim = claimed(claims, "APP")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    named = paragraph(claim.states("paragraph"))
    if claimed_move.end_use in _END_USES:
        return refused(f"APP is not for a {claimed_move.end_use} end use", "740.7(b)(5)")
    if item.entry not in _ENTRIES.get(named, ("4A003", "4D001", "4E001")):
        return refused(f"APP is not for {item.entry} under that paragraph", "740.7(a)")
    related = ("with_eligible_computer",) if among(item, _RELATED) is not False else ()
    return under(_APP, USES, claim, claimed_item, claimed_move, restrictions, related)
