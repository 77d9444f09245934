"""Values that hang on something not known.

An `Open` value is a function of named unknowns: for each joint answer to them, the value it would
have. `lift` applies an ordinary function to arguments some of which are open, so that a rule is
written for known facts only and is asked for every answer the unknown ones may have.

Answers between which a value makes no difference are one *class* to it. An unknown ECCN has hundreds of
answers; a fact that only says whether it is encryption parts them into two classes, and what turns on that
fact is asked twice, not hundreds of times.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import chain
from math import prod

CAP = 40_000  # joint answers tried before the question is given up as too open


class Partition:
    """The answers to one unknown, parted into classes. `classes[i]` is the class of `answers[i]`.

    Classes are numbered by their first answer, and each partition is made once, so that two that part
    alike are the same object.
    """

    __slots__ = ("_parted", "_place", "answers", "classes", "count", "first", "whole")

    def __init__(self, answers: tuple[object, ...], classes: tuple[int, ...], whole: Partition | None) -> None:
        self.answers = answers
        self.classes = classes
        first: dict[int, int] = {}
        for place, number in enumerate(classes):
            first.setdefault(number, place)
        self.first = tuple(first.values())  # by class, the place of its first answer
        self.count = len(first)
        self.whole = self if whole is None else whole  # every answer a class of its own
        self._parted: dict[tuple[int, ...], Partition] = {classes: self} if whole is None else {}
        self._place: dict[object, int] = {}

    def parted(self, classes: tuple[int, ...]) -> Partition:
        """The same answers in other classes."""
        known = self.whole._parted.get(classes)
        if known is None:
            known = self.whole._parted[classes] = Partition(self.answers, classes, self.whole)
        return known

    def place_of(self, answer: object) -> int:
        """The place of an answer; of the first one where it is none of the answers."""
        places = self.whole._place
        if not places:
            places.update((each, place) for place, each in enumerate(self.answers))
        return places.get(answer, 0)


@cache
def whole(answers: tuple[object, ...]) -> Partition:
    """The answers to an unknown, each in a class of its own."""
    return Partition(answers, tuple(range(len(answers))), None)


@cache
def _met(partitions: tuple[Partition, ...]) -> tuple[Partition, tuple[tuple[int, ...], ...]]:
    """The coarsest partition that parts as finely as each of several, and the class each has for its classes."""
    if len(partitions) == 1:
        return partitions[0], (tuple(range(partitions[0].count)),)
    if len({each.whole for each in partitions}) != 1:
        raise ValueError("one unknown with two sets of answers")
    numbers: dict[tuple[int, ...], int] = {}
    classes = [numbers.setdefault(each, len(numbers)) for each in zip(*(p.classes for p in partitions), strict=True)]
    return partitions[0].parted(tuple(classes)), tuple(zip(*numbers, strict=True))


class Open:
    """A value for each joint answer to `variables`. Made by `unknown`, `lift` and `restricted`, each one once.

    `parts` are the answers to each variable in classes; `values[numbers[i]]` is the value for the i-th joint
    class, the last variable running fastest. No class is without consequence, and no value occurs twice, so
    that two that say the same are the same object.
    """

    __slots__ = ("numbers", "parts", "values", "variables")

    def __init__(
        self,
        variables: tuple[str, ...],
        parts: tuple[Partition, ...],
        numbers: tuple[int, ...],
        values: Sequence[object],
    ) -> None:
        self.variables = variables
        self.parts = parts
        self.numbers = numbers
        self.values = tuple(values)

    def under(self, answers: Mapping[str, object]) -> object:
        """What is left under these answers; an answer that is none of a variable's counts as its first one."""
        value: object = self
        for variable, part in zip(self.variables, self.parts, strict=True):
            if variable in answers and isinstance(value, Open) and variable in value.variables:
                now = value.parts[value.variables.index(variable)]
                value = restricted(value, variable, now.classes[part.place_of(answers[variable])])
        return value

    def __repr__(self) -> str:
        return f"Open({', '.join(self.variables)}: {len(self.values)} values)"


class TooOpen:
    """A value that hangs on more joint answers than are tried; it can only be asked about."""

    __slots__ = ("variables",)

    def __init__(self, variables: tuple[str, ...]) -> None:
        self.variables = variables

    def __repr__(self) -> str:
        return f"TooOpen({', '.join(self.variables)})"


_made: dict[tuple[object, ...], Open] = {}


def _open(
    variables: tuple[str, ...], parts: tuple[Partition, ...], numbers: tuple[int, ...], values: tuple[object, ...]
) -> Open:
    key = (variables, parts, numbers, values, tuple(map(type, values)))  # True is 1 to a dictionary
    known = _made.get(key)
    if known is None:
        known = _made[key] = Open(variables, parts, numbers, values)
    return known


def unknown(variable: str, answers: tuple[object, ...]) -> Open:
    """The open value that is itself one unknown."""
    return _open((variable,), (whole(answers),), tuple(range(len(answers))), answers)


def variables_of(value: object) -> tuple[str, ...]:
    """The unknowns a value hangs on; empty for a plain value."""
    return value.variables if isinstance(value, (Open, TooOpen)) else ()


class Unknowns:
    """The unknowns of several open values together, each parted as finely as all the values need."""

    def __init__(self, opens: Sequence[Open]) -> None:
        parts: dict[str, dict[Partition, None]] = {}
        for value in opens:
            for variable, part in zip(value.variables, value.parts, strict=True):
                parts.setdefault(variable, {})[part] = None
        self.variables = tuple(parts)
        met = {variable: _met(tuple(several)) for variable, several in parts.items()}
        self.parts = tuple(met[variable][0] for variable in parts)
        self.size = prod(part.count for part in self.parts)
        self._classes = {
            (variable, part): classes
            for variable, several in parts.items()
            for part, classes in zip(several, met[variable][1], strict=True)
        }

    def classes(self, value: Open, variable: str) -> tuple[int, ...]:
        """The class that each class of a variable here has in one of the values."""
        return self._classes[variable, value.parts[value.variables.index(variable)]]

    def numbers(self, value: Open) -> Sequence[int]:
        """For each joint class, the number that one of the values has."""
        if value.variables == self.variables and value.parts == self.parts:
            return value.numbers
        stride = 1
        strides: dict[str, int] = {}
        for variable, part in zip(reversed(value.variables), reversed(value.parts), strict=True):
            strides[variable] = stride
            stride *= part.count
        places = [0]
        for variable, part in zip(self.variables, self.parts, strict=True):
            if variable in strides:
                steps = [strides[variable] * number for number in self.classes(value, variable)]
                places = [place + step for place in places for step in steps]
            else:
                places = [place for place in places for _ in range(part.count)]
        return [value.numbers[place] for place in places]


def lift(function: Callable[..., object], arguments: tuple[object, ...]) -> object:
    """`function(*arguments)`, asked for each joint answer to the unknowns among the arguments.

    Returns a plain value where every answer gives the same, otherwise an `Open` over those unknowns
    that matter, or `TooOpen` past `CAP` joint classes of answers.
    """
    kinds = list(map(type, arguments))
    if Open not in kinds and TooOpen not in kinds:
        return function(*arguments)
    places: list[int] = []
    opens: list[Open] = []
    too_open: list[TooOpen] = []
    for place, argument in enumerate(arguments):
        if type(argument) is Open:
            places.append(place)
            opens.append(argument)
        elif type(argument) is TooOpen:
            too_open.append(argument)
    unknowns = Unknowns(opens)
    if too_open or unknowns.size > CAP:
        return TooOpen(tuple(dict.fromkeys([*unknowns.variables, *(v for a in too_open for v in a.variables)])))
    joint = list(zip(*(unknowns.numbers(value) for value in opens), strict=True))
    answers: dict[object, int] = {}
    known = dict.fromkeys(joint, 0)
    given = list(arguments)
    for numbers in known:
        for place, value, number in zip(places, opens, numbers, strict=True):
            given[place] = value.values[number]
        answer = function(*given)
        known[numbers] = answers.setdefault(answer, len(answers))
    return simplified(unknowns.variables, unknowns.parts, tuple([known[numbers] for numbers in joint]), tuple(answers))


def simplified(
    variables: tuple[str, ...], parts: tuple[Partition, ...], numbers: tuple[int, ...], values: tuple[object, ...]
) -> object:
    """The value with one class for all answers that make no difference, and without the unknowns that make none.

    Plain where none does. `values` are distinct and stand in the order in which `numbers` first names them.
    """
    if len(values) == 1:
        return values[0]
    kept: list[tuple[str, Partition]] = []
    before = 1  # joint classes of the variables before this one
    for variable, part in zip(variables, parts, strict=True):
        after = len(numbers) // (before * part.count)
        alike: dict[tuple[int, ...], int] = {}
        merged = [
            alike.setdefault(_slice(numbers, before, part.count, after, c), len(alike)) for c in range(part.count)
        ]
        if len(alike) < part.count:
            first = [merged.index(number) for number in range(len(alike))]
            numbers = tuple(
                chain.from_iterable(
                    numbers[(b * part.count + c) * after : (b * part.count + c + 1) * after]
                    for b in range(before)
                    for c in first
                )
            )
        if len(alike) > 1:
            kept.append((variable, part.parted(tuple([merged[c] for c in part.classes]))))
            before *= len(alike)
    return _open(tuple(v for v, _ in kept), tuple(p for _, p in kept), numbers, values)


@cache
def restricted(value: Open, variable: str, number: int) -> object:
    """What is left of a value where one of its variables has an answer of one class."""
    place = value.variables.index(variable)
    before = prod(part.count for part in value.parts[:place])
    count = value.parts[place].count
    left = _slice(value.numbers, before, count, len(value.numbers) // (before * count), number)
    again: dict[int, int] = {}
    numbers = tuple([again.setdefault(each, len(again)) for each in left])
    return simplified(
        value.variables[:place] + value.variables[place + 1 :],
        value.parts[:place] + value.parts[place + 1 :],
        numbers,
        tuple([value.values[each] for each in again]),
    )


def _slice(numbers: tuple[int, ...], before: int, count: int, after: int, number: int) -> tuple[int, ...]:
    """What a value comes to where one of its variables is in one class."""
    if after == 1:
        return numbers[number::count]
    if before == 1:
        return numbers[number * after : (number + 1) * after]
    return tuple(
        chain.from_iterable(
            numbers[(b * count + number) * after : (b * count + number + 1) * after] for b in range(before)
        )
    )
