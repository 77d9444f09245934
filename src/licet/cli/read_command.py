"""`licet read`: listed parties mentioned in documents, the regulation's words, and claims beside the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from licet.cli.exit_codes import ANSWERED, SOME_INVALID, STOPPED, UNUSABLE, Unusable

if TYPE_CHECKING:
    from licet.lists.register import Register
    from licet.screening.documents.claims import Claim
    from licet.screening.documents.mentions import Finder, Mention
    from licet.screening.documents.regulation_words import Term
    from licet.terms.dates import Moment

FORMATS = ("table", "jsonl", "csv")
_CONTEXT = 32  # characters shown on either side of a mention


@dataclass(slots=True)
class Reading:
    """What was found in one file; `error` where it could not be read."""

    file: str
    text: str = ""
    plain: bool = True
    encoding: str = ""
    date: str = ""
    notes: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    terms: tuple[Term, ...] = ()
    claims: tuple[Claim, ...] | None = None
    error: str = ""
    text_file: str = ""
    lists: dict[str, Any] = field(default_factory=dict)

    def said(self) -> dict[str, Any]:
        """The JSON object of one file."""
        out: dict[str, Any] = {"file": self.file, "mentions": [_mention(each) for each in self.mentions]}
        if self.error:
            return {**out, "error": self.error}
        out["terms"] = [each.said() for each in self.terms]
        if self.claims is not None:
            out["claims"] = [each.said() for each in self.claims]
        out["date"] = self.date
        out["offsets_in"] = "file" if self.plain else "extracted text"
        if self.text_file:
            out["text_file"] = self.text_file
        if self.encoding:
            out["encoding"] = self.encoding
        out |= self.lists
        if self.notes:
            out["notes"] = list(self.notes)
        return out


def _mention(each: Mention) -> dict[str, Any]:
    return {
        "text": each.text, "start": each.start, "end": each.end, "entry": each.entry, "list": each.list,
        "class": each.klass, "in_force": each.in_force, "name": each.name, "why": each.why,
        "also_in_force_on": list(each.others),
    }  # fmt: skip


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--date", metavar="D", help="The day that `in_force` and claims are judged on (default: today).")
@click.option("--list", "lists", multiple=True, metavar="NAME", help="Only parties that ever stood on this list.")
@click.option("--claims", "with_claims", is_flag=True, help="Set what the text says beside the record of its day.")
@click.option("--no-typos", is_flag=True, help="Exact names only; faster on large files.")
@click.option("--encoding", metavar="NAME", help="The encoding of plain text (default: by its mark or by trial).")
@click.option("--text", "text_to", metavar="FOLDER", help="Write the extracted text there; offsets are into it.")
@click.option("--format", "stated", type=click.Choice(FORMATS), help="Default: by the ending of -o, else table.")
@click.option("-o", "--output", metavar="FILE", help="Write here; the ending names the format.")
def read(
    files: tuple[str, ...],
    date: str | None,
    lists: tuple[str, ...],
    with_claims: bool,
    no_typos: bool,
    encoding: str | None,
    text_to: str | None,
    stated: str | None,
    output: str | None,
) -> int:
    """Listed parties mentioned in documents: .txt .md .html .pdf .docx .xlsx .eml, or folders of them."""
    from licet.cli.progress import note, progress
    from licet.cli.writing import chosen_format
    from licet.lists.compiled import current_register
    from licet.screening.documents.mentions import Finder, MissingLibrary
    from licet.screening.documents.saved_forms import forms_of

    chosen = chosen_format(stated, output, FORMATS)
    stated_on = _key_date(date)
    if encoding:
        import codecs

        try:
            codecs.lookup(encoding)
        except LookupError:
            raise click.UsageError(f"--encoding {encoding}: there is no such encoding") from None
    register = current_register()
    for name in lists:
        if name not in register.lists:
            raise click.UsageError(f"--list {name}: known are {', '.join(sorted(register.lists))}")
    paths = list(_paths(files))
    if output and any(Path(output).resolve() == path.resolve() for path in paths):
        raise click.UsageError(f"-o {output} is one of the files to read")
    try:
        finder = Finder(register.entries, forms_of(register), lists)
    except MissingLibrary as fault:
        raise Unusable(str(fault)) from None
    readings: list[Reading] = []
    stopped = False
    with progress("Reading", len(paths)) as step:
        try:
            for path in paths:
                one = _read(path, register, finder, stated_on, with_claims, not no_typos, encoding)
                one.lists = _searched(register, lists)
                if text_to and not one.error:
                    _write_text(one, text_to, paths)
                readings.append(one)
                step()
        except KeyboardInterrupt:
            stopped = True
    for each in readings:
        for told in (*each.notes, each.error):
            if told:
                note(f"licet: {each.file}: {told}")
    _write(readings, chosen, output)
    if stopped:
        note(f"licet: stopped after {len(readings):,} of {len(paths):,} files; what is shown is of those")
        return STOPPED
    if readings and all(each.error for each in readings) and len(readings) == 1 and _missing(readings[0]):
        return UNUSABLE
    return SOME_INVALID if any(each.error for each in readings) else ANSWERED


def _missing(reading: Reading) -> bool:
    return not Path(reading.file).exists()


def _key_date(stated: str | None) -> Moment | None:
    from licet.terms.dates import DateFault, moment

    if stated is None:
        return None
    try:
        return moment(stated)
    except DateFault as fault:
        raise click.UsageError(f"--date: {fault}") from None


def _today() -> Moment:
    from zoneinfo import ZoneInfo

    from licet.terms.dates import end_of

    return end_of(dt.datetime.now(ZoneInfo("America/New_York")).date())


def _paths(files: Sequence[str]) -> Iterator[Path]:
    """The files, folders unfolded into the documents in them, in order of name."""
    from licet.screening.documents.extract import ENDINGS

    for name in files:
        path = Path(name)
        if path.is_dir():
            found = sorted(each for each in path.rglob("*") if each.suffix.lower() in ENDINGS and each.is_file())
            if not found:
                raise Unusable(f"{name}: no document ({' '.join(ENDINGS)}) in this folder")
            yield from found
        else:
            yield path


def _read(
    path: Path,
    register: Register,
    finder: Finder,
    stated: Moment | None,
    with_claims: bool,
    typos: bool,
    encoding: str | None,
) -> Reading:
    from licet.screening.documents.extract import Unreadable, document
    from licet.screening.documents.regulation_words import terms_of

    try:
        found = document(path, encoding=encoding)
    except Unreadable as fault:
        return Reading(str(path), error=str(fault))
    when = stated or _today()
    terms = tuple(terms_of(found.text))
    notes = list(found.notes)
    mentions = finder.find(found.text, when, typos=typos)
    claims = None
    if with_claims:
        from licet.screening.documents.claims import claims_of, date_of

        judged = stated
        if judged is None:
            judged = date_of(found.text, terms)
            if judged is None:
                notes.append("the text states no date of its own: claims are judged as of today; say --date")
            else:
                notes.append(
                    f"claims are judged on {judged.date()}, a date found in the text; say --date if it is not its own"
                )
        judged = judged or when
        found_on = finder.find(found.text, judged, typos=typos) if judged != when else mentions
        claims = tuple(claims_of(found.text, judged, register, terms, found_on))
    return Reading(
        str(path), found.text, found.plain, found.encoding, when.date().isoformat(), tuple(notes), mentions, terms,
        claims,
    )  # fmt: skip


def _searched(register: Register, lists: Sequence[str]) -> dict[str, Any]:
    """Which lists were searched, and which of those that decide are not held whole."""
    from licet.lists.entry import DECIDING

    names = [name for name in sorted(register.lists) if name != "embedded" and (not lists or name in lists)]
    incomplete = sorted(
        name for name in DECIDING if name not in register.lists or register.lists[name].complete_from is None
    )
    return {"lists_searched": names, "lists_incomplete": incomplete}


def _write_text(reading: Reading, folder: str, paths: Sequence[Path]) -> None:
    path = Path(reading.file)
    same = [each for each in paths if each.name == path.name]
    number = f".{same.index(path) + 1}" if len(same) > 1 else ""
    target = Path(folder) / f"{path.name}{number}.txt"
    if target.resolve() == path.resolve():
        raise click.UsageError(f"--text {folder}: would write over {path}")
    from licet.cli.writing import write_whole

    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Unusable(f"{folder}: cannot be made: {fault.strerror or fault}") from None
    write_whole(str(target), reading.text.encode("utf-8", "surrogatepass"))
    reading.text_file = str(target)


def _write(readings: Sequence[Reading], chosen: str, output: str | None) -> None:
    from licet.cli.writing import lines_of, send

    if chosen == "jsonl":
        send(lines_of(each.said() for each in readings), output)
    elif chosen == "csv":
        from licet.cli.csv_output import csv_text

        send(csv_text(_COLUMNS, _rows(readings)), output)
    else:
        import io

        from rich.console import Console

        from licet.cli.table_output import console

        if output:
            out = io.StringIO()
            _show(readings, Console(file=out, width=110, color_system=None, highlight=False))
            send(out.getvalue().encode("utf-8", "replace"), output)
        else:
            _show(readings, console())


_COLUMNS = ("file", "found", "text", "start", "end", "entry", "list", "class", "in_force", "link", "why")


def _rows(readings: Iterable[Reading]) -> Iterator[list[object]]:
    for one in readings:
        if one.error:
            yield [one.file, "error", *[None] * 8, one.error]
        for m in one.mentions:
            in_force = "true" if m.in_force else "false"
            yield [one.file, "mention", m.text, m.start, m.end, m.entry, m.list, m.klass, in_force, None, m.why]
        for t in one.terms:
            yield [one.file, t.kind, t.text, t.start, t.end, None, None, None, None, t.link, t.record]
        for c in one.claims or ():
            link = "; ".join(c.citations)
            yield [one.file, "claim", c.text, c.start, c.end, None, None, c.verdict, None, link, c.record]


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """A span with a few words of what stands about it, on one line."""
    before = " ".join(text[max(0, start - _CONTEXT) : start].split(" ")).replace("\n", " ")
    after = text[end : end + _CONTEXT].replace("\n", " ")
    return before.lstrip(), text[start:end].replace("\n", " "), after.rstrip()


def _show(readings: Sequence[Reading], to: Any) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    for one in readings:
        to.print(Text(one.file, style="bold"))
        if one.error:
            to.print(Text(f"  cannot be read: {one.error}\n", style="red"))
            continue
        if one.mentions:
            table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
            table.add_column("mention", ratio=4, overflow="fold")
            table.add_column("", no_wrap=True)
            table.add_column("entry", ratio=4, overflow="fold")
            table.add_column("list", ratio=3, overflow="fold", min_width=11)
            table.add_column("in force", no_wrap=True)
            table.add_column(f"context (in force on {one.date})", ratio=5, overflow="fold")
            groups: dict[tuple[str, str, str], list[Mention]] = {}
            for m in one.mentions:
                groups.setdefault((m.text, m.entry, m.klass), []).append(m)
            for (text, entry, klass), several in groups.items():
                m = several[0]
                context = Text("…".join(("", "".join(around(one.text, m.start, m.end)), "")))
                with suppress(ValueError):
                    context.stylize("bold", context.plain.index(text), context.plain.index(text) + len(text))
                shown = Text(text, style="red" if klass == "match" and m.in_force else "yellow")
                if klass == "possible":
                    shown.append(f"\n{klass}: {m.why}", style="dim")
                listed = "; also ".join((m.list, *m.others))
                table.add_row(shown, f"{len(several)}×", entry, listed, "yes" if m.in_force else "no", context)
            to.print(table)
        else:
            to.print("  no party of the register is mentioned")
        for claim in one.claims or ():
            style = {"agrees": "green", "contradicted": "red", "loose": "yellow"}.get(claim.verdict, "dim")
            line = Text("  ")
            line.append(claim.verdict.replace("_", " "), style=style)
            line.append(f": “{' '.join(claim.text.split())}” — {claim.record}")
            if claim.citations:
                line.append(f" ({'; '.join(claim.citations)})", style="dim")
            to.print(line)
        if one.terms:
            kinds: dict[str, list[str]] = {}
            for term in one.terms:
                kinds.setdefault(term.kind, []).append(" ".join(term.text.split()))
            told = "; ".join(f"{kind}: {', '.join(dict.fromkeys(texts))}" for kind, texts in kinds.items())
            to.print(Text(f"  Words of the regulation: {told}", style="dim"))
        to.print()
