"""15 CFR 734.4(c), (d), 746.6: US-origin content of foreign-made items that may end up elsewhere than stated.

In occupied regions of Ukraine, which have no country code: nearly every item, EAR99 ones too, needs a license to
them, so that all US-origin content counts as controlled. In embargoed countries, where a consignee or end user is
while another destination is stated. Only an address or a party shows it: the level is asked about, not decided.
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


_EMBARGOED = frozenset({"CU", "IR", "KP", "SY"})


def _elsewhere(place: str, foreign_abroad: bool, content: ControlledContent, partly: frozenset[str]) -> Finding | None:
    """`partly`: countries of the 25 percent level to which most content needs a license."""
    level = 10 if place in _EMBARGOED else 25
    if not foreign_abroad or place not in _EMBARGOED | partly or content.total <= level:
        return None
    because = (
        "{party} is in another country than the destination, one to which nearly all content needs a license: of a"
        f" foreign-made item that goes on there {content.total.normalize():f} percent of US-origin content, more than"
        f" {level}, may count. Where does it go in the end?"
    )
    cited = "15 CFR 734.4(c)" if level == 10 else "15 CFR 734.4(d)"
    return note(Effect.QUESTION, because, cited, "15 CFR Part 734 Supp. No. 2", code="destination")


@rule(
    "734.4 end user elsewhere",
    citation="15 CFR 734.4",
    effective=[span(None, "2022-02-23")],
    status="partial",
    only_when="other_end_place",
)
def content_for_embargoed_countries(
    other_end_place: str, foreign_abroad: bool, controlled_content: ControlledContent
) -> Finding | None:
    """A consignee or end user in Cuba, Iran, North Korea or Syria, and another destination

    Encoded: a question where more than 10 percent of the value is US-origin content of whatever control.
    Not encoded: that the item goes on to that country; content that only a license to a country without an
    embargo makes controlled.
    """
    return _elsewhere(other_end_place, foreign_abroad, controlled_content, frozenset())


@rule(
    "734.4 end user elsewhere",
    citation="15 CFR 734.4",
    effective=[span("2022-02-24", "2022-03-01", by="87 FR 12226")],
    status="partial",
    only_when="other_end_place",
)
def content_for_russia_in_the_end(
    other_end_place: str, foreign_abroad: bool, controlled_content: ControlledContent
) -> Finding | None:
    """The same, and Russia

    Encoded: a question where more than 10 percent of the value, for Russia 25, is US-origin content.
    Not encoded: as before.
    """
    return _elsewhere(other_end_place, foreign_abroad, controlled_content, frozenset({"RU"}))


@rule(
    "734.4 end user elsewhere",
    citation="15 CFR 734.4",
    effective=[span("2022-03-02", by="87 FR 13048")],
    status="partial",
    only_when="other_end_place",
)
def content_for_russia_and_belarus_in_the_end(
    other_end_place: str, foreign_abroad: bool, controlled_content: ControlledContent
) -> Finding | None:
    """The same, and Belarus

    Encoded: a question where more than 10 percent of the value, for Russia and Belarus 25, is US-origin content.
    Not encoded: as before.
    """
    return _elsewhere(other_end_place, foreign_abroad, controlled_content, frozenset({"RU", "BY"}))
