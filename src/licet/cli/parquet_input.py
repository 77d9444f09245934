"""Order books in Parquet, nested or flat."""

from __future__ import annotations

from pathlib import Path

from licet.cli.book import Book, Line, header_of
from licet.cli.cells import fits, plain
from licet.cli.exit_codes import Unusable


def read_parquet(path: Path, book: Book) -> None:
    """One transaction a row. Raises `Unusable`."""
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
