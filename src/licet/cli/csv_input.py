"""Order books in CSV, whatever the delimiter: told by the header's names."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from licet.cli.book import Book, Line, header_of
from licet.cli.bytes_input import MAX_LINE, bounded_lines, decoded, longest_line
from licet.cli.cells import Header, fits
from licet.cli.exit_codes import Unusable
from licet.determination.intake import Fault


def read_csv(stream: BinaryIO, book: Book) -> None:
    """One transaction a row under a header. Raises `Unusable`."""
    parts: list[bytes] = []
    for number, raw in bounded_lines(stream):
        if raw is None:
            raise Unusable(f"{book.name}: line {number} is longer than {longest_line()}")
        parts.append(raw)
    text = decoded(b"".join(parts), book.name, book.note)
    if not text.strip("\ufeff \t\r\n\x00,;"):
        raise Unusable(f"{book.name}: is empty")
    text = text.removeprefix("\ufeff")
    csv.field_size_limit(MAX_LINE)
    delimiter = _delimiter(text, book)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: Header | None = None
    first = 1
    try:
        for row in rows:
            start, first = first, rows.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = _header(row, book)
                continue
            book.lines.append(_row(header, row, start))
    except csv.Error as fault:
        raise Unusable(
            f"{book.name}: line {rows.line_num}: {fault}; is a quotation mark missing or out of place?"
        ) from None
    if header is None:
        raise Unusable(f"{book.name}: is empty")


def _row(header: Header, row: list[str], number: int) -> Line:
    width, wanted = len(row), len(header.columns)
    source, faults, columns = header.transaction(row)
    if width < wanted:
        # A row cut short may have lost a party or a fact that would have stopped it.
        faults.append(Fault("", f"has {width} cells and the header {wanted}: the row is cut short"))
    elif width > wanted and any(cell.strip() for cell in row[wanted:]):
        faults.append(Fault("", f"has {width} cells and the header {wanted}: quote texts that hold the delimiter"))
    return Line(number, source, tuple(faults), columns)


def _header(row: list[str], book: Book) -> Header:
    if not fits(row):
        raise Unusable(
            f"{book.name}: the first row names none of the columns Licet reads "
            "(id, date, destination, item.eccn, ultimate_consignee.name …)"
        )
    return header_of(row, book)


def _delimiter(text: str, book: Book) -> str:
    """The delimiter under which most of the header's names are known."""
    head = text[: text.find("\n", text.find("\n") + 1) if text.count("\n", 0, 100_000) > 1 else 100_000]
    best, most = ",", -1
    for delimiter in (",", ";", "\t", "|"):
        try:
            row = next(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), [])
        except csv.Error:
            continue
        if fits(row) > most:
            best, most = delimiter, fits(row)
    if best != ",":
        book.note(f"cells are taken to be divided by {'tabs' if best == chr(9) else repr(best)}")
    return best
