"""Files written whole or not at all, and which format a name stands for."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import click

from licet.cli.exit_codes import Unusable


def chosen_format(stated: str | None, output: str | None, formats: Sequence[str]) -> str:
    """The format stated, or guessed from the output's ending; a table where there is neither."""
    if stated:
        return stated
    if not output:
        return "table"
    ending = Path(output).suffix.lower().lstrip(".")
    guessed = {"htm": "html", "ndjson": "jsonl", "txt": "table"}.get(ending, ending)
    if guessed not in formats:
        raise click.UsageError(f"-o {output}: the ending names no format; use --format {'/'.join(formats)}")
    return guessed


def write_whole(output: str, data: bytes | Iterable[bytes]) -> None:
    """Write a file by way of a temporary one beside it, so that a half-written one is never seen."""
    path = Path(output)
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            for part in (data,) if isinstance(data, bytes) else data:
                stream.write(part)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except OSError as fault:
        with suppress(OSError):
            os.unlink(temporary)
        raise Unusable(f"{output}: cannot be written: {fault.strerror or fault}") from None
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def send(data: bytes | Iterable[bytes], output: str | None) -> None:
    """To the file, or to standard output as it is; in parts, where it is made in parts."""
    if output:
        write_whole(output, data)
        return
    sys.stdout.flush()
    for part in (data,) if isinstance(data, bytes) else data:
        sys.stdout.buffer.write(part)
    sys.stdout.buffer.flush()


def lines_of(objects: Iterable[object]) -> Iterator[bytes]:
    """JSON Lines, a line at a time."""
    import json

    for each in objects:
        yield (json.dumps(each, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
