"""15 CFR 734.9(f), (g) and (j): direct products for Russia, Belarus, Iran, and entities with footnote 3.

Product scope and destination are told apart, since the scope also matters to items that go elsewhere and into
products for these countries: `part734_direct_products_by_party`.
"""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part734_direct_product_scope import ProductScopes, route_to
from licet.law.ear.part734_direct_products_by_destination import both, told
from licet.law.finding import Finding
from licet.law.rule import derived, rule, span

RUSSIA = "87 FR 12226"
BELARUS = "87 FR 13048"
ALL_CATEGORIES = "87 FR 22130"
BY_HEADING = "88 FR 12175"
IRAN = "88 FR 12150"
IRAN_BY_STATUTE = "89 FR 60563"


def _russia(scopes: ProductScopes, scope: str, item: Classification | None, *, ear99: str) -> str:
    if item is None:
        return ""
    return both(scopes.of(scope), ear99 if item.eccn.is_ear99 else "met")


@derived(
    name="russia_belarus_product",
    citation="15 CFR 734.9(f)(1)",
    effective=[span("2022-02-24", "2022-04-07", by=RUSSIA)],
    otherwise="",
    only_when="direct_product_scopes",
)
def russia_belarus_product_first(direct_product_scopes: ProductScopes, classification: Classification | None) -> str:
    """Technology and software of Categories 3 to 9; items that are not EAR99."""
    return _russia(direct_product_scopes, "3_to_9", classification, ear99="")


@derived(
    name="russia_belarus_product",
    citation="15 CFR 734.9(f)(1)",
    effective=[span("2022-04-08", "2023-02-23", by=ALL_CATEGORIES)],
    otherwise="",
    only_when="direct_product_scopes",
)
def russia_belarus_product_of_all_categories(
    direct_product_scopes: ProductScopes, classification: Classification | None
) -> str:
    """Technology and software of all Categories."""
    return _russia(direct_product_scopes, "any", classification, ear99="")


@derived(
    citation="15 CFR 734.9(f)(1)",
    effective=[span("2023-02-24", by=BY_HEADING)],
    otherwise="",
    only_when="direct_product_scopes",
)
def russia_belarus_product(direct_product_scopes: ProductScopes, classification: Classification | None) -> str:
    """EAR99 items of Supp. Nos. 6 and 7 to Part 746 too, which an ECCN does not show."""
    return _russia(direct_product_scopes, "any", classification, ear99="open")


@derived(
    name="fdp_russia_belarus",
    citation="15 CFR 734.9(f)(2)",
    effective=[span("2022-02-24", "2022-03-01", by=RUSSIA)],
    otherwise="",
    only_when="russia_belarus_product",
)
def fdp_russia(russia_belarus_product: str, destination: str) -> str:
    """Destined to Russia."""
    return russia_belarus_product if destination == "RU" else ""


@derived(
    citation="15 CFR 734.9(f)(2)",
    effective=[span("2022-03-02", by=BELARUS)],
    otherwise="",
    only_when="russia_belarus_product",
)
def fdp_russia_belarus(russia_belarus_product: str, destination: str) -> str:
    """Destined to Russia or Belarus."""
    return russia_belarus_product if destination in ("RU", "BY") else ""


@derived(
    citation="15 CFR 734.9(g)",
    effective=[span("2022-02-24", by=RUSSIA)],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_footnote_3(direct_product_scopes: ProductScopes, footnote_reach: frozenset[tuple[int, str]]) -> str:
    """Any item of which a Russian or Belarusian military end user with footnote 3 is a party or recipient."""
    route = route_to(3, footnote_reach)
    if not route:
        return ""
    return both(direct_product_scopes.of("any"), "open" if route == "open" else "met")


def _iran(scopes: ProductScopes, scope: str, categories: str, item: Classification | None) -> str:
    if item is None:
        return ""
    listed = "open" if item.eccn.is_ear99 else "met" if item.category in categories else "open"
    return both(scopes.of(scope), listed)


@derived(
    name="iran_product",
    citation="15 CFR 734.9(j)(1)",
    effective=[span("2023-02-24", "2024-07-22", by=IRAN)],
    otherwise="",
    only_when="direct_product_scopes",
)
def iran_product_first(direct_product_scopes: ProductScopes, classification: Classification | None) -> str:
    """Categories 3 to 5 and 7; Supp. No. 7 to Part 746 is open, being by tariff heading."""
    return _iran(direct_product_scopes, "3_4_5_7", "3457", classification)


@derived(
    citation="15 CFR 734.9(j)(1)",
    effective=[span("2024-07-23", by=IRAN_BY_STATUTE)],
    otherwise="",
    only_when="direct_product_scopes",
)
def iran_product(direct_product_scopes: ProductScopes, classification: Classification | None) -> str:
    """Categories 3 to 9, by Public Law 118-50."""
    return _iran(direct_product_scopes, "3_to_9", "3456789", classification)


@derived(
    citation="15 CFR 734.9(j)(2)",
    effective=[span("2023-02-24", by=IRAN)],
    otherwise="",
    only_when="iran_product",
)
def fdp_iran(iran_product: str, destination: str) -> str:
    """Destined to Iran."""
    return iran_product if destination == "IR" else ""


@rule(
    "734.9(f)",
    effective=[span("2022-02-24", by=RUSSIA)],
    doubt="EAR99 items named by tariff heading are a question; the dates of (f) are known at second hand",
)
def russia_and_belarus(fdp_russia_belarus: str) -> Finding | None:
    """Direct products for Russia and Belarus.

    Encoded: technology and software by Category as of the day; items destined to Russia, since 2022-03-02 to
    Belarus. Items for products made there or destined there, and the Crimea region, are asked about.
    Not encoded: Supplements No. 6 and 7 to Part 746, by tariff heading.
    """
    return told("fdp_russia_belarus", fdp_russia_belarus)


@rule("734.9(g)", effective=[span("2022-02-24", by=RUSSIA)])
def footnote_3(fdp_footnote_3: str) -> Finding | None:
    """Direct products in which an entity with footnote 3 takes part.

    Encoded: technology and software of any Category; any item, EAR99 included; the entity is a party, or its
    products will hold the item or be made with it. Since 2024-08-27 procurement entities bear the footnote too.
    """
    return told("fdp_footnote_3", fdp_footnote_3)


@rule(
    "734.9(j)",
    effective=[span("2023-02-24", by=IRAN)],
    doubt="Supplement No. 7 to Part 746 goes by tariff heading: EAR99 items and those of other Categories are asked",
)
def iran(fdp_iran: str) -> Finding | None:
    """Direct products for Iran.

    Encoded: technology, software and items of Categories 3 to 5 and 7, since 2024-07-23 of 3 to 9; items destined
    to Iran. Items for products located there or destined there, and the Government of Iran as a party, are asked.
    """
    return told("fdp_iran", fdp_iran)
