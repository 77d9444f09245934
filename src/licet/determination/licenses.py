"""Specific licenses stated in the input, as they bear on one line (15 CFR 750.7)."""

from __future__ import annotations

import datetime as dt
from functools import cache

from licet.screening.names.normalize import fold
from licet.terms.dates import BEGINNING, FOREVER, Dated, Moment, end_of
from licet.terms.eccn import Eccn, parse_eccn
from licet.terms.item import LicenseOnFile
from licet.terms.party import SECTION_748_5_ROLES
from licet.terms.transaction import StatedLicense, Transaction

NO_LICENSES: Dated[object] = Dated((), ((),))


def licenses_on_file(transaction: Transaction) -> Dated[object]:
    """The licenses relied on, each with whether it fits this line, for every day.

    A license fits when it is in its validity, names every 748.5 party and the item, and the line's
    value and quantity lie within it (value with the tolerance of 750.11). What a license does not
    state does not fit: a license covers only what it says (750.7(a)).
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
    end = end_of(stated.expires) + dt.timedelta(microseconds=1) if stated.expires else FOREVER
    return start, end


def _on_file(stated: StatedLicense, transaction: Transaction, when: Moment) -> LicenseOnFile:
    because = _misfit(stated, transaction, when)
    return LicenseOnFile(
        number=stated.number,
        valid_from=stated.issued.isoformat() if stated.issued else "",
        valid_until=stated.expires.isoformat() if stated.expires else "",
        fits=not because,
        because=because or f"license {stated.number} names these parties and this item and is valid on the day",
    )


@cache
def _key(name: str) -> str:
    return fold(name)


def _misfit(stated: StatedLicense, transaction: Transaction, when: Moment) -> str:
    """Why the license does not fit, or an empty text."""
    number = stated.number
    if stated.issued is None or stated.expires is None:
        return f"license {number}: give `issued` and `expires`"
    start, end = _validity(stated)
    if not start <= when < end:
        return f"license {number} is valid from {stated.issued} through {stated.expires}"
    if stated.parties is None or stated.items is None:
        return f"license {number}: give the `parties` and `items` it names"
    named = {_key(name) for name in stated.parties}
    for party in transaction.parties:
        if party.role in SECTION_748_5_ROLES and _key(party.name) not in named:
            return f"license {number} does not name {party.name}"
    item = transaction.item
    if item is None or item.eccn is None:
        return f"license {number}: the ECCN of the item is not stated"
    listed = {parse_eccn(text) for text in stated.items}
    if not any(e is not None and _within(item.eccn, e) for e in listed):
        return f"license {number} does not name {item.eccn}"
    return _over_balance(stated, transaction)


def _within(eccn: Eccn, named: Eccn) -> bool:
    """Whether an item is in the entry or paragraph a license names; 3A001.a.10 is not in 3A001.a.1."""
    below = eccn.paragraph == named.paragraph or eccn.paragraph.startswith(f"{named.paragraph}.")
    return eccn.number == named.number and below


def _over_balance(stated: StatedLicense, transaction: Transaction) -> str:
    item = transaction.item
    assert item is not None
    number = stated.number
    if stated.quantity is not None:
        if item.quantity is None:
            return f"license {number} is for {stated.quantity}; the quantity of the line is not stated"
        if item.quantity > stated.quantity:
            return f"license {number} is for a quantity of {stated.quantity}; the line has {item.quantity}"
    if stated.value_usd is not None:
        if item.value_usd is None:
            return f"license {number} is for ${stated.value_usd}; the value of the line is not stated"
        if item.value_usd * 10 > stated.value_usd * 11:  # 750.11: up to 10 percent over the total
            return f"license {number} is for ${stated.value_usd} and 10 percent; the line has ${item.value_usd}"
    return ""
