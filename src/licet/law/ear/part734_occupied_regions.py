"""15 CFR 734.4(d) and 746.6: US-origin content of foreign-made items for occupied regions of Ukraine.

Nearly every item, EAR99 ones too, needs a license to these regions, so that all US-origin content counts as
controlled. They have no country code: only an address shows them, and the level is asked about, not decided.
"""

from __future__ import annotations

from licet.law.ear.part734_de_minimis import ControlledContent
from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule, span

_LEVEL = 25  # percent, 734.4(d): Ukraine and Russia are in neither E:1 nor E:2


def _asked(region: str, content: ControlledContent) -> Finding | None:
    if content.total <= _LEVEL:
        return None
    because = (
        f"The address of {{party}} names a place in {region.capitalize()}, to which nearly every item needs a license:"
        f" of a foreign-made item for it all US-origin content counts, here {content.total.normalize():f} percent, more"
        " than 25. Say where the item goes."
    )
    return note(Effect.QUESTION, because, "15 CFR 734.4(d)", "15 CFR 746.6(a)", code="parties[].address")


@rule(
    "734.4 occupied regions",
    citation="15 CFR 734.4(d)",
    effective=[span(None, "2022-02-23")],
    status="partial",
    only_when="party_region",
)
def content_for_crimea(
    party_region: str, foreign_abroad: bool, controlled_content: ControlledContent
) -> Finding | None:
    """Foreign-made items for Crimea

    Encoded: a question where the address of a party names a place there and more than 25 percent of the value is
    US-origin content of whatever control.
    Not encoded: food and medicine, which need no license; where the item itself goes.
    """
    if party_region != "crimea" or not foreign_abroad:
        return None
    return _asked(party_region, controlled_content)


@rule(
    "734.4 occupied regions",
    citation="15 CFR 734.4(d)",
    effective=[span("2022-02-24", by="87 FR 12226")],
    status="partial",
    only_when="party_region",
)
def content_for_occupied_regions(
    party_region: str, foreign_abroad: bool, controlled_content: ControlledContent
) -> Finding | None:
    """Foreign-made items for Crimea, the so-called Donetsk and Luhansk People's Republics

    Encoded: a question where the address of a party names a place there and more than 25 percent of the value is
    US-origin content of whatever control.
    Not encoded: food and medicine, which need no license; where the item itself goes.
    """
    if not party_region or not foreign_abroad:
        return None
    return _asked(party_region, controlled_content)
