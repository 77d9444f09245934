"""15 CFR Part 738: requirements that follow from the Commerce Control List and the Country Chart.

An entry's row names a reason for control and a column; an X for the destination in that column asks
for a license (738.4(a)). The review policy is that of Part 742 (`part742_review_policy`); rows that
name destinations in their own words are in `part742_prose_controls`, embargoed destinations in
`part746`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from licet.law.ccl import Classification, Control
from licet.law.ccl_reach import reach
from licet.law.country_chart import COLUMNS, EMBARGO, UNITED_STATES, chart_country, footnotes, required
from licet.law.country_groups import HONG_KONG_IS_CHINA, groups
from licet.law.ear.part738_destination import marks_of
from licet.law.ear.part742_review_policy import Review, policy_for, review_of
from licet.law.finding import Effect, Finding, note, require
from licet.law.rule import derived, rule
from licet.law.table_dates import table_date_about
from licet.law.table_rows import VINTAGE
from licet.terms.dates import end_of
from licet.terms.eccn import Eccn
from licet.terms.party import Role

# What an activity is to the chart: 736.2(b)(1) speaks of exports and reexports, 734.13(b) of releases.
ACROSS = "across"
TRANSFER = "transfer"
DEEMED = "deemed"

Controls = tuple[Control, ...]

CHART = "15 CFR Part 738 Supp. No. 1"
# The key of a requirement that a row may or may not make: a license for whatever is required covers it.
OPEN_ROW = "742"
_STEP = "15 CFR 738.4(a)"

# Requirements that an entry states in words (`Control.requirement`), read for each destination.
STATED = (
    "worldwide", "all", "all_but_canada", "all_but_au_ca_gb", "china_russia_venezuela", "china", "china_macau", "iraq",
    "pakistan", "iraq_pakistan", "macau_d5", "d1_d4_d5", "uae_d1_d4_d5", "un", "e1", "cwc_nonparty",
    "cwc_nonparty_but_il_tw",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """What the tables say of one country on one day; countries of which they say the same share one.

    `row`: `EMBARGO`, `US`, `chart`, or empty where no row is known. `columns`: those with an X.
    `stated`: the requirements of `STATED` that reach it. `open_`: those the tables leave open.
    `doubted`: columns and requirements whose row is not verified for the day. `footnotes`: numbers.
    """

    row: str
    columns: frozenset[str]
    stated: frozenset[str]
    open_: frozenset[str]
    doubted: frozenset[str]
    footnotes: tuple[int, ...]
    review: Review


@cache
def place_of(country: str, date: dt.date, named: str) -> Place:
    """The `Place` of a country (alpha-2) on a day; `named` as `named_review` says of the country."""
    when = end_of(date)
    row = chart_country(country)
    kind = "" if row is None else row if row in (EMBARGO, UNITED_STATES) else "chart"
    marks = marks_of(country, date)
    columns = marks if isinstance(marks, frozenset) else frozenset()
    answers = {name: reach(Control("", "", name, True, ""), country, when) for name in STATED}
    cells = {column: required(country, column, when) for column in COLUMNS} if kind == "chart" else {}
    doubted = {name for name, answer in answers.items() if not answer.certain}
    doubted |= {column for column, cell in cells.items() if cell is not None and not cell.certain}
    numbers = next((cell.footnote for cell in cells.values() if cell is not None), ())
    member_of = groups(country, when)
    return _shared(
        kind,
        columns,
        frozenset(name for name, answer in answers.items() if answer.required),
        frozenset(name for name, answer in answers.items() if answer.required is None),
        frozenset(doubted),
        tuple(number for number in numbers if footnotes()[number].span.holds(when)),
        review_of(country, country == "HK" and date >= HONG_KONG_IS_CHINA, member_of, named),
    )


@cache
def _shared(
    row: str,
    columns: frozenset[str],
    stated: frozenset[str],
    open_: frozenset[str],
    doubted: frozenset[str],
    footnote: tuple[int, ...],
    review: Review,
) -> Place:
    return Place(row, columns, stated, open_, doubted, footnote, review)


@derived(citation="15 CFR 734.13; 15 CFR 734.14; 15 CFR 736.2(b)(1)")
def movement(activity: str) -> str:
    """Exports and reexports, transfers (in-country), releases to foreign persons; empty for the rest."""
    if activity in ("export", "reexport"):
        return ACROSS
    if activity == "transfer_in_country":
        return TRANSFER
    return DEEMED if activity == "deemed_export" else ""


@derived(citation=CHART + "; 15 CFR Part 740 Supp. No. 1")
def place(destination: str, table_date: dt.date, named_review: str) -> Place:
    """What the tables of the law say of the destination on the key date."""
    return place_of(destination, table_date_about(destination, table_date), named_review)


@derived(citation=CHART + "; 15 CFR 734.13(b)")
def nationality_place(nationality: str, table_date: dt.date, named_nationality_review: str) -> Place | None:
    """The same for the country of a person to whom something is released; `None` if it is not stated."""
    if not nationality:
        return None
    return place_of(nationality, table_date_about(nationality, table_date), named_nationality_review)


@derived(citation="15 CFR 742.4(b)(7); 15 CFR 742.1(f)")
def review_end_use(end_use: str) -> str:
    """The end use as the review policies class it: `military`, `nuclear`, `missile`,
    `chemical_biological`, `sensitive` for those of 744.23, otherwise `civil`."""
    if end_use in ("military", "military_intelligence"):
        return "military"
    if end_use in ("nuclear", "missile", "chemical_biological"):
        return end_use
    if end_use in ("supercomputer", "advanced_node_ic", "semiconductor_manufacturing_equipment"):
        return "sensitive"
    return "civil"


# Sections of Part 742 for a reason for control; anti-terrorism: only Sudan had marks in the chart.
_SECTIONS = (
    ("CB", "742.2"), ("NP", "742.3"), ("NS", "742.4"), ("MT", "742.5"), ("RS", "742.6"), ("CC", "742.7"),
    ("AT", "742.10"), ("SL", "742.13"), ("SI", "742.14"), ("EI", "742.15"), ("FC", "742.17"), ("CW", "742.18"),
    ("UN", "746.1"),
)  # fmt: skip


def section_of(reason: str) -> str:
    """The section that states the requirement and its review policy; empty for a reason unknown here."""
    return next((section for name, section in _SECTIONS if name == reason), "")


def key_of(control: Control) -> str:
    """The name of the requirement: `742.4:NS1`; `742.6:RS:(a)(6)(iii)` for a row stated in words."""
    section = section_of(control.reason)
    if control.column:
        return f"{section}:{control.column}"
    paragraph = control.citation.partition(section)[2].partition(";")[0].strip(" .,")
    if control.reason in ("EI", "CW", "UN", "SL", "SI") or not paragraph.startswith("("):
        return f"{section}:{control.reason}"
    return f"{section}:{control.reason}:{paragraph}"


def _citations(control: Control) -> tuple[str, ...]:
    section = section_of(control.reason)
    cited = control.citation if section and section in control.citation else f"15 CFR {section}"
    return tuple(dict.fromkeys((cited, _STEP, CHART, *((control.act,) if control.act else ()))))


def chart_findings(classification: Classification, where: Place, end_use: str, who: str) -> tuple[Finding, ...]:
    """The findings of 738.4 for the rows with a column; `who` begins the sentence."""
    found: list[Finding] = []
    asked: list[Control] = []
    for control in classification.controls:
        if not control.column:
            continue
        if control.column not in where.columns:
            continue
        if not control.certain:
            asked.append(control)
        elif control.column in where.doubted:
            found.append(
                note(
                    Effect.GAP,
                    f"{classification.eccn} is controlled for {_column(control)}; whether {who} had an X in that column"
                    " on the key date is not verified.",
                    *_citations(control),
                )
            )
        else:
            because = f"{classification.eccn} is controlled for {_column(control)} and {who} has an X in that column."
            policy = policy_for(control, classification, where.review, end_use)
            found.append(require(because, *_citations(control), policy=policy, key=key_of(control)))
    if asked:
        found.append(_ask(classification, asked))
    return tuple(found)


def _column(control: Control) -> str:
    return f"{control.reason} Column {control.column[-1]}"


def _open_key(asked: list[Control]) -> str:
    """The narrowest name that the requirements of open rows have in common."""
    for named in ({key_of(control) for control in asked}, {section_of(control.reason) for control in asked}):
        if len(named) == 1:
            return named.pop()
    return OPEN_ROW


def _ask(classification: Classification, asked: list[Control]) -> Finding:
    rows = "; ".join(
        f"{_column(control)} ({control.condition or control.paragraph or 'part of the entry'})" for control in asked
    )
    return note(
        Effect.QUESTION,
        f"{classification.eccn} may be controlled for {rows}: state the paragraph of the entry that"
        " describes the item, or apply for what the row turns on.",
        *dict.fromkeys(_citations(control)[0] for control in asked),
        _STEP,
        "15 CFR Part 774 Supp. No. 1",
        code="item.eccn",
        key=_open_key(asked),
    )


@rule("738.4", citation=_STEP)
def country_chart_requirements(
    movement: str, place: Place, classification: Classification | None, review_end_use: str
) -> tuple[Finding, ...] | None:
    """Country Chart: a license where the entry's column has an X for the destination

    Encoded: each row of the entry that names a column, for exports and reexports and for releases
    where the destination is the person's country; one requirement for each, with the policy of its
    section of Part 742. An ECCN that straddles rows asks for the paragraph; what every paragraph of it
    would need is told by a rule of its own (738.4 entry).
    A destination without a row of its own or of a state is a gap, but for EAR99 and AT-only items.
    Not encoded: transfers (in-country), which the chart does not reach: see the rule for them;
    embargoed destinations, for which the chart has no cells: Part 746.
    """
    if classification is None or movement not in (ACROSS, DEEMED) or place.row in (EMBARGO, UNITED_STATES):
        return None
    if not place.row:
        if _terrorism_only(classification):
            return _not_reached(classification)
        return (
            note(
                Effect.GAP,
                f"No row of the Country Chart is known to govern the destination, so that the requirements of"
                f" {classification.eccn} cannot be read.",
                "15 CFR 738.3(b)",
                CHART,
            ),
        )
    return chart_findings(classification, place, review_end_use, "the destination") or _not_reached(classification)


def _terrorism_only(classification: Classification) -> bool:
    """Whether no row of the chart could ask for a license, whichever of them governs a destination.

    AT columns ask for one to the countries that 742.8, 742.9, 742.10 and 742.19 name, and to no other.
    """
    return classification.eccn.is_ear99 or classification.is_at_only is True


def _not_reached(classification: Classification) -> tuple[Finding, ...]:
    """What to tell of an item that General Prohibition One does not reach at the destination."""
    if classification.eccn.is_ear99:
        because = "EAR99: no entry of the Commerce Control List, and so no requirement of the Country Chart."
    else:
        reasons = ", ".join(sorted(classification.reasons)) or "no reason"
        because = f"{classification.eccn} ({reasons}): the destination has no X in a column of the entry."
    cited: tuple[str, ...] = ("15 CFR 736.2(b)(1)", _STEP, CHART)
    if any(control.requirement == "footnote5" for control in classification.controls):
        because += " Its RS row asks for a license to entities with footnote 5 on the Entity List only."
        cited = (*cited, "15 CFR 742.6(a)(11)")
    return (note(Effect.CONSIDERED, because, *cited),)


@rule("738.4 release", citation="15 CFR 734.13(b)")
def country_chart_release(
    movement: str,
    place: Place,
    nationality_place: Place | None,
    classification: Classification | None,
    review_end_use: str,
) -> tuple[Finding, ...] | None:
    """Country Chart: release of technology or source code to a foreign person

    Encoded: a release is an export to the person's most recent country of citizenship or permanent
    residency; the chart is read for that country.
    Not encoded: 734.20, releases that are not deemed reexports; embargoed nationalities are in Part 746.
    """
    if movement != DEEMED or nationality_place is None or classification is None:
        return None
    if nationality_place == place:
        return None  # stated as the destination: the rule for the line has said it
    if nationality_place.row == "chart":
        who = "the country of {party}'s nationality"
        return chart_findings(classification, nationality_place, review_end_use, who) or None
    if nationality_place.row or _terrorism_only(classification):
        return None
    return (
        note(
            Effect.GAP,
            "No row of the Country Chart is known to govern {party}'s nationality.",
            "15 CFR 738.3(b)",
            CHART,
        ),
    )


@rule("734.13(b) nationality", citation="15 CFR 734.13(b)")
def release_without_nationality(
    movement: str, place: Place, nationality_place: Place | None, role: Role
) -> Finding | None:
    """Release inside the United States to a person whose nationality is not stated

    Encoded: the release is an export to the person's country, which has to be known.
    """
    if movement != DEEMED or place.row != UNITED_STATES or nationality_place is not None:
        return None
    if role not in (Role.RECIPIENT, Role.END_USER, Role.ULTIMATE_CONSIGNEE):
        return None
    return note(
        Effect.QUESTION,
        "A release is an export to the most recent country of citizenship or permanent residency of {party}:"
        " state the nationality.",
        "15 CFR 734.13(b)",
        code="parties[].nationality",
    )


@rule("738 footnotes", citation=CHART)
def chart_footnotes(movement: str, place: Place, classification: Classification | None) -> tuple[Finding, ...] | None:
    """Footnotes of the Country Chart that ask for a license without an X

    Encoded: footnote 7 (India: RS Column 2 items that still need a license) and footnote 10
    (Australia, United Kingdom: firearms and related items). Other footnotes point to sections that
    have rules of their own.
    """
    if classification is None or movement not in (ACROSS, DEEMED) or not place.footnotes:
        return None
    found: list[Finding] = []
    for number in place.footnotes:
        surely = _footnote_reaches(number, classification.eccn)
        text = f"Footnote {number} of the Country Chart asks for a license for {classification.eccn} although the row"
        cited = ("15 CFR 742.6(a)(4)" if number == 7 else "15 CFR 742.6(b)(1)(i)", _STEP, CHART)
        if surely:
            policy = policy_for(_FOOTNOTE, classification, place.review, "civil")
            found.append(require(text + " has no X.", *cited, policy=policy, key=_FOOTNOTE_KEYS[number == 7]))
        elif surely is None:
            found.append(note(Effect.QUESTION, text + " has no X, for part of the entry.", *cited, code="item.eccn"))
    return tuple(found) or None


_FOOTNOTE = Control("RS", "RS2", "", True, "15 CFR 742.6(a)(4)")
_FOOTNOTE_KEYS = ("742.6:RS1", "742.6:RS2")
_IN_PART = frozenset({"0A502", "0A508", "0D501", "0D505", "0E505"})  # barrel length; what the item serves


def _footnote_reaches(number: int, eccn: Eccn) -> bool | None:
    """Whether a footnote names the item; `None` where it names part of what the ECCN covers."""
    text = str(eccn)
    if number == 10 and (text + ".").startswith("0A501.y."):
        return False
    for named in sorted(footnotes()[number].requires):
        if text == named or text.startswith(named + "."):
            return None if named in _IN_PART or text == "0A501" else True
        if named.startswith(text + "."):
            return None
    return False


@derived(citation=CHART)
def before_vintage(table_date: dt.date) -> bool:
    """Whether the key date lies before the day at which the tables were read as they stand."""
    return table_date < VINTAGE


@rule("738.4 vintage", citation="15 CFR 738.4(a)")
def table_vintage(
    movement: str, place: Place, classification: Classification | None, before_vintage: bool
) -> Finding | None:
    """Rows of the tables whose text on the key date was not checked

    Encoded: a warning for every item on the Commerce Control List to a destination of the chart with
    a key date before the vintage of the tables, unless the entry's rows and the destination's are
    dated by acts that were read.
    """
    if classification is None or classification.eccn.is_ear99 or not before_vintage:
        return None
    if movement not in (ACROSS, DEEMED) or place.row != "chart":
        return None
    return note(
        Effect.WARNING,
        f"The rows of {classification.eccn} and of the destination in the Country Chart are those of"
        f" {VINTAGE.isoformat()}; the text on the key date was not checked.",
        _STEP,
        CHART,
        code="law_table_vintage",
    )


@rule("738.4 transfer", citation="15 CFR 736.2(b)(1)")
def transfers(movement: str, classification: Classification | None) -> Finding | None:
    """Transfers (in-country) of items on the Commerce Control List

    Encoded: the Country Chart is about exports and reexports; a transfer needs a license where a
    paragraph of Part 742, 744 or 746 says so, or where the terms of the original authorization do.
    Not encoded: those terms, which are told as an obligation.
    """
    if movement != TRANSFER or classification is None or classification.eccn.is_ear99:
        return None
    return note(
        Effect.OBLIGATION,
        "Check that the transfer stays within the license or license exception under which the item came to the"
        " country: a change of end use or end user may need a license of its own.",
        "15 CFR 734.16",
        "15 CFR 750.7(c)",
    )
