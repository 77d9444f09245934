"""15 CFR 746.6: Crimea and the so-called Donetsk and Luhansk People's Republics."""

from __future__ import annotations

from licet.law.ear.part738_chart import ACROSS, TRANSFER
from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule, span


def _ask(movement: str, special_destination: str, regions: str, *citations: str) -> tuple[Finding, ...] | None:
    if special_destination not in ("UA", "RU") or movement not in (ACROSS, TRANSFER):
        return None
    return (
        note(
            Effect.RED_FLAG,
            f"The place of delivery may lie in {regions}, where nearly every item subject to the EAR needs a license"
            " (policy of denial); a country code does not show it.",
            *citations,
        ),
        note(
            Effect.OBLIGATION,
            f"Confirm, and keep the confirmation, that no place of delivery or use lies in {regions}.",
            *citations,
        ),
    )


@rule("746.6", effective=[span("2015-01-29", "2022-02-23", by="80 FR 4776")], status="partial")
def crimea(movement: str, special_destination: str) -> tuple[Finding, ...] | None:
    """Crimea region of Ukraine

    Encoded: a red flag and a duty to confirm the place of delivery where the destination is Ukraine
    or Russia.
    Not encoded: the requirement itself. The region has no country code, and addresses are not facts:
    a delivery to a place in the region is not seen. Treat such a delivery as needing a license.
    """
    return _ask(movement, special_destination, "the Crimea region of Ukraine", "15 CFR 746.6", "80 FR 4776")


@rule("746.6", effective=[span("2022-02-24", by="87 FR 12226")], status="partial")
def crimea_donetsk_luhansk(movement: str, special_destination: str) -> tuple[Finding, ...] | None:
    """Crimea, so-called Donetsk and Luhansk People's Republics

    Encoded: a red flag and a duty to confirm the place of delivery where the destination is Ukraine
    or Russia.
    Not encoded: the requirement itself, for want of a code for the regions; an address there is not
    seen. Treat such a delivery as needing a license, policy of denial.
    """
    regions = "the Crimea, Donetsk or Luhansk regions of Ukraine named in 746.6"
    return _ask(movement, special_destination, regions, "15 CFR 746.6(a)", "87 FR 12226")
