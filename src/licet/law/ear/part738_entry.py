"""15 CFR 738.4(a) for an ECCN that does not say enough: what the entry asks for whatever describes the item.

The rules of `part738_chart` and `part742_prose_controls` ask for the paragraph where the rows of an entry
tell paragraphs apart. Here the requirement is told that each of them would meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from licet.law.ccl import Classification, Control, classify, eccns_of
from licet.law.country_chart import EMBARGO, UNITED_STATES
from licet.law.ear.part738_chart import ACROSS, CHART, DEEMED, Place, section_of
from licet.law.ear.part742_prose_controls import PAKISTAN, applies, free_release
from licet.law.ear.part742_review_policy import policy_for
from licet.law.finding import Effect, Finding, Findings, note, require
from licet.law.rule import rule
from licet.law.table_dates import table_dates
from licet.terms.dates import end_of
from licet.terms.outcome import ReviewPolicy

_STEP = "15 CFR 738.4(a)"
_LIST = "15 CFR Part 774 Supp. No. 1"


def _reached(control: Control, one: Classification, where: Place, movement: str) -> bool:
    """Whether a row reaches the country, by a column of the chart or in words of its own."""
    if control.column:
        return control.column in where.columns - where.doubted
    kind = control.requirement
    if kind in PAKISTAN or not applies(control, movement):  # 742.6(a)(12) has a first day of its own
        return False
    if movement == DEEMED and free_release(control, one, where):
        return False
    return kind in where.stated - where.doubted - where.open_


@cache
def _paragraphs(classification: Classification) -> tuple[Classification, ...]:
    """The paragraphs that stand for an ECCN that names none of them, each with its rows.

    Read on a day on which the entry has the rows of the classification; empty if there is no such day.
    """
    for date in reversed(table_dates()):
        when = end_of(date)
        now = classify(classification.eccn, when)
        if now is not None and now.controls == classification.controls:
            prefix = str(classification.eccn) + "."
            entry = eccns_of(classification.eccn.number, when)
            found = [classify(eccn, when) for eccn in entry if str(eccn).startswith(prefix)]
            return tuple(one for one in found if one is not None)
    return ()


def _required(
    classification: Classification, reason: str, because: str, met: Sequence[Control], policies: Sequence[ReviewPolicy]
) -> Finding:
    cited = met[0].citation if section_of(reason) in met[0].citation else f"15 CFR {section_of(reason)}"
    return require(
        because,
        *dict.fromkeys((cited, _STEP, CHART if any(control.column for control in met) else _LIST)),
        policy=max(policies, key=lambda policy: policy.severity),
        key=f"{section_of(reason)}:{reason}",
    )


def entry_findings(classification: Classification, where: Place, movement: str, end_use: str, who: str) -> Findings:
    """What every paragraph, or every item served, would need; `who` names the country in the sentence."""
    sure = {c.reason for c in classification.controls if c.certain and _reached(c, classification, where, movement)}
    open_ = {c.reason for c in classification.controls if not c.certain and section_of(c.reason)} - sure
    found: list[Finding] = []
    for reason in sorted(open_):
        found.extend(_each_paragraph(classification, reason, where, movement, end_use, who))
    if not sure - {"AT"}:
        found.extend(_whatever_it_serves(classification, where, movement, end_use, who))
    return tuple(found)


def _each_paragraph(
    classification: Classification, reason: str, where: Place, movement: str, end_use: str, who: str
) -> Findings:
    met: list[Control] = []
    policies: list[ReviewPolicy] = []
    for one in _paragraphs(classification):
        rows = [c for c in one.controls if c.reason == reason and c.certain and _reached(c, one, where, movement)]
        if not rows:
            return ()
        met.extend(rows)
        policies.extend(policy_for(c, one, where.review, end_use) for c in rows)
    if not met:
        return ()
    because = f"Every paragraph of {classification.eccn} needs a license for {reason} reasons to {who}."
    return (_required(classification, reason, because, met, policies),)


def _whatever_it_serves(
    classification: Classification, where: Place, movement: str, end_use: str, who: str
) -> Findings:
    """Software and technology whose rows depend on the items it serves, where each such row has an X.

    No fact tells the items served, so that the doubt could not be resolved; the requirement is told with a warning.
    Rows in words of their own name a few items among many, and are left out.
    """
    charted = [c for c in classification.controls if c.column and c.for_items and c.reason != "AT"]
    if not charted or not all(_reached(c, classification, where, movement) for c in charted):
        return ()
    first = next((c for c in charted if c.reason == "NS"), charted[0])
    policies = [policy_for(c, classification, where.review, end_use) for c in charted]
    because = f"Whichever listed items {classification.eccn} serves, each row of the entry for them has an X for {who}."
    return (
        _required(classification, first.reason, because, [first], policies),
        note(
            Effect.WARNING,
            f"{classification.eccn} is taken to serve an item that one of the rows of its entry names.",
            first.citation,
            _STEP,
            code="assumption",
        ),
    )


@rule("738.4 entry", citation=_STEP)
def whole_entry(
    movement: str, place: Place, classification: Classification | None, review_end_use: str
) -> Findings | None:
    """An ECCN without its paragraph: what every paragraph would need

    Encoded: a license for a reason for which every paragraph of the entry needs one at the destination, by
    whatever column or words; for software and technology, a license where each row with a column for the items
    it may serve has an X for the destination, with a warning.
    """
    if classification is None or movement not in (ACROSS, DEEMED) or place.row in ("", EMBARGO, UNITED_STATES):
        return None
    return entry_findings(classification, place, movement, review_end_use, "the destination") or None


@rule("738.4 entry release", citation="15 CFR 734.13(b)")
def whole_entry_release(
    movement: str,
    place: Place,
    nationality_place: Place | None,
    classification: Classification | None,
    review_end_use: str,
) -> Findings | None:
    """An ECCN without its paragraph: release to a foreign person

    Encoded: the same for the country of the person's nationality.
    """
    if movement != DEEMED or nationality_place is None or classification is None:
        return None
    if nationality_place == place or nationality_place.row in ("", EMBARGO, UNITED_STATES):
        return None
    who = "the country of {party}'s nationality"
    return entry_findings(classification, nationality_place, movement, review_end_use, who) or None
