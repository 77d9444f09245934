"""Specific licenses stated in the input, as they bear on one line (15 CFR 750.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from licet.law.ear.part750_validity import last_day
from licet.screening.names.normalize import split
from licet.terms.dates import BEGINNING, FOREVER, Dated, Moment, end_of
from licet.terms.eccn import Eccn, parse_eccn
from licet.terms.item import LicenseOnFile
from licet.terms.party import SECTION_748_5_ROLES, Role
from licet.terms.transaction import LicenseUse, Party, StatedLicense, Transaction

NO_LICENSES: Dated[object] = Dated((), ((),))


class _DoesNotFit(Exception):
    """The license does not fit the line, whatever is not stated; the message says why."""


def licenses_on_file(transaction: Transaction) -> Dated[object]:
    """The licenses relied on, each with whether it fits this line, for every day.

    A license fits when it is in its validity, names every 748.5 party and the item, and what the order's lines
    take of it lies within its value (with the tolerance of 750.11) and quantity. What is not stated of it, a bare
    number for instance, is a fact it waits for: a license covers only what it says (750.7(a)).
    """
    if not transaction.licenses:
        return NO_LICENSES
    points: set[Moment] = set()
    for stated in transaction.licenses:
        points.update(_validity(stated))
    starts = sorted(points - {BEGINNING, FOREVER})
    values = [
        tuple(_on_file(stated, transaction, probe) for stated in transaction.licenses) for probe in (BEGINNING, *starts)
    ]
    return Dated(starts, values)


def _validity(stated: StatedLicense) -> tuple[Moment, Moment]:
    start = dt.datetime.combine(stated.issued, dt.time()) if stated.issued else BEGINNING
    end = end_of(last_day(stated.expires)) + dt.timedelta(microseconds=1) if stated.expires else FOREVER
    return start, end


def _on_file(stated: StatedLicense, transaction: Transaction, when: Moment) -> LicenseOnFile:
    number = stated.number
    try:
        awaits = tuple(dict.fromkeys(_unstated(stated, transaction, when)))
        fits, because = True, f"license {number} names these parties and this item and is valid on the day"
        if awaits:
            because = f"license {number} is relied on, and not all of it is stated"
    except _DoesNotFit as reason:
        awaits, fits, because = (), False, f"license {number} {reason}"
    return LicenseOnFile(
        number=number,
        valid_from=stated.issued.isoformat() if stated.issued else "",
        valid_until=last_day(stated.expires).isoformat() if stated.expires else "",
        fits=fits,
        because=because,
        awaits=awaits,
    )


def _unstated(stated: StatedLicense, transaction: Transaction, when: Moment) -> Iterator[str]:
    """The facts without which the license is not known to fit. Raises `_DoesNotFit` where it surely does not."""
    start, end = _validity(stated)
    if not start <= when < end:
        raise _DoesNotFit(f"is valid from {stated.issued} through {stated.expires}")
    if stated.issued is None:
        yield "licenses[].issued"
    if stated.expires is None:
        yield "licenses[].expires"
    yield from _parties(stated, transaction)
    yield from _item(stated, transaction)
    yield from _balance(stated, transaction)


@cache
def _name(text: str) -> tuple[str, tuple[str, ...]]:
    """A name folded, and its legal forms: another form is another legal person."""
    parts = split(text)
    return parts.key, tuple(sorted(parts.forms))


def _parties(stated: StatedLicense, transaction: Transaction) -> Iterator[str]:
    if stated.parties is None:
        yield "licenses[].parties"
        return
    named = {_name(name) for name in stated.parties}
    keys = {key for key, _ in named if key}
    for party in transaction.parties:
        if party.role not in SECTION_748_5_ROLES:
            continue
        name = _name(party.name)
        if name[0] and name in named:
            continue
        if name[0] not in keys and not _may_be_added(party, transaction):
            raise _DoesNotFit(f"does not name {party.name}")
        yield "licenses[].parties"


def _may_be_added(party: Party, transaction: Transaction) -> bool:
    """Whether 750.7(c)(1)(v) may apply: an intermediate consignee in the country of destination."""
    where = {party.country, party.located_in or party.country}
    return party.role is Role.INTERMEDIATE_CONSIGNEE and where == {transaction.destination}


def _item(stated: StatedLicense, transaction: Transaction) -> Iterator[str]:
    eccn = transaction.item.eccn if transaction.item else None
    if stated.items is None:
        yield "licenses[].items"
        return
    if eccn is None:
        yield "item.eccn"
        return
    listed = [parse_eccn(text) for text in stated.items]
    if any(one is not None and _within(eccn, one) for one in listed):
        return
    if any(one is not None and _within(one, eccn) for one in listed):
        yield "item.eccn"  # the license names a paragraph of the entry that is stated
    elif None in listed:
        yield "licenses[].items"  # in words: give the ECCN
    else:
        raise _DoesNotFit(f"does not name {eccn}")


def _within(eccn: Eccn, named: Eccn) -> bool:
    """Whether an item is in the entry or paragraph a license names; 3A001.a.10 is not in 3A001.a.1."""
    below = eccn.paragraph == named.paragraph or eccn.paragraph.startswith(f"{named.paragraph}.")
    return eccn.number == named.number and below


def _balance(stated: StatedLicense, transaction: Transaction) -> Iterator[str]:
    item = transaction.item
    if item is None:
        return
    alone = LicenseUse(stated.number, item.value_usd, item.quantity)
    taken = next((use for use in transaction.license_use if use.number == stated.number), alone)
    kind = item.kind or (item.eccn.kind if item.eccn else None)
    limited = kind not in ("software", "technology")  # 750.7(f): commodities have a quantity and a value limit
    if stated.quantity is None and limited:
        yield "licenses[].quantity"
    elif stated.quantity is not None and taken.quantity is None:
        yield "item.quantity"
    elif stated.quantity is not None and taken.quantity is not None and taken.quantity > stated.quantity:
        raise _DoesNotFit(f"is for a quantity of {stated.quantity}; {taken.quantity} rely on it")
    if stated.value_usd is None and limited:
        yield "licenses[].value_usd"
    elif stated.value_usd is not None and taken.value_usd is None:
        yield "item.value_usd"
    elif stated.value_usd is not None and taken.value_usd is not None and _exceeds(taken.value_usd, stated.value_usd):
        raise _DoesNotFit(f"is for ${stated.value_usd} and 10 percent; ${taken.value_usd} rely on it")


def _exceeds(value: Decimal, licensed: Decimal) -> bool:
    """Whether a value lies beyond the tolerance of 750.11(b): up to 10 percent over the total."""
    return value * 10 > licensed * 11
