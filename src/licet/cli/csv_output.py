"""Verdicts as CSV, and as the rows that Parquet and XLSX share."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from licet.cli.answers import Answer, joined

# Spreadsheet programs run a cell that begins with one of these as a formula.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")

_Cell = str | float | int | None

COLUMNS: tuple[tuple[str, Callable[[Answer], _Cell]], ...] = (
    ("file", lambda a: a.file or None),
    ("line", lambda a: a.line),
    ("id", lambda a: str(a.said["id"])),
    ("order", lambda a: a.said["order"]),
    ("date", lambda a: str(a.said["date"])),
    ("outcome", lambda a: a.outcome),
    ("order_outcome", lambda a: a.said.get("order_outcome")),
    ("parties", lambda a: joined(a.party_texts, "; ")),
    ("item", lambda a: str(a.item.get("description") or "")),
    ("eccn", lambda a: str(a.item.get("eccn") or "")),
    ("value_usd", lambda a: None if a.value is None else float(a.value)),
    ("destination", lambda a: str(a.source.get("destination") or "")),
    ("review_policy", lambda a: a.said["review_policy"]),
    ("authorized_by", lambda a: a.authority if a.said["authorized_by"] else None),
    ("reasons", lambda a: joined(a.reasons(), " | ")),
    ("citations", lambda a: joined(map(str, a.said["citations"]), "; ")),
    ("questions", lambda a: joined((f"{q['fact']}: {q['why']}" for q in a.said["questions"]), " | ")),
    ("red_flags", lambda a: joined(map(str, a.said["red_flags"]), " | ")),
    ("obligations", lambda a: joined(map(str, a.said["obligations"]), " | ")),
    ("warnings", lambda a: joined((f"{w['code']}: {w['message']}" for w in a.said["warnings"]), " | ")),
    ("lists_missing", lambda a: joined(a.said["lists_missing"], "; ")),
    ("assumptions", lambda a: joined((f"{x['fact']}={x['value']}" for x in a.said["assumptions"]), "; ")),
    ("errors", lambda a: joined((f"{e['field']}: {e['message']}" for e in a.said["errors"]), " | ")),
    ("next_change", lambda a: a.said["next_change"]),
)


def shown_columns(answers: Sequence[Answer]) -> list[tuple[str, Callable[[Answer], _Cell]]]:
    """The columns; `file` only where there are several files."""
    several = any(answer.file for answer in answers)
    return [column for column in COLUMNS if several or column[0] != "file"]


def guarded(value: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_DANGEROUS) else value


def csv_parts(names: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """A CSV file, row by row: UTF-8 with its mark, so that spreadsheet programs read other scripts."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    yield b"\xef\xbb\xbf"
    for row in rows:
        writer.writerow(["" if value is None else guarded(value) for value in row])
        yield out.getvalue().encode("utf-8", "replace")
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode("utf-8", "replace")


def csv_text(names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file."""
    return b"".join(csv_parts(names, rows))


def csv_output(answers: Sequence[Answer], shown: Iterable[Answer]) -> Iterator[bytes]:
    """The verdicts, one row for each that is `shown`, in the columns that `answers` need."""
    columns = shown_columns(answers)
    return csv_parts([name for name, _ in columns], ([read(a) for _, read in columns] for a in shown))


def parquet_output(answers: Sequence[Answer]) -> bytes:
    """The verdicts as Parquet; the whole determination stands in the column `determination` as JSON."""
    import json

    from licet.cli.exit_codes import Unusable

    try:
        import polars
    except ImportError:
        raise Unusable("writing Parquet needs polars: pip install 'licet[bulk]'") from None
    numbers = {"line": polars.Int64, "value_usd": polars.Float64}
    columns = shown_columns(answers)
    frame = polars.DataFrame(
        {name: [read(a) for a in answers] for name, read in columns}
        | {"determination": [json.dumps(a.said, ensure_ascii=False) for a in answers]},
        schema={name: numbers.get(name, polars.String) for name, _ in columns} | {"determination": polars.String},
    )
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()
