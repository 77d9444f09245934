"""Verdicts as a workbook that a compliance officer can file: verdicts, findings, worklist, about."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from licet.cli.answers import COLORS, TITLES, Answer, by_outcome, joined, worklist
from licet.cli.exit_codes import Unusable

_MOST_ROWS = 1_048_000
_MOST_TEXT = 32_000  # Excel holds 32,767 characters in a cell

# title, width in characters, kind
_VERDICTS: tuple[tuple[str, int, str], ...] = (
    ("Line", 6, "number"),
    ("Id", 14, "text"),
    ("Order", 12, "text"),
    ("Date", 11, "date"),
    ("Parties", 38, "text"),
    ("Item", 30, "text"),
    ("ECCN", 9, "text"),
    ("Value (USD)", 13, "money"),
    ("Outcome", 18, "outcome"),
    ("Order outcome", 18, "outcome"),
    ("Review policy", 18, "text"),
    ("Authorized by", 34, "text"),
    ("Reasons", 60, "text"),
    ("Citations", 34, "text"),
    ("Questions", 50, "text"),
    ("Red flags", 36, "text"),
    ("Obligations", 44, "text"),
    ("Warnings", 40, "text"),
    ("Next change", 12, "date"),
)
_FINDINGS: tuple[tuple[str, int, str], ...] = (
    ("Line", 6, "number"),
    ("Id", 14, "text"),
    ("Outcome", 18, "outcome"),
    ("Kind", 16, "text"),
    ("Provision", 30, "text"),
    ("Citation", 34, "text"),
    ("Party", 34, "text"),
    ("Because", 70, "text"),
    ("Turned on", 30, "text"),
    ("Covered by", 34, "text"),
)
_WORKLIST: tuple[tuple[str, int, str], ...] = (
    ("What to do", 20, "text"),
    ("About", 60, "text"),
    ("Lines", 8, "number"),
    ("Value (USD)", 14, "money"),
    ("Outcomes", 28, "text"),
    ("Which lines", 60, "text"),
)


def sheet_output(answers: Sequence[Answer], about: Mapping[str, Any]) -> bytes:
    """The workbook."""
    if len(answers) > _MOST_ROWS:
        raise Unusable(f"a worksheet holds at most {_MOST_ROWS:,} lines; write .csv, .jsonl or .parquet")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Licet: export license determinations", "created": dt.datetime(2026, 1, 1)})
    styles = _styles(book)
    _fill(book, styles, "Verdicts", _VERDICTS, [_verdict(a) for a in answers], freeze=2)
    findings = [row for a in answers for row in _findings(a)]
    _fill(book, styles, "Findings", _FINDINGS, findings[:_MOST_ROWS], freeze=2)
    _fill(book, styles, "Worklist", _WORKLIST, [_work(*row) for row in worklist(answers)], freeze=1)
    _about(book, styles, answers, about)
    book.close()
    return out.getvalue()


def tables_output(
    tables: Sequence[tuple[str, Sequence[tuple[str, int, str]], Sequence[Sequence[object]]]],
) -> bytes:
    """A workbook of plain tables: title, columns (name, width, kind) and rows each."""
    if max(len(rows) for _, _, rows in tables) > _MOST_ROWS:
        raise Unusable(f"a worksheet holds at most {_MOST_ROWS:,} rows; write .csv or .jsonl")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Licet", "created": dt.datetime(2026, 1, 1)})
    styles = _styles(book)
    for title, columns, rows in tables:
        _fill(book, styles, title, columns, rows, freeze=2)
    book.close()
    return out.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    cell = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#d9d9d9"}
    styles = {
        "head": book.add_format(
            {"bold": True, "bg_color": "#22313f", "font_color": "#ffffff", "valign": "vcenter", "text_wrap": True}
        ),
        "text": book.add_format(cell),
        "number": book.add_format({**cell, "num_format": "0"}),
        "money": book.add_format({**cell, "num_format": "#,##0.00"}),
        "date": book.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "left"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "label": book.add_format({"bold": True, "valign": "top"}),
        "plain": book.add_format({"valign": "top", "text_wrap": True}),
    }
    for outcome, color in COLORS.items():
        dark = outcome not in ("undetermined", "not_subject_to_ear")
        font = "#ffffff" if dark else "#000000"
        styles[outcome] = book.add_format({**cell, "bold": True, "bg_color": color, "font_color": font})
    return styles


def _fill(
    book: Any,
    styles: Mapping[str, Any],
    title: str,
    columns: Sequence[tuple[str, int, str]],
    rows: Sequence[Sequence[object]],
    freeze: int,
) -> None:
    sheet = book.add_worksheet(title)
    for place, (name, width, _) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, styles["head"])
    for number, row in enumerate(rows, 1):
        for place, ((_, _, kind), value) in enumerate(zip(columns, row, strict=True)):
            _write(sheet, number, place, value, kind, styles)
    sheet.freeze_panes(1, freeze)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&RPage &P of &N")


def _write(sheet: Any, row: int, column: int, value: object, kind: str, styles: Mapping[str, Any]) -> None:
    """One cell. Texts are written as texts, whatever they begin with: a formula never comes of one."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, styles["text"])
    elif kind in ("number", "money") and isinstance(value, (int, float, Decimal)):
        sheet.write_number(row, column, float(value), styles[kind])
    elif kind == "date" and (day := _day(str(value))):
        sheet.write_datetime(row, column, day, styles["date"])
    elif kind == "outcome":
        sheet.write_string(row, column, TITLES.get(str(value), str(value)), styles.get(str(value), styles["text"]))
    else:
        sheet.write_string(row, column, _text(value), styles["text"])


def _text(value: object) -> str:
    text = "".join(letter for letter in str(value) if letter >= " " or letter in "\n\t")
    return text if len(text) <= _MOST_TEXT else text[: _MOST_TEXT - 1] + "…"


def _day(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _verdict(a: Answer) -> tuple[object, ...]:
    said = a.said
    return (
        a.line,
        f"{a.file}: {said['id']}" if a.file else said["id"],
        said["order"],
        said["date"],
        joined(a.party_texts),
        a.item.get("description"),
        a.item.get("eccn"),
        a.value,
        a.outcome,
        said.get("order_outcome"),
        str(said["review_policy"] or "").replace("_", " "),
        joined(f"{x.get('id')}: {x.get('title')} ({x.get('citation')})" for x in said["authorized_by"] or ()),
        joined(a.reasons()),
        joined(map(str, said["citations"])),
        joined(f"{q['fact']}: {q['why']}" + f" ({q['citation']})" * bool(q["citation"]) for q in said["questions"]),
        joined(map(str, said["red_flags"])),
        joined(map(str, said["obligations"])),
        joined(f"{w['code']}: {w['message']}" for w in said["warnings"]),
        said["next_change"],
    )


def _findings(a: Answer) -> list[tuple[object, ...]]:
    head = (a.line, a.said["id"], a.outcome)
    covers = {(r["rule"], r["party"]): r["covered_by"] for r in a.said["requirements"] if r.get("covered_by")}
    rows: list[tuple[object, ...]] = []
    for f in a.said["findings"]:
        cover = covers.get((f["rule"], f["party"]))
        told = f"{cover.get('id')} ({cover.get('citation')})" if cover else ""
        kind = str(f["effect"]).replace("_", " ")
        rows.append((*head, kind, f["rule"], f["citation"], f["party"], f["because"], joined(f["turned_on"]), told))
    for name in ("considered", "not_encoded", "other_measures"):
        kind = name.removesuffix("s").replace("_", " ")
        rows.extend((*head, kind, f["rule"], f["citation"], f.get("party"), f["because"], "", "") for f in a.said[name])
    for party in a.said["screening"]:
        for hit in party["hits"]:
            lists = hit["list"] if isinstance(hit["list"], str) else ", ".join(hit["list"])
            because = f"{hit['class']} {hit['score']}: {hit['name']}. {hit['why']}"
            rows.append((*head, "screening", hit["entry"], lists, party["party"], because, "", ""))
    return rows


def _work(kind: str, thing: str, lines: Sequence[Answer], value: Decimal) -> tuple[object, ...]:
    outcomes = joined((TITLES[a.outcome] for a in lines), ", ")
    return kind, thing, len(lines), value, outcomes, joined((str(a.said["id"]) for a in lines), ", ")


def _about(book: Any, styles: Mapping[str, Any], answers: Sequence[Answer], about: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 5, 22)
    row = 0
    sheet.write_string(row, 0, "Licet: export license determinations", styles["title"])
    row += 2
    for name, value in about.items():
        if name == "register":
            continue
        sheet.write_string(row, 0, name.replace("_", " "), styles["label"])
        shown = {True: "yes", False: "no", None: "", "": ""}.get(value, value) if not isinstance(value, list) else value
        sheet.write_string(row, 1, _text(shown if shown is not None else ""), styles["plain"])
        row += 1
    row += 1
    for place, name in enumerate(("Outcome", "Lines", "Value (USD)")):
        sheet.write_string(row, place, name, styles["head"])
    for outcome, lines, value in by_outcome(answers):
        row += 1
        _write(sheet, row, 0, outcome, "outcome", styles)
        _write(sheet, row, 1, lines, "number", styles)
        _write(sheet, row, 2, value, "money", styles)
    row += 2
    missing = sorted({name for a in answers for name in a.said["lists_missing"]})
    sheet.write_string(row, 0, "lists not searched whole", styles["label"])
    sheet.write_string(row, 1, ", ".join(missing) or "none", styles["plain"])
    row += 2
    for place, name in enumerate(("List", "Title", "Version", "As of", "Entries", "Complete from")):
        sheet.write_string(row, place, name, styles["head"])
    for entry in about.get("register") or ():
        row += 1
        for place, name in enumerate(("list", "title", "version", "date", "count", "complete_from")):
            kind = "number" if name == "count" else "text"
            value = entry.get(name)
            if name == "complete_from" and value is None:
                value = "not held whole"
            _write(sheet, row, place, value, kind, styles)
    row += 2
    sheet.write_string(
        row,
        0,
        "A determination is an aid to a decision by a person. Licet decides neither sanctions law nor classification.",
    )
