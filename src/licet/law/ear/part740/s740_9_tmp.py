"""740.9: temporary imports, exports, reexports, and transfers (TMP)."""

from __future__ import annotations

from types import MappingProxyType

from licet.law.ear.part740.exception import (
    COMMODITY,
    EXPORTS,
    FIREARMS,
    GOODS,
    SHIPMENTS,
    SOFTWARE,
    TECHNOLOGY,
    ClaimedItem,
    ClaimedMove,
    Use,
    claimed,
    controlled_to,
    exception,
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
_CUBA = frozenset({"CU"})
_ABROAD = ("no_order_received", "not_for_lease_or_rental", "returned_within_one_year")
_NOT_E1 = (*_ABROAD, "not_for_e1_nationals")


def _in_use(number: int, what: str, *needs: str, goods: frozenset[str] = COMMODITY) -> Use:
    """A paragraph of (a) that does not reach Country Group E:1, nor what its nationals own or control (a)(13)."""
    return Use(f"740.9(a)({number})", what, (*_NOT_E1, *needs), goods, _E1, activities=SHIPMENTS)


USES = MappingProxyType(
    {
        "a.1": _in_use(1, "tools of trade", "own_use", "effective_control", "sent_in_time", goods=GOODS),
        "a.3": Use(
            "740.9(a)(3)",
            "technology for a U.S. person's own travel or assignment",
            (*_ABROAD, "us_person_or_employee", "authorized_recipients", "security_precautions", "not_for_production"),
            TECHNOLOGY,
            activities=SHIPMENTS,
        ),
        "a.4": _in_use(
            4, "kits of replacement parts", "qualifies_as_replacement", "effective_control", "kit_returned"
        ),
        "a.5": _in_use(
            5,
            "exhibition and demonstration",
            "ownership_kept",
            "effective_control",
            "least_use",
            "at_most_120_days_a_site",
            goods=GOODS,
        ),
        "a.6": _in_use(6, "inspection, test, calibration and repair", "to_be_serviced_abroad"),
        "a.7": Use(
            "740.9(a)(7)", "containers", (*_ABROAD, "necessary_for_shipment"), COMMODITY, activities=SHIPMENTS
        ),
        "a.8": Use(
            "740.9(a)(8)",
            "assembly in Mexico",
            ("no_order_received", "not_for_lease_or_rental", "immex_facility", "returned_within_four_years"),
            COMMODITY,
            only_to=frozenset({"MX"}),
            activities=EXPORTS,
        ),
        "a.10": Use(
            "740.9(a)(10)",
            "a U.S. person's foreign subsidiary, affiliate or facility",
            (*_ABROAD, "us_person_exporter", "own_subsidiary_or_facility", "for_manufacture_or_test",
             "not_transferred_further"),
            COMMODITY,
            activities=SHIPMENTS,
        ),
        "b.1": Use(
            "740.9(b)(1)",
            "items in transit through the United States",
            ("in_transit_entry", "no_import_certificate"),
            not_to=_E1,
            activities=EXPORTS,
        ),
        "b.2": Use(
            "740.9(b)(2)",
            "items imported for marketing or display",
            ("imported_for_display", "no_import_certificate"),
            not_to=_E1,
            activities=EXPORTS,
        ),
        "b.3": Use(
            "740.9(b)(3)",
            "return of foreign-origin items",
            ("foreign_origin", "returned_to_country_of_import", "not_enhanced"),
            not_to=_CUBA,
            activities=EXPORTS,
        ),
        "b.4": Use(
            "740.9(b)(4)",
            "return of shipments refused entry",
            ("refused_entry", "returned_to_country_of_origin"),
            not_to=frozenset({"CU", "E:1", "E:2"}),
            activities=EXPORTS,
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
    its kinds of item, destinations and conditions, none but (c) for releases to foreign persons; items
    controlled for NS, NP, CB, MT to D:1, D:2, D:3, D:4 under (b)(1), and (2) but to the country of import.
    Not encoded: (a)(9) news media, (a)(11) protective equipment, (b)(5) and all firearms; shipments from
    Canada in transit (b)(1)(iv); (b)(2) to Country Group E:1.
    Doubt: the wording was read as of 2026-02-10 and applied to earlier days.
    Conditions:
    paragraph: the paragraph relied on, such as (a)(1)
    no_order_received: no order to acquire the item was received before shipment (a)
    not_for_lease_or_rental: the item is not for subsequent lease or rental abroad (a)
    returned_within_one_year: the item will be returned, or consumed or destroyed in use, within one year (a)(14)
    not_for_e1_nationals: not for a vessel, aircraft or territory of Country Group E:1 or its nationals (a)(13)
    own_use: usual and reasonable tools of trade for the exporter's or its employees' lawful undertaking (a)(1)
    effective_control: the exporter, its employee or designated representative keeps effective control (a)
    sent_in_time: with the individual, within one month before the departure, or after it (a)(1)
    security_precautions: software or technology is protected against unauthorized access (a)(1), (3)
    us_person_or_employee: a U.S. person, or an employee of one who is directly employed (a)(3)
    authorized_recipients: only persons who may receive the technology otherwise possess or use it (a)(3)
    not_for_production: not for foreign production or technical assistance (a)(3)
    qualifies_as_replacement: the parts would qualify as one-for-one replacements (a)(4)
    kit_returned: all parts are returned but one-for-one replacements under RPL, and what they replaced (a)(4)
    ownership_kept: the exporter keeps ownership (a)(5)
    least_use: used abroad no more than effective demonstration requires (a)(5)
    at_most_120_days_a_site: no longer than 120 days at a site (a)(5)
    to_be_serviced_abroad: the commodity itself is to be inspected, tested, calibrated or repaired abroad (a)(6)
    necessary_for_shipment: containers needed to ship commodities, no other exception being available (a)(7)
    immex_facility: under customs entries that require return, by a facility of Mexico's in-bond program (a)(8)
    returned_within_four_years: end products return to the United States within four years (a)(8)
    us_person_exporter: the exporter is a U.S. person (a)(10)
    own_subsidiary_or_facility: the consignee is owned or controlled by the exporter (a)(10)
    for_manufacture_or_test: parts, tools, accessories or test equipment to make, test or modify items there (a)(10)
    not_transferred_further: nothing is reexported or transferred from there without authorization (a)(10)
    in_transit_entry: moves under a T.&E. or I.E. customs entry (b)(1)
    no_import_certificate: not shipped to the United States under an International Import Certificate (b)(1), (2)
    imported_for_display: imported for marketing or display under bond, exported under its terms (b)(2)
    foreign_origin: the item was made outside the United States (b)(3)
    returned_to_country_of_import: goes back to the country it was imported from (b)(2), (3)
    not_enhanced: not enhanced while in the United States (b)(3)
    refused_entry: refused entry by a U.S. Government agency, not under foreign assets control regulations (b)(4)
    returned_to_country_of_origin: goes back to the country of origin (b)(4)
    for_general_public_later: to be marketed to the general public after the test (c)(4)
    free_or_at_cost: given free or at the cost of reproduction (c)(4)
    installed_by_user: installed without substantial further support (c)(4)
    importer_statement: the testing consignee's statement was obtained (c)(5)
    returned_or_destroyed_in_30_days: returned or destroyed within 30 days of the test's end (c)(7)
    non_standard_notified: 5D002: without non-standard cryptography, or the notification of (c)(8) was made
    """
    claim = claimed(claims, "TMP")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    named = paragraph(claim.states("paragraph"))
    if item.entry in FIREARMS:
        return refused("TMP for firearms and ammunition is not encoded", "740.9(a)")
    if named == "b.1" and item.entry == "1C350":
        return refused("TMP (b)(1): chemicals of 1C350", "740.9(b)(1)(iii)(B)")
    returned = named == "b.2" and claim.states("returned_to_country_of_import") is True
    if named in ("b.1", "b.2") and not returned:
        reasons = controlled_to(item, claimed_move.groups)
        if reasons:
            because = f"TMP (b): an item controlled for {reasons} reasons to the matching Country Group D"
            return refused(because, f"740.9({named[0]})({named[2:]})")
    if named == "c" and item.entry == "5D002" and "E:1" in claimed_move.groups:
        return refused("TMP (c): encryption software to Country Group E:1", "740.9(c)(2)")
    further: tuple[str, ...] = ()
    if named == "a.1" and claimed_item.kind == "software":
        further = ("security_precautions",)
    if named == "c" and item.entry == "5D002":
        further = ("non_standard_notified",)
    return under(_TMP, USES, claim, claimed_item, claimed_move, restrictions, further)
