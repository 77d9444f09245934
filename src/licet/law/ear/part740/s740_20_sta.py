"""740.20: strategic trade authorization (STA)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from licet.law.ccl import Classification
from licet.law.ear.part740.exception import (
    ClaimedItem,
    ClaimedMove,
    Use,
    among,
    claimed,
    exception,
    paragraph,
    refused,
    under,
)
from licet.law.ear.part740.restriction import Bars
from licet.law.finding import Findings
from licet.law.rule import rule, span
from licet.terms.item import Claim

_STA = exception(
    "STA",
    "Strategic Trade Authorization",
    "740.20",
    "ECCN furnished, prior consignee statement, notification with each shipment (d)",
    "not reexported under APR (a) or (b) afterwards (e)",
)
_COVERS_C1 = ("742.2", "742.3", "742.4", "742.6", "742.7", "742.14")

_A5, _A6 = frozenset({"A:5"}), frozenset({"A:6"})

USES = MappingProxyType(
    {
        "c.1": Use("740.20(c)(1)", "Country Group A:5", (), only_to=_A5, covers=_COVERS_C1, alone=True),
        "c.1.i": Use("740.20(c)(1)(i)", "Country Group A:5", (), only_to=_A5, covers=_COVERS_C1, alone=True),
        "c.2": Use("740.20(c)(2)", "Country Group A:6", (), only_to=_A6, covers=("742.4",), alone=True),
    }
)
_UNMANNED = MappingProxyType(
    {
        "c.1.ii": Use(
            "740.20(c)(1)(ii)",
            "unmanned aircraft below 500 kg and 300 km to Country Group A:5",
            ("below_500_kg_to_300_km",),
            only_to=_A5,
            covers=(*_COVERS_C1, "742.5"),
            alone=True,
        )
    }
)

# (b)(2): entries and paragraphs that STA may not be used for.
_EXCLUDED = frozenset(
    (
        "0A501", "0A502", "0A503", "0A506", "0A507", "0A508", "0A509", "0A981", "0A982", "0A983", "0E504", "0E982",
        "1C353", "1C354", "1E351", "6A002", "6A293",
    )
)  # fmt: skip
_EXCLUDED_PARAGRAPHS = (
    "1C351.a", "1C351.b", "1C351.c", "1C351.d.14", "1C351.d.15", "1C351.e", "6D003.c", "9D004.f", "9D004.g",
    "9E003.a.1", "9E003.a.2", "9E003.a.3", "9E003.a.4", "9E003.a.5", "9E003.c", "9E003.h", "9E003.i",
)  # fmt: skip
_REASONS = ("EI", "SS", "SL", "CW")  # (b)(2)(iii)
# Entries of which part is excluded by what the software or technology is for.
_PARTLY = frozenset({"1E001", "3E001", "6D002", "6D991", "6E001", "6E002", "9D001", "9D002"})
_END_ITEMS = ("0A606.a", "8A609.a", "8A620.a", "8A620.b", "9A610.a")
_AIRCRAFT = frozenset({"9A012", "9A120"})

# Paragraphs of the entries' own lines on STA: those that no paragraph of (c) reaches, that (c)(1) reaches only after
# an approval under (g), and that (c)(2) does not reach. What hangs on the use of software or technology is asked.
_BY_ENTRY_NONE = (
    "3A001.z", "3B001.c.1.a", "3B001.c.1.c", "3B001.q", "4A005", "4D004", "4E091", "5A001.j", "9D515.b", "9D515.d",
    "9D515.e", "9D610.b", "9D619.b", "9E610.b", "9E619.b", "9E619.c",
)  # fmt: skip
_BY_ENTRY_APPROVED = (
    "9A515.a.1", "9A515.a.2", "9A515.a.3", "9A515.a.4", "9A515.g", "9E515.b", "9E515.d", "9E515.e", "9E515.f",
)  # fmt: skip
_BY_ENTRY_NOT_A6 = (
    "0B501", "0B505", "1C007.c", "1C010.c", "1E002.e", "1E002.f", "3A002.g.1", "3D005", "4A001.a.2", "5A001.b.3",
    "5A001.b.5", "5A001.h", "6A001.a.1.b", "6A001.a.1.e", "6A001.a.2", "6A003.b.3", "6A003.b.4", "6A004.c", "6A004.d",
    "6A008.d", "6A008.h", "6A008.k", "6B008", "6D003.a", "7D003.a", "7D003.b", "7D004.a", "7D004.b", "7D004.c",
    "7D004.d", "7D004.g", "8A001.b", "8A001.c", "8A001.d", "8A002.b", "8A002.h", "8A002.j", "8A002.o.3", "8A002.p",
    "8E002.a", "9D004.a", "9D004.c",
)  # fmt: skip
_BY_ENTRY_A6 = ("6A001.a.2.a.4",)  # left open within 6A001.a.2


def _under(item: str, place: str) -> bool:
    return item == place or item.startswith(place + ".") or place.startswith(item + ".")


def excluded(item: Classification, claim: Claim, named: str) -> str:
    """Why (b)(2) keeps an item out of STA; empty where it does not. An ECCN that may be excluded is."""
    held = [reason for reason in _REASONS if item.has_reason(reason) is True]
    if held:
        return f"an item controlled for {', '.join(held)} reasons (b)(2)(iii)"
    if item.has_reason("MT") is True and (named != "c.1.ii" or item.entry not in _AIRCRAFT):
        return "an item controlled for missile technology reasons (b)(2)(iii)"
    if item.jurisdiction != "EAR":
        return "an item under another agency's jurisdiction (b)(2)(iv)"
    text = str(item.eccn)
    term = item.exceptions.get("STA")
    if term is not None and (term.eligible is False or term.text == "not A:5 A:6"):
        return f"the entry of {text} does not allow it (b)(2), (c)(2)"
    by_entry = _excluded_by_entry(item, named, "" if term is None else term.text)
    if by_entry:
        return by_entry
    if item.entry in _EXCLUDED or any(_under(text, place) for place in _EXCLUDED_PARAGRAPHS):
        return f"{text} is, or may be, excluded by (b)(2)"
    if item.entry == "7E004" and not text.startswith("7E004.a.7"):
        return "technology of 7E004 but for .a.7 (b)(2)(vii)"
    if item.entry == "9B001" and named == "c.2":
        return "9B001 to Country Group A:6 (b)(2)(viii)"
    amplifiers = item.entry == "3A001" and any(_under(text, place) for place in ("3A001.b.2", "3A001.b.3"))
    if amplifiers and claim.states("civil_telecommunications") is not True:
        return "3A001.b.2 or .b.3 but for civil telecommunications (b)(2)(xi) (civil_telecommunications)"
    if any(_under(text, place) for place in _END_ITEMS):
        return "an end item that needs an approval under (g) first (b)(3)(iii)"
    return ""


def _excluded_by_entry(item: Classification, named: str, words: str) -> str:
    """Why the entry's own line on STA keeps the item out; empty where it does not, or hangs on more than the ECCN."""
    text = str(item.eccn)
    if among(item, _BY_ENTRY_NONE) is True:
        return f"the entry of {text} does not allow it"
    if among(item, _BY_ENTRY_APPROVED) is True:
        return f"{text} needs an approval under (g) first"
    if named != "c.2" or among(item, _BY_ENTRY_A6) is True:
        return ""
    if words == "not A:6" or among(item, _BY_ENTRY_NOT_A6) is True:
        return f"the entry of {text} does not allow it to Country Group A:6"
    return ""


def _further(item: Classification, claim: Claim, named: str, activity: str) -> list[str]:
    """Conditions beside those of the paragraph: of (d), of the entry, and of the 600 series."""
    if activity == "deemed_export":
        needs = ["notified_of_limits"]
    else:
        needs = ["eccn_furnished"]
        if claim.states("government_consignee") is not True:  # Note to (d)(2)
            needs.append("prior_consignee_statement")
        if item.group not in ("D", "E") or claim.states("intangible") is not True:  # Note 1 to (d)(3)
            needs.append("shipment_notified")
    term = item.exceptions.get("STA")
    names_a6_only = term is not None and term.text == "not A:6"
    if term is not None and not (names_a6_only and named != "c.2"):
        needs.append("eligible_by_entry")
    reasons = _REASONS if named == "c.1.ii" else (*_REASONS, "MT")
    if item.entry in _PARTLY or any(item.has_reason(reason) is None for reason in reasons):
        needs.append("not_for_excluded_items")
    if item.is_600_series:
        needs += ["eligible_600_series_end_user", "parties_approved_before", "below_25_million"]
    return needs


@rule(
    "740.20",
    citation="15 CFR 740.20",
    only_when="claims",
    status="partial",
    doubt="read as of 2026-02-10; earlier wordings were not",
)
def strategic_trade(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Strategic trade authorization (STA)

    Encoded: claimed by `STA` with (c)(1) for Country Group A:5, where NS, CB, NP, RS, CC and SI are the only
    reasons, or (c)(2) for A:6, where NS is; items that (b)(2) or the entry keeps out; the conditions of (d). An
    entry that restricts STA by more than its paragraphs needs `eligible_by_entry`. (c)(1)(ii), certain
    unmanned aircraft, since 2023-12-08: see there.
    Not encoded: Parts 744 and 746, which STA never lifts (b)(2)(i); the wording of the statement (d)(2).
    Doubt: an entry of which (b)(2) excludes a part needs `not_for_excluded_items`, a paragraph that may be
    excluded is taken to be.
    Conditions:
    paragraph: (c)(1), (c)(1)(i) or (c)(2)
    eccn_furnished: the ECCN of each item was furnished to the consignee (d)(1)
    prior_consignee_statement: the consignee's written statement was obtained before (d)(2)
    government_consignee: the consignee is a government of Country Group A:5 or A:6, which gives no statement (d)(2)
    shipment_notified: the consignee is notified in writing with the shipment (d)(3)
    intangible: software or technology is sent in intangible form, without that notice (d)(3)
    notified_of_limits: for a release: the recipient was notified in writing of the limits (d)(4)
    eligible_by_entry: the STA paragraph of the entry does not keep the item or destination out
    not_for_excluded_items: not of, or not for, what (b)(2)(iii), (v), (viii), (x), (xi) exclude from the entry
    civil_telecommunications: 3A001.b.2 or .b.3 for use in civil telecommunications (b)(2)(xi)
    eligible_600_series_end_user: an end user and purpose of (b)(3)(ii)
    parties_approved_before: every 748.5 party was approved on a license before (c)(1)
    below_25_million: no 600 series major defense equipment above $25,000,000 (b)(3)(iv)
    """
    claim = claimed(claims, "STA")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    if paragraph(claim.states("paragraph")) in _UNMANNED:
        return None
    return _answer(claim, USES, claimed_item, claimed_move, restrictions)


def _answer(claim: Claim, uses: Mapping[str, Use], item: ClaimedItem, move: ClaimedMove, bars: Bars) -> Findings:
    named = paragraph(claim.states("paragraph"))
    further: list[str] = []
    if named in uses:
        because = excluded(item.classification, claim, named)
        if not because and named == "c.2" and item.classification.is_600_series:
            because = "a 600 series item outside Country Group A:5 (b)(3)(ii)"
        if because:
            return refused(f"STA: {because}", "740.20(b)")
        further = _further(item.classification, claim, named, move.activity)
    return under(_STA, uses, claim, item, move, bars, further)


@rule(
    "740.20(c)(1)(ii)",
    citation="15 CFR 740.20(c)(1)(ii)",
    only_when="claims",
    effective=[span("2023-12-08", by="88 FR 85487")],
)
def unmanned_aircraft(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Strategic trade authorization for certain unmanned aircraft (STA)

    Encoded: claimed by `STA` with the paragraph (c)(1)(ii): unmanned aerial vehicles and airships of 9A012 and
    9A120 controlled for MT to Country Group A:5; the conditions of 740.20(d) as for the others.
    Conditions:
    below_500_kg_to_300_km: the aircraft cannot deliver 500 kg to 300 km (c)(1)(ii)(A)
    """
    claim = claimed(claims, "STA")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    if paragraph(claim.states("paragraph")) not in _UNMANNED:
        return None
    if claimed_item.classification.entry not in _AIRCRAFT:
        return refused("STA: (c)(1)(ii) is for unmanned aircraft of 9A012 and 9A120 only", "740.20(c)(1)(ii)")
    return _answer(claim, _UNMANNED, claimed_item, claimed_move, restrictions)


@rule(
    "740.20(c)(1)(ii) before",
    citation="15 CFR 740.20(b)(2)(iii)",
    only_when="claims",
    effective=[span(None, "2023-12-07", by="76 FR 35287", ended_by="88 FR 85487")],
)
def no_unmanned_aircraft(claims: tuple[Claim, ...]) -> Findings | None:
    """Strategic trade authorization before it was for unmanned aircraft

    Encoded: a claim of (c)(1)(ii) authorizes nothing before 2023-12-08.
    """
    claim = claimed(claims, "STA")
    if claim is None or paragraph(claim.states("paragraph")) not in _UNMANNED:
        return None
    return refused("STA was for no item controlled for missile technology before 2023-12-08", "740.20(b)(2)(iii)")
