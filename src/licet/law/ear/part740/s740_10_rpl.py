"""740.10: servicing and replacement of parts and equipment (RPL)."""

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

_RPL = exception(
    "RPL",
    "Servicing and Replacement of Parts and Equipment",
    "740.10",
    "one for one; no improvement; not for stock abroad",
    "what is replaced is destroyed or returned",
)
_E1 = frozenset({"E:1"})
_CHINA = frozenset({"CN", "HK"})  # Hong Kong is in D:1 only where it reads as China

USES = MappingProxyType(
    {
        "a": Use(
            "740.10(a)",
            "one-for-one replacement parts, components, accessories and attachments",
            ("one_for_one", "not_improving", "original_lawful", "authority_confirmed", "replaced_destroyed_or_returned",
             "not_for_stock", "original_without_license_condition"),
            COMMODITY,
            _E1,
            activities=SHIPMENTS,
        ),
        "b.2": Use(
            "740.10(b)(2)", "return of what was sent for servicing", ("sent_for_servicing", "not_improving"), GOODS,
            _E1, activities=SHIPMENTS,
        ),
        "b.3": Use(
            "740.10(b)(3)",
            "replacement of defective or unacceptable equipment",
            ("one_for_one", "original_authorized", "not_worn_out", "not_improving", "not_for_stock",
             "not_for_e1_nationals"),
            GOODS,
            _E1,
            activities=SHIPMENTS,
        ),
    }
)  # fmt: skip


@rule(
    "740.10",
    citation="15 CFR 740.10",
    only_when="claims",
    status="partial",
    doubt="read as of 2026-02-10; earlier wordings were not",
)
def servicing_and_replacement(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Servicing and replacement of parts and equipment (RPL)

    Encoded: claimed by `RPL` with the paragraph relied on: (a) one-for-one replacement parts; (b)(2) return
    of what was sent for servicing, with two further conditions for Country Group D:1 except China (iii);
    (b)(3) replacement of defective equipment, with further conditions for Country Groups B and D:1, of which
    the term of (ii)(B) is not for China. Never Country Group E:1; no part for a nuclear end use outside the
    countries of Supp. No. 3 to Part 744.
    Not encoded: firearms (b)(4); defense articles; parts to E:1 for items that are neither aircraft nor
    NS-controlled, which (a)(3)(iv) would allow; foreign-origin products (a)(3)(vii), (a)(4)(ii).
    Conditions:
    paragraph: the paragraph relied on: (a), (b)(2) or (b)(3)
    one_for_one: each part or item replaces one part or item; parts are for immediate repair (a)(2)
    not_improving: the basic characteristics are not improved or changed
    original_lawful: the commodity to be repaired was lawfully exported or reexported, its conditions kept (a)(2)(ii)
    authority_confirmed: by the original exporter or reexporter, or its authority was confirmed (a)(2)(ii)
    replaced_destroyed_or_returned: what is replaced is destroyed abroad or returned
    not_for_stock: not to be held abroad as spares beyond replacing authorized spares that were used
    original_without_license_condition: the original license did not ask a license for later replacements (a)(3)(i)
    sent_for_servicing: the item was sent to the United States or a foreign party for servicing (b)(2)
    same_exporter_as_license: the exporter is the one to whom the original license was issued (b)(2)(iii)(A)
    transaction_unchanged: end use, end user and particulars of the license have not changed (b)(2)(iii)(B)
    original_authorized: what is replaced was exported in its present form under an authorization (b)(3)(i)(B)
    not_worn_out: defective or unusable, not worn out from normal use (b)(3)(i)(C)
    not_for_e1_nationals: not owned, controlled, leased or chartered by a national of Country Group E:1 (b)(3)(i)(E)
    free_of_charge: replaced free of charge but for transport and labor (b)(3)(ii)(B)
    within_warranty_or_12_months: within the warranty, at most 12 months from shipment (b)(3)(ii)(B)
    no_support_of_syrian_forces: Syria: no support of police, military or intelligence, 746.9(b)(3)
    """
    claim = claimed(claims, "RPL")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    if claimed_item.classification.entry in FIREARMS:
        return refused("RPL for firearms and ammunition is not encoded", "740.10(b)(4)")
    named = paragraph(claim.states("paragraph"))
    groups = claimed_move.groups
    if named == "a" and claimed_move.end_use == "nuclear" and "NUCLEAR_SUPP3" not in groups:
        return refused("RPL (a): a nuclear end use outside Supp. No. 3 to Part 744", "740.10(a)(3)(iii)")
    d1_without_china = "D:1" in groups and claimed_move.destination not in _CHINA
    further: list[str] = []
    if named == "b.2" and d1_without_china:
        further += ["same_exporter_as_license", "transaction_unchanged"]
    if named == "b.3" and groups & {"B", "D:1"}:
        further += ["free_of_charge", "replaced_destroyed_or_returned"]
        if d1_without_china:
            further.append("within_warranty_or_12_months")
    return under(_RPL, USES, claim, claimed_item, claimed_move, restrictions, further)
