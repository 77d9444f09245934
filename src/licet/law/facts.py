"""The facts that rules may turn on: a name, a meaning, and how it is asked when it is not known.

A fact is of the *line* (one value a transaction) or of a *party* (one value for each party, and for
`standing` one for each standing). `establish` in `determination` reads facts from a transaction;
nothing here computes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Fact:
    """`field` is the contract's name of it; `domain` the answers it may have when it is unknown.

    An empty `domain` means that the fact is never unknown (required or defaulted), or that
    `banded` limits or a table of the law give the answers.
    """

    name: str
    field: str
    meaning: str
    domain: tuple[object, ...] = ()
    of_party: bool = False
    banded: bool = False


END_USES = (
    "other",
    "support_existing_network",
    "support_own_network",
    "expand_network",
    "support_existing_device",
    "vulnerability_disclosure",
    "standards_development",
    "new_product",
    "general_purpose_computing",
    "military",
    "military_intelligence",
    "nuclear",
    "missile",
    "chemical_biological",
    "supercomputer",
    "advanced_node_ic",
    "semiconductor_manufacturing_equipment",
)

DEVICES = (
    "handset",
    "tablet",
    "watch",
    "television",
    "mobile_hotspot",
    "router",
    "customer_premises_equipment",
    "network_equipment",
    "other",
)

_BOOL = (True, False)

_LINE = (
    Fact("activity", "activity", "export, reexport, transfer_in_country, deemed_export, import, …"),
    Fact("destination", "destination", "the country of destination, alpha-2"),
    Fact("exporter_country", "exporter_country", "the country the item leaves from, alpha-2; empty if not said"),
    Fact("item_moves", "item", "whether an item, software or technology is described at all"),
    Fact(
        "origin",
        "item.origin",
        "where the item was made: `US`, or `foreign`; empty if not said of an item in the United States",
        ("US", "foreign"),
    ),
    Fact("located_in", "item.located_in", "where the item is: `US`, or `foreign`", ("US", "foreign")),
    Fact("kind", "item.kind", "commodity, software or technology", ("commodity", "software", "technology")),
    Fact("stated_eccn", "item.eccn", "the item's ECCN, as an entry that the Commerce Control List of the key date has"),
    Fact("eccn_stated", "item.eccn", "whether an ECCN is stated at all"),
    Fact("value_usd", "item.value_usd", "value of the order's lines of this ECCN, US dollars", banded=True),
    Fact("value_stated", "item.value_usd", "whether a value is stated at all"),
    Fact("quantity", "item.quantity", "quantity of the line", banded=True),
    Fact("us_content", "item.us_content", "US-origin content: tuple of (ECCN, percent); `None` where not stated"),
    Fact(
        "open_content_counts",
        "item.us_content[].eccn",
        "whether US-origin content counts where its entry, paragraph or first export as stated does not tell",
        _BOOL,
    ),
    Fact("direct_product", "item.direct_product", "a `DirectProduct`, or `None` where not stated"),
    Fact("supports", "item.supports", "the kind of device the support is for", DEVICES),
    Fact("enhances_function", "item.enhances_function", "whether the change adds function or capacity"),
    Fact("supports_5g", "item.supports_5g", "whether the item can support telecom at the 5G level or above", _BOOL),
    Fact("end_use", "end_use", "what the item is for", END_USES),
    Fact("standard", "standard", "the standard being developed; empty if none is named"),
    Fact("standard_published", "standard_published", "whether the standard is published or meant to be", _BOOL),
    Fact("standard_secret", "standard_published", "whether it is said that the standard is not meant to be published"),
    Fact("contract_date", "contract_date", "when the contract was executed", banded=True),
    Fact(
        "order_date",
        "order_date",
        "the date of an actual order; `None` = no actual order",
        (dt.date(1, 1, 1), None),
    ),
    Fact("en_route_since", "en_route_since", "aboard a carrier from that day on; `None` = not claimed"),
    Fact("key_date", "date", "the day of the transaction; for savings clauses only"),
    Fact("table_date", "date", "the last day up to the key date on which a table of the law changed"),
    Fact(
        "product_public_date", "product_public_date", "when the device was first available to the public", banded=True
    ),
    Fact("certification", "certification", "who made the general license certification; `None` = not claimed"),
    Fact("published", "item.published", "whether it is published in the sense of 734.7 (claimed)"),
    Fact("enc_classified", "item.enc_classified", "whether a 740.17 classification is held (claimed)"),
    Fact("notified_742_15", "item.notified_742_15", "whether the source code notification was made (claimed)"),
    Fact("claims", "claims", "license exceptions relied on: tuple of `Claim`"),
    Fact("licenses", "licenses", "specific licenses that fit this line on the day: tuple of `LicenseOnFile`"),
    Fact("parties", "parties", "all parties: tuple of (role, country, standings)"),
    Fact("lists_missing", "", "lists the law turns on that were not searched for this date"),
    Fact("accept_incomplete_lists", "", "whether the caller accepts that lists were not searched"),
)

_PARTY = (
    Fact("role", "parties[].role", "the party's role, a `Role`", of_party=True),
    Fact(
        "party_country",
        "parties[].country",
        "where the party is established, alpha-2; empty if not said",
        of_party=True,
    ),
    Fact("party_located_in", "parties[].located_in", "where the party is; `party_country` if not said", of_party=True),
    Fact("nationality", "parties[].nationality", "of a person to whom something is released", of_party=True),
    Fact("party_region", "parties[].address", "`crimea`, `donetsk` or `luhansk` if the address says so", of_party=True),
    Fact("owners_stated", "parties[].owners", "whether the input says anything of the party's owners", of_party=True),
    Fact("standing", "parties[].name", "one legal standing of the party, a `Standing`", of_party=True),
)

FACTS: Mapping[str, Fact] = MappingProxyType({fact.name: fact for fact in (*_LINE, *_PARTY)})
