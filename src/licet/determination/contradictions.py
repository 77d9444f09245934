"""Facts of one transaction that cannot all be true. Each makes the line invalid, never a clearance."""

from __future__ import annotations

from collections.abc import Iterator

from licet.law.country_chart import in_united_states
from licet.terms.transaction import Transaction

# Activities that by their own words stay in, or come to, the United States.
_INTO_THE_US = frozenset({"import", "domestic_sale"})


def contradictions(transaction: Transaction) -> Iterator[tuple[str, str]]:
    """Field and message for each contradiction found."""
    yield from _dates(transaction)
    yield from _places(transaction)
    yield from _item(transaction)
    yield from _decisions(transaction)


def _dates(t: Transaction) -> Iterator[tuple[str, str]]:
    key = t.moment.date()
    if t.contract_date and t.contract_date > key and t.end_use == "support_existing_network":
        yield "contract_date", f"{t.contract_date} lies after the key date {key}: support under it cannot ship yet"
    if t.en_route_since and t.en_route_since > key:
        yield "en_route_since", f"{t.en_route_since} lies after the key date {key}"
    if t.order_date and t.order_date > key:
        yield "order_date", f"{t.order_date} lies after the key date {key}"
    if t.order_date and t.en_route_since and t.order_date > t.en_route_since:
        yield "order_date", f"{t.order_date} lies after the goods went en route on {t.en_route_since}"
    if t.product_public_date and t.product_public_date > key and t.end_use == "support_existing_device":
        yield "product_public_date", f"{t.product_public_date} lies after the key date {key}: no such device exists yet"
    direct = t.item.direct_product if t.item else None
    if direct and direct.production_started and direct.production_started > key:
        yield "item.direct_product.production_started", f"lies after the key date {key}"


def _places(t: Transaction) -> Iterator[tuple[str, str]]:
    from_us = in_united_states(t.exporter_country or "")
    if t.activity in _INTO_THE_US and not in_united_states(t.destination):
        yield "activity", f"{t.activity} goes to the United States, but destination is {t.destination}"
    if t.activity == "export" and t.exporter_country and not from_us:
        yield (
            "activity",
            (
                f"an export leaves the United States, but exporter_country is {t.exporter_country}; "
                "use reexport or transfer_in_country"
            ),
        )
    if t.activity == "export" and t.destination == "US":
        yield "destination", "an export leaves the United States; use import, domestic_sale or another activity"
    if t.activity == "reexport" and from_us:
        yield "activity", "a reexport leaves a country other than the United States; use export"
    if t.activity == "transfer_in_country" and t.exporter_country and t.exporter_country != t.destination:
        yield "activity", "a transfer in country stays in one country; use export or reexport"


def _item(t: Transaction) -> Iterator[tuple[str, str]]:
    if t.item is None or t.item.eccn is None or t.item.kind is None or t.item.eccn.is_ear99:
        return
    expected = t.item.eccn.kind
    if expected and expected != t.item.kind:
        yield "item.kind", f"{t.item.eccn} is {expected}, but kind says {t.item.kind}"


def _decisions(t: Transaction) -> Iterator[tuple[str, str]]:
    for place, party in enumerate(t.parties):
        said: dict[str, bool] = {}
        for decision in party.decisions:
            if said.setdefault(decision.entry, decision.same) != decision.same:
                yield f"parties[{place}].decisions", f"says both same and not same of {decision.entry}"
