"""What license exceptions have in common: how one is claimed, what it needs, and what it covers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from licet.law.ccl import Classification
from licet.law.ear.part740.restriction import Bars
from licet.law.ear.part740.sanctioned import Openings, further_conditions, overcome
from licet.law.finding import Authority, Effect, Findings, authorize, note
from licet.terms.item import Claim

# The requirements a list-based exception overcomes: those of the Country Chart (740.1(a)). Requirements
# of Parts 744 and 746 are lifted only where these parts say so.
LIST_BASED = ("742.2", "742.3", "742.4", "742.6", "742.7")

# What an exception overcomes that names no reasons for control: the requirements that entries of the
# Commerce Control List state (740.1(a), General Prohibitions One to Three). Left out are chemical weapons,
# the firearms convention and surreptitious listening (742.17, 742.18, 742.13), which have terms of their own.
ANY_REASON = (*LIST_BASED, "742.5", "742.14", "742.15")

COMMODITY = frozenset({"commodity"})
GOODS = frozenset({"commodity", "software"})
SOFTWARE = frozenset({"software"})
TECHNOLOGY = frozenset({"technology"})
KNOW_HOW = frozenset({"software", "technology"})
EVERY_KIND = GOODS | TECHNOLOGY

SHIPMENTS = frozenset({"export", "reexport", "transfer_in_country"})  # no releases to foreign persons
EXPORTS = frozenset({"export"})
REEXPORTS = frozenset({"reexport", "transfer_in_country"})  # 740.1(a): one for reexports is one for transfers

_BY_ENTRY = "eligible_by_entry"
READ_IN = 2026  # eCFR of 2026-02-10

FIREARMS = frozenset({"0A501", "0A502", "0A505", "0A506", "0A507", "0A508", "0A509"})


@dataclass(frozen=True, slots=True)
class Use:
    """One authorizing paragraph of an exception.

    `needs`: conditions that the claim has to state as true. `kinds`: the kinds of item. `not_to`: country
    groups and countries it does not reach; `only_to`: those of which the destination has to be in one
    (empty: any). `covers`: the requirements it lifts. `activities`: the movements it is for (empty: any).
    `categories`: the categories of the list its items are of (empty: any). `alone`: only where Part 742
    asks for nothing beside what it covers.
    """

    section: str
    what: str
    needs: tuple[str, ...]
    kinds: frozenset[str] = EVERY_KIND
    not_to: frozenset[str] = frozenset()
    only_to: frozenset[str] = frozenset()
    covers: tuple[str, ...] = ANY_REASON
    activities: frozenset[str] = frozenset()
    categories: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class ClaimedItem:
    """The item of a transaction that relies on some license exception."""

    classification: Classification
    kind: str


@dataclass(frozen=True, slots=True)
class ClaimedMove:
    """The movement of a transaction that relies on some license exception."""

    activity: str
    destination: str
    groups: frozenset[str]
    exporter_country: str
    exporter_groups: frozenset[str]
    end_use: str
    opened: Openings  # what Part 746 leaves open to the destination
    year: int  # of the last change of a table, for the age of the text


def exception(symbol: str, title: str, section: str, *conditions: str) -> Authority:
    """A license exception as an authority: its symbol, title, section and conditions."""
    return Authority("license_exception", symbol, title, f"15 CFR {section}", conditions=conditions)


def claimed(claims: tuple[Claim, ...], symbol: str) -> Claim | None:
    """The claim of an exception, `None` where it is not relied on."""
    return next((claim for claim in claims if claim.exception == symbol), None)


def paragraph(text: object) -> str:
    """A paragraph in one spelling: `(a)(1)`, `a1` and `a.1` are `a.1`; empty for what is no paragraph."""
    return ".".join(re.findall(r"[a-z]+|\d+", text.lower())) if isinstance(text, str) else ""


def refused(because: str, section: str) -> Findings:
    """The answer to a claim that the provision itself does not allow."""
    return (note(Effect.CONSIDERED, because, f"15 CFR {section}"),)


def grant(
    authority: Authority,
    claim: Claim | None,
    bars: Bars,
    *,
    section: str,
    because: str,
    covers: tuple[str, ...],
    needs: Iterable[str] = (),
    asks: Iterable[str] = (),
    place: str = "",
    alone: bool = False,
) -> Findings:
    """An exception whose provision reaches the line: stopped by 740.2, refused, waiting, or given.

    A condition among `needs`, or one that would lift a bar, is refused where it is stated not to hold. Where
    it is not stated the authorization awaits it. `claim` is `None` for an exception that is tried unclaimed;
    `place` is the paragraph relied on, which bars may leave open.
    """
    symbol = authority.id
    awaits: dict[str, None] = {}
    for bar in bars:
        if not bar.stops(symbol, place):
            continue
        stated = _stated(claim, bar.condition)
        if stated is True:
            continue
        if stated is not None or not (bar.condition or bar.asks):
            return (bar.told(symbol),)
        awaits[bar.asks or f"claims[].conditions.{bar.condition}"] = None
    needed = {name: _stated(claim, name) for name in needs}
    if _stated(claim, _BY_ENTRY) is False:  # said of the item, whether the tables leave it open or not
        needed[_BY_ENTRY] = False
    failed = [name for name, value in needed.items() if value is not True and value is not None]
    if failed:
        stated_so = "; ".join(f"the condition {name} is stated not to hold" for name in failed)
        return refused(f"License Exception {symbol} does not apply: {stated_so}.", section)
    unstated = (*(name for name, value in needed.items() if value is None), *asks)
    awaits.update({f"claims[].conditions.{name}": None for name in unstated})
    return (
        authorize(
            because,
            f"15 CFR {section}",
            covers=covers,
            authority=authority,
            key=f"{symbol} {place}".strip(),
            awaits=tuple(awaits),
            alone=alone,
        ),
    )


def _stated(claim: Claim | None, name: str) -> object:
    return claim.states(name) if claim is not None and name else None


def _out_of_reach(use: Use, item: ClaimedItem, move: ClaimedMove) -> str:
    """Why the paragraph does not reach the item or the movement; empty where it does."""
    if item.kind not in use.kinds:
        return f"is for {' and '.join(sorted(use.kinds))}"
    if use.activities and move.activity not in use.activities:
        return f"is for {', '.join(sorted(use.activities))} only"
    if use.categories and item.classification.category not in (*use.categories, ""):
        return f"is for items of Category {' or '.join(use.categories)}"
    places = move.groups | {move.destination}
    barred = sorted(places & use.not_to)
    if barred:
        return f"does not reach {', '.join(barred)}"
    if use.only_to and not places & use.only_to:
        return f"reaches {', '.join(sorted(use.only_to))} only"
    return ""


def under(
    authority: Authority,
    uses: Mapping[str, Use],
    claim: Claim,
    item: ClaimedItem,
    move: ClaimedMove,
    bars: Bars,
    further: Iterable[str] = (),
) -> Findings:
    """The answer to a claim of an exception that has several authorizing paragraphs.

    The claim names the paragraph in its condition `paragraph`; the paragraph's kinds of item and its
    destinations, the bars of 740.2, its conditions and `further` ones are tested. At a sanctioned
    destination it overcomes the requirement of Part 746 too, where that names the paragraph.
    """
    symbol = authority.id
    if claim.states("paragraph") is None:
        return _unplaced(authority, uses, item, move, bars)
    named = paragraph(claim.states("paragraph"))
    use = uses.get(named)
    if use is None:
        section = authority.citation.removeprefix("15 CFR ")
        return refused(f"{symbol}: paragraph {claim.states('paragraph')} is not encoded or not known", section)
    out = _out_of_reach(use, item, move)
    if out:
        return refused(f"{symbol}: {use.section} ({use.what}) {out}", use.section)
    relied_on = f"{symbol} {named}"
    found = grant(
        authority,
        claim,
        bars,
        section=use.section,
        because=f"{item.classification.eccn}: {symbol}, {use.what}",
        covers=(*use.covers, *overcome(move.opened, relied_on)),
        needs=(*use.needs, *further, *further_conditions(move.opened, relied_on)),
        place=named,
        alone=use.alone,
    )
    if found[0].effect is Effect.AUTHORIZATION:
        return (*found, *earlier_wording(move, use.section))
    return found


def _unplaced(
    authority: Authority, uses: Mapping[str, Use], item: ClaimedItem, move: ClaimedMove, bars: Bars
) -> Findings:
    """The answer to a claim that names no paragraph: one of those that reach the line may be meant."""
    certain = [bar for bar in bars if not (bar.condition or bar.asks)]
    reaching = [
        use
        for place, use in uses.items()
        if not _out_of_reach(use, item, move) and not any(bar.stops(authority.id, place) for bar in certain)
    ]
    section = authority.citation.removeprefix("15 CFR ")
    if not reaching:
        return refused(f"{authority.id}: none of its paragraphs that are encoded may be used here", section)
    covers = tuple(dict.fromkeys(name for use in reaching for name in use.covers))
    because = f"License Exception {authority.id} is claimed without the paragraph relied on"
    return (
        authorize(
            because,
            f"15 CFR {section}",
            covers=covers,
            authority=authority,
            key=authority.id,
            awaits=("claims[].conditions.paragraph",),
        ),
    )


def earlier_wording(move: ClaimedMove, section: str) -> Findings:
    """The warning that the section was read in its wording of a later year than that of the transaction."""
    if move.year >= READ_IN:
        return ()
    because = f"15 CFR {section} was read in its wording of February {READ_IN}; that of the day was not compared."
    return (note(Effect.WARNING, because, f"15 CFR {section}", code="assumption"),)


def among(item: Classification, places: Iterable[str]) -> bool | None:
    """Whether an item lies under one of several ECCNs with paragraphs; `None` where part of it may."""
    text = str(item.eccn)
    named = tuple(places)
    if any(text == place or text.startswith(place + ".") for place in named):
        return True
    return None if any(place.startswith(text + ".") for place in named) else False


def controlled_to(item: Classification, groups: frozenset[str]) -> str:
    """A reason for control for which the destination is in the matching group D:1 to D:4; else empty.

    National security D:1, nuclear D:2, chemical and biological D:3, missile technology D:4: as 740.9(b)
    pairs them. A reason that may reach the item counts.
    """
    pairs = (("NS", "D:1"), ("NP", "D:2"), ("CB", "D:3"), ("MT", "D:4"))
    found = [reason for reason, group in pairs if group in groups and item.has_reason(reason) is not False]
    return " and ".join(found)
