"""`licet lists`: fetch, check, show and compare the official lists."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from licet.lists.diff import Change
    from licet.lists.fetch import Progress
    from licet.lists.status import ListStatus
    from licet.lists.store import Statement, Store
    from licet.lists.update import Report, Source

UNREADABLE, DAMAGED = 2, 3


class IntegrityFailed(click.ClickException):
    """The register is not what Licet wrote."""

    exit_code = DAMAGED


class Unreadable(click.ClickException):
    """Input that cannot be read, or nothing to work on."""

    exit_code = UNREADABLE


@click.group(
    "lists",
    epilog="Examples: licet lists update | licet lists status | licet lists diff 2026-07-01 2026-07-31",
)
def lists() -> None:
    """Official lists: fetch or import them, see how they stand, what changed, and what is said of an entry."""


def _day(text: str | None, option: str) -> dt.date | None:
    if text is None:
        return None
    from licet.terms.dates import DateFault, day

    try:
        return day(text)
    except DateFault as fault:
        raise click.BadParameter(str(fault), param_hint=option) from None


@contextmanager
def _store(*, read_only: bool) -> Iterator[Store]:
    from licet.lists.store import RegisterDamaged, Store

    try:
        store = Store(read_only=read_only)
    except FileNotFoundError:
        raise Unreadable(
            "no official lists have been taken in yet; run 'licet lists update' or 'licet lists update --from PATH'"
        ) from None
    except RegisterDamaged as error:
        raise IntegrityFailed(
            f"{error}; restore it from a copy, or move it away and run 'licet lists update'"
        ) from None
    except OSError as error:
        raise Unreadable(f"the register cannot be opened: {error.strerror or error}") from None
    with store:
        yield store


def _code(text: str | None) -> str | None:
    from licet.lists.sources import catalog

    if text is None:
        return None
    code = catalog.code_of(text)
    if code is None:
        known = ", ".join(info.name for info in catalog.LISTS.values())
        raise click.BadParameter(f"{text!r} is no list; known are {known}", param_hint="--list")
    return code


# ---------------------------------------------------------------- update


@lists.command("update", epilog="Examples: licet lists update | licet lists update --from downloads/ | "
               "licet lists update --from csl-2026-07-31.csv --list entity_list")  # fmt: skip
@click.option(
    "--from", "path", type=click.Path(exists=True, path_type=Path), help="A file or folder instead of the network."
)
@click.option(
    "--source",
    "names",
    multiple=True,
    help="An official address by name (csl, csl-json, ecfr, ofac-sdn, ofac-consolidated).",
)
@click.option("--list", "only", multiple=True, help="Only this list; repeatable.")
@click.option("--as-of", "as_of", help="The day of the file, where neither file nor name tells it.")
@click.option("--history", is_flag=True, help="Take in files older than the last good ones, as history.")
@click.option("--excerpt", is_flag=True, help="The file is an excerpt: adds, ends nothing, clears nobody by absence.")
@click.option("--max-loss", type=click.FloatRange(0, 1), default=0.10, show_default=True,
              help="The share of entries a list may lose and still be believed.")  # fmt: skip
def update_command(
    path: Path | None, names: tuple[str, ...], only: tuple[str, ...], as_of: str | None, history: bool, excerpt: bool,
    max_loss: float,
) -> None:  # fmt: skip
    """Fetch the official lists, check them and publish what passes.

    A list that fails its checks is not published: the last good one stands, and the reason is shown. Exit 0: all
    taken in or unchanged; 1: some kept as they were; 2: nothing could be read; 3: the register is damaged.
    """
    from licet.cli.progress import progress
    from licet.lists import update as work
    from licet.lists.current import act_dates

    wanted = frozenset(code for text in only if (code := _code(text))) or None
    day = _day(as_of, "--as-of")
    report = work.Report()
    with _store(read_only=False) as store:
        if path is None:
            reads = work.read_network(store, _sources(names), report, progress=_progress)
            files = 1
        else:
            found = work.read_path(path, day, report)
            reads, files = iter(found), len(found)
        with progress("Checking and taking in", files, least=2) as step:
            for read in reads:
                work.update(
                    store,
                    [read],
                    report,
                    acts=act_dates,
                    max_loss=max_loss,
                    partial_ok=excerpt,
                    history_ok=history,
                    lists=wanted,
                )
                step()
    if report.published:
        from licet.lists.compiled import current_register

        current_register()  # compiled now, so that the next command does not wait for it
    _tell(report)
    if report.kept:
        sys.exit(1 if report.published or report.unchanged else UNREADABLE)


def _sources(names: tuple[str, ...]) -> list[Source]:
    from licet.lists.update import SOURCES

    if not names:
        return [source for source in SOURCES if source.default]
    by_name = {source.name: source for source in SOURCES}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(by_name)}", param_hint="--source")
    return [by_name[name] for name in names]


def _progress(name: str) -> Progress:
    if not sys.stderr.isatty():
        return lambda _done, _total: None
    shown = -1

    def show(done: int, total: int | None) -> None:
        nonlocal shown
        step = done >> 18
        if step == shown and done != total:
            return
        shown = step
        of = f" of {total / 1e6:.1f}" if total else ""
        click.echo(f"\r{name}: {done / 1e6:.1f}{of} MB", err=True, nl=done == total)

    return show


def _tell(report: Report) -> None:
    from licet.lists.sources import catalog

    for code, as_of, count, outcome in report.published:
        click.echo(
            f"{catalog.LISTS[code].name}: {count} entries of {as_of}; {len(outcome.added)} new, "
            f"{len(outcome.changed)} changed, {len(outcome.gone)} gone"
        )
    for code in dict.fromkeys(report.unchanged):
        click.echo(f"{catalog.LISTS[code].name}: unchanged")
    for where, why in report.kept:
        name = catalog.LISTS[where].name if where in catalog.LISTS else where
        click.echo(f"{name}: NOT taken in; the last good one stands. {why}", err=True)
    complaints = list(dict.fromkeys(report.complaints))
    for text in complaints[:20]:
        click.echo(f"note: {text}", err=True)
    if len(complaints) > 20:
        click.echo(f"note: {len(complaints) - 20} more of this kind", err=True)


# ---------------------------------------------------------------- status


@lists.command("status", epilog="Examples: licet lists status | licet lists status --format jsonl | "
               "licet lists status --check")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--check", is_flag=True, help="Also check the register's file and every kept snapshot.")
def status_command(form: str, check: bool) -> None:
    """Each list: day, count, age, last failure. Lists never fetched are shown as missing."""
    from licet.lists.status import status
    from licet.lists.store import RegisterDamaged, Store

    today = dt.datetime.now(dt.UTC).date()
    try:
        store: Store | None = Store(read_only=True)
    except FileNotFoundError:
        store = None
    except RegisterDamaged as error:
        raise IntegrityFailed(str(error)) from None
    try:
        found = status(store, today)
        faults = _faults(store) if check and store else []
    finally:
        if store:
            store.close()
    for each in found:
        click.echo(json.dumps(_status_out(each)) if form == "jsonl" else _status_line(each))
    if form == "table" and store is None:
        click.echo("no official lists yet: the embedded register answers alone; run 'licet lists update'", err=True)
    if faults:
        raise IntegrityFailed("; ".join(faults))


def _faults(store: Store) -> list[str]:
    from licet.lists import snapshots

    faults = list(store.integrity())
    for digest in dict.fromkeys(version.digest for version in store.versions()):
        try:
            snapshots.fetch(store.root, digest)
        except (OSError, snapshots.SnapshotDamaged) as error:
            faults.append(f"snapshot {digest[:12]}: {error}")
    return faults


def _status_out(each: ListStatus) -> dict[str, object]:
    return {
        "list": each.name,
        "title": each.title,
        "date": each.as_of.isoformat() if each.as_of else None,
        "count": each.count,
        "age_days": each.age_days,
        "stale": each.stale,
        "missing": each.missing,
        "reduced": each.reduced,
        "complete_from": each.complete_from.isoformat() if each.complete_from else None,
        "format": each.format or None,
        "digest": each.digest or None,
        "overlay": each.overlay,
        "last_failure": {"at": each.last_failure[0], "why": each.last_failure[1]} if each.last_failure else None,
    }


def _status_line(each: ListStatus) -> str:
    if each.missing:
        state = "missing"
    else:
        state = f"{each.as_of}  {each.count:>6}  {each.age_days:>4} d"
        state += "  STALE" if each.stale else ""
        state += "  no addresses, ids or dates" if each.reduced else ""
    failed = f"  last failure {each.last_failure[0]}: {each.last_failure[1]}" if each.last_failure else ""
    return f"{each.name:<22} {state}{failed}"


# ---------------------------------------------------------------- diff


@lists.command("diff", epilog="Example: licet lists diff 2026-07-01 2026-07-31 --list entity_list")
@click.argument("before", metavar="D1")
@click.argument("after", metavar="D2")
@click.option("--list", "only", help="Only this list.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def diff_command(before: str, after: str, only: str | None, form: str) -> None:
    """What changed between two days: entries added, gone, and fields that changed, with the act cited."""
    from licet.lists.diff import diff

    first, second = _day(before, "D1"), _day(after, "D2")
    assert first is not None
    assert second is not None
    code = _code(only)
    with _store(read_only=True) as store:
        changes = diff(store, first, second, code)
    for change in changes:
        click.echo(json.dumps(_change_out(change), ensure_ascii=False) if form == "jsonl" else _change_line(change))
    if form == "table":
        tally = {kind: sum(1 for each in changes if each.kind == kind) for kind in ("added", "gone", "changed")}
        click.echo(", ".join(f"{count} {kind}" for kind, count in tally.items()), err=True)


def _change_out(change: Change) -> dict[str, object]:
    return {
        "entry": change.entry,
        "list": change.list,
        "name": change.name,
        "change": change.kind,
        "fields": {name: {"before": old, "after": new} for name, old, new in change.fields},
        "citation": change.citation or None,
    }


def _change_line(change: Change) -> str:
    sign = {"added": "+", "gone": "-", "changed": "~"}[change.kind]
    lines = [f"{sign} {change.entry}  {change.name}" + (f"  [{change.citation}]" if change.citation else "")]
    lines += [f"    {name}: {_short(old)} -> {_short(new)}" for name, old, new in change.fields]
    return "\n".join(lines)


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 100 else text[:97] + "..."


# ---------------------------------------------------------------- show


@lists.command("show", epilog="Examples: licet lists show EL:hytera-communications-corporation-limited:CN | "
               "licet lists show 'hangzhou hikvision' --history")  # fmt: skip
@click.argument("entry")
@click.option("--date", "effective", help="What held on this day (default: today).")
@click.option("--known", help="As known on this day (default: now).")
@click.option("--history", is_flag=True, help="Everything ever said, in the order it became known.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def show_command(entry: str, effective: str | None, known: str | None, history: bool, form: str) -> None:
    """What the lists say of an entry, given by its id, by a part of it, or by words of its name."""
    when = _day(effective, "--date") or dt.datetime.now(dt.UTC).date()
    knowledge = _day(known, "--known")
    found = False
    from licet.lists.store import RegisterDamaged, Store

    try:
        with Store(read_only=True) as store:
            ids = store.find(entry)
            found = bool(ids)
            if len(ids) > 1:
                click.echo(f"{len(ids)} entries match:", err=True)
            for key in ids:
                if len(ids) > 1 and not history and form == "table":
                    click.echo(key)
                    continue
                statements = store.history(key)
                if not history:
                    statements = [each for each in statements if _holds(each, when, knowledge)]
                _show_statements(key, statements, form)
    except FileNotFoundError:
        pass
    except RegisterDamaged as error:
        raise IntegrityFailed(str(error)) from None
    if not found and not _show_embedded(entry, form):
        raise Unreadable(f"no entry {entry!r} in the lists taken in, nor in the register of the package")


def _holds(each: Statement, when: dt.date, known: dt.date | None) -> bool:
    day, knowledge = when.isoformat(), known.isoformat() if known else "9999-12-31"
    return (
        each.effective_from <= day
        and (each.effective_until is None or day < each.effective_until)
        and each.known_from <= knowledge
        and (each.known_until is None or knowledge < each.known_until)
    )


def _show_statements(key: str, statements: list[Statement], form: str) -> None:
    if form == "table":
        click.echo(key)
    for each in statements:
        if form == "jsonl":
            click.echo(
                json.dumps(
                    {
                        "entry": each.entry, "field": each.field, "value": each.value,
                        "effective_from": each.effective_from, "effective_until": each.effective_until,
                        "certainty": each.certainty, "citation": each.citation or None,
                        "known_from": each.known_from, "known_until": each.known_until, "snapshot": each.digest,
                    },
                    ensure_ascii=False,
                )
            )  # fmt: skip
        else:
            until = f"..{each.effective_until}" if each.effective_until else " on"
            known = f"known {each.known_from}" + (f"..{each.known_until}" if each.known_until else "")
            cited = f"  [{each.citation}]" if each.citation else ""
            click.echo(f"  {each.field:<12} {each.effective_from}{until} ({each.certainty}; {known}){cited}")
            click.echo(f"      {_short(each.value)}")


def _show_embedded(entry: str, form: str) -> bool:
    """Entries of the package's own register, by id or by words of a name."""
    from licet.lists.embedded import embedded

    words = entry.casefold().replace("-", " ").split()
    shown = False
    for each in embedded().entries.values():
        if each.id != entry and not all(word in each.id.replace("-", " ") for word in words):
            continue
        shown = True
        for listing in each.listings:
            said = {
                "entry": each.id,
                "name": each.name,
                "list": listing.list,
                "effective_from": listing.effective.isoformat(),
                "effective_until": listing.until.isoformat() if listing.until else None,
                "act": listing.act,
                "requirement": listing.requirement_text,
                "policy": listing.policy_text,
                "footnotes": sorted(listing.footnotes),
                "source": listing.source,
            }
            if form == "jsonl":
                click.echo(json.dumps(said, ensure_ascii=False))
            else:
                until = listing.until.date() if listing.until else "on"
                click.echo(f"{each.id}  {listing.list}  {listing.effective:%Y-%m-%d} .. {until}  [{listing.act}]")
                click.echo(f"    {listing.requirement_text} / {listing.policy_text}")
    return shown


# ---------------------------------------------------------------- exchange


@lists.command("export", epilog="Examples: licet lists export -o register.ftm.jsonl | "
               "licet lists export --list entity_list")  # fmt: skip
@click.option("--list", "only", multiple=True, help="Only entries of this list; repeatable.")
@click.option(
    "-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output."
)
def export_command(only: tuple[str, ...], output: Path | None) -> None:
    """The register as FollowTheMoney entities, one JSON object a line; `update --from` reads them back."""
    from licet.lists import exchange
    from licet.lists.compiled import current_register
    from licet.lists.snapshots import write_atomically
    from licet.lists.sources import catalog
    from licet.lists.store import RegisterDamaged

    wanted = {catalog.LISTS[code].name for text in only if (code := _code(text))}
    try:
        register = current_register()
    except RegisterDamaged as error:
        raise IntegrityFailed(str(error)) from None
    chosen = (entry for entry in register.entries.values() if not wanted or wanted & set(entry.lists()))
    if output is None:
        for line in exchange.export(chosen):
            click.echo(line)
        return
    try:
        write_atomically(output, "".join(f"{line}\n" for line in exchange.export(chosen)).encode())
    except OSError as error:
        raise Unreadable(f"{output.name} cannot be written: {error.strerror or error}") from None
