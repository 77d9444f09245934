"""Columns of a table and the transaction they make: dotted names in, one JSON object out.

Names are matched strictly: a misspelt column must not pass for an absent fact. A blank cell is an
absent field; a list in a cell is JSON.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from licet.cli.json_text import JsonFault, parse_json
from licet.determination.intake import Fault
from licet.terms.party import PARTY_ROLES

TOP = (
    "id",
    "order",
    "date",
    "activity",
    "exporter_country",
    "destination",
    "end_use",
    "standard",
    "standard_published",
    "contract_date",
    "order_date",
    "product_public_date",
    "en_route_since",
    "certification",
    "knowledge",
)
TOP_LISTS = ("parties", "known_recipients", "claims", "licenses")
ITEM = (
    "description",
    "eccn",
    "origin",
    "kind",
    "value_usd",
    "quantity",
    "located_in",
    "supports",
    "enhances_function",
    "supports_5g",
    "published",
    "enc_classified",
    "notified_742_15",
)
ITEM_LISTS = ("us_content", "direct_product")
DIRECT_PRODUCT = ("designed_by_footnote_1", "production_started")
DIRECT_PRODUCT_LISTS = ("of", "plant")
PARTY = ("name", "country", "located_in", "nationality", "address")
PARTY_LISTS = ("identifiers", "owners", "decisions")
MAX_COLUMNS = 2_000
SUGGESTED = 200  # columns among the first that are given the nearest known name; each search takes a millisecond

_ROLE_COLUMN = re.compile(r"(?P<role>[a-z_]+)(?:\.(?P<number>[1-9]\d?))?\.(?P<field>[a-z_]+)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name as printed, where its value goes, and whether its cells hold JSON.

    `path` is empty for a name that is not known. A party's path is ("parties", "role.number", field).
    """

    name: str
    path: tuple[str, ...]
    holds_json: bool = False
    suggestion: str = ""


def column(name: str, *, suggest: bool = True) -> Column:
    """The column of that name; an unknown one carries the nearest known name, where that is asked for."""
    if name in TOP or name in TOP_LISTS:
        return Column(name, (name,), name in TOP_LISTS)
    head, _, tail = name.partition(".")
    if head == "item":
        if tail in ITEM or tail in ITEM_LISTS:
            return Column(name, ("item", tail), tail in ITEM_LISTS)
        inner, _, last = tail.partition(".")
        if inner == "direct_product" and last in DIRECT_PRODUCT + DIRECT_PRODUCT_LISTS:
            return Column(name, ("item", "direct_product", last), last in DIRECT_PRODUCT_LISTS)
    match = _ROLE_COLUMN.fullmatch(name)
    if match and match["role"] in PARTY_ROLES and match["field"] in PARTY + PARTY_LISTS:
        party = f"{match['role']}.{match['number'] or 1}"
        return Column(name, ("parties", party, match["field"]), match["field"] in PARTY_LISTS)
    return Column(name, (), suggestion=nearest(name) if suggest else "")


def nearest(name: str) -> str:
    """The known column name nearest to a misspelt one, or an empty text."""
    known = [*TOP, *TOP_LISTS, *(f"item.{f}" for f in ITEM + ITEM_LISTS)]
    known += [f"item.direct_product.{f}" for f in DIRECT_PRODUCT + DIRECT_PRODUCT_LISTS]
    known += [f"{role}.{f}" for role in sorted(PARTY_ROLES) for f in PARTY + PARTY_LISTS]
    tried = name.strip().lower().replace(" ", "_").replace("-", "_").replace("/", ".")
    by_last: dict[str, str] = {}
    for one in known:
        by_last.setdefault(one.rpartition(".")[2], one)
    if tried in known:
        return tried
    if tried in by_last:
        return by_last[tried]
    if near := get_close_matches(tried, known, 1, 0.7):
        return near[0]
    near = get_close_matches(tried, list(by_last), 1, 0.75)
    return by_last[near[0]] if near else ""


def fits(names: Sequence[object]) -> int:
    """How many of a row's cells are known column names."""
    return sum(bool(column(n.strip(), suggest=False).path) for n in names if isinstance(n, str) and n.strip())


class Header:
    """The columns of one table; makes transactions of its rows. Raises `ValueError` for doubled or too many columns."""

    def __init__(self, names: Sequence[object]) -> None:
        texts = ["" if name is None else str(name).strip() for name in names]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > MAX_COLUMNS:
            raise ValueError(f"has {len(texts)} columns; no order book needs more than {MAX_COLUMNS}")
        self.columns = tuple(column(text, suggest=place < SUGGESTED) for place, text in enumerate(texts))
        seen: dict[tuple[str, ...], str] = {}
        for one in self.columns:
            if one.path and one.path in seen:
                same = "" if seen[one.path] == one.name else f" (as {seen[one.path]!r})"
                raise ValueError(f"column {one.name!r} stands twice{same}; keep one of them")
            seen.setdefault(one.path, one.name)

    @property
    def unknown(self) -> list[Column]:
        """Named columns that are none of the contract's."""
        return [one for one in self.columns if one.name and not one.path]

    def transaction(self, cells: Sequence[object]) -> tuple[dict[str, object], list[Fault], tuple[str, ...]]:
        """The JSON object of a row, its faults, and the columns its parties came from, in order."""
        source: dict[str, object] = {}
        parties: dict[str, dict[str, object]] = {}
        faults: list[Fault] = []
        for place, cell in enumerate(cells):
            value = plain(cell)
            if value is None:
                continue
            if place >= len(self.columns) or not self.columns[place].name:
                where = f"column {letters(place)}"
                faults.append(Fault(where, f"holds {str(value)[:40]!r} but the header names no such column"))
                continue
            one = self.columns[place]
            if not one.path:
                hint = f"; did you mean {one.suggestion!r}?" if one.suggestion else ""
                faults.append(Fault(one.name[:80], f"no such column{hint}"))
                continue
            if one.holds_json:
                try:
                    value = _json(value)
                except JsonFault as fault:
                    faults.append(Fault(one.name, f"a list in a cell is written as JSON: {fault}"))
                    continue
            if one.path[0] == "parties" and len(one.path) == 3:
                parties.setdefault(one.path[1], {"role": one.path[1].partition(".")[0]})[one.path[2]] = value
            elif not _put(source, one.path, value):
                faults.append(Fault(one.name, "is given twice: as a whole and by its parts"))
        stated = source.get("parties", [])
        if parties and isinstance(stated, list):
            source["parties"] = [*stated, *parties.values()]
        own = tuple(f"parties[{place}]" for place in range(len(stated))) if isinstance(stated, list) else ()
        return source, faults, (*own, *(name.removesuffix(".1") for name in parties))


def _put(source: dict[str, object], path: tuple[str, ...], value: object) -> bool:
    target = source
    for step in path[:-1]:
        inner = target.setdefault(step, {})
        if not isinstance(inner, dict):
            return False
        target = inner
    if path[-1] in target:
        return False
    target[path[-1]] = value
    return True


def _json(value: object) -> object:
    if not isinstance(value, str):
        return value
    return parse_json(value)


def plain(cell: object) -> object:
    """A cell's value as JSON would hold it; `None` for a blank cell."""
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, dt.datetime):
        if cell.tzinfo is None and cell.time() == dt.time():
            return cell.date().isoformat()
        return cell.isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return str(cell)
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    if cell is None or isinstance(cell, (bool, int, list, dict)):
        return cell
    return str(cell)


def letters(place: int) -> str:
    """A column's letters as spreadsheets show them: 0 is A, 26 is AA."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text
