"""Every requirement row of the Commerce Control List, as the eCFR of the vintage printed it, against the tables.

Two questions for each of the 633 entries, bare and by each paragraph that is known, and each row of the chart:
does the source ask for a license that the tables would miss, and do the tables know the words of every row.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from licet.law.ccl import Classification, all_eccns, classify
from licet.law.ccl_reach import reach
from licet.law.country_chart import COLUMNS, required
from licet.law.table_rows import rows
from licet.terms.country import COUNTRIES
from licet.terms.dates import moment
from licet.terms.eccn import parse_eccn
from shared import SHARED, needs_shared

NOW = moment("2026-07-23")
pytestmark = needs_shared

# The words of a row that stand instead of a column, and what the tables call them.
WORDS = (
    (r"CWC non-States|States not Party", {"cwc_nonparty", "cwc_nonparty_but_il_tw"}),
    (r"Iraq or Pakistan", {"iraq_pakistan"}),
    (r"to Pakistan", {"pakistan"}),
    (r"to Iraq", {"iraq"}),
    (r"North Korea", {"north_korea"}),
    (r"China, Russia,? or Venezuela", {"china_russia_venezuela"}),
    (r"United Arab Emirates", {"uae_d1_d4_d5"}),
    (r"within Macau", {"macau_d5"}),
    (r"[Ww]orldwide", {"worldwide"}),
    (r"ALL destinations, except Canada|742\.15", {"all_but_canada"}),
    (r"all destinations", {"all"}),
    (r"742\.14", {"all_but_au_ca_gb"}),
    (r"742\.6\(a\)\(11\)", {"footnote5"}),
    (r"746\.8", {"part746"}),
    (r"746\.1|764\.1\(b\)", {"un"}),
    (r"=> N/A", {"review_only"}),
)
# Cells that the source lost or took from the next entry; the tables hold what the entry says.
LOST = {
    ("1D018", "MT"): "the cell repeats the row",
    ("1C351", "AT"): "Column 1, without its reason",
    ("3E001", "NS"): "the row of 3E002",
    ("3D005", "NS"): "the rows of 3D006 stand beside its own",
}


def law() -> Path:
    assert SHARED is not None
    return SHARED / "data" / "law"


@cache
def source() -> dict[str, list[tuple[str, str]]]:
    """Entry to its rows: what a row applies to, and its cell."""
    found: dict[str, list[tuple[str, str]]] = {}
    with (law() / "ccl_2026-07-23.csv").open(encoding="utf-8", newline="") as handle:
        for entry in csv.DictReader(handle):
            printed = [row for row in entry["country_chart"].split(" | ") if "=>" in row]
            found[entry["eccn"]] = [(row.split("=>", 1)[0].strip(), row) for row in printed]
    return found


@cache
def paragraphs() -> dict[str, tuple[str, ...]]:
    """Entry to the paragraphs its list of items names, where it was captured."""
    entries = json.loads((law() / "ccl-2026-07-23.json").read_text(encoding="utf-8"))["entries"]
    return {
        entry["eccn"]: tuple(
            item["paragraph"]
            for item in entry.get("items", ())
            if item["kind"] == "item" and re.fullmatch(r"[a-z](\.[a-z0-9]+)*", item["paragraph"] or "")
        )
        for entry in entries
    }


def expected(row: str) -> set[str]:
    """The columns, or the words, that the tables should have for a row of the source."""
    columns = {reason + number for reason, number in re.findall(r"([A-Z]{2}) Column ?(\d)", row)}
    if columns:
        return {column for column in columns if column[:2] == row[:2]}
    return next((names for pattern, names in WORDS if re.search(pattern, row)), set())


def test_all_633_entries_are_there() -> None:
    assert len(source()) == 633
    for number in source():
        eccn = parse_eccn(number)
        assert eccn is not None
        assert classify(eccn, NOW) is not None, number


@pytest.mark.parametrize("category", "0123456789")
def test_every_row_of_the_source_has_its_column_or_words_in_the_tables(category: str) -> None:
    for number, printed in source().items():
        if number[0] != category:
            continue
        eccn = parse_eccn(number)
        assert eccn is not None
        known = classify(eccn, NOW)
        assert known is not None
        for scope, row in printed:
            reason = "RU" if "ndustry sector" in scope else scope[:2]
            if (number, reason) in LOST:
                continue
            wanted = expected(row)
            assert wanted, (number, row)
            have = {c.column or c.requirement for c in known.controls if c.reason == reason}
            assert wanted & have if not wanted <= set(COLUMNS) else wanted <= have, (number, row, have)


def eccns(number: str) -> Iterator[str]:
    """An entry bare, by the paragraphs of the source and by those that stand for it in the tables."""
    yield number
    yield from (f"{number}.{paragraph}" for paragraph in dict.fromkeys(paragraphs()[number]))
    yield from (str(eccn) for eccn in all_eccns(None, NOW) if eccn.number == number and eccn.paragraph)


@cache
def one_country_of_each_row() -> tuple[str, ...]:
    """A country for each set of marks the chart has; a row that asks one of them asks all."""
    classes: dict[frozenset[str], str] = {}
    for country in COUNTRIES:
        cells = {column: required(country, column, NOW) for column in COLUMNS}
        if all(cell is not None for cell in cells.values()):
            marks = frozenset(column for column, cell in cells.items() if cell and cell.required)
            classes.setdefault(marks, country)
    return tuple(classes.values())


def named(words: str) -> list[str]:
    """The paragraphs that some words name; a letter alone is one where a list goes on or ends, else an article."""
    dotted = re.findall(r"(?<![A-Za-z0-9.])(?:\.([a-z](?:\.[a-z0-9]+)*)|([a-z](?:\.[a-z0-9]+)+))(?![A-Za-z0-9])", words)
    alone = re.findall(r"(?<![A-Za-z0-9.(])([a-z])(?=[,;]|\s*$|\.(?:[A-Z]|$)|\s+(?:to|and|or)\s)", words)
    return [one or other for one, other in dotted] + alone


def applies_to(scope: str, number: str, paragraph: str) -> bool:
    """Whether a row of the source may apply to a paragraph: to all, by its own words or by a paragraph it names."""
    if not paragraph:
        return True
    words = scope.partition(" appl")[2].partition(" ")[2]
    words = re.sub(re.escape(number) + r"\s*\.", ".", words).replace(". ", ".")
    words = re.sub(r"\b\d[A-E]\d{3}\b[a-z0-9.]*", "", words)  # other entries
    left_out = re.findall(r"\(except (?:[^()]|\([^()]*\))*\)", words)
    words = re.sub(r"\(except (?:[^()]|\([^()]*\))*\)", "", words)
    words, _, rest = words.partition("except")
    if any(paragraph == one or paragraph.startswith(one + ".") for part in (*left_out, rest) for one in named(part)):
        return False
    if re.match(r"(to )?(the )?entire entry", words):
        return True
    taken = named(words)
    return any(paragraph == one or paragraph.startswith(one + ".") or one.startswith(paragraph + ".") for one in taken)


def missed(known: Classification, reason: str, wanted: set[str], country: str) -> bool:
    """Whether the tables would say nothing of a requirement that a row of the source makes for a country."""
    if reason == "AT":
        return False
    told = [c for c in known.controls if c.reason == reason and (c.column or c.requirement) in wanted]
    if wanted <= set(COLUMNS):
        cells = [required(country, column, NOW) for column in wanted]
        if not any(cell is not None and cell.required for cell in cells):
            return False
        return not any(reach(control, country, NOW).required is not False for control in told)
    return not told


# The source prints no exception for a paragraph .y that these rows name beside; `.x` of 9D515 alike.
DEFENDED = {("9D515", "y")}


@pytest.mark.parametrize("category", "0123456789")
def test_no_paragraph_escapes_a_row_of_the_source(category: str) -> None:
    escaped = []
    for number, printed in source().items():
        if number[0] != category:
            continue
        for text in eccns(number):
            eccn = parse_eccn(text)
            known = None if eccn is None else classify(eccn, NOW)
            if known is None:
                continue  # a paragraph that holds nothing: the item counts as unclassified
            for scope, row in printed:
                if not applies_to(scope, number, text[6:]) or (number, text[6:7]) in DEFENDED:
                    continue
                reason = "RU" if "ndustry sector" in scope else scope[:2]
                wanted = expected(row)
                escaped += [
                    (text, row[:90], country)
                    for country in one_country_of_each_row()
                    if (number, reason) not in LOST and missed(known, reason, wanted, country)
                ]
    assert escaped == []


def test_value_limits_are_those_of_the_source_or_left_open() -> None:
    """LVS: what the tables grant, the source states for the entry; where its words were not read, it is asked."""
    table: dict[str, list[dict[str, str]]] = {}
    for row in rows("license_exceptions"):
        if row["exception"] == "LVS":
            table.setdefault(row["eccn"], []).append(row)
    with (law() / "ccl_2026-07-23.csv").open(encoding="utf-8", newline="") as handle:
        stated = {entry["eccn"]: json.loads(entry["licence_exceptions"] or "{}") for entry in csv.DictReader(handle)}
    entries = json.loads((law() / "ccl-2026-07-23.json").read_text(encoding="utf-8"))["entries"]
    run_on = {  # where the source breaks the line of LVS, its amounts stand among the items
        entry["eccn"]: " ".join(item["text"] for item in entry.get("items", ()) if item["text"].startswith("$"))
        for entry in entries
    }
    for number, flags in stated.items():
        words = flags.get("LVS", "N/A")
        amounts = {int(text.replace(",", "")) for text in re.findall(r"\$\s?([\d,]+\d)", words + run_on[number])}
        granted = {int(row["limit_usd"]) for row in table.get(number, ()) if row["limit_usd"]}
        asked = any(row["eligible"] == "ask" and not row["limit_usd"] for row in table.get(number, ()))
        assert granted <= amounts, (number, words)
        assert granted == amounts or asked, (number, words)
        if not amounts:
            assert all(row["eligible"] != "yes" for row in table.get(number, ())), (number, words)
