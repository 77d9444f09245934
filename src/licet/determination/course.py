"""Values over time, and tables asked for all of it at once.

What a table answers to the same facts is the same for every line and every key date, so it is found once, with the
days on which it becomes another. A later day on which the law changes, but not for these facts, is no change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from licet.determination.tables import Table
from licet.terms.dates import Moment


class _Unread:
    """Stands where a value is not worked out, since it hangs on every entry of the Commerce Control List."""


UNREAD: Final = _Unread()


class Course:
    """A value over time: `values[i]` holds before `starts[i]` and from `starts[i - 1]` on, and neighbors differ.

    Two that are the same are one object. It is false where it holds nothing at any time.
    """

    __slots__ = ("ever", "starts", "values")

    def __init__(self, starts: tuple[Moment, ...], values: tuple[object, ...]) -> None:
        self.starts = starts
        self.values = values
        self.ever = any(values)

    def __bool__(self) -> bool:
        return self.ever

    def at(self, when: Moment) -> object:
        """The value at a moment."""
        return self.values[bisect_right(self.starts, when)]


class Courses:
    """Makes courses from a moment on, each once, and asks tables for them."""

    def __init__(self, tables: Sequence[Table], since: Moment) -> None:
        self.since = since
        self._tables = tuple(tables)
        self._constants: dict[tuple[type, object], Course] = {}
        self._made: dict[tuple[object, ...], Course] = {}
        self._answers: tuple[dict[tuple[Course, ...], Course], ...] = tuple({} for _ in tables)

    def constant(self, value: object) -> Course:
        """A value that never changes."""
        key = (value.__class__, value)  # True is 1 to a dictionary
        known = self._constants.get(key)
        if known is None:
            known = self._constants[key] = Course((), (value,))
        return known

    def course(self, points: Iterable[Moment], at: Callable[[Moment], object]) -> Course:
        """A value from its boundaries, in any order, and what it is at a moment."""
        starts: list[Moment] = []
        values = [at(self.since)]
        for point in sorted({point for point in points if point > self.since}):
            value = at(point)
            if value is not values[-1] and value != values[-1]:
                starts.append(point)
                values.append(value)
        return self._make(tuple(starts), tuple(values))

    def _make(self, starts: tuple[Moment, ...], values: tuple[object, ...]) -> Course:
        if not starts:
            return self.constant(values[0])
        key = (starts, values, tuple(map(type, values)))
        known = self._made.get(key)
        if known is None:
            known = self._made[key] = Course(starts, values)
        return known

    def ask(self, number: int, arguments: tuple[Course, ...]) -> Course:
        """What a table answers over time, by its number, where its guards hold something at some time."""
        known = self._answers[number].get(arguments)
        if known is None:
            known = self._answers[number][arguments] = self._asked(self._tables[number], arguments)
        return known

    def _asked(self, table: Table, arguments: tuple[Course, ...]) -> Course:
        def at(when: Moment) -> object:
            now = tuple([each.at(when) for each in arguments])
            return UNREAD if _unread(table, now) else table.ask(table.version(when), now)

        return self.course([*table.starts, *(start for each in arguments for start in each.starts)], at)


def _unread(table: Table, arguments: tuple[object, ...]) -> bool:
    return any(value is UNREAD for value in arguments) and all(arguments[place] for place in table.guards)
