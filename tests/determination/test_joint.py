"""Judged one unknown after the other, several values come to what they come to answer by answer."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import product

import pytest

from licet.determination.joint import Joint, Rank, TooMany
from licet.law.maybe import Open, Unknowns, lift, unknown

UNKNOWN = {name: unknown(name, tuple(range(size))) for name, size in (("a", 2), ("b", 3), ("c", 4), ("d", 7))}
Kind = tuple[int, bool]


def judge(values: tuple[object, ...]) -> tuple[Kind, Rank]:
    total = sum(value for value in values if isinstance(value, int))
    return (total % 4, total > 6), (total % 3, total // 5)


def random_values(luck: random.Random) -> list[object]:
    """Values over some of the unknowns each, many of whose answers make no difference."""
    made: list[object] = []
    for _ in range(luck.randrange(1, 6)):
        names = luck.sample(sorted(UNKNOWN), luck.randrange(1, 4))
        table: dict[tuple[object, ...], int] = {}

        def once(*answers: object, table: dict[tuple[object, ...], int] = table) -> int:
            coarse = tuple(answer // 2 for answer in answers if isinstance(answer, int))
            return table.setdefault(coarse, luck.randrange(3))

        made.append(lift(once, tuple(UNKNOWN[name] for name in names)))
    return made


def each_answer(values: list[object]) -> tuple[Unknowns, dict[tuple[object, ...], tuple[Kind, Rank]]]:
    unknowns = Unknowns([value for value in values if isinstance(value, Open)])
    found: dict[tuple[object, ...], tuple[Kind, Rank]] = {}
    for given in product(*(part.answers for part in unknowns.parts)):
        answers = dict(zip(unknowns.variables, given, strict=True))
        found[given] = judge(tuple(v.under(answers) if isinstance(v, Open) else v for v in values))
    return unknowns, found


def first(found: dict[tuple[object, ...], tuple[Kind, Rank]], best: Callable[..., object]) -> object:
    wanted = best(rank for _, rank in found.values())
    return next(given for given, (_, rank) in found.items() if rank == wanted)


@pytest.mark.parametrize("seed", range(60))
def test_as_answer_by_answer(seed: int) -> None:
    values = random_values(random.Random(seed))
    if not any(isinstance(value, Open) for value in values):
        return
    unknowns, found = each_answer(values)
    joint = Joint(values, unknowns.variables, judge, 10_000)
    assert joint.kinds == {kind for kind, _ in found.values()}
    for place, (variable, part) in enumerate(zip(unknowns.variables, unknowns.parts, strict=True)):
        wanted = [
            {kind for given, (kind, _) in found.items() if given[place] == part.answers[answer]}
            for answer in part.first
        ]
        assert joint.kinds_by_answer(variable, part) == wanted
    for told, best in ((joint.freest(), min), (joint.most_bound(), max)):
        assert tuple(told[variable] for variable in unknowns.variables) == first(found, best)


def test_an_answer_that_makes_others_idle_leaves_them_unasked() -> None:
    wide = [unknown(f"u{number}", tuple(range(50))) for number in range(3)]
    ends = unknown("ends", (True, False))
    met: list[tuple[object, ...]] = []

    def asked(values: tuple[object, ...]) -> tuple[Kind, Rank]:
        met.append(values)
        return judge(values)

    parity = [lift(lambda end, number: 2 if end else number % 2, (ends, each)) for each in wide]
    Joint(parity, ("ends", "u0", "u1", "u2"), asked, 10_000)
    assert len(met) == 1 + 2**3


def test_more_than_is_tried() -> None:
    several = [unknown(f"u{number}", tuple(range(20))) for number in range(3)]
    with pytest.raises(TooMany):
        Joint(several, ("u0", "u1", "u2"), judge, 1000)
