"""The text of Word and Excel files from their parts; nothing but text is taken, no entity is expanded."""

from __future__ import annotations

import re
import xml.parsers.expat
from collections.abc import Callable, Sequence

__all__ = ["sheet_text", "word_text"]

_STORIES = re.compile(r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")
_SHEETS = re.compile(r"xl/worksheets/sheet(\d+)\.xml$")
_CELLS_A_SHEET_STRING = 32_767  # characters a cell may hold


class _Full(Exception):
    """The bound on characters was reached."""


def _parse(
    data: bytes,
    begin: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Walk one XML part by local names. A document type is refused: Office writes none, bombs need one."""
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("declares a document type in a part of it; refused")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: begin(name.rpartition(" ")[2], attributes)
    parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    parser.CharacterDataHandler = text
    parser.Parse(data, True)


def word_text(names: Sequence[str], part: Callable[[str], bytes], most: int) -> tuple[str, tuple[str, ...]]:
    """Paragraphs of the document, its notes, headers and comments; deleted text is left out, a tab parts cells."""
    stories = sorted((n for n in names if _STORIES.match(n)), key=lambda n: (not n.startswith("word/document"), n))
    if not any(name.startswith("word/document") for name in stories):
        raise KeyError("word/document.xml")
    pieces: list[str] = []
    size = 0
    inside = 0

    def begin(name: str, _: dict[str, str]) -> None:
        nonlocal inside
        if name == "t":
            inside += 1
        elif name == "tab":
            pieces.append("\t")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "noBreakHyphen":
            pieces.append("-")

    def end(name: str) -> None:
        nonlocal inside
        if name == "t":
            inside -= 1
        elif name == "p":
            pieces.append("\n")
        elif name == "tc":
            if pieces and pieces[-1] == "\n":
                pieces.pop()
            pieces.append("\t")
        elif name == "tr":
            pieces.append("\n")

    def text(data: str) -> None:
        nonlocal size
        if inside:
            pieces.append(data)
            size += len(data)
            if size > most:
                raise _Full

    notes: tuple[str, ...] = ()
    try:
        for story in stories:
            _parse(part(story), begin, end, text)
    except _Full:
        notes = (f"only the first {most:,} characters were read",)
    return "".join(pieces), notes


def sheet_text(
    names: Sequence[str], part: Callable[[str], bytes], most_cells: int, most: int
) -> tuple[str, tuple[str, ...]]:
    """Cells of all sheets, tabs between them and a line a row. Formulas are not computed: what was saved is read."""
    sheets = sorted((name for name in names if _SHEETS.match(name)), key=lambda n: int(_SHEETS.match(n).group(1)))  # type: ignore[union-attr]
    if not sheets:
        raise KeyError("xl/worksheets")
    shared = _shared(part("xl/sharedStrings.xml"), most) if "xl/sharedStrings.xml" in names else []
    pieces: list[str] = []
    notes: tuple[str, ...] = ()
    count = size = 0
    kind = value = ""
    inside = False

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal kind, value, inside
        if name == "c":
            kind, value = attributes.get("t", "n"), ""
        elif name in ("v", "t"):
            inside = True

    def end(name: str) -> None:
        nonlocal count, size, inside
        if name in ("v", "t"):
            inside = False
        elif name == "c" and value:
            count += 1
            shown = value
            if kind == "s":
                shown = shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
            size += len(shown)
            if count > most_cells or size > most:
                raise _Full
            pieces.append(shown + "\t")
        elif name == "row":
            pieces.append("\n")

    def text(data: str) -> None:
        nonlocal value
        if inside:
            value = (value + data)[:_CELLS_A_SHEET_STRING]

    try:
        for sheet in sheets:
            _parse(part(sheet), begin, end, text)
            pieces.append("\n")
    except _Full:
        notes = (f"only the first {count:,} cells were read",)
    return "".join(pieces), notes


def _shared(data: bytes, most: int) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    size = 0
    inside = phonetic = False

    def begin(name: str, _: dict[str, str]) -> None:
        nonlocal inside, phonetic
        if name == "si":
            pieces.clear()
        elif name == "rPh":
            phonetic = True
        elif name == "t":
            inside = not phonetic

    def end(name: str) -> None:
        nonlocal inside, phonetic, size
        if name == "t":
            inside = False
        elif name == "rPh":
            phonetic = False
        elif name == "si":
            string = "".join(pieces)
            size += len(string)
            if size > most:
                raise ValueError("its texts are larger than may be read")
            strings.append(string)

    def text(found: str) -> None:
        if inside:
            pieces.append(found)

    _parse(data, begin, end, text)
    return strings
