"""740.2: restrictions on all license exceptions.

The bars stand as data (`Bar`), each with the exceptions it leaves open, so that every exception asks
them for itself. `restrictions` gathers those that stand for a line; the rule tells them. Bars of
destinations under embargo, 740.2(a)(6), stand with their sections in Part 746, that of the Unverified
List, 740.2(a)(17), with 744.15.
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
_SEMI_AUTOMATIC = frozenset({"0A506", "0A507", "0A508"})
_SALES_BARRED = frozenset({"MX", "ZA", "TR"})  # (a)(23): not among the excepted countries of A:5 and A:6
_RESTRICTED_600 = ("9D610.b", "9D619.b", "9E610.b", "9E619.b", "9E619.c")
_IEC_IN_PART = frozenset({"3D001", "3D002", "3E001", "3D992", "3E992"})  # for certain paragraphs of 3B001
# Entries of (a)(9) while its list was a shorter one, whose paragraphs were not read: taken as wholes.
_EQUIPMENT_2022 = frozenset({"3B001", "3B002", "3B090", "3D001", "3D002", "3E001"})
_COMPUTING_2022 = frozenset({"3A090", "4A090", "3D001", "3E001", "4D090", "4E001"})

# Members named in 772.1 in 2016. Those that joined later are counted from the day the text was read.
_NATO = frozenset(
    (
        "AL", "BE", "BG", "CA", "HR", "CZ", "DK", "EE", "FR", "DE", "GR", "HU", "IS", "IT", "LV", "LT", "LU", "NL",
        "NO", "PL", "PT", "RO", "SK", "SI", "ES", "TR", "GB", "US",
    )
)  # fmt: skip
_NATO_SINCE_2016 = frozenset({"ME", "MK", "FI", "SE"})
_READ_ON = dt.date(2026, 2, 10)

# (a)(5)(ii)(A): items that may go to D:4 or D:5 as part of a manned craft or as its replacement parts.
_CRAFT = frozenset(
    (
        "6A008", "7A001", "7A002", "7A004", "7A101", "7A102", "7A103", "7A104", "7A105", "7B001", "7D001", "7D002",
        "7D003", "7D101", "7D102", "7E003", "7E101", "9A515",
    )
)  # fmt: skip
_CRAFT_OPEN = ("TMP a.4", "RPL", "TSU", "AVS b")
_BEARINGS = frozenset({"2A001", "2A101"})  # (a)(5)(ii)(B)

_MT_OPEN = (
    "TMP a.1", "TMP a.3", "TMP a.4", "TMP a.5", "TMP a.6", "TMP a.7", "TMP a.8", "TMP a.10", "TMP b.1", "TMP b.2",
    "TMP b.3", "RPL", "GOV b.2", "TSU a", "TSU b", "TSU c", "TSU g", "AVS b.1", "AVS b.2", "AVS b.3", "AVS b.4",
    "AVS c.1", "AVS c.2", "AVS e", "AVS f", "APR c", "APR d", "APR e", "APR f", "STA c.1.ii",
)  # fmt: skip
_600_OPEN = ("LVS", "TMP", "RPL", "TSU a", "TSU b", "TSU f", "TSU g", "GOV b", "GOV c", "BAG", "STA c.1")


@derived(citation="15 CFR 740.2(a)")
def item_marks(classification: Classification | None, table_date: dt.date) -> frozenset[str]:
    """What of an item the bars of 740.2 turn on. `MT?` and the like: it may be so."""
    if classification is None or classification.eccn.is_ear99:
        return frozenset()
    entry = classification.entry
    item = str(classification.eccn)
    when = end_of(table_date)
    marks = {"entry " + entry}
    missile = classification.has_reason("MT")
    if missile is True:
        marks.add("MT")
    elif missile is None and "MT" in classification.reasons:
        marks.add("MT?")
    for control in classification.controls:
        if control.reason == "CC" or control.column == "NP1" or control.reason in ("NS", "MT", "CB"):
            marks.add(control.column or control.reason)
    if in_list(classification.eccn, "intercepting_devices", when) is True:
        marks.add("interception")
    equipment = in_list(classification.eccn, "exceptions_barred_sme", when)
    if equipment is not False:
        marks.add("equipment" if equipment else "equipment?")
    computing = in_list(classification.eccn, "exceptions_barred_computing", when)
    regional = classification.has_reason("RS")
    if computing is True or (computing is None and regional is True):
        marks.add("computing")
    elif computing is None and regional is None:
        marks.add("computing?")
    if classification.eccn.paragraph.startswith(".z"):
        marks.add("z")
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
    return next((mark.removeprefix("entry ") for mark in marks if mark.startswith("entry ")), "")


@derived(citation="15 CFR 740.1(b)", otherwise=frozenset(), only_when="claims")
def stated_conditions(claims: tuple[Claim, ...]) -> frozenset[str]:
    """The names of conditions that some claim states as true."""
    return frozenset(name for claim in claims for name, value in claim.conditions if value is True)


def _missile(marks: frozenset[str], groups: frozenset[str], stated: frozenset[str]) -> list[Bar]:
    if "MT" not in marks and "MT?" not in marks:
        return []
    what = "the item is controlled for missile technology reasons"
    if not groups & {"D:4", "D:5"}:
        return [Bar("(a)(5)(i)", what, _MT_OPEN, certain="MT" in marks)]
    open_to: tuple[str, ...] = ()
    if entry_of(marks) in _CRAFT and "part_of_manned_craft" in stated:
        open_to = _CRAFT_OPEN
    if entry_of(marks) in _BEARINGS:
        open_to = ("TMP a.4", "RPL")
    return [Bar("(a)(5)(ii)", f"{what} and goes to Country Group D:4 or D:5", open_to, certain="MT" in marks)]


def _military(marks: frozenset[str], groups: frozenset[str], exporter_groups: frozenset[str]) -> list[Bar]:
    found: list[Bar] = []
    if not marks & {"600 series", "9x515"}:
        return found
    if "D:5" in groups | exporter_groups:
        open_to = ("GOV b.2", "TMP a.11", "BAG h.2") if entry_of(marks) == "1A613" else ("GOV b.2",)
        found.append(Bar("(a)(12)", "a 600 series or 9x515 item to or from Country Group D:5", open_to))
    if "600 series" in marks:
        if marks.intersection(_RESTRICTED_600):
            found.append(Bar("(a)(13)", "software or technology of 9D610, 9D619, 9E610 or 9E619", ("GOV b.2",)))
        found.append(Bar("(a)(13)", "a 600 series item is eligible for few exceptions", _600_OPEN))
        if "MT" in marks or "MT?" in marks:
            found.append(Bar("(a)(13)", "a 600 series item controlled for missile technology", closes=("STA",)))
    elif "MT" in marks or "MT?" in marks:
        found.append(Bar("(a)(18)", "a 9x515 item controlled for missile technology reasons", closes=("STA",)))
    return found


def _exempt_from_crime_control(country: str, date: dt.date) -> bool:
    if country in _NATO or country in ("AU", "IN", "JP", "NZ"):
        return True
    return country in _NATO_SINCE_2016 and date >= _READ_ON


@derived(citation="15 CFR 740.2(a)(3)-(5), (7), (8), (11)-(14), (18)", otherwise=(), only_when="item_marks")
def bars_of_items(
    item_marks: frozenset[str],
    destination: str,
    destination_groups: frozenset[str],
    exporter_groups: frozenset[str],
    chart_marks: frozenset[str] | str | None,
    stated_conditions: frozenset[str],
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
    crime = {mark for mark in item_marks if mark.startswith("CC")}
    if crime and not isinstance(chart_marks, frozenset):
        reached = crime
    else:
        reached = {mark for mark in crime if mark == "CC" or mark in (chart_marks or ())}
    if reached and not _exempt_from_crime_control(destination, table_date):
        because = "the item needs a license for crime control reasons there (742.7)"
        found.append(Bar("(a)(4)", because, ("GOV b.2.ii", "BAG e", "STA")))
    found.extend(_missile(item_marks, destination_groups, stated_conditions))
    if entry in ("6E001", "6E002") and "not_detector_technology" not in stated_conditions:
        because = "technology of 6E001 or 6E002 that may be for detectors or image intensifiers of 6A002"
        found.append(Bar("(a)(7)", because, ("GOV b.2",)))
    if entry in _DETECTION:
        found.append(Bar("(a)(8)", f"{entry}: detection equipment", ("RPL", "GOV b.2.ii", "TSU a", "TSU c")))
    if entry in ("0A983", "0E983"):
        found.append(Bar("(a)(10)", "the item needs a license under 742.11"))
    if entry == "0A919":
        found.append(Bar("(a)(11)", "a military commodity of 0A919", ("GOV b.2.ii",)))
    found.extend(_military(item_marks, destination_groups, exporter_groups))
    if entry[2:] == "521":
        found.append(Bar("(a)(14)", "an 0Y521 item", ("GOV b.2.ii",)))
    return tuple(found)


_BEFORE_LISTS = "of 15 CFR 740.2(a)(9) as first made; its paragraphs were not read, whole entries are barred"


@derived(
    citation="15 CFR 740.2(a)(9)",
    name="bars_of_technology",
    effective=[span("2022-10-07", "2024-12-01", by="87 FR 62186")],
    otherwise=(),
    only_when="item_marks",
)
def bars_of_technology_2022(item_marks: frozenset[str], destination: str, destination_groups: frozenset[str]) -> Bars:
    """Chip-making equipment and advanced computing, before the lists of (a)(9) were read: entries as wholes."""
    if not ("D:5" in destination_groups or destination == "MO"):
        return ()
    entry = entry_of(item_marks)
    if entry in _COMPUTING_2022 or "z" in item_marks:
        return (Bar("(a)(9)(ii)", f"an item {_BEFORE_LISTS}", ("RPL", "GOV b.2.ii", "TSU a", "TSU c")),)
    return (Bar("(a)(9)(i)", f"an item {_BEFORE_LISTS}", ("GOV b.2.ii",)),) if entry in _EQUIPMENT_2022 else ()


@derived(
    citation="15 CFR 740.2(a)(9)",
    name="bars_of_technology",
    effective=[span("2024-12-02", by="89 FR 96790")],
    otherwise=(),
    only_when="item_marks",
)
def bars_of_technology_2024(item_marks: frozenset[str], destination: str, destination_groups: frozenset[str]) -> Bars:
    """Chip-making equipment to Macau or D:5; advanced computing items to D:1, D:4, D:5 without A:5 and A:6."""
    found: list[Bar] = []
    to_d5 = "D:5" in destination_groups or destination == "MO"
    if to_d5 and ("equipment" in item_marks or "equipment?" in item_marks):
        because = "chip-making equipment, its software or technology, to Macau or Country Group D:5"
        found.append(Bar("(a)(9)(i)", because, ("GOV b",), certain="equipment" in item_marks))
    armed = destination_groups & {"D:1", "D:4", "D:5"} or destination == "MO"
    if armed and not destination_groups & {"A:5", "A:6"} and item_marks & {"computing", "computing?", "z"}:
        because = "an advanced computing item, its software or technology, to Country Group D:1, D:4 or D:5"
        open_to = ("TMP a.6", "NAC", "ACA", "RPL", "GOV b", "TSU a", "TSU c", "HBM", "AIA", "ACM")
        certain = bool(item_marks & {"computing", "z"})
        found.append(Bar("(a)(9)(ii)", because, open_to, certain=certain))
    return tuple(found)


def _hong_kong(marks: frozenset[str], destination: str, exporter: str, activity: str, stated: frozenset[str]) -> Bars:
    """(a)(19), (20): items controlled for NS, MT, NP Column 1 or CB to Hong Kong, or reexported from it."""
    controlled = any(mark[:2] in ("NS", "CB") or mark in ("MT", "MT?", "MT1", "NP1") for mark in marks)
    if not controlled or "hong_kong_license" in stated:
        return ()
    copy = "a copy of the Hong Kong license, or of the statement that none is needed, is not stated (hong_kong_license)"
    if destination == "HK":
        return (Bar("(a)(19)", copy),)
    return (Bar("(a)(20)", copy),) if exporter == "HK" and activity == "reexport" else ()


def _semi_automatic(marks: frozenset[str], destination: str, groups: frozenset[str], stated: frozenset[str]) -> Bars:
    """(a)(23): semi-automatic firearms sold under a contract of $4,000,000 or more of them."""
    if entry_of(marks) not in _SEMI_AUTOMATIC or "contract_below_4_million" in stated:
        return ()
    if groups & {"A:5", "A:6"} and destination not in _SALES_BARRED:
        return ()
    because = "semi-automatic firearms whose contract is not stated to be below $4,000,000 (contract_below_4_million)"
    return (Bar("(a)(23)", because, ("GOV b",)),)


def _implemented_controls(marks: frozenset[str], stated: frozenset[str]) -> Bars:
    """(a)(22): items whose entry names License Exception IEC: few others remain."""
    if not marks & {"IEC", "IEC?"} or ("IEC" not in marks and "not_iec_item" in stated):
        return ()
    open_to = ("IEC", "TMP a.3", "TMP a.6", "RPL", "GOV b", "TSU a", "TSU c")
    because = "the entry names License Exception IEC for the item (not_iec_item)"
    return (Bar("(a)(22)", because, open_to, certain="IEC" in marks),)


def _to_pakistan(marks: frozenset[str], destination: str) -> Bars:
    """(a)(25): certain items to Pakistan."""
    if destination != "PK" or entry_of(marks) not in _PAKISTAN:
        return ()
    open_to = (
        "TMP a.1", "TMP a.4", "TMP a.5", "TMP a.10", "TMP b.2", "TMP b.3", "RPL", "GOV a", "GOV b", "GOV d",
    )  # fmt: skip
    return (Bar("(a)(25)", "an item of 742.6(a)(12) to Pakistan", open_to),)


@derived(
    citation="15 CFR 740.2(a)(19), (20)",
    name="bars_added",
    effective=[span("2017-04-19", "2024-05-29", by="82 FR 6216")],
    otherwise=(),
    only_when="item_marks",
)
def bars_added_2017(
    item_marks: frozenset[str],
    destination: str,
    destination_groups: frozenset[str],
    exporter_country: str,
    activity: str,
    stated_conditions: frozenset[str],
) -> Bars:
    """Bars added since 2016: Hong Kong."""
    return _hong_kong(item_marks, destination, exporter_country, activity, stated_conditions)


@derived(
    citation="15 CFR 740.2(a)(19), (20), (23)",
    name="bars_added",
    effective=[span("2024-05-30", "2024-09-05", by="89 FR 34680")],
    otherwise=(),
    only_when="item_marks",
)
def bars_added_may_2024(
    item_marks: frozenset[str],
    destination: str,
    destination_groups: frozenset[str],
    exporter_country: str,
    activity: str,
    stated_conditions: frozenset[str],
) -> Bars:
    """Bars added since 2016: Hong Kong; semi-automatic firearms."""
    return (
        *_hong_kong(item_marks, destination, exporter_country, activity, stated_conditions),
        *_semi_automatic(item_marks, destination, destination_groups, stated_conditions),
    )


@derived(
    citation="15 CFR 740.2(a)(19), (20), (22), (23)",
    name="bars_added",
    effective=[span("2024-09-06", "2024-12-25", by="89 FR 72926")],
    otherwise=(),
    only_when="item_marks",
)
def bars_added_september_2024(
    item_marks: frozenset[str],
    destination: str,
    destination_groups: frozenset[str],
    exporter_country: str,
    activity: str,
    stated_conditions: frozenset[str],
) -> Bars:
    """Bars added since 2016: Hong Kong; semi-automatic firearms; items of License Exception IEC."""
    return (
        *_hong_kong(item_marks, destination, exporter_country, activity, stated_conditions),
        *_semi_automatic(item_marks, destination, destination_groups, stated_conditions),
        *_implemented_controls(item_marks, stated_conditions),
    )


@derived(
    citation="15 CFR 740.2(a)(19), (20), (22), (23), (25)",
    name="bars_added",
    effective=[span("2024-12-26", by="89 FR 93164")],
    otherwise=(),
    only_when="item_marks",
)
def bars_added(
    item_marks: frozenset[str],
    destination: str,
    destination_groups: frozenset[str],
    exporter_country: str,
    activity: str,
    stated_conditions: frozenset[str],
) -> Bars:
    """Bars added since 2016: Hong Kong; semi-automatic firearms; items of License Exception IEC; Pakistan."""
    return (
        *_hong_kong(item_marks, destination, exporter_country, activity, stated_conditions),
        *_semi_automatic(item_marks, destination, destination_groups, stated_conditions),
        *_implemented_controls(item_marks, stated_conditions),
        *_to_pakistan(item_marks, destination),
    )


@derived(citation="15 CFR 740.2(a)")
def restrictions(bars_of_items: Bars, bars_of_technology: Bars, bars_added: Bars) -> Bars:
    """Every bar of 740.2 that stands for the line."""
    return (*bars_of_items, *bars_of_technology, *bars_added)


# Exceptions that are tried without being claimed, and so have to find the bars for themselves.
_TRIED = ("LVS", "GBS", "ENC")


@rule(
    "740.2",
    citation="15 CFR 740.2(a)",
    only_when="restrictions",
    status="partial",
    doubt="the wording of 740.2 was read as of 2026-02-10; earlier wordings of (a)(4)-(9) were not",
)
def restrictions_on_exceptions(restrictions: Bars, claims: tuple[Claim, ...]) -> Findings | None:
    """Restrictions on all license exceptions

    Encoded: the bars (a)(3), (4), (5), (7), (8), (9), (10), (11), (12), (13), (14), (18), (19), (20), (22),
    (23) and (25), each with the exceptions and paragraphs it leaves open; (a)(6) with Part 746 and
    (a)(17) with 744.15. A bar that leaves open an exception claimed here is told beside it.
    Not encoded: (a)(1) suspended exceptions; (a)(2) the general prohibitions, which stand as requirements;
    where an item was made (a)(12); (a)(15) and (16) contracts for 600 series major defense equipment;
    (a)(21) firearms with defense articles; an entity headquartered in Macau or D:5 elsewhere (a)(9)(ii).
    Doubt: (a)(9) before 2024-12-02 bars whole entries; states that joined NATO after 2016 count for (a)(4)
    from 2026-02-10, the day the text was read; (a)(7) bars all of 6E001 and 6E002 unless stated.
    Conditions:
    hong_kong_license: a copy of the Hong Kong license or statement for this item is held (a)(19), (20)
    part_of_manned_craft: the item is part of a spacecraft, manned aircraft, land vehicle or vessel, or its spare (a)(5)
    not_iec_item: software or technology not for the paragraphs of 3B001 that the entry names (a)(22)
    not_detector_technology: technology of 6E001 or 6E002 not for the detectors and tubes of (a)(7)
    contract_below_4_million: the contract has less than $4,000,000 of semi-automatic firearms (a)(23)
    """
    found = []
    relied_on = {claim.exception for claim in claims}
    for bar in restrictions:
        if not bar.certain:
            continue
        if bar.closes:
            if relied_on & {name.partition(" ")[0] for name in bar.closes}:
                found.append(note(Effect.CONSIDERED, f"Not eligible here: {bar.because}", bar.citation))
            continue
        left = {name.partition(" ")[0] for name in bar.open_to}
        if left & relied_on or left.intersection(_TRIED):
            found.append(note(Effect.CONSIDERED, f"Few exceptions are left: {bar.because}", bar.citation))
        else:
            found.append(no_exceptions(f"License exceptions are barred: {bar.because}", bar.citation))
    return tuple(found) or None
