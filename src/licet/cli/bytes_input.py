"""Bytes of order books: bounded lines and sizes, and the encoding of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from licet.cli.exit_codes import Unusable

MAX_LINE = 10_000_000  # bytes; no transaction is that long
MAX_FILE = 600_000_000  # bytes of one JSON text or spreadsheet


def longest_line() -> str:
    """The bound on a line, for a message."""
    return f"{MAX_LINE // 1_000_000} MB"


def bounded_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number; `None` in place of one that is longer than `MAX_LINE`."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE)
        yield number, None


def rest_of(stream: BinaryIO, name: str) -> bytes:
    """All that is left of a stream. Raises `Unusable` past `MAX_FILE`."""
    found = stream.read(MAX_FILE + 1)
    if len(found) > MAX_FILE:
        raise Unusable(f"{name}: is larger than {MAX_FILE // 1_000_000} MB; write it as JSON Lines")
    return found


def decoded(data: bytes, name: str, note: Callable[[str], None]) -> str:
    """The text of a file: UTF-8 or UTF-16 by its mark or its bytes, else Windows-1252 with a note."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif len(data) > 3 and data[1:400:2].count(0) > len(data[1:400:2]) * 0.6:
        encoding = "utf-16-le"
    elif len(data) > 3 and data[0:400:2].count(0) > len(data[0:400:2]) * 0.6:
        encoding = "utf-16-be"
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding != "utf-8-sig":
            raise Unusable(f"{name}: looks like UTF-16 but is not; save it as UTF-8") from None
        place = data.count(b"\n", 0, fault.start) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise Unusable(f"{name}: line {place} is neither UTF-8 nor Windows-1252; save it as UTF-8") from None
    note(f"line {place} is not UTF-8; the file was read as Windows-1252: check names with accents")
    return text
