"""An order book as read: its lines, and what the reader should be told about how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from licet.cli.cells import Header
from licet.cli.exit_codes import Unusable
from licet.determination.intake import Fault


@dataclass(frozen=True, slots=True)
class Line:
    """One transaction as read. `number` is where it stands in its file, from 1: the line of a text file,
    the row of a spreadsheet, the place in a JSON array. `party_columns` names the columns of its parties."""

    number: int
    source: object
    faults: tuple[Fault, ...] = ()
    party_columns: tuple[str, ...] = ()


@dataclass(slots=True)
class Book:
    """The lines of one file and what the reader should be told about how it was read."""

    name: str
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Keep a note, once."""
        if text not in self.notes:
            self.notes.append(text)


def header_of(row: Sequence[object], book: Book) -> Header:
    """The header of a table, with notes on unknown columns. Raises `Unusable`."""
    try:
        header = Header(row)
    except ValueError as fault:
        raise Unusable(f"{book.name}: {fault}") from None
    for one in header.unknown:
        hint = f"; did you mean {one.suggestion!r}?" if one.suggestion else ""
        book.note(f"column {one.name[:60]!r} is none that Licet knows{hint} (lines that fill it are invalid)")
    return header
