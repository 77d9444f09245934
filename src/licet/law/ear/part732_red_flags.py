"""Red flags of Supplement No. 3 to Part 732 that show in the facts of a transaction.

They are told and do not move the outcome. Flags that hang on a provision stand with it: listed parties
in other roles in 744.11, owners in the Affiliates rule, Red Flag 29.
"""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.country_chart import EMBARGO, chart_country
from licet.law.ear.part744.s744_11_entity_list import ENTITY_LIST
from licet.law.finding import Effect, Finding, note
from licet.law.rule import derived, rule, span
from licet.terms.item import DirectProduct
from licet.terms.party import Role
from licet.terms.standing import Basis, Standing, State

SUPPLEMENT_3 = "15 CFR Part 732 Supp. No. 3"
_ADVANCED_COMPUTING = frozenset({"3A090", "4A090"})


@rule(
    "732 affiliate of a listed entity",
    citation=SUPPLEMENT_3,
    effective=[span("2019-05-16T16:15", by="84 FR 22961")],
)
def affiliate_of_listed_family(standing: Standing) -> Finding | None:
    """An affiliate of Huawei that is not yet listed itself

    Encoded: a company of the Huawei group whose own listing comes later is legally distinct until then;
    a red flag for diversion to the listed entities.
    """
    if standing.list not in ENTITY_LIST or standing.state is not State.NOT_YET or standing.family != "huawei":
        return None
    if standing.basis is not Basis.LISTED:
        return None
    because = (
        "{party} is an affiliate of a listed entity, not itself listed on this day: make sure who the item is for."
    )
    return note(Effect.RED_FLAG, because, SUPPLEMENT_3, "84 FR 22961")


@derived(citation=SUPPLEMENT_3)
def consignee_places(role: Role, party_country: str, party_located_in: str) -> frozenset[str]:
    """Where the ultimate consignee is established and located; empty for other parties, or where it is not said."""
    stated = role is Role.ULTIMATE_CONSIGNEE and party_country
    return frozenset((party_country, party_located_in)) if stated else frozenset()


@derived(citation=SUPPLEMENT_3, otherwise=False, only_when="consignee_places")
def consignee_is_elsewhere(consignee_places: frozenset[str], destination: str) -> bool:
    """Whether the ultimate consignee is neither established nor located in the country of destination."""
    return destination not in consignee_places


@rule("732 consignee elsewhere", citation=SUPPLEMENT_3, only_when="consignee_is_elsewhere")
def consignee_elsewhere(consignee_is_elsewhere: bool) -> Finding:
    """The ultimate consignee is in another country than the destination

    Encoded: neither where it is established nor where it is located is the country of destination.
    """
    because = (
        "{party}, the ultimate consignee, is not in the country of destination: ask where the item goes from there."
    )
    return note(Effect.RED_FLAG, because, SUPPLEMENT_3)


@rule(
    "732 chips of a footnote 1 designer",
    citation="15 CFR 736.2(b)(10)",
    effective=[span("2025-05-13", by="BIS guidance of 2025-05-13")],
)
def chips_of_footnote_1_designer(
    direct_product: DirectProduct | None, classification: Classification | None, origin: str
) -> Finding | None:
    """Advanced computing chips designed by a footnote 1 entity: General Prohibition Ten

    Encoded: BIS guidance of 2025-05-13 on the Huawei Ascend 910B, 910C and 910D: such chips were likely
    made in violation, and dealing in them with that knowledge is prohibited. A red flag.
    """
    if direct_product is None or not direct_product.designed_by_footnote_1 or origin == "US":
        return None
    if classification is None or classification.eccn.number not in _ADVANCED_COMPUTING:
        return None
    because = (
        "An advanced computing item designed by a footnote 1 entity was likely made in violation of the EAR; using, "
        "buying or servicing it with that knowledge is prohibited."
    )
    return note(Effect.RED_FLAG, because, "15 CFR 736.2(b)(10)", "BIS guidance of 2025-05-13")


@derived(citation="15 CFR 746.1")
def embargoed_place(role: Role, party_located_in: str) -> str:
    """The embargoed country in which a consignee or end user is; otherwise empty."""
    if role not in (Role.ULTIMATE_CONSIGNEE, Role.END_USER) or not party_located_in:
        return ""
    return party_located_in if chart_country(party_located_in) == EMBARGO else ""


@rule("746.1 party elsewhere", citation="15 CFR 746.1", only_when="embargoed_place")
def party_in_an_embargoed_country(embargoed_place: str, destination: str) -> Finding | None:
    """A consignee or end user in an embargoed country, and another destination

    Encoded: a question, which no clearance passes: the item may go on to that country, and a reexport to
    it needs the authorization of Part 746.
    """
    if destination == embargoed_place:
        return None
    because = (
        "{party} is in a country that Part 746 embargoes, which is not the destination stated: say where the item"
        " goes in the end, and decide the line for that country."
    )
    return note(Effect.QUESTION, because, SUPPLEMENT_3, code="parties[].country")
