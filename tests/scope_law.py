"""The scope rules of Part 734, asked about one described item on one day."""

import datetime as dt
from decimal import Decimal

from entity_standings import standing
from licet.law.ear import (
    part734_content_elsewhere,
    part734_de_minimis,
    part734_direct_product_scope,
    part734_direct_products_by_destination,
    part734_direct_products_by_party,
    part734_direct_products_for_computing,
    part734_direct_products_for_embargoes,
    part734_foreign_direct_product,
    part734_no_de_minimis,
    part734_scope,
    part738_destination,
    part774_classification,
)
from licet.law.ear.part744 import s744_11_footnotes
from licet.law.finding import Effect, Finding
from licet.terms.eccn import Eccn, parse_eccn
from licet.terms.item import DirectProduct
from licet.terms.party import Role
from partial_law import findings, law_from

LAW = law_from(
    part734_de_minimis,
    part734_direct_product_scope,
    part734_direct_products_by_destination,
    part734_direct_products_by_party,
    part734_direct_products_for_computing,
    part734_direct_products_for_embargoes,
    part734_foreign_direct_product,
    part734_no_de_minimis,
    part734_content_elsewhere,
    part734_scope,
    part738_destination,
    part774_classification,
    s744_11_footnotes,
)


def eccn(text: str) -> Eccn:
    found = parse_eccn(text)
    assert found is not None
    return found


def content(*shares: tuple[str, object]) -> tuple[tuple[Eccn, Decimal], ...]:
    return tuple((eccn(text), Decimal(str(percent))) for text, percent in shares)


def product(of: str = "", plant: str = "", *, designed: bool = False, started: str = "") -> DirectProduct:
    return DirectProduct(
        tuple(map(eccn, of.split())),
        tuple(map(eccn, plant.split())),
        designed,
        dt.date.fromisoformat(started) if started else None,
    )


def party(role: Role, *footnotes: int, country: str = "CN", **terms: object) -> tuple[Role, str, tuple[object, ...]]:
    return role, country, (standing(footnotes=frozenset(footnotes), **terms),)


def said(date: str, item: str, **facts: object) -> list[Finding]:
    """Findings about a foreign-made commodity abroad, with no content and no direct product unless given."""
    known: dict[str, object] = {
        "activity": "reexport",
        "origin": "foreign",
        "located_in": "foreign",
        "item_moves": True,
        "kind": "commodity",
        "us_content": (),
        "open_content_counts": False,
        "direct_product": DirectProduct(),
        "destination": "CN",
        "exporter_country": "TW",
        "enc_classified": False,
        "supports_5g": True,
        "en_route_since": None,
        "order_date": None,
        "parties": (),
        **facts,
    }
    return findings(LAW, date, eccn=item, **known)


def subject(found: list[Finding]) -> set[str]:
    """The rules by which an item is subject to the EAR."""
    return {f.rule for f in found if f.effect is Effect.SUBJECT}


def asked(found: list[Finding]) -> set[str]:
    """The rules that ask a question."""
    return {f.rule for f in found if f.effect is Effect.QUESTION}
