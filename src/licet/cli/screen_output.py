"""Answers of a screening as a table, JSON Lines, CSV or a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from licet.cli.progress import note
from licet.screening.screen_file import Screener, attention

Json = dict[str, Any]

SHOWN = 200  # names with hits printed; files hold all
_SHARED: dict[int, str] = {}

COLUMNS = (
    ("row", 7, "number"),
    ("line", 7, "number"),
    ("id", 12, "text"),
    ("name", 40, "text"),
    ("country", 8, "text"),
    ("result", 12, "text"),
    ("score", 8, "text"),
    ("entry", 30, "text"),
    ("listed name", 40, "text"),
    ("list", 22, "text"),
    ("in force", 8, "text"),
    ("why", 60, "text"),
    ("note", 40, "text"),
)


def line_of(said: Json) -> str:
    """One answer as a line of JSON."""
    shared = said["lists_searched"]
    # The lists are the same object in every answer of a run: written out once.
    text = _SHARED.get(id(shared))
    if text is None:
        _SHARED.clear()
        text = _SHARED[id(shared)] = json.dumps(shared, ensure_ascii=False)
    head = json.dumps({name: said[name] for name in ("row", "query", "hits")}, ensure_ascii=False)
    rest = {name: value for name, value in said.items() if name not in ("row", "query", "hits", "lists_searched")}
    return f'{head[:-1]}, "lists_searched": {text}, {json.dumps(rest, ensure_ascii=False)[1:]}\n'


def write(said: Sequence[Json], screener: Screener, chosen: str, output: str | None) -> None:
    """Write the answers in a format; where an output file is written, a summary goes to standard error."""
    from licet.cli.screening_run import finished
    from licet.cli.writing import send

    if chosen == "jsonl":
        send("".join(map(line_of, said)).encode("utf-8", "backslashreplace"), output)
    elif chosen == "csv":
        from licet.cli.csv_output import csv_text

        send(
            csv_text([name for name, _, _ in COLUMNS] + ["lists searched", "lists missing"], _csv(said, screener)),
            output,
        )
    elif chosen == "xlsx":
        from licet.cli.sheet_output import tables_output

        ranked = [row for each in sorted(said, key=attention) for row in _rows(each)]
        lists = [tuple(each.values()) for each in screener.searched]
        lists += [(name, "not searched whole", "", "") for name in screener.missing]
        data = tables_output(
            [
                ("Screening", COLUMNS, ranked),
                ("Lists", (("list", 26, "text"), ("version", 30, "text"), ("date", 12, "date"), ("count", 9, "number")),
                 lists),
            ]
        )  # fmt: skip
        send(data, output)
    elif output:
        send(
            "\n".join(click.unstyle(line) for line in table(said, screener)).encode("utf-8", "replace") + b"\n", output
        )
    else:
        for line in table(said, screener):
            click.echo(line)
    finished(output)
    if output or chosen != "table":
        note(f"licet: {summary(said)}" + (f"; written to {output}" if output else ""))


def _csv(said: Sequence[Json], screener: Screener) -> Iterator[list[object]]:
    searched = "; ".join(f"{each['list']} {each['date']} ({each['count']})" for each in screener.searched)
    missing = "; ".join(screener.missing)
    for each in said:
        for row in _rows(each):
            yield [*row, searched, missing]


def result_of(said: Json) -> str:
    """What came of a name, in a word: match, possible, none, cut, too little, invalid."""
    if said.get("errors"):
        return "invalid"
    if said["hits"]:
        return str(said["hits"][0]["class"])
    return "too little" if said.get("too_little") else "cut" if said["cut"] else "none"


def _rows(said: Json) -> Iterator[tuple[object, ...]]:
    query = said["query"]
    about = "; ".join(filter(None, [said.get("note", ""), _errors(said), _suppressed(said)]))
    start = (said["row"], said.get("line", ""), said.get("id", ""), query["name"], query["country"] or "")
    if not said["hits"]:
        yield (*start, result_of(said), "", "", "", "", "", "", about)
    for hit in said["hits"]:
        yield (
            *start, hit["class"], f"{hit['score']:.3f}", hit["entry"], hit["name"], ", ".join(hit["list"]),
            "yes" if hit["in_force"] else "no", hit["why"], about,
        )  # fmt: skip


def _errors(said: Json) -> str:
    return "; ".join(f"{each['field'] or 'the row'}: {each['message']}" for each in said.get("errors", ()))


def _suppressed(said: Json) -> str:
    return "; ".join(
        f"not {each['entry']} (decision {each['decision']} of {each['on']} by {each['by'] or 'a person'})"
        for each in said.get("suppressed", ())
    )


def summary(said: Sequence[Json]) -> str:
    """How many names came to what."""
    counts: dict[str, int] = {}
    for each in said:
        counts[result_of(each)] = counts.get(result_of(each), 0) + 1
    told = {"match": "match", "possible": "possible", "none": "without a hit", "cut": "cut",
            "too little": "with too little to go by", "invalid": "invalid"}  # fmt: skip
    parts = [f"{counts[kind]:,} {text}" for kind, text in told.items() if kind in counts]
    names = f"{len(said):,} name{'s' * (len(said) != 1)}"
    hidden = sum(len(each.get("suppressed", ())) for each in said)
    return f"{names}: {', '.join(parts) or 'none'}" + (
        f"; {hidden} hits decided on before are not shown" if hidden else ""
    )


def table(said: Sequence[Json], screener: Screener) -> Iterator[str]:
    """For reading: names that deserve attention first, then what was searched."""
    several = len(said) > 1
    ranked = [each for each in sorted(said, key=attention) if several is False or result_of(each) != "none"]
    for each in ranked[:SHOWN]:
        yield from _shown(each)
    if len(ranked) > SHOWN:
        yield f"… and {len(ranked) - SHOWN:,} more names; write them with -o FILE.xlsx, .csv or .jsonl"
    if several:
        yield summary(said)
    yield _searched(screener)
    if screener.missing:
        told = ", ".join(screener.missing)
        yield click.style(
            f"Not searched whole: {told}. Absence from these proves nothing; run `licet lists update`.", fg="yellow"
        )


def _shown(said: Json) -> Iterator[str]:
    query = said["query"]
    where = f"row {said['row']}  " if said.get("line") else ""
    country = f" ({query['country']})" if query["country"] else ""
    yield click.style(f"{where}{query['name'] or '(no name)'}{country}", bold=True)
    for hit in said["hits"]:
        color = "red" if hit["class"] == "match" and hit["in_force"] else "yellow" if hit["in_force"] else "blue"
        lists = ", ".join(hit["list"]) or "no list"
        klass = click.style(f"{hit['class']:<8}", fg=color)
        yield (
            f"  {klass} {hit['score']:.3f}  {hit['name']}"
            f"  [{hit['entry']}]  {lists}{'' if hit['in_force'] else ', not in force that day'}"
        )
        yield f"                  {hit['why']}"
    if not said["hits"] and not said.get("errors"):
        yield "  no hit"
    for text in (said.get("note", ""), _errors(said), _suppressed(said)):
        if text:
            yield f"  {text}"
    yield ""


def _searched(screener: Screener) -> str:
    lists = ", ".join(f"{each['list']} {each['date']} ({each['count']:,})" for each in screener.searched)
    return f"Searched as of {screener.settings.when:%Y-%m-%d}: {lists or 'no list'}"
