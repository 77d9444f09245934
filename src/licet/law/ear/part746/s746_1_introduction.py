"""15 CFR 746.1: which destinations Part 746 speaks of. United Nations arms embargoes: `part742_prose_controls`."""

from __future__ import annotations

from licet.law.ear.part738_chart import TRANSFER
from licet.law.finding import Effect, Finding, note
from licet.law.rule import derived, rule

SPECIAL = frozenset({"CU", "IR", "IQ", "KP", "SY", "RU", "BY", "UA"})
EMBARGOED = frozenset({"CU", "IR", "KP", "SY"})


@derived(citation="15 CFR 746.1")
def special_destination(destination: str) -> str:
    """The destination where a section of Part 746 names it, otherwise empty."""
    return destination if destination in SPECIAL else ""


@derived(citation="15 CFR 746.1; 15 CFR 734.13(b)")
def special_nationality(nationality: str) -> str:
    """The nationality of a person to whom something is released, where Part 746 names that country."""
    return nationality if nationality in SPECIAL else ""


@rule("746.1 transfer", citation="15 CFR 746.1(d)")
def transfer_in_embargoed_destination(movement: str, special_destination: str) -> Finding | None:
    """Transfers within Cuba, Iran, North Korea and Syria

    Encoded: 746.2, 746.4, 746.7 and 746.9 speak of exports and reexports; whether a transfer within
    such a destination may be made is a question of the original authorization and of other agencies.
    Not encoded: the sanctions of the Treasury Department.
    """
    if movement != TRANSFER or special_destination not in EMBARGOED:
        return None
    return note(
        Effect.QUESTION,
        "A transfer within an embargoed destination depends on the authorization under which the item came there"
        " and on the regulations of the Office of Foreign Assets Control; neither is decided here.",
        "15 CFR 746.1(d)",
        code="ofac",
    )
