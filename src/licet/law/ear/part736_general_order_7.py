"""General Order No. 7, Supplement No. 1 to Part 736: the general license of the Affiliates rule."""

from __future__ import annotations

import datetime as dt

from licet.law.country_groups import groups
from licet.law.ear.part734_direct_product_scope import Parties, only_affiliates
from licet.law.ear.part744.s744_11_entity_list import ENTITY_LIST
from licet.law.ear.part744.supp8_ownership import MILITARY_END_USERS
from licet.law.finding import Authority, Effect, Finding, Findings, authorize, note
from licet.law.rule import derived, rule, span
from licet.terms.dates import end_of
from licet.terms.standing import Basis, Standing

CITATION = "15 CFR Part 736 Supp. No. 1"
PARAGRAPH = f"{CITATION} (g)"
RULE = "90 FR 47201"
_OWNER_LISTS = ENTITY_LIST | MILITARY_END_USERS
_PLACES = frozenset({"A:5", "A:6"})
_EMBARGOED = frozenset({"E:1", "E:2"})
# (g)(2): "the license requirements described in 744.11 and 744.21"; 744.8 is not among them.
_COVERS = ("744.11", "744.11(a)(1)", "744.21")
# 744.11(a)(2)(i), (iv) and (v); footnote 3 sends to 746.8.
_BY_FOOTNOTE = ((1, "744.11(a)(2)(i)"), (4, "744.11(a)(2)(iv)"), (5, "744.11(a)(2)(v)"))

# The paragraph runs to 2025-12-01; the rule that made it was suspended on 2025-11-10.
_SPAN = span("2025-09-29", "2025-11-09", by=RULE, ended_by="90 FR 50857")


def _license(destination: str) -> Authority:
    return Authority(
        kind="general_license",
        id="GO7",
        title="General Order No. 7: non-listed foreign affiliates of listed entities",
        citation=PARAGRAPH,
        valid_from="2025-09-29",
        valid_until="2025-12-01",
        conditions=("the affiliate is not itself listed", destination),
    )


_IN_A5_A6 = "the destination is in Country Group A:5 or A:6"
_JOINT_VENTURE = (
    "the affiliate is a joint venture with an unlisted entity headquartered in the United States or Country Group A:5"
    " or A:6, and the destination is not in E:1 or E:2"
)


def _qualifies(standing: Standing, date: dt.date) -> bool:
    return any(country == "US" or groups(country, end_of(date)) & _PLACES for country in standing.partners)


@derived(citation=f"{PARAGRAPH}(1)(ii)(B)", effective=[_SPAN], otherwise=False)
def joint_venture_partner(standing: Standing, table_date: dt.date) -> bool:
    """Whether an unlisted owner of the affiliate is of the United States or Country Group A:5 or A:6."""
    return standing.basis is Basis.OWNED and _qualifies(standing, table_date)


def _records() -> Finding:
    because = "Keep the records of the transaction (Part 762)."
    return note(Effect.OBLIGATION, because, f"{CITATION} (g)(4)", "15 CFR 762.6")


def _joint_venture_question() -> Finding:
    because = (
        "An unlisted owner of {party} is of the United States or Country Group A:5 or A:6: is {party} a joint venture"
        " with it, and is it headquartered there? Then General Order No. 7 covers the transaction."
    )
    return note(Effect.QUESTION, because, f"{PARAGRAPH}(1)(ii)", RULE, code="parties[].owners")


@rule("736 General Order No. 7", citation=PARAGRAPH, effective=[_SPAN], status="partial")
def general_order_7(
    standing: Standing, destination_groups: frozenset[str], joint_venture_partner: bool
) -> Findings | None:
    """General license for unlisted affiliates in Country Groups A:5 and A:6, and for joint ventures

    Encoded: (g)(1)(i): exports to destinations in A:5 or A:6 where a party is an unlisted foreign
    affiliate owned 50 percent or more by entities of the Entity List or the Military End-User List;
    (g)(1)(ii): to any destination but E:1 and E:2 where an unlisted owner of it, as stated, is of the
    United States, A:5 or A:6: covered, with the question whether it is a joint venture with that owner.
    It lifts that affiliate's requirements of 744.11 and 744.21, nothing else: an owner under 744.8
    stays in the way. Records under Part 762.
    Not encoded: where an owner is headquartered; its country is where it is established.
    """
    if standing.basis is not Basis.OWNED or not standing.in_force or standing.list not in _OWNER_LISTS:
        return None
    if destination_groups & _PLACES:
        because = "General Order No. 7 covers unlisted affiliates of listed entities in Country Groups A:5 and A:6."
        return authorize(because, PARAGRAPH, RULE, covers=_COVERS, authority=_license(_IN_A5_A6)), _records()
    if joint_venture_partner and not destination_groups & _EMBARGOED:
        because = "General Order No. 7 covers unlisted affiliates that are joint ventures with such companies."
        covered = authorize(because, PARAGRAPH, RULE, covers=_COVERS, authority=_license(_JOINT_VENTURE))
        return covered, _joint_venture_question(), _records()
    because = (
        "The general license for unlisted affiliates is for destinations in Country Groups A:5 and A:6, and for joint"
        " ventures with unlisted companies of the United States, A:5 or A:6, to other places than E:1 and E:2."
    )
    return (note(Effect.CONSIDERED, because, PARAGRAPH, RULE),)


@rule("736 General Order No. 7 direct products", citation=PARAGRAPH, effective=[_SPAN], only_when="parties")
def general_order_7_direct_products(
    parties: Parties, destination_groups: frozenset[str], table_date: dt.date
) -> Findings | None:
    """The same for direct products of the footnotes that an affiliate inherits

    Encoded: the requirements of 744.11(a)(2) for footnotes 1, 4 and 5 are lifted where only unlisted
    affiliates bring the footnote into the transaction, as parties, on the terms of the general license.
    Not encoded: footnote 3, whose requirement is that of 746.8.
    """
    by_footnote = {key: only_affiliates(number, parties, known_recipients=False) for number, key in _BY_FOOTNOTE}
    covers = tuple(key for key, standings in by_footnote.items() if standings)
    if not covers or destination_groups & _EMBARGOED:
        return None
    if destination_groups & _PLACES:
        because = "General Order No. 7 covers direct products of a footnote that only unlisted affiliates inherit."
        return (authorize(because, PARAGRAPH, RULE, covers=covers, authority=_license(_IN_A5_A6)),)
    if all(_qualifies(standing, table_date) for key in covers for standing in by_footnote[key]):
        because = "General Order No. 7 covers such direct products for joint ventures; whether it is one is asked."
        return (authorize(because, PARAGRAPH, RULE, covers=covers, authority=_license(_JOINT_VENTURE)),)
    return None
