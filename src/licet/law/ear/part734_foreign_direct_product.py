"""15 CFR 734.9(e): the Entity List direct product rules, with the law before 2022-02-03.

Until then General Prohibition Three (736.2(b)(3)) and footnote 1 of Supp. No. 4 to Part 744 stated them.
Footnote 1 came with 85 FR 29849 for items that a listed entity produced or developed, and took any item
from 85 FR 51596 on. The license requirements are in `part744/s744_11_footnotes.py`.
"""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from licet.law.ccl import Classification
from licet.law.ear.part734_direct_product_scope import ProductScopes, route_to
from licet.law.eccn_lists import in_list
from licet.law.finding import Effect, Finding, note
from licet.law.rule import derived, rule, span
from licet.terms.dates import end_of

FOOTNOTE_1_FIRST = "85 FR 29849"
FOOTNOTE_1_ANY_ITEM = "85 FR 51596"
CONSOLIDATED = "87 FR 6022"
SUPPLEMENT_4_FOOTNOTE_1 = "15 CFR Part 744 Supp. No. 4 footnote 1"
CERTIFICATE = "ask the producer for the certification of Supp. No. 1 to Part 734"


def _entity_rule(footnote: int, scope: str, reach: frozenset[tuple[int, str]]) -> str:
    """How far an Entity List rule reaches: a route, `open`, or empty."""
    route = route_to(footnote, reach)
    if not scope or not route:
        return ""
    return "open" if scope == "open" else route


@derived(
    name="fdp_footnote_1",
    citation=SUPPLEMENT_4_FOOTNOTE_1,
    effective=[span("2020-05-15", "2020-08-16", by=FOOTNOTE_1_FIRST)],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_footnote_1_designed(direct_product_scopes: ProductScopes, footnote_reach: frozenset[tuple[int, str]]) -> str:
    """Items produced or developed by a footnote 1 entity and destined to one."""
    if not direct_product_scopes.designed:
        return ""
    route = _entity_rule(1, direct_product_scopes.of("footnote1"), footnote_reach)
    # Whether goods of another maker that hold the item are "destined to" the entity was settled in August only.
    return route if route in ("", "party") else "open"


@derived(
    name="fdp_footnote_1",
    citation="15 CFR 734.9(e)(1)",
    effective=[span("2020-08-17", by=FOOTNOTE_1_ANY_ITEM)],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_footnote_1_any_item(direct_product_scopes: ProductScopes, footnote_reach: frozenset[tuple[int, str]]) -> str:
    """Any item: a footnote 1 entity is a party, or its products will hold the item or be made with it."""
    return _entity_rule(1, direct_product_scopes.of("footnote1"), footnote_reach)


@derived(
    citation="15 CFR 734.9(e)(2)",
    effective=[span("2022-10-21", by="87 FR 62186")],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_footnote_4(direct_product_scopes: ProductScopes, footnote_reach: frozenset[tuple[int, str]]) -> str:
    """The same for footnote 4, with 5D002 and 5E002 in the product scope."""
    return _entity_rule(4, direct_product_scopes.of("footnote4"), footnote_reach)


@derived(
    citation="15 CFR 734.9(e)(3)",
    effective=[span("2024-12-02", by="89 FR 96790")],
    otherwise="",
    only_when="foreign_abroad",
)
def fdp_footnote_5(
    direct_product_scopes: ProductScopes,
    footnote_reach: frozenset[tuple[int, str]],
    foreign_abroad: bool,
    classification: Classification | None,
    destination: str,
    destination_groups: frozenset[str],
    end_use: str,
    table_date: dt.date,
) -> str:
    """Manufacturing equipment for a footnote 5 entity or a facility for advanced-node integrated circuits."""
    if not foreign_abroad or classification is None:
        return ""
    listed = in_list(classification.eccn, "fdp_footnote5_items", end_of(table_date))
    route = route_to(5, footnote_reach)
    if route == "producer":  # (ii)(A) speaks of what is built into its products, not of what makes them
        route = "recipient" if (5, "recipient") in footnote_reach else "open"
    if route in ("", "open") and end_use == "advanced_node_ic" and (destination == "MO" or "D:5" in destination_groups):
        route = "facility"
    if listed is False or not route:
        return ""
    # That the equipment holds an integrated circuit of such a plant is enough, and is not asked for: open.
    return route if listed and direct_product_scopes.of("footnote5") == "met" else "open"


_WORDS = MappingProxyType(
    {
        "party": "an entity with footnote {number} is a party to the transaction",
        "producer": "it will be used to produce what an entity with footnote {number} makes, buys or orders",
        "recipient": "it will go into what an entity with footnote {number} makes, buys or orders",
        "facility": "it is for a facility that makes advanced-node integrated circuits",
    }
)


def _finding(number: int, route: str, *citations: str) -> Finding | None:
    if not route:
        return None
    if route == "open":
        because = (
            f"The item may be subject to the EAR as a direct product, since an entity with footnote {number} takes "
            "part: state what it and its plant are the direct product of, its exact ECCN, and what that entity does "
            f"in the transaction; {CERTIFICATE}."
        )
        return note(Effect.QUESTION, because, *citations, code="item.direct_product")
    words = _WORDS[route].format(number=number)
    because = f"Foreign-made, a direct product of listed technology or software or of such a plant, and {words}."
    return note(Effect.SUBJECT, because, *citations)


@rule(
    "736.2(b)(3)",
    citation="15 CFR 736.2(b)(3)",
    effective=[span("2020-05-15", "2022-02-02", by=FOOTNOTE_1_FIRST)],
    doubt="until 2020-08-16 the words 'destined to' leave goods of other makers open",
)
def footnote_1_before_consolidation(fdp_footnote_1: str) -> Finding | None:
    """Footnote 1 direct products, before 734.9.

    Encoded: from 2020-05-15 items that a footnote 1 entity produced or developed, destined to one: surely where it
    is the consignee or end user, a question in other roles; from 2020-08-17 any item, where such an entity is a
    party or its products will hold the item or be made with it.
    Not encoded: whether the technology was of US origin or only subject to the EAR.
    """
    return _finding(1, fdp_footnote_1, "15 CFR 734.3(a)(4)", "15 CFR 736.2(b)(3)", SUPPLEMENT_4_FOOTNOTE_1)


@rule("734.9(e)(1)", citation="15 CFR 734.9(e)(1)", effective=[span("2022-02-03", by=CONSOLIDATED)])
def footnote_1(fdp_footnote_1: str) -> Finding | None:
    """Footnote 1 direct products.

    Encoded: the product scope by direct product or by plant, and the end-user scope with knowledge: a footnote 1
    entity is a party, or its products will hold the item or be made with it. A named party is known.
    Not encoded: the difference between technology of US origin and technology subject to the EAR.
    Doubt: 3D901, 3E901 and the like are in the product scope from 2024-12-02 at second hand only.
    """
    return _finding(1, fdp_footnote_1, "15 CFR 734.3(a)(4)", "15 CFR 734.9(e)(1)")


@rule("734.9(e)(2)", citation="15 CFR 734.9(e)(2)", effective=[span("2022-10-21", by="87 FR 62186")])
def footnote_4(fdp_footnote_4: str) -> Finding | None:
    """Footnote 4 direct products.

    Encoded: as for footnote 1, with 5D002 and 5E002.
    """
    return _finding(4, fdp_footnote_4, "15 CFR 734.3(a)(4)", "15 CFR 734.9(e)(2)")


@rule(
    "734.9(e)(3)",
    citation="15 CFR 734.9(e)(3)",
    effective=[span("2024-12-02", by="89 FR 96790")],
    doubt="the lists of technology of (e)(3)(i) are known at second hand",
)
def footnote_5(fdp_footnote_5: str) -> Finding | None:
    """Footnote 5 and advanced-node direct products.

    Encoded: the commodities named, for a footnote 5 entity or an advanced-node facility in Macau or D:5: as a
    party, or for what is built into its products; equipment that only makes its products is a question.
    Not encoded: the limb for commodities that hold an integrated circuit of such a plant: a question instead;
    a notice of BIS under (a)(3).
    """
    return _finding(5, fdp_footnote_5, "15 CFR 734.3(a)(4)", "15 CFR 734.9(e)(3)")
