"""740.17: encryption commodities, software and technology (ENC)."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from licet.law.ccl import Classification
from licet.law.ear.part740.exception import claimed, exception, grant, paragraph, refused
from licet.law.ear.part740.restriction import Bars
from licet.law.ear.part740.sanctioned import Openings, further_conditions, overcome
from licet.law.finding import Effect, Finding, Findings, note
from licet.law.rule import derived, rule, span
from licet.terms.item import Claim

ITEMS = frozenset({"5A002", "5A004", "5B002", "5D002", "5E002"})
COVERS = ("742.4", "742.15")  # NS and EI; a regional stability control of .z paragraphs stays

_ENC = exception(
    "ENC",
    "Encryption Commodities, Software and Technology",
    "740.17",
    "the item is as classified under 740.17(b)",
    "never to Country Group E:1 or E:2, nor their nationals for source code and technology",
    "740.17(b)(2) items go to government end users outside Supp. No. 3 to Part 740 only under a license",
    "semiannual reports under 740.17(e) where they apply",
)

# Paragraphs of (b)(2) that reach end users outside the countries of Supp. No. 3; (iii) and (iv)(A) do not.
_TO_OTHERS = frozenset({"b.2", "b.2.i", *(f"b.2.i.{letter}" for letter in "abcdefgh"), "b.2.ii", "b.2.iv", "b.2.iv.b"})
# Paragraphs of entries that (b)(2) names: cryptanalytic (ii); quantum, ultra-wideband, spread spectrum (i)(D), (H).
_CRYPTANALYTIC = ("5A004.a", "5A004.z.1", "5A004.z.2", "5D002.a.3.a", "5D002.c.3.a", "5D002.z.3", "5D002.z.8")
_SPECIFIED = ("5A002.c", "5A002.d", "5A002.e", "5A002.z.3", "5A002.z.4", "5A002.z.5")
_COMPANIES = ("private_sector_end_user", "headquartered_in_supplement_3", "internal_development_or_production")
_INTERNAL = MappingProxyType({"a.1": _COMPANIES, "a.1.i": _COMPANIES, "a.2": ("us_subsidiary",)})
_MILITARY = frozenset({"military", "military_intelligence"})
_MISUSED = "no_unauthorized_use_known"


def _cryptanalytic(item: Classification) -> bool:
    """Whether the ECCN says that an item is, or may be, cryptanalytic; of 5D002 only where it names a paragraph."""
    text = str(item.eccn)
    if item.entry == "5D002" and not item.eccn.paragraph.startswith((".a.3", ".c.3", ".z.")):
        return False
    return any(text == one or text.startswith(one + ".") or one.startswith(text + ".") for one in _CRYPTANALYTIC)


def _of_paragraph_b2(item: Classification) -> bool:
    """Whether the ECCN itself says that (b)(2) governs."""
    text = str(item.eccn)
    specified = any(text == one or text.startswith(one + ".") for one in _SPECIFIED)
    return item.group == "E" or specified or _cryptanalytic(item)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an item under (b) needs for its end users: conditions, and why it is refused if it is."""

    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    because: str = ""
    section: str = "740.17(b)(2)"


def _end_users(item: Classification, groups: frozenset[str], named: str, government: object, end_use: str) -> _Asked:
    """The limits of (b)(2) on end users. Items of (b)(1) and (3) go to any."""
    if end_use in _MILITARY and not named.startswith(("b.1", "b.3")):
        because = "ENC: a military end use; an item of (b)(1) or (3) names its paragraph"
        return _Asked(because=because, section="740.17(b)")
    if not named.startswith("b.2") and (named.startswith(("b.1", "b.3")) or not _of_paragraph_b2(item)):
        return _Asked()
    elsewhere = "ENC_SUPP3" not in groups
    if elsewhere and named.startswith("b.2") and named not in _TO_OTHERS:
        return _Asked(because="ENC: the paragraph claimed does not reach destinations outside Supp. No. 3 to Part 740")
    if not elsewhere and not _cryptanalytic(item):
        return _Asked()
    if government is True:
        return _Asked(because="ENC: such an item goes to government end users there under a license only")
    technology = item.group == "E" and named != "b.2.iv.b"
    return _Asked(
        ("other_technology",) if technology and elsewhere else (),
        () if government is False else ("government_end_user",),
    )


@derived(citation="15 CFR 740.17")
def encryption_item(classification: Classification | None) -> Classification | None:
    """The item where it is of an entry that ENC is for, otherwise `None`."""
    return classification if classification is not None and classification.entry in ITEMS else None


def _answer(
    item: Classification,
    groups: frozenset[str],
    classified: bool,
    claims: tuple[Claim, ...],
    end_use: str,
    opened: Openings,
    bars: Bars,
    misused: tuple[str, ...],
    as_china: bool = False,
) -> Findings | None:
    claim = claimed(claims, "ENC")
    named = "" if claim is None else paragraph(claim.states("paragraph"))
    internal = _INTERNAL.get(named)
    if not classified and internal is None:
        if claim is None:
            return None
        because = "License Exception ENC is claimed and no classification is stated to be held (item.enc_classified)."
        return refused(because, "740.17(b)")
    if groups & {"E:1", "E:2"}:
        return refused("ENC never reaches Country Group E:1 or E:2", "740.17")
    if named and internal is None and not named.startswith("b"):
        return refused(f"ENC: paragraph {named} is not encoded or not known", "740.17")
    government = None if claim is None else claim.states("government_end_user")
    asked = _Asked(internal or ()) if internal else _end_users(item, groups, named, government, end_use)
    if item.group == "E" and (as_china or "D:1" in groups) and internal is None:
        because = "encryption technology goes to no destination in Country Group D:1 under ENC"
        return refused(because, "740.17(b)(2)(iv)")
    if asked.because:
        return refused(asked.because, asked.section)
    section = f"740.17({named[0]})" if named else "740.17(b)"
    found = grant(
        _ENC,
        claim,
        bars,
        section=section,
        because=f"{item.eccn} with an ENC classification held"
        if internal is None
        else f"{item.eccn}: ENC ({named[0]})",
        covers=(*COVERS, *overcome(opened, "ENC")),
        needs=(*asked.needs, *(misused if _cryptanalytic(item) else ()), *further_conditions(opened, "ENC")),
        asks=asked.asks,
        place=named,
    )
    return (*found, *_told(item, named, groups))


def _told(item: Classification, named: str, groups: frozenset[str]) -> tuple[Finding, ...]:
    found = [
        note(
            Effect.OBLIGATION,
            "Keep the ENC classification, and report under 740.17(e) where it applies.",
            "15 CFR 740.17(e)",
        )
    ]
    if not named and not _of_paragraph_b2(item):
        because = "The classification under 740.17 is taken to be under (b)(1) or (b)(3), and to hold as shipped."
        found.append(note(Effect.WARNING, because, "15 CFR 740.17(b)", code="assumption"))
    if item.group == "E" and "ENC_SUPP3" in groups:
        because = "Technology of 5E002 is taken to be for no cryptanalytic item."
        found.append(note(Effect.WARNING, because, "15 CFR 740.17(b)(2)", code="assumption"))
    return tuple(found)


@rule(
    "740.17",
    citation="15 CFR 740.17",
    only_when="encryption_item",
    status="partial",
    effective=[span(None, "2022-03-06", by="81 FR 64669", ended_by="86 FR 58205")],
    doubt="a classification is taken to be of (b)(1) or (3)",
)
def encryption_before(
    encryption_item: Classification | None,
    destination_groups: frozenset[str],
    enc_classified: bool,
    claims: tuple[Claim, ...],
    end_use: str,
    openings: Openings,
    restrictions: Bars,
    treated_as_china: bool,
) -> Findings | None:
    """Encryption commodities, software and technology (ENC)

    Encoded: as since, without the end-use restrictions of (f); Hong Kong as China from 2020-06-30 (740.2(b)).
    Not encoded: as since.
    """
    if encryption_item is None:
        return None
    return _answer(
        encryption_item, destination_groups, enc_classified, claims, end_use, openings, restrictions, (),
        treated_as_china,
    )  # fmt: skip


@rule(
    "740.17",
    citation="15 CFR 740.17",
    only_when="encryption_item",
    status="partial",
    effective=[span("2022-03-07", by="86 FR 58205")],
    doubt="a classification is taken to be of (b)(1) or (3)",
)
def encryption(
    encryption_item: Classification | None,
    destination_groups: frozenset[str],
    enc_classified: bool,
    claims: tuple[Claim, ...],
    end_use: str,
    openings: Openings,
    restrictions: Bars,
) -> Findings | None:
    """Encryption commodities, software and technology (ENC)

    Encoded: items of 5A002, 5A004, 5B002, 5D002 and 5E002 under a classification held
    (`item.enc_classified`), to every destination but Country Groups E:1 and E:2; other technology of
    5E002 not to D:1 either (b)(2)(iv)(B). A claim `ENC` may state the `paragraph` of (b). An item of (b)(2),
    as technology, cryptanalytic items and 5A002.c to .e are in any case, needs `government_end_user: false`
    outside the countries of Supp. No. 3 to Part 740, a cryptanalytic one there too; one of (b)(2)(iii) or
    (iv)(A) goes to these countries only; cryptanalytic items need that no misuse is known (f). Without a
    classification a claim of (a)(1)(i), internal development by companies of Supp. No. 3, or (a)(2), U.S.
    subsidiaries. What Part 746 leaves to it is overcome too.
    Not encoded: (a)(1)(ii), (a)(3) foreign products; less sensitive government end users of (b)(2)(i)(A); the
    thirty days of a pending request; (f) for network tools, which no ECCN tells; the mass market entries
    5A992.c and 5D992.c, which need no exception.
    Doubt: without a claim the classification is taken to be under (b)(1) or (b)(3) and to hold for the item
    as shipped; (f) is dated by 86 FR 58205, known at second hand.
    Conditions:
    paragraph: the paragraph relied on, such as (b)(1), (b)(2) or (a)(2)
    government_end_user: whether an end user is a government end user (b)(2)
    other_technology: 5E002 for no cryptanalytic item, non-standard cryptography or open interface (b)(2)(iv)(B)
    no_unauthorized_use_known: no reason to know of a use against information systems without authorization (f)
    private_sector_end_user: an individual or firm not owned or controlled by a government (a)(1)
    headquartered_in_supplement_3: that end user is headquartered in a country of Supp. No. 3 (a)(1)(i)
    internal_development_or_production: for its internal development or production of new products (a)(1)(i)
    us_subsidiary: to a U.S. subsidiary, or to employees of a U.S. company for internal use (a)(2)
    partner_company_civil_end_user: Russia, Belarus: a civil end user of the companies 746.8(c)(2)(vi) names
    """
    if encryption_item is None:
        return None
    return _answer(
        encryption_item, destination_groups, enc_classified, claims, end_use, openings, restrictions, (_MISUSED,)
    )
