"""740.2: restrictions on all license exceptions.

The bars stand as data (`Bar`), each with the exceptions it leaves open, so that every exception asks
them for itself. `restrictions` gathers those that stand for a line; the rule tells them. Bars of
destinations under embargo, 740.2(a)(6), stand with their sections in Part 746, that of the Unverified
List, 740.2(a)(17), with 744.15; those of (a)(9), of Hong Kong and of firearms in modules of their own.
"""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification
from licet.law.ear.part740.restriction import Bar, Bars
from licet.law.eccn_lists import in_list
from licet.law.finding import Effect, Findings, no_exceptions, note
from licet.law.rule import derived, rule, span
from licet.terms.dates import end_of
from licet.terms.item import Claim

_DETECTION = frozenset({"2A983", "2A984", "2D983", "2D984", "2E983", "2E984"})
_PAKISTAN = frozenset({"1B999", "2A992", "2B999", "3A992", "3A999", "6A996"})
_RESTRICTED_600 = ("9D610.b", "9D619.b", "9E610.b", "9E619.b", "9E619.c")
_IEC_IN_PART = frozenset({"3D001", "3D002", "3E001", "3D992", "3E992"})  # for certain paragraphs of 3B001
_COMPUTING = frozenset({"3A090", "4A090", "4D090", "4E091"})  # (a)(9)(ii), as wholes

# Members named in 772.1 in 2016. Those that joined later are counted from the day the text was read.
_NATO = frozenset(
    (
        "AL", "BE", "BG", "CA", "HR", "CZ", "DK", "EE", "FR", "DE", "GR", "HU", "IS", "IT", "LV", "LT", "LU", "NL",
        "NO", "PL", "PT", "RO", "SK", "SI", "ES", "TR", "GB", "US",
    )
)  # fmt: skip
_NATO_SINCE_2016 = frozenset({"ME", "MK", "FI", "SE"})
_READ_ON = dt.date(2026, 2, 10)

# (a)(5)(ii)(A): items that may go as part of a manned craft or as its replacement parts.
_CRAFT = frozenset(
    (
        "6A008", "7A001", "7A002", "7A004", "7A101", "7A102", "7A103", "7A104", "7A105", "7B001", "7D001", "7D002",
        "7D003", "7D101", "7D102", "7E003", "7E101", "9A515",
    )
)  # fmt: skip
_CRAFT_OPEN = ("TMP a.4", "RPL", "TSU", "AVS b.1", "AVS b.2.i", "AVS b.3")
_BEARINGS = frozenset({"2A001", "2A101"})  # (a)(5)(ii)(B)
_BEARINGS_OPEN = ("TMP a.4", "RPL")

_MT_OPEN = (
    "TMP a.1", "TMP a.3", "TMP a.4", "TMP a.5", "TMP a.6", "TMP a.7", "TMP a.8", "TMP a.10", "TMP b.1", "TMP b.2",
    "TMP b.3", "RPL", "GOV b.2", "TSU a", "TSU b", "TSU c", "TSU g", "AVS b.1", "AVS b.2", "AVS b.3", "AVS b.4",
    "AVS c.1", "AVS c.2", "AVS e", "AVS f", "APR c", "APR d", "APR e", "APR f", "STA c.1.ii",
)  # fmt: skip
_600_OPEN = ("LVS", "TMP", "RPL", "TSU a", "TSU b", "TSU f", "TSU g", "GOV b", "GOV c", "BAG", "STA c.1")
_600_SALES = "sold under a contract that may have too much 600 series major defense equipment"


@derived(citation="15 CFR 740.2(a)")
def item_marks(classification: Classification | None, table_date: dt.date) -> frozenset[str]:
    """What of an item the bars of 740.2 turn on. `MT?` and the like: it may be so."""
    if classification is None or classification.eccn.is_ear99:
        return frozenset()
    entry = classification.entry
    item = str(classification.eccn)
    when = end_of(table_date)
    marks = {"entry " + entry, "item " + item}
    missile = classification.has_reason("MT")
    if missile is True:
        marks.add("MT")
    elif missile is None and "MT" in classification.reasons:
        marks.add("MT?")
    for control in classification.controls:
        if control.reason == "CC":
            marks.add((control.column or control.reason) + ("" if control.certain else "?"))
        elif control.column == "NP1" or control.reason in ("NS", "MT", "CB"):
            marks.add(control.column or control.reason)
    if in_list(classification.eccn, "intercepting_devices", when) is True:
        marks.add("interception")
    equipment = in_list(classification.eccn, "exceptions_barred_sme", when)
    if equipment is not False:
        marks.add("equipment" if equipment else "equipment?")
    computing = in_list(classification.eccn, "exceptions_barred_computing", when)
    if computing is True or entry in _COMPUTING or classification.eccn.paragraph.startswith(".z"):
        marks.add("computing")
    elif computing is None and classification.has_reason("RS") is not False:
        marks.add("computing?")
    if classification.is_600_series:
        marks.add("600 series")
        marks.update(name for name in _RESTRICTED_600 if item == name or item.startswith(name + ".") or name == entry)
    if classification.is_9x515:
        marks.add("9x515")
    if "IEC" in classification.exceptions and classification.exceptions["IEC"].eligible is not False:
        marks.update(_iec(entry, classification.eccn.paragraph))
    return frozenset(marks)


def _iec(entry: str, paragraph: str) -> tuple[str, ...]:
    """Whether the item is of those for which the entry names IEC: of 3B001 three paragraphs, of others a part."""
    if entry == "3B001":
        named = any(p.startswith(paragraph) or paragraph.startswith(p) for p in (".c.1.a", ".c.1.c", ".q"))
        return ("IEC",) if named else ()
    return ("IEC?",) if entry in _IEC_IN_PART else ("IEC",)


def entry_of(marks: frozenset[str]) -> str:
    """The entry among the marks of an item; empty for EAR99."""
    return _marked("entry ", marks)


def item_of(marks: frozenset[str]) -> str:
    """The ECCN among the marks of an item, with its paragraph; empty for EAR99."""
    return _marked("item ", marks)


def _marked(kind: str, marks: frozenset[str]) -> str:
    return next((mark.removeprefix(kind) for mark in marks if mark.startswith(kind)), "")


@derived(
    citation="15 CFR 740.2(a)(5)",
    name="bars_of_missile_technology",
    effective=[span(None, "2023-12-07", by="61 FR 12768", ended_by="88 FR 85487")],
    otherwise=(),
    only_when="item_marks",
)
def bars_of_missile_technology_before(item_marks: frozenset[str], destination_groups: frozenset[str]) -> Bars:
    """Items controlled for missile technology: no exception to any destination but for parts of craft, and bearings."""
    if not item_marks & {"MT", "MT?"}:
        return ()
    return _missiles("(a)(5)(i)", "the item is controlled for missile technology reasons", item_marks)


@derived(
    citation="15 CFR 740.2(a)(5)",
    name="bars_of_missile_technology",
    effective=[span("2023-12-08", by="88 FR 85487")],
    otherwise=(),
    only_when="item_marks",
)
def bars_of_missile_technology(item_marks: frozenset[str], destination_groups: frozenset[str]) -> Bars:
    """Items controlled for missile technology: certain exceptions, and fewer to Country Groups D:4 and D:5."""
    if not item_marks & {"MT", "MT?"}:
        return ()
    what = "the item is controlled for missile technology reasons"
    if destination_groups & {"D:4", "D:5"}:
        return _missiles("(a)(5)(ii)", f"{what} and goes to Country Group D:4 or D:5", item_marks)
    return (Bar("(a)(5)(i)", what, _MT_OPEN, asks="" if "MT" in item_marks else "item.eccn"),)


def _missiles(paragraph: str, because: str, marks: frozenset[str]) -> Bars:
    """The bar that leaves open replacement bearings, and parts of manned craft where the claim says they are."""
    asks = "" if "MT" in marks else "item.eccn"
    if entry_of(marks) in _BEARINGS:
        return (Bar(paragraph, because, _BEARINGS_OPEN, asks=asks),)
    if entry_of(marks) not in _CRAFT:
        return (Bar(paragraph, because, asks=asks),)
    unstated = f"{because}, unless as part of a manned craft or its replacement parts (part_of_manned_craft)"
    return (
        Bar(paragraph, because, _CRAFT_OPEN, asks=asks),
        Bar(paragraph, unstated, closes=_CRAFT_OPEN, condition="part_of_manned_craft", asks=asks),
    )


def _military(
    marks: frozenset[str], groups: frozenset[str], exporter_groups: frozenset[str], origin: str, activity: str
) -> list[Bar]:
    found: list[Bar] = []
    if not marks & {"600 series", "9x515"}:
        return found
    open_to = ("GOV b.2", "TMP a.11", "BAG h.2") if entry_of(marks) == "1A613" else ("GOV b.2",)
    if "D:5" in groups | exporter_groups:
        found.append(Bar("(a)(12)", "a 600 series or 9x515 item to or from Country Group D:5", open_to))
    elif activity == "reexport" and not exporter_groups:
        because = "a 600 series or 9x515 item that may leave Country Group D:5: exporter_country is not stated"
        found.append(Bar("(a)(12)", because, open_to, asks="exporter_country"))
    if origin == "foreign":
        because = "a 600 series or 9x515 item that may have been made in Country Group D:5 (not_made_in_d5)"
        found.append(Bar("(a)(12)", because, open_to, condition="not_made_in_d5"))
    if "600 series" in marks:
        if marks.intersection(_RESTRICTED_600):
            found.append(Bar("(a)(13)", "software or technology of 9D610, 9D619, 9E610 or 9E619", ("GOV b.2",)))
        found.append(Bar("(a)(13)", "a 600 series item is eligible for few exceptions", _600_OPEN))
        if marks & {"MT", "MT?"}:
            found.append(Bar("(a)(13)", "a 600 series item controlled for missile technology", closes=("STA",)))
        if activity == "export":
            paragraph, limit = ("(a)(16)", "25") if "A:5" in groups else ("(a)(15)", "14")
            because = f"{_600_SALES}, ${limit},000,000 or more (below_major_defense_equipment_limit)"
            found.append(Bar(paragraph, because, ("GOV b",), condition="below_major_defense_equipment_limit"))
    elif marks & {"MT", "MT?"}:
        found.append(Bar("(a)(18)", "a 9x515 item controlled for missile technology reasons", closes=("STA",)))
    return found


def _exempt_from_crime_control(country: str, date: dt.date) -> bool:
    if country in _NATO or country in ("AU", "IN", "JP", "NZ"):
        return True
    return country in _NATO_SINCE_2016 and date >= _READ_ON


@derived(
    citation="15 CFR 740.2(a)(3), (4), (7), (8), (10)-(16), (18)",
    otherwise=(),
    only_when="item_marks",
)
def bars_of_items(
    item_marks: frozenset[str],
    destination: str,
    destination_groups: frozenset[str],
    exporter_groups: frozenset[str],
    chart_marks: frozenset[str] | str | None,
    origin: str,
    activity: str,
    table_date: dt.date,
) -> Bars:
    """Bars that turn on what the item is and where it goes, as far back as is covered."""
    if not item_marks:
        return ()
    entry = entry_of(item_marks)
    found: list[Bar] = []
    if "interception" in item_marks:
        open_to = () if entry in ("5E001", "5E980") else ("GOV b.2.ii",)
        found.append(Bar("(a)(3)", "the item is for surreptitious interception", open_to))
    marked = chart_marks if isinstance(chart_marks, frozenset) else None
    crime = {mark for mark in item_marks if mark.startswith("CC")}
    reached = {mark for mark in crime if marked is None or mark.rstrip("?") in ("CC", *marked)}
    if reached and not _exempt_from_crime_control(destination, table_date):
        because = "the item needs a license for crime control reasons there (742.7)"
        condition = "" if any(not mark.endswith("?") for mark in reached) else "not_crime_controlled"
        found.append(Bar("(a)(4)", because, ("GOV b.2.ii", "BAG e", "STA"), condition=condition))
    if entry in ("6E001", "6E002"):
        because = "technology of 6E001 or 6E002 that may be for detectors or image intensifiers of 6A002"
        found.append(Bar("(a)(7)", because, ("GOV b.2",), condition="not_detector_technology"))
    if entry in _DETECTION:
        found.append(Bar("(a)(8)", f"{entry}: detection equipment", ("RPL", "GOV b.2.ii", "TSU a", "TSU c")))
    if entry in ("0A983", "0E983"):
        found.append(Bar("(a)(10)", "the item needs a license under 742.11"))
    if entry == "0A919":
        found.append(Bar("(a)(11)", "a military commodity of 0A919", ("GOV b.2.ii",)))
    found.extend(_military(item_marks, destination_groups, exporter_groups, origin, activity))
    if entry[2:] == "521":
        found.append(Bar("(a)(14)", "an 0Y521 item", ("GOV b.2.ii",)))
    return tuple(found)


@derived(
    citation="15 CFR 740.2(a)(22)",
    effective=[span("2024-09-06", by="89 FR 72926")],
    otherwise=(),
    only_when="item_marks",
)
def bars_of_implemented_controls(item_marks: frozenset[str]) -> Bars:
    """Items whose entry names License Exception IEC: few others remain."""
    if not item_marks & {"IEC", "IEC?"}:
        return ()
    open_to = ("IEC", "TMP a.3", "TMP a.6", "RPL", "GOV b", "TSU a", "TSU c")
    because = "the entry names License Exception IEC for the item (not_iec_item)"
    return (Bar("(a)(22)", because, open_to, condition="" if "IEC" in item_marks else "not_iec_item"),)


@derived(
    citation="15 CFR 740.2(a)(25)",
    effective=[span("2024-12-26", by="89 FR 93164")],
    otherwise=(),
    only_when="item_marks",
)
def bars_of_pakistan(item_marks: frozenset[str], destination: str) -> Bars:
    """Certain items controlled for anti-terrorism reasons to Pakistan."""
    item = item_of(item_marks)
    if destination != "PK" or entry_of(item_marks) not in _PAKISTAN or f"{item}.".startswith("2B999.h.2."):
        return ()
    open_to = (
        "TMP a.1", "TMP a.4", "TMP a.5", "TMP a.10", "TMP b.2", "TMP b.3", "RPL", "GOV a", "GOV b", "GOV d",
    )  # fmt: skip
    asks = "item.eccn" if "2B999.h.2".startswith(item) else ""
    return (Bar("(a)(25)", "an item of 742.6(a)(12) to Pakistan", open_to, asks=asks),)


@derived(citation="15 CFR 740.2(a)", otherwise=(), only_when="item_marks")
def restrictions(
    item_marks: frozenset[str],
    bars_of_items: Bars,
    bars_of_missile_technology: Bars,
    bars_of_technology: Bars,
    bars_of_hong_kong: Bars,
    bars_of_hong_kong_2020: Bars,
    bars_of_firearms: Bars,
    bars_of_implemented_controls: Bars,
    bars_of_pakistan: Bars,
) -> Bars:
    """Every bar of 740.2 that stands for the line."""
    return (
        *bars_of_items,
        *bars_of_missile_technology,
        *bars_of_technology,
        *bars_of_hong_kong,
        *bars_of_hong_kong_2020,
        *bars_of_firearms,
        *bars_of_implemented_controls,
        *bars_of_pakistan,
    )


@rule(
    "740.2",
    citation="15 CFR 740.2(a)",
    only_when="restrictions",
    status="partial",
    doubt="740.2 was read as of 2022-10-21 and of 2026-02-10; (a)(9) as it stood from 2023-11-17 to 2024-12-01 was not",
)
def restrictions_on_exceptions(restrictions: Bars, claims: tuple[Claim, ...]) -> Findings | None:
    """Restrictions on all license exceptions

    Encoded: the bars (a)(3), (4), (5), (7) to (16), (18) to (23) and (25), each with the exceptions and
    paragraphs it leaves open and the days for which it stands; the suspension for Hong Kong of 2020-06-30
    under (b); (a)(6) with Part 746 and (a)(17) with 744.15. (a)(5) before 2023-12-08 leaves only parts of
    craft and bearings. Whether a fact that is not stated lifts a bar is asked.
    Not encoded: (a)(1) suspended authorizations; (a)(2) the general prohibitions, which stand as
    requirements; (a)(22) as it was to 2024-03-20, firearms for narcotics traffickers, now in 744.8.
    Doubt: states that joined NATO after 2016 count for (a)(4) from 2026-02-10, the day the text was read.
    Conditions:
    not_crime_controlled: the item is not of the part of its entry that is controlled for CC reasons (a)(4)
    hong_kong_license: a copy of the Hong Kong license or statement for this item is held (a)(19), (20)
    part_of_manned_craft: the item is part of a spacecraft, manned aircraft, land vehicle or vessel, or its spare (a)(5)
    not_named_in_a_9: the item is not among those that (a)(9) named on the day
    not_headquartered_in_macau_or_d5: no party is of Macau or D:5 by its own or its ultimate parent's seat (a)(9)(ii)
    not_iec_item: software or technology not for the paragraphs of 3B001 that the entry names (a)(22)
    not_detector_technology: technology of 6E001 or 6E002 not for the detectors and tubes of (a)(7)
    not_made_in_d5: a foreign-made 600 series or 9x515 item was made outside Country Group D:5 and Hong Kong (a)(12)
    below_major_defense_equipment_limit: the contract stays below the amount of (a)(15) or (16)
    contract_below_4_million: the contract has less than $4,000,000 of semi-automatic firearms (a)(23)
    no_defense_article_in_firearm: the firearm holds, and will hold, no part of USML Category I(h)(2) (a)(21)
    """
    found = []
    for bar in restrictions:
        if bar.asks or bar.closes:
            continue
        stated = [claim.states(bar.condition) for claim in claims] if bar.condition else []
        if any(value is True for value in stated):
            continue
        if bar.condition and all(value is None for value in stated):
            if claims:
                found.append(note(Effect.CONSIDERED, f"Exceptions may be barred: {bar.because}", bar.citation))
        else:
            because = f"License exceptions are barred{', but few' if bar.open_to else ''}: {bar.because}"
            found.append(no_exceptions(because, bar.citation, open_to=bar.open_to))
    return tuple(found) or None
