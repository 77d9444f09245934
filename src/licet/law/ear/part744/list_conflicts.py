"""Listings of which the sources disagree: the more restrictive is taken, and that is said."""

from __future__ import annotations

from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule
from licet.terms.standing import Basis, Standing

CONFLICT = "list_conflict"  # as the register marks a listing, and as the warning is coded


@rule("744 list conflict", citation="15 CFR Part 744 Supp. No. 4")
def sources_disagree(standing: Standing) -> Finding | None:
    """A listing whose terms two sources give differently

    Encoded: a warning wherever such a listing, or ownership by the listed, is in force. The register takes
    the more restrictive terms; the entry's note says what the other source had.
    """
    if CONFLICT not in standing.certainty.split() or not standing.in_force or standing.basis is Basis.MINORITY:
        return None
    because = (
        "The sources disagree about the listing behind {party}; the more restrictive terms are taken. Check the entry"
        " in the Federal Register."
    )
    return note(Effect.WARNING, because, standing.terms_act or standing.act, code=CONFLICT)
