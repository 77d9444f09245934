"""From transactions to answers. Many lines are decided together, and each is told when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from licet.cli.answers import Answer, Json, worst_of_orders
from licet.cli.deciding import Read
from licet.determination.decide import Licet
from licet.determination.lines import FEW, Answered, answered
from licet.terms.outcome import Outcome

TOGETHER = 10_000  # lines decided together: a step of progress


def answer(read: Read, licet: Licet) -> Answer:
    """The answer to one line."""
    return _found([read], licet, with_changes=False)[0].told(licet)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line and what was found; `answered` is `None` where the line is invalid."""

    read: Read
    answered: Answered | None
    would_change: Sequence[Json] | None

    @property
    def outcome(self) -> Outcome:
        return self.answered.conclusion.outcome if self.answered else Outcome.INVALID

    @property
    def source(self) -> Mapping[str, object]:
        return self.read.line.source if isinstance(self.read.line.source, Mapping) else {}

    @property
    def order(self) -> str:
        transaction = self.read.transaction
        return transaction.order if transaction else str(self.source.get("order") or "")[:200]

    def told(self, licet: Licet, orders: Mapping[str, Outcome] | None = None) -> Answer:
        """The line as a face shows it, told when that is looked at; with the outcomes of the orders, if given."""
        read = self.read

        def tell() -> Json:
            said = self._said(licet)
            if self.would_change is not None:
                said["would_change"] = self.would_change
            if read.file:
                said["file"] = read.file
            if orders is not None:
                said["order_outcome"] = orders[self.order].value if self.order else None
            return said

        return Answer.untold(read.line.number, self.source, self.outcome.value, tell, read.file)

    def _said(self, licet: Licet) -> Json:
        read = self.read
        if read.transaction is not None and self.answered is not None:
            found = self.answered
            return licet.tell(read.transaction, found.conclusion, found.next_change, read.filled)
        said = dict(licet.decide({}, line=read.line.number))
        said["id"] = str(self.source.get("id") or f"line-{read.line.number}")[:200]
        said["order"] = self.order or None
        said["date"] = str(self.source.get("date") or "")[:60]
        said["errors"] = [{"field": fault.field, "message": fault.message} for fault in read.faults]
        return said


class Answers(Sequence[Answer]):
    """Answers in input order. What is not held is told anew, so that a large book is not in memory as a whole."""

    def __init__(self, lines: Sequence[_Line], licet: Licet, orders: Mapping[str, Outcome]) -> None:
        self._lines = lines
        self._licet = licet
        self._orders = orders

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> Answer: ...
    @overload
    def __getitem__(self, place: slice) -> Answers: ...
    def __getitem__(self, place: int | slice) -> Answer | Answers:
        if isinstance(place, slice):
            return Answers(self._lines[place], self._licet, self._orders)
        return self._lines[place].told(self._licet, self._orders)


@dataclass(frozen=True, slots=True)
class Decided:
    """Answers in input order. `complete` is false where Ctrl-C stopped the work."""

    answers: Answers
    complete: bool


def decide_all(
    reads: Sequence[Read],
    licet: Licet,
    step: Callable[..., None],
    *,
    skipped: bool = False,
    with_changes: bool = False,
) -> Decided:
    """Decide every line. `skipped`: earlier lines were left out, so that orders may be incomplete.

    `with_changes` adds what would change an answer (`would_change`).
    """
    lines: list[_Line] = []
    complete = True
    together = 1 if with_changes or len(reads) < FEW else TOGETHER
    try:
        for start in range(0, len(reads), together):
            lines.extend(_found(reads[start : start + together], licet, with_changes=with_changes))
            step(min(together, len(reads) - start))
    except KeyboardInterrupt:
        complete = False
    orders = worst_of_orders(((line.order, line.outcome) for line in lines), complete=complete and not skipped)
    return Decided(Answers(lines, licet, orders), complete)


def _found(reads: Sequence[Read], licet: Licet, *, with_changes: bool) -> list[_Line]:
    found = iter(answered(licet, [read.transaction for read in reads if read.transaction is not None]))
    return [
        _Line(
            read,
            next(found) if read.transaction is not None else None,
            _changes(read, licet) if with_changes else None,
        )
        for read in reads
    ]


def _changes(read: Read, licet: Licet) -> Sequence[Json] | None:
    from licet.determination.changes import changes

    return None if read.transaction is None else changes(licet, read.transaction)
