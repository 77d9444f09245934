"""Order books as files: JSON, JSON Lines, CSV, XLSX, Parquet or standard input, read and never touched.

What is wrong with one line makes that line a fault and the rest go on; what cannot be read at all
raises `Unusable`.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from licet.cli.cells import Header, fits, plain
from licet.cli.exit_codes import Unusable
from licet.cli.json_text import JsonFault, faults_in, load
from licet.determination.intake import Fault

MAX_LINE = 10_000_000  # bytes; no transaction is that long
MAX_FILE = 600_000_000  # bytes of one JSON text or spreadsheet
ENDINGS = (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx", ".xlsm", ".parquet")


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


def read_book(name: str) -> Book:
    """The order book in a file, or on standard input for `-`. Raises `Unusable`."""
    book = Book("standard input" if name == "-" else name)
    if name == "-":
        _standard_input(book)
        return book
    path = Path(name)
    ending = path.suffix.lower()
    if not path.exists():
        raise Unusable(f"{name}: there is no such file")
    if path.is_dir():
        raise Unusable(f"{name}: is a folder; name a file")
    if ending not in ENDINGS:
        raise Unusable(f"{name}: unknown kind of file; use one of {', '.join(ENDINGS)}, or - for standard input")
    try:
        with path.open("rb") as stream:
            if not stream.read(1):
                raise Unusable(f"{name}: is empty")
            stream.seek(0)
            if ending in (".jsonl", ".ndjson"):
                _json_lines(stream, book)
            elif ending == ".json":
                _json_or_lines(stream, book)
            elif ending in (".csv", ".tsv"):
                _csv(stream, book)
    except OSError as fault:
        raise Unusable(f"{name}: cannot be read: {fault.strerror or fault}") from None
    if ending in (".xlsx", ".xlsm"):
        from licet.cli.sheet_input import read_sheet

        read_sheet(path, book)
    elif ending == ".parquet":
        _parquet(path, book)
    return book


def _standard_input(book: Book) -> None:
    """JSON or JSON Lines, or CSV where the first line names columns."""
    data = _rest(sys.stdin.buffer, book)
    if data[:4] in (b"PK\3\4", b"PAR1"):
        raise Unusable(f"{book.name}: is a workbook or Parquet; name the file, only text is read from standard input")
    head = data[:1_000_000].lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].replace(b"\0", b"")
    names = re.split(r"[,;\t|\"\r]+", head.decode("utf-8", "replace").lstrip("\ufeff\ufffd"))
    if data and head[:1] not in (b"{", b"[") and fits(names):
        _csv(io.BytesIO(data), book)
    else:
        _json_or_lines(io.BytesIO(data), book)


# ---------------------------------------------------------------- JSON


def _bounded_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number; `None` in place of one that is longer than `MAX_LINE`."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE)
        yield number, None


def _json_lines(stream: BinaryIO, book: Book) -> None:
    start = stream.read(3)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        stream = io.BytesIO(_decoded(start + _rest(stream, book), book).encode("utf-8"))
    else:
        stream = io.BufferedReader(_Joined(start, stream))
    for number, raw in _bounded_lines(stream):
        _json_line(number, raw, book)


class _Joined(io.RawIOBase):
    """A stream with the bytes already taken from it put back in front."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start = start
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._start[: len(buffer)] or self._stream.read(len(buffer))
        self._start = self._start[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _json_line(number: int, raw: bytes | None, book: Book) -> None:
    if raw is None:
        fault = Fault("", f"the line is longer than {MAX_LINE // 1_000_000} MB; no transaction is")
        book.lines.append(Line(number, {}, (fault,)))
        return
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as fault:
        book.lines.append(Line(number, {}, (Fault("", f"is not UTF-8 text: byte {fault.start + 1}"),)))
        return
    if text.strip():
        book.lines.append(_line(number, text))


def _line(number: int, text: str) -> Line:
    try:
        value = load(text)
    except JsonFault as fault:
        return Line(number, {}, (Fault("", f"is no JSON object: {fault}"),))
    return _checked(number, value)


def _checked(number: int, value: object) -> Line:
    faults = tuple(faults_in(value))
    return Line(number, {} if faults else value, faults)


def _json_or_lines(stream: BinaryIO, book: Book) -> None:
    """One JSON object, an array of them, or JSON Lines: told apart by whether the first line is complete."""
    lines = _bounded_lines(stream)
    first_number, first = next(lines, (0, b""))
    while first is not None and first_number and not first.strip(b"\xef\xbb\xbf \t\r\n"):
        first_number, first = next(lines, (0, b""))
    if not first_number:
        raise Unusable(f"{book.name}: is empty")
    if first is None or first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        if first is None:
            raise Unusable(
                f"{book.name}: line {first_number} is longer than {MAX_LINE // 1_000_000} MB; "
                "write one transaction a line (JSON Lines)"
            )
        _whole(_decoded(first + _rest(stream, book), book), book)
        return
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        try:
            load(first.decode("utf-8-sig"))
        except (JsonFault, UnicodeDecodeError):
            rest = _rest(stream, book)
            text = _decoded(first + rest, book)
            if _is_json(text) or not _some_line_is_json(rest):
                _whole(text, book)
                return
            stream = io.BytesIO(rest)
            lines = ((number + first_number, raw) for number, raw in _bounded_lines(stream))
        _json_line(1 if first_number == 1 else first_number, first, book)
        for number, raw in lines:
            _json_line(number, raw, book)
        return
    _whole(_decoded(first + _rest(stream, book), book), book)


def _rest(stream: BinaryIO, book: Book) -> bytes:
    found = stream.read(MAX_FILE + 1)
    if len(found) > MAX_FILE:
        raise Unusable(f"{book.name}: is larger than {MAX_FILE // 1_000_000} MB; write it as JSON Lines")
    return found


def _is_json(text: str) -> bool:
    try:
        load(text)
    except JsonFault:
        return False
    return True


def _some_line_is_json(rest: bytes) -> bool:
    """Whether one of the first lines is an object by itself: then the text is JSON Lines with a bad line."""
    for raw in rest.splitlines()[:50]:
        text = raw.decode("utf-8", "replace").strip()
        if text.startswith("{") and text.endswith("}") and len(text) > 2 and _is_json(text):
            return True
    return False


def _whole(text: str, book: Book) -> None:
    try:
        value = load(text)
    except JsonFault as fault:
        raise Unusable(f"{book.name}: is no JSON: {fault}") from None
    if isinstance(value, list):
        book.lines.extend(_checked(place, one) for place, one in enumerate(value, 1))
    else:
        book.lines.append(_checked(1, value))


# ---------------------------------------------------------------- CSV


def _decoded(data: bytes, book: Book) -> str:
    """The text of a file: UTF-8 or UTF-16 by its mark or its bytes, else Windows-1252 with a note."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif len(data) > 3 and data[1:400:2].count(0) > len(data[1:400:2]) * 0.6:
        encoding = "utf-16-le"
    elif len(data) > 3 and data[0:400:2].count(0) > len(data[0:400:2]) * 0.6:
        encoding = "utf-16-be"
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding != "utf-8-sig":
            raise Unusable(f"{book.name}: looks like UTF-16 but is not; save it as UTF-8") from None
        place = data.count(b"\n", 0, fault.start) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise Unusable(f"{book.name}: line {place} is neither UTF-8 nor Windows-1252; save it as UTF-8") from None
    book.note(f"line {place} is not UTF-8; the file was read as Windows-1252: check names with accents")
    return text


def _csv(stream: BinaryIO, book: Book) -> None:
    parts: list[bytes] = []
    for number, raw in _bounded_lines(stream):
        if raw is None:
            raise Unusable(f"{book.name}: line {number} is longer than {MAX_LINE // 1_000_000} MB")
        parts.append(raw)
    text = _decoded(b"".join(parts), book)
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


def header_of(row: list[str] | list[object], book: Book) -> Header:
    """The header of a table, with notes on unknown columns. Raises `Unusable`."""
    try:
        header = Header(row)
    except ValueError as fault:
        raise Unusable(f"{book.name}: {fault}") from None
    for one in header.unknown:
        hint = f"; did you mean {one.suggestion!r}?" if one.suggestion else ""
        book.note(f"column {one.name[:60]!r} is none that Licet knows{hint} (lines that fill it are invalid)")
    return header


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


# ---------------------------------------------------------------- Parquet


def _parquet(path: Path, book: Book) -> None:
    try:
        import polars
    except ImportError:
        raise Unusable("reading Parquet needs polars: pip install 'licet[bulk]'") from None
    try:
        frame = polars.read_parquet(path)
    except Exception as fault:
        raise Unusable(f"{book.name}: cannot be read as Parquet: {str(fault).splitlines()[0]}") from None
    header = header_of(list(frame.columns), book)
    if not fits(frame.columns):
        raise Unusable(f"{book.name}: none of its columns is one that Licet reads")
    for number, row in enumerate(frame.iter_rows(), 1):
        values = [_nested(value) for value in row]
        if any(plain(value) is not None for value in values):
            source, faults, columns = header.transaction(values)
            book.lines.append(Line(number, source, tuple(faults), columns))


def _nested(value: object) -> object:
    """A nested Parquet value as JSON would hold it: fields that are null are absent."""
    if isinstance(value, dict):
        return {name: _nested(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, (list, tuple)):
        return [_nested(inner) for inner in value]
    return plain(value)
