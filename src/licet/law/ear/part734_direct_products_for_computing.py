"""15 CFR 734.9(h), (i), (k), (l): advanced computing, supercomputers, chip-making equipment, model weights."""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification
from licet.law.ear.part734_direct_product_scope import ProductScopes
from licet.law.ear.part734_direct_products_by_destination import both, told, verdict
from licet.law.eccn_lists import in_list
from licet.law.finding import Effect, Finding, note
from licet.law.rule import derived, rule, span
from licet.terms.dates import end_of
from licet.terms.item import DirectProduct

FIRST = "87 FR 62186"
MACAU = "88 FR 2821"
WIDENED = "88 FR 73458"
WORLDWIDE = "90 FR 4544"
EQUIPMENT = "89 FR 96790"

# Hong Kong has been China to the EAR since before these rules: 85 FR 83769.
_CHINA = frozenset({"CN", "HK"})
_CHINA_MACAU = frozenset({"CN", "HK", "MO"})


@derived(
    citation="15 CFR 734.9(h)(1)",
    effective=[span("2022-10-21", by=FIRST)],
    otherwise="",
    only_when="direct_product_scopes",
)
def advanced_computing_product(
    direct_product_scopes: ProductScopes, classification: Classification | None, table_date: dt.date
) -> str:
    """The product scope: technology, software or plant, and the item, as of the day."""
    if classification is None:
        return ""
    listed = in_list(classification.eccn, "fdp_advanced_computing_items", end_of(table_date))
    return both(direct_product_scopes.of("advanced_computing"), verdict(listed))


@derived(
    name="fdp_advanced_computing",
    citation="15 CFR 734.9(h)(2)(i)",
    effective=[span("2022-10-21", "2023-01-16", by=FIRST)],
    otherwise="",
    only_when="advanced_computing_product",
)
def fdp_advanced_computing_china(
    advanced_computing_product: str, destination: str, destination_groups: frozenset[str]
) -> str:
    """Destined to China, Hong Kong included."""
    return advanced_computing_product if destination in _CHINA else ""


@derived(
    name="fdp_advanced_computing",
    citation="15 CFR 734.9(h)(2)(i)",
    effective=[span("2023-01-17", "2023-11-16", by=MACAU)],
    otherwise="",
    only_when="advanced_computing_product",
)
def fdp_advanced_computing_macau(
    advanced_computing_product: str, destination: str, destination_groups: frozenset[str]
) -> str:
    """Destined to China or Macau."""
    return advanced_computing_product if destination in _CHINA_MACAU else ""


@derived(
    name="fdp_advanced_computing",
    citation="15 CFR 734.9(h)(2)(i)",
    effective=[span("2023-11-17", "2025-05-14", by=WIDENED)],
    otherwise="",
    only_when="advanced_computing_product",
)
def fdp_advanced_computing_groups(
    advanced_computing_product: str, destination: str, destination_groups: frozenset[str]
) -> str:
    """Destined to Macau or Country Groups D:1, D:4 and D:5, but those also in A:5 or A:6."""
    inside = destination_groups & {"D:1", "D:4", "D:5"} and not destination_groups & {"A:5", "A:6"}
    return advanced_computing_product if inside or destination in _CHINA_MACAU else ""


@derived(
    citation="15 CFR 734.9(h)(2)(i)",
    effective=[span("2025-05-15", by=WORLDWIDE)],
    otherwise="",
    only_when="advanced_computing_product",
)
def fdp_advanced_computing(
    advanced_computing_product: str, destination: str, destination_groups: frozenset[str]
) -> str:
    """Destined to any place."""
    return advanced_computing_product


def _supercomputer(scopes: ProductScopes, end_use: str, *, inside: bool) -> str:
    return scopes.of("supercomputer") if end_use == "supercomputer" and inside else ""


@derived(
    name="fdp_supercomputer",
    citation="15 CFR 734.9(i)",
    effective=[span("2022-10-21", "2023-01-16", by=FIRST)],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_supercomputer_china(
    direct_product_scopes: ProductScopes, destination: str, destination_groups: frozenset[str], end_use: str
) -> str:
    """Any item for a supercomputer in China."""
    return _supercomputer(direct_product_scopes, end_use, inside=destination in _CHINA)


@derived(
    name="fdp_supercomputer",
    citation="15 CFR 734.9(i)",
    effective=[span("2023-01-17", "2023-11-16", by=MACAU)],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_supercomputer_macau(
    direct_product_scopes: ProductScopes, destination: str, destination_groups: frozenset[str], end_use: str
) -> str:
    """Any item for a supercomputer in China or Macau."""
    return _supercomputer(direct_product_scopes, end_use, inside=destination in _CHINA_MACAU)


@derived(
    citation="15 CFR 734.9(i)",
    effective=[span("2023-11-17", by=WIDENED)],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_supercomputer(
    direct_product_scopes: ProductScopes, destination: str, destination_groups: frozenset[str], end_use: str
) -> str:
    """Any item for a supercomputer in China or Macau; open for the rest of Country Group D:5."""
    if destination in _CHINA_MACAU:
        return _supercomputer(direct_product_scopes, end_use, inside=True)
    return "open" if _supercomputer(direct_product_scopes, end_use, inside="D:5" in destination_groups) else ""


@derived(
    citation="15 CFR 734.9(k)",
    effective=[span("2024-12-02", by=EQUIPMENT)],
    otherwise="",
    only_when="foreign_abroad",
)
def fdp_sme(
    direct_product_scopes: ProductScopes,
    foreign_abroad: bool,
    classification: Classification | None,
    destination: str,
    destination_groups: frozenset[str],
    table_date: dt.date,
) -> str:
    """Manufacturing equipment for Macau or Country Group D:5."""
    if not foreign_abroad or classification is None or not (destination == "MO" or "D:5" in destination_groups):
        return ""
    listed = in_list(classification.eccn, "fdp_sme_items", end_of(table_date))
    if listed is False:
        return ""
    # That the equipment holds an integrated circuit of such a plant is enough, and is not asked for: open.
    return "met" if listed and direct_product_scopes.of("sme") == "met" else "open"


@derived(
    citation="15 CFR 734.9(l)",
    effective=[span("2025-05-15", by=WORLDWIDE)],
    otherwise="",
    only_when="foreign_abroad",
)
def fdp_model_weights(
    foreign_abroad: bool, direct_product: DirectProduct | None, classification: Classification | None
) -> str:
    """Model weights of 4E091 that come from a plant made with technology or software of the United States."""
    if not foreign_abroad or direct_product is None or classification is None or classification.entry != "4E091":
        return ""
    # By plant only. Which technology and software count was read at second hand, without their ECCNs.
    return "open" if direct_product.plant else ""


@rule(
    "734.9(h)",
    effective=[span("2022-10-21", by=FIRST)],
    doubt="the reach to every destination from 2025-05-15 stands in the text; BIS said it would not enforce it",
)
def advanced_computing(fdp_advanced_computing: str) -> Finding | None:
    """Advanced computing direct products.

    Encoded: the items and the technology named; destined to China, since 2023-01-17 to Macau, since 2023-11-17 to
    Country Groups D:1, D:4 and D:5 but A:5 and A:6, since 2025-05-15 to every destination. Until 2023-11-16 also
    circuits, computers and the like of other entries that meet the parameters of 3A090 or 4A090: a question, since
    their ECCNs do not show it. Items that go into products for these places are asked about.
    """
    return told("fdp_advanced_computing", fdp_advanced_computing)


@rule(
    "734.9(h)(2)(ii)",
    citation="15 CFR 734.9(h)(2)(ii)",
    effective=[span("2022-10-21", by=FIRST)],
    status="partial",
    only_when="advanced_computing_product",
)
def technology_for_masks_and_wafers(
    advanced_computing_product: str, classification: Classification | None, exporter_country: str, destination: str
) -> Finding | None:
    """Technology of companies headquartered in China for masks, wafers and dies

    Encoded: a question for technology of the product scope that leaves China, Hong Kong or Macau, or a place that
    is not stated, whatever its destination.
    Not encoded: where the company that developed it is headquartered, which no fact states; Country Group D:5
    beside them, since 2023-11-17.
    """
    if classification is None or classification.eccn.group != "E" or not advanced_computing_product:
        return None
    if exporter_country not in _CHINA_MACAU and exporter_country:
        return None
    because = (
        "Technology for making a mask, wafer or die that a company headquartered in China or Macau developed is"
        " subject to the EAR wherever it goes: who developed it, and for what?"
    )
    return note(Effect.QUESTION, because, "15 CFR 734.9(h)(2)(ii)", "15 CFR 742.6(a)(6)", code="item.direct_product")


@rule(
    "734.9(i)",
    effective=[span("2022-10-21", by=FIRST)],
    doubt="whether the reach went to all of Country Group D:5 on 2023-11-17 is told in two ways: a question there",
)
def supercomputers(fdp_supercomputer: str) -> Finding | None:
    """Direct products for supercomputers.

    Encoded: any item, by the stated end use; a supercomputer in China, since 2023-01-17 in Macau.
    Not encoded: parts for equipment that will be used in a supercomputer, where the end use does not say so.
    """
    return told("fdp_supercomputer", fdp_supercomputer)


@rule("734.9(k)", effective=[span("2024-12-02", by=EQUIPMENT)])
def manufacturing_equipment(fdp_sme: str) -> Finding | None:
    """Semiconductor manufacturing equipment.

    Encoded: the commodities named, destined to Macau or Country Group D:5.
    Not encoded: the limb for commodities that hold an integrated circuit of such a plant: a question instead.
    """
    return told("fdp_sme", fdp_sme)


@rule(
    "734.9(l)",
    effective=[span("2025-05-15", by=WORLDWIDE)],
    status="partial",
    doubt="known at second hand; BIS said on 2025-05-13 that it would not enforce 90 FR 4544",
)
def model_weights(fdp_model_weights: str) -> Finding | None:
    """Artificial intelligence model weights made abroad

    Encoded: a question for items of 4E091 that were not made in a plant said to be no direct product at all.
    Not encoded: which technology and software the plant has to be the direct product of.
    """
    return told("fdp_model_weights", fdp_model_weights)
