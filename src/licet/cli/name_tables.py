"""Any table that holds names, read whole: CSV, XLSX, Parquet, JSON Lines, JSON, or text with a name a line."""

from __future__ import annotations

import csv
import hashlib
import io
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from licet.cli.exit_codes import Unusable

ENDINGS = (".csv", ".tsv", ".xlsx", ".xlsm", ".parquet", ".jsonl", ".ndjson", ".json", ".txt")
_MAX_BYTES = 600_000_000
_MAX_SHEET = 100_000_000
_MAX_UNPACKED = 1_500_000_000  # bytes of a workbook's parts


@dataclass(slots=True)
class Table:
    """Rows as texts. `first` is the first row, which may be a header; `rows` are (line, cells, fault).

    `certain`: whether `first` is certainly a header (the format has named columns).
    """

    name: str
    digest: str
    first: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str], str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    certain: bool = False
    first_line: int = 1


def looks_like_file(text: str) -> bool:
    """Whether an argument is meant as a file: `-`, or an ending that Licet reads."""
    return text == "-" or (Path(text).suffix.lower() in ENDINGS)


def read_table(name: str) -> Table:
    """The table in a file, or on standard input for `-` (text or CSV). Raises `Unusable`."""
    if name == "-":
        data, ending = sys.stdin.buffer.read(_MAX_BYTES + 1), ".txt"
        if data.lstrip()[:1] == b"{":
            ending = ".jsonl"
        name = "standard input"
    else:
        path = Path(name)
        ending = path.suffix.lower()
        try:
            if not path.exists():
                raise Unusable(f"{name}: there is no such file")
            if path.is_dir():
                raise Unusable(f"{name}: is a folder; name a file")
            if path.stat().st_size > (_MAX_SHEET if ending in (".xlsx", ".xlsm") else _MAX_BYTES):
                raise Unusable(f"{name}: is too large to be read whole; divide it")
            data = path.read_bytes()
        except OSError as fault:
            raise Unusable(f"{name}: cannot be read: {fault.strerror or fault}") from None
    if len(data) > _MAX_BYTES:
        raise Unusable(f"{name}: is larger than {_MAX_BYTES // 1_000_000} MB; divide it")
    table = Table(name, hashlib.sha256(data).hexdigest())
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise Unusable(f"{name}: is empty")
    if ending in (".xlsx", ".xlsm"):
        _sheet(data, table)
    elif ending == ".parquet":
        _parquet(data, table)
    elif ending in (".jsonl", ".ndjson", ".json"):
        _objects(data, table, lines=ending != ".json")
    else:
        _text(data, table, plain=ending == ".txt")
    return table


def _text(data: bytes, table: Table, *, plain: bool) -> None:
    from licet.cli.bytes_input import decoded

    if data[:4] == b"PK\x03\x04" or data[:4] == b"PAR1":
        raise Unusable(f"{table.name}: is not text; its ending should be .xlsx or .parquet")
    text = decoded(data, table.name, table.notes.append).removeprefix("\ufeff")
    if plain and "\t" not in text.partition("\n")[0]:
        lines = [line.strip() for line in text.splitlines()]
        found = [(number, [line], "") for number, line in enumerate(lines, 1) if line]
        table.first, table.rows, table.first_line = found[0][1], found[1:], found[0][0]
        return
    csv.field_size_limit(10_000_000)
    delimiter = _delimiter(text)
    if delimiter != ",":
        table.notes.append(f"cells are taken to be divided by {'tabs' if delimiter == chr(9) else repr(delimiter)}")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for row in reader:
            line, start = start, reader.line_num + 1
            if not row:
                continue
            if not table.first:
                table.first, table.first_line = row, line
            else:
                table.rows.append((line, row, _misfit(row, len(table.first))))
    except csv.Error as fault:
        raise Unusable(
            f"{table.name}: line {reader.line_num}: {fault}; is a quotation mark missing or out of place?"
        ) from None


def _misfit(row: list[str], width: int) -> str:
    if len(row) > width and any(cell.strip() for cell in row[width:]):
        return f"has {len(row)} cells and the header {width}: quote texts that hold the delimiter"
    if len(row) < width:
        return f"has {len(row)} cells and the header {width}: the row is cut short"
    return ""


def _delimiter(text: str) -> str:
    """The one that divides the first rows into the same number of cells, the most of them."""
    head = text[:20_000].splitlines()[:20]
    best, most = ",", 0.0
    for delimiter in (",", ";", "\t", "|"):
        try:
            widths = [len(row) for row in csv.reader(head, delimiter=delimiter) if row]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        score = sum(width == widths[0] for width in widths) / len(widths) + widths[0] / 1000
        if score > most + 0.05:
            best, most = delimiter, score
    return best


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (list, tuple)):
        return "; ".join(_cell(each) for each in value)
    return str(value)


def _sheet(data: bytes, table: Table) -> None:
    import warnings
    import zipfile

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                if sum(each.file_size for each in packed.infolist()) > _MAX_UNPACKED:
                    raise Unusable(
                        f"{table.name}: unpacks to more than {_MAX_UNPACKED // 1_000_000} MB; save it as CSV"
                    )
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = [sheet for sheet in book.worksheets if sheet.max_row or sheet.max_row is None]
            for sheet in sheets:
                for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                    row = [_cell(value) for value in cells]
                    if not any(cell.strip() for cell in row):
                        continue
                    if not table.first:
                        table.first, table.first_line = row, number
                    else:
                        table.rows.append((number, row, ""))
                if table.first:
                    others = [repr(other.title) for other in sheets if other is not sheet]
                    if others:
                        table.notes.append(f"read sheet {sheet.title!r}, not {', '.join(others[:5])}")
                    break
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError, AttributeError, IndexError):
        raise Unusable(f"{table.name}: cannot be read as an XLSX workbook; is it protected, or another kind?") from None
    if not table.first:
        raise Unusable(f"{table.name}: its sheets are empty")


def _parquet(data: bytes, table: Table) -> None:
    try:
        import polars
    except ImportError:
        raise Unusable("reading Parquet needs polars: pip install 'licet[bulk]'") from None
    try:
        frame = polars.read_parquet(io.BytesIO(data))
    except Exception as fault:
        raise Unusable(f"{table.name}: cannot be read as Parquet: {str(fault).splitlines()[0]}") from None
    table.first, table.certain = list(frame.columns), True
    table.rows = [(number, [_cell(value) for value in row], "") for number, row in enumerate(frame.iter_rows(), 1)]


def _objects(data: bytes, table: Table, *, lines: bool) -> None:
    """JSON objects, or bare strings: each a row; the columns are the names in the order they are met."""
    from licet.cli.bytes_input import decoded
    from licet.cli.json_text import JsonFault, load

    text = decoded(data, table.name, table.notes.append).removeprefix("\ufeff")
    found: list[tuple[int, object, str]] = []
    if lines:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                try:
                    found.append((number, load(line), ""))
                except JsonFault as fault:
                    found.append((number, {}, f"is no JSON object: {fault}"))
    else:
        try:
            value = load(text)
        except JsonFault as fault:
            raise Unusable(f"{table.name}: is no JSON: {fault}") from None
        values = value if isinstance(value, list) else [value]
        found.extend((number, each, "") for number, each in enumerate(values, 1))
    columns: dict[str, int] = {}
    flat: list[tuple[int, dict[str, str], str]] = []
    for number, value, wrong in found:
        whole = {"name": value} if isinstance(value, str) else value
        fields = whole if isinstance(whole, Mapping) else {}
        cells = {str(key): _cell(inner) for key, inner in fields.items() if not isinstance(inner, Mapping)}
        if not isinstance(whole, Mapping):
            flat.append((number, {}, wrong or "is no JSON object with a name"))
            continue
        for key in cells:
            columns.setdefault(key, len(columns))
        flat.append((number, cells, wrong))
    if not columns:
        raise Unusable(f"{table.name}: holds no JSON object with a name; first fault: {flat[0][2] or 'no fields'}")
    table.first, table.certain = list(columns), True
    table.rows = [(number, [cells.get(key, "") for key in columns], fault) for number, cells, fault in flat]
