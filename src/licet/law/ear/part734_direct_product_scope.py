"""15 CFR 734.9: the product scopes of the direct product rules, and what the Entity List rules reach.

The product scope asks of which technology or software the item, or its plant or a major component of the
plant, is the direct product. The end-user scope asks which entities with a footnote take part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from licet.law.ccl import classify
from licet.law.ear.part744.s744_11_entity_list import ALWAYS_PARTY, CLARIFIED_PARTY, ENTITY_LIST
from licet.law.eccn_lists import in_list
from licet.law.rule import derived, span
from licet.terms.dates import end_of
from licet.terms.eccn import Eccn
from licet.terms.item import ANY_ECCN, DirectProduct
from licet.terms.party import KNOWN_RECIPIENT_ROLES, Role
from licet.terms.standing import Basis, Standing

Parties = tuple[tuple[Role, str, tuple[Standing, ...]], ...]

# Scopes that name their ECCNs: list name without `fdp_`, `_technology` and `_plant`.
_LISTED = ("footnote1", "footnote4", "footnote5", "advanced_computing", "supercomputer", "sme")


@dataclass(frozen=True, slots=True)
class ProductScopes:
    """The product scopes an item surely meets, and those it may meet.

    `designed`: produced or developed by a footnote 1 entity, or nothing said of its production.
    """

    met: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    designed: bool = False

    def __bool__(self) -> bool:
        """Whether any scope is or may be met, so that a rule of 734.9 could reach the item."""
        return bool(self.met or self.open or self.designed)

    def of(self, name: str) -> str:
        """`met`, `open`, or empty."""
        return "met" if name in self.met else "open" if name in self.open else ""


@derived(citation="15 CFR 734.9", otherwise=ProductScopes(), only_when="foreign_abroad")
def direct_product_scopes(
    foreign_abroad: bool, direct_product: DirectProduct | None, table_date: dt.date
) -> ProductScopes:
    """Which product scopes a foreign-made item outside the United States meets."""
    if not foreign_abroad or direct_product is None:
        return ProductScopes()
    verdicts = {name: _listed(name, direct_product, table_date) for name in _LISTED}
    of, plant = direct_product.of, direct_product.plant
    technology = tuple(eccn for eccn in plant if eccn.group != "D")  # of a plant, (b) to (d) count technology only
    verdicts["9x515"] = _any(of + technology, lambda eccn: eccn.number[0] == "9" and eccn.number[2:] == "515")
    verdicts["600_series"] = _any(of + technology, lambda eccn: eccn.number[2:3] == "6")
    verdicts["600_series_item"] = _any(of, lambda eccn: eccn.number[2:3] == "6")
    verdicts["any"] = _any(of + plant, lambda eccn: not eccn.is_ear99)
    verdicts["3_to_9"] = _any(of + plant, lambda eccn: eccn.number[0] in "3456789")
    verdicts["3_4_5_7"] = _any(of + plant, lambda eccn: eccn.number[0] in "3457")
    unknown = ANY_ECCN in of and ANY_ECCN in plant
    return ProductScopes(
        frozenset(name for name, verdict in verdicts.items() if verdict),
        frozenset(name for name, verdict in verdicts.items() if verdict is None),
        # Where nothing at all is said of production, the designer is not known either.
        direct_product.designed_by_footnote_1 or unknown,
    )


def _one(verdicts: Iterable[bool | None]) -> bool | None:
    found = set(verdicts)
    return True if True in found else None if None in found else False


def _equipment(eccn: Eccn) -> bool:
    """A commodity where technology or software is asked for: what made it is not stated, so that it is open."""
    return eccn.group in ("A", "B", "C")


def _listed(name: str, product: DirectProduct, date: dt.date) -> bool | None:
    def on(eccn: Eccn, table: str) -> bool | None:
        if eccn == ANY_ECCN:
            return True
        return None if _equipment(eccn) else in_list(eccn, f"fdp_{name}_{table}", end_of(date))

    return _one([*(on(e, "technology") for e in product.of), *(on(e, "plant") for e in product.plant)])


def _any(eccns: Iterable[Eccn], test: Callable[[Eccn], bool]) -> bool | None:
    """Whether something of product group D or E passes a test; open for equipment that does."""
    return _one(
        True
        if eccn == ANY_ECCN
        else False
        if not test(eccn)
        else None
        if _equipment(eccn)
        else eccn.group in ("D", "E")
        for eccn in eccns
    )


def national_security(product: DirectProduct, item: Eccn, date: dt.date) -> bool | None:
    """734.9(b)(1): NS-controlled technology or software for the item; of the plant, technology only."""

    def controlled(eccn: Eccn, made_for: Eccn | None) -> bool | None:
        if eccn == ANY_ECCN:
            return True
        found = classify(eccn, end_of(date), made_for)
        verdict = None if found is None else found.has_reason("NS")
        if verdict is False and made_for is not None:  # it may be technology for other things than the item
            at_large = classify(eccn, end_of(date))
            verdict = False if at_large is not None and at_large.has_reason("NS") is False else None
        return None if verdict and _equipment(eccn) else verdict

    plant = (eccn for eccn in product.plant if eccn.group != "D")
    return _one([*(controlled(eccn, item) for eccn in product.of), *(controlled(eccn, None) for eccn in plant)])


def _reach(parties: Parties, certain: Mapping[Role, str], *, affiliates: bool) -> frozenset[tuple[int, str]]:
    """`certain`: the roles in which an entity is surely a party that counts."""
    found: set[tuple[int, str]] = set()
    for role, _, standings in parties:
        for standing in standings:
            if standing.list not in ENTITY_LIST or not standing.in_force or role is Role.LENDER:
                continue
            surely = _surely(standing, affiliates=affiliates)
            if surely is False:
                continue
            if role in KNOWN_RECIPIENT_ROLES:
                route = "producer" if role is Role.USED_TO_PRODUCE else "recipient"
            else:
                route = "party" if role in certain else "open"
            found.update((number, route if surely else "open") for number in standing.footnotes)
    return frozenset(found)


def _surely(standing: Standing, *, affiliates: bool) -> bool | None:
    """Whether the footnote is the party's own; `None` where branch or share leave it open."""
    if standing.basis is Basis.LISTED:
        return True
    if standing.basis is Basis.BRANCH:
        return True if affiliates else None
    if standing.basis is Basis.OWNED:
        return affiliates and standing.foreign
    if standing.basis is Basis.SHARE_UNKNOWN:
        return None if affiliates and standing.foreign else False
    return False


@derived(
    name="footnote_reach",
    citation="15 CFR Part 744 Supp. No. 4 footnote 1",
    effective=[span(None, "2020-08-16")],
)
def footnote_reach_of_destinations(parties: Parties) -> frozenset[tuple[int, str]]:
    """The same while the words were "destined to": surely a consignee or end user, others may count."""
    return _reach(parties, ALWAYS_PARTY, affiliates=False)


@derived(
    name="footnote_reach",
    citation="15 CFR 734.9(e)",
    effective=[span("2020-08-17", "2025-09-28", by="85 FR 51596"), span("2025-11-10", "2026-11-09", by="90 FR 50857")],
)
def footnote_reach_of_listed(parties: Parties) -> frozenset[tuple[int, str]]:
    """Footnotes of Entity List entries at hand, each with how the entity takes part.

    `party`: as a party of 748.5(c)-(f). `producer`: the item is used to produce its products. `recipient`:
    the item goes into, or was ordered for, its products. `open`: in a way that may or may not count.
    """
    return _reach(parties, CLARIFIED_PARTY, affiliates=False)


@derived(
    name="footnote_reach",
    citation="15 CFR 734.9(e)",
    effective=[span("2025-09-29", "2025-11-09", by="90 FR 47201"), span("2026-11-10", by="90 FR 50857")],
)
def footnote_reach_of_affiliates(parties: Parties) -> frozenset[tuple[int, str]]:
    """The same, where entities owned 50 percent or more inherit the footnote, one such owner being enough."""
    return _reach(parties, CLARIFIED_PARTY, affiliates=True)


def only_affiliates(footnote: int, parties: Parties, *, known_recipients: bool) -> tuple[Standing, ...]:
    """The standings that bring a footnote about, if all are of unlisted affiliates of its entities; else none.

    `known_recipients`: whether those may be among them for whose products the item is, or parties alone.
    """
    found: list[Standing] = []
    for role, _, standings in parties:
        for standing in standings:
            if footnote not in standing.footnotes or standing.list not in ENTITY_LIST or not standing.in_force:
                continue
            if role is Role.LENDER or standing.basis in (Basis.MINORITY, Basis.SHARE_UNKNOWN):
                continue
            if standing.basis is not Basis.OWNED or (role in KNOWN_RECIPIENT_ROLES and not known_recipients):
                return ()
            found.append(standing)
    return tuple(found)


def route_to(footnote: int, reach: frozenset[tuple[int, str]]) -> str:
    """The strongest way a footnote is reached: `party`, `producer`, `recipient`, `open`, or empty."""
    routes = {route for number, route in reach if number == footnote}
    return next((route for route in ("party", "producer", "recipient", "open") if route in routes), "")
