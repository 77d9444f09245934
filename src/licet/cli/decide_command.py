"""`licet decide`: an order book in, a determination for each line out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from licet.cli.exit_codes import ANSWERED, SOME_INVALID, STOPPED

if TYPE_CHECKING:
    from licet.cli.answers import Answer

FORMATS = ("table", "jsonl", "csv", "xlsx", "parquet", "html")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--format", "stated", type=click.Choice(FORMATS), help="Default: by the ending of -o, else table.")
@click.option("-o", "--output", metavar="FILE", help="Write here; the ending names the format.")
@click.option("--date", metavar="D", help="The key date of lines that state none (default: today).")
@click.option("--known", metavar="D", help="Use the register as it was known on this day.")
@click.option("--assume", multiple=True, metavar="FACT=VALUE", help="Fill a fact where absent; recorded. Repeatable.")
@click.option("--accept-incomplete-lists", is_flag=True, help="Clear lines although lists were not searched; recorded.")
@click.option("--changes", is_flag=True, help="Add the smallest changes of fact that would give a better outcome.")
@click.option("--from-line", type=click.IntRange(1), default=1, metavar="N", help="Leave out lines before line N.")
def decide(
    files: tuple[str, ...],
    stated: str | None,
    output: str | None,
    date: str | None,
    known: str | None,
    assume: tuple[str, ...],
    accept_incomplete_lists: bool,
    changes: bool,
    from_line: int,
) -> int:
    """May each line of an order book be shipped, to its parties, on its day?

    FILE is .json, .jsonl, .csv, .xlsx or .parquet, or - for standard input. Exit code 0: every line was
    answered; 1: some lines are invalid; 2: the input cannot be read.
    """
    from licet.cli.decided import decide_all
    from licet.cli.deciding import check_output, opened, options, read_lines
    from licet.cli.files import read_book
    from licet.cli.progress import note, progress
    from licet.cli.writing import chosen_format

    chosen = chosen_format(stated, output, FORMATS)
    if from_line > 1 and len(files) > 1:
        raise click.UsageError("--from-line works on one file")
    if files.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once only")
    if chosen in ("xlsx", "parquet") and not output:
        raise click.UsageError(f"--format {chosen} needs -o FILE")
    check_output(output, files)
    settings = options(date, assume, accept_incomplete_lists, next_change=chosen != "table")
    books = [read_book(name) for name in files]
    for book in books:
        for text in book.notes:
            note(f"licet: {book.name}: {text}")
        if not book.lines:
            note(f"licet: {book.name}: holds no lines")
    licet = opened(settings, known)
    reads = read_lines(books, licet)
    kept = [read for read in reads if read.line.number >= from_line]
    with progress("Deciding", len(kept)) as step:
        decided = decide_all(kept, licet, step, skipped=len(kept) < len(reads), with_changes=changes)
    answers = decided.answers
    about: dict[str, object] = {
        "files": ", ".join(book.name for book in books),
        "date": date,
        "known": known,
        "assume": ", ".join(assume),
        "accept_incomplete_lists": accept_incomplete_lists,
        "law": licet.law.digest,
        "law_covered_from": licet.law.covered_from.date().isoformat(),
        "law_known_through": licet.law.known_through.date().isoformat(),
        "register": licet.described,
    }
    _write(answers, chosen, output, about)
    if chosen != "table":
        _tell(answers, output)
    if not decided.complete:
        if len(kept) > len(answers):
            following = kept[len(answers)].line.number
            note(f"licet: stopped after {len(answers):,} of {len(kept):,} lines; go on with --from-line {following}")
        return STOPPED
    return SOME_INVALID if any(a.outcome == "invalid" for a in answers) else ANSWERED


def _write(answers: Sequence[Answer], chosen: str, output: str | None, about: dict[str, object]) -> None:
    from licet.cli.progress import progress, stepped
    from licet.cli.writing import lines_of, send

    if chosen == "jsonl":
        with progress("Writing", len(answers)) as step:
            send(lines_of(answer.said for answer in stepped(answers, step)), output)
    elif chosen == "csv":
        from licet.cli.csv_output import csv_output

        with progress("Writing", len(answers)) as step:
            send(csv_output(answers, stepped(answers, step)), output)
    elif chosen == "parquet":
        from licet.cli.csv_output import parquet_output

        send(parquet_output(answers), output)
    elif chosen == "xlsx":
        from licet.cli.sheet_output import sheet_output

        send(sheet_output(answers, about), output)
    elif chosen == "html":
        from licet.cli.html_output import html_output

        send(html_output(answers, about), output)
    else:
        from licet.cli.answers import changes_told
        from licet.cli.table_output import console, show, table_text

        if output:
            send(table_text(answers), output)
        else:
            show(answers, console())
            for answer in answers:
                for text in changes_told(answer.said):
                    click.echo(f"line {answer.line}: {text}")


def _tell(answers: Sequence[Answer], output: str | None) -> None:
    """A short summary and the input faults, on standard error."""
    from licet.cli.answers import TITLES, by_outcome, dollars
    from licet.cli.progress import note
    from licet.cli.table_output import faults_text

    rows = [f"{lines:,} {TITLES[o]} ({dollars(value)})" for o, lines, value in by_outcome(answers)]
    note(f"licet: {len(answers):,} lines: {', '.join(rows) or 'none'}" + (f"; written to {output}" if output else ""))
    faults = faults_text(answers)
    for text in faults[:100]:
        note(f"licet: {text}")
    if len(faults) > 100:
        note(f"licet: … and {len(faults) - 100:,} more faults; each line's stand in its `errors`")
