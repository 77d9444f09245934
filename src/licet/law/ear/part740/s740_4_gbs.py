"""740.4: shipments to Country Group B countries (GBS), and 740.6: technology and software under restriction (TSR)."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part740.exception import claimed, exception
from licet.law.finding import Effect, Finding, authorize, note
from licet.law.rule import rule
from licet.terms.item import Claim

# Both overcome national security controls only: the entry must need a license for no other reason there.
NATIONAL_SECURITY = ("742.4",)
NOT_B = frozenset({"SD", "UA"})  # 740.4 and 740.6: "except Sudan and Ukraine"

_GBS = exception("GBS", "Shipments to Country Group B Countries", "740.4", "civil end use in Country Group B")
_TSR = exception(
    "TSR", "Technology and Software under Restriction", "740.6", "written assurance of the consignee, before release"
)


def group_b(destination: str, destination_groups: frozenset[str]) -> bool:
    """Country Group B except Sudan and Ukraine."""
    return "B" in destination_groups and destination not in NOT_B


@rule("740.4", citation="15 CFR 740.4")
def group_b_shipment(
    classification: Classification | None, destination: str, destination_groups: frozenset[str], kind: str
) -> Finding | None:
    """Commodities controlled for national security reasons, to Country Group B.

    Encoded: the entry's "GBS: Yes", commodities, the countries; a requirement for another reason
    stays open by itself. Eligibility that the entry makes turn on more than its paragraph is not used.
    """
    if classification is None or kind != "commodity" or not group_b(destination, destination_groups):
        return None
    term = classification.exceptions.get("GBS")
    if term is None or term.eligible is not True:
        return None
    return authorize(f"the entry allows GBS for {classification.eccn}", covers=NATIONAL_SECURITY, authority=_GBS)


@rule("740.6", citation="15 CFR 740.6")
def technology_under_restriction(
    classification: Classification | None,
    destination: str,
    destination_groups: frozenset[str],
    kind: str,
    claims: tuple[Claim, ...],
) -> Finding | None:
    """Technology and software controlled for national security reasons, to Country Group B.

    Encoded: claimed by `TSR` with the condition `written_assurance: true` (740.6(a)); the entry's
    "TSR: Yes". Entries whose eligibility turns on more than the paragraph need `eligible_by_entry: true`.
    """
    claim = claimed(claims, "TSR")
    if claim is None or classification is None or kind == "commodity":
        return None
    if not group_b(destination, destination_groups):
        return note(Effect.CONSIDERED, "TSR reaches Country Group B except Sudan and Ukraine only")
    term = classification.exceptions.get("TSR")
    if term is None or term.eligible is False:
        return note(Effect.CONSIDERED, f"the entry does not allow TSR for {classification.eccn}")
    if term.eligible is None and claim.states("eligible_by_entry") is not True:
        return note(Effect.CONSIDERED, f"TSR for {classification.eccn} turns on: {term.text} (eligible_by_entry)")
    if claim.states("written_assurance") is not True:
        return note(Effect.CONSIDERED, "TSR needs the consignee's written assurance first (written_assurance)")
    return authorize(f"the entry allows TSR for {classification.eccn}", covers=NATIONAL_SECURITY, authority=_TSR)
