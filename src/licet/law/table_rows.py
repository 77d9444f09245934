"""Reading the CSV tables of the law from the package, and what their date columns mean.

An empty `effective_from` says: in force for as far back as the table reaches, earlier texts not
compared. An empty `effective_to` says: still in force. `effective_to` is the first day on which the
row no longer holds. `certainty` is `V` (read in the text of the law), `P` (known at second hand) or
`U` (not verified).
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from licet.terms.dates import Moment

# The day of the eCFR at which the tables were read as they stand.
VINTAGE = dt.date(2026, 7, 23)


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open span of days `[start, end)`; `None` where the table names no boundary."""

    start: dt.date | None
    end: dt.date | None

    def holds(self, when: Moment) -> bool:
        """Whether a moment lies in the span."""
        date = when.date()
        return (self.start is None or self.start <= date) and (self.end is None or date < self.end)


ALWAYS = Interval(None, None)


@cache
def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@cache
def interval(start: str, end: str) -> Interval:
    """The span of a row from its two date columns."""
    return Interval(_date(start), _date(end)) if start or end else ALWAYS


@cache
def _table(name: str) -> tuple[tuple[str, ...], tuple[list[str], ...]]:
    text = files("licet.law").joinpath("tables", f"{name}.csv").read_text(encoding="utf-8")
    names, *body = csv.reader(text.splitlines())
    for row in body:
        if len(row) != len(names):
            raise ValueError(f"{name}.csv: {','.join(row)[:80]} has {len(row)} cells, the table {len(names)} columns")
    return tuple(names), tuple(body)


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of `law/tables/<table>.csv`, each as column name to text. Raises if it is missing."""
    names, body = _table(table)
    for row in body:
        yield dict(zip(names, row, strict=True))


def column(table: str, name: str) -> Sequence[str]:
    """The texts of one column of a table, by row; empty texts if the table has no such column."""
    names, body = _table(table)
    if name not in names:
        return [""] * len(body)
    place = names.index(name)
    return [row[place] for row in body]


def verified_from(span: Interval, certainty: str) -> dt.date:
    """The first day from which a row's text is vouched for.

    A row whose act was read is good from its first day; any other is good from the vintage of the
    tables, and an answer for an earlier key date has to say so.
    """
    if certainty == "V" and span.start is not None:
        return span.start
    return VINTAGE
