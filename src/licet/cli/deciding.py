"""From order books to transactions: what `decide` and `timeline` share before anything is decided."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import click

from licet.cli.book import Book, Line
from licet.cli.cells import ITEM, ITEM_LISTS, TOP
from licet.cli.exit_codes import Damaged, Unusable
from licet.determination.decide import Licet, Options, assumed
from licet.determination.intake import Fault, read_transaction
from licet.determination.orders import with_order_values
from licet.terms.dates import DateFault, day, moment
from licet.terms.transaction import Transaction

_PARTY_FIELD = re.compile(r"parties\[(\d+)\](\.|$)")


@dataclass(frozen=True, slots=True)
class Read:
    """A line that was read: a `Transaction` and what `--assume` filled, or its faults."""

    file: str
    line: Line
    transaction: Transaction | None
    filled: tuple[tuple[str, object], ...] = ()
    faults: tuple[Fault, ...] = ()


def options(
    date: str | None, assume: Sequence[str], accept_incomplete_lists: bool, *, next_change: bool = True
) -> Options:
    """The options of a command line. Raises `click.UsageError`."""
    if date:
        try:
            moment(date)
        except DateFault as fault:
            raise click.UsageError(f"--date: {fault}") from None
    return Options(
        accept_incomplete_lists=accept_incomplete_lists,
        default_date=date or "",
        assume=tuple(_assumption(text) for text in assume),
        next_change=next_change,
    )


def _assumption(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    name, value = name.strip(), value.strip()
    if not equals or not name or not value:
        raise click.UsageError(f"--assume {text!r}: write FACT=VALUE, such as end_use=other")
    known = [*(f for f in TOP if f not in ("id", "order")), "claims", "licenses", "known_recipients"]
    known += [f"item.{f}" for f in ITEM + ITEM_LISTS]
    if name not in known:
        bare = {one.rpartition(".")[2]: one for one in known}
        near = [bare[name]] if name in bare else get_close_matches(name, known, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise click.UsageError(f"--assume: {name!r} is no fact that can be assumed{hint}")
    if value in ("true", "false"):
        return name, value == "true"
    if value[:1] in "[{":
        try:
            return name, json.loads(value)
        except ValueError:
            raise click.UsageError(f"--assume {name}: {value[:60]!r} is no JSON") from None
    return name, value


def opened(chosen: Options, known: str | None) -> Licet:
    """The law and the register, as known on a day. Raises `click.UsageError` and `Damaged`."""
    from licet.law.ear import ear
    from licet.lists.compiled import current_register
    from licet.lists.snapshots import home
    from licet.lists.store import RegisterDamaged

    as_known: dt.date | None = None
    if known:
        try:
            as_known = day(known)
        except DateFault as fault:
            raise click.UsageError(f"--known: {fault}") from None
        if not (home() / "register.sqlite").exists():
            raise click.UsageError(
                "--known: no lists were fetched yet, and the register of the package does not record when it "
                "learned what it holds; run `licet lists update` first"
            )
    try:
        register = current_register(known=as_known)
    except RegisterDamaged as fault:
        raise Damaged(f"the register in {home()} is damaged: {fault}") from None
    from licet.screening.disposition import Dispositions
    from licet.screening.identifiers import held_identifiers
    from licet.screening.saved_index import index_of

    dispositions = Dispositions.at_home()
    today = dt.date.today()
    licet = Licet(
        ear(),
        register,
        chosen,
        index=index_of(register, key=None if as_known is None else f"known:{as_known}"),
        remembered=lambda name, country: dispositions.decisions_for(name, country, register, today),
    )
    licet.standings.identifiers = held_identifiers
    return licet


def read_lines(books: Sequence[Book], licet: Licet) -> list[Read]:
    """Every line of the books as a transaction or its faults; orders have their totals."""
    several = len(books) > 1
    found = [_read(book.name if several else "", line, licet) for book in books for line in book.lines]
    whole = iter(with_order_values([r.transaction for r in found if r.transaction is not None]))
    return [r if r.transaction is None else replace(r, transaction=next(whole)) for r in found]


def _read(file: str, line: Line, licet: Licet) -> Read:
    source = line.source
    filled: tuple[tuple[str, object], ...] = ()
    if isinstance(source, Mapping):
        source, filled = assumed(source, licet.options.assume)
    if line.faults and not source:
        return Read(file, line, None, (), line.faults)
    transaction = read_transaction(
        source, line=line.number, default_date=licet.options.default_date, covered_from=licet.law.covered_from
    )
    if isinstance(transaction, Transaction):
        return Read(file, line, None if line.faults else transaction, filled, line.faults)
    named = tuple(replace(fault, field=_column(fault.field, line.party_columns)) for fault in transaction)
    # A cell that could not be read was told already; its field would be told again as missing.
    told = {fault.field for fault in line.faults}
    return Read(file, line, None, filled, (*line.faults, *(f for f in named if f.field not in told)))


def _column(field: str, columns: Sequence[str]) -> str:
    """`parties[1].country` as the column it was read from."""
    match = _PARTY_FIELD.match(field)
    if match is None or int(match[1]) >= len(columns):
        return field
    return f"{columns[int(match[1])]}{field[match.end(1) + 1 :]}"


def check_output(output: str | None, inputs: Sequence[str]) -> None:
    """Refuse to write over an input file, or where no file can be made."""
    if not output:
        return
    path = Path(output)
    for name in inputs:
        if name != "-" and path.exists() and Path(name).exists() and path.samefile(name):
            raise Unusable(f"{output}: is an input file; input files are never touched")
    if path.is_dir():
        raise Unusable(f"{output}: is a folder; name a file")
    if not path.parent.is_dir():
        raise Unusable(f"{output}: the folder {path.parent} does not exist")
