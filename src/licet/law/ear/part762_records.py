"""15 CFR Part 762: records."""

from __future__ import annotations

from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule


@rule("762.6", citation="15 CFR 762.6(a)")
def records(movement: str, jurisdiction: frozenset[str]) -> Finding | None:
    """Records of the transaction are kept for five years

    Encoded: told for every export, reexport, transfer or release of an item subject to the EAR: five
    years from the latest of the export, any known reexport, transfer or diversion, or another end of
    the transaction.
    Not encoded: records that BIS has asked for, which may not be destroyed at all (762.6(b)).
    """
    if not movement or not jurisdiction:
        return None
    because = (
        "Keep the records of the transaction for five years from the latest of the export, any known reexport,"
        " transfer or diversion, or another termination of the transaction."
    )
    return note(Effect.OBLIGATION, because, "15 CFR 762.6(a)", "15 CFR 762.2")
