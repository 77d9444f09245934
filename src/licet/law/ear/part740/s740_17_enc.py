"""740.17: encryption commodities, software and technology (ENC)."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part740.exception import claimed, exception
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


@rule("740.17", citation="15 CFR 740.17", doubt="which paragraph of (b) the classification is under is not a fact")
def encryption(
    classification: Classification | None,
    destination_groups: frozenset[str],
    enc_classified: bool,
    claims: tuple[Claim, ...],
    end_use: str,
) -> Findings | None:
    """Encryption items under a classification held.

    Encoded: `item.enc_classified` claims it; every destination but Country Groups E:1 and E:2; technology
    of 5E002 not to D:1 either (740.17(b)(2)(iv)(B)). A claim `ENC` may state `paragraph` (`b1`, `b2`,
    `b3`) and `government_end_user`: a (b)(2) item to a government end user outside Supp. No. 3 is refused.
    Not encoded: (a)(1) private sector development in Supp. No. 3 countries, (a)(2) U.S. subsidiaries,
    mass market classification of 5A992.c and 5D992.c, which need no exception.
    Doubt: an ENC classification is taken to hold for the stated item; its paragraph is not a fact.
    """
    claim = claimed(claims, "ENC")
    if not enc_classified or classification is None or classification.entry not in ITEMS:
        return None
    if destination_groups & {"E:1", "E:2"}:
        return (note(Effect.CONSIDERED, "ENC never reaches Country Group E:1 or E:2", "15 CFR 740.17(a)"),)
    if end_use in ("military", "military_intelligence"):
        return (note(Effect.CONSIDERED, "a military end use is not shown to be within ENC", "15 CFR 740.17(b)"),)
    if classification.group == "E" and "D:1" in destination_groups:
        because = "encryption technology goes to no destination in Country Group D:1 under ENC"
        return (note(Effect.CONSIDERED, because, "15 CFR 740.17(b)(2)(iv)"),)
    restricted = claim is not None and claim.states("paragraph") == "b2" and "ENC_SUPP3" not in destination_groups
    if restricted and claim is not None and claim.states("government_end_user") is not False:
        because = "a (b)(2) item outside Supp. No. 3 countries needs government_end_user: false"
        return (note(Effect.CONSIDERED, because, "15 CFR 740.17(b)(2)"),)
    return (
        authorize(f"{classification.eccn} with an ENC classification held", covers=COVERS, authority=_ENC),
        note(Effect.OBLIGATION, "keep the ENC classification and report under 740.17(e) where it applies"),
    )
