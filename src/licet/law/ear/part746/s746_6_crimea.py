"""15 CFR 746.6: Crimea and the so-called Donetsk and Luhansk People's Republics."""

from __future__ import annotations

import datetime as dt

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
    or Russia; a question where the address of a party names the region.
    Not encoded: the requirement itself, since the region has no country code. Treat such a delivery as
    needing a license.
    """
    return _ask(movement, special_destination, "the Crimea region of Ukraine", "15 CFR 746.6", "80 FR 4776")


@rule("746.6", effective=[span("2022-02-24", by="87 FR 12226")], status="partial")
def crimea_donetsk_luhansk(movement: str, special_destination: str) -> tuple[Finding, ...] | None:
    """Crimea, so-called Donetsk and Luhansk People's Republics

    Encoded: a red flag and a duty to confirm the place of delivery where the destination is Ukraine
    or Russia; a question where the address of a party names one of the regions.
    Not encoded: the requirement itself, for want of a code for the regions. Treat such a delivery as
    needing a license, policy of denial.
    """
    regions = "the Crimea, Donetsk or Luhansk regions of Ukraine named in 746.6"
    return _ask(movement, special_destination, regions, "15 CFR 746.6(a)", "87 FR 12226")


@rule("746.6 address", effective=[span("2015-01-29", by="80 FR 4776")], status="partial", only_when="party_region")
def party_in_the_regions(movement: str, party_region: str, key_date: dt.date) -> Finding | None:
    """A party in Crimea, or in the so-called Donetsk or Luhansk People's Republics

    Encoded: a question for every party whose name or address names a place there, which no clearance
    passes; Donetsk and Luhansk since 2022-02-24 (87 FR 12226).
    Not encoded: which part of the Donetsk and Luhansk oblasts a place lies in.
    """
    if movement not in (ACROSS, TRANSFER) or (party_region != "crimea" and key_date < _WIDENED):
        return None
    return note(
        Effect.QUESTION,
        f"The address of {{party}} names a place in {party_region.capitalize()}: nearly every item subject"
        " to the EAR needs a license to it (policy of denial). Say where the item goes.",
        "15 CFR 746.6(a)",
        code="parties[].address",
    )


_WIDENED = dt.date(2022, 2, 24)
