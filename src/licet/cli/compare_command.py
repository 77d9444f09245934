"""`licet compare`: how alike two names are, for one pair with its reasons or for a file of pairs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from licet.cli.exit_codes import ANSWERED, SOME_INVALID, Unusable

if TYPE_CHECKING:
    from licet.cli.name_tables import Table

FORMATS = ("table", "jsonl", "csv", "xlsx")
_COLUMNS = ("name1", "name2", "schema")
_MATCH = {True: "true", False: "false"}

_EPILOG = """Examples:

\b
  licet compare 'Huawei Technologies' 'HUAWEI TECH CO., LTD.'
  licet compare 'Olaf Scholz' 'Olaf Scholze' --schema Person
  licet compare pairs.csv -o scored.csv          # reads name1,name2,schema; appends score,match
"""


@click.command(epilog=_EPILOG)
@click.argument("what", nargs=-1, required=True, metavar="NAME NAME|FILE")
@click.option("--schema", default="", metavar="KIND", help="Person, Company, Organization … (for rows that give none).")
@click.option("--format", "stated", type=click.Choice(FORMATS), help="Default: by -o; else text, or CSV for a file.")
@click.option("-o", "--output", metavar="FILE", help="Write here; the ending names the format.")
def compare(what: tuple[str, ...], schema: str, stated: str | None, output: str | None) -> int:
    """How alike are two names? A score from 0 to 1, whether that makes a match, and the words it rests on.

    The file form reads the columns name1, name2 and schema (optional) and appends score and match; the other columns
    are kept as they are. A name alone is never proof of identity. Exit code 0: every pair was compared; 1: some rows
    are invalid; 2: the input cannot be read.
    """
    from licet.cli.name_tables import looks_like_file
    from licet.cli.writing import chosen_format

    if len(what) == 1 and looks_like_file(what[0]):
        chosen = chosen_format(stated, output, FORMATS) if stated or output else "csv"
        if chosen == "xlsx" and not output:
            raise click.UsageError("--format xlsx needs -o FILE")
        return _file(what[0], schema, chosen, output)
    if len(what) != 2:
        raise click.UsageError("compare takes two names, or one file (.csv, .xlsx, .jsonl, .parquet); quote each name")
    chosen = chosen_format(stated, output, FORMATS)
    if chosen == "xlsx" and not output:
        raise click.UsageError("--format xlsx needs -o FILE")
    return _pair(what[0], what[1], schema, chosen, output)


def _pair(name1: str, name2: str, schema: str, chosen: str, output: str | None) -> int:
    from licet.cli.writing import send
    from licet.screening.names.compare import compare as compared

    found = compared(name1, name2, schema or None)
    said: dict[str, object] = {
        "name1": name1, "name2": name2, "schema": schema, "score": found.score, "match": found.match, "why": found.why,
    }  # fmt: skip
    if chosen == "jsonl":
        send((json.dumps(said, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"), output)
    elif chosen == "table":
        verdict = "match" if found.match else "no match"
        text = f"{name1}\n{name2}\n{found.score:.3f}  {verdict}\n{found.why}\n"
        send(text.encode("utf-8", "replace"), output)
    else:
        cells = [_MATCH[value] if isinstance(value, bool) else value for value in said.values()]
        _tabular(list(said), [cells], chosen, output)
    return ANSWERED


def _file(name: str, schema: str, chosen: str, output: str | None) -> int:
    from licet.cli.deciding import check_output
    from licet.cli.name_tables import read_table
    from licet.cli.progress import note
    from licet.cli.writing import send

    check_output(output, [name] if name != "-" else [])
    table = read_table(name)
    for text in table.notes:
        note(f"licet: {table.name}: {text}")
    header = [cell.strip() for cell in table.first]
    rows = list(_compared(table, header, schema))
    faults = [(line, fault) for line, _, _, _, _, fault in rows if fault]
    width = len(header)
    if chosen == "jsonl":
        lines = []
        for line, cells, score, match, why, fault in rows:
            said: dict[str, object] = dict(zip(header, [*cells, *[""] * width], strict=False))
            said.update({"row": line, "score": score, "match": match, "why": why})
            if fault:
                said["errors"] = [{"field": "", "message": fault}]
            lines.append(json.dumps(said, ensure_ascii=False) + "\n")
        send("".join(lines).encode("utf-8", "backslashreplace"), output)
    else:
        shown: list[list[object]] = [
            [*(cells + [""] * width)[:width], "" if score is None else score, "" if match is None else _MATCH[match]]
            for _, cells, score, match, _, _ in rows
        ]
        _tabular([*header, "score", "match"], shown, chosen, output)
    for line, fault in faults[:50]:
        note(f"licet: line {line}: {fault}")
    matches = sum(match is True for _, _, _, match, _, _ in rows)
    note(f"licet: {len(rows):,} pairs, {matches:,} of them match" + (f"; written to {output}" if output else ""))
    return SOME_INVALID if faults else ANSWERED


Row = tuple[int, list[str], float | None, bool | None, str, str]


def _compared(table: Table, header: list[str], schema: str) -> Iterator[Row]:
    """Each row with score, match, reason and fault."""
    from licet.cli.progress import progress
    from licet.screening.names.compare import compare as compared

    lower = [cell.casefold() for cell in header]
    missing = [column for column in _COLUMNS[:2] if column not in lower]
    if missing:
        found = ", ".join(repr(cell[:40]) for cell in header[:12])
        raise Unusable(f"{table.name}: column {missing[0]!r} is missing; name the columns name1,name2,schema ({found})")
    one, two = lower.index("name1"), lower.index("name2")
    kind = lower.index("schema") if "schema" in lower else None
    with progress("Comparing", len(table.rows), least=5000) as step:
        for line, cells, fault in table.rows:
            step()
            if not fault and max(one, two) < len(cells):
                said = cells[kind].strip() if kind is not None and kind < len(cells) else ""
                found_ = compared(cells[one], cells[two], said or schema or None)
                yield line, cells, found_.score, found_.match, found_.why, ""
            else:
                yield line, cells, None, None, "", fault or "a name is missing"


def _tabular(header: list[str], rows: list[list[object]], chosen: str, output: str | None) -> None:
    """CSV, a workbook, or a table for reading."""
    from licet.cli.writing import send

    if chosen == "xlsx":
        from licet.cli.sheet_output import tables_output

        columns = [(name, 12 if name in ("score", "match", "schema") else 40, "text") for name in header]
        send(tables_output([("Compared", columns, rows)]), output)
    elif chosen == "csv":
        send(_csv(header, rows), output)
    else:
        texts = [header, *([str(cell)[:40] for cell in row] for row in rows)]
        widths = [min(40, max(len(row[place]) for row in texts)) for place in range(len(header))]
        lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in texts]
        send(("\n".join(lines) + "\n").encode("utf-8", "replace"), output)


def _csv(header: list[str], rows: list[list[object]]) -> bytes:
    """The rows as read, with the columns appended: no mark in front, so that it reads back as it was."""
    import csv
    import io

    from licet.cli.csv_output import guarded

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")
