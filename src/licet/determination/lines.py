"""Conclusions and next changes of many transactions, found together.

Lines that state the same facts of the same parties are one case. Each case is decided by `decide_many` on the
days of its lines and on every later turning point, and the next change is read from the course of its outcomes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from licet.determination.book import Book, book_of
from licet.determination.columns import Column
from licet.determination.conclude import Conclusion
from licet.determination.decide import Licet
from licet.determination.decide_many import decide_many
from licet.terms.dates import Moment
from licet.terms.transaction import Transaction

FEW = 200  # lines that are sooner decided one by one


@dataclass(frozen=True, slots=True)
class Answered:
    """A conclusion, and the first later day on which the same facts would get another outcome."""

    conclusion: Conclusion
    next_change: str | None


def answered(licet: Licet, transactions: Sequence[Transaction], *, workers: int = 2) -> list[Answered]:
    """The answer to each transaction; `next_change` is left out where the options leave it out."""
    if len(transactions) < FEW:
        return [Answered(*licet.answer(transaction)) for transaction in transactions]
    numbers: dict[tuple[object, ...], int] = {}
    own: list[set[Moment]] = []
    later: list[tuple[Moment, ...]] = []
    first: list[Transaction] = []
    of_line: list[int] = []
    for transaction in transactions:
        case = licet.case(transaction, licet.parties(transaction))
        key = (case.slots, tuple(case.facts.values()), tuple(case.dated.values()))
        number = numbers.setdefault(key, len(numbers))
        if number == len(own):
            own.append(set())
            later.append(licet.evaluator.turning_points(case) if licet.options.next_change else ())
            first.append(transaction)
        own[number].add(transaction.moment)
        of_line.append(number)
    moments = sorted({m for points in (*own, *later) for m in points})
    place = {moment: number for number, moment in enumerate(moments)}
    days = [_days(place, own[number], later[number]) for number in range(len(own))]
    cases = np.repeat(np.arange(len(days)), [len(each) for each in days])
    day = np.concatenate(days)
    answers = decide_many(licet, _on_days(first, cases, Column(tuple(moments), day)), workers=workers)
    rows = np.searchsorted(
        cases * len(moments) + day,
        np.array(of_line) * len(moments) + np.array([place[t.moment] for t in transactions]),
    )
    outcomes = np.array([c.outcome.severity for c in answers.conclusions])[answers.codes]
    changed = np.flatnonzero((cases[1:] == cases[:-1]) & (outcomes[1:] != outcomes[:-1])) + 1
    following = np.append(changed, -1)[np.searchsorted(changed, rows, side="right")]
    return [
        Answered(
            answers.conclusions[answers.codes[row]],
            moments[day[then]].date().isoformat() if then >= 0 and cases[then] == cases[row] else None,
        )
        for row, then in zip(rows.tolist(), following.tolist(), strict=True)
    ]


def _days(place: Mapping[Moment, int], own: set[Moment], later: Sequence[Moment]) -> npt.NDArray[np.int64]:
    """The days on which a case is decided, by number: those of its lines, and the turning points after the first."""
    start = min(own)
    return np.array(sorted(place[moment] for moment in own.union(m for m in later if m > start)))


def _on_days(first: Sequence[Transaction], cases: npt.NDArray[np.int64], moments: Column) -> Book:
    """A book of one transaction of each case, repeated for its days."""
    book = book_of(first)

    def repeated(column: Column) -> Column:
        return Column(column.values, column.codes[cases])

    return Book(
        length=len(cases),
        fields={name: repeated(column) for name, column in book.fields.items()},
        moments=moments,
        licenses=repeated(book.licenses),
        parties=tuple(repeated(column) for column in book.parties),
    )
