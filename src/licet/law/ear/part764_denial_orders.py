"""Denial orders: General Prohibition Four, 15 CFR 736.2(b)(4), 764.3(a)(2)."""

from __future__ import annotations

from licet.law.finding import Effect, Finding, Findings, no_exceptions, note, prohibit
from licet.law.rule import rule
from licet.terms.party import KNOWN_RECIPIENT_ROLES, Role
from licet.terms.standing import Basis, Standing, State

DENIED_PERSONS = frozenset({"denied_persons", "denied_person", "DPL"})
KEY = "764.3"
_CITED = ("15 CFR 736.2(b)(4)", "15 CFR 764.3")
_NO_EXPORT = frozenset({"import", "payment", "domestic_sale", "service"})


def _denied(standing: Standing) -> bool:
    """Whether the party is the person of the order; a branch is the same legal person."""
    return standing.list in DENIED_PERSONS and standing.basis in (Basis.LISTED, Basis.BRANCH)


@rule("764.3", citation="15 CFR 736.2(b)(4)")
def denial_order(role: Role, standing: Standing, activity: str) -> Findings | None:
    """A denial order forbids to take part with a denied person

    Encoded: an order in force bars a transaction in items subject to the EAR in which the denied
    person takes part in any way, whatever its role; no license exception helps. BIS may authorize
    what an order forbids (736.2(b)(4)(ii)); such authorizations are general licenses here. Where the
    item is known to be for the products of a denied person, or where no export takes place (import,
    domestic sale, payment, service), the terms of the order decide: a question.
    Not encoded: the terms of each order, which may be narrower than the standard ones of Supp. No. 1 to
    Part 764; persons related to a denied person that the order names (766.23).
    """
    if not _denied(standing) or not standing.in_force:
        return None
    if role in KNOWN_RECIPIENT_ROLES or activity in _NO_EXPORT:
        because = "{party} is under a denial order; its terms decide whether they reach this, too."
        return (
            note(Effect.QUESTION, because, standing.act, *_CITED, code="denial_order", key=KEY),
            note(Effect.RED_FLAG, "A person under a denial order is involved.", *_CITED),
        )
    return (
        prohibit("{party} is under a denial order in force: nobody may take part.", standing.act, *_CITED, key=KEY),
        no_exceptions("No license exception overcomes a denial order.", "15 CFR 736.2(b)(4)", key=KEY),
    )


@rule("764.3 order not in force", citation="15 CFR 736.2(b)(4)")
def order_not_in_force(standing: Standing) -> Finding | None:
    """A denial order that is suspended, ended or not yet in force

    Encoded: a suspended order is a red flag, since it can be activated at any time; one that has ended
    or had not begun is told.
    """
    if not _denied(standing) or standing.in_force:
        return None
    if standing.state is State.SUSPENDED:
        because = "{party} is under a denial order that is suspended; it can be activated."
        return note(Effect.RED_FLAG, because, standing.act, "15 CFR 736.2(b)(4)")
    said = "has ended" if standing.state is State.ENDED else f"took effect on {standing.listed_from.isoformat()}"
    return note(Effect.CONSIDERED, f"The denial order against {{party}} {said}.", standing.act, "15 CFR 736.2(b)(4)")
