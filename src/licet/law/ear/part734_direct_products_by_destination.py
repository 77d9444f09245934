"""15 CFR 734.9(b)-(d): direct product rules that turn on the country group of the destination.

They stood in 736.2(b)(3) until 87 FR 6022. Each derived fact is `met`, `open` or empty; the rules at the end
tell them. `told` says it for the rules of (f) to (l) as well, which have modules of their own.
"""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from licet.law.ccl import Classification
from licet.law.ear.part734_direct_product_scope import ProductScopes, national_security
from licet.law.ear.part734_foreign_direct_product import CERTIFICATE, CONSOLIDATED
from licet.law.finding import Effect, Finding, Findings, note
from licet.law.rule import derived, rule, span
from licet.terms.item import DirectProduct


def both(*verdicts: str) -> str:
    """`met` where all are, empty where one is, otherwise `open`."""
    return "" if "" in verdicts else "open" if "open" in verdicts else "met"


def verdict(answer: bool | None) -> str:
    """`met`, `open` where it is not known, or empty."""
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
    return both(verdict(made_from), verdict(classification.has_reason("NS")))


@derived(citation="15 CFR 734.9(c)", otherwise="", only_when="direct_product_scopes")
def fdp_9x515(
    direct_product_scopes: ProductScopes, classification: Classification | None, destination_groups: frozenset[str]
) -> str:
    """Country Groups D:5, E:1, E:2; 9x515 items made from 9D515 or 9E515, or in a plant made from 9E515."""
    if classification is None or not destination_groups & {"D:5", "E:1", "E:2"}:
        return ""
    return direct_product_scopes.of("9x515") if classification.is_9x515 else ""


@derived(citation="15 CFR 734.9(d)", otherwise="", only_when="direct_product_scopes")
def fdp_600_series(
    direct_product_scopes: ProductScopes, classification: Classification | None, destination_groups: frozenset[str]
) -> str:
    """Country Groups D:1, D:3 to D:5, E:1, E:2; 600 series items, and 0A919 where no plant but the item is the
    direct product of 600 series technology or software.
    """
    if classification is None or not destination_groups & {"D:1", "D:3", "D:4", "D:5", "E:1", "E:2"}:
        return ""
    if classification.is_600_series:
        return direct_product_scopes.of("600_series")
    return direct_product_scopes.of("600_series_item") if classification.entry == "0A919" else ""


PARAGRAPHS = MappingProxyType(
    {
        "fdp_national_security": ("734.9(b)", "a national security direct product for Country Group D:1, E:1 or E:2"),
        "fdp_9x515": ("734.9(c)", "a 9x515 direct product for Country Group D:5, E:1 or E:2"),
        "fdp_600_series": ("734.9(d)", "a 600 series direct product for Country Group D:1, D:3 to D:5, E:1 or E:2"),
        "fdp_russia_belarus": ("734.9(f)", "a direct product destined to Russia or Belarus"),
        "fdp_footnote_3": ("734.9(g)", "a direct product, and an entity with footnote 3 takes part"),
        "fdp_advanced_computing": ("734.9(h)", "an advanced computing direct product for this destination"),
        "fdp_supercomputer": ("734.9(i)", "a direct product for a supercomputer in this destination"),
        "fdp_iran": ("734.9(j)", "a direct product destined to Iran"),
        "fdp_sme": ("734.9(k)", "semiconductor manufacturing equipment, a direct product, for Macau or D:5"),
        "fdp_model_weights": ("734.9(l)", "artificial intelligence model weights, the product of such a plant"),
    }
)


def told(basis: str, reached: str, section: str = "") -> Finding | None:
    """The finding of one of these direct product rules: subject, a question, or nothing.

    `section` is cited in place of the paragraph where the rule stood elsewhere on the day.
    """
    if not reached:
        return None
    paragraph, what = PARAGRAPHS[basis]
    cited = section or f"15 CFR {paragraph}"
    if reached == "open":
        because = f"The item may be subject to the EAR as {what}: state its exact ECCN and production; {CERTIFICATE}."
        return note(Effect.QUESTION, because, cited, code="item.direct_product")
    return note(Effect.SUBJECT, f"Foreign-made, and {what}.", "15 CFR 734.3(a)(4)", cited)


def _all(section: str, **verdicts: str) -> Findings | None:
    found = tuple(told(basis, reached, section) for basis, reached in verdicts.items())
    return tuple(each for each in found if each is not None) or None


@rule("736.2(b)(3) direct products", citation="15 CFR 736.2(b)(3)", effective=[span(None, "2022-02-02")])
def general_prohibition_three(fdp_national_security: str, fdp_9x515: str, fdp_600_series: str) -> Findings | None:
    """Direct products by destination, before 734.9.

    Encoded: the national security, 9x515 and 600 series rules, each with its route by plant, of technology only.
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

    Encoded: the national security, 9x515 and 600 series rules, each with its route by plant: of technology only,
    and for the 600 series without 0A919.
    Not encoded: which technology needs a written assurance; NS-controlled technology is taken to.
    """
    return _all("", fdp_national_security=fdp_national_security, fdp_9x515=fdp_9x515, fdp_600_series=fdp_600_series)
