"""740.9: temporary imports, exports, reexports, and transfers (TMP)."""

from __future__ import annotations

from types import MappingProxyType

from licet.law.ear.part740.exception import (
    COMMODITY,
    FIREARMS,
    GOODS,
    SOFTWARE,
    TECHNOLOGY,
    ClaimedItem,
    ClaimedMove,
    Use,
    claimed,
    controlled_to,
    exception,
    missing,
    not_met,
    paragraph,
    refused,
    under,
)
from licet.law.ear.part740.restriction import Bars
from licet.law.finding import Findings
from licet.law.rule import rule
from licet.terms.item import Claim

_TMP = exception(
    "TMP",
    "Temporary Imports, Exports, Reexports, and Transfers",
    "740.9",
    "under (a): returned, or consumed or destroyed in use, within one year (a)(14)",
)
_E1 = frozenset({"E:1"})
_ABROAD = ("no_order_received", "returned_within_one_year")

USES = MappingProxyType(
    {
        "a.1": Use("740.9(a)(1)", "tools of trade", (*_ABROAD, "own_use", "effective_control"), GOODS, _E1),
        "a.3": Use(
            "740.9(a)(3)",
            "technology for a U.S. person's own travel or assignment",
            ("us_person_or_employee", "authorized_recipients", "security_precautions", "not_for_production"),
            TECHNOLOGY,
        ),
        "a.4": Use(
            "740.9(a)(4)",
            "kits of replacement parts",
            (*_ABROAD, "qualifies_as_replacement", "effective_control"),
            COMMODITY,
            _E1,
        ),
        "a.5": Use(
            "740.9(a)(5)",
            "exhibition and demonstration",
            (*_ABROAD, "ownership_kept", "effective_control", "at_most_120_days_a_site"),
            GOODS,
            _E1,
        ),
        "a.6": Use("740.9(a)(6)", "inspection, test, calibration and repair", _ABROAD, COMMODITY, _E1),
        "a.7": Use("740.9(a)(7)", "containers", (*_ABROAD, "necessary_for_shipment"), COMMODITY),
        "a.8": Use(
            "740.9(a)(8)",
            "assembly in Mexico",
            ("no_order_received", "immex_facility", "returned_within_four_years"),
            COMMODITY,
            only_to=frozenset({"MX"}),
        ),
        "a.10": Use(
            "740.9(a)(10)",
            "a U.S. person's foreign subsidiary, affiliate or facility",
            (*_ABROAD, "us_person_exporter", "own_subsidiary_or_facility", "not_transferred_further"),
            COMMODITY,
        ),
        "b.1": Use("740.9(b)(1)", "items in transit through the United States", ("in_transit_entry",), not_to=_E1),
        "b.2": Use("740.9(b)(2)", "items imported for marketing or display", ("imported_for_display",), not_to=_E1),
        "b.3": Use(
            "740.9(b)(3)",
            "return of foreign-origin items",
            ("returned_to_country_of_import", "not_enhanced"),
            not_to=frozenset({"CU"}),
        ),
        "b.4": Use(
            "740.9(b)(4)",
            "return of shipments refused entry",
            ("refused_entry", "returned_to_country_of_origin"),
            not_to=frozenset({"CU", "E:1", "E:2"}),
        ),
        "c": Use(
            "740.9(c)",
            "beta test software",
            ("for_general_public_later", "free_or_at_cost", "installed_by_user", "importer_statement",
             "returned_or_destroyed_in_30_days"),
            SOFTWARE,
            frozenset({"CU", "IR"}),
        ),
    }
)  # fmt: skip


@rule(
    "740.9",
    citation="15 CFR 740.9",
    only_when="claims",
    status="partial",
    doubt="read as of 2026-02-10; earlier wordings were not",
)
def temporary(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Temporary exports, reexports and transfers; items temporarily in the United States; beta tests (TMP)

    Encoded: claimed by `TMP` with the paragraph relied on: (a)(1), (3)-(8), (10), (b)(1)-(4), (c), each with
    its kinds of item, destinations and conditions; items controlled for NS, NP, CB, MT to D:1, D:2, D:3, D:4
    under (b)(1), (2).
    Not encoded: (a)(9) news media, (a)(11) protective equipment, (b)(5) and all firearms; shipments from
    Canada in transit (b)(1)(iv); embargoed destinations, for which Part 746 names paragraphs.
    Doubt: the wording was read as of 2026-02-10 and applied to earlier days.
    Conditions:
    paragraph: the paragraph relied on, such as (a)(1)
    no_order_received: no order to acquire the item was received before shipment (a)
    returned_within_one_year: the item will be returned, or consumed or destroyed in use, within one year (a)(14)
    own_use: usual and reasonable tools of trade for use by the exporter or its employees (a)(1)
    effective_control: the exporter, its employee or designated representative keeps effective control (a)
    security_precautions: software or technology is protected against unauthorized access (a)(1), (3)
    us_person_or_employee: a U.S. person, or an employee of one who is directly employed (a)(3)
    authorized_recipients: only persons who may receive the technology otherwise possess or use it (a)(3)
    not_for_production: not for foreign production or technical assistance (a)(3)
    qualifies_as_replacement: the parts would qualify as one-for-one replacements (a)(4)
    ownership_kept: the exporter keeps ownership (a)(5)
    at_most_120_days_a_site: no longer than 120 days at a site (a)(5)
    necessary_for_shipment: containers needed to ship commodities, no other exception being available (a)(7)
    immex_facility: processing under the in-bond program of Mexico (a)(8)
    returned_within_four_years: end products return to the United States within four years (a)(8)
    us_person_exporter: the exporter is a U.S. person (a)(10)
    own_subsidiary_or_facility: the consignee is owned or controlled by the exporter (a)(10)
    not_transferred_further: nothing is reexported or transferred from there without authorization (a)(10)
    in_transit_entry: moves under a T.&E. or I.E. customs entry, no import certificate (b)(1)
    imported_for_display: imported for marketing or display under bond, no import certificate (b)(2)
    returned_to_country_of_import: goes back to the country it was imported from (b)(3)
    not_enhanced: not enhanced while in the United States (b)(3)
    refused_entry: refused entry by a U.S. Government agency (b)(4)
    returned_to_country_of_origin: goes back to the country of origin (b)(4)
    for_general_public_later: to be marketed to the general public after the test (c)(4)
    free_or_at_cost: given free or at the cost of reproduction (c)(4)
    installed_by_user: installed without substantial further support (c)(4)
    importer_statement: the testing consignee's statement was obtained (c)(5)
    returned_or_destroyed_in_30_days: returned or destroyed within 30 days of the test's end (c)(7)
    """
    claim = claimed(claims, "TMP")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    named = paragraph(claim.states("paragraph"))
    if item.entry in FIREARMS:
        return refused("TMP for firearms and ammunition is not encoded", "740.9(a)")
    if named in ("b.1", "b.2"):
        reasons = controlled_to(item, claimed_move.groups)
        if reasons:
            because = f"TMP (b): an item controlled for {reasons} reasons to the matching Country Group D"
            return refused(because, f"740.9({named[0]})({named[2:]})")
    if named == "c" and item.entry == "5D002" and "E:1" in claimed_move.groups:
        return refused("TMP (c): encryption software to Country Group E:1", "740.9(c)(2)")
    if named == "a.1" and claimed_item.kind == "software":
        absent = missing(claim, ("security_precautions",))
        if absent:
            return not_met(claim, absent, "740.9(a)(1)")
    return under(_TMP, USES, claim, claimed_item, claimed_move, restrictions)
