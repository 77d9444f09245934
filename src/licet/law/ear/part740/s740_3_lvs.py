"""740.3: shipments of limited value (LVS)."""

from __future__ import annotations

from decimal import Decimal

from licet.law.bands import Band
from licet.law.ccl import Classification
from licet.law.ear.part740.exception import LIST_BASED, claimed, exception, grant, refused
from licet.law.ear.part740.restriction import Bars
from licet.law.finding import Effect, Findings, note
from licet.law.rule import derived, rule
from licet.law.table_rows import rows
from licet.terms.item import Claim

_NOT_TO_D3 = frozenset({"2B350"})  # by the entry: not to Country Group B destinations in Country Group D:3
_NOTHING = Decimal(0)  # no net value: neither a selling price nor a market price (c)(2)
LIMITS = tuple(
    sorted(
        {
            Decimal(row["limit_usd"])
            for row in rows("license_exceptions")
            if row["exception"] == "LVS" and row["limit_usd"]
        }
        | {_NOTHING}
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


@derived(citation="15 CFR 740.3(a)")
def limited_value_item(classification: Classification | None) -> Classification | None:
    """The item where its entry names an LVS value limit, otherwise `None`."""
    term = None if classification is None else classification.exceptions.get("LVS")
    return None if term is None or term.limit_usd is None or term.eligible is False else classification


@rule(
    "740.3",
    citation="15 CFR 740.3",
    only_when="limited_value_item",
    limits={"value_usd": LIMITS},
    doubt="value limits are those of 2026-07-23",
)
def limited_value(
    limited_value_item: Classification | None,
    destination_groups: frozenset[str],
    kind: str,
    value_stated: bool,
    value_usd: Band,
    claims: tuple[Claim, ...],
    restrictions: Bars,
) -> Findings | None:
    """Shipments of limited value (LVS)

    Encoded: commodities to Country Group B; eligibility and limit of the entry; the value of the order's
    lines of the same ECCN, which cannot be nothing (c)(2). Tried where item, value and country are given, or
    when claimed. An entry whose limit is for some of its items only needs the condition `eligible_by_entry`,
    and is not tried unclaimed; components and spare parts of 5A002 need `supports_authorized_commodity` (d)(5),
    and then EI is overcome too.
    Not encoded: the annual limit of (d)(2), told as a condition and an obligation.
    Doubt: value limits are those of the vintage of the table; earlier ones are not known.
    Conditions:
    eligible_by_entry: the item is among those of the entry that LVS is for
    supports_authorized_commodity: 5A002 components or spare parts for a commodity authorized before (d)(5)
    """
    if limited_value_item is None or kind != "commodity" or "B" not in destination_groups:
        return None
    claim = claimed(claims, "LVS")
    if not value_stated and claim is None:
        return None
    term = limited_value_item.exceptions["LVS"]
    encryption = limited_value_item.entry == "5A002"
    if term.limit_usd is None or (claim is None and (encryption or term.eligible is None)):
        return None
    if limited_value_item.entry in _NOT_TO_D3 and "D:3" in destination_groups:
        return refused(f"LVS is not for {limited_value_item.entry} to Country Group D:3", "740.3(b)")
    if value_usd.exceeds(Decimal(term.limit_usd)):
        because = f"the order's value exceeds the LVS limit of ${term.limit_usd} for {limited_value_item.eccn}"
        return refused(because, "740.3(b)")
    if value_usd.at_most(_NOTHING):
        return refused("LVS needs the net value of the order: selling price or market price", "740.3(c)(2)")
    found = grant(
        _LVS,
        claim,
        restrictions,
        section="740.3(b)",
        because=f"{limited_value_item.eccn}: LVS limit ${term.limit_usd}, destination in Country Group B",
        covers=(*LIST_BASED, "742.15") if encryption else LIST_BASED,
        needs=(
            *(("eligible_by_entry",) if term.eligible is None else ()),
            *(("supports_authorized_commodity",) if encryption else ()),
        ),
    )
    counted = "Count this order toward the yearly LVS limit of twelve times the entry's value."
    return (*found, note(Effect.OBLIGATION, counted, "15 CFR 740.3(d)(2)"))
