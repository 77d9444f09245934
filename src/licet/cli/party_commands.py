"""`licet party`: decisions on possible matches, remembered until party or entry changes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from licet.cli.exit_codes import Damaged, Unusable

if TYPE_CHECKING:
    from licet.lists.entry import Entry
    from licet.lists.register import Register
    from licet.screening.disposition import Dispositions, Recorded

_FORMAT = click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)

_DECIDE = """Examples:

\b
  licet party decide 'Huawei Bakery' --entry huawei-technologies-co-ltd --not-same --country PT \\
      --reason 'a bakery in Porto, VAT 123456789' --expires 2027-06-30
  licet party decide 'HW Tech' --entry huawei-technologies-co-ltd --same --reason 'their own letterhead says so'
"""


@click.group(epilog="Examples: licet party decide … | licet party list | licet party log | licet party forget 3")
def party() -> None:
    """Settle possible matches and remember it: who decided, when, why, and about which version of party and entry."""


@party.command("decide", epilog=_DECIDE)
@click.argument("name")
@click.option("--entry", required=True, metavar="ENTRY", help="The listed entry, as `licet screen` names it.")
@click.option("--same/--not-same", "same", default=None, help="Whether the party is that entity. Required.")
@click.option("--reason", required=True, help="Why; kept on the record.")
@click.option("--by", default=None, metavar="WHO", help="Who decides (default: the user signed in).")
@click.option("--expires", metavar="DATE", help="The last day on which the decision holds.")
@click.option("--country", metavar="CODE", help="The party's country, as it is written where the party is screened.")
def decide(
    name: str, entry: str, same: bool | None, reason: str, by: str | None, expires: str | None, country: str | None
) -> None:
    """Decide whether NAME is a listed entry, and remember it.

    A "not the same" suppresses the hit for this party (name and country) and this version of the entry. The hit opens
    again, and says why, when the name or the country of the party changes, when the entry changes, or when the
    decision expires. A "same" holds until it is decided otherwise or forgotten.
    """
    if same is None:
        raise click.UsageError("say --same or --not-same")
    if not name.strip():
        raise click.UsageError("the name is blank; give the party's name")
    if not reason.strip():
        raise click.UsageError("--reason is blank; say why, for whoever reads it later")
    code = _country(country)
    last = _day(expires)
    if last is not None and last < _today():
        raise click.BadParameter(f"{last} is past; give a day to come, or leave it out", param_hint="--expires")
    with _dispositions() as dispositions:
        found = _entry(_register(), entry)
        try:
            record = dispositions.decide(
                name, found, same=same, reason=reason.strip(), by=_who(by), country=code, expires=last
            )
        except OSError as fault:
            raise Unusable(f"the decision cannot be kept: {fault.strerror or fault}") from None
    click.echo(_line(record))


@party.command("list", epilog="Examples: licet party list | licet party list 'Huawei Bakery' --format jsonl")
@click.argument("name", required=False)
@_FORMAT
def list_command(name: str | None, form: str) -> None:
    """The decisions that stand, and which of them are open again because party or entry changed, or they expired."""
    with _dispositions() as dispositions:
        records = dispositions.standing(name)
        register = _register() if records else None
        for record in records:
            assert register is not None
            state = _state(dispositions, record, register)
            if form == "jsonl":
                click.echo(json.dumps({**_out(record), "open_because": state or None}, ensure_ascii=False))
            else:
                click.echo(_line(record) + (click.style(f"\n    open again: {state}", fg="yellow") if state else ""))
    if not records and form == "table":
        click.echo("no decisions stand", err=True)


@party.command("log", epilog="Examples: licet party log | licet party log 'Huawei Bakery' --format jsonl")
@click.argument("name", required=False)
@_FORMAT
def log_command(name: str | None, form: str) -> None:
    """Everything ever decided or withdrawn, oldest first. Nothing is ever taken from this record."""
    with _dispositions() as dispositions:
        records = dispositions.log(name)
    for record in records:
        click.echo(json.dumps(_out(record), ensure_ascii=False) if form == "jsonl" else _line(record))
    if not records and form == "table":
        click.echo("nothing was decided yet", err=True)


@party.command("forget", epilog="Examples: licet party forget 3 --reason 'decided on the wrong party'")
@click.argument("number", type=click.IntRange(1), metavar="ID")
@click.option("--reason", default="", help="Why; kept on the record.")
@click.option("--by", default=None, metavar="WHO", help="Who withdraws it (default: the user signed in).")
def forget(number: int, reason: str, by: str | None) -> None:
    """Withdraw a decision: its hit is open again. Both stay in the log."""
    with _dispositions() as dispositions:
        try:
            record = dispositions.forget(number, by=_who(by), reason=reason.strip())
        except KeyError:
            stand = ", ".join(str(each.id) for each in dispositions.standing()[-20:]) or "none"
            raise Unusable(f"no decision {number} stands (standing: {stand}); see `licet party log`") from None
    click.echo(_line(record))


@contextmanager
def _dispositions() -> Iterator[Dispositions]:
    from licet.screening.disposition import DecisionsDamaged, Dispositions

    try:
        found = Dispositions.at_home()
        try:
            yield found
        finally:
            found.close()
    except DecisionsDamaged as fault:
        raise Damaged(f"{fault}; restore it from a copy, or move it away and decide again") from None


def _register() -> Register:
    from licet.lists.compiled import current_register
    from licet.lists.store import RegisterDamaged

    try:
        return current_register()
    except RegisterDamaged as fault:
        raise Damaged(f"{fault}; restore it from a copy, or move it away and run 'licet lists update'") from None


def _entry(register: Register, text: str) -> Entry:
    """The entry of an id. Raises `click.BadParameter` with those meant perhaps."""
    found = register.entries.get(text)
    if found is not None:
        return found
    wanted = text.casefold().replace(" ", "-")
    near: Sequence[str] = [key for key in register.entries if wanted in key.casefold()][:5]
    if not near:
        from difflib import get_close_matches

        near = get_close_matches(wanted, list(register.entries), 3, 0.7)
    hint = f"; did you mean {', '.join(near)}?" if near else "; `licet screen NAME` shows the ids of its hits"
    raise click.BadParameter(f"{text!r} is no entry of the register{hint}", param_hint="--entry")


def _state(dispositions: Dispositions, record: Recorded, register: Register) -> str:
    applied = dispositions.applied(record.party, record.country, register, _today()).get(record.entry)
    return applied.open_because if applied and applied.record.id == record.id else ""


def _out(record: Recorded) -> dict[str, object]:
    return {
        "id": record.id, "at": record.at, "kind": record.kind, "party": record.party,
        "country": record.country or None, "party_version": record.party_digest, "entry": record.entry,
        "entry_name": record.entry_name, "entry_version": record.entry_digest, "same": record.same, "by": record.by,
        "reason": record.reason, "expires": record.expires.isoformat() if record.expires else None,
        "forgets": record.forgets,
    }  # fmt: skip


def _line(record: Recorded) -> str:
    who = f" by {record.by}" if record.by else ""
    country = f" ({record.country})" if record.country else ""
    if record.kind == "forget":
        return f"{record.id}  {record.at[:10]}{who}  decision {record.forgets} on {record.party}{country} withdrawn" + (
            f": {record.reason}" if record.reason else ""
        )
    verdict = "is" if record.same else "is not"
    until = f"; until {record.expires}" if record.expires else ""
    return (
        f"{record.id}  {record.at[:10]}{who}  {record.party}{country} {verdict} {record.entry_name} [{record.entry}]: "
        f"{record.reason}{until}"
    )


def _today() -> dt.date:
    from licet.terms.dates import _eastern

    return dt.datetime.now(_eastern()).date()


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    from licet.terms.dates import DateFault, day

    try:
        return day(text)
    except DateFault as fault:
        raise click.BadParameter(str(fault), param_hint="--expires") from None


def _country(text: str | None) -> str:
    from licet.cli.screen_command import country_of

    return country_of(text)


def _who(by: str | None) -> str:
    if by is not None:
        return by.strip()
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
