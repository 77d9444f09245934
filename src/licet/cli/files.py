"""Order books as files: JSON, JSON Lines, CSV, XLSX, Parquet or standard input, read and never touched.

What is wrong with one line makes that line a fault and the rest go on; what cannot be read at all
raises `Unusable`.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from licet.cli.book import Book
from licet.cli.bytes_input import rest_of
from licet.cli.cells import fits
from licet.cli.csv_input import read_csv
from licet.cli.exit_codes import Unusable
from licet.cli.json_input import read_json, read_json_lines

ENDINGS = (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx", ".xlsm", ".parquet")


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
                read_json_lines(stream, book)
            elif ending == ".json":
                read_json(stream, book)
            elif ending in (".csv", ".tsv"):
                read_csv(stream, book)
    except OSError as fault:
        raise Unusable(f"{name}: cannot be read: {fault.strerror or fault}") from None
    if ending in (".xlsx", ".xlsm"):
        from licet.cli.sheet_input import read_sheet

        read_sheet(path, book)
    elif ending == ".parquet":
        from licet.cli.parquet_input import read_parquet

        read_parquet(path, book)
    return book


def _standard_input(book: Book) -> None:
    """JSON or JSON Lines, or CSV where the first line names columns."""
    data = rest_of(sys.stdin.buffer, book.name)
    if data[:4] in (b"PK\3\4", b"PAR1"):
        raise Unusable(f"{book.name}: is a workbook or Parquet; name the file, only text is read from standard input")
    head = data[:1_000_000].lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].replace(b"\0", b"")
    names = re.split(r"[,;\t|\"\r]+", head.decode("utf-8", "replace").lstrip("\ufeff\ufffd"))
    if data and head[:1] not in (b"{", b"[") and fits(names):
        read_csv(io.BytesIO(data), book)
    else:
        read_json(io.BytesIO(data), book)
