"""What license exceptions have in common: how one is claimed, what it needs, and what it covers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from licet.law.ccl import Classification
from licet.law.ear.part740.restriction import Bars, stopped_by
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

READ_IN = 2026  # eCFR of 2026-02-10

FIREARMS = frozenset({"0A501", "0A502", "0A505", "0A506", "0A507", "0A508", "0A509"})


@dataclass(frozen=True, slots=True)
class Use:
    """One authorizing paragraph of an exception.

    `needs`: conditions that the claim has to state as true. `kinds`: the kinds of item. `not_to`: country
    groups and countries it does not reach; `only_to`: those of which the destination has to be in one
    (empty: any). `covers`: the requirements it lifts.
    """

    section: str
    what: str
    needs: tuple[str, ...]
    kinds: frozenset[str] = EVERY_KIND
    not_to: frozenset[str] = frozenset()
    only_to: frozenset[str] = frozenset()
    covers: tuple[str, ...] = ANY_REASON


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


def missing(claim: Claim, needs: tuple[str, ...]) -> tuple[str, ...]:
    """The conditions among `needs` that the claim does not state as true."""
    return tuple(name for name in needs if claim.states(name) is not True)


def not_met(claim: Claim, names: tuple[str, ...], section: str) -> Findings:
    """The answer to a claim whose conditions are not stated, or stated not to hold."""
    absent = [name for name in names if claim.states(name) is None]
    failed = [name for name in names if claim.states(name) is not None]
    parts = [f"state claims[].conditions.{name}" for name in absent]
    parts += [f"the condition {name} is stated not to hold" for name in failed]
    because = f"License Exception {claim.exception} is claimed and not shown to apply: {'; '.join(parts)}."
    return (note(Effect.CONSIDERED, because, f"15 CFR {section}"),)


def refused(because: str, section: str) -> Findings:
    """The answer to a claim that the provision itself does not allow."""
    return (note(Effect.CONSIDERED, because, f"15 CFR {section}"),)


def _out_of_reach(use: Use, move: ClaimedMove) -> str:
    """Why the paragraph does not reach the destination; empty where it does."""
    places = move.groups | {move.destination}
    barred = sorted(places & use.not_to)
    if barred:
        return f"it does not reach {', '.join(barred)}"
    if use.only_to and not places & use.only_to:
        return f"it reaches {', '.join(sorted(use.only_to))} only"
    return ""


def under(
    authority: Authority, uses: Mapping[str, Use], claim: Claim, item: ClaimedItem, move: ClaimedMove, bars: Bars
) -> Findings:
    """The answer to a claim of an exception that has several authorizing paragraphs.

    The claim names the paragraph in its condition `paragraph`; the paragraph's kinds of item, its
    destinations, the bars of 740.2 and its conditions are tested in that order.
    """
    symbol = authority.id
    section = authority.citation.removeprefix("15 CFR ")
    if claim.states("paragraph") is None:
        return not_met(claim, ("paragraph",), section)
    named = paragraph(claim.states("paragraph"))
    use = uses.get(named)
    if use is None:
        return refused(f"{symbol}: paragraph {claim.states('paragraph')} is not encoded or not known", section)
    if item.kind not in use.kinds:
        return refused(f"{symbol}: {use.section} is for {' and '.join(sorted(use.kinds))}", use.section)
    out = _out_of_reach(use, move)
    if out:
        return refused(f"{symbol}: {use.section} ({use.what}): {out}", use.section)
    stopped = stopped_by(bars, symbol, named)
    if stopped is not None:
        return (stopped,)
    absent = missing(claim, use.needs)
    if absent:
        return not_met(claim, absent, use.section)
    because = f"{item.classification.eccn}: {symbol}, {use.what}"
    return (
        authorize(because, f"15 CFR {use.section}", covers=use.covers, authority=authority),
        *earlier_wording(move, use.section),
    )


def earlier_wording(move: ClaimedMove, section: str) -> Findings:
    """The warning that the section was read in its wording of a later year than that of the transaction."""
    if move.year >= READ_IN:
        return ()
    because = f"15 CFR {section} was read in its wording of February {READ_IN}; that of the day was not compared."
    return (note(Effect.WARNING, because, f"15 CFR {section}", code="assumption"),)


def controlled_to(item: Classification, groups: frozenset[str]) -> str:
    """A reason for control for which the destination is in the matching group D:1 to D:4; else empty.

    National security D:1, nuclear D:2, chemical and biological D:3, missile technology D:4: as 740.9(b)
    pairs them. A reason that may reach the item counts.
    """
    pairs = (("NS", "D:1"), ("NP", "D:2"), ("CB", "D:3"), ("MT", "D:4"))
    found = [reason for reason, group in pairs if group in groups and item.has_reason(reason) is not False]
    return " and ".join(found)
