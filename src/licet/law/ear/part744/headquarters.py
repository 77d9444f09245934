"""Where the ultimate parent of a party is established, as far as its stated owners tell: for 744.23(a)(3) and (4).

The seat of a parent enters as a standing (`list` "parent", the country of the parent): what ownership makes of a
party. The EAR do not define "ultimate parent company"; more than half is taken as certain, half or an unknown share
as open. Of a chain only its end counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from licet.law.ear.part744.supp8_ownership import OwnerNode
from licet.terms.scope import ALL_ITEMS, PRESUMED_DENIED
from licet.terms.standing import Basis, Standing, State

PARENT = "parent"
_HALF = Decimal(50)


def parents(owners: tuple[OwnerNode, ...], party_country: str) -> tuple[Standing, ...]:
    """A standing for each country other than the party's own in which an ultimate parent is, or may be.

    `OWNED` where the shares leave no doubt, `SHARE_UNKNOWN` where a share along the chain is half or not known.
    """
    found: dict[str, Basis] = {}
    for country, basis in _ends(owners, Basis.OWNED):
        if country and country != party_country and found.get(country) is not Basis.OWNED:
            found[country] = basis
    return tuple(_parent(country, basis) for country, basis in found.items())


def _ends(owners: tuple[OwnerNode, ...], so_far: Basis) -> Iterator[tuple[str, Basis]]:
    """The ends of the chains of majority owners: country and basis."""
    for owner in owners:
        if owner.relationship != "branch" and owner.percent is not None and owner.percent < _HALF:
            continue
        certain = owner.relationship == "branch" or (owner.percent is not None and owner.percent > _HALF)
        basis = so_far if certain else Basis.SHARE_UNKNOWN
        above = list(_ends(owner.owners, basis))
        if not any(each is Basis.OWNED for _, each in above):
            yield owner.country, Basis.SHARE_UNKNOWN if above else basis
        yield from above


def _parent(country: str, basis: Basis) -> Standing:
    return Standing(
        list=PARENT,
        state=State.IN_FORCE,
        basis=basis,
        act="",
        terms_act="",
        listed_from=dt.date.min,
        scope=ALL_ITEMS,
        policy=PRESUMED_DENIED,
        country=country,
    )
