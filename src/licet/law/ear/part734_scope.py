"""15 CFR 734.3: what is subject to the EAR, and on which basis."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.finding import Effect, Finding, Findings, note
from licet.law.rule import derived, rule, span

_FDP_BEFORE = ("15 CFR 736.2(b)(3)",)
_NO_EXPORTS = ("import", "payment", "domestic_sale")  # for which the question does not arise: 734.13


@derived(citation="15 CFR 734.3(a)(4)")
def direct_product_rules(
    fdp_footnote_1: str,
    fdp_footnote_3: str,
    fdp_footnote_4: str,
    fdp_footnote_5: str,
    fdp_national_security: str,
    fdp_9x515: str,
    fdp_600_series: str,
    fdp_russia_belarus: str,
    fdp_iran: str,
    fdp_advanced_computing: str,
    fdp_supercomputer: str,
    fdp_sme: str,
    fdp_model_weights: str,
) -> frozenset[str]:
    """The direct product rules by which the item is surely subject to the EAR."""
    verdicts = {
        "fdp_footnote_1": fdp_footnote_1,
        "fdp_footnote_3": fdp_footnote_3,
        "fdp_footnote_4": fdp_footnote_4,
        "fdp_footnote_5": fdp_footnote_5,
        "fdp_national_security": fdp_national_security,
        "fdp_9x515": fdp_9x515,
        "fdp_600_series": fdp_600_series,
        "fdp_russia_belarus": fdp_russia_belarus,
        "fdp_iran": fdp_iran,
        "fdp_advanced_computing": fdp_advanced_computing,
        "fdp_supercomputer": fdp_supercomputer,
        "fdp_sme": fdp_sme,
        "fdp_model_weights": fdp_model_weights,
    }
    return frozenset(basis for basis, verdict in verdicts.items() if verdict not in ("", "open"))


@derived(citation="15 CFR 734.3(a)")
def jurisdiction(
    item_moves: bool, origin: str, located_in: str, over_de_minimis: str, direct_product_rules: frozenset[str]
) -> frozenset[str]:
    """Every basis on which the item is subject to the EAR; empty where it is not.

    `located_in_us`, `us_origin`, `de_minimis`, and the direct product rules by name (`fdp_footnote_1`, …); what
    734.4(a)(9) alone makes subject counts with `fdp_footnote_5`, as 744.11(a)(2)(v) says of both together.
    """
    if not item_moves:
        return frozenset()
    found = set(direct_product_rules)
    if located_in == "US":
        found.add("located_in_us")
    if origin == "US":
        found.add("us_origin")
    if over_de_minimis:
        found.add(over_de_minimis)
    return frozenset(found)


@rule("734.3(a)(1)", citation="15 CFR 734.3(a)(1)")
def in_the_united_states(activity: str, located_in: str, item_moves: bool) -> Finding | None:
    """Items in the United States.

    Encoded: whatever the origin, items in the United States, a foreign trade zone or in transit included.
    """
    if not item_moves or activity in _NO_EXPORTS or located_in != "US":
        return None
    because = "Subject to the EAR: the item is in the United States."
    return note(Effect.SUBJECT, because, "15 CFR 734.3(a)(1)", "15 CFR 734.3(a)")


@rule("734.3(a)(2)", citation="15 CFR 734.3(a)(2)")
def of_us_origin(activity: str, origin: str, item_moves: bool) -> Finding | None:
    """Items of US origin, wherever located.

    Encoded: the origin alone decides, not the seller's nationality.
    """
    if not item_moves or activity in _NO_EXPORTS or origin != "US":
        return None
    because = "Subject to the EAR: the item is of US origin, wherever it is located and whoever sells it."
    return note(Effect.SUBJECT, because, "15 CFR 734.3(a)(2)", "15 CFR 734.3(a)")


@rule("734.3(b)(1)", citation="15 CFR 734.3(b)(1)")
def other_agencies(classification: Classification | None) -> Finding | None:
    """Items under another agency's jurisdiction

    Encoded: entries whose heading sends the item to the ITAR or the NRC are a gap.
    Not encoded: the regulations of those agencies.
    """
    if classification is None or classification.jurisdiction not in ("ITAR", "NRC"):
        return None
    agency = {"ITAR": "Department of State (22 CFR 120-130)", "NRC": "Nuclear Regulatory Commission (10 CFR 110)"}
    because = f"{classification.eccn} lies with the {agency[classification.jurisdiction]}, whose rules are not encoded."
    return note(Effect.GAP, because, "15 CFR 734.3(b)(1)")


def _untouched(
    foreign_abroad: bool, direct_product_rules: frozenset[str], footnotes: str, citations: tuple[str, ...]
) -> Findings | None:
    if not foreign_abroad or direct_product_rules:
        return None
    because = (
        "No direct product rule surely reaches the foreign-made item: product scope, and destination or end user "
        f"({footnotes}), must both be met."
    )
    return (note(Effect.CONSIDERED, because, *citations),)


@rule("734.9 not met", citation="15 CFR 736.2(b)(3)", effective=[span(None, "2020-05-14")])
def no_direct_product_rule_first(foreign_abroad: bool, direct_product_rules: frozenset[str]) -> Findings | None:
    """Direct product rules that do not reach the item.

    Encoded: told of a foreign-made item that no such rule surely reaches, with what was missing at the time.
    """
    return _untouched(foreign_abroad, direct_product_rules, "no rule for listed entities yet", _FDP_BEFORE)


@rule(
    "734.9 not met",
    citation="15 CFR 736.2(b)(3)",
    effective=[span("2020-05-15", "2020-08-16", by="85 FR 29849")],
)
def no_direct_product_rule_designed(foreign_abroad: bool, direct_product_rules: frozenset[str]) -> Findings | None:
    """Direct product rules that do not reach the item.

    Encoded: told of a foreign-made item that no such rule surely reaches, with what was missing at the time.
    """
    footnotes = "footnote 1 reaches only what a footnote 1 entity produced or developed"
    return _untouched(foreign_abroad, direct_product_rules, footnotes, _FDP_BEFORE)


@rule(
    "734.9 not met",
    citation="15 CFR 736.2(b)(3)",
    effective=[span("2020-08-17", "2022-02-02", by="85 FR 51596")],
)
def no_direct_product_rule_any_item(foreign_abroad: bool, direct_product_rules: frozenset[str]) -> Findings | None:
    """Direct product rules that do not reach the item.

    Encoded: told of a foreign-made item that no such rule surely reaches, with what was missing at the time.
    """
    footnotes = "only entities with footnote 1 bring one about; being on the Entity List does not"
    return _untouched(foreign_abroad, direct_product_rules, footnotes, _FDP_BEFORE)


@rule("734.9 not met", citation="15 CFR 734.9", effective=[span("2022-02-03", by="87 FR 6022")])
def no_direct_product_rule(foreign_abroad: bool, direct_product_rules: frozenset[str]) -> Findings | None:
    """Direct product rules that do not reach the item.

    Encoded: told of a foreign-made item that no such rule surely reaches, with what was missing at the time.
    """
    footnotes = "only entities with a footnote bring one about; being on the Entity List does not"
    return _untouched(foreign_abroad, direct_product_rules, footnotes, ("15 CFR 734.9", "15 CFR 736.2(b)(3)"))
