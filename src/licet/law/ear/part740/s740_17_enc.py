"""740.17: encryption commodities, software and technology (ENC)."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part740.exception import claimed, exception, paragraph
from licet.law.ear.part740.restriction import Bars, stopped_by
from licet.law.finding import Effect, Findings, authorize, note
from licet.law.rule import derived, rule
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
_TO_OTHERS = frozenset({"b.2", "b.2.i", "b.2.i.a", "b.2.ii", "b.2.iv", "b.2.iv.b"})


def _of_paragraph_b2(item: Classification) -> bool:
    """Whether the ECCN itself says that (b)(2) governs: technology, and cryptanalytic items of 5A004.a."""
    cryptanalytic = item.entry == "5A004" and (not item.eccn.paragraph or item.eccn.paragraph.startswith(".a"))
    return item.group == "E" or cryptanalytic


@derived(citation="15 CFR 740.17")
def encryption_item(classification: Classification | None) -> Classification | None:
    """The item where it is of an entry that ENC is for, otherwise `None`."""
    return classification if classification is not None and classification.entry in ITEMS else None


@rule(
    "740.17",
    citation="15 CFR 740.17",
    only_when="encryption_item",
    status="partial",
    doubt="a classification is taken to be of (b)(1) or (3)",
)
def encryption(
    encryption_item: Classification | None,
    destination_groups: frozenset[str],
    enc_classified: bool,
    claims: tuple[Claim, ...],
    end_use: str,
    restrictions: Bars,
) -> Findings | None:
    """Encryption commodities, software and technology (ENC)

    Encoded: items of 5A002, 5A004, 5B002, 5D002 and 5E002 under a classification held
    (`item.enc_classified`), to every destination but Country Groups E:1 and E:2; other technology of
    5E002 not to D:1 either (b)(2)(iv)(B). A claim `ENC` may state the `paragraph` of (b). An item of (b)(2),
    as technology and 5A004.a are in any case, needs `government_end_user: false` outside the countries of
    Supp. No. 3 to Part 740; one of (b)(2)(iii) or (iv)(A) goes to these countries only.
    Not encoded: (a)(1) private sector development, (a)(2) U.S. subsidiaries, (a)(3) foreign products; less
    sensitive government end users of (b)(2)(i)(A); the thirty days of a pending request; the mass market
    entries 5A992.c and 5D992.c, which need no exception.
    Doubt: without a claim the classification is taken to be under (b)(1) or (b)(3) and to hold for the item
    as shipped; a military end use is not taken to be within ENC.
    Conditions:
    paragraph: the paragraph of (b) the item is classified under, such as (b)(1) or (b)(2)
    government_end_user: whether an end user is a government end user (b)(2)
    hong_kong_license: for Hong Kong: a copy of its license or statement is held (740.2(a)(19))
    """
    if encryption_item is None:
        return None
    claim = claimed(claims, "ENC")
    if not enc_classified:
        if claim is None:
            return None
        because = "License Exception ENC is claimed and no classification is stated to be held (item.enc_classified)."
        return (note(Effect.CONSIDERED, because, "15 CFR 740.17(b)"),)
    if destination_groups & {"E:1", "E:2"}:
        return (note(Effect.CONSIDERED, "ENC never reaches Country Group E:1 or E:2", "15 CFR 740.17"),)
    if end_use in ("military", "military_intelligence"):
        return (note(Effect.CONSIDERED, "a military end use is not shown to be within ENC", "15 CFR 740.17(b)"),)
    named = "" if claim is None else paragraph(claim.states("paragraph"))
    if encryption_item.group == "E" and "D:1" in destination_groups:
        because = "encryption technology goes to no destination in Country Group D:1 under ENC"
        return (note(Effect.CONSIDERED, because, "15 CFR 740.17(b)(2)(iv)"),)
    if "ENC_SUPP3" not in destination_groups and (named.startswith("b.2") or _of_paragraph_b2(encryption_item)):
        if named and named not in _TO_OTHERS:
            because = "the paragraph claimed does not reach destinations outside Supp. No. 3 to Part 740"
            return (note(Effect.CONSIDERED, because, "15 CFR 740.17(b)(2)"),)
        government = None if claim is None else claim.states("government_end_user")
        if government is not False:
            because = (
                "an item of (b)(2) goes to government end users outside Supp. No. 3 to Part 740 under a license only: "
                "state claims[].conditions.government_end_user for ENC"
            )
            return (note(Effect.CONSIDERED, because, "15 CFR 740.17(b)(2)"),)
    stopped = stopped_by(restrictions, "ENC", only_certain=True)
    if stopped is not None:
        return (stopped,)
    return (
        authorize(
            f"{encryption_item.eccn} with an ENC classification held", "15 CFR 740.17(b)", covers=COVERS, authority=_ENC
        ),
        note(
            Effect.OBLIGATION,
            "Keep the ENC classification, and report under 740.17(e) where it applies.",
            "15 CFR 740.17(e)",
        ),
    )
