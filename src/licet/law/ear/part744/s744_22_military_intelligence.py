"""15 CFR 744.22: military-intelligence end uses and end users."""

from __future__ import annotations

from licet.law.ear.part744.s744_11_entity_list import CLARIFIED_PARTY
from licet.law.finding import Effect, Findings, no_exceptions, note, require
from licet.law.rule import derived, rule, span
from licet.terms.outcome import ReviewPolicy
from licet.terms.party import KNOWN_RECIPIENT_ROLES, Role
from licet.terms.standing import Basis, Standing

KEY = "744.22"
BODIES = frozenset({"military_intelligence", "military_intelligence_end_user"})
_CITED = "15 CFR 744.22(a)"
_SINCE = "86 FR 4865"
_DOUBT = "the days on which countries were added are told by the acts' citations; the acts were not read"


# The countries of 744.22(a) beside Country Groups E:1 and E:2, by the rule that added each.
@derived(citation=_CITED, name="military_intelligence_country",
         effective=[span("2021-03-16", "2021-12-08", by=_SINCE)], otherwise=False)  # fmt: skip
def intelligence_countries_first(destination: str, destination_groups: frozenset[str]) -> bool:
    """Whether 744.22 reaches the destination."""
    return destination in ("CN", "HK", "RU", "VE", "MM") or bool(destination_groups & {"E:1", "E:2"})


@derived(citation=_CITED, name="military_intelligence_country",
         effective=[span("2021-12-09", "2022-03-01", by="86 FR 70015")], otherwise=False)  # fmt: skip
def intelligence_countries_cambodia(destination: str, destination_groups: frozenset[str]) -> bool:
    """The same, with Cambodia."""
    return destination in ("CN", "HK", "RU", "VE", "MM", "KH") or bool(destination_groups & {"E:1", "E:2"})


@derived(citation=_CITED, name="military_intelligence_country",
         effective=[span("2022-03-02", by="87 FR 13048")], otherwise=False)  # fmt: skip
def intelligence_countries_belarus(destination: str, destination_groups: frozenset[str]) -> bool:
    """The same, with Belarus."""
    return destination in ("CN", "HK", "RU", "VE", "MM", "KH", "BY") or bool(destination_groups & {"E:1", "E:2"})


def _license(because: str, *citations: str) -> Findings:
    return (
        require(
            because + " Every item subject to the EAR needs a license, reviewed with a presumption of denial.",
            _CITED,
            "15 CFR 744.22(e)",
            *citations,
            policy=ReviewPolicy.PRESUMPTION_OF_DENIAL,
            key=KEY,
        ),
        no_exceptions("Only License Exception GOV in part, which is not encoded.", "15 CFR 744.22(c)", key=KEY),
    )


@rule(KEY, citation=_CITED, effective=[span("2021-03-16", by=_SINCE)], doubt=_DOUBT)
def military_intelligence_end_use(
    end_use: str, military_intelligence_country: bool, item_moves: bool
) -> Findings | None:
    """A license is required for military-intelligence end uses in certain countries

    Encoded: every item subject to the EAR for such an end use in China, Russia, Venezuela, Burma,
    Cambodia (2021-12-09), Belarus (2022-03-02) and Country Groups E:1 and E:2.
    Not encoded: (b), notices to one exporter; License Exception GOV. For other destinations the users
    of (f)(2) are the only ones: see `744.22(f)(2)`.
    Doubt: the acts that added countries were not read.
    """
    if end_use != "military_intelligence" or not item_moves:
        return None
    if not military_intelligence_country:
        because = "Military-intelligence end uses are reached in the countries of 744.22(a) only."
        return (note(Effect.CONSIDERED, because, _CITED),)
    return _license("The item is for a military-intelligence end use.")


@rule("744.22(f)(2)", citation="15 CFR 744.22(f)(2)", effective=[span("2021-03-16", by=_SINCE)])
def military_intelligence_end_user(role: Role, standing: Standing, item_moves: bool) -> Findings | None:
    """A license is required for the military-intelligence end users that the section names

    Encoded: every item subject to the EAR intended for such a body, wherever located: as a party of
    748.5(c)-(f), or where the item is known to be for it. In another role: a question.
    """
    if standing.list not in BODIES or not standing.in_force or not item_moves:
        return None
    if standing.basis not in (Basis.LISTED, Basis.BRANCH):
        return None
    if role in CLARIFIED_PARTY or role in KNOWN_RECIPIENT_ROLES:
        return _license("{party} is a military-intelligence end user named in the section.", "15 CFR 744.22(f)(2)")
    because = "{party} is a military-intelligence end user: whether the item is intended for it decides."
    return (note(Effect.QUESTION, because, _CITED, "15 CFR 744.22(f)(2)", code="role"),)
