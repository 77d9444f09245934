"""Ten million lines by the tables that decide one: each rule is asked once for each combination of facts.

The lines are columns of codes. Facts are read, derived facts computed and rules asked for the distinct
combinations only; the records each line gets are combined into shapes, and `conclude` is called once
for each shape. The outcomes equal those of `decide`, line by line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from licet.determination.columns import Codes, Column, column_of, combined, constant_column, tabulated, where
from licet.determination.conclude import LINE, Conclusion
from licet.determination.decide import Licet
from licet.determination.establish import READINGS, eccn_on, facts_named, stated_fields
from licet.determination.evaluate import Slot, identity, together
from licet.determination.licenses import licenses_on_file
from licet.determination.places import region_named
from licet.determination.tables import Table
from licet.law.table_dates import table_date
from licet.terms.dates import Dated, Moment
from licet.terms.transaction import Party, Transaction

CHUNK = 2_500_000


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

    def chunk(self, start: int, stop: int) -> Book:
        """The lines from `start` up to `stop`."""

        def cut(column: Column) -> Column:
            return Column(column.values, column.codes[start:stop])

        return Book(
            length=stop - start,
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


@dataclass(frozen=True, slots=True)
class Answers:
    """`conclusions[codes[i]]` is the conclusion for line i."""

    conclusions: tuple[Conclusion, ...]
    codes: Codes

    def __iter__(self) -> Iterator[Conclusion]:
        return (self.conclusions[code] for code in self.codes)


def decide_many(licet: Licet, book: Book, *, workers: int = 2, chunk: int = CHUNK) -> Answers:
    """The conclusion for every line of a book."""
    bounds = [(start, min(start + chunk, book.length)) for start in range(0, book.length, chunk)]
    prepared = _Prepared(licet, book)
    if len(bounds) == 1:
        parts = [prepared.decide(book)]
    else:
        with ThreadPoolExecutor(workers) as pool:
            parts = list(pool.map(lambda b: prepared.decide(book.chunk(*b)), bounds))
    return _joined(parts)


def _joined(parts: Iterable[Answers]) -> Answers:
    numbers: dict[int, int] = {}
    conclusions: list[Conclusion] = []
    codes: list[Codes] = []
    for part in parts:
        table = np.empty(len(part.conclusions), dtype=np.int32)
        for number, conclusion in enumerate(part.conclusions):
            if id(conclusion) not in numbers:
                numbers[id(conclusion)] = len(conclusions)
                conclusions.append(conclusion)
            table[number] = numbers[id(conclusion)]
        codes.append(table[part.codes])
    return Answers(tuple(conclusions), np.concatenate(codes) if codes else np.zeros(0, dtype=np.int32))


class _Prepared:
    """What all chunks share: the parties looked up, and the intervals between turning points."""

    def __init__(self, licet: Licet, book: Book) -> None:
        self.licet = licet
        self.named = facts_named(licet.law)
        self.memo: dict[tuple[object, ...], object] = {}
        points: set[Moment] = set(licet.evaluator.fixed_turning_points())
        self.slots = [self._as_the_law_sees(place) for place in book.parties]
        for slots, _ in self.slots:
            for slot in slots:
                if isinstance(slot, Slot):
                    points.update(slot.alternatives.starts)
        for licenses in book.licenses.values:
            assert isinstance(licenses, Dated)
            points.update(licenses.starts)
        points.update(licet.lists_missing.starts)
        starts = tuple(sorted(points))
        self.interval: Dated[int] = Dated(starts, range(len(starts) + 1))
        self.probes: tuple[Moment, ...] = (Moment.min, *starts)

    def _as_the_law_sees(self, place: Column) -> tuple[tuple[object, ...], Codes]:
        """The distinct slots among the parties of a place, and the slot of each party: names fall away."""
        of_party = self.licet.standings.of_party
        known: dict[object, int] = {}
        codes = np.empty(len(place.values), dtype=np.int32)
        for number, party in enumerate(place.values):
            slot: object = _ABSENT
            if isinstance(party, Party):
                slot = (
                    party.role,
                    party.country,
                    party.located_in,
                    party.nationality,
                    party.owners is not None,
                    of_party(party).alternatives,
                    region_named(f"{party.name} {party.address}"),
                )
            codes[number] = known.setdefault(slot, len(known))
        return tuple(Slot(*slot) if isinstance(slot, tuple) else slot for slot in known), codes

    def decide(self, book: Book) -> Answers:
        """The answers for one chunk."""
        line = self._line_facts(book)
        epoch = line["_epoch"]
        parties = [self._party_facts(book, place, epoch) for place in range(len(book.parties))]
        line["parties"] = self._together(parties, book.length)
        tables = self.licet.evaluator.tables
        for name, table in tables.derived:
            if table.of_party:
                for party in parties:
                    party[name] = self._asked(table, {**line, **party}, epoch, book.length)
            else:
                line[name] = self._asked(table, line, epoch, book.length)
        records: list[tuple[int, Column]] = []
        for table in tables.groups:
            if not table.of_party:
                records.append((LINE, self._asked(table, line, epoch, book.length)))
            else:
                for place, party in enumerate(parties):
                    if not (table.of_standing and party["standing"].values == ((),)):
                        records.append((place, self._asked(table, {**line, **party}, epoch, book.length)))
        return self._conclude(records, book.length)

    def _line_facts(self, book: Book) -> dict[str, Column]:
        law = self.licet.law
        facts: dict[str, Column] = {}
        for reading in READINGS:
            if reading.fact in self.named:
                read = reading.read
                columns = [book.fields[name] for name in reading.fields]
                facts[reading.fact] = tabulated(columns, _remembered(self.memo, reading.fact, read, law), book.length)
        epoch = book.moments.map(lambda when: self.interval.at(_moment(when)))
        facts["_epoch"] = epoch
        facts["key_date"] = book.moments.map(lambda when: _moment(when).date())
        facts["table_date"] = book.moments.map(lambda when: table_date(_moment(when).date()))
        facts["stated_eccn"] = tabulated([facts["eccn_reading"], facts["table_date"]], eccn_on, book.length)
        missing = self.licet.lists_missing
        facts["lists_missing"] = epoch.map(lambda e: missing.at(self._probe(e)))
        facts["licenses"] = tabulated(
            [book.licenses, epoch], lambda licenses, e: licenses.at(self._probe(e)), book.length
        )
        facts["accept_incomplete_lists"] = constant_column(self.licet.options.accept_incomplete_lists, book.length)
        return facts

    def _probe(self, epoch: object) -> Moment:
        assert isinstance(epoch, int)
        return self.probes[epoch]

    def _party_facts(self, book: Book, place: int, epoch: Column) -> dict[str, Column]:
        slots, code_of_party = self.slots[place]
        column = Column(slots, code_of_party[book.parties[place].codes])

        def of(attribute: Callable[[Slot], object]) -> Column:
            return column.map(lambda slot: attribute(slot) if isinstance(slot, Slot) else _ABSENT)

        def standing(dated: object, e: object) -> object:
            return identity(place, dated.at(self._probe(e))) if isinstance(dated, Dated) else _ABSENT

        return {
            "role": of(lambda slot: slot.role),
            "party_country": of(lambda slot: slot.country),
            "party_located_in": of(lambda slot: slot.located_in or slot.country),
            "nationality": of(lambda slot: slot.nationality),
            "owners_stated": of(lambda slot: slot.owners_stated),
            "party_region": of(lambda slot: slot.region),
            "standing": tabulated([of(lambda slot: slot.alternatives), epoch], standing, book.length),
        }

    def _together(self, parties: Sequence[Mapping[str, Column]], length: int) -> Column:
        """The fact `parties`: those with a standing only, so that the rest do not multiply it."""

        def slot(role: object, country: object, standing: object) -> object:
            return _ABSENT if role is _ABSENT or standing == () else (role, country, standing)

        slots = [
            tabulated([party["role"], party["party_country"], party["standing"]], slot, length) for party in parties
        ]

        def gather(*values: object) -> object:
            present = [value for value in values if isinstance(value, tuple)]
            return together(
                tuple((role, country) for role, country, _ in present), tuple(standing for _, _, standing in present)
            )

        return tabulated(slots, gather, length) if slots else constant_column((), length)

    def _asked(self, table: Table, facts: Mapping[str, Column], epoch: Column, length: int) -> Column:
        """What a table answers on each line.

        Lines on which a guard of the table is empty, or that have no party in this place, are left out
        first: most lines have nothing to do with most provisions.
        """
        version = epoch.map(lambda e: table.version(self._probe(e)))
        columns = [version, *(facts[name] for name in table.facts)]
        live: npt.NDArray[np.bool_] | None = None
        for name, column in zip(table.facts, columns[1:], strict=True):
            guard = table.facts.index(name) in table.guards
            holds = [value is not _ABSENT and (not guard or bool(value)) for value in column.values]
            if not any(holds):
                return constant_column(table.moot, length)
            if not all(holds):
                here = np.array(holds)[column.codes]
                live = here if live is None else live & here
        if live is None:
            return tabulated(columns, _ask(table), length)
        chosen = np.flatnonzero(live)
        if not len(chosen):
            return constant_column(table.moot, length)
        cut = [column if column.constant else Column(column.values, column.codes[chosen]) for column in columns]
        return where(tabulated(cut, _ask(table), len(chosen)), chosen, table.moot, length)

    def _conclude(self, records: Sequence[tuple[int, Column]], length: int) -> Answers:
        """One conclusion for each shape: each combination of records that occurs."""
        conclude = self.licet.evaluator.conclude_records
        varying = [number for number, (_, column) in enumerate(records) if not column.constant]
        if not varying:
            shape = [(party, column.values[0]) for party, column in records if column.values[0]]
            return Answers((conclude(shape),), np.zeros(length, dtype=np.int32))
        codes, matrix = combined([records[number][1] for number in varying])
        told = np.ones((len(matrix), len(records)), dtype=bool)  # whether a group has anything to say
        for number, (_, column) in enumerate(records):
            says = np.fromiter((bool(value) for value in column.values), dtype=bool, count=len(column.values))
            told[:, number] = says[matrix[:, varying.index(number)]] if number in varying else says[0]
        at = {number: place for place, number in enumerate(varying)}
        conclusions = []
        for row, row_told in zip(matrix, told, strict=True):
            shape = []
            for number in np.flatnonzero(row_told).tolist():
                party, column = records[number]
                place = at.get(number)
                shape.append((party, column.values[0 if place is None else row[place]]))
            conclusions.append(conclude(shape))
        return Answers(tuple(conclusions), codes)


def _ask(table: Table) -> Callable[..., object]:
    def ask(number: object, *arguments: object) -> object:
        assert isinstance(number, int)
        return table.ask(number, arguments)

    return ask


class _Absent:
    """Stands where a line has no party in a place."""


_ABSENT = _Absent()


def _moment(value: object) -> Moment:
    assert isinstance(value, Moment)
    return value


def _remembered(
    memo: dict[tuple[object, ...], object], fact: str, read: Callable[..., object], law: object
) -> Callable[..., object]:
    def remembered(*values: object) -> object:
        key = (fact, *values)
        if key not in memo:
            memo[key] = read(law, *values)
        return memo[key]

    return remembered
