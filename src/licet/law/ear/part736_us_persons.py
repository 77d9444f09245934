"""15 CFR 736.2(b)(7): General Prohibition Seven, what United States persons may not support (744.6).

It speaks of persons, not of items: of services, and of items that are *not* subject to the EAR. A service for one
of the end uses named is never called clear where it comes from the United States.
"""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification
from licet.law.eccn_lists import in_list
from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule, span
from licet.terms.dates import end_of

SECTION = "15 CFR 736.2(b)(7)"
MILITARY_INTELLIGENCE = "86 FR 4865"
CHIPS = "87 FR 62186"


def _by_us_person(activity: str, exporter_country: str) -> bool:
    """Whether a service is done by a person in the United States, who is a United States person (772.1), or by one
    of whom no country is said.
    """
    return activity == "service" and exporter_country in ("US", "")


def _gap(what: str, *citations: str) -> Finding:
    because = (
        f"United States persons need a license to support {what} by any contract, service or employment: that is not"
        " decided here."
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
def weapons(activity: str, exporter_country: str, end_use: str, destination_groups: frozenset[str]) -> Finding | None:
    """General Prohibition Seven: weapons of mass destruction

    Encoded: that a service from the United States, or from a place that is not stated, is for nuclear explosive
    devices, missiles, or chemical or biological weapons in the places named.
    Not encoded: who is a United States person elsewhere, for whom 744.6 tells a red flag: so for items that are not
    subject to the EAR; whole plants for precursors; chemicals of Supp. No. 1 to Part 745.
    """
    what = _weapons(end_use, destination_groups) if _by_us_person(activity, exporter_country) else ""
    return _gap(what, "15 CFR 744.6(b)") if what else None


# 744.22: the countries named beside Country Groups E:1 and E:2.
_AT_FIRST = frozenset({"MM", "CN", "HK", "RU", "VE"})
_WITH_CAMBODIA = _AT_FIRST | {"KH"}
_WITH_BELARUS = _WITH_CAMBODIA | {"BY"}


def _intelligence(by_us: bool, end_use: str, country: str, places: frozenset[str], named: frozenset[str]) -> bool:
    return by_us and end_use == "military_intelligence" and (country in named or bool(places & {"E:1", "E:2"}))


@rule(
    "736.2(b)(7) military intelligence",
    citation=SECTION,
    effective=[span("2021-03-16", "2021-12-08", by=MILITARY_INTELLIGENCE)],
    status="not_encoded",
)
def military_intelligence_first(
    activity: str, exporter_country: str, end_use: str, destination: str, destination_groups: frozenset[str]
) -> Finding | None:
    """General Prohibition Seven: military intelligence

    Encoded: that a service from the United States, or from a place that is not stated, is for a
    military-intelligence end use in Burma, China, Russia, Venezuela or Country Groups E:1 and E:2.
    Not encoded: who is a United States person elsewhere.
    """
    by_us = _by_us_person(activity, exporter_country)
    if not _intelligence(by_us, end_use, destination, destination_groups, _AT_FIRST):
        return None
    return _gap("a military-intelligence end use in the destination", "15 CFR 744.6(b)(5)", MILITARY_INTELLIGENCE)


@rule(
    "736.2(b)(7) military intelligence",
    citation=SECTION,
    effective=[span("2021-12-09", "2022-03-01", by="86 FR 70015")],
    status="not_encoded",
)
def military_intelligence_with_cambodia(
    activity: str, exporter_country: str, end_use: str, destination: str, destination_groups: frozenset[str]
) -> Finding | None:
    """General Prohibition Seven: military intelligence

    Encoded: as before, and for Cambodia.
    Not encoded: who is a United States person elsewhere.
    """
    by_us = _by_us_person(activity, exporter_country)
    if not _intelligence(by_us, end_use, destination, destination_groups, _WITH_CAMBODIA):
        return None
    return _gap("a military-intelligence end use in the destination", "15 CFR 744.6(b)(5)", "86 FR 70015")


@rule(
    "736.2(b)(7) military intelligence",
    citation=SECTION,
    effective=[span("2022-03-02", by="87 FR 13048")],
    status="not_encoded",
)
def military_intelligence(
    activity: str, exporter_country: str, end_use: str, destination: str, destination_groups: frozenset[str]
) -> Finding | None:
    """General Prohibition Seven: military intelligence

    Encoded: as before, and for Belarus.
    Not encoded: who is a United States person elsewhere.
    """
    by_us = _by_us_person(activity, exporter_country)
    if not _intelligence(by_us, end_use, destination, destination_groups, _WITH_BELARUS):
        return None
    return _gap("a military-intelligence end use in the destination", "15 CFR 744.6(b)(5)", "87 FR 13048")


@rule(
    "736.2(b)(7) chips",
    citation="15 CFR 744.6(c)(2)",
    effective=[span("2022-10-12", by=CHIPS)],
    status="not_encoded",
)
def chips(activity: str, exporter_country: str, end_use: str, macau_or_d5: bool) -> Finding | None:
    """General Prohibition Seven: servicing advanced-node integrated circuits

    Encoded: that a service from the United States, or from a place that is not stated, is for making advanced-node
    integrated circuits in the destinations of 744.23.
    Not encoded: who is a United States person elsewhere; the exclusions of 744.6(d); administrative and clerical
    activities.
    """
    if end_use != "advanced_node_ic" or not macau_or_d5 or not _by_us_person(activity, exporter_country):
        return None
    return _gap("the making of advanced-node integrated circuits in the destination", "15 CFR 744.6(c)(2)", CHIPS)


@rule(
    "736.2(b)(7) equipment",
    citation="15 CFR 744.6(c)(2)",
    effective=[span("2023-11-17", by="88 FR 73424")],
    only_when="macau_or_d5",
)
def equipment(
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
    if not macau_or_d5 or classification is None or not item_moves or jurisdiction:
        return None
    if in_list(classification.eccn, "sme_macau_d5", end_of(table_date)) is not True:
        return None
    because = (
        "United States persons need a license to ship, facilitate or service this equipment in the destination though"
        " it is not subject to the EAR."
    )
    return note(Effect.RED_FLAG, because, SECTION, "15 CFR 744.6(c)(2)(iii)")
