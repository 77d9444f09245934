"""15 CFR 744.5: maritime nuclear propulsion."""

from __future__ import annotations

from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule


@rule("744.5", citation="15 CFR 744.5(a)", status="not_encoded")
def maritime_nuclear_propulsion(end_use: str, kind: str, item_moves: bool) -> Finding | None:
    """Technology for foreign maritime nuclear propulsion projects

    Encoded: that technology for a nuclear end use may be for such a project, to any destination.
    Not encoded: the requirement itself, since no fact tells maritime propulsion from other nuclear
    end uses; its review policy (c).
    """
    if end_use != "nuclear" or kind != "technology" or not item_moves:
        return None
    because = "Technology for a foreign maritime nuclear propulsion project needs a license to every destination."
    return note(Effect.GAP, because, "15 CFR 744.5(a)")
