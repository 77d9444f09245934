"""740.25: high bandwidth memory (HBM)."""

from __future__ import annotations

from licet.law.ear.part740.exception import (
    COMMODITY,
    SHIPMENTS,
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

_HBM = exception("HBM", "High Bandwidth Memory", "740.25", "reports of unresolved discrepancies within 60 days (e)")
_NEEDS = (
    "exporter_seat", "density_below_limit", "bought_by_designer", "directly_to_packaging_site", "not_to_distributor",
    "intermediaries_of_packaging_site_only", "no_advanced_node_facility", "packages_below_thresholds",
)  # fmt: skip


@rule("740.25", citation="15 CFR 740.25", only_when="claims", effective=[span("2024-12-02", by="89 FR 96790")])
def high_bandwidth_memory(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """High bandwidth memory (HBM)

    Encoded: claimed by `HBM`: commodities of 3A090.c by exporters of the United States and Country Group A:5, with
    the conditions of (b) to (d): confirmed by a packaging site of the United States, A:5 or A:6, or else sent
    back to the exporter and counted.
    Not encoded: packages above the thresholds under General Order No. 4 (c)(2)(i)(B).
    Conditions:
    exporter_seat: the exporter has its seat in the United States or A:5, no ultimate parent in Macau or D:5 (b)
    density_below_limit: a memory bandwidth density below 3.3 GB/s/mm2 (c)
    bought_by_designer: purchased directly by the designer of the co-packaged commodity (c)(1)
    directly_to_packaging_site: sent directly to the packaging site (c)(2)
    packaging_site_confirms: a site of the United States, A:5 or A:6 confirms in writing (c)(2)(i)(A)
    returned_and_counted: any other site: the packages come back to the exporter, and their number matches (c)(2)(ii)
    packages_below_thresholds: the finished packages do not exceed 3A090 (c)(2)
    not_to_distributor: not to a distributor (d)(1)
    intermediaries_of_packaging_site_only: intermediate consignees, if any, were hired by the packaging site (d)(2)
    no_advanced_node_facility: no co-packaging at an advanced-node facility in Macau or D:5 (d)(3)
    """
    claim = claimed(claims, "HBM")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    if among(item, ("3A090.c",)) is not True or claimed_item.kind not in COMMODITY:
        return refused("HBM is for commodities of 3A090.c", "740.25(a)")
    if claimed_move.activity not in SHIPMENTS:
        return refused("HBM is for exports, reexports and transfers (in-country)", "740.25(a)")
    site = "returned_and_counted" if claim.states("returned_and_counted") is True else "packaging_site_confirms"
    return grant(
        _HBM,
        claim,
        restrictions,
        section="740.25",
        because=f"{item.eccn}: high bandwidth memory to a packaging site",
        covers=("742.6",),
        needs=(*_NEEDS, site),
    )
