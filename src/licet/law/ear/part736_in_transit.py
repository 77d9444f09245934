"""15 CFR 736.2(b)(8): General Prohibition Eight, transit through the countries named."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.finding import Effect, Finding, note
from licet.law.rule import derived, rule, span
from licet.terms.party import Role

_NO_MOVE = frozenset({"import", "payment", "domestic_sale", "service", "deemed_export"})
# 736.2(b)(8)(ii).
_IN_TRANSIT = frozenset(
    {"AM", "AZ", "BY", "KH", "CU", "GE", "KZ", "KG", "LA", "MN", "KP", "RU", "TJ", "TM", "UA", "UZ", "VN"}
)
_EMBARGOED = frozenset({"CU", "KP"})


@derived(citation="15 CFR 736.2(b)(8)(ii)")
def transit_country(role: Role, party_located_in: str) -> str:
    """The country named in General Prohibition Eight in which an intermediate consignee is; otherwise empty."""
    return party_located_in if role is Role.INTERMEDIATE_CONSIGNEE and party_located_in in _IN_TRANSIT else ""


def _told(
    activity: str,
    country: str,
    destination: str,
    item: Classification | None,
    jurisdiction: frozenset[str],
    ear99_needs_license: frozenset[str],
) -> Finding | None:
    if country == destination or activity in _NO_MOVE or item is None or not jurisdiction:
        return None
    if item.eccn.is_ear99 and country not in ear99_needs_license:
        because = "The item passes through a country named in General Prohibition Eight; EAR99 needs no license to it."
        return note(Effect.CONSIDERED, because, "15 CFR 736.2(b)(8)")
    because = (
        "The item passes through a country named in General Prohibition Eight: transit needs the authorization that "
        "an export to that country would need, which is not decided here."
    )
    return note(Effect.GAP, because, "15 CFR 736.2(b)(8)")


@rule(
    "736.2(b)(8)",
    citation="15 CFR 736.2(b)(8)",
    effective=[span(None, "2022-02-23")],
    status="partial",
    only_when="transit_country",
)
def in_transit_before_2022(
    activity: str,
    transit_country: str,
    destination: str,
    classification: Classification | None,
    jurisdiction: frozenset[str],
) -> Finding | None:
    """General Prohibition Eight: transit through the countries named.

    Encoded: told where an intermediate consignee is in one of them; a gap where the item might need a license
    to that country: any item of the Commerce Control List, and EAR99 items through Cuba and North Korea. Only for
    items subject to the EAR.
    Not encoded: the route of the carrier, which is not asked; eligibility to the country of transit; the oil and
    gas end uses of 746.5 for EAR99 items through Russia.
    """
    return _told(activity, transit_country, destination, classification, jurisdiction, _EMBARGOED)


@rule(
    "736.2(b)(8)",
    citation="15 CFR 736.2(b)(8)",
    effective=[span("2022-02-24", by="87 FR 12226")],
    status="partial",
    only_when="transit_country",
)
def in_transit(
    activity: str,
    transit_country: str,
    destination: str,
    classification: Classification | None,
    jurisdiction: frozenset[str],
) -> Finding | None:
    """General Prohibition Eight: transit through the countries named.

    Encoded: told where an intermediate consignee is in one of them; a gap where the item might need a license
    to that country: any item of the Commerce Control List, and EAR99 items through Cuba, North Korea, Russia and
    Belarus, where tariff headings name many. Only for items subject to the EAR.
    Not encoded: the route of the carrier, which is not asked; eligibility to the country of transit.
    """
    headings = _EMBARGOED | {"RU", "BY"}
    return _told(activity, transit_country, destination, classification, jurisdiction, headings)
