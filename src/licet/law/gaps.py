"""What the law as encoded cannot answer: lists not searched, and provisions without facts to test them.

A provision whose requirement no fact can test, but whose trigger can, is a gap and stands with its
section: 744.5 (`s744_5_maritime_nuclear`), 744.23 in its first days, short supply and the entries of
other agencies (`742 unread`, `734.3(b)(1)`), tariff-listed EAR99 goods (746.5, 746.8, 746.10). Those that
belong to no other module are here.

Stated limits, which no fact can trigger and which therefore block nothing: specific notices from BIS to
one exporter (*is informed*, 744.2(b) to 744.23(b), 744.11(c)); items for foreign vessels and aircraft
(744.7); license exceptions that are not encoded, since they only relieve; licensing policy for persons
sanctioned by statute (744.19), since it moves no requirement.
"""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule, span
from licet.terms.party import Role

_NAMES = (
    ("denied_persons", "Denied Persons List"),
    ("entity_list", "Entity List"),
    ("military_end_user", "Military End-User List"),
    ("sdn", "Specially Designated Nationals of 15 CFR 744.8"),
    ("unverified", "Unverified List"),
)


@rule("744.1 lists", citation="15 CFR 744.1(a)")
def lists_not_searched(lists_missing: frozenset[str], accept_incomplete_lists: bool) -> Finding | None:
    """Lists that the law turns on and that were not searched for the date

    Encoded: not being found on a list clears only where the list was searched, in a history that covers
    the date. A list that was not is a question; a caller may accept that, which is warned of.
    """
    if not lists_missing:
        return None
    named = ", ".join(dict(_NAMES).get(name, name) for name in sorted(lists_missing))
    if accept_incomplete_lists:
        because = f"Not searched in a history that covers the date, and accepted so: {named}."
        return note(Effect.WARNING, because, "15 CFR 744.1(a)", code="lists_incomplete")
    because = f"Not searched in a history that covers the date: {named}."
    return note(Effect.QUESTION, because, "15 CFR 744.1(a)", code="lists")


@rule(
    "744.23(a)(2)(ii)",
    citation="15 CFR 744.23(a)(2)(ii)",
    effective=[span("2022-10-12", by="87 FR 62186")],
    status="not_encoded",
)
def node_unknown(end_use: str, macau_or_d5: bool, classification: Classification | None) -> Finding | None:
    """Category 3 items for making integrated circuits at a facility whose technology node is not known

    Encoded: that an item of Category 3, Product Groups B to E, for a new product or for equipment in Macau
    or Country Group D:5, may be for such a facility.
    Not encoded: the requirement, since no stated end use is the making of circuits of an unknown node.
    """
    if end_use != "new_product" or not macau_or_d5 or classification is None or classification.eccn.is_ear99:
        return None
    if classification.eccn.number[0] != "3" or classification.eccn.number[1] not in "BCDE":
        return None
    because = (
        "Items of Category 3 B to E for making integrated circuits in the destination need a license where it is not"
        " known whether the facility makes advanced-node circuits."
    )
    return note(Effect.GAP, because, "15 CFR 744.23(a)(2)(ii)", "87 FR 62186")


# End uses that the sections of Part 744 reach in some countries only.
_BY_COUNTRY = frozenset(
    {
        "nuclear",
        "missile",
        "military",
        "military_intelligence",
        "supercomputer",
        "advanced_node_ic",
        "semiconductor_manufacturing_equipment",
    }
)


@rule("744 releases", citation="15 CFR 734.13(b)", status="not_encoded")
def release_for_an_end_use(
    activity: str, end_use: str, destination: str, nationality: str, role: Role
) -> Finding | None:
    """Releases for an end use that Part 744 reaches in some countries

    Encoded: a question where technology or source code for such an end use is released to a national of
    another country than the destination, or in the United States.
    Not encoded: the end-use sections by nationality; they are tested for the destination.
    """
    if activity != "deemed_export" or end_use not in _BY_COUNTRY or nationality == destination:
        return None
    if role not in (Role.RECIPIENT, Role.END_USER, Role.ULTIMATE_CONSIGNEE) or (
        not nationality and destination != "US"
    ):
        return None
    because = (
        "A release is an export to the country of {party}'s nationality; Part 744 is tested for the destination only."
    )
    return note(Effect.QUESTION, because, "15 CFR 734.13(b)", "15 CFR 744.1(a)", code="end_use")
