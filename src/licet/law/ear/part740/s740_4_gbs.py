"""740.4: shipments to Country Group B countries (GBS)."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part740.exception import claimed, exception, grant
from licet.law.ear.part740.restriction import Bars
from licet.law.finding import Findings
from licet.law.rule import derived, rule
from licet.terms.item import Claim

# GBS, TSR and CIV are for items that need a license for national security reasons only: where Part 742 asks
# for one for another reason too, they cover nothing.
NATIONAL_SECURITY = ("742.4",)
NOT_B = frozenset({"SD", "UA"})  # 740.4 and 740.6: "except Sudan and Ukraine"

_GBS = exception("GBS", "Shipments to Country Group B Countries", "740.4", "reports under 743.1 where they apply")


def group_b(destination: str, destination_groups: frozenset[str]) -> bool:
    """Country Group B except Sudan and Ukraine."""
    return "B" in destination_groups and destination not in NOT_B


@derived(citation="15 CFR 740.4")
def group_b_item(classification: Classification | None) -> Classification | None:
    """The item where its entry says "GBS: Yes" for it, otherwise `None`."""
    term = None if classification is None else classification.exceptions.get("GBS")
    return classification if term is not None and term.eligible is True else None


@rule("740.4", citation="15 CFR 740.4", only_when="group_b_item")
def group_b_shipment(
    group_b_item: Classification | None,
    destination: str,
    destination_groups: frozenset[str],
    kind: str,
    claims: tuple[Claim, ...],
    restrictions: Bars,
) -> Findings | None:
    """Shipments to Country Group B countries (GBS)

    Encoded: commodities that need a license for national security reasons only; the entry's "GBS: Yes";
    Country Group B except Sudan and Ukraine. Tried on the facts, without a claim.
    Not encoded: entries whose eligibility turns on more than the paragraph; they are not authorized.
    """
    if group_b_item is None or kind != "commodity" or not group_b(destination, destination_groups):
        return None
    return grant(
        _GBS,
        claimed(claims, "GBS"),
        restrictions,
        section="740.4",
        because=f"the entry allows GBS for {group_b_item.eccn}",
        covers=NATIONAL_SECURITY,
        alone=True,
    )
