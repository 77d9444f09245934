"""Facts told over the rows of frames are what they would be line by line."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.determination import columns, frames
from licet.determination.columns import Blocks, Column, column_of, combined
from licet.determination.frames import ABSENT, Ask, Frames


@settings(deadline=None)
@given(st.data(), st.integers(1, 40), st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_combined_gives_each_line_its_combination(data: st.DataObject, length: int, sizes: list[int]) -> None:
    parts = [np.array(data.draw(st.lists(st.integers(0, n - 1), min_size=length, max_size=length))) for n in sizes]
    codes, matrix = combined(list(zip(parts, sizes, strict=True)), Blocks(1))
    assert (matrix[codes] == np.column_stack(parts)).all()
    assert len(np.unique(matrix, axis=0)) == len(matrix) == codes.max() + 1
    descending = np.argsort([-n for n in sizes], kind="stable")
    assert matrix[:, descending].tolist() == sorted(matrix[:, descending].tolist())


@pytest.mark.parametrize(("small", "large"), [(4, 1 << 26), (4, 8)])
def test_combined_where_possible_keys_outgrow_the_lines(
    monkeypatch: pytest.MonkeyPatch, small: int, large: int
) -> None:
    monkeypatch.setattr(columns, "_SMALL", small)
    monkeypatch.setattr(columns, "_LARGE", large)
    luck = np.random.default_rng(5)
    parts = [(luck.integers(0, n, 50), n) for n in (7, 3, 11, 1, 5)]
    codes, matrix = combined(parts, Blocks(1))
    assert (matrix[codes] == np.column_stack([part for part, _ in parts])).all()


def test_blocks_cover_all_lines_once() -> None:
    length = 10 * columns._BLOCK + 17
    seen = np.zeros(length, dtype=np.uint8)

    def work(block: slice) -> None:
        seen[block] += 1

    with Blocks(3) as blocks:
        blocks.each(length, work)
        assert (seen == 1).all()
        assert (blocks.spread(np.array([5, 7]), seen) == 7).all()


LETTERS = ("a", "b", "c", "d", "e")


def lines_of(length: int, seed: int) -> tuple[Frames, dict[str, list[object]]]:
    luck = np.random.default_rng(seed)
    values: dict[str, tuple[object, ...]] = {
        "letter": LETTERS,
        "number": tuple(range(12)),
        "maybe": (None, "x", ABSENT),
        "fixed": ("y",),
        "unused": (1, 2, 3),
    }
    lines = Frames(length, Blocks(1))
    plain: dict[str, list[object]] = {}
    for name, several in values.items():
        codes = luck.integers(0, max(len(several) - (name == "unused"), 1), length)
        lines.state(name, Column(several, codes))
        plain[name] = [several[code] for code in codes]
    return lines, plain


ASKS: tuple[Ask, ...] = (
    Ask("pair", ("letter", "number"), lambda a, b: f"{a}{b % 3}"),
    Ask("both", ("pair", "kind", "fixed"), lambda a, b, c: (a, b, c)),
    Ask("kind", ("number",), lambda n: n > 8),
    Ask("guarded", ("number", "kind"), lambda n, _: n, lambda place, value: place != 1 or bool(value), "moot"),
    Ask("guest", ("maybe", "letter"), lambda m, a: f"{m}{a}", lambda place, value: place != 0 or value == "x", None),
    Ask("wide", ("both", "guest", "letter", "number", "unused"), lambda *all_of_it: all_of_it),
    Ask("constant", ("fixed",), lambda c: c * 2),
)


def by_hand(plain: dict[str, list[object]], length: int) -> None:
    waiting = list(ASKS)
    while waiting:
        ask = next(each for each in waiting if all(fact in plain for fact in each.facts))
        waiting.remove(ask)
        rows = zip(*(plain[fact] for fact in ask.facts), strict=True)
        plain[ask.name] = [
            ask.function(*row) if all(ask.holds(n, value) for n, value in enumerate(row)) else ask.moot for row in rows
        ]


@pytest.mark.parametrize("rows", [1, 20, 1 << 16])
@pytest.mark.parametrize("length", [1, 6, 300])
def test_answers_are_those_of_each_line(monkeypatch: pytest.MonkeyPatch, rows: int, length: int) -> None:
    monkeypatch.setattr(frames, "_ROWS", rows)
    lines, plain = lines_of(length, seed=rows + length)
    lines.answer(reversed(ASKS))
    by_hand(plain, length)
    for name, wanted in plain.items():
        column = lines.column(name)
        assert [column.values[code] for code in column.codes] == wanted, name


def test_some_lines_know_what_is_known_of_all() -> None:
    lines, plain = lines_of(200, seed=3)
    lines.answer(ASKS[:3])
    by_hand(plain, 200)
    chosen = np.arange(0, 200, 3)
    some = lines.among(chosen)
    some.answer(ASKS[3:])
    for name in ("guarded", "guest", "wide", "constant"):
        column = some.column(name)
        assert [column.values[code] for code in column.codes] == [plain[name][i] for i in chosen], name


def test_a_function_is_called_once_for_each_combination() -> None:
    calls: list[tuple[object, ...]] = []

    def noting(*facts: object) -> object:
        calls.append(facts)
        return facts

    lines = Frames(1000, Blocks(1))
    lines.state("a", column_of([n % 7 for n in range(1000)]))
    lines.state("b", column_of([n % 2 for n in range(1000)]))
    lines.answer([Ask("c", ("a", "b"), noting)])
    assert len(calls) == len(set(calls)) == 14


def test_a_fact_that_nothing_tells_is_refused() -> None:
    lines = Frames(3, Blocks(1))
    lines.state("a", column_of([1, 2, 3]))
    asked: Callable[..., object] = lambda *_: None  # noqa: E731
    with pytest.raises(LookupError, match="nobody"):
        lines.answer([Ask("b", ("a", "nobody"), asked)])
