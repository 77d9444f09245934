"""740.2(a)(9): license exceptions for chip-making equipment and advanced computing items."""

from __future__ import annotations

from licet.law.ear.part740.restriction import Bar, Bars
from licet.law.ear.part740.s740_2_restrictions import entry_of
from licet.law.rule import derived, span

_CHINA = frozenset({"CN", "HK", "MO"})
_SERVED = frozenset({"3D001", "3E001", "4E001"})  # may be for items of (a)(9)
_MAKING_2023 = frozenset({"3B001", "3B002", "3D001", "3D002", "3E001"})
_CONDITION = "not_named_in_a_9"
_SEAT = "not_headquartered_in_macau_or_d5"


@derived(
    citation="15 CFR 740.2(a)(9)",
    name="bars_of_technology",
    effective=[span("2022-10-07", "2023-11-16", by="87 FR 62186")],
    otherwise=(),
    only_when="item_marks",
)
def bars_of_technology_2022(item_marks: frozenset[str], destination: str, destination_groups: frozenset[str]) -> Bars:
    """To China and Macau: 3A090, 3B090, 4A090, 4D090, and software and technology for them.

    Items of other entries that meet the parameters of 3A090 or 4A090 cannot be told by their ECCN.
    """
    if destination not in _CHINA:
        return ()
    entry = entry_of(item_marks)
    if entry == "3B090":
        return (Bar("(a)(9)", "chip-making equipment of 3B090 to China or Macau", ("GOV b.2.ii",)),)
    because = "an advanced computing item, or software or technology that may be for one, to China or Macau"
    if "computing" in item_marks:
        return (Bar("(a)(9)", because, ("RPL", "GOV b.2.ii", "TSU a", "TSU c")),)
    # What is for 3B090 has fewer exceptions than what is for 3A090: the fewer count.
    return (Bar("(a)(9)", because, ("GOV b.2.ii",), condition=_CONDITION),) if entry in _SERVED else ()


@derived(
    citation="15 CFR 740.2(a)(9)",
    name="bars_of_technology",
    effective=[span("2023-11-17", "2024-12-01", by="88 FR 73458")],
    otherwise=(),
    only_when="item_marks",
)
def bars_of_technology_2023(item_marks: frozenset[str], destination: str, destination_groups: frozenset[str]) -> Bars:
    """Chip-making equipment to Macau or D:5; advanced computing items to D:1, D:4 and D:5. The text was not read:
    of entries that it names in part, each item is asked about."""
    found: list[Bar] = []
    entry = entry_of(item_marks)
    if _to_macau_or_d5(destination, destination_groups) and entry in _MAKING_2023:
        because = "an item of an entry of which 740.2(a)(9)(i) named a part, to Macau or Country Group D:5"
        found.append(Bar("(a)(9)(i)", because, ("GOV b.2.ii",), condition=_CONDITION))
    open_to = ("NAC", "ACA", "RPL", "GOV b.2.ii", "TSU a", "TSU c")
    return (*found, *_computing(item_marks, destination, destination_groups, open_to))


@derived(
    citation="15 CFR 740.2(a)(9)",
    name="bars_of_technology",
    effective=[span("2024-12-02", by="89 FR 96790")],
    otherwise=(),
    only_when="item_marks",
)
def bars_of_technology_2024(item_marks: frozenset[str], destination: str, destination_groups: frozenset[str]) -> Bars:
    """Chip-making equipment to Macau or D:5; advanced computing items to D:1, D:4, D:5 without A:5 and A:6."""
    found: list[Bar] = []
    if _to_macau_or_d5(destination, destination_groups) and item_marks & {"equipment", "equipment?"}:
        because = "chip-making equipment, its software or technology, to Macau or Country Group D:5"
        condition = "" if "equipment" in item_marks else _CONDITION
        found.append(Bar("(a)(9)(i)", because, ("GOV b",), condition=condition))
    open_to = ("TMP a.6", "NAC", "ACA", "RPL", "GOV b", "TSU a", "TSU c", "HBM", "AIA", "ACM")
    return (*found, *_computing(item_marks, destination, destination_groups, open_to))


def _to_macau_or_d5(destination: str, groups: frozenset[str]) -> bool:
    return "D:5" in groups or destination == "MO"


def _computing(
    marks: frozenset[str], destination: str, groups: frozenset[str], open_to: tuple[str, ...]
) -> tuple[Bar, ...]:
    """(a)(9)(ii): by destination, and elsewhere by the seat of the recipient."""
    if not marks & {"computing", "computing?"}:
        return ()
    condition = "" if "computing" in marks else _CONDITION
    reached = groups & {"D:1", "D:4", "D:5"} or destination == "MO"
    if reached and not groups & {"A:5", "A:6"}:
        because = "an advanced computing item, its software or technology, to Country Group D:1, D:4 or D:5"
        return (Bar("(a)(9)(ii)", because, open_to, condition=condition),)
    if condition:
        return ()  # the entry's own row asks whether the item is one
    because = f"an advanced computing item for an entity that may have its seat in Macau or Country Group D:5 ({_SEAT})"
    return (Bar("(a)(9)(ii)", because, open_to, condition=_SEAT),)
