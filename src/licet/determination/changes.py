"""What would change an answer: the smallest changes of fact that give a better one, each decided again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from licet.determination.decide import Licet
from licet.determination.explain import Json
from licet.terms.item import Claim
from licet.terms.outcome import Outcome
from licet.terms.transaction import Item, Transaction

MOST = 6  # changes shown
_UNNAMED = "a party that is not listed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of fact: the field, what it would have to be, and the transaction with it."""

    field: str
    value: str
    says: str
    result: Transaction


def changes(licet: Licet, transaction: Transaction) -> list[Json]:
    """Changes that give a better outcome, single ones first, pairs where no single one does.

    Each is checked by deciding the changed transaction. They tell what the answer turns on; whether
    a fact is so is for the reader to establish.
    """
    now = licet.conclude(transaction).outcome
    if now is Outcome.NOT_SUBJECT_TO_EAR:
        return []
    found: list[Json] = []
    candidates = list(_candidates(licet, transaction))
    for change in candidates:
        then = licet.conclude(change.result).outcome
        if then.severity < now.severity and not (now.clears and then.clears):
            found.append(_told([change], then))
    if not any(Outcome(str(entry["outcome"])).clears for entry in found):
        found.extend(_pairs(licet, candidates, transaction, now))
    found.sort(key=lambda entry: (Outcome(str(entry["outcome"])).severity, len(_list(entry["changes"]))))
    return found[:MOST]


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _pairs(licet: Licet, candidates: list[Change], start: Transaction, now: Outcome) -> Iterator[Json]:
    for one, other in combinations(candidates, 2):
        if one.field == other.field:
            continue
        both = _applied(other, one.result)
        if both is None:
            continue
        then = licet.conclude(both).outcome
        if then.clears and not now.clears:
            yield _told([one, other], then)


def _applied(change: Change, to: Transaction) -> Transaction | None:
    """The same change made to another transaction."""
    for again in _edits(to):
        if (again.field, again.value) == (change.field, change.value):
            return again.result
    return None


def _told(made: list[Change], outcome: Outcome) -> Json:
    return {
        "changes": [{"fact": change.field, "value": change.value, "says": change.says} for change in made],
        "outcome": outcome.value,
    }


def _candidates(licet: Licet, t: Transaction) -> Iterator[Change]:
    yield from _edits(t)
    for limit in licet.law.limits.get("contract_date", ()):
        if t.contract_date is None or t.contract_date > limit:
            yield Change(
                "contract_date",
                f"{limit}",
                f"a contract executed on or before {limit}",
                replace(t, contract_date=limit),
            )
    for limit in licet.law.limits.get("product_public_date", ()):
        if t.product_public_date is None or t.product_public_date > limit:
            says = f"a device public on or before {limit}"
            yield Change("product_public_date", f"{limit}", says, replace(t, product_public_date=limit))


def _edits(t: Transaction) -> Iterator[Change]:
    for who in ("exporter", "listed_entity"):
        if t.certification != who:
            yield Change("certification", who, f"a general license certification by the {who.replace('_', ' ')}",
                         replace(t, certification=who))  # fmt: skip
    if t.end_use is None:
        yield Change("end_use", "other", "an ordinary end use, established", replace(t, end_use="other"))
    if t.order_date is None and t.en_route_since is not None:
        day = t.en_route_since - dt.timedelta(days=1)
        yield Change("order_date", f"{day}", "an actual order before shipment", replace(t, order_date=day))
    if t.item is not None:
        yield from _item_edits(t, t.item)
    for place, party in enumerate(t.parties):
        other = replace(party, name=_UNNAMED, owners=None, decisions=(), identifiers=(), address="")
        yield Change(
            f"parties[{place}].name", _UNNAMED, f"another {party.role.value} than {party.name}",
            replace(t, parties=(*t.parties[:place], other, *t.parties[place + 1 :])),
        )  # fmt: skip


def _item_edits(t: Transaction, item: Item) -> Iterator[Change]:
    if not item.enc_classified:
        yield Change("item.enc_classified", "true", "a 740.17 classification held for the item",
                     replace(t, item=replace(item, enc_classified=True)))  # fmt: skip
    if item.supports_5g is None or item.supports_5g:
        yield Change("item.supports_5g", "false", "an item that cannot support telecom at the 5G level",
                     replace(t, item=replace(item, supports_5g=False)))  # fmt: skip
    if item.enhances_function:
        yield Change("item.enhances_function", "false", "no added function or capacity",
                     replace(t, item=replace(item, enhances_function=False)))  # fmt: skip
    if not any(claim.exception == "TSR" for claim in t.claims) and item.kind in ("software", "technology"):
        claim = Claim("TSR", (("written_assurance", True),))
        yield Change("claims", "TSR", "License Exception TSR with the consignee's written assurance",
                     replace(t, claims=(*t.claims, claim)))  # fmt: skip
