"""Megabytes a second of text against all names of the Consolidated Screening List, and of the embedded register.

    python benchmarks/documents.py --list CSL.csv --text FOLDER_OF_TXT [--megabytes 32]

The text is the files of a folder, repeated and interspersed with numbers so that no two pieces are alike, and a
plain-ASCII copy of it. Time is of one process, folding and judging of the hits included, reading of the file not.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import time
from pathlib import Path

from licet.lists.embedded import embedded
from licet.lists.entry import Entry, Name
from licet.lists.register import ListVersion, Register
from licet.lists.sources.csl import parse_csv
from licet.screening.documents.mentions import Finder
from licet.terms.dates import moment

_TYPES = {"entity": "company"}


def register_of(path: Path) -> Register:
    """The list's parties with their names; listings are left out, since they do not matter to the search."""
    entries = {}
    for number, row in enumerate(parse_csv(path.read_bytes()).rows):
        names = [Name(row.name, "primary", ""), *(Name(alias.text, "alias", "") for alias in row.aliases)]
        key = f"{row.list}-{number}"
        kind = _TYPES.get(row.kind, row.kind)
        entries[key] = Entry(key, tuple(names), "", "", (), kind, "", (), (), "", "")
    version = ListVersion("csl", "Consolidated Screening List", "", dt.date(2026, 7, 31), len(entries), None)
    return Register(entries, {"csl": version})


def texts(folder: Path, megabytes: int) -> dict[str, str]:
    """The text as it is (some letters are not ASCII) and a copy in ASCII."""
    articles = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    pieces: list[str] = []
    size = number = 0
    while size < megabytes * 1_000_000:
        piece = f"{articles[number % len(articles)]}\n\nReport {number}\n"
        pieces.append(piece)
        size += len(piece)
        number += 1
    text = "".join(pieces)
    sparse = text.replace("Huawei", "The firm").replace("ZTE", "another")
    return {
        "articles": text,
        "articles, ASCII": text.encode("ascii", "ignore").decode(),
        "articles, ASCII, names taken out": sparse.encode("ascii", "ignore").decode(),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--megabytes", type=int, default=32)
    stated = parser.parse_args()
    for name, register in (("embedded", embedded()), ("whole list", register_of(stated.list))):
        began = time.perf_counter()
        finder = Finder.of(register)
        print(
            f"{name}: {len(register.entries):,} parties, {len(finder.keys):,} forms, built in"
            f" {time.perf_counter() - began:.2f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
        )
        for what, text in texts(stated.text, stated.megabytes).items():
            for typos in (False, True):
                wall, own = time.perf_counter(), time.process_time()
                found = finder.find(text, moment("2021-02-26"), typos=typos)
                wall, own = time.perf_counter() - wall, time.process_time() - own
                size = len(text.encode()) / 1e6
                print(
                    f"  {what:34} {'typos too' if typos else 'exact':10} {size / wall:6.1f} MB/s"
                    f" ({size / own:.1f} by processor time), {len(found):,} mentions"
                )


if __name__ == "__main__":
    main()
