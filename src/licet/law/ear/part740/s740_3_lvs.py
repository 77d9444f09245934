"""740.3: shipments of limited value (LVS)."""

from __future__ import annotations

from decimal import Decimal

from licet.law.bands import Band
from licet.law.ccl import Classification
from licet.law.ear.part740.exception import LIST_BASED, claimed, exception
from licet.law.finding import Effect, Findings, authorize, note
from licet.law.rule import rule
from licet.law.table_rows import rows
from licet.terms.item import Claim

LIMITS = tuple(
    sorted(
        {
            Decimal(row["limit_usd"])
            for row in rows("license_exceptions")
            if row["exception"] == "LVS" and row["limit_usd"]
        }
    )
)

_LVS = exception(
    "LVS",
    "Shipments of Limited Value",
    "740.3",
    "net value of the order within the limit of the entry",
    "at most twelve times the limit a calendar year for each consignee and ECCN",
    "orders are not split to meet the limit",
)


@rule("740.3", citation="15 CFR 740.3", limits={"value_usd": LIMITS})
def limited_value(
    classification: Classification | None,
    destination_groups: frozenset[str],
    kind: str,
    value_stated: bool,
    value_usd: Band,
    claims: tuple[Claim, ...],
) -> Findings | None:
    """Commodities of limited value to Country Group B.

    Encoded: eligibility and limit of the entry, Country Group B, the value of the order's lines of
    the same ECCN. Tried where item, value and country are given, or when claimed.
    Not encoded: the annual limit of 740.3(d)(3) is told as a condition.
    """
    if classification is None or kind != "commodity" or "B" not in destination_groups:
        return None
    if not value_stated and claimed(claims, "LVS") is None:
        return None
    term = classification.exceptions.get("LVS")
    if term is None or term.limit_usd is None or term.eligible is not True:
        return None
    limit = Decimal(term.limit_usd)
    if value_usd.exceeds(limit):
        because = f"the order's value exceeds the LVS limit of ${term.limit_usd} for {classification.eccn}"
        return (note(Effect.CONSIDERED, because, "15 CFR 740.3(b)"),)
    return (
        authorize(
            f"{classification.eccn}: LVS limit ${term.limit_usd}, destination in Country Group B",
            covers=LIST_BASED,
            authority=_LVS,
        ),
        note(Effect.OBLIGATION, "count this order toward the yearly LVS limit of twelve times the entry's value"),
    )
