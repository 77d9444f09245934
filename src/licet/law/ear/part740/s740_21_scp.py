"""740.21: support for the Cuban people (SCP)."""

from __future__ import annotations

from types import MappingProxyType

from licet.law.ear.part740.exception import (
    COMMODITY,
    GOODS,
    SHIPMENTS,
    TECHNOLOGY,
    ClaimedItem,
    ClaimedMove,
    Use,
    claimed,
    exception,
    refused,
    under,
)
from licet.law.ear.part740.restriction import Bars
from licet.law.finding import Findings
from licet.law.rule import rule
from licet.terms.item import Claim

_SCP = exception("SCP", "Support for the Cuban People", "740.21", "within the paragraph relied on")
_CUBA = frozenset({"CU"})
_FOR_A_YEAR = ("removed_within_one_year", "no_order_received", "not_for_lease_or_rental")


def _use(paragraph: str, what: str, *needs: str, kinds: frozenset[str] = GOODS | TECHNOLOGY) -> Use:
    return Use(f"740.21{paragraph}", what, needs, kinds, only_to=_CUBA, covers=(), activities=SHIPMENTS)


USES = MappingProxyType(
    {
        "b.1": _use("(b)(1)", "the Cuban private sector", "private_sector_use", "not_for_the_state"),
        "b.2": _use("(b)(2)", "individuals in Cuba", "sold_directly_to_individuals", "no_ineligible_official"),
        "c.1": _use("(c)(1)", "donations", "donated", "independent_civil_activity", "no_controlled_item_served"),
        "c.2": _use(
            "(c)(2)", "travelers' items", "independent_civil_activity", "travelers_own_field",
            "no_controlled_item_served", "effective_control", "removed_within_two_years",
        ),
        "c.3": _use("(c)(3)", "human rights organizations and the like", "civil_society_recipient"),
        "d.1": _use("(d)(1)", "telecommunications infrastructure", "improves_free_flow", "connects_no_state_user"),
        "d.2": _use("(d)(2)", "news media personnel", "news_media_personnel"),
        "d.3": _use("(d)(3)", "U.S. news bureaus", "us_news_bureau"),
        "d.4": _use("(d)(4)", "development of software", "software_developers", "no_ineligible_official", kinds=GOODS),
        "e.1": _use("(e)(1)", "business presence authorized by OFAC", "presence_authorized_by_ofac"),
        "f.1": _use("(f)(1)", "tools of trade", *_FOR_A_YEAR, "serves_lawful_items", "effective_control", kinds=GOODS),
        "f.2": _use(
            "(f)(2)", "technology as a tool of trade", *_FOR_A_YEAR, "serves_lawful_items", "us_person",
            "security_precautions", kinds=TECHNOLOGY,
        ),
        "f.3": _use(
            "(f)(3)", "kits of replacement parts", *_FOR_A_YEAR, "serves_lawful_items", "effective_control",
            "kit_returned", kinds=COMMODITY,
        ),
        "f.4": _use(
            "(f)(4)", "exhibition and demonstration", *_FOR_A_YEAR, "eligible_audience", "effective_control",
            "at_most_30_days_a_location", kinds=GOODS,
        ),
        "f.5": _use("(f)(5)", "containers", *_FOR_A_YEAR, "necessary_for_shipment", kinds=COMMODITY),
    }
)  # fmt: skip


@rule(
    "740.21",
    citation="15 CFR 740.21",
    only_when="claims",
    status="partial",
    doubt="in force since 2015-01-16 (80 FR 2289); read as of 2026-02-10, earlier wordings were not",
)
def support_for_the_cuban_people(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Support for the Cuban people (SCP)

    Encoded: claimed by `SCP` with the paragraph relied on: (b) to (f), to Cuba, items designated EAR99 or
    controlled for anti-terrorism reasons alone; it overcomes the requirement of 746.2.
    Not encoded: what 31 CFR part 515 asks beside it.
    Conditions:
    paragraph: the paragraph relied on, such as (d)(1)
    private_sector_use: for use by the Cuban private sector for private sector economic activities (b)(1)
    not_for_the_state: neither to generate revenue for the state primarily nor for its operation (b)(1)
    sold_directly_to_individuals: sold directly for their own or their family's personal use (b)(2)
    no_ineligible_official: to none of the officials and organizations of (d)(4)
    donated: donated, not to what the Cuban government or communist party administers (c)(1)
    independent_civil_activity: scientific, cultural, educational, sporting or like activities that (c) names
    no_controlled_item_served: not for items of the Munitions List, or of the Control List but for AT alone (c)
    travelers_own_field: for the traveler's use, research being in the own profession (c)(2)(i)
    removed_within_two_years: returned within two years unless consumed (c)(2)(iv)
    civil_society_recipient: human rights and other organizations and individuals of (c)(3)
    improves_free_flow: infrastructure that improves the free flow of information, access to the internet (d)(1)
    connects_no_state_user: connects individual Cubans or the private sector only (d)(1)
    news_media_personnel: for journalists and technical personnel of (d)(2)
    us_news_bureau: for a U.S. news bureau (d)(3)
    software_developers: used by individuals or the private sector to develop software of (d)(4)
    presence_authorized_by_ofac: for persons whose presence 31 CFR 515.573 or a license of OFAC authorizes (e)(1)
    removed_within_one_year: in Cuba for one year at most (f)
    no_order_received: no order to acquire the item was received before shipment (f)
    not_for_lease_or_rental: the item is not for subsequent lease or rental (f)
    serves_lawful_items: for items lawfully in Cuba, or foreign ones of the private sector (f)(1)-(3)
    effective_control: the traveler, exporter, its employee or private sector agent keeps effective control
    us_person: a U.S. person, or an employee who may have the technology otherwise (f)(2)
    security_precautions: technology is protected against unauthorized release (f)(2)
    kit_returned: all parts are returned but one-for-one replacements under RPL, and what they replaced (f)(3)
    eligible_audience: at a trade show, or to an entity eligible under (b) to (e) (f)(4)
    at_most_30_days_a_location: no longer than 30 days at a location, in the least use (f)(4)
    controlled_for_at_only: anti-terrorism is the only reason for control of the item
    necessary_for_shipment: containers needed for what goes under a license or exception (f)(5)
    """
    claim = claimed(claims, "SCP")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    if not item.eccn.is_ear99 and item.is_at_only is False:
        return refused(f"SCP: {item.eccn} is controlled for other than anti-terrorism reasons", "740.21(b)-(f)")
    further = ("controlled_for_at_only",) if not item.eccn.is_ear99 and item.is_at_only is None else ()
    return under(_SCP, USES, claim, claimed_item, claimed_move, restrictions, further)
