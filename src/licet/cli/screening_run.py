"""A file screened in blocks; what is done is kept beside the output, so that an interrupted run goes on."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from licet import __version__
from licet.cli.exit_codes import Unusable
from licet.cli.progress import note, progress
from licet.cli.screen_output import line_of
from licet.screening.screen_file import Query, Screener

Json = dict[str, Any]

_BLOCK, _LARGE_BLOCK = 500, 10_000
_SHARED = ("lists_searched", "lists_missing")  # the same in every answer of a run; not kept with each


def partial_of(output: str) -> Path:
    """Where the answers of an unfinished run to this output are kept."""
    return Path(f"{output}.partial")


def run(
    screener: Screener,
    queries: Sequence[Query],
    output: str | None,
    about: Sequence[str],
    *,
    restart: bool = False,
    stream: bool = False,
) -> tuple[list[Json], bool]:
    """The answers, and whether all were given (false after Ctrl-C). stream: print each as it is found.

    about: what the run depends on; an earlier partial run goes on only where it depended on the same.
    """
    key = hashlib.sha256(json.dumps([*about, __version__]).encode("utf-8", "backslashreplace")).hexdigest()
    path = partial_of(output) if output else None
    said: list[Json] = _done(path, key, screener, restart=restart) if path else []
    if said:
        note(f"licet: {output}: going on at row {len(said) + 1:,} of {len(queries):,} (--restart begins anew)")
    block = _LARGE_BLOCK if len(queries) - len(said) > _LARGE_BLOCK else _BLOCK
    kept = None
    complete = True
    try:
        if path and len(queries) > block:
            kept = path.open("ab" if said else "wb")
            if not said:
                kept.write(json.dumps({"licet": __version__, "run": key}).encode() + b"\n")
        with progress("Screening", len(queries)) as step:
            for _ in said:
                step()
            while len(said) < len(queries):
                fresh = screener.screen(queries[len(said) : len(said) + block])
                if stream:
                    sys.stdout.write("".join(line_of(each) for each in fresh))
                    sys.stdout.flush()
                if kept:
                    kept.write(b"".join(_slim(each) for each in fresh))
                    kept.flush()
                    os.fsync(kept.fileno())
                said.extend(fresh)
                for _ in fresh:
                    step()
    except KeyboardInterrupt:
        complete = False
        how = "run the same command again to go on" if kept else "nothing was kept; use -o FILE to be able to go on"
        note(f"licet: stopped after {len(said):,} of {len(queries):,} rows; {how}")
    except OSError as fault:
        raise Unusable(f"{path}: cannot be written: {fault.strerror or fault}") from None
    finally:
        if kept:
            kept.close()
    return said, complete


def finished(output: str | None) -> None:
    """The output is written: what was kept beside it goes."""
    if output:
        partial_of(output).unlink(missing_ok=True)


def _slim(said: Json) -> bytes:
    text = json.dumps({name: value for name, value in said.items() if name not in _SHARED}, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _done(path: Path, key: str, screener: Screener, *, restart: bool) -> list[Json]:
    """The answers of an earlier run that stopped; none where it was another run, or there was none."""
    if not path.exists():
        return []
    try:
        lines = path.read_bytes().split(b"\n")
        same = json.loads(lines[0]).get("run") == key
    except (OSError, ValueError, AttributeError):
        same, lines = False, []
    if restart or not same:
        if not restart:
            note(f"licet: {path.name}: is of another input, options or lists; beginning anew")
        return []
    found: list[Json] = []
    for line in lines[1:]:
        try:
            each = json.loads(line)
            if each["row"] != len(found) + 1:
                break
        except (ValueError, KeyError, TypeError):
            break  # the last line may be torn
        found.append(
            {
                "row": each.pop("row"), "query": each.pop("query"), "hits": each.pop("hits"),
                "lists_searched": screener.searched, "lists_missing": screener.missing, **each,
            }
        )  # fmt: skip
    # What follows is appended: the file must end where the last whole answer ends.
    with path.open("r+b") as stream:
        stream.truncate(sum(len(line) + 1 for line in lines[: len(found) + 1]))
    return found
