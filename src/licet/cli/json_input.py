"""Order books in JSON and JSON Lines: one bad line is a fault of that line."""

from __future__ import annotations

import io
from typing import BinaryIO

from licet.cli.book import Book, Line
from licet.cli.bytes_input import bounded_lines, decoded, longest_line, rest_of
from licet.cli.exit_codes import Unusable
from licet.cli.json_text import JsonFault, faults_in, load
from licet.determination.intake import Fault


def read_json_lines(stream: BinaryIO, book: Book) -> None:
    """One transaction a line."""
    start = stream.read(3)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        stream = io.BytesIO(decoded(start + rest_of(stream, book.name), book.name, book.note).encode("utf-8"))
    else:
        stream = io.BufferedReader(_Joined(start, stream))
    for number, raw in bounded_lines(stream):
        _json_line(number, raw, book)


class _Joined(io.RawIOBase):
    """A stream with the bytes already taken from it put back in front."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start = start
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._start[: len(buffer)] or self._stream.read(len(buffer))
        self._start = self._start[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _json_line(number: int, raw: bytes | None, book: Book) -> None:
    if raw is None:
        fault = Fault("", f"the line is longer than {longest_line()}; no transaction is")
        book.lines.append(Line(number, {}, (fault,)))
        return
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as fault:
        book.lines.append(Line(number, {}, (Fault("", f"is not UTF-8 text: byte {fault.start + 1}"),)))
        return
    if text.strip():
        book.lines.append(_line(number, text))


def _line(number: int, text: str) -> Line:
    try:
        value = load(text)
    except JsonFault as fault:
        return Line(number, {}, (Fault("", f"is no JSON object: {fault}"),))
    return _checked(number, value)


def _checked(number: int, value: object) -> Line:
    faults = tuple(faults_in(value))
    return Line(number, {} if faults else value, faults)


def read_json(stream: BinaryIO, book: Book) -> None:
    """One JSON object, an array of them, or JSON Lines: told apart by whether the first line is complete."""
    lines = bounded_lines(stream)
    first_number, first = next(lines, (0, b""))
    while first is not None and first_number and not first.strip(b"\xef\xbb\xbf \t\r\n"):
        first_number, first = next(lines, (0, b""))
    if not first_number:
        raise Unusable(f"{book.name}: is empty")
    if first is None or first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        if first is None:
            raise Unusable(
                f"{book.name}: line {first_number} is longer than {longest_line()}; "
                "write one transaction a line (JSON Lines)"
            )
        _whole(decoded(first + rest_of(stream, book.name), book.name, book.note), book)
        return
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        try:
            load(first.decode("utf-8-sig"))
        except (JsonFault, UnicodeDecodeError):
            rest = rest_of(stream, book.name)
            text = decoded(first + rest, book.name, book.note)
            if _is_json(text) or not _some_line_is_json(rest):
                _whole(text, book)
                return
            stream = io.BytesIO(rest)
            lines = ((number + first_number, raw) for number, raw in bounded_lines(stream))
        _json_line(1 if first_number == 1 else first_number, first, book)
        for number, raw in lines:
            _json_line(number, raw, book)
        return
    _whole(decoded(first + rest_of(stream, book.name), book.name, book.note), book)


def _is_json(text: str) -> bool:
    try:
        load(text)
    except JsonFault:
        return False
    return True


def _some_line_is_json(rest: bytes) -> bool:
    """Whether one of the first lines is an object by itself: then the text is JSON Lines with a bad line."""
    for raw in rest.splitlines()[:50]:
        text = raw.decode("utf-8", "replace").strip()
        if text.startswith("{") and text.endswith("}") and len(text) > 2 and _is_json(text):
            return True
    return False


def _whole(text: str, book: Book) -> None:
    try:
        value = load(text)
    except JsonFault as fault:
        raise Unusable(f"{book.name}: is no JSON: {fault}") from None
    if isinstance(value, list):
        book.lines.extend(_checked(place, one) for place, one in enumerate(value, 1))
    else:
        book.lines.append(_checked(1, value))
