"""Lines as columns: what `decide_many` decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from licet.determination.columns import Column, column_of
from licet.determination.establish import stated_fields
from licet.determination.licenses import licenses_on_file
from licet.terms.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Book:
    """Lines as columns: stated fields, key moments, licenses on file, and a column for each place of a party.

    In `parties`, `None` stands where a line has no party in that place.
    """

    length: int
    fields: Mapping[str, Column]
    moments: Column
    licenses: Column
    parties: tuple[Column, ...]

    def lines(self, start: int, stop: int) -> Book:
        """The lines from `start` up to `stop`, or the last."""

        def cut(column: Column) -> Column:
            return Column(column.values, column.codes[start:stop])

        return Book(
            length=min(stop, self.length) - start,
            fields={name: cut(column) for name, column in self.fields.items()},
            moments=cut(self.moments),
            licenses=cut(self.licenses),
            parties=tuple(cut(column) for column in self.parties),
        )


def book_of(transactions: Sequence[Transaction]) -> Book:
    """The book of transactions already read."""
    fields: dict[str, list[object]] = {}
    for transaction in transactions:
        for name, value in stated_fields(transaction).items():
            fields.setdefault(name, []).append(value)
    places = max((len(t.parties) for t in transactions), default=0)
    return Book(
        length=len(transactions),
        fields={name: column_of(values) for name, values in fields.items()},
        moments=column_of(t.moment for t in transactions),
        licenses=column_of(licenses_on_file(t) for t in transactions),
        parties=tuple(
            column_of(t.parties[place] if place < len(t.parties) else None for t in transactions)
            for place in range(places)
        ),
    )
