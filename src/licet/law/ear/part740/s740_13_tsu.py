"""740.13: technology and software, unrestricted (TSU)."""

from __future__ import annotations

from types import MappingProxyType

from licet.law.ear.part740.exception import (
    KNOW_HOW,
    LIST_BASED,
    SOFTWARE,
    TECHNOLOGY,
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

_TSU = exception("TSU", "Technology and Software Unrestricted", "740.13", "within the paragraph relied on")
_NOT_EI = (*LIST_BASED, "742.5", "742.14")

USES = MappingProxyType(
    {
        "a": Use(
            "740.13(a)",
            "operation technology and software",
            ("minimum_necessary", "equipment_lawfully_exported", "entry_does_not_restrict"),
            KNOW_HOW,
            covers=_NOT_EI,
        ),
        "b": Use("740.13(b)", "sales technology", ("customary_with_quotation", "no_detailed_design"), TECHNOLOGY,
                 covers=_NOT_EI),
        "c": Use(
            "740.13(c)",
            "software updates that correct errors",
            ("corrects_errors_only", "same_consignee", "original_lawful", "no_enhancement"),
            SOFTWARE,
        ),
        "d": Use(
            "740.13(d)",
            "mass market software",
            ("sold_from_stock_at_retail", "installed_by_user"),
            SOFTWARE,
            frozenset({"E:1"}),
            covers=LIST_BASED,
        ),
        "f": Use(
            "740.13(f)",
            "release by a U.S. university to its employee",
            ("regular_employee_of_university", "permanent_residence_in_us", "informed_in_writing"),
            KNOW_HOW,
            frozenset({"D:5"}),
            covers=_NOT_EI,
            activities=frozenset({"deemed_export"}),
        ),
        "g": Use(
            "740.13(g)",
            "copies of technology authorized before to the same recipient",
            ("authorized_before_to_recipient", "editorial_revisions_only", "no_misuse_known"),
            TECHNOLOGY,
        ),
    }
)  # fmt: skip


@rule(
    "740.13",
    citation="15 CFR 740.13",
    only_when="claims",
    status="partial",
    doubt="read as of 2026-02-10; earlier wordings were not",
)
def unrestricted(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Technology and software, unrestricted (TSU)

    Encoded: claimed by `TSU` with the paragraph relied on: (a) operation technology and software, (b) sales
    technology, (c) software updates, (d) mass market software, (f) releases by universities, (g) copies.
    What Part 746 leaves to it is overcome too.
    Not encoded: restrictions of single entries on operation technology (a)(1), left to a condition.
    Doubt: encryption controls are overcome by (c) and (g) only; the text names them in (d) and (f) alone.
    Conditions:
    paragraph: the paragraph relied on, (a), (b), (c), (d), (f) or (g)
    minimum_necessary: the minimum needed to install, operate, maintain or repair (a)
    equipment_lawfully_exported: the equipment was or is being lawfully exported there (a)
    entry_does_not_restrict: the entry does not restrict operation technology or software further (a)(1)
    object_code: operation software is in object code (a)(2)(i)(B)
    customary_with_quotation: of a type customarily sent with a quotation, bid or offer (b)
    no_detailed_design: discloses no detailed design, production or manufacture technology (b)
    corrects_errors_only: limited to the correction of errors (c)
    same_consignee: to the consignee of the original software only (c)
    original_lawful: the original software was lawfully exported or reexported (c)
    no_enhancement: does not enhance functional capacities (c)
    sold_from_stock_at_retail: sold from stock at retail without restriction (d)
    installed_by_user: installed without substantial further support (d)
    regular_employee_of_university: a bona fide and full time regular employee of a U.S. university (f)
    permanent_residence_in_us: resides permanently in the United States throughout the employment (f)
    informed_in_writing: informed in writing that nothing may be passed on (f)
    source_code: software is released in source code (f)(1)
    authorized_before_to_recipient: authorized before to the same recipient, for the identical item (g)
    editorial_revisions_only: revisions, if any, are editorial (g)
    no_misuse_known: no reason to believe that the recipient violated the authorization (g)
    partner_company_civil_end_user: Russia, Belarus: a civil end user of the companies 746.8(c)(2)(iii) names (c)
    """
    claim = claimed(claims, "TSU")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    named = paragraph(claim.states("paragraph"))
    if named == "d" and (item.entry == "5D002" or item.has_reason("EI") is not False):
        return refused("TSU (d) is not for encryption software", "740.13(d)(2)")
    if named == "d" and item.has_reason("MT") is not False:
        return refused("TSU (d) is not for software controlled for missile technology reasons", "740.13(d)(2)")
    if named == "f" and claimed_move.activity != "deemed_export":
        return refused("TSU (f) is for releases in the United States", "740.13(f)(1)")
    if named == "f" and (item.has_reason("MT") is not False or item.has_reason("EI") is not False):
        return refused("TSU (f) is not for items controlled for MT or EI reasons", "740.13(f)(4)(ii)")
    further = {"a": ("object_code",), "f": ("source_code",)}.get(named, ()) if claimed_item.kind == "software" else ()
    return under(_TSU, USES, claim, claimed_item, claimed_move, restrictions, further)
