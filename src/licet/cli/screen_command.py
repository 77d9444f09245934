"""`licet screen`: a name, or a file of names, looked up in the lists."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from licet.cli.exit_codes import ANSWERED, SOME_INVALID, STOPPED, Damaged, Unusable

if TYPE_CHECKING:
    from licet.screening.screen_file import Query, Screener, Settings

FORMATS = ("table", "jsonl", "csv", "xlsx")

_EPILOG = """Examples:

\b
  licet screen 'Hangzhou Hikvision' --country CN
  licet screen customers.xlsx -o screened.xlsx
  licet screen vendors.csv --name-column 'Vendor name' --list entity_list --format jsonl
  licet screen customers.csv --keep customers     # and later: licet rescreen customers
"""


@click.command(epilog=_EPILOG)
@click.argument("what", nargs=-1, required=True, metavar="NAME|FILE")
@click.option("--country", metavar="CODE", help="Where the party is established (rows that state none).")
@click.option("--date", metavar="D", help="Show what was in force on this day (default: today).")
@click.option("--list", "lists", multiple=True, metavar="LIST", help="Only this list. Repeatable.")
@click.option("--threshold", type=click.FloatRange(0.3, 1), help="Least score of a hit, 0.3 to 1 (default: 0.64).")
@click.option("--name-column", metavar="COLUMN", help="The column of names: its header, or its number from 1.")
@click.option("--country-column", metavar="COLUMN", help="The column of countries.")
@click.option("--format", "stated", type=click.Choice(FORMATS), help="Default: by the ending of -o, else table.")
@click.option("-o", "--output", metavar="FILE", help="Write here; the ending names the format.")
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True, help="Most hits a name.")
@click.option("--keep", metavar="NAME", help="Keep the file's parties under a name, to be screened again.")
@click.option("--restart", is_flag=True, help="Begin anew although an interrupted run could go on.")
def screen(
    what: tuple[str, ...],
    country: str | None,
    date: str | None,
    lists: tuple[str, ...],
    threshold: float | None,
    name_column: str | None,
    country_column: str | None,
    stated: str | None,
    output: str | None,
    limit: int,
    keep: str | None,
    restart: bool,
) -> int:
    """Is a party on a list? Looks a name, or each name of a file, up in every list, with scripts and misspellings.

    FILE is .csv, .xlsx, .parquet, .jsonl or .txt (a name a line), or - for standard input. Every name gets an
    answer, hits or none, with the lists that were searched and those that were not. Decisions made with
    `licet party decide` are applied. Exit code 0: every row answered; 1: some rows hold no name; 2: the input cannot
    be read; 3: an integrity check failed.
    """
    from licet.cli.writing import chosen_format

    chosen = chosen_format(stated, output, FORMATS)
    if chosen == "xlsx" and not output:
        raise click.UsageError("--format xlsx needs -o FILE")
    if len(what) > 1:
        raise click.UsageError(
            f"screen one name or one file at a time; quote a name of several words: '{' '.join(what)}'"
        )
    code = country_of(country)
    settings = settings_of(date, lists, threshold, limit)
    queries, digest, is_file = _queries(what[0], code, name_column, country_column)
    if keep and not is_file:
        raise click.UsageError("--keep works on a file")
    if output:
        from licet.cli.deciding import check_output

        check_output(output, [what[0]] if is_file and what[0] != "-" else [])
    if not is_file:
        return _one(settings, queries, chosen, output)
    screener, key = opened(settings)
    if keep:
        from licet.cli.rescreen_command import screen_and_keep

        return screen_and_keep(keep, screener, queries, chosen, output)
    from licet.cli.screening_run import run

    decided = screener.dispositions.revision() if screener.dispositions else 0
    about = [digest, key, repr(settings), code, name_column or "", country_column or "", str(decided)]
    screener.look_for_identifiers(queries)
    said, complete = run(screener, queries, output, about, restart=restart,
                         stream=chosen == "jsonl" and not output)  # fmt: skip
    if not complete:
        return STOPPED
    from licet.cli.screen_output import write

    if not (chosen == "jsonl" and not output):
        write(said, screener, chosen, output)
    return SOME_INVALID if any(each.get("errors") for each in said) else ANSWERED


def _one(settings: Settings, queries: Sequence[Query], chosen: str, output: str | None) -> int:
    from licet.cli.screen_output import write

    # What is loaded lives until the end; looking through it for garbage costs more than the search.
    collecting = gc.isenabled()
    gc.disable()
    try:
        screener, _ = opened(settings)
        write(screener.screen(queries), screener, chosen, output)
    finally:
        if collecting:
            gc.enable()
    return ANSWERED


def opened(settings: Settings) -> tuple[Screener, str]:
    """The screener over the register in use, and a text that names that register. Raises `Unusable`."""
    from licet.determination.coverage import lists_missing
    from licet.lists.compiled import current_key, current_register
    from licet.lists.snapshots import home
    from licet.lists.store import RegisterDamaged
    from licet.screening.disposition import DecisionsDamaged, Dispositions
    from licet.screening.saved_index import index_of
    from licet.screening.screen_file import Screener

    try:
        key = current_key()
        register = current_register()
        dispositions = Dispositions.at_home()
    except RegisterDamaged as fault:
        raise Damaged(f"{fault}; restore it from a copy, or move it away and run 'licet lists update'") from None
    except DecisionsDamaged as fault:
        raise Damaged(f"{fault}; restore it from a copy, or move it away and decide again") from None
    unknown = [name for name in settings.lists if name not in register.lists]
    if unknown:
        from licet.lists.sources import catalog

        for name in unknown:
            if catalog.code_of(name) is None:
                known = ", ".join(sorted({*register.lists, *(info.name for info in catalog.LISTS.values())}))
                raise click.BadParameter(f"{name!r} is no list; known are {known}", param_hint="--list")
    missing = sorted(lists_missing(register).at(settings.when))
    return Screener(register, index_of(register, home(), key), settings, missing, dispositions), key


def settings_of(date: str | None, lists: Sequence[str], threshold: float | None, limit: int) -> Settings:
    """The options of a command line as settings. Raises `click.UsageError`."""
    import datetime as dt

    from licet.screening.screen_file import THRESHOLD, Settings
    from licet.terms.dates import DateFault, _eastern, end_of, moment

    today = dt.datetime.now(_eastern()).date()
    try:
        when = moment(date) if date else end_of(today)
    except DateFault as fault:
        raise click.UsageError(f"--date: {fault}") from None
    names = tuple(dict.fromkeys(_list_name(name) for name in lists))
    return Settings(when, today, names, THRESHOLD if threshold is None else threshold, limit)


def _list_name(text: str) -> str:
    from licet.lists.sources import catalog

    code = catalog.code_of(text)
    return catalog.LISTS[code].name if code else text.strip().lower().replace("-", "_").replace(" ", "_")


def country_of(text: str | None) -> str:
    if not text:
        return ""
    from licet.terms.country import country_code

    code = country_code(text)
    if code is None:
        raise click.UsageError(f"--country {text!r}: is no country of ISO 3166-1; write its two letters, such as CN")
    return code


def _queries(
    what: str, country: str, name_column: str | None, country_column: str | None
) -> tuple[list[Query], str, bool]:
    """The queries, a digest of the input, and whether it was a file."""
    from licet.cli.name_tables import looks_like_file, read_table
    from licet.screening.screen_file import Query, queries_of

    if not looks_like_file(what):
        if name_column or country_column:
            raise click.UsageError("--name-column and --country-column work on a file")
        if not what.strip():
            raise click.UsageError("the name is blank; give a name, or a file of names")
        return [Query(1, what.strip(), country)], "", False
    from licet.cli.progress import note
    from licet.screening.columns_guess import NoNameColumn, guess

    table = read_table(what)
    for text in table.notes:
        note(f"licet: {table.name}: {text}")
    sample = [cells for _, cells, _ in table.rows[:: max(1, len(table.rows) // 400)]][:400]
    try:
        columns = guess(table.first, sample, name=name_column, country=country_column)
    except NoNameColumn as fault:
        raise Unusable(f"{table.name}: {fault}") from None
    for text in columns.why:
        if columns.header or not table.certain or not text.startswith("no header"):
            note(f"licet: {table.name}: {text}")
    rows = table.rows
    if not columns.header and not table.certain:
        rows = [(table.first_line, table.first, ""), *rows]
    blank = [line for line, cells, fault in rows if not fault and not any(cell.strip() for cell in cells)]
    if blank:
        note(f"licet: {table.name}: {len(blank)} blank rows were passed over (the first is line {blank[0]})")
        rows = [row for row in rows if row[2] or any(cell.strip() for cell in row[1])]
    if not rows:
        note(f"licet: {table.name}: holds no rows")
    return list(queries_of(columns, rows, country)), table.digest, True
