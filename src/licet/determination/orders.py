"""Lines of one order: what they come to together, since they ship together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from licet.terms.transaction import LicenseUse, Transaction


def with_order_values(transactions: list[Transaction]) -> list[Transaction]:
    """Each line with the totals of its order: by entry of the Commerce Control List, and by license relied on.

    An order may not be split for LVS, which counts what is controlled under the same entry (740.3(b)), nor for a
    license. Where a line does not say its value, the order's is not known to lie within any limit.
    """
    values: dict[tuple[str, str], Decimal] = {}
    relying: dict[tuple[str, str], list[Transaction]] = {}
    for t in transactions:
        if not t.order:
            continue
        if t.item and t.item.eccn:
            key = (t.order, t.item.eccn.number)
            value = Decimal("Infinity") if t.item.value_usd is None else t.item.value_usd
            values[key] = values.get(key, Decimal(0)) + value
        for number in dict.fromkeys(one.number for one in t.licenses):
            relying.setdefault((t.order, number), []).append(t)
    use = {key: _use(key[1], lines) for key, lines in relying.items()}
    return [_with_totals(t, values, use) if t.order else t for t in transactions]


def _with_totals(
    t: Transaction, values: dict[tuple[str, str], Decimal], use: dict[tuple[str, str], LicenseUse]
) -> Transaction:
    held = tuple(use[t.order, number] for number in dict.fromkeys(one.number for one in t.licenses))
    value = values[t.order, t.item.eccn.number] if t.item and t.item.eccn else None
    return replace(t, order_value_usd=value, license_use=held)


def _use(number: str, lines: list[Transaction]) -> LicenseUse:
    items = [t.item for t in lines if t.item is not None]
    return LicenseUse(number, _total(item.value_usd for item in items), _total(item.quantity for item in items))


def _total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total
