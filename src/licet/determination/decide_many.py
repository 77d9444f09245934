"""Ten million lines by the tables that decide one: each rule is asked once for each combination of facts.

The lines are columns of codes (`book`, `columns`). Facts are read, derived facts computed and rules asked
for the distinct combinations only (`asks`, `frames`); the records each line gets are combined into shapes,
and `conclude` is called once for each shape (`shapes`). The outcomes equal those of `decide`, line by line.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from licet.determination.asks import Asks, of, stated
from licet.determination.book import Book
from licet.determination.case import Slot
from licet.determination.columns import Blocks, Codes, Column, constant_column
from licet.determination.decide import Licet
from licet.determination.frames import ABSENT, Frames
from licet.determination.places import region_named
from licet.determination.shapes import Answers, Shapes, joined
from licet.screening.standing import NOBODY
from licet.terms.dates import Dated, Moment
from licet.terms.transaction import Party

CHUNK = 12_500_000  # lines decided together; it bounds the memory


def decide_many(licet: Licet, book: Book, *, workers: int = 2, chunk: int = CHUNK) -> Answers:
    """The conclusion for every line of a book.

    `workers` threads go through the columns; the rules are asked by one. Lines beyond `chunk` are decided
    after one another.
    """
    starts = range(0, book.length, chunk)
    with _uncollected(), Blocks(workers) as blocks:
        prepared = _Prepared(licet, book)
        return joined([prepared.decide(book.lines(start, start + chunk), blocks) for start in starts])


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for circular garbage: there is none, and it would walk through every answer kept."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class _Prepared:
    """What all chunks share: the parties as the law sees them, and the questions."""

    def __init__(self, licet: Licet, book: Book) -> None:
        self._conclude = licet.evaluator.conclude_records
        self._slots = [_as_the_law_sees(licet, place) for place in book.parties]
        points: set[Moment] = {*licet.evaluator.fixed_turning_points, *licet.lists_missing.starts}
        for slots, _ in self._slots:
            points.update(start for slot in slots if isinstance(slot, Slot) for start in slot.alternatives.starts)
        for licenses in book.licenses.values:
            assert isinstance(licenses, Dated)
            points.update(licenses.starts)
        self._asks = Asks(licet, points)

    def decide(self, book: Book, blocks: Blocks) -> Answers:
        """The answers for one chunk. Most parties are on no list: the lines where one is are also taken apart."""
        places = range(len(self._slots))
        lines = self._read(book, blocks)
        among = _listed(lines, places)
        listed = lines.among(among)
        if len(among):
            listed.answer(self._asks.standings(places))
            some = listed.column("parties")
            codes = np.full(book.length, len(some.values), dtype=np.int32)
            codes[among] = some.codes
            lines.state("parties", Column((*some.values, ()), codes))
        else:
            lines.state("parties", constant_column((), book.length))
        lines.answer(self._asks.derived(places, of_standing=False))
        groups = list(self._asks.groups(places, of_standing=False))
        lines.answer(group.ask for group in groups)
        shapes = Shapes(blocks)
        parts = shapes.of(lines, groups)
        if len(among):
            listed.answer(self._asks.derived(places, of_standing=True))
            groups = list(self._asks.groups(places, of_standing=True))
            listed.answer(group.ask for group in groups)
            parts += [part.among(among, book.length) for part in shapes.of(listed, groups)]
        return shapes.concluded(parts, self._conclude)

    def _read(self, book: Book, blocks: Blocks) -> Frames:
        """The facts of the lines that follow from the input, apart from standings."""
        lines = Frames(book.length, blocks)
        for field, column in book.fields.items():
            lines.state(stated(field), column)
        lines.state(stated("moment"), book.moments)
        lines.state("epoch", self._asks.epochs(book.moments))
        lines.state(stated("licenses"), book.licenses)
        for place, (slots, slot_of) in enumerate(self._slots):
            lines.state(of(place, "slot"), Column(slots, blocks.spread(slot_of, book.parties[place].codes)))
        lines.answer(self._asks.read(range(len(self._slots))))
        return lines


def _as_the_law_sees(licet: Licet, place: Column) -> tuple[tuple[object, ...], Codes]:
    """The distinct slots among the parties of a place, and the slot of each party: names fall away."""
    of_party = licet.standings.of_party
    known: dict[object, int] = {}
    codes = np.empty(len(place.values), dtype=np.int32)
    for number, party in enumerate(place.values):
        slot: object = ABSENT
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


def _listed(lines: Frames, places: Sequence[int]) -> npt.NDArray[np.intp]:
    """The lines on which some party has, or may have, a standing on some day."""
    found = np.zeros(lines.length, dtype=bool)
    for place in places:
        alternatives = lines.column(of(place, "alternatives"))
        found |= np.array([value not in (ABSENT, NOBODY) for value in alternatives.values])[alternatives.codes]
    return np.flatnonzero(found)
