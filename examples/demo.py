"""The demonstration: an order book of a telecom supplier, decided line by line on its own dates.

Works offline on the register that the package carries. That register is a selection and no whole list,
so the demonstration accepts incomplete lists and shows that it did.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from licet.cli.answers import COLORS, TITLES, Answer, dollars
from licet.cli.deciding import decide_all, read_lines
from licet.cli.files import read_book
from licet.cli.html_output import html_output
from licet.cli.plot import picture
from licet.cli.progress import progress
from licet.cli.sheet_output import sheet_output
from licet.cli.table_output import console, notes, summary_table
from licet.cli.writing import lines_of, write_whole
from licet.determination.decide import Licet, Options
from licet.determination.timeline import outcomes_over_time, value_over_time
from licet.law.ear import ear
from licet.lists.embedded import embedded

HERE = Path(__file__).resolve().parent
BOOK = HERE / "order_book.csv"
OUT = HERE.parent / "out"
FIRST, LAST = dt.date(2019, 3, 1), dt.date(2020, 12, 31)
TELLING = 5


def telling(answers: list[Answer]) -> list[Answer]:
    """The most valuable line of each outcome, then of each other authority, policy or open question."""
    best: dict[tuple[str, str], Answer] = {}
    for answer in answers:
        question = str(answer.said["questions"][0]["fact"]) if answer.outcome == "undetermined" else ""
        key = (answer.outcome, answer.authority or question)
        if key not in best or (answer.value or 0) > (best[key].value or 0):
            best[key] = answer
    ranked = sorted(best.values(), key=lambda a: -(a.value or 0))
    first = {a.outcome: a for a in reversed(ranked)}
    rest = [a for a in ranked if first[a.outcome] is not a]
    return sorted([*first.values(), *rest][:TELLING], key=lambda a: str(a.said["date"]))


def tell(answer: Answer, to: Console) -> None:
    """One line and why."""
    said = answer.said
    head = Text(f"{said['date']}  {said['id']}  ", style="bold")
    head.append(TITLES[answer.outcome], style=f"bold {COLORS[answer.outcome]}")
    head.append(f"  {dollars(answer.value or 0)}  {answer.item.get('description', '')}")
    to.print(head)
    rows = [f"to {answer.party}", *list(dict.fromkeys(answer.reasons()))[:2]]
    if answer.citation:
        rows.append(f"see {answer.citation}")
    if said["obligations"]:
        rows.append(f"must: {said['obligations'][0]}")
    if said["next_change"]:
        rows.append(f"the same facts get another outcome on {said['next_change']}")
    for row in rows:
        to.print(Padding(Text(row), (0, 0, 0, 4)))


def main() -> int:
    """Decide the example, show it and write the files."""
    began = time.perf_counter()
    to = console()
    options = Options(accept_incomplete_lists=True)
    licet = Licet(ear(), embedded(), options)
    book = read_book(str(BOOK))
    reads = read_lines([book], licet)
    known = len(embedded().entries)
    to.print(f"Read {len(reads)} lines of {BOOK.relative_to(HERE.parent)}; the register holds {known} parties.")
    with progress("Deciding", len(reads), least=1) as step:
        answers = decide_all(reads, licet, step).answers
    to.print(f"Decided each on its own date in {time.perf_counter() - began:.1f} s. No network was used.\n")
    to.print(summary_table(answers))
    to.print(Text(f"The {TELLING} most telling lines", style="bold"))
    for answer in telling(answers):
        to.print()
        tell(answer, to)
    to.print()
    accepted = (
        "--accept-incomplete-lists was given: the embedded register is a selection, and lines are cleared "
        "although no whole list was searched. Without it they would be undetermined."
    )
    to.print(Text(accepted, style="bold yellow"))
    for text in notes(answers):
        to.print(Text(text))

    OUT.mkdir(exist_ok=True)
    about: dict[str, object] = {
        "files": BOOK.name,
        "accept_incomplete_lists": True,
        "law": licet.law.digest,
        "law_covered_from": licet.law.covered_from.date().isoformat(),
        "law_known_through": licet.law.known_through.date().isoformat(),
        "register": licet.described,
    }
    lines = []
    with progress("Unfolding over time", len(reads), least=1) as step:
        for read, answer in zip(reads, answers, strict=True):
            if read.transaction is not None:
                case = licet.case(read.transaction, licet.parties(read.transaction))
                lines.append((answer.value or Decimal(0), outcomes_over_time(licet.evaluator, case, FIRST, LAST)))
            step()
    values = value_over_time(lines)
    to.print("\nOf the whole book, as if every line shipped on that day, these values were clear:")
    for value in values:
        to.print(f"    from {value.since}  {dollars(value.cleared):>12}")
    written = {
        "order_book.html": html_output(answers, about),
        "order_book.xlsx": sheet_output(answers, about),
        "order_book.jsonl": lines_of(answer.said for answer in answers),
        "timeline.svg": picture(values, FIRST, LAST, "svg", "An order book's value by outcome"),
    }
    to.print("\nWritten:")
    for name, data in written.items():
        write_whole(str(OUT / name), data)
        to.print(f"    out/{name:<18} {len(data) / 1000:>7,.0f} kB", highlight=False)
    to.print(f"Done in {time.perf_counter() - began:.1f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
