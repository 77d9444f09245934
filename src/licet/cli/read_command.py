"""`licet read`: listed parties mentioned in documents, the regulation's words, and claims beside the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from licet.cli.exit_codes import ANSWERED, SOME_INVALID, STOPPED, UNUSABLE, Unusable

if TYPE_CHECKING:
    from licet.lists.register import Register
    from licet.terms.dates import Moment

FORMATS = ("table", "jsonl", "csv")
_CONTEXT = 32  # characters shown on either side of a mention


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
    from licet.cli.read_output import Shown, write
    from licet.cli.writing import chosen_format
    from licet.lists.compiled import current_register
    from licet.screening.documents.mentions import Finder, MissingLibrary
    from licet.screening.documents.reading import Reader
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
    reader = Reader(register, finder, stated_on, with_claims, not no_typos, encoding)
    searched = _searched(register, lists)
    several: list[Shown] = []
    stopped = False
    with progress("Reading", len(paths)) as step:
        try:
            for path, one in zip(paths, reader.read(paths), strict=True):
                text_file = _write_text(path, one.text, text_to, paths) if text_to and not one.error else ""
                several.append(Shown(one, text_file, searched))
                step()
        except KeyboardInterrupt:
            stopped = True
    readings = [each.reading for each in several]
    for each in readings:
        for told in (*each.notes, each.error):
            if told:
                note(f"licet: {each.file}: {told}")
    write(several, chosen, output)
    if stopped:
        note(f"licet: stopped after {len(readings):,} of {len(paths):,} files; what is shown is of those")
        return STOPPED
    if len(readings) == 1 and readings[0].error and not Path(readings[0].file).exists():
        return UNUSABLE
    return SOME_INVALID if any(each.error for each in readings) else ANSWERED


def _key_date(stated: str | None) -> Moment | None:
    from licet.terms.dates import DateFault, moment

    if stated is None:
        return None
    try:
        return moment(stated)
    except DateFault as fault:
        raise click.UsageError(f"--date: {fault}") from None


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


def _searched(register: Register, lists: Sequence[str]) -> dict[str, Any]:
    """Which lists were searched, and which of those that decide are not held whole."""
    from licet.lists.entry import DECIDING

    names = [name for name in sorted(register.lists) if name != "embedded" and (not lists or name in lists)]
    incomplete = sorted(
        name for name in DECIDING if name not in register.lists or register.lists[name].complete_from is None
    )
    return {"lists_searched": names, "lists_incomplete": incomplete}


def _write_text(path: Path, text: str, folder: str, paths: Sequence[Path]) -> str:
    """Write the text of a file to a folder: the name of the file written."""
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
    write_whole(str(target), text.encode("utf-8", "surrogatepass"))
    return str(target)
