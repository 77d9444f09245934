"""The roles parties play in a transaction (15 CFR 748.5) and around it."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Parties of 748.5(c)–(f) first, then those who stand around a transaction."""

    PURCHASER = "purchaser"
    INTERMEDIATE_CONSIGNEE = "intermediate_consignee"
    ULTIMATE_CONSIGNEE = "ultimate_consignee"
    END_USER = "end_user"
    FREIGHT_FORWARDER = "freight_forwarder"
    PURCHASING_AGENT = "purchasing_agent"
    LENDER = "lender"
    BANK = "bank"
    SELLER = "seller"
    NETWORK_OPERATOR = "network_operator"
    EXPORTER = "exporter"
    CARRIER = "carrier"
    BROKER = "broker"
    MANUFACTURER = "manufacturer"
    RECIPIENT = "recipient"  # a person to whom technology or source code is released
    OTHER = "other"
    # Not a party: someone for whose products the item is known to be (`known_recipients`).
    INCORPORATED_INTO = "incorporated_into"
    USED_TO_PRODUCE = "used_to_produce"
    ORDERED_BY = "ordered_by"


KNOWN_RECIPIENT_ROLES = frozenset({Role.INCORPORATED_INTO, Role.USED_TO_PRODUCE, Role.ORDERED_BY})
PARTY_ROLES = frozenset(Role) - KNOWN_RECIPIENT_ROLES

# 748.5(c)–(f): purchaser, intermediate consignee, ultimate consignee, end-user.
SECTION_748_5_ROLES = frozenset({Role.PURCHASER, Role.INTERMEDIATE_CONSIGNEE, Role.ULTIMATE_CONSIGNEE, Role.END_USER})
