"""Entries by the identifiers that the lists print of them: registration, tax and passport numbers, SWIFT codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_LABELLED = re.compile(r"passport|number|\bno\b|\bid\b|swift|bic|imo|registration|identi|code|license|\blei\b", re.I)
_NOT_ITS_OWN = re.compile(r"executive order|section|phone|fax|email|website|date|directive|gender|risk", re.I)
_TOKEN = re.compile(r"[A-Za-z0-9./-]*\d[A-Za-z0-9./-]*")
_LEAST = 5  # letters and digits; fewer may be anybody's


def plain_identifier(text: str) -> str:
    """The identifier without spaces and punctuation; nothing where it says too little."""
    kept = "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())
    digits = sum(letter.isdigit() for letter in kept)
    swift = re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", kept) is not None
    return kept if len(kept) >= _LEAST and (digits >= 4 or swift) and len(kept) <= 40 else ""


def plain_identifiers(cell: str) -> tuple[str, ...]:
    """The identifiers in a cell, which may hold several divided by semicolon, comma or bar."""
    return tuple(plain for part in re.split(r"[;,|\n]", cell) if (plain := plain_identifier(part)))


def identifiers_in(printed: str) -> Iterator[str]:
    """The identifiers in a printed field: `Passport, U00242309, TR` gives `U00242309`."""
    label, comma, rest = printed.partition(",")
    if not _LABELLED.search(label) or _NOT_ITS_OWN.search(label):
        return
    if comma:
        value = rest.split(",")[0]
        if plain := plain_identifier(value):
            yield plain
        return
    for token in _TOKEN.findall(printed):  # "Passport A1234567 (Iran)"
        if plain := plain_identifier(token):
            yield plain


def by_identifier(fields: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """Entry ids by identifier, from (entry id, printed fields)."""
    found: dict[str, dict[str, None]] = {}
    for entry, printed in fields:
        for field in printed:
            for one in identifiers_in(field):
                found.setdefault(one, {})[entry] = None
    return {one: tuple(entries) for one, entries in found.items()}


def held_identifiers(root: Path | None = None) -> Mapping[str, tuple[str, ...]]:
    """Those of the imported lists as known now; none without imported lists. Raises `RegisterDamaged`."""
    from licet.lists.snapshots import home
    from licet.lists.sources import catalog
    from licet.lists.store import Store

    root = home() if root is None else root
    if not (root / "register.sqlite").exists():
        return {}
    fields: list[tuple[str, list[str]]] = []
    with Store(root, read_only=True) as store:
        for code in catalog.LISTS:
            fields.extend(
                (statement.entry, [str(each) for each in statement.value])
                for statement in store.known(code)
                if statement.field == "identifiers" and isinstance(statement.value, list)
            )
    return by_identifier(fields)
