"""Order books in XLSX workbooks.

A formula counts by the value the spreadsheet program stored for it; where none is stored the line is
a fault, never a blank. A merged cell is a fault too: what is merged over several rows is blank in all
but the first, and a party lost that way could clear a line.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from licet.cli.book import Book, Line, header_of
from licet.cli.bytes_input import MAX_FILE
from licet.cli.cells import Header, fits, letters, plain
from licet.cli.exit_codes import Unusable
from licet.determination.intake import Fault

HEADER_WITHIN = 20  # rows searched for the header


def read_sheet(path: Path, book: Book) -> None:
    """The first sheet with a header that fits. Raises `Unusable`."""
    if path.stat().st_size > MAX_FILE // 6:
        raise Unusable(f"{book.name}: is larger than {MAX_FILE // 6_000_000} MB; save it as CSV")
    _check_size(path, book)
    workbook = _open(path, book, values=False)
    shown = [sheet for sheet in workbook.worksheets if _header_row(sheet)]
    if not shown:
        raise Unusable(
            f"{book.name}: no sheet has a header that names the columns Licet reads "
            "(id, date, destination, item.eccn, ultimate_consignee.name …); merged header cells hide their names"
        )
    sheet = shown[0]
    others = [other.title for other in workbook.worksheets if other is not sheet]
    if others:
        also = "; others with such a header were not read" if len(shown) > 1 else ""
        book.note(f"read sheet {sheet.title!r}, not {', '.join(map(repr, others[:5]))}{also}")
    if sheet.sheet_state != "visible":
        book.note(f"sheet {sheet.title!r} is hidden")
    if hidden := sum(bool(d.hidden) for d in sheet.row_dimensions.values()):
        book.note(f"{hidden} hidden rows were read too")
    _rows(path, sheet, book)


def _check_size(path: Path, book: Book) -> None:
    """Refuse a workbook that unpacks to far more than it seems to hold."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return  # told by the reader that opens it
    if size > MAX_FILE:
        raise Unusable(f"{book.name}: unpacks to more than {MAX_FILE // 1_000_000} MB; save it as CSV")


def _open(path: Path, book: Book, *, values: bool) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(path, data_only=values)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError, AttributeError, IndexError):
        raise Unusable(f"{book.name}: cannot be read as an XLSX workbook; is it protected, or another kind?") from None


def _header_row(sheet: Any) -> int:
    """The row that looks most like a header, 0 for none: at least two known names, or one that stands alone."""
    best, most = 0, 0
    for number, row in enumerate(sheet.iter_rows(max_row=HEADER_WITHIN, values_only=True), 1):
        found = fits(row)
        if found > most:
            best, most = number, found
    return best if most >= 2 else 0


def _rows(path: Path, sheet: Any, book: Book) -> None:
    top = _header_row(sheet)
    header = _header(sheet, top, book)
    covered = _covered_by_merging(sheet)
    stored: Any = None
    formulas = 0
    for number, cells in _filled(sheet, top):
        values: list[object] = [None] * (max(cells) + 1)
        faults: list[Fault] = []
        for place, cell in cells.items():
            value = cell.value
            name = _name(header, place)
            if cell.data_type == "f":
                formulas += 1
                if stored is None:
                    stored = _open(path, book, values=True)[sheet.title]
                value = stored.cell(number, place + 1).value
                if value is None:
                    told = "holds a formula without a stored value; open and save the file in a spreadsheet program"
                    faults.append(Fault(name, told))
            if isinstance(value, str) and (cell.data_type == "e" or (value.startswith("#") and value.endswith("!"))):
                faults.append(Fault(name, f"holds the error {value}; mend the formula"))
                value = None
            if (number, place + 1) in covered:
                faults.append(Fault(name, "is merged with another cell; unmerge them and fill each"))
            values[place] = value
        if faults or any(plain(value) is not None for value in values):
            source, more, columns = header.transaction(values)
            book.lines.append(Line(number, source, (*faults, *more), columns))
    if formulas:
        book.note(f"{formulas} cells hold formulas; their stored values were used")


def _filled(sheet: Any, top: int) -> Iterator[tuple[int, dict[int, Any]]]:
    """The cells that stand in the file, by row and place from 0: a sheet may end a million rows below its last line."""
    rows: dict[int, dict[int, Any]] = {}
    for (row, place), cell in sorted(sheet._cells.items()):
        if row > top:
            rows.setdefault(row, {})[place - 1] = cell
    yield from rows.items()


def _header(sheet: Any, top: int, book: Book) -> Header:
    names = [cell.value for cell in sheet[top]]
    if any(cell.data_type == "f" for cell in sheet[top]):
        raise Unusable(f"{book.name}: the header (row {top}) holds formulas; write the names")
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= top <= merged.max_row:
            raise Unusable(f"{book.name}: header cells {merged.coord} are merged; give every column its own name")
    return header_of(names, book)


def _covered_by_merging(sheet: Any) -> frozenset[tuple[int, int]]:
    """Cells, as (row, column), that another cell covers."""
    found: set[tuple[int, int]] = set()
    for merged in sheet.merged_cells.ranges:
        if merged.size["rows"] * merged.size["columns"] > 1_000_000:
            continue
        found.update(tuple(merged.cells))
        found.discard((merged.min_row, merged.min_col))
    return frozenset(found)


def _name(header: Header, place: int) -> str:
    if place < len(header.columns) and header.columns[place].name:
        return header.columns[place].name
    return f"column {letters(place)}"
