"""15 CFR 734.9(b)-(d) and (f)-(k): direct product rules that turn on the destination or the end use.

The first three stood in 736.2(b)(3) until 87 FR 6022. Each derived fact is `met`, `open` or empty; the rule at
the end of the file tells them.
"""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from licet.law.ccl import Classification
from licet.law.ear.part734_direct_product_scope import Parties, ProductScopes, national_security, route_to
from licet.law.ear.part734_foreign_direct_product import CERTIFICATE, CONSOLIDATED
from licet.law.eccn_lists import in_list
from licet.law.finding import Effect, Finding, Findings, note
from licet.law.rule import derived, rule, span
from licet.terms.dates import end_of
from licet.terms.item import DirectProduct
from licet.terms.party import KNOWN_RECIPIENT_ROLES

_ADVANCED_COMPUTING = "87 FR 62186"


def _both(*verdicts: str) -> str:
    """`met` where all are, empty where one is, otherwise `open`."""
    return "" if "" in verdicts else "open" if "open" in verdicts else "met"


def _verdict(answer: bool | None) -> str:
    return "open" if answer is None else "met" if answer else ""


@derived(citation="15 CFR 734.9(b)", otherwise="", only_when="foreign_abroad")
def fdp_national_security(
    foreign_abroad: bool,
    direct_product: DirectProduct | None,
    classification: Classification | None,
    destination_groups: frozenset[str],
    table_date: dt.date,
) -> str:
    """Country Groups D:1, E:1, E:2; both the item and the technology are controlled for NS."""
    if not foreign_abroad or direct_product is None or classification is None:
        return ""
    if not destination_groups & {"D:1", "E:1", "E:2"}:
        return ""
    made_from = national_security(direct_product, classification.eccn, table_date)
    return _both(_verdict(made_from), _verdict(classification.has_reason("NS")))


@derived(citation="15 CFR 734.9(c)", otherwise="", only_when="direct_product_scopes")
def fdp_9x515(
    direct_product_scopes: ProductScopes, classification: Classification | None, destination_groups: frozenset[str]
) -> str:
    """Country Groups D:5, E:1, E:2; 9x515 items made from 9D515 or 9E515."""
    if classification is None or not destination_groups & {"D:5", "E:1", "E:2"}:
        return ""
    return direct_product_scopes.of("9x515") if classification.is_9x515 else ""


@derived(citation="15 CFR 734.9(d)", otherwise="", only_when="direct_product_scopes")
def fdp_600_series(
    direct_product_scopes: ProductScopes, classification: Classification | None, destination_groups: frozenset[str]
) -> str:
    """Country Groups D:1, D:3 to D:5, E:1, E:2; 600 series items and 0A919 made from 600 series technology."""
    if classification is None or not destination_groups & {"D:1", "D:3", "D:4", "D:5", "E:1", "E:2"}:
        return ""
    military = classification.is_600_series or classification.entry == "0A919"
    return direct_product_scopes.of("600_series") if military else ""


def _goes_to(destination: str, parties: Parties, countries: frozenset[str]) -> bool:
    """Destined there, or known to go into products of a maker established there."""
    return destination in countries or any(
        role in KNOWN_RECIPIENT_ROLES and country in countries for role, country, _ in parties
    )


def _russia_belarus(scopes: ProductScopes, scope: str, item: Classification | None, *, ear99: str) -> str:
    if item is None:
        return ""
    return _both(scopes.of(scope), ear99 if item.eccn.is_ear99 else "met")


@derived(
    name="fdp_russia_belarus",
    citation="15 CFR 734.9(f)",
    effective=[span("2022-02-24", "2022-04-07", by="87 FR 12226")],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_russia_belarus_first(
    direct_product_scopes: ProductScopes, classification: Classification | None, destination: str, parties: Parties
) -> str:
    """Technology and software of Categories 3 to 9; items that are not EAR99."""
    if not _goes_to(destination, parties, frozenset({"RU", "BY"})):
        return ""
    return _russia_belarus(direct_product_scopes, "3_to_9", classification, ear99="")


@derived(
    name="fdp_russia_belarus",
    citation="15 CFR 734.9(f)",
    effective=[span("2022-04-08", "2023-02-23", by="87 FR 22130")],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_russia_belarus_all_categories(
    direct_product_scopes: ProductScopes, classification: Classification | None, destination: str, parties: Parties
) -> str:
    """Technology and software of all Categories."""
    if not _goes_to(destination, parties, frozenset({"RU", "BY"})):
        return ""
    return _russia_belarus(direct_product_scopes, "any", classification, ear99="")


@derived(
    name="fdp_russia_belarus",
    citation="15 CFR 734.9(f)",
    effective=[span("2023-02-24", by="88 FR 12175")],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_russia_belarus(
    direct_product_scopes: ProductScopes, classification: Classification | None, destination: str, parties: Parties
) -> str:
    """EAR99 items of Supp. Nos. 6 and 7 to Part 746 too, which an ECCN does not show."""
    if not _goes_to(destination, parties, frozenset({"RU", "BY"})):
        return ""
    return _russia_belarus(direct_product_scopes, "any", classification, ear99="open")


@derived(
    citation="15 CFR 734.9(g)",
    effective=[span("2022-02-24", by="87 FR 12226")],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_footnote_3(direct_product_scopes: ProductScopes, footnote_reach: frozenset[tuple[int, str]]) -> str:
    """Any item of which a Russian or Belarusian military end user with footnote 3 is a party or recipient."""
    route = route_to(3, footnote_reach)
    if not route:
        return ""
    return _both(direct_product_scopes.of("any"), "open" if route == "open" else "met")


def _iran(scopes: ProductScopes, scope: str, categories: str, item: Classification | None) -> str:
    if item is None:
        return ""
    listed = "open" if item.eccn.is_ear99 else "met" if item.category in categories else "open"
    return _both(scopes.of(scope), listed)


@derived(
    name="fdp_iran", citation="15 CFR 734.9(j)", effective=[span("2023-02-24", "2024-07-22", by="88 FR 12150")],
    otherwise="", only_when="direct_product_scopes",
)  # fmt: skip
def fdp_iran_uav(
    direct_product_scopes: ProductScopes, classification: Classification | None, destination: str, parties: Parties
) -> str:
    """Categories 3 to 5 and 7; Supp. No. 7 to Part 746 is open, being by tariff heading."""
    if not _goes_to(destination, parties, frozenset({"IR"})):
        return ""
    return _iran(direct_product_scopes, "3_4_5_7", "3457", classification)


@derived(
    citation="15 CFR 734.9(j)",
    effective=[span("2024-07-23", by="89 FR 60563")],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_iran(
    direct_product_scopes: ProductScopes, classification: Classification | None, destination: str, parties: Parties
) -> str:
    """Categories 3 to 9, by Public Law 118-50."""
    if not _goes_to(destination, parties, frozenset({"IR"})):
        return ""
    return _iran(direct_product_scopes, "3_to_9", "3456789", classification)


def _advanced_computing(scopes: ProductScopes, item: Classification | None, date: dt.date) -> str:
    if item is None:
        return ""
    return _both(
        scopes.of("advanced_computing"), _verdict(in_list(item.eccn, "fdp_advanced_computing_items", end_of(date)))
    )


_CHINA_MACAU = frozenset({"CN", "MO"})


@derived(
    name="fdp_advanced_computing",
    citation="15 CFR 734.9(h)",
    effective=[span("2022-10-21", "2023-11-16", by=_ADVANCED_COMPUTING)],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_advanced_computing_china(
    direct_product_scopes: ProductScopes,
    classification: Classification | None,
    destination: str,
    destination_groups: frozenset[str],
    parties: Parties,
    table_date: dt.date,
) -> str:
    """For China (with Hong Kong) and Macau."""
    hong_kong = destination == "HK" and "D:5" in destination_groups
    if not hong_kong and not _goes_to(destination, parties, _CHINA_MACAU):
        return ""
    return _advanced_computing(direct_product_scopes, classification, table_date)


@derived(
    name="fdp_advanced_computing",
    citation="15 CFR 734.9(h)",
    effective=[span("2023-11-17", "2025-05-14", by="88 FR 73458")],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_advanced_computing_groups(
    direct_product_scopes: ProductScopes,
    classification: Classification | None,
    destination: str,
    destination_groups: frozenset[str],
    parties: Parties,
    table_date: dt.date,
) -> str:
    """For Country Groups D:1, D:4 and D:5 but A:5 and A:6, and where the maker it goes to is in China or Macau."""
    inside = destination_groups & {"D:1", "D:4", "D:5"} and not destination_groups & {"A:5", "A:6"}
    recipients = any(role in KNOWN_RECIPIENT_ROLES for role, _, _ in parties)
    if not inside and not _goes_to(destination, parties, _CHINA_MACAU):
        # Where the products of a known recipient are destined to is not asked.
        if not recipients:
            return ""
        return "open" if _advanced_computing(direct_product_scopes, classification, table_date) else ""
    return _advanced_computing(direct_product_scopes, classification, table_date)


@derived(
    name="fdp_advanced_computing",
    citation="15 CFR 734.9(h)",
    effective=[span("2025-05-15", by="90 FR 4544")],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_advanced_computing(
    direct_product_scopes: ProductScopes,
    classification: Classification | None,
    destination: str,
    destination_groups: frozenset[str],
    parties: Parties,
    table_date: dt.date,
) -> str:
    """For any destination."""
    return _advanced_computing(direct_product_scopes, classification, table_date)


def _supercomputer(scopes: ProductScopes, end_use: str) -> str:
    return scopes.of("supercomputer") if end_use == "supercomputer" else ""


@derived(
    name="fdp_supercomputer",
    citation="15 CFR 734.9(i)",
    effective=[span("2022-10-21", "2023-11-16", by=_ADVANCED_COMPUTING)],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_supercomputer_china(
    direct_product_scopes: ProductScopes, destination: str, destination_groups: frozenset[str], end_use: str
) -> str:
    """Any item for a supercomputer in China or Macau."""
    hong_kong = destination == "HK" and "D:5" in destination_groups
    return _supercomputer(direct_product_scopes, end_use) if hong_kong or destination in _CHINA_MACAU else ""


@derived(
    citation="15 CFR 734.9(i)",
    effective=[span("2023-11-17", by="88 FR 73458")],
    otherwise="",
    only_when="direct_product_scopes",
)
def fdp_supercomputer(
    direct_product_scopes: ProductScopes, destination: str, destination_groups: frozenset[str], end_use: str
) -> str:
    """Any item for a supercomputer in Macau or Country Group D:5."""
    inside = destination == "MO" or "D:5" in destination_groups
    return _supercomputer(direct_product_scopes, end_use) if inside else ""


@derived(
    citation="15 CFR 734.9(k)",
    effective=[span("2024-12-02", by="89 FR 96790")],
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


PARAGRAPHS = MappingProxyType(
    {
        "fdp_national_security": ("734.9(b)", "a national security direct product for Country Group D:1, E:1 or E:2"),
        "fdp_9x515": ("734.9(c)", "a 9x515 direct product for Country Group D:5, E:1 or E:2"),
        "fdp_600_series": ("734.9(d)", "a 600 series direct product for Country Group D:1, D:3 to D:5, E:1 or E:2"),
        "fdp_russia_belarus": ("734.9(f)", "a direct product destined to Russia or Belarus, or to what is made there"),
        "fdp_footnote_3": ("734.9(g)", "a direct product, and an entity with footnote 3 takes part"),
        "fdp_advanced_computing": ("734.9(h)", "an advanced computing direct product for this destination"),
        "fdp_supercomputer": ("734.9(i)", "a direct product for a supercomputer in this destination"),
        "fdp_iran": ("734.9(j)", "a direct product destined to Iran, or to what is made there"),
        "fdp_sme": ("734.9(k)", "semiconductor manufacturing equipment, a direct product, for Macau or D:5"),
    }
)


def told(basis: str, verdict: str, section: str) -> Finding | None:
    """The finding of one of these direct product rules: subject, a question, or nothing."""
    if not verdict:
        return None
    paragraph, what = PARAGRAPHS[basis]
    cited = section or f"15 CFR {paragraph}"
    if verdict == "open":
        because = f"The item may be subject to the EAR as {what}: state its exact ECCN and production; {CERTIFICATE}."
        return note(Effect.QUESTION, because, cited, code="item.direct_product")
    return note(Effect.SUBJECT, f"Foreign-made, and {what}.", "15 CFR 734.3(a)(4)", cited)


def _all(section: str, **verdicts: str) -> Findings | None:
    found = tuple(told(basis, verdict, section) for basis, verdict in verdicts.items())
    return tuple(each for each in found if each is not None) or None


@rule("736.2(b)(3) direct products", citation="15 CFR 736.2(b)(3)", effective=[span(None, "2022-02-02")])
def general_prohibition_three(fdp_national_security: str, fdp_9x515: str, fdp_600_series: str) -> Findings | None:
    """Direct products by destination, before 734.9.

    Encoded: the national security, 9x515 and 600 series rules.
    Not encoded: which technology needs a written assurance; NS-controlled technology is taken to.
    """
    return _all(
        "15 CFR 736.2(b)(3)",
        fdp_national_security=fdp_national_security,
        fdp_9x515=fdp_9x515,
        fdp_600_series=fdp_600_series,
    )


@rule("734.9(b)-(d)", citation="15 CFR 734.9", effective=[span("2022-02-03", by=CONSOLIDATED)])
def by_country_group(fdp_national_security: str, fdp_9x515: str, fdp_600_series: str) -> Findings | None:
    """Direct products by destination.

    Encoded: the national security, 9x515 and 600 series rules.
    Not encoded: which technology needs a written assurance; NS-controlled technology is taken to.
    """
    return _all("", fdp_national_security=fdp_national_security, fdp_9x515=fdp_9x515, fdp_600_series=fdp_600_series)


@rule(
    "734.9(f), (g), (j)",
    citation="15 CFR 734.9",
    effective=[span("2022-02-24", by="87 FR 12226")],
    doubt="EAR99 items named by tariff heading are a question; the dates of (f) are known at second hand",
)
def russia_belarus_iran(fdp_russia_belarus: str, fdp_footnote_3: str, fdp_iran: str) -> Findings | None:
    """Direct products for Russia, Belarus, Iran, and entities with footnote 3.

    Encoded: technology and software by Category as of the day; items destined there, or known to go into products
    of a maker there; footnote 3 by party and by recipient, EAR99 items included.
    Not encoded: occupied regions of Ukraine; the Government of Iran as a party (734.9(j)(3)).
    """
    return _all("", fdp_russia_belarus=fdp_russia_belarus, fdp_footnote_3=fdp_footnote_3, fdp_iran=fdp_iran)


@rule(
    "734.9(h)",
    citation="15 CFR 734.9(h)",
    effective=[span("2022-10-21", by=_ADVANCED_COMPUTING)],
    doubt="the reach to every destination from 2025-05-15 stands in the text; BIS said it would not enforce it",
)
def advanced_computing(fdp_advanced_computing: str) -> Findings | None:
    """Advanced computing direct products.

    Encoded: the items and the technology named; China and Macau, then Country Groups D:1, D:4 and D:5 but A:5 and
    A:6, then every destination.
    Not encoded: technology developed by an entity headquartered in China or Macau (734.9(h)(2)(ii)).
    """
    return _all("", fdp_advanced_computing=fdp_advanced_computing)


@rule("734.9(i)", citation="15 CFR 734.9(i)", effective=[span("2022-10-21", by=_ADVANCED_COMPUTING)])
def supercomputers(fdp_supercomputer: str) -> Findings | None:
    """Direct products for supercomputers.

    Encoded: any item, by the stated end use; China and Macau, then Macau and Country Group D:5.
    Not encoded: parts for equipment that will be used in a supercomputer, where the end use does not say so.
    """
    return _all("", fdp_supercomputer=fdp_supercomputer)


@rule("734.9(k)", citation="15 CFR 734.9(k)", effective=[span("2024-12-02", by="89 FR 96790")])
def manufacturing_equipment(fdp_sme: str) -> Findings | None:
    """Semiconductor manufacturing equipment.

    Encoded: the commodities named, destined to Macau or Country Group D:5.
    Not encoded: the limb for commodities that hold an integrated circuit of such a plant: a question instead.
    """
    return _all("", fdp_sme=fdp_sme)
