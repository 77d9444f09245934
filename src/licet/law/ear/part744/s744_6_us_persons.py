"""15 CFR 744.6: what United States persons may not support, whatever the item."""

from __future__ import annotations

from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule, span
from licet.terms.party import Role

# What moves no item; 744.6(b)(6)(iv) names services, contracts and financing.
_SUPPORT = frozenset({"service", "payment"})
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


def _support(activity: str, exporter_country: str, end_use_stated: bool) -> bool:
    """Whether somebody who may be in the United States does, for an end use that is stated, what moves no item."""
    return activity in _SUPPORT and exporter_country in ("US", "") and end_use_stated


def _asked(*citations: str) -> Finding:
    because = (
        "A person in the United States is a U.S. person, and needs a license for services and financing for this end "
        "use, unless another agency licenses or forbids them: whether the activity is such support is not decided here."
    )
    return note(Effect.QUESTION, because, *citations, code="activity")


@rule("744.6(b) support", citation="15 CFR 744.6(b)", status="partial")
def support_for_weapons(
    activity: str,
    exporter_country: str,
    end_use: str,
    end_use_stated: bool,
    destination: str,
    destination_groups: frozenset[str],
) -> Finding | None:
    """Services and payments from the United States for weapons of mass destruction

    Encoded: no clearance for a service or payment out of the United States for chemical or biological weapons
    anywhere, for missiles in Country Groups D:4 and E:2, for nuclear explosives outside the countries of Supplement
    No. 3. The section forbids what the person knows: an end use that nobody states is not asked of what moves no item.
    Not encoded: the requirement itself and its review (e); U.S. persons elsewhere, see `744.6`.
    """
    if not _support(activity, exporter_country, end_use_stated):
        return None
    reached = {
        "chemical_biological": True,
        "missile": bool(destination_groups & {"D:4", "E:2"}),
        "nuclear": destination != "US" and "NUCLEAR_SUPP3" not in destination_groups,
    }
    return _asked("15 CFR 744.6(b)", "15 CFR 772.1") if reached.get(end_use) else None


@rule("744.6(b)(5) support", citation="15 CFR 744.6(b)(5)", effective=[span("2021-03-16", by="86 FR 4865")],
      status="partial")  # fmt: skip
def support_for_military_intelligence(
    activity: str, exporter_country: str, end_use: str, end_use_stated: bool, military_intelligence_country: bool
) -> Finding | None:
    """Services and payments from the United States for military intelligence

    Encoded: as `744.6(b) support`, for military-intelligence end uses in the countries of 744.22.
    """
    if not _support(activity, exporter_country, end_use_stated):
        return None
    if end_use != "military_intelligence" or not military_intelligence_country:
        return None
    return _asked("15 CFR 744.6(b)(5)", "86 FR 4865")


@rule("744.6(c)(2) support", citation="15 CFR 744.6(c)(2)", effective=[span("2022-10-12", by="87 FR 62186")],
      status="partial")  # fmt: skip
def support_for_chips(
    activity: str, exporter_country: str, end_use: str, end_use_stated: bool, macau_or_d5: bool
) -> Finding | None:
    """Services from the United States for advanced chips

    Encoded: as `744.6(b) support`, for advanced-node integrated circuits and the equipment for them in the
    destinations of 744.23; servicing is named, payments are not.
    Not encoded: the exclusions of (d), among them natural persons who work for companies of the United States.
    """
    if activity != "service" or not _support(activity, exporter_country, end_use_stated):
        return None
    return _asked("15 CFR 744.6(c)(2)", "87 FR 62186") if end_use in _CHIPS and macau_or_d5 else None
