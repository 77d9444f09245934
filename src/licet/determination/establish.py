"""From a transaction to the facts the law turns on. Reads input only; nothing here is law.

`READINGS` names, for each fact of the line, the stated fields it is read from. One decision reads
them from a `Transaction`; `decide_many` reads each distinct combination of its columns, once.
Two kinds of silence (CONTRACT, section 1): a relief that is not stated is not claimed; any other
fact that is not stated is unknown, an `Open` value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product

from licet.law.bands import all_bands, band
from licet.law.ccl import all_eccns, classify
from licet.law.country_chart import in_united_states
from licet.law.facts import FACTS
from licet.law.law import Law
from licet.law.maybe import Open, unknown
from licet.law.table_rows import rows
from licet.terms.dates import Moment, end_of
from licet.terms.eccn import Eccn
from licet.terms.item import ALL_US_CONTENT, ANY_ECCN, NO_US_CONTENT, DirectProduct, UsContent
from licet.terms.transaction import StatedDirectProduct, Transaction


@dataclass(frozen=True, slots=True)
class Reading:
    """How a fact is read: the stated fields, and the function of their values (and of the law)."""

    fact: str
    fields: tuple[str, ...]
    read: Callable[..., object]


@cache
def _unknown(variable: str, domain: tuple[object, ...]) -> Open:
    """One `Open` value for each unknown, so that tables know it again."""
    return unknown(variable, domain)


def _asked(fact: str) -> Open:
    """The fact is unknown; it is asked with the answers `FACTS` gives."""
    return _unknown(FACTS[fact].field, FACTS[fact].domain)


def _or_asked(fact: str) -> Callable[[Law, object], object]:
    return lambda _law, value: _asked(fact) if value is None else value


def _stated(_law: Law, value: object) -> object:
    return value


def _place(value: str) -> str:
    return "US" if in_united_states(value) else "foreign"


def _leaves_from(activity: str, exporter_country: str | None) -> str | None:
    """Where the item leaves from; a territory of the United States is the United States (772.1)."""
    if exporter_country is not None:
        return "US" if in_united_states(exporter_country) else exporter_country
    return "US" if activity in ("export", "deemed_export", "domestic_sale") else None


def _exporter_country(_law: Law, activity: str, exporter_country: str | None) -> object:
    return _leaves_from(activity, exporter_country) or ""


def _located_in(_law: Law, activity: str, exporter_country: str | None, located_in: str | None) -> object:
    where = located_in or _leaves_from(activity, exporter_country)
    return _asked("located_in") if where is None else _place(where)


def _origin(
    _law: Law, origin: str | None, activity: str, exporter_country: str | None, located_in: str | None
) -> object:
    """Asked for an item outside the United States only: inside them it is subject to the EAR wherever made."""
    if origin is not None:
        return _place(origin)
    where = located_in or _leaves_from(activity, exporter_country)
    return "" if where is not None and in_united_states(where) else _asked("origin")


def _kind(_law: Law, kind: str | None, eccn: Eccn | None) -> object:
    known = kind or (eccn.kind if eccn else None)
    return _asked("kind") if known is None else known


@dataclass(frozen=True, slots=True)
class Unclassified:
    """An item whose ECCN is not stated, or is not in the table of the key date. `kind` narrows it."""

    kind: str | None


def _eccn_reading(_law: Law, moves: bool, eccn: Eccn | None, kind: str | None) -> object:
    if not moves:
        return None
    return Unclassified(kind) if eccn is None else eccn


def reading_on(reading: Eccn | Unclassified | None, table_date: dt.date) -> Eccn | Unclassified | None:
    """What was read of the ECCN, as the table of a day has it.

    An ECCN that the table of the day does not have is as good as none: it may have been renumbered.
    Items of other agencies have no ECCN of the EAR to state.
    """
    if isinstance(reading, Eccn) and classify(reading, end_of(table_date)) is None:
        return Unclassified(reading.kind)
    return reading


@cache
def eccn_on(reading: Eccn | Unclassified | None, table_date: dt.date) -> object:
    """The fact `stated_eccn` on a day: the ECCN, or every entry an unclassified item may fall under."""
    now = reading_on(reading, table_date)
    if isinstance(now, Unclassified):
        return _unknown("item.eccn", _representatives(now.kind, end_of(table_date)))
    return now


def _representatives(kind: str | None, when: Moment) -> tuple[Eccn, ...]:
    """One entry for each class of entries that the tables and the lists of the law treat alike."""
    classes: dict[object, Eccn] = {}
    for eccn in all_eccns(kind, when):
        entry = classify(eccn, when)
        if entry is None or entry.jurisdiction != "EAR":
            continue
        controls = tuple(
            (c.reason, c.column, c.requirement, c.certain, bool(c.condition), bool(c.for_items), c.parsed)
            for c in entry.controls
        )
        terms = tuple((t.kind, t.limit_usd, t.eligible) for t in entry.terms)
        shape = (entry.group, entry.is_600_series, entry.is_9x515, entry.straddles, eccn.paragraph[:2] == ".z")
        own = eccn if eccn.number in _named() else None  # an entry some list of the law names stands for itself
        classes.setdefault((controls, terms, shape, own), eccn)
    return tuple(classes.values())


@cache
def _named() -> frozenset[str]:
    """Entries that a list of the law names."""
    return frozenset(row["eccn"].partition(".")[0] for row in rows("eccn_lists"))


def _banded(fact: str, law: Law, value: object) -> object:
    limits = law.limits.get(fact, ())
    if value is None:
        return _unknown(FACTS[fact].field, all_bands(fact, limits))
    return band(fact, value, limits)


def _value_usd(law: Law, value: Decimal | None, order_value: Decimal | None) -> object:
    return _banded("value_usd", law, value if order_value is None else order_value)


def _us_content(_law: Law, content: UsContent | None, origin: str | None) -> object:
    """Of no matter to an item of US origin (734.3(a)(2)), so not asked of one."""
    if origin is not None and in_united_states(origin):
        return NO_US_CONTENT
    if content is None:
        return _unknown("item.us_content", (NO_US_CONTENT, ALL_US_CONTENT))
    return content


@cache
def _direct_products(stated: StatedDirectProduct | None, origin: str | None) -> object:
    """The direct product facts; a list that was not said may be empty or may hold whatever counts.

    They are of foreign-produced items (734.9), so not asked of an item of US origin.
    """
    if origin is not None and in_united_states(origin):
        return DirectProduct()
    given = stated or StatedDirectProduct()
    either: tuple[tuple[Eccn, ...], ...] = ((), (ANY_ECCN,))
    possible = tuple(
        DirectProduct(of, plant, given.designed_by_footnote_1, given.production_started)
        for of, plant in product(
            either if given.of is None else (given.of,),
            either if given.plant is None else (given.plant,),
        )
    )
    return possible[0] if len(possible) == 1 else _unknown("item.direct_product", possible)


READINGS: tuple[Reading, ...] = (
    Reading("activity", ("activity",), _stated),
    Reading("destination", ("destination",), _stated),
    Reading("exporter_country", ("activity", "exporter_country"), _exporter_country),
    Reading("item_moves", ("item",), _stated),
    Reading("origin", ("item.origin", "activity", "exporter_country", "item.located_in"), _origin),
    Reading("located_in", ("activity", "exporter_country", "item.located_in"), _located_in),
    Reading("kind", ("item.kind", "item.eccn"), _kind),
    Reading("eccn_reading", ("item", "item.eccn", "item.kind"), _eccn_reading),
    Reading("eccn_stated", ("item.eccn",), lambda _law, v: v is not None),
    Reading("value_usd", ("item.value_usd", "order_value_usd"), _value_usd),
    Reading("value_stated", ("item.value_usd",), lambda _law, v: v is not None),
    Reading("quantity", ("item.quantity",), lambda law, v: _banded("quantity", law, v)),
    Reading("us_content", ("item.us_content", "item.origin"), _us_content),
    Reading("open_content_counts", (), lambda _law: _asked("open_content_counts")),
    Reading("direct_product", ("item.direct_product", "item.origin"), lambda _law, *v: _direct_products(*v)),
    Reading("supports", ("item.supports",), _or_asked("supports")),
    Reading("enhances_function", ("item.enhances_function",), lambda _law, v: bool(v)),
    Reading("supports_5g", ("item.supports_5g",), _or_asked("supports_5g")),
    Reading("end_use", ("end_use",), _or_asked("end_use")),
    Reading("standard", ("standard",), _stated),
    Reading("standard_published", ("standard_published",), _or_asked("standard_published")),
    Reading("standard_secret", ("standard_published",), lambda _law, v: v is False),
    Reading("contract_date", ("contract_date",), lambda law, v: _banded("contract_date", law, v)),
    Reading(
        "product_public_date",
        ("product_public_date",),
        lambda law, v: _banded("product_public_date", law, v),
    ),
    Reading("order_date", ("order_date",), _or_asked("order_date")),
    Reading("en_route_since", ("en_route_since",), _stated),
    Reading("certification", ("certification",), _stated),
    Reading("published", ("item.published",), _stated),
    Reading("enc_classified", ("item.enc_classified",), _stated),
    Reading("notified_742_15", ("item.notified_742_15",), _stated),
    Reading("claims", ("claims",), _stated),
)

# Read apart, since they hang on the register, the moment or the caller: `parties`, `licenses`,
# `lists_missing`, `accept_incomplete_lists`, `key_date`, and the facts of a party. `eccn_reading`
# becomes the fact `stated_eccn` on a day, see `eccn_on`.


def stated_fields(transaction: Transaction) -> Mapping[str, object]:
    """The fields `READINGS` name, as this transaction states them."""
    item = transaction.item
    fields: dict[str, object] = {
        "activity": transaction.activity,
        "destination": transaction.destination,
        "exporter_country": transaction.exporter_country,
        "item": item is not None,
        "order_value_usd": transaction.order_value_usd,
        "end_use": transaction.end_use,
        "standard": transaction.standard,
        "standard_published": transaction.standard_published,
        "contract_date": transaction.contract_date,
        "product_public_date": transaction.product_public_date,
        "order_date": transaction.order_date,
        "en_route_since": transaction.en_route_since,
        "certification": transaction.certification,
        "claims": transaction.claims,
    }
    for name in ITEM_FIELDS:
        fields[f"item.{name}"] = getattr(item, name) if item is not None else ITEM_SILENCE.get(name)
    return fields


ITEM_FIELDS = (
    "origin",
    "located_in",
    "kind",
    "eccn",
    "value_usd",
    "quantity",
    "us_content",
    "direct_product",
    "supports",
    "enhances_function",
    "supports_5g",
    "published",
    "enc_classified",
    "notified_742_15",
)
ITEM_SILENCE: Mapping[str, object] = {"published": False, "enc_classified": False, "notified_742_15": False}


def read_facts(law: Law, fields: Mapping[str, object], memo: dict[tuple[object, ...], object]) -> dict[str, object]:
    """Every fact of `READINGS`; `memo` keeps what each combination of fields came to."""
    facts: dict[str, object] = {}
    for reading in READINGS:
        values = tuple(fields[name] for name in reading.fields)
        key = (reading.fact, *values)
        if key not in memo:
            memo[key] = reading.read(law, *values)
        facts[reading.fact] = memo[key]
    return facts


def facts_named(law: Law) -> frozenset[str]:
    """The facts some rule or derived fact of the law names; the others need not be read."""
    named = {name for group in law.groups for name in group.facts}
    named.update(name for fact in law.derived for name in fact.facts)
    named.add("eccn_reading")
    return frozenset(named)
