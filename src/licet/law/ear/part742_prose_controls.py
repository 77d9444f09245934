"""15 CFR Part 742 and 746.1(b): requirements that an entry states in words, without a column of the chart."""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification, Control
from licet.law.ccl_reach import REVIEW_ONLY
from licet.law.country_chart import EMBARGO, UNITED_STATES
from licet.law.country_groups import in_group
from licet.law.ear.part738_chart import ACROSS, DEEMED, OPEN_ROW, STATED, TRANSFER, Place, key_of, section_of
from licet.law.ear.part742_review_policy import policy_for
from licet.law.finding import Effect, Finding, no_exceptions, note, require
from licet.law.rule import derived, rule, span
from licet.terms.dates import end_of
from licet.terms.outcome import ReviewPolicy
from licet.terms.standing import Standing

_STEP = "15 CFR 738.4(a)"

# What a row's words mean in a sentence.
_WORDS = (
    ("worldwide", "to every destination"),
    ("all", "to every destination"),
    ("all_but_canada", "to every destination except Canada"),
    ("all_but_au_ca_gb", "to every destination except Australia, Canada and the United Kingdom"),
    ("china_russia_venezuela", "to China, Russia and Venezuela"),
    ("china", "to China"),
    ("china_macau", "to China and Macau"),
    ("iraq", "to Iraq"),
    ("pakistan", "to Pakistan"),
    ("iraq_pakistan", "to Iraq and Pakistan"),
    ("macau_d5", "to Macau and Country Group D:5"),
    ("d1_d4_d5", "to Country Groups D:1, D:4 and D:5, but those also in A:5 or A:6"),
    ("uae_d1_d4_d5", "to the United Arab Emirates and Country Groups D:1, D:4 and D:5, but those in A:5 or A:6"),
    ("un", "to countries under a United Nations arms embargo"),
    ("e1", "to Country Group E:1"),
    ("cwc_nonparty", "to States not party to the Chemical Weapons Convention"),
    ("cwc_nonparty_but_il_tw", "to States not party to the Convention, but Israel and Taiwan"),
)
# Paragraphs that also reach transfers (in-country): 742.4(a)(4), 742.6(a)(6), (12), (13).
_REACH_TRANSFERS = frozenset(
    {"china", "china_macau", "pakistan", "iraq_pakistan", "macau_d5", "d1_d4_d5", "uae_d1_d4_d5"}
)
PAKISTAN = frozenset({"pakistan", "iraq_pakistan"})
# 90 FR 4544, of which BIS said on 2025-05-13 that it does not enforce it; 3E069 cites (a)(13) for another rule.
_NOT_ENFORCED = ("742.6(a)(6)(iii)(A)", "742.6(a)(13)")
# 742.4(a)(5)(ii)(B)(1), 742.6(a)(10)(ii)(B)(1): releases that need no license, but to nationals of D:1 and D:5.
_RELEASED_FREELY = frozenset({"2D910", "2E910", "3D001", "3D901", "3D907", "3E001", "3E901", "3E905", "4D906", "4E906"})
_WORLDWIDE_RULES = ("742.4(a)(5)", "742.6(a)(10)")
# Rows that rules of their own decide: Part 746, footnote 5, North Korea; and those that ask for nothing.
_ELSEWHERE = frozenset({"part746", "footnote5", "north_korea", REVIEW_ONLY})


def applies(control: Control, movement: str) -> bool:
    """Whether a row in words speaks of a movement: exports and reexports, transfers, releases."""
    advanced = "742.6(a)(6)" in control.citation
    if movement == DEEMED:  # 742.4(a)(4)(ii)(A), 742.6(a)(6)(iv): not for deemed exports
        return not advanced and "742.4(a)(4)" not in control.citation
    if movement == TRANSFER:
        return control.requirement in _REACH_TRANSFERS or advanced or "742.6(a)(13)" in control.citation
    return movement == ACROSS


def free_release(control: Control, classification: Classification, where: Place) -> bool:
    """Whether the limited exclusion for deemed exports reaches a row of the interim rule of September 2024."""
    if where.review.d1 or where.review.d5 or classification.eccn.number not in _RELEASED_FREELY:
        return False
    return any(paragraph in control.citation for paragraph in _WORLDWIDE_RULES)


def _key(control: Control) -> str:
    return "742.11" if "742.11" in control.citation else key_of(control)


def _taken_to_apply(control: Control, classification: Classification, where: Place) -> bool:
    """Whether EI is told as a requirement though the ECCN names no paragraph: 5D002 needs a license there for NS
    reasons in any case, 742.15(a)(1) names nearly all of it, and only what covers EI too may then clear it."""
    marked = where.columns - where.doubted
    return control.reason == "EI" and any(
        other.reason == "NS" and other.certain and other.column in marked for other in classification.controls
    )


def _cited(control: Control) -> tuple[str, ...]:
    section = section_of(control.reason)
    cited = control.citation if "15 CFR 7" in control.citation else f"15 CFR {section}"
    return tuple(dict.fromkeys((cited, _STEP, *((control.act,) if control.act else ()))))


def stated_findings(
    classification: Classification, where: Place, movement: str, end_use: str, who: str
) -> tuple[Finding, ...]:
    """The findings of the rows that name destinations in words; `who` names the country in the sentence."""
    found: list[Finding] = []
    asked: list[str] = []
    cited: list[str] = []
    for control in classification.controls:
        kind = control.requirement
        if control.column or kind not in STATED or not applies(control, movement):
            continue
        if control.reason == "AT" and where.row == EMBARGO:
            continue  # Part 746 and 742.8, 742.19 speak of these countries one by one
        if kind in PAKISTAN and "pakistan" in where.stated:
            continue  # dated: the rule for 742.6(a)(12)
        if movement == DEEMED and free_release(control, classification, where):
            because = (
                f"Releases of {classification.eccn} need no license but to nationals of Country Groups D:1 and D:5."
            )
            found.append(note(Effect.CONSIDERED, because, *_cited(control)))
            continue
        words = next(text for name, text in _WORDS if name == kind)
        if kind in where.open_:
            because = f"Whether a license for {control.reason} reasons {words} reaches {who} is not in the tables."
            found.append(note(Effect.GAP, because, *_cited(control)))
        elif kind in where.stated and (control.certain or _taken_to_apply(control, classification, where)):
            policy = policy_for(control, classification, where.review, end_use)
            because = f"{classification.eccn} needs a license for {control.reason} reasons {words}, among them {who}."
            found.append(require(because, *_cited(control), policy=policy, key=_key(control)))
            if kind == "un" and where.row != EMBARGO and "iraq" not in where.stated:
                found.append(
                    no_exceptions(
                        "No license exception but GOV, which is not encoded for this, lifts a UN reason for control.",
                        "15 CFR 746.1(b)(4)",
                        key=_key(control),
                    )
                )
            if kind == "worldwide" and any(paragraph in control.citation for paragraph in _NOT_ENFORCED):
                found.append(_not_enforced(classification, control))
        elif kind in where.stated:
            asked.append(f"{control.reason} {words} ({control.condition or control.paragraph or 'part of the entry'})")
            cited.append(_cited(control)[0])
        if kind in where.doubted and kind not in where.open_:
            known = kind in where.stated
            found.append(
                note(
                    Effect.WARNING if known else Effect.GAP,
                    f"Whether a license for {control.reason} reasons {words} reaches {who} on the key date rests on a"
                    " list of countries that is not verified for that day.",
                    *_cited(control),
                    code="assumption" if known else "",
                )
            )
    if asked:
        found.append(
            note(
                Effect.QUESTION,
                f"{classification.eccn} may need a license for {'; '.join(asked)}: state the paragraph of the entry"
                " that describes the item, or apply for what the row turns on.",
                *dict.fromkeys(cited),
                _STEP,
                "15 CFR Part 774 Supp. No. 1",
                code="item.eccn",
                key=OPEN_ROW,
            )
        )
    return tuple(found)


def _not_enforced(classification: Classification, control: Control) -> Finding:
    return note(
        Effect.WARNING,
        f"The requirement for {classification.eccn} to every destination stands in the regulation since 2025; BIS has"
        " announced that it does not enforce the rule that made it and means to replace it. The text is followed.",
        *_cited(control),
        code="assumption",
    )


@rule("742 stated", citation=_STEP, doubt="the worldwide requirement of 742.6(a)(6)(iii)(A); see there")
def stated_requirements(
    movement: str, place: Place, classification: Classification | None, review_end_use: str
) -> tuple[Finding, ...] | None:
    """Requirements that an entry states in words

    Encoded: NS and RS to every destination (742.4(a)(5), 742.6(a)(6)(iii), (10), (13)); to Macau and
    Country Group D:5 (742.4(a)(4), 742.6(a)(6)(i)); to Country Groups D:1, D:4 and D:5
    (742.6(a)(6)(iii)); .y items to China, Russia and Venezuela (742.6(a)(7)); Iraq and Pakistan
    (742.6(a)(5), (12)); EI (742.15), SL (742.13), SI (742.14), crime control to all but Canada
    (742.7(a)(4)-(6)), CW (742.18), UN (746.1(b)(3)). Transfers (in-country) where the paragraph names them.
    Not encoded: items of companies headquartered in Macau or D:5 elsewhere than there; exports from
    abroad originating there (742.6(a)(6)(ii)); exclusions for reexports from countries with their own
    controls; End-Use Certificates (742.18(a)(2)); the International Space Station (742.6(a)(7)).
    Doubt: 742.6(a)(6)(iii)(A) reaches every destination since 2025-05-15 by its text (90 FR 4544);
    BIS has said that it does not enforce that rule and has not removed it. The text is followed.
    """
    if classification is None or not movement or place.row == UNITED_STATES:
        return None
    return stated_findings(classification, place, movement, review_end_use, "the destination") or None


@rule("742 stated release", citation="15 CFR 734.13(b)")
def stated_release(
    movement: str,
    place: Place,
    nationality_place: Place | None,
    classification: Classification | None,
    review_end_use: str,
) -> tuple[Finding, ...] | None:
    """Requirements that an entry states in words: release to a foreign person

    Encoded: the same rows for the country of the person's nationality, but those whose paragraph
    leaves out deemed exports (742.4(a)(4)(ii)(A), 742.6(a)(6)(iv)); the limited exclusion of
    742.4(a)(5)(ii)(B) and 742.6(a)(10)(ii)(B) for nationals of other countries than D:1 and D:5.
    Not encoded: the exclusions of 742.4(a)(5)(ii)(A) and 742.6(a)(10)(ii)(A) for persons already employed.
    """
    if movement != DEEMED or nationality_place is None or classification is None:
        return None
    if nationality_place.row == UNITED_STATES or nationality_place == place:
        return None
    who = "the country of {party}'s nationality"
    return stated_findings(classification, nationality_place, movement, review_end_use, who) or None


@rule(
    "742.6(a)(12)",
    effective=[span("2024-12-26", by="89 FR 93164")],
    doubt="the act says 2024-11-25; its correction, 89 FR 94603, says 2024-12-26, known at second hand",
)
def pakistan(
    movement: str, place: Place, classification: Classification | None, review_end_use: str
) -> tuple[Finding, ...] | None:
    """Certain AT items to Pakistan

    Encoded: 1B999, 2A992, 2B999 (but .h.2), 3A992, 3A999 and 6A996 need a license for exports,
    reexports and transfers to or within Pakistan; case by case.
    Not encoded: shipments en route on the first day.
    Doubt: the first day; see above.
    """
    if classification is None or movement not in (ACROSS, TRANSFER) or "pakistan" not in place.stated:
        return None
    found: list[Finding] = []
    for control in classification.controls:
        if control.requirement not in PAKISTAN:
            continue
        cited = ("15 CFR 742.6(a)(12)", "15 CFR 742.6(b)(13)", "89 FR 93164")
        if control.certain:
            policy = policy_for(control, classification, place.review, review_end_use)
            because = f"{classification.eccn} needs a license for RS reasons to or within Pakistan."
            found.append(require(because, *cited, policy=policy, key="742.6:RS:(a)(12)"))
        else:
            because = f"{classification.eccn} may need a license to or within Pakistan: state the paragraph."
            found.append(note(Effect.QUESTION, because, *cited, code="item.eccn"))
    return tuple(found) or None


@rule("742 unread", citation="15 CFR Part 774 Supp. No. 1", status="not_encoded")
def unread_rows(
    movement: str, place: Place, classification: Classification | None, from_macau_or_d5: bool
) -> tuple[Finding, ...] | None:
    """Rows and entries whose requirement is not encoded

    Encoded: that a row or entry was seen whose words are not read: short supply (Part 754), items
    that other agencies license, entries without rows, rows in prose. Each blocks a clearance and names
    the entry.
    """
    if classification is None or classification.eccn.is_ear99 or not movement:
        return None
    if place.row == UNITED_STATES and movement != DEEMED:
        return None
    found: list[Finding] = []
    if not classification.controls:
        found.append(_unread(classification, "the table has no requirement for it", "15 CFR Part 774 Supp. No. 1"))
    if classification.jurisdiction in ("ITAR", "NRC"):
        where = f"the entry sends the item to another agency ({classification.jurisdiction})"
        found.append(_unread(classification, where, "15 CFR 734.3(b)(1)"))
    for control in classification.controls:
        if control.column or control.requirement in STATED or control.requirement in _ELSEWHERE:
            continue
        if "742.6(a)(6)(ii)" in control.citation and not from_macau_or_d5:
            continue  # only exports from abroad that originate in Macau or Country Group D:5
        if classification.eccn.number in _ELECTRIC and control.reason == "AT" and not place.review.e1:
            continue
        words = control.condition or f"a requirement for {control.reason or 'other'} reasons in words of its own"
        found.append(_unread(classification, words, control.citation))
    return tuple(dict.fromkeys(found)) or None


# 742.8(a)(1), 742.19(a)(1): portable generators, controlled to terrorist-supporting countries only.
_ELECTRIC = frozenset({"2A994", "2D994", "2E994"})


@derived(citation="15 CFR 742.6(a)(6)(ii)")
def from_macau_or_d5(activity: str, exporter_country: str, table_date: dt.date) -> bool:
    """Whether the item leaves, or may leave, Macau or a destination in Country Group D:5."""
    if not exporter_country:
        return activity != "export"
    return exporter_country == "MO" or in_group(exporter_country, "D:5", end_of(table_date))


def _unread(classification: Classification, words: str, citation: str) -> Finding:
    return note(Effect.GAP, f"{classification.eccn}: {words}. Read the entry.", citation, _STEP)


@rule("742.6(a)(11)", citation="15 CFR 742.6(a)(11)")
def footnote_5_entries(standing: Standing, classification: Classification | None) -> Finding | None:
    """Semiconductor entries to an entity with footnote 5 on the Entity List

    Encoded: entries whose RS row names 742.6(a)(11) need a license to such an entity; the policy is
    that of its entry on the Entity List, which the rule for 744.11 states.
    """
    if classification is None or not standing.in_force or 5 not in standing.footnotes:
        return None
    if not any(control.requirement == "footnote5" for control in classification.controls):
        return None
    return require(
        f"{classification.eccn} needs a license for RS reasons to an entity with footnote 5 on the Entity List.",
        "15 CFR 742.6(a)(11)",
        "15 CFR 744.11(a)(2)(v)",
        "89 FR 96790",
        policy=ReviewPolicy.PRESUMPTION_OF_DENIAL,
        key="742.6:RS:(a)(11)",
    )
