"""740.16: additional permissive reexports (APR)."""

from __future__ import annotations

from types import MappingProxyType

from licet.law.ccl import Classification
from licet.law.ear.part740.exception import (
    COMMODITY,
    EVERY_KIND,
    REEXPORTS,
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

_APR = exception("APR", "Additional Permissive Reexports", "740.16", "reexports and transfers (in-country) only")
_A1 = frozenset({"A:1"})

USES = MappingProxyType(
    {
        "a": Use(
            "740.16(a)",
            "reexport from Country Group A:1",
            ("export_authorization_of_country", "not_received_under_sta"),
            COMMODITY,
            covers=("742.4", "742.6"),
            activities=REEXPORTS,
        ),
        "b": Use(
            "740.16(b)",
            "reexport to and among Country Group A:1",
            ("for_use_in_a1", "not_received_under_sta"),
            COMMODITY,
            only_to=_A1,
            covers=("742.2", "742.4", "742.6", "742.7", "742.14"),
            activities=REEXPORTS,
        ),
        "c": Use(
            "740.16(c)", "reexport under an unused license", ("unused_license_authorizes_it",), EVERY_KIND,
            activities=REEXPORTS,
        ),
        "h": Use(
            "740.16(h)", "spare parts with foreign-made products",
            ("accompanies_foreign_made_product", "at_most_10_percent_of_product"), COMMODITY, activities=REEXPORTS,
        ),
        "j": Use("740.16(j)", "items controlled by NP Column 1 among Country Group A:4", (), EVERY_KIND,
                 frozenset({"E:2", "D:2"}), frozenset({"A:4"}), ("742.3:NP1",), REEXPORTS),
    }
)  # fmt: skip
_CAMERAS = frozenset({"6A002", "6A003"})


def _not_commodity_of(item: Classification, claim: Claim, reasons: tuple[str, ...]) -> str:
    """Why (a) or (b) excludes the commodity; empty where it does not."""
    held = [reason for reason in reasons if item.has_reason(reason) is not False]
    if held:
        return f"controlled, or perhaps controlled, for {', '.join(held)} reasons"
    if item.entry in ("0A919", *_CAMERAS) or item.entry[:1] + item.entry[2:3] == "05":
        return f"{item.entry} is excluded"
    if item.entry == "3A001":
        place = item.eccn.paragraph
        if place.startswith(".z") or place in ("", ".b"):
            return "3A001.z is excluded, and the paragraph may be that"
        if place.startswith((".b.2", ".b.3")) and claim.states("civil_telecommunications") is not True:
            return "3A001.b.2 and .b.3 but for civil telecommunications (civil_telecommunications)"
    return ""


def _outside_a(item: Classification, move: ClaimedMove) -> str:
    """Why (a) does not reach the reexport; empty where it does."""
    if "A:1" not in move.exporter_groups:
        return "the reexport does not start in Country Group A:1"
    if not any(control.reason == "NS" and control.certain for control in item.controls):
        return "the commodity is not, or not surely, controlled for national security reasons"
    asked = {control.column or control.requirement for control in item.controls if control.reason != "AT"}
    if "B" in move.groups and not move.groups & {"D:2", "D:3", "D:4"} and asked == {"NS2"}:
        return ""
    return "" if "D:1" in move.groups and move.destination != "KP" else "the destination is not one of (a)(3)"


@rule(
    "740.16",
    citation="15 CFR 740.16",
    only_when="claims",
    status="partial",
    doubt="read as of 2026-02-10; earlier wordings were not",
)
def permissive_reexports(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Additional permissive reexports (APR)

    Encoded: claimed by `APR` with the paragraph relied on, for reexports and transfers (in-country): (a) from
    Country Group A:1 to B outside D:2 to D:4, or to D:1 but North Korea; (b) to and among A:1; (c) under an
    unused license; (h) spare parts; (j) NP Column 1 among A:4.
    Not encoded: (b)(3) cameras of 6A003; (d) from Australia, Canada or the United Kingdom under an exception
    that is available from the United States: claim that exception; (e) return to the United States and (f),
    for which no license is required in any case; (j) from A:4 to other countries; Hong Kong, which was a
    cooperating country of (a) and (b) to 2020.
    Doubt: a commodity "not controlled for export to A:1" is read as one of NS Column 2 alone.
    Conditions:
    paragraph: (a), (b), (c), (h) or (j)
    export_authorization_of_country: under an export authorization of the reexporting country's government (a)(1)
    not_received_under_sta: the item was not received under License Exception STA (740.20(e))
    for_use_in_a1: for use or consumption in Country Group A:1, or reexport under other provisions (b)(1)
    civil_telecommunications: 3A001.b.2 or .b.3 for use in civil telecommunications
    unused_license_authorizes_it: an unused outstanding license authorizes direct shipment there (c)
    accompanies_foreign_made_product: goes with a foreign-made product that holds U.S. components, within 734.4 (h)
    at_most_10_percent_of_product: at most 10 percent of the value of the foreign-made product (h)
    """
    claim = claimed(claims, "APR")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    named = paragraph(claim.states("paragraph"))
    if named == "d":
        because = "APR (d): claim the exception that is available from the United States, with its conditions"
        return refused(because, "740.16(d)")
    because = ""
    if named == "a":
        because = _not_commodity_of(item, claim, ("NP", "CB", "MT", "SI", "CC")) or _outside_a(item, claimed_move)
    if named == "b":
        because = _not_commodity_of(item, claim, ("NP", "MT"))
    if named == "j" and "A:4" not in claimed_move.exporter_groups:
        because = "the reexport does not start in Country Group A:4"
    if because:
        return refused(f"APR ({named}): {because}", f"740.16({named})")
    return under(_APR, USES, claim, claimed_item, claimed_move, restrictions)
