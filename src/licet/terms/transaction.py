"""A transaction as stated: one item to its parties. `None` always means *not said*."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from licet.terms.eccn import Eccn
from licet.terms.item import Claim, UsContent
from licet.terms.party import Role


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's answer to a possible match."""

    entry: str
    same: bool
    by: str = ""
    on: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """A named owner; `percent` is `None` where the share is not known."""

    name: str
    percent: Decimal | None
    country: str = ""
    relationship: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    owners: tuple[Owner, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A party in one role. `owners` is `None` where nothing is said of owners."""

    role: Role
    name: str
    country: str = ""
    located_in: str = ""
    nationality: str = ""
    address: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    owners: tuple[Owner, ...] | None = None
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedDirectProduct:
    """`item.direct_product` as stated: a list that is `None` was not said."""

    of: tuple[Eccn, ...] | None = None
    plant: tuple[Eccn, ...] | None = None
    designed_by_footnote_1: bool = False
    production_started: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """The item as stated."""

    description: str = ""
    eccn: Eccn | None = None
    origin: str | None = None
    kind: str | None = None
    value_usd: Decimal | None = None
    quantity: Decimal | None = None
    located_in: str | None = None
    us_content: UsContent | None = None
    direct_product: StatedDirectProduct | None = None
    supports: str | None = None
    enhances_function: bool | None = None
    supports_5g: bool | None = None
    published: bool = False
    enc_classified: bool = False
    notified_742_15: bool = False


@dataclass(frozen=True, slots=True)
class StatedLicense:
    """A specific license as stated in the input (CONTRACT, `licenses`)."""

    number: str
    issued: dt.date | None = None
    expires: dt.date | None = None
    parties: tuple[str, ...] | None = None
    items: tuple[str, ...] | None = None
    value_usd: Decimal | None = None
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LicenseUse:
    """What the lines of an order that rely on one license come to; `None` where one of them does not say."""

    number: str
    value_usd: Decimal | None
    quantity: Decimal | None


@dataclass(frozen=True, slots=True)
class Transaction:
    """One line. `moment` is the key date (`terms.dates.moment`); `date_text` what was written."""

    moment: dt.datetime
    destination: str
    parties: tuple[Party, ...]
    date_text: str = ""
    id: str = ""
    order: str = ""
    line: int = 0
    activity: str = "export"
    exporter_country: str | None = None
    item: Item | None = None
    end_use: str | None = None
    standard: str = ""
    standard_published: bool | None = None
    contract_date: dt.date | None = None
    order_date: dt.date | None = None
    product_public_date: dt.date | None = None
    en_route_since: dt.date | None = None
    certification: str | None = None
    claims: tuple[Claim, ...] = ()
    licenses: tuple[StatedLicense, ...] = ()
    knowledge: str = ""
    order_value_usd: Decimal | None = None  # of the order's lines of this entry; LVS counts the order
    license_use: tuple[LicenseUse, ...] = ()  # of the order's lines; empty: this line alone
    assumptions: tuple[tuple[str, str], ...] = ()
