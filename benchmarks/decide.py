"""One decision with explanation, screening included: microseconds in process, by kind of line.

    python benchmarks/decide.py

`first` is a line whose facts were not met before in this process, `again` one that states the same facts as an
earlier line. The lines are those of the example order book, on many days.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

from licet.cli.deciding import read_lines
from licet.cli.files import read_book
from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.lists.embedded import embedded

BOOK = Path(__file__).parents[1] / "examples" / "order_book.csv"


def quantiles(spent: list[float]) -> str:
    """p50 and p99 in milliseconds."""
    ordered = sorted(spent)
    return f"p50 {statistics.median(ordered) * 1e3:.2f} ms, p99 {ordered[int(len(ordered) * 0.99)] * 1e3:.2f} ms"


def main() -> None:
    start = time.perf_counter()
    licet = Licet(ear(), embedded(), Options(accept_incomplete_lists=True))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
          f"law and register ready in {time.perf_counter() - start:.2f} s")  # fmt: skip
    reads = read_lines([read_book(str(BOOK))], licet)
    lines = [read.transaction for read in reads if read.transaction is not None]
    first: list[float] = []
    again: list[float] = []
    for spent in (first, again):
        for transaction in lines:
            begin = time.perf_counter()
            licet.determine(transaction)
            spent.append(time.perf_counter() - begin)
    print(f"decide, first:  {quantiles(first)} ({len(lines)} lines)")
    print(f"decide, again:  {quantiles(again)}")
    command = [sys.executable, "-m", "licet.cli.main"]
    for name, arguments in (
        ("licet --help", ["--help"]),
        ("licet decide (the example)", ["decide", str(BOOK), "--accept-incomplete-lists"]),
    ):
        runs = []
        for _ in range(5):
            begin = time.perf_counter()
            subprocess.run([*command, *arguments], check=False, capture_output=True)
            runs.append(time.perf_counter() - begin)
        print(f"{name}, cold: median {statistics.median(runs):.2f} s of {len(runs)}, fastest {min(runs):.2f} s")


if __name__ == "__main__":
    main()
