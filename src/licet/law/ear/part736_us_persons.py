"""15 CFR 736.2(b)(7): General Prohibition Seven, what United States persons may not support (744.6).

It speaks of persons, not of items: of services, and of items that are *not* subject to the EAR. Such a line is
never called clear where one of the end uses is stated, since nothing says that no United States person takes part.
The section asks for knowledge: an end use that is not stated is not known either, and nothing is asked then.
"""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification
from licet.law.eccn_lists import in_list
from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule, span
from licet.terms.dates import end_of

_NO_ITEM = frozenset({"service", "payment"})  # contracts, services, financing: 744.6(b)(6)(iv)
_NOT_SUPPORT = frozenset({"import", "domestic_sale"})
SECTION = "15 CFR 736.2(b)(7)"
MILITARY_INTELLIGENCE = "86 FR 4865"
CHIPS = "87 FR 62186"


def _outside(activity: str, item_moves: bool, jurisdiction: frozenset[str]) -> bool:
    """Whether something may be done that no license requirement on an item reaches."""
    if activity in _NOT_SUPPORT:
        return False
    return activity in _NO_ITEM or not item_moves or not jurisdiction


def _gap(what: str, *citations: str) -> Finding:
    because = (
        f"United States persons need a license to support {what}: to ship or transfer items that are not subject to the"
        " EAR, to help with it, or to perform any contract, service or employment for it. Who takes part is not stated."
    )
    return note(Effect.GAP, because, SECTION, *citations)


def _weapons(end_use: str, places: frozenset[str]) -> str:
    if end_use == "nuclear" and "NUCLEAR_SUPP3" not in places:
        return "nuclear explosive devices in or by a country not in Supplement No. 3 to Part 744"
    if end_use == "missile" and places & {"D:4", "E:2"}:
        return "missiles in or by a country in Country Groups D:4 or E:2"
    if end_use == "chemical_biological":
        return "chemical or biological weapons"
    return ""


@rule("736.2(b)(7)", citation=SECTION, status="not_encoded")
def weapons(
    activity: str,
    item_moves: bool,
    jurisdiction: frozenset[str],
    end_use: str,
    end_use_stated: bool,
    destination_groups: frozenset[str],
) -> Finding | None:
    """General Prohibition Seven: weapons of mass destruction

    Encoded: that an item not subject to the EAR, a service or a payment is for nuclear explosive devices, missiles,
    or chemical or biological weapons in the places named.
    Not encoded: who is a United States person; whole plants for precursors; chemicals of Supp. No. 1 to Part 745.
    """
    if not end_use_stated or not _outside(activity, item_moves, jurisdiction):
        return None
    what = _weapons(end_use, destination_groups)
    return _gap(what, "15 CFR 744.6(b)") if what else None


# 744.22: the countries named beside Country Groups E:1 and E:2.
_AT_FIRST = frozenset({"MM", "CN", "HK", "RU", "VE"})
_WITH_CAMBODIA = _AT_FIRST | {"KH"}
_WITH_BELARUS = _WITH_CAMBODIA | {"BY"}


def _intelligence(outside: bool, end_use: str, country: str, places: frozenset[str], named: frozenset[str]) -> bool:
    return outside and end_use == "military_intelligence" and (country in named or bool(places & {"E:1", "E:2"}))


@rule(
    "736.2(b)(7) military intelligence",
    citation=SECTION,
    effective=[span("2021-03-16", "2021-12-08", by=MILITARY_INTELLIGENCE)],
    status="not_encoded",
)
def military_intelligence_first(
    activity: str,
    item_moves: bool,
    jurisdiction: frozenset[str],
    end_use: str,
    end_use_stated: bool,
    destination: str,
    destination_groups: frozenset[str],
) -> Finding | None:
    """General Prohibition Seven: military intelligence

    Encoded: that an item not subject to the EAR, a service or a payment is for a military-intelligence end use in
    Burma, China, Russia, Venezuela or Country Groups E:1 and E:2.
    Not encoded: who is a United States person.
    """
    outside = end_use_stated and _outside(activity, item_moves, jurisdiction)
    if not _intelligence(outside, end_use, destination, destination_groups, _AT_FIRST):
        return None
    return _gap("a military-intelligence end use in the destination", "15 CFR 744.6(b)(5)", MILITARY_INTELLIGENCE)


@rule(
    "736.2(b)(7) military intelligence",
    citation=SECTION,
    effective=[span("2021-12-09", "2022-03-01", by="86 FR 70015")],
    status="not_encoded",
)
def military_intelligence_with_cambodia(
    activity: str,
    item_moves: bool,
    jurisdiction: frozenset[str],
    end_use: str,
    end_use_stated: bool,
    destination: str,
    destination_groups: frozenset[str],
) -> Finding | None:
    """General Prohibition Seven: military intelligence

    Encoded: as before, and for Cambodia.
    Not encoded: who is a United States person.
    """
    outside = end_use_stated and _outside(activity, item_moves, jurisdiction)
    if not _intelligence(outside, end_use, destination, destination_groups, _WITH_CAMBODIA):
        return None
    return _gap("a military-intelligence end use in the destination", "15 CFR 744.6(b)(5)", "86 FR 70015")


@rule(
    "736.2(b)(7) military intelligence",
    citation=SECTION,
    effective=[span("2022-03-02", by="87 FR 13048")],
    status="not_encoded",
)
def military_intelligence(
    activity: str,
    item_moves: bool,
    jurisdiction: frozenset[str],
    end_use: str,
    end_use_stated: bool,
    destination: str,
    destination_groups: frozenset[str],
) -> Finding | None:
    """General Prohibition Seven: military intelligence

    Encoded: that an item not subject to the EAR, a service or a payment is for a military-intelligence end use in
    Belarus, Burma, Cambodia, China, Russia, Venezuela or Country Groups E:1 and E:2.
    Not encoded: who is a United States person.
    """
    outside = end_use_stated and _outside(activity, item_moves, jurisdiction)
    if not _intelligence(outside, end_use, destination, destination_groups, _WITH_BELARUS):
        return None
    return _gap("a military-intelligence end use in the destination", "15 CFR 744.6(b)(5)", "87 FR 13048")


@rule(
    "736.2(b)(7) chips",
    citation="15 CFR 744.6(c)(2)",
    effective=[span("2022-10-12", by=CHIPS)],
    status="not_encoded",
)
def chips(activity: str, end_use: str, end_use_stated: bool, macau_or_d5: bool) -> Finding | None:
    """General Prohibition Seven: servicing advanced-node integrated circuits

    Encoded: that a service or a payment is for making advanced-node integrated circuits in the destinations of
    744.23. Items for it that are not subject to the EAR are a red flag of 744.6(c)(2): the paragraph was made for
    persons who ship, and leaves the item and others free.
    Not encoded: who is a United States person; the exclusions of 744.6(d); administrative and clerical activities.
    """
    if activity not in _NO_ITEM or not end_use_stated or end_use != "advanced_node_ic" or not macau_or_d5:
        return None
    return _gap("the making of advanced-node integrated circuits in the destination", "15 CFR 744.6(c)(2)", CHIPS)


@rule(
    "736.2(b)(7) equipment",
    citation="15 CFR 744.6(c)(2)",
    effective=[span("2023-11-17", by="88 FR 73424")],
    only_when="macau_or_d5",
)
def equipment(
    activity: str,
    item_moves: bool,
    jurisdiction: frozenset[str],
    macau_or_d5: bool,
    classification: Classification | None,
    table_date: dt.date,
) -> Finding | None:
    """General Prohibition Seven: manufacturing equipment, whatever it is for

    Encoded: a red flag where an item not subject to the EAR is of the equipment of 744.6(c)(2)(iii), for the
    destinations of 744.23.
    Not encoded: who is a United States person; the same for 3B090 from 2022-10-12; the exclusions of 744.6(d).
    """
    if not macau_or_d5 or classification is None or not _outside(activity, item_moves, jurisdiction):
        return None
    if in_list(classification.eccn, "sme_macau_d5", end_of(table_date)) is not True:
        return None
    because = (
        "United States persons need a license to ship, facilitate or service this equipment in the destination though"
        " it is not subject to the EAR."
    )
    return note(Effect.RED_FLAG, because, SECTION, "15 CFR 744.6(c)(2)(iii)")
