"""15 CFR 734.4 and Supp. No. 2 to Part 734: foreign-made items that hold controlled US-origin content.

Content is controlled if it would need a license to the destination under the Country Chart or Part 746,
never because of Part 744. An item is subject to the EAR where the controlled content *exceeds* 10 percent
(Country Groups E:1 and E:2) or 25 percent (elsewhere), and at any percentage in the cases of 734.4(a) and (b).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from licet.law.ccl import Classification, classify, eccns_of
from licet.law.ccl_reach import reach
from licet.law.country_groups import groups
from licet.law.ear.part734_no_de_minimis import FOOTNOTE_5_CONTENT, ZeroLevel
from licet.law.ear.part746.supp3_partners import PARTNERS
from licet.law.finding import Effect, Finding, Findings, note
from licet.law.rule import derived, rule, span
from licet.terms.dates import end_of
from licet.terms.eccn import Eccn
from licet.terms.item import ANY_ECCN, UsContent

SECTION = "15 CFR 734.4"
SUPPLEMENT_2 = "15 CFR Part 734 Supp. No. 2"

_ALL_ITEMS = frozenset({"CU", "KP", "SY"})  # 746.2, 746.4, 746.9: every item, EAR99 among them
_RUSSIA_BELARUS = frozenset({"RU", "BY"})
_ANY_CATEGORY = "0123456789"
# Paragraphs that their entries reserve, where the list has no item: they leave a coarse ECCN no way out.
_RESERVED = frozenset({"1B018.b", "1C007.b", "3B001.o", "4A001.b", "5A001.i"})
_NO_GBS = frozenset({"SD", "UA"})  # 740.4: Country Group B except Sudan and Ukraine
_COUNTED = MappingProxyType({"commodity": "ABCD", "software": "D", "technology": "E"})  # 734.4(c)(1)-(3)


@dataclass(frozen=True, slots=True)
class ControlledContent:
    """Percent of the item's value: surely controlled, possibly controlled, and all US-origin content.

    `checked`: the table rows used were read for the day.
    """

    controlled: Decimal = Decimal(0)
    possible: Decimal = Decimal(0)
    total: Decimal = Decimal(0)
    checked: bool = True


@dataclass(frozen=True, slots=True)
class DeMinimis:
    """`verdict`: `not_tested`, `no_content`, `within` or `over`; `because` in words."""

    verdict: str
    because: str = ""
    citations: tuple[str, ...] = ()
    report_due: bool = False  # the one-time report of 734.4(c)(3), (d)(3)
    basis: str = "de_minimis"  # of jurisdiction where it is over: see `over_de_minimis`


@derived(citation="15 CFR 734.3(a)(3)")
def foreign_abroad(activity: str, item_moves: bool, origin: str, located_in: str) -> bool:
    """Whether a foreign-made item moves outside the United States: 734.3(a)(3) and (4) can matter.

    They speak of reexports, exports from abroad and transfers: an import, a payment or a domestic sale is none.
    """
    if activity in ("import", "payment", "domestic_sale") or not item_moves:
        return False
    return origin == "foreign" and located_in == "foreign"


@dataclass(frozen=True, slots=True)
class Embargo:
    """What Part 746 makes of US-origin content for a destination.

    `categories`: of the Commerce Control List, that need a license whatever the chart says. `ear99`: `all`,
    `by_heading` (tariff headings that an ECCN does not show), or empty. `spares_at_only`: AT-only content
    from partner countries is left out.
    """

    categories: str = ""
    ear99: str = ""
    spares_at_only: bool = False


def _embargo(country: str, *, russia: str, iran_headings: bool) -> Embargo:
    if country in _ALL_ITEMS:
        return Embargo(_ANY_CATEGORY, "all")
    if country == "IR":
        return Embargo(_ANY_CATEGORY, "by_heading" if iran_headings else "")
    if country in _RUSSIA_BELARUS and russia:
        return Embargo(russia, "by_heading", spares_at_only=True)
    return Embargo()


@derived(name="embargoed_content", citation="15 CFR Part 746", effective=[span(None, "2022-02-23")])
def embargoed_content_before_2022(destination: str) -> Embargo:
    """Cuba, Iran, North Korea and Syria."""
    return _embargo(destination, russia="", iran_headings=False)


@derived(
    name="embargoed_content",
    citation="15 CFR Part 746",
    effective=[span("2022-02-24", "2022-03-01", by="87 FR 12226")],
)
def embargoed_content_february_2022(destination: str) -> Embargo:
    """Russia beside them: Categories 3 to 9."""
    return _embargo(destination, russia="" if destination == "BY" else "3456789", iran_headings=False)


@derived(
    name="embargoed_content",
    citation="15 CFR Part 746",
    effective=[span("2022-03-02", "2022-04-07", by="87 FR 13048")],
)
def embargoed_content_march_2022(destination: str) -> Embargo:
    """Belarus as Russia."""
    return _embargo(destination, russia="3456789", iran_headings=False)


@derived(
    name="embargoed_content",
    citation="15 CFR Part 746",
    effective=[span("2022-04-08", "2023-02-23", by="87 FR 22130")],
)
def embargoed_content_april_2022(destination: str) -> Embargo:
    """Russia and Belarus: the whole of the Commerce Control List."""
    return _embargo(destination, russia=_ANY_CATEGORY, iran_headings=False)


@derived(name="embargoed_content", citation="15 CFR Part 746", effective=[span("2023-02-24", by="88 FR 12150")])
def embargoed_content(destination: str) -> Embargo:
    """Iran: Supp. No. 7 to Part 746 names EAR99 items by tariff heading."""
    return _embargo(destination, russia=_ANY_CATEGORY, iran_headings=True)


@derived(citation=SUPPLEMENT_2, otherwise=ControlledContent(), only_when="foreign_abroad")
def controlled_content(
    foreign_abroad: bool,
    kind: str,
    us_content: UsContent | None,
    destination: str,
    exporter_country: str,
    embargoed_content: Embargo,
    table_date: dt.date,
) -> ControlledContent:
    """The share of US-origin content that would need a license to the destination."""
    if not foreign_abroad or not us_content:
        return ControlledContent()
    controlled, possible, total, checked = Decimal(0), Decimal(0), Decimal(0), True
    for eccn, percent in us_content:
        if eccn == ANY_ECCN:
            return ControlledContent(Decimal(100), Decimal(0), Decimal(100))
        if not _like_with_like(eccn, kind):
            continue
        total += percent
        needs, read = _needs_license(eccn, destination, exporter_country, embargoed_content, table_date)
        checked = checked and read
        if needs:
            controlled += percent
        elif needs is None:
            possible += percent
    return ControlledContent(controlled, possible, total, checked)


def _like_with_like(eccn: Eccn, kind: str) -> bool:
    """Commodities and bundled software in a commodity, software in software, technology in technology."""
    return eccn.is_ear99 or eccn.group in _COUNTED.get(kind, "ABCDE")


@cache
def _needs_license(
    eccn: Eccn, country: str, exporter: str, embargo: Embargo, date: dt.date
) -> tuple[bool | None, bool]:
    """Whether such an item would need a license to a country, and whether the rows were read for the day."""
    if eccn.is_ear99:
        return {"all": True, "by_heading": None}.get(embargo.ear99, False), True
    found = classify(eccn, end_of(date))
    if found is None or found.jurisdiction != "EAR":
        return None, True
    if found.category in embargo.categories:
        # 746.8(a)(12)(iii)(B) leaves AT-only content, 9A991 with it, out of what comes from partner countries; their
        # Scope column is not encoded, so that it stays open there and where the country is not said.
        at_only = found.is_at_only is not False or found.entry == "9A991"
        spared = embargo.spares_at_only and at_only and (not exporter or exporter in PARTNERS)
        return None if spared else True, True
    verdicts = {_by_chart(item, country, date) for item in _paragraphs(found, date)}
    needs = next(iter(verdicts)) if len(verdicts) == 1 else None
    return needs, found.verified_from <= date


def _paragraphs(found: Classification, date: dt.date) -> tuple[Classification, ...]:
    """The entry itself or, where the ECCN stated is too coarse, each paragraph it may stand for."""
    if not found.straddles:
        return (found,)
    stated = str(found.eccn)
    under = (
        classify(eccn, end_of(date))
        for eccn in eccns_of(found.eccn.number, end_of(date))
        if str(eccn) not in _RESERVED and (not found.eccn.paragraph or str(eccn).startswith(stated + "."))
    )
    return tuple(each for each in under if each is not None) or (found,)


def _by_chart(item: Classification, country: str, date: dt.date) -> bool | None:
    """Whether the entry asks for a license to the country, leaving out short supply and License Exception GBS."""
    needed: set[str] = set()
    doubtful = False
    for control in item.controls:
        if control.reason == "SS":
            continue
        answer = reach(control, country, end_of(date)).required
        if answer and control.certain:
            needed.add(control.reason)
        elif answer is not False:
            doubtful = True
    if not needed:
        return None if doubtful else False
    gbs = item.exceptions.get("GBS")
    if needed == {"NS"} and gbs is not None and country not in _NO_GBS and "B" in groups(country, end_of(date)):
        if gbs.eligible is None or doubtful:
            return None
        return not gbs.eligible
    return True


@derived(citation=SECTION, otherwise=DeMinimis("not_tested"), only_when="foreign_abroad")
def de_minimis(
    foreign_abroad: bool,
    kind: str,
    us_content: UsContent | None,
    controlled_content: ControlledContent,
    no_de_minimis_level: ZeroLevel,
    no_de_minimis_semiconductor: ZeroLevel,
    open_content_counts: bool,
    destination_groups: frozenset[str],
) -> DeMinimis:
    """Whether controlled US-origin content exceeds the de minimis level for the destination.

    Where what is stated of the content does not tell, both answers are tried: it matters only where being subject
    to the EAR would change something.
    """
    if not foreign_abroad:
        return DeMinimis("not_tested")
    if not us_content:
        return DeMinimis("no_content", "it holds no US-origin content", (SECTION,))
    limit = Decimal(10) if destination_groups & {"E:1", "E:2"} else Decimal(25)
    paragraph = "15 CFR 734.4(c)" if limit == 10 else "15 CFR 734.4(d)"
    share = controlled_content
    levels = (no_de_minimis_level, no_de_minimis_semiconductor)
    counted = share.controlled + (share.possible if open_content_counts else 0)
    for level in levels:
        without = level.met or (level.open if open_content_counts else "")
        if without:
            alone = without == FOOTNOTE_5_CONTENT and counted <= limit
            cited = (SECTION, f"15 CFR {without}", SUPPLEMENT_2)
            return DeMinimis("over", level.because, cited, basis="fdp_footnote_5" if alone else "de_minimis")
    figures = f"{_percent(share.controlled)} of {_percent(share.total)} US-origin content counts as controlled"
    if share.possible:
        figures += f", perhaps {_percent(share.possible)} more, of which what is stated does not tell"
    if counted > limit:
        because = f"{figures}; more than {limit} percent"
        return DeMinimis("over", because, (SECTION, paragraph, SUPPLEMENT_2))
    because = f"{figures}; that does not exceed {limit} percent"
    report = kind == "technology" and share.controlled + share.possible > 0
    return DeMinimis("within", because, (SECTION, paragraph, SUPPLEMENT_2), report)


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f} percent"


@derived(citation="15 CFR 734.3(a)(3)")
def over_de_minimis(de_minimis: DeMinimis) -> str:
    """The basis on which the item is subject to the EAR for its US-origin content; empty where it is not.

    `de_minimis`; or `fdp_footnote_5` where 734.4(a)(9) alone makes it so, whose license requirement is that of
    footnote 5 (744.11(a)(2)(v)) and not of the entry at large.
    """
    return de_minimis.basis if de_minimis.verdict == "over" else ""


@rule("734.4", citation=SECTION)
def de_minimis_content(de_minimis: DeMinimis, controlled_content: ControlledContent) -> Findings | None:
    """Foreign-made items with controlled US-origin content.

    Encoded: more than 10 percent (Country Groups E:1 and E:2) or 25 percent (elsewhere) of controlled content;
    Part 744 identifies none; content that moves without a license or under GBS is left out; software and
    technology are compared with their like; the cases of 734.4(a) and (b) without a level; for Russia and Belarus,
    AT-only content from the partner countries of Supp. No. 3 to Part 746 is a question.
    Not encoded: how fair market value is found; 734.4(a)(7), OFAC rules on owned or controlled firms; bundled
    software is told from other software by nothing in the input; memory circuits of 3A001, which (a)(1) spares;
    where an item of (a)(3) was first exported, which leaves that paragraph a question.
    Doubt: EAR99 content for Iran, Russia and Belarus turns on tariff headings that are not asked.
    """
    if de_minimis.verdict == "not_tested":
        return None
    found: list[Finding] = []
    if de_minimis.verdict == "over":
        because = f"Foreign-made, with US-origin content beyond the de minimis level: {de_minimis.because}."
        found.append(note(Effect.SUBJECT, because, "15 CFR 734.3(a)(3)", *de_minimis.citations))
    else:
        because = f"Not subject to the EAR for its content: {de_minimis.because}."
        found.append(note(Effect.CONSIDERED, because, *de_minimis.citations))
    if de_minimis.report_due:
        because = "File the one-time report before relying on the de minimis exclusion for technology."
        found.append(note(Effect.OBLIGATION, because, "15 CFR 734.4(c)(3)", SUPPLEMENT_2))
    if de_minimis.verdict != "no_content" and not controlled_content.checked:
        because = "Rows of the Commerce Control List for the US-origin content were not read for the key date."
        found.append(note(Effect.WARNING, because, "15 CFR Part 774 Supp. No. 1", code="law_table_vintage"))
    return tuple(found)
