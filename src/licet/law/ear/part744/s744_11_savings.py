"""Savings clauses of listing rules: shipments on their way when a listing took effect.

Each rule that lists has its own clause; the standing says whether it has one and until when.
"""

from __future__ import annotations

import datetime as dt

from licet.law.ear.part734_direct_product_scope import Parties, only_affiliates
from licet.law.ear.part744.s744_11_entity_list import ENTITY_LIST, KEY, listed_itself
from licet.law.ear.part744.s744_11_footnotes import FOOTNOTE_1, FOOTNOTE_3, FOOTNOTE_4, FOOTNOTE_5
from licet.law.ear.part744.supp8_ownership import MILITARY_END_USERS, captures_by_list
from licet.law.finding import Effect, Finding, Findings, exempt, note
from licet.law.rule import derived, rule, span
from licet.terms.standing import Basis, Standing

# 90 FR 47201 took effect on that day and saved what was aboard a carrier on it.
AFFILIATES_EFFECTIVE = dt.date(2025, 9, 29)


@derived(citation="savings clauses of the listing rules", only_when="en_route_since")
def saved_on(en_route_since: dt.date | None, key_date: dt.date) -> dt.date | None:
    """The day of a transaction for which a savings clause is claimed; `None` where none is."""
    return None if en_route_since is None else key_date


def not_aboard(en_route_since: dt.date, order_date: dt.date | None, effective: dt.date) -> str:
    """Why a shipment was not on its way under an actual order on the effective day; empty if it was."""
    if en_route_since > effective:
        return f"it was not yet aboard a carrier on {effective.isoformat()}, the day the listing took effect"
    if order_date is None:
        return "there was no actual order"
    if order_date > en_route_since:
        return "the order came after the shipment"
    return ""


def no_carrier(activity: str, *, transfers: bool) -> str:
    """Why no carrier takes it to a port of export or reexport; empty if one may."""
    if activity == "deemed_export":
        return "a release to a person goes aboard no carrier"
    if activity == "transfer_in_country" and not transfers:
        return "it speaks of ports of export and reexport, not of transfers within a country"
    return ""


@rule("744.11 savings", citation="savings clause of the listing rule")
def savings(
    standing: Standing,
    activity: str,
    en_route_since: dt.date | None,
    order_date: dt.date | None,
    saved_on: dt.date | None,
) -> Finding | None:
    """Shipments aboard a carrier when the listing took effect may go on

    Encoded: an item aboard a carrier to a port of export or reexport on the day this listing took
    effect, under an actual order, and, where the clause has an end date, exported by then. It lifts
    this listing's requirement only, and only as of the day of this entity's listing. Transfers within a
    country are in the clauses with an end date, not in those of 2019 and 2020; releases are in none.
    Not encoded: that it goes to the same destination and was eligible before: every other requirement
    stands by itself, a license exception must be claimed.
    """
    if en_route_since is None or saved_on is None or not listed_itself(standing):
        return None
    cited = f"{standing.act} (savings clause)"
    if not standing.savings:
        because = f"No savings clause is known of {standing.act}."
        return note(Effect.CONSIDERED, because, standing.act)
    fault = no_carrier(activity, transfers=standing.savings_through is not None)
    fault = fault or not_aboard(en_route_since, order_date, standing.listed_from)
    if not fault and standing.savings_through is not None and saved_on > standing.savings_through:
        fault = f"the window closed on {standing.savings_through.isoformat()}"
    if fault:
        return note(Effect.CONSIDERED, f"The savings clause of {standing.act} does not help: {fault}.", cited)
    because = f"Aboard a carrier under an actual order when the listing took effect: saved by {standing.act}."
    return exempt(because, cited, "savings clause of the listing rule", covers=(KEY,))


_AFFILIATES = "90 FR 47201 (savings clause)"
_AFFILIATES_SPAN = span("2025-09-29", "2025-10-29", by="90 FR 47201")


@rule("744.11(a)(1) savings", citation=_AFFILIATES, effective=[_AFFILIATES_SPAN])
def affiliates_savings(
    standing: Standing, activity: str, en_route_since: dt.date | None, order_date: dt.date | None
) -> Findings | None:
    """Shipments aboard a carrier when the Affiliates rule took effect may go on until October 29, 2025

    Encoded: an item aboard a carrier on 2025-09-29 under an actual order, to an affiliate that became
    subject by the Affiliates rule on that day, to whichever of 744.8, 744.11 and 744.21. It goes on as
    before: of a branch abroad it was not settled then whether the listing reached it, so that it is asked.
    Not encoded: affiliates of owners listed later, whose own listing rule may save shipments too.
    """
    if en_route_since is None or not standing.in_force or not captures_by_list(standing):
        return None
    if standing.basis not in (Basis.OWNED, Basis.BRANCH):
        return None
    fault = no_carrier(activity, transfers=True) or not_aboard(en_route_since, order_date, AFFILIATES_EFFECTIVE)
    if not fault and standing.listed_from > AFFILIATES_EFFECTIVE:
        fault = "its owner was listed later"
    if fault:
        because = f"The savings clause of the Affiliates rule does not help: {fault}."
        return (note(Effect.CONSIDERED, because, _AFFILIATES),)
    because = "Aboard a carrier under an actual order when the Affiliates rule took effect, completed in its window."
    key = KEY if standing.list in ENTITY_LIST else "744.21" if standing.list in MILITARY_END_USERS else "744.8"
    saved = exempt(because, _AFFILIATES, covers=(key,))
    if standing.basis is Basis.OWNED:
        return (saved,)
    asked = "{party} is a branch of a listed entity: whether the listing reached it before 2025-09-29 is not settled."
    return saved, note(Effect.QUESTION, asked, "15 CFR 744.11(a)", _AFFILIATES, code="role")


_BY_FOOTNOTE = ((1, FOOTNOTE_1), (3, FOOTNOTE_3), (4, FOOTNOTE_4), (5, FOOTNOTE_5))


@rule("744.11(a)(2) affiliates savings", citation=_AFFILIATES, effective=[_AFFILIATES_SPAN], only_when="parties")
def affiliates_savings_of_direct_products(
    parties: Parties, activity: str, en_route_since: dt.date | None, order_date: dt.date | None
) -> Finding | None:
    """The same for direct products of the footnotes that affiliates inherit

    Encoded: the requirement of a footnote that only affiliates bring into the transaction.
    """
    fault = no_carrier(activity, transfers=True)
    if en_route_since is None or fault or not_aboard(en_route_since, order_date, AFFILIATES_EFFECTIVE):
        return None
    by_footnote = {key: only_affiliates(number, parties, known_recipients=True) for number, key in _BY_FOOTNOTE}
    covers = tuple(
        key
        for key, standings in by_footnote.items()
        if standings and all(standing.listed_from <= AFFILIATES_EFFECTIVE for standing in standings)
    )
    if not covers:
        return None
    because = "Aboard a carrier under an actual order when affiliates came to inherit the footnote."
    return exempt(because, _AFFILIATES, covers=covers)
