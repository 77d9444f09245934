"""740.17: encryption commodities, software and technology (ENC)."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part740.exception import claimed, exception, not_met, paragraph
from licet.law.ear.part740.restriction import Bars, stopped_by
from licet.law.finding import Effect, Findings, authorize, note
from licet.law.rule import rule
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


_LESS_SENSITIVE_NEEDED = frozenset({"b.2", "b.2.i", "b.2.ii", "b.2.iv", "b.2.iv.b"})
_SUPP3_ONLY = frozenset({"b.2.iii", "b.2.iv.a"})  # open cryptographic interface; non-standard technology


@rule("740.17", citation="15 CFR 740.17", status="partial", doubt="a classification is taken to be of (b)(1) or (3)")
def encryption(
    classification: Classification | None,
    destination_groups: frozenset[str],
    enc_classified: bool,
    claims: tuple[Claim, ...],
    end_use: str,
    restrictions: Bars,
) -> Findings | None:
    """Encryption commodities, software and technology (ENC)

    Encoded: items of 5A002, 5A004, 5B002, 5D002 and 5E002 under a classification held
    (`item.enc_classified`), to every destination but Country Groups E:1 and E:2; other technology of
    5E002 not to D:1 either (b)(2)(iv)(B). A claim `ENC` may state the `paragraph` of (b): an item of (b)(2)
    outside the countries of Supp. No. 3 to Part 740 then needs `government_end_user: false`; one of
    (b)(2)(iii) or (iv)(A) goes to these countries only.
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
    if not enc_classified or classification is None or classification.entry not in ITEMS:
        return None
    claim = claimed(claims, "ENC")
    if destination_groups & {"E:1", "E:2"}:
        return (note(Effect.CONSIDERED, "ENC never reaches Country Group E:1 or E:2", "15 CFR 740.17"),)
    if end_use in ("military", "military_intelligence"):
        return (note(Effect.CONSIDERED, "a military end use is not shown to be within ENC", "15 CFR 740.17(b)"),)
    in_supp3 = "ENC_SUPP3" in destination_groups
    named = "" if claim is None else paragraph(claim.states("paragraph"))
    if classification.group == "E" and "D:1" in destination_groups:
        because = "encryption technology goes to no destination in Country Group D:1 under ENC"
        return (note(Effect.CONSIDERED, because, "15 CFR 740.17(b)(2)(iv)"),)
    if named.startswith("b.2") and not in_supp3 and claim is not None:
        if named in _SUPP3_ONLY or named not in _LESS_SENSITIVE_NEEDED | {"b.2.i.a"}:
            because = f"{claim.states('paragraph')} is not encoded outside the countries of Supp. No. 3 to Part 740"
            return (note(Effect.CONSIDERED, because, "15 CFR 740.17(b)(2)"),)
        if claim.states("government_end_user") is None:
            return not_met(claim, ("government_end_user",), "740.17(b)(2)")
        if claim.states("government_end_user") is not False:
            because = "an item of (b)(2) to a government end user outside Supp. No. 3 to Part 740 needs a license"
            return (note(Effect.CONSIDERED, because, "15 CFR 740.17(b)(2)"),)
    stopped = stopped_by(restrictions, "ENC", only_certain=True)
    if stopped is not None:
        return (stopped,)
    return (
        authorize(
            f"{classification.eccn} with an ENC classification held", "15 CFR 740.17(b)", covers=COVERS, authority=_ENC
        ),
        note(
            Effect.OBLIGATION,
            "Keep the ENC classification, and report under 740.17(e) where it applies.",
            "15 CFR 740.17(e)",
        ),
    )
