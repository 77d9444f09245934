"""`licet rescreen`, and `licet screen --keep`: kept parties screened again where they or the lists changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from licet.cli.exit_codes import ANSWERED, SOME_INVALID, Damaged, Unusable

if TYPE_CHECKING:
    from licet.screening.rescreen import Kept, Portfolios
    from licet.screening.screen_file import Query, Screener

FORMATS = ("table", "jsonl", "csv", "xlsx")

_EPILOG = """Examples:

\b
  licet screen customers.csv --keep customers    # keeps the parties and what was found
  licet lists update && licet rescreen customers # only what changed
  licet rescreen customers --all --format jsonl  # the whole result, as of now
  licet rescreen                                 # which sets of parties are kept
"""


@click.command(epilog=_EPILOG)
@click.argument("name", required=False)
@click.option("--all", "everything", is_flag=True, help="Show every party, not only those whose result moved.")
@click.option("--format", "stated", type=click.Choice(FORMATS), help="Default: by the ending of -o, else table.")
@click.option("-o", "--output", metavar="FILE", help="Write here; the ending names the format.")
@click.option("--drop", is_flag=True, help="Keep these parties no longer.")
def rescreen(name: str | None, everything: bool, stated: str | None, output: str | None, drop: bool) -> int:
    """Screen kept parties again: the entries that changed since the last time against all of them.

    Shows the parties whose result moved. The outcome is that of screening all of them anew. Parties that changed are
    taken in by `licet screen FILE --keep NAME`.
    """
    from licet.cli.screen_command import opened, settings_of
    from licet.cli.writing import chosen_format

    chosen = chosen_format(stated, output, FORMATS)
    if chosen == "xlsx" and not output:
        raise click.UsageError("--format xlsx needs -o FILE")
    portfolios = _portfolios()
    if name is None:
        for known, at, count in portfolios.names():
            click.echo(f"{known}: {count:,} parties, last screened {at}")
        if not portfolios.names():
            click.echo("no parties are kept; use 'licet screen FILE --keep NAME'", err=True)
        return ANSWERED
    kept = portfolios.load(name)
    if kept is None:
        known = ", ".join(each for each, _, _ in portfolios.names()) or "none"
        raise Unusable(f"no parties are kept under {name!r} (kept: {known}); use 'licet screen FILE --keep {name}'")
    if drop:
        portfolios.drop(name)
        click.echo(f"{name}: {len(kept.parties):,} parties are kept no longer", err=True)
        return ANSWERED
    screener, _ = opened(settings_of(None, (), kept.threshold, 20))
    return _again(name, portfolios, kept, kept.queries, screener, chosen, output, everything=everything)


def screen_and_keep(name: str, screener: Screener, queries: Sequence[Query], chosen: str, output: str | None) -> int:
    """Screen a file's parties and keep them; those kept before and unchanged are not searched again."""
    portfolios = _portfolios()
    kept = portfolios.load(name)
    if kept is not None and kept.threshold != screener.settings.threshold:
        kept = None  # another threshold finds other hits
    return _again(name, portfolios, kept, queries, screener, chosen, output, everything=True)


def _again(
    name: str, portfolios: Portfolios, kept: Kept | None, queries: Sequence[Query], screener: Screener, chosen: str,
    output: str | None, *, everything: bool,
) -> int:  # fmt: skip
    import datetime as dt

    from licet.cli.progress import note
    from licet.cli.screen_output import write
    from licet.screening.rescreen import changed, rescreened, versions_of
    from licet.screening.saved_index import code_digest

    screener.look_for_identifiers(queries)
    versions = versions_of(screener.register)
    code = code_digest()
    if kept is not None and kept.code != code:
        note(f"licet: {name}: names are compared otherwise than when it was last screened; all are searched again")
        kept = None
    change = changed(kept.versions if kept else versions, versions)
    done = rescreened(screener, queries, kept.parties if kept else {}, change)
    answers = [screener.answer(query, raw) for query, raw in zip(queries, done.raws, strict=True)]
    shown = answers if everything else [each for place, each in enumerate(answers) if place in done.moved]
    write(shown, screener, chosen, output)
    # Kept last: what could not be written is shown again the next time.
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    portfolios.keep(name, now, screener.settings.threshold, code, versions, queries, done.raws)
    since = f" since {kept.at}" if kept else ""
    note(
        f"licet: {name}: {len(queries):,} parties kept; {done.changed_entries:,} entries and {done.changed_parties:,} "
        f"parties new or changed{since}; {len(done.again):,} searched, {len(done.moved):,} with another result"
    )
    return SOME_INVALID if any(each.get("errors") for each in shown) else ANSWERED


def _portfolios() -> Portfolios:
    from licet.screening.rescreen import Portfolios, PortfoliosDamaged

    try:
        return Portfolios.at_home()
    except PortfoliosDamaged as fault:
        raise Damaged(f"{fault}; move it away and screen the file again") from None
