"""`licet timeline`: each line's outcome on every date on which law or lists change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from licet.cli.exit_codes import ANSWERED, SOME_INVALID, STOPPED

if TYPE_CHECKING:
    from licet.cli.answers import Answer
    from licet.cli.deciding import Read
    from licet.determination.decide import Licet
    from licet.determination.timeline import Step, ValueOnDay

FORMATS = ("table", "jsonl", "csv", "xlsx")


@dataclass(frozen=True, slots=True)
class Line:
    """A line's answer on its own day and its outcome over time; no steps where the line is invalid."""

    answer: Answer
    steps: tuple[Step, ...]
    reasons: tuple[tuple[str, str], ...]  # reason and citation of each step


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--plot", "plotted", metavar="FILE", help="A picture of value by outcome over time, .svg or .png.")
@click.option("--from", "first", metavar="D", help="First day (default: where the law's coverage begins).")
@click.option("--until", "last", metavar="D", help="Last day (default: the day the law was last checked).")
@click.option("--format", "stated", type=click.Choice(FORMATS), help="Default: by the ending of -o, else table.")
@click.option("-o", "--output", metavar="FILE", help="Write here; the ending names the format.")
@click.option("--date", metavar="D", help="The key date of lines that state none (default: today).")
@click.option("--known", metavar="D", help="Use the register as it was known on this day.")
@click.option("--assume", multiple=True, metavar="FACT=VALUE", help="Fill a fact where absent; recorded. Repeatable.")
@click.option("--accept-incomplete-lists", is_flag=True, help="Clear lines although lists were not searched; recorded.")
def timeline(
    files: tuple[str, ...],
    plotted: str | None,
    first: str | None,
    last: str | None,
    stated: str | None,
    output: str | None,
    date: str | None,
    known: str | None,
    assume: tuple[str, ...],
    accept_incomplete_lists: bool,
) -> int:
    """Each line's outcome on every date on which law or lists change, its facts as stated."""
    from licet.cli.answers import with_orders
    from licet.cli.deciding import check_output, opened, options, read_lines
    from licet.cli.files import read_book
    from licet.cli.progress import note, progress
    from licet.cli.writing import chosen_format, write_whole
    from licet.determination.timeline import value_over_time

    chosen = chosen_format(stated, output, FORMATS)
    if chosen == "xlsx" and not output:
        raise click.UsageError("--format xlsx needs -o FILE")
    if plotted and Path(plotted).suffix.lower() not in (".svg", ".png"):
        raise click.UsageError(f"--plot {plotted}: use a name that ends in .svg or .png")
    check_output(output, files)
    check_output(plotted, files)
    books = [read_book(name) for name in files]
    for book in books:
        for text in book.notes:
            note(f"licet: {book.name}: {text}")
    licet = opened(options(date, assume, accept_incomplete_lists), known)
    begin, end = _range(first, last, licet)
    reads = read_lines(books, licet)
    lines: list[Line] = []
    stopped = False
    with progress("Unfolding", len(reads)) as step:
        try:
            for read in reads:
                lines.append(_unfold(read, licet, begin, end))
                step()
        except KeyboardInterrupt:
            stopped = True
    with_orders([line.answer for line in lines], complete=not stopped)
    values = value_over_time((line.answer.value or Decimal(0), line.steps) for line in lines if line.steps)
    _write(lines, values, chosen, output, end)
    if plotted:
        from licet.cli.plot import picture

        title = f"Value by outcome over time: {', '.join(Path(name).name for name in files)}"
        write_whole(plotted, picture(values, begin, end, Path(plotted).suffix.lower()[1:], title))
        note(f"licet: picture written to {plotted}")
    if stopped:
        note(f"licet: stopped after {len(lines):,} of {len(reads):,} lines; what is shown is of those")
        return STOPPED
    return SOME_INVALID if any(not line.steps for line in lines) else ANSWERED


def _range(first: str | None, last: str | None, licet: Licet) -> tuple[dt.date, dt.date]:
    from licet.terms.dates import DateFault, day

    earliest = licet.law.covered_from.date()
    try:
        begin = day(first) if first else earliest
        end = day(last) if last else licet.law.known_through.date()
    except DateFault as fault:
        raise click.UsageError(f"--from/--until: {fault}") from None
    if begin < earliest:
        raise click.UsageError(f"--from {begin} lies before the law that is covered, which begins on {earliest}")
    if end < begin:
        raise click.UsageError(f"--until {end} lies before --from {begin}")
    return begin, end


def _unfold(read: Read, licet: Licet, first: dt.date, last: dt.date) -> Line:
    from licet.cli.answers import Answer
    from licet.cli.decided import answer
    from licet.determination.explain import Explanation
    from licet.determination.timeline import outcomes_over_time

    own = answer(read, licet)
    if read.transaction is None:
        return Line(own, (), ())
    parties = licet.parties(read.transaction)
    steps = outcomes_over_time(licet.evaluator, licet.case(read.transaction, parties), first, last)
    names, candidates = [p.name for p in read.transaction.parties], [p.candidates for p in parties]
    reasons = []
    for step in steps:
        said = own.said | Explanation(step.conclusion, names, candidates).fields()
        on_day = Answer(own.line, own.source, said)
        reasons.append((on_day.reason, on_day.citation))
    return Line(own, steps, tuple(reasons))


def _write(lines: Sequence[Line], values: Sequence[ValueOnDay], chosen: str, output: str | None, end: dt.date) -> None:
    from licet.cli.writing import lines_of, send

    if chosen == "jsonl":
        send(lines_of(map(_object, lines)), output)
    elif chosen == "csv":
        from licet.cli.csv_output import csv_text

        send(csv_text(_COLUMNS, _rows(lines)), output)
    elif chosen == "xlsx":
        send(_workbook(lines, values), output)
    else:
        import io

        from rich.console import Console

        from licet.cli.table_output import console

        if output:
            out = io.StringIO()
            _show(lines, values, Console(file=out, width=100, color_system=None, highlight=False))
            send(out.getvalue().encode(), output)
        else:
            _show(lines, values, console())


def _object(line: Line) -> dict[str, Any]:
    """The JSON shape: the answer on the line's own day, and each step with its last day."""
    said = line.answer.said
    untils: list[dt.date | None] = [step.since - dt.timedelta(days=1) for step in line.steps[1:]]
    untils.extend([None] if line.steps else [])
    return {
        **({"file": line.answer.file} if line.answer.file else {}),
        "id": said["id"],
        "line": said["line"],
        "order": said["order"],
        "date": said["date"],
        "outcome": said["outcome"],
        "next_change": said["next_change"],
        "timeline": [
            {
                "from": step.since.isoformat(),
                "until": until.isoformat() if until else None,
                "outcome": step.outcome.value,
                "review_policy": step.policy.value if step.policy else None,
                "because": reason,
                "citation": citation,
            }
            for step, until, (reason, citation) in zip(line.steps, untils, line.reasons, strict=True)
        ],
        "errors": said["errors"],
    }


_COLUMNS = (
    "line",
    "id",
    "order",
    "date",
    "value_usd",
    "from",
    "until",
    "outcome",
    "review_policy",
    "because",
    "citation",
)


def _rows(lines: Sequence[Line]) -> list[list[object]]:
    rows: list[list[object]] = []
    for line in lines:
        shown = _object(line)
        value = line.answer.value
        head = [shown["line"], shown["id"], shown["order"], shown["date"], None if value is None else float(value)]
        if not shown["timeline"]:
            told = "; ".join(f"{e['field']}: {e['message']}" for e in shown["errors"])
            rows.append([*head, None, None, "invalid", None, told, None])
        for step in shown["timeline"]:
            names = ("from", "until", "outcome", "review_policy", "because", "citation")
            rows.append([*head, *(step[name] for name in names)])
    return rows


def _workbook(lines: Sequence[Line], values: Sequence[ValueOnDay]) -> bytes:
    from licet.cli.sheet_output import tables_output
    from licet.terms.outcome import Outcome

    kinds = {"line": "number", "value_usd": "money", "date": "date", "from": "date", "until": "date"}
    kinds["outcome"] = "outcome"
    widths = {"because": 70, "citation": 40, "outcome": 20, "review_policy": 22}
    present = [o for o in Outcome if any(v.by_outcome.get(o) for v in values)]
    by_date = [[v.since.isoformat(), v.cleared, *(v.by_outcome.get(o, Decimal(0)) for o in present)] for v in values]
    return tables_output(
        [
            ("Timeline", [(name, widths.get(name, 13), kinds.get(name, "text")) for name in _COLUMNS], _rows(lines)),
            (
                "Value by date",
                [("from", 12, "date"), ("clear", 16, "money"), *((o.value, 20, "money") for o in present)],
                by_date,
            ),
        ]
    )


def _show(lines: Sequence[Line], values: Sequence[ValueOnDay], to: Any) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from licet.cli.answers import COLORS, TITLES, dollars
    from licet.cli.table_output import SHOWN, faults_text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    table.add_column("line", justify="right", no_wrap=True)
    table.add_column("id", ratio=3, overflow="fold", min_width=6)
    table.add_column("date", no_wrap=True)
    table.add_column("on that day", ratio=4, min_width=10)
    table.add_column("next change", no_wrap=True)
    table.add_column("over time", ratio=14)
    for line in lines[:SHOWN]:
        said = line.answer.said
        over = Text()
        for place, step in enumerate(line.steps):
            over.append("\n" if place else "")
            over.append(f"{step.since} ")
            over.append(TITLES[step.outcome.value], style=COLORS[step.outcome.value])
            policy = step.policy.value.replace("_", " ") if step.policy else ""
            over.append(f" ({policy})" if policy else "")
        own = Text(TITLES[line.answer.outcome], style=f"bold {COLORS[line.answer.outcome]}")
        day = str(said["date"])[:10]
        table.add_row(str(said["line"]), Text(str(said["id"])), day, own, str(said["next_change"] or "none"), over)
    to.print(table)
    if len(lines) > SHOWN:
        to.print(f"… and {len(lines) - SHOWN:,} more lines; write them with -o FILE.csv, .xlsx or .jsonl")
    worth = Table(box=box.SIMPLE_HEAD, pad_edge=False, title="Value that may ship", title_justify="left")
    for name in ("from", "clear", "change"):
        worth.add_column(name, justify="left" if name == "from" else "right")
    before: Decimal | None = None
    for value in values:
        if before is None or value.cleared != before:
            change = "" if before is None else f"{value.cleared - before:+,.0f}"
            worth.add_row(str(value.since), dollars(value.cleared), change)
            before = value.cleared
    to.print(worth)
    for text in faults_text([line.answer for line in lines])[:40]:
        to.print(Text(text))
