"""740.2(a)(21), (23): license exceptions for firearms."""

from __future__ import annotations

from licet.law.ear.part740.restriction import Bar, Bars
from licet.law.ear.part740.s740_2_restrictions import entry_of, item_of
from licet.law.rule import derived, span

_SALES_BARRED = frozenset({"MX", "ZA", "TR"})  # (a)(23): not among the excepted countries of A:5 and A:6
_HOLDS = "a firearm that holds, or may come to hold, a part of USML Category I(h)(2) (no_defense_article_in_firearm)"


@derived(
    citation="15 CFR 740.2(a)(21), (23)",
    name="bars_of_firearms",
    effective=[span("2020-03-09", "2024-05-29", by="85 FR 4136")],
    otherwise=(),
    only_when="item_marks",
)
def bars_of_firearms_2020(
    item_marks: frozenset[str], destination: str, destination_groups: frozenset[str], activity: str
) -> Bars:
    """Firearms of 0A501 and 0A502 while they held what 0A506 to 0A508 hold since."""
    semi_automatic = item_of(item_marks) in ("0A501", "0A501.a")
    return _bars(item_marks, ("0A501", "0A502"), semi_automatic, destination, destination_groups, activity)


@derived(
    citation="15 CFR 740.2(a)(21), (23)",
    name="bars_of_firearms",
    effective=[span("2024-05-30", by="89 FR 34680")],
    otherwise=(),
    only_when="item_marks",
)
def bars_of_firearms(
    item_marks: frozenset[str], destination: str, destination_groups: frozenset[str], activity: str
) -> Bars:
    """Firearms and shotguns, semi-automatic ones in entries of their own."""
    entries = ("0A501", "0A502", "0A506", "0A507", "0A508")
    semi_automatic = entry_of(item_marks) in ("0A506", "0A507", "0A508")
    return _bars(item_marks, entries, semi_automatic, destination, destination_groups, activity)


def _bars(
    marks: frozenset[str],
    entries: tuple[str, ...],
    semi_automatic: bool,
    destination: str,
    groups: frozenset[str],
    activity: str,
) -> Bars:
    found: list[Bar] = []
    if entry_of(marks) in entries and activity in ("reexport", "transfer_in_country"):
        found.append(Bar("(a)(21)", _HOLDS, ("GOV b.2.ii",), condition="no_defense_article_in_firearm"))
    partners = groups & {"A:5", "A:6"} and destination not in _SALES_BARRED
    if semi_automatic and not partners:
        because = (
            "semi-automatic firearms whose contract is not stated to be below $4,000,000 (contract_below_4_million)"
        )
        found.append(Bar("(a)(23)", because, ("GOV b",), condition="contract_below_4_million"))
    return tuple(found)
