"""One decision with explanation, screening included, and the command line from a cold start.

    python benchmarks/decide.py

`cold` are the lines of the example order book, each met for the first time by a new process; `recombined` lines
state facts of several of them together, so that no line was met before though its parties and entries were;
`again` are lines already met. `anew` decides every later turning point for the next change, which is what the
course of the facts over time saves. Times are of the processor, so that other work on the machine counts little.
"""

from __future__ import annotations

import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from licet.cli.deciding import read_lines
from licet.cli.files import read_book
from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.lists.embedded import embedded
from licet.terms.transaction import Transaction

BOOK = Path(__file__).parents[1] / "examples" / "order_book.csv"
RECOMBINED = 1000
RUNS = 5


def machine() -> str:
    """The processor, its cores and the Python."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text("utf-8").splitlines() if cpuinfo.exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def timed(licet: Licet, lines: Sequence[Transaction]) -> str:
    """p50 and p99 of a determination, in milliseconds."""
    spent: list[float] = []
    for line in lines:
        begin = time.process_time()
        licet.determine(line)
        spent.append(time.process_time() - begin)
    spent.sort()
    p99 = spent[int(len(spent) * 0.99)]
    return f"p50 {statistics.median(spent) * 1e3:7.2f} ms, p99 {p99 * 1e3:7.2f} ms ({len(spent)} lines)"


def recombined(lines: Sequence[Transaction], count: int) -> list[Transaction]:
    """Lines that state the date, item, parties and end use of different lines together."""
    luck = random.Random(1)
    found: dict[tuple[object, ...], Transaction] = {}
    while len(found) < count:
        where, what, who, why = (luck.choice(lines) for _ in range(4))
        line = replace(where, item=what.item, parties=who.parties, destination=who.destination, end_use=why.end_use)
        found[line.moment, line.item, line.parties, line.end_use, line.claims, line.contract_date] = line
    return list(found.values())


def next_change_anew(licet: Licet, line: Transaction) -> None:
    """The next change by deciding every later turning point."""
    case = licet.case(line, licet.parties(line))
    outcome = licet.evaluator.conclude_at(case, line.moment).outcome
    points = licet.evaluator.turning_points(case)
    for point in points[bisect_right(points, line.moment) :]:
        if licet.evaluator.conclude_at(case, point).outcome is not outcome:
            return


def ratio(lines: Sequence[Transaction]) -> str:
    """The time of the next changes of some lines, and how many times that deciding anew takes; both warm."""
    licet = fresh()
    spent: list[float] = []
    for _ in range(2):
        begin = time.process_time()
        for line in lines:
            case = licet.case(line, licet.parties(line))
            outcome = licet.evaluator.conclude_at(case, line.moment).outcome
            licet.next_change(case, line.moment, outcome)
        middle = time.process_time()
        for line in lines:
            next_change_anew(licet, line)
        spent = [middle - begin, time.process_time() - middle]
    each = [total / len(lines) * 1e3 for total in spent]
    return f"over time {each[0]:.2f} ms a line, anew {each[1]:.2f} ms: {each[1] / each[0]:.1f} times"


def fresh() -> Licet:
    """Law, register and tables of which nothing was asked."""
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True))


def command_line(name: str, arguments: Sequence[str]) -> None:
    """Seconds of a command from a cold start, with byte code."""
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    wall: list[float] = []
    cpu: list[float] = []
    for _ in range(RUNS):
        before, begin = os.times(), time.perf_counter()
        command = [sys.executable, "-m", "licet.cli.main", *arguments]
        subprocess.run(command, check=True, capture_output=True, env=environment)
        after = os.times()
        wall.append(time.perf_counter() - begin)
        cpu.append(after.children_user + after.children_system - before.children_user - before.children_system)
    print(f"{name:34} wall {statistics.median(wall):.2f} s, fastest {min(wall):.2f} s; processor {min(cpu):.2f} s")


def main() -> None:
    begin = time.process_time()
    licet = fresh()
    print(f"{machine()}; law and register ready in {time.process_time() - begin:.2f} s")
    lines = [read.transaction for read in read_lines([read_book(str(BOOK))], licet) if read.transaction is not None]
    print(f"decide, cold:        {timed(licet, lines)}")
    more = recombined([line for line in lines if line.item and line.item.eccn], RECOMBINED)
    print(f"decide, recombined:  {timed(licet, more)}")
    print(f"decide, again:       {timed(licet, lines)}")
    unclassified = [replace(line, item=replace(line.item, eccn=None)) for line in lines if line.item][:20]
    print(f"no ECCN, first:      {timed(licet, unclassified[:1])}")
    print(f"no ECCN, others:     {timed(licet, unclassified[1:])}")
    print(f"next change:         {ratio(more[:200])}")
    with tempfile.TemporaryDirectory() as folder:
        command_line("licet --help", ["--help"])
        for form in ("table", "jsonl", "html", "xlsx"):
            output = ["--format", form, "-o", str(Path(folder) / f"out.{form}")]
            command_line(
                f"licet decide (the example, {form})", ["decide", str(BOOK), "--accept-incomplete-lists", *output]
            )


if __name__ == "__main__":
    main()
