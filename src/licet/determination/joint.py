"""Several values that hang on the same unknowns, judged under every joint answer to them.

The joint answers are not told one by one. One unknown is settled after the other, and where what is left is the same
as was met before, it has been judged already. After an answer that makes other unknowns idle (an item of US origin
makes idle whatever is asked of foreign production) there is little left to settle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from licet.law.maybe import Open, Partition, Unknowns, restricted

Rank = tuple[int, ...]
Numbers = tuple[int, ...]  # by variable, a class of answers


K = TypeVar("K")


class TooMany(Exception):
    """More is left to judge than is tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Fork(Generic[K]):
    """What is left to judge, by the classes of one unknown; at the end (`variable` -1) there is nothing left.

    `kinds` is all that may be said from here on. `freest` and `bound` are the ranks (of the second, the negative)
    and the answers that first give them.
    """

    variable: int
    branches: tuple[Fork[K], ...]
    kinds: frozenset[K]
    freest: tuple[Rank, Numbers]
    bound: tuple[Rank, Numbers]


class Joint(Generic[K]):
    """`judge` asked for each combination of `values`, one for each place, that some joint answer gives.

    It says of a combination its kind, by which answers are compared, and its rank, low where much is free.
    `variables` gives the order in which answers are compared where several rank alike. Raises `TooMany` past
    `cap` combinations.
    """

    def __init__(
        self,
        values: Sequence[object],
        variables: Sequence[str],
        judge: Callable[[tuple[object, ...]], tuple[K, Rank]],
        cap: int,
    ) -> None:
        unknowns = Unknowns([value for value in values if isinstance(value, Open)])
        parts = dict(zip(unknowns.variables, unknowns.parts, strict=True))
        self.variables = tuple(variable for variable in variables if variable in parts)
        self.parts = tuple(parts[variable] for variable in self.variables)
        self._judge = judge
        self._cap = cap
        self._forks: dict[tuple[int, ...], Fork[K]] = {}
        self._by_fork: dict[tuple[Fork[K], int], tuple[frozenset[K], ...]] = {}
        self._root = self._fork(tuple(values))

    def freest(self) -> Mapping[str, object]:
        """The first joint answer that leaves most free."""
        return self._answers(self._root.freest[1])

    def most_bound(self) -> Mapping[str, object]:
        """The first joint answer that binds most."""
        return self._answers(self._root.bound[1])

    def apart(self) -> tuple[tuple[str, tuple[object, ...]], ...]:
        """By unknown, the first answer of each class."""
        named = zip(self.variables, self.parts, strict=True)
        return tuple((variable, tuple([part.answers[place] for place in part.first])) for variable, part in named)

    def _answers(self, numbers: Numbers) -> Mapping[str, object]:
        named = zip(self.variables, self.parts, numbers, strict=True)
        return {variable: part.answers[part.first[number]] for variable, part, number in named}

    @property
    def kinds(self) -> frozenset[K]:
        """The kinds of all that may be said."""
        return self._root.kinds

    def kinds_by_answer(self, variable: str, part: Partition) -> list[frozenset[K]]:
        """The kinds of what may be said under each class of a part of a variable, as fine as this one's or finer."""
        if variable not in self.variables:
            return [self._root.kinds] * part.count
        place = self.variables.index(variable)
        kinds = self._by_class(self._root, place)
        return [kinds[self.parts[place].classes[answer] if len(kinds) > 1 else 0] for answer in part.first]

    def _by_class(self, fork: Fork[K], place: int) -> tuple[frozenset[K], ...]:
        """By class of the variable in a place; one for all classes where nothing is left that hangs on it."""
        known = self._by_fork.get((fork, place))
        if known is None:
            if fork.variable == place:
                known = tuple(branch.kinds for branch in fork.branches)
            else:
                below = [self._by_class(branch, place) for branch in fork.branches]
                size = max(map(len, below), default=1)
                known = tuple(
                    frozenset[K]().union(*(each[number if len(each) > 1 else 0] for each in below))
                    for number in range(size)
                )
            if fork.variable == -1 or len(known) == 1:
                known = (fork.kinds,)
            self._by_fork[fork, place] = known
        return known

    def _fork(self, values: tuple[object, ...]) -> Fork[K]:
        key = tuple(map(id, values))  # every value is made once and kept
        known = self._forks.get(key)
        if known is None:
            if len(self._forks) >= self._cap:
                raise TooMany
            opens = [value for value in values if type(value) is Open]
            known = self._forks[key] = self._forked(values, opens) if opens else self._judged(values)
        return known

    def _judged(self, values: tuple[object, ...]) -> Fork[K]:
        kind, rank = self._judge(values)
        first = (0,) * len(self.variables)
        return Fork(-1, (), frozenset((kind,)), (rank, first), (tuple(-n for n in rank), first))

    def _forked(self, values: tuple[object, ...], opens: Sequence[Open]) -> Fork[K]:
        place = self._next(opens)
        branches = tuple(self._fork(self._settled(values, place, n)) for n in range(self.parts[place].count))

        def with_own(number: int, best: tuple[Rank, Numbers]) -> tuple[Rank, Numbers]:
            return best[0], (*best[1][:place], number, *best[1][place + 1 :])

        return Fork(
            place,
            branches,
            frozenset[K]().union(*(branch.kinds for branch in branches)),
            min(with_own(number, branch.freest) for number, branch in enumerate(branches)),
            min(with_own(number, branch.bound) for number, branch in enumerate(branches)),
        )

    def _next(self, opens: Sequence[Open]) -> int:
        """The unknown to settle next: the one with the fewest classes of answers."""
        places = {self.variables.index(variable) for value in opens for variable in value.variables}
        return min(places, key=lambda place: (self.parts[place].count, place))

    def _settled(self, values: tuple[object, ...], place: int, number: int) -> tuple[object, ...]:
        variable = self.variables[place]
        answer = self.parts[place].first[number]
        settled: list[object] = []
        for value in values:
            if type(value) is Open and variable in value.variables:
                part = value.parts[value.variables.index(variable)]
                settled.append(restricted(value, variable, part.classes[answer]))
            else:
                settled.append(value)
        return tuple(settled)
