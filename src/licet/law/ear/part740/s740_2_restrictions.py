"""740.2: restrictions on all license exceptions, as far as they show in the facts."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.finding import Finding, no_exceptions
from licet.law.rule import rule


@rule("740.2(a)(5)", citation="15 CFR 740.2(a)(5)")
def missile_technology(classification: Classification | None) -> Finding | None:
    """No license exception for items controlled for missile technology reasons.

    Encoded: the bar for every item with an MT control, or an entry that may carry one.
    Not encoded: the MT items that 740.2(a)(5)(i)–(ii) leave eligible for named exceptions.
    """
    if classification is None or classification.has_reason("MT") is False:
        return None
    if classification.has_reason("MT") is None and "MT" not in classification.reasons:
        return None
    return no_exceptions(f"{classification.eccn} is, or may be, controlled for missile technology reasons")


_EQUIPMENT = ("3B001", "3B002", "3B090", "3D001", "3D002", "3E001")
_COMPUTING = ("3A090", "4A090")


@rule("740.2(a)(9)", citation="15 CFR 740.2(a)(9)", doubt="the exceptions it leaves are not read one by one")
def advanced_computing_and_equipment(
    classification: Classification | None, destination_groups: frozenset[str], destination: str
) -> Finding | None:
    """Advanced computing items and chip-making equipment to Macau or Country Group D:5.

    Encoded: the bar for the entries it names at the level of the entry and of `.z` paragraphs.
    Not encoded: GOV, and the exceptions 740.2(a)(9) leaves open.
    Doubt: for the equipment software and technology entries the whole entry is barred, which is the
    more restrictive reading.
    """
    if classification is None or not ("D:5" in destination_groups or destination == "MO"):
        return None
    named = classification.entry in (*_EQUIPMENT, *_COMPUTING) or classification.eccn.paragraph.startswith(".z")
    if not named:
        return None
    return no_exceptions(f"{classification.eccn} to a destination in Country Group D:5 or Macau")


@rule("740.2(a)(12)", citation="15 CFR 740.2(a)(12)")
def military_items(classification: Classification | None, destination_groups: frozenset[str]) -> Finding | None:
    """600 series and 9x515 items to Country Group D:5.

    Encoded: the bar. Not encoded: License Exception GOV under 740.11(b)(2)(ii), which it leaves open.
    """
    if classification is None or "D:5" not in destination_groups:
        return None
    if not (classification.is_600_series or classification.is_9x515):
        return None
    return no_exceptions(f"{classification.eccn} to a destination in Country Group D:5")
