"""15 CFR 744.1(b): an end use that Part 744 reaches in some countries, and a user in one that is not the destination.

The sections on end uses ask where the item will be used. The destination says so, unless a consignee, an end-user or
someone for whose products the item is known to be is somewhere else.
"""

from __future__ import annotations

import datetime as dt

from licet.law.country_groups import groups
from licet.law.finding import Effect, Finding, note
from licet.law.rule import derived, rule
from licet.terms.dates import end_of
from licet.terms.party import KNOWN_RECIPIENT_ROLES, Role

_USERS = KNOWN_RECIPIENT_ROLES | {Role.ULTIMATE_CONSIGNEE, Role.END_USER}
# Countries of 744.21 and 744.22 on any day; D:1 is that of 744.17.
_MILITARY = frozenset({"BY", "CN", "HK", "KH", "MM", "NI", "RU", "VE"})
_MILITARY_GROUPS = frozenset({"D:1", "E:1", "E:2"})
_CHIPS = frozenset({"supercomputer", "advanced_node_ic", "semiconductor_manufacturing_equipment"})


@derived(citation="15 CFR 744.1(b)")
def used_elsewhere(role: Role, party_located_in: str, destination: str) -> str:
    """The country other than the destination in which a consignee or user of the item is; otherwise empty."""
    return party_located_in if role in _USERS and party_located_in != destination else ""


def _reaches(end_use: str, country: str, date: dt.date) -> str:
    """The section that may reach an end use in a country; empty where none does."""
    stands_in = groups(country, end_of(date))
    if end_use in ("military", "military_intelligence"):
        return "744.21" if country in _MILITARY or stands_in & _MILITARY_GROUPS else ""
    if end_use == "nuclear":
        return "" if country == "US" or "NUCLEAR_SUPP3" in stands_in else "744.2"
    if end_use in _CHIPS:
        return "744.23" if country in ("CN", "HK", "MO") or "D:5" in stands_in else ""
    return ""


@rule("744 used elsewhere", citation="15 CFR 744.1(b)", only_when="used_elsewhere")
def user_in_another_country(used_elsewhere: str, end_use: str, table_date: dt.date, item_moves: bool) -> Finding | None:
    """A user in another country than the destination, for an end use that is reached there

    Encoded: a question, for military end uses and users, nuclear end uses, supercomputers, advanced-node
    circuits and the equipment for them, where the country in which a consignee, end-user or known recipient
    is would be reached: what is used there needs the license, whatever destination is stated. Missiles,
    chemical and biological weapons are reached, or asked about, everywhere (744.3, 744.4).
    """
    if not item_moves:
        return None
    section = _reaches(end_use, used_elsewhere, table_date)
    if not section:
        return None
    because = (
        "{party} is not in the country of destination, and the end use stated needs a license where {party} is: say "
        "where the item will be used, and decide the line for that country."
    )
    return note(Effect.QUESTION, because, f"15 CFR {section}(a)", "15 CFR 744.1(b)", code="destination")
