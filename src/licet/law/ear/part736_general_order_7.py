"""General Order No. 7, Supplement No. 1 to Part 736: the general license of the Affiliates rule."""

from __future__ import annotations

from licet.law.ear.part744.s744_11_entity_list import ENTITY_LIST
from licet.law.ear.part744.supp8_ownership import MILITARY_END_USERS
from licet.law.finding import Authority, Effect, Finding, Findings, authorize, note
from licet.law.rule import rule, span
from licet.terms.standing import Basis, Standing

CITATION = "15 CFR Part 736 Supp. No. 1"
PARAGRAPH = f"{CITATION} (g)"
RULE = "90 FR 47201"
_OWNER_LISTS = ENTITY_LIST | MILITARY_END_USERS
_PLACES = frozenset({"A:5", "A:6"})
# (g)(2): "the license requirements described in 744.11 and 744.21"; 744.8 is not among them.
_COVERS = (
    "744.11",
    "744.11(a)(1)",
    "744.11(a)(2)(i)",
    "744.11(a)(2)(iv)",
    "744.11(a)(2)(v)",
    "744.21",
)

# The paragraph runs to 2025-12-01; the rule that made it was suspended on 2025-11-10.
_SPAN = span("2025-09-29", "2025-11-09", by=RULE, ended_by="90 FR 50857")


@rule("736 General Order No. 7", citation=PARAGRAPH, effective=[_SPAN], status="partial")
def general_order_7(standing: Standing, destination_groups: frozenset[str]) -> Findings | Finding | None:
    """General license for unlisted affiliates in Country Groups A:5 and A:6

    Encoded: (g)(1)(i): exports to destinations in A:5 or A:6 where a party is an unlisted foreign
    affiliate owned 50 percent or more by entities of the Entity List or the Military End-User List.
    It lifts that affiliate's requirements of 744.11 and 744.21, nothing else: an owner under 744.8
    stays in the way. Records under Part 762.
    Not encoded: (g)(1)(ii), joint ventures with a company seated in the United States, A:5 or A:6: no
    fact states that.
    """
    if standing.basis is not Basis.OWNED or not standing.in_force or standing.list not in _OWNER_LISTS:
        return None
    if not destination_groups & _PLACES:
        because = "The general license for unlisted affiliates is for destinations in Country Groups A:5 and A:6."
        return note(Effect.CONSIDERED, because, PARAGRAPH, RULE)
    authority = Authority(
        kind="general_license",
        id="GO7",
        title="General Order No. 7: non-listed foreign affiliates of listed entities",
        citation=PARAGRAPH,
        valid_from="2025-09-29",
        valid_until="2025-12-01",
        conditions=("the affiliate is not itself listed", "the destination is in Country Group A:5 or A:6"),
    )
    because = "General Order No. 7 covers unlisted affiliates of listed entities in Country Groups A:5 and A:6."
    return (
        authorize(because, PARAGRAPH, RULE, covers=_COVERS, authority=authority),
        note(
            Effect.OBLIGATION, "Keep the records of the transaction (Part 762).", f"{CITATION} (g)(4)", "15 CFR 762.6"
        ),
    )
