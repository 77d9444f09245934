"""The Commerce Country Chart: Supplement No. 1 to Part 738.

A destination is read in the row that governs it: its own, that of the state it belongs to
(738.3(b)), `US` for what lies inside the United States, `EMBARGO` for Cuba, Iran, North Korea and
Syria, whose rows only point to Part 746. An absent mark there never means that no license is needed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from licet.law.table_rows import VINTAGE, Interval, interval, rows, verified_from
from licet.terms.dates import Moment
from licet.terms.eccn import Eccn

EMBARGO = "EMBARGO"
UNITED_STATES = "US"

COLUMNS: tuple[str, ...] = (
    "CB1", "CB2", "CB3", "NP1", "NP2", "NS1", "NS2", "MT1",
    "RS1", "RS2", "FC1", "CC1", "CC2", "CC3", "AT1", "AT2",
)  # fmt: skip

CITATION = "15 CFR Part 738, Supp. No. 1"


@dataclass(frozen=True, slots=True)
class ChartCell:
    """One cell of the chart. `required`: an X stands there. `certain`: the row of that day is known.

    `footnote` holds the row's footnote numbers; `verified_from` the first day the text was read for.
    """

    required: bool
    certain: bool
    citation: str
    verified_from: dt.date
    footnote: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of the chart: `requires` names ECCNs for which a license is needed without a mark."""

    number: int
    requires: frozenset[str]
    note: str
    citation: str
    span: Interval


@dataclass(frozen=True, slots=True)
class _Row:
    marks: frozenset[str]
    footnotes: tuple[int, ...]
    span: Interval
    citation: str
    certainty: str
    doubtful: frozenset[str]

    def sure_of(self, column: str) -> bool:
        """Whether the cell is known; a row of uncertain marks may name the columns in doubt."""
        return column not in self.doubtful if self.doubtful else self.certainty != "U"


@cache
def _chart() -> Mapping[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = {}
    for row in rows("country_chart"):
        act = f"; {row['act']}" if row["act"] else ""
        found.setdefault(row["country"], []).append(
            _Row(
                frozenset(row["marks"].split()),
                tuple(int(number) for number in row["footnotes"].split()),
                interval(row["effective_from"], row["effective_to"]),
                row["citation"] + act,
                row["certainty"],
                frozenset(row["doubtful"].split()),
            )
        )
    return {country: tuple(value) for country, value in found.items()}


@cache
def _governing() -> Mapping[str, tuple[str, str]]:
    return {row["country"]: (row["row"], row["citation"]) for row in rows("chart_rows")}


@cache
def footnotes() -> Mapping[int, Footnote]:
    """The footnotes of the chart by number."""
    return {
        int(row["footnote"]): Footnote(
            int(row["footnote"]),
            frozenset(row["eccns"].split()) if row["effect"] == "requires" else frozenset(),
            row["note"],
            row["citation"],
            interval(row["effective_from"], ""),
        )
        for row in rows("country_chart_footnotes")
    }


def in_united_states(country: str) -> bool:
    """Whether a place (alpha-2) is the United States as 772.1 has it: Puerto Rico, territories and possessions too."""
    return chart_country(country) == UNITED_STATES


@cache
def chart_country(country: str) -> str | None:
    """The row that governs a destination (alpha-2): a code, `US`, `EMBARGO`, or `None` if unknown.

    `None` covers codes without a row whose state the EAR does not name (Antarctica, Palestine, the
    Cook Islands, Niue): callers make the requirement undetermined.
    """
    special = _governing().get(country)
    if special is not None:
        return special[0] or None
    return country if country in _chart() else None


def embargo_citation(country: str) -> str:
    """The section of Part 746 that governs an embargoed destination. Raises `KeyError` otherwise."""
    row, citation = _governing()[country]
    if row != EMBARGO:
        raise KeyError(country)
    return citation


def required(country: str, column: str, when: Moment) -> ChartCell | None:
    """The cell of a destination and column (`NS1`); `None` if no row with cells governs it.

    `None` means Part 746 (see `chart_country`), an unknown row, or the United States: never "no X".
    Raises `KeyError` for a column the chart does not have.
    """
    if column not in COLUMNS:
        raise KeyError(column)
    return _cell(country, column, when.date())


@cache
def _cell(country: str, column: str, date: dt.date) -> ChartCell | None:
    row_code = chart_country(country)
    if row_code is None or row_code in (EMBARGO, UNITED_STATES):
        return None
    when = dt.datetime(date.year, date.month, date.day)
    for row in _chart()[row_code]:
        if row.span.holds(when):
            good = verified_from(row.span, row.certainty) if row.span.start else VINTAGE
            marked = column in row.marks
            return ChartCell(marked, row.sure_of(column), row.citation, good, row.footnotes)
    return None


def footnote_requirement(country: str, eccn: Eccn, when: Moment) -> tuple[Footnote, bool] | None:
    """A footnote that asks for a license where the row may have no mark, and whether it surely does.

    Footnote 10 (Australia, United Kingdom: firearms) is conditional within some entries; footnote 7
    (India) names paragraphs. The second value is false where the ECCN given is too coarse or the
    footnote's own condition is a matter of the item.
    """
    cell = _cell(country, "AT1", when.date())
    if cell is None:
        return None
    for number in cell.footnote:
        note = footnotes()[number]
        if not note.span.holds(when):
            continue
        text = str(eccn)
        for named in note.requires:
            if text == named or text.startswith(named + "."):
                if number == 10 and (text.startswith("0A501.y") or named in _CONDITIONAL):
                    if text.startswith("0A501.y"):
                        continue
                    return note, False
                return note, named != "0A501" or bool(eccn.paragraph)
            if named.startswith(text + "."):
                return note, False
    return None


# Entries that footnote 10 takes in only in part: barrel length, or by the commodity they serve.
_CONDITIONAL = frozenset({"0A502", "0A508", "0D501", "0D505", "0E505"})
