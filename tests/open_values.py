"""Open values written out case by case, and read case by case."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from licet.law.maybe import Open, lift, unknown


def hanging(answers: Mapping[str, tuple[object, ...]], cases: Mapping[tuple[object, ...], object]) -> object:
    """The value that has each of `cases` under its joint answer; plain where they are all the same."""
    return lift(lambda *given: cases[given], tuple(unknown(name, each) for name, each in answers.items()))


def cases(value: object) -> dict[tuple[object, ...], object]:
    """What an open value comes to under each joint answer."""
    assert isinstance(value, Open)
    joint = product(*(part.answers for part in value.parts))
    return {given: value.under(dict(zip(value.variables, given, strict=True))) for given in joint}
