"""15 CFR 744.6: what United States persons may not support, whatever the item."""

from __future__ import annotations

from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule, span
from licet.terms.party import Role

_WEAPONS = frozenset({"nuclear", "missile", "chemical_biological"})
_CHIPS = frozenset({"advanced_node_ic", "semiconductor_manufacturing_equipment"})


@rule("744.6", citation="15 CFR 744.6(b)")
def us_persons_weapons(end_use: str) -> Finding | None:
    """United States persons and weapons of mass destruction

    Encoded: a red flag for nuclear, missile, chemical and biological end uses, whether or not the item
    is subject to the EAR. Licet decides on items; it does not know who is a United States person.
    Not encoded: the license for support: shipping items not subject to the EAR, facilitating, services.
    """
    if end_use not in _WEAPONS:
        return None
    because = (
        "United States persons may not support this end use without a license, even with items that are not subject"
        " to the EAR: shipment between foreign countries, facilitation, contracts, services."
    )
    return note(Effect.RED_FLAG, because, "15 CFR 744.6(b)")


@rule("744.6(b)(5)", citation="15 CFR 744.6(b)(5)", effective=[span("2021-03-16", by="86 FR 4865")])
def us_persons_military_intelligence(end_use: str) -> Finding | None:
    """United States persons and military intelligence

    Encoded: a red flag for the end use `military_intelligence`, as above.
    """
    if end_use != "military_intelligence":
        return None
    because = "United States persons may not support a military-intelligence end use of the countries of 744.22."
    return note(Effect.RED_FLAG, because, "15 CFR 744.6(b)(5)", "86 FR 4865")


@rule("744.6(c)(2)", citation="15 CFR 744.6(c)(2)", effective=[span("2022-10-12", by="87 FR 62186")])
def us_persons_chips(end_use: str, macau_or_d5: bool) -> Finding | None:
    """United States persons and advanced chips

    Encoded: a red flag for the making of advanced-node integrated circuits and of the equipment for it in
    the destinations of 744.23, as above.
    """
    if end_use not in _CHIPS or not macau_or_d5:
        return None
    because = (
        "United States persons need a license to ship, facilitate or service items that are not subject to the EAR for"
        " advanced-node integrated circuits in this destination."
    )
    return note(Effect.RED_FLAG, because, "15 CFR 744.6(c)(2)", "87 FR 62186")


@rule("744.6 recipients", citation="15 CFR 744.6(b)", status="partial")
def activity_by_us_person(role: Role, party_country: str, end_use: str) -> Finding | None:
    """A broker or carrier of the United States in a transaction of this kind

    Encoded: a red flag that names the party.
    """
    if end_use not in _WEAPONS or party_country != "US" or role not in (Role.BROKER, Role.CARRIER, Role.BANK):
        return None
    because = (
        "{party} is established in the United States: what it does for this end use may need a license of its own."
    )
    return note(Effect.RED_FLAG, because, "15 CFR 744.6(b)(6)")
