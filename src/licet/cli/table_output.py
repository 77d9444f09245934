"""Answers as a table for reading, and the summary that follows it."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from licet.cli.answers import COLORS, TITLES, Answer, by_outcome, dollars, list_gaps

SHOWN = 400  # lines printed; files hold all


def console(*, plain: bool = False) -> Console:
    """Standard output, at the terminal's width; 100 columns elsewhere."""
    terminal = sys.stdout.isatty() and not plain
    width = max(80, shutil.get_terminal_size((100, 24)).columns) if terminal else 100
    return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)


def table_text(answers: Sequence[Answer]) -> bytes:
    """The table as plain text, 100 columns wide, for a file."""
    out = io.StringIO()
    show(answers, Console(file=out, width=100, highlight=False, color_system=None))
    return out.getvalue().encode("utf-8", "replace")


def show(answers: Sequence[Answer], to: Console) -> None:
    """The lines, the summary by outcome, and the notes."""
    to.print(lines_table(answers[:SHOWN]))
    if len(answers) > SHOWN:
        to.print(f"… and {len(answers) - SHOWN:,} more lines; write them with -o FILE.csv, .xlsx, .jsonl or .html")
    to.print(summary_table(answers))
    for line in notes(answers):
        to.print(Text(line))


def lines_table(answers: Sequence[Answer]) -> Table:
    """One row a line: what, who, under what, why, by which provision."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    table.add_column("line", justify="right", no_wrap=True)
    table.add_column("id", ratio=3, overflow="fold", min_width=6)
    table.add_column("outcome", ratio=4, min_width=10)
    table.add_column("party", ratio=6, min_width=14)
    table.add_column("policy / authority", ratio=5, min_width=11)
    table.add_column("first reason", ratio=11)
    table.add_column("citation", ratio=4, min_width=12)
    for answer in answers:
        table.add_row(
            str(answer.line),
            Text(str(answer.said["id"])),
            Text(TITLES[answer.outcome], style=f"bold {COLORS[answer.outcome]}"),
            Text(short(answer.party, 48)),
            Text(short(answer.authority, 40)),
            Text(short(_without(answer.party, answer.reason), 118)),
            Text(_first(answer.citation)),
        )
    return table


def _without(party: str, reason: str) -> str:
    """The reason without the party's name in front, which has a column of its own."""
    rest = reason.removeprefix(f"{party} ") if party else reason
    return rest[:1].upper() + rest[1:]


def _first(citations: str) -> str:
    """The first citation, and how many more there are."""
    first, *more = citations.split(", ")
    return f"{first} +{len(more)}" if more else first


def summary_table(answers: Sequence[Answer]) -> Table:
    """Lines and value at stake by outcome."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title="By outcome", title_justify="left", title_style="bold")
    table.add_column("outcome")
    table.add_column("lines", justify="right")
    table.add_column("value at stake", justify="right")
    table.add_column("")
    rows = by_outcome(answers)
    most = max((value for _, _, value in rows), default=0) or 1
    for outcome, lines, value in rows:
        bar = Text("█" * round(float(value / most) * 28), style=COLORS[outcome])
        table.add_row(Text(TITLES[outcome], style=f"bold {COLORS[outcome]}"), f"{lines:,}", dollars(value), bar)
    table.add_section()
    total = sum(value for _, _, value in rows)
    table.add_row("all", f"{len(answers):,}", dollars(total), "")
    return table


def notes(answers: Sequence[Answer]) -> list[str]:
    """What the reader must know besides: lists not searched, gaps accepted, the law past its last check."""
    found: list[str] = []
    if gaps := list_gaps(answers):
        names = ", ".join(name.replace("_", " ") for name in sorted(gaps))
        lines = max(gaps.values())
        found.append(f"Lists not searched whole on {lines:,} lines: {names}. Run `licet lists update`.")
    warned: dict[str, tuple[str, int]] = {}
    for answer in answers:
        for warning in answer.said["warnings"]:
            message, count = warned.get(warning["code"], (warning["message"], 0))
            warned[warning["code"]] = (message, count + 1)
    for code, (message, count) in warned.items():
        found.append(f"{code} ({count:,} line{'s' * (count != 1)}): {message}")
    invalid = [answer for answer in answers if answer.outcome == "invalid"]
    for answer in invalid[:40]:
        where = f"{answer.file}, line {answer.line}" if answer.file else f"line {answer.line}"
        found.extend(f"{where}, {e['field'] or 'the line'}: {e['message']}" for e in answer.said["errors"])
    if len(invalid) > 40:
        found.append(f"… and {len(invalid) - 40:,} more invalid lines")
    return found


def short(text: str, most: int) -> str:
    """A text on one line, cut at a word."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + "…"


def faults_text(answers: Sequence[Answer]) -> list[str]:
    """Every input fault by line and field."""
    return [
        f"{f'{a.file}, ' * bool(a.file)}line {a.line}, {e['field'] or 'the line'}: {e['message']}"
        for a in answers
        if a.outcome == "invalid"
        for e in a.said["errors"]
    ]
