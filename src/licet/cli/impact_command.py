"""`licet impact`: lines whose outcome moves between two dates, and the findings that move them."""

from __future__ import annotations

import click

from licet.cli.exit_codes import ANSWERED, SOME_INVALID

FORMATS = ("table", "jsonl", "csv")
COLUMNS = ("line", "id", "before", "after", "came", "went")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--before", required=True, metavar="D1", help="Decide each line as of this day …")
@click.option("--after", required=True, metavar="D2", help="… and as of this one.")
@click.option("--known-before", metavar="D", help="Use the register as it was known on this day for --before.")
@click.option("--known-after", metavar="D", help="Use the register as it was known on this day for --after.")
@click.option("--format", "stated", type=click.Choice(FORMATS), help="Default: by the ending of -o, else table.")
@click.option("-o", "--output", metavar="FILE", help="Write here; the ending names the format.")
@click.option("--accept-incomplete-lists", is_flag=True, help="Clear lines although lists were not searched; recorded.")
def impact(
    files: tuple[str, ...],
    before: str,
    after: str,
    known_before: str | None,
    known_after: str | None,
    stated: str | None,
    output: str | None,
    accept_incomplete_lists: bool,
) -> int:
    """What a change of the law or of the lists does to an order book.

    Each line keeps its facts and is decided as of both days; those whose outcome or review policy moves
    are shown with the findings that came and went.

    \b
    licet impact orders.csv --before 2019-05-15 --after 2019-05-16
    licet impact orders.csv --before 2026-07-31 --after 2026-07-31 --known-before 2026-07-01
    """
    from licet.cli.csv_output import csv_text
    from licet.cli.deciding import check_output, opened, options, read_lines
    from licet.cli.files import read_book
    from licet.cli.progress import note
    from licet.cli.writing import chosen_format, lines_of, send
    from licet.determination.impact import impact as moved_by
    from licet.terms.dates import DateFault, moment

    chosen = chosen_format(stated, output, FORMATS)
    check_output(output, files)
    moments = []
    for name, text in (("--before", before), ("--after", after)):
        try:
            moments.append(moment(text))
        except DateFault as fault:
            raise click.UsageError(f"{name}: {fault}") from None
    settings = options(None, (), accept_incomplete_lists)
    first = opened(settings, known_before)
    then = first if known_after == known_before else opened(settings, known_after)
    for name, when in zip(("--before", "--after"), moments, strict=True):
        if when < first.law.covered_from:
            raise click.UsageError(f"{name} lies before the law that is covered ({first.law.covered_from.date()})")
    reads = read_lines([read_book(name) for name in files], first)
    lines = [read.transaction for read in reads if read.transaction is not None]
    moved = [m.describe() for m in moved_by(first, then, lines, moments[0], moments[1])]
    if chosen == "jsonl":
        send(lines_of(moved), output)
    elif chosen == "csv":
        send(csv_text(COLUMNS, [[_cell(entry[c]) for c in COLUMNS] for entry in moved]), output)
    else:
        send(_table(moved).encode(), output)
    invalid = len(reads) - len(lines)
    note(f"licet: {len(moved):,} of {len(lines):,} lines move" + (f"; {invalid:,} invalid" if invalid else ""))
    return SOME_INVALID if invalid else ANSWERED


def _cell(value: object) -> str:
    if not isinstance(value, list):
        return str(value)
    return "; ".join(f"{entry['citation']}: {entry['because']}{_in_roles(entry)}" for entry in value)


def _in_roles(entry: dict[str, object]) -> str:
    """The roles of the party a finding is about, in brackets; nothing where it is about the line."""
    roles = entry["roles"]
    assert isinstance(roles, list)
    return f" [{', '.join(role.replace('_', ' ') for role in roles)}]" if roles else ""


def _table(moved: list[dict[str, object]]) -> str:
    """Each moved line with what came (+) and went (-)."""
    parts: list[str] = []
    for entry in moved:
        parts.append(f"line {entry['line']} {entry['id']}: {entry['before']} -> {entry['after']}")
        for sign, name in (("+", "came"), ("-", "went")):
            findings = entry[name]
            assert isinstance(findings, list)
            parts.extend(f"  {sign} {f['because']} ({f['citation']}){_in_roles(f)}" for f in findings)
    return "".join(f"{part}\n" for part in parts)
