"""Values that hang on unknowns: a function is asked for each joint answer, and no oftener than it must be."""

from __future__ import annotations

import pytest

from licet.law.maybe import CAP, Open, TooOpen, lift, unknown, variables_of

END_USE = unknown("end_use", ("other", "military", "nuclear"))
ORIGIN = unknown("item.origin", ("US", "DE"))


def test_known_arguments_are_passed_on() -> None:
    assert lift(lambda a, b: (a, b), (1, 2)) == (1, 2)


def test_an_unknown_is_asked_for_each_answer() -> None:
    said = lift(lambda use: use != "other", (END_USE,))
    assert isinstance(said, Open)
    assert dict(said.cases) == {("other",): False, ("military",): True, ("nuclear",): True}
    assert variables_of(said) == ("end_use",)


def test_known_and_unknown_arguments_together() -> None:
    said = lift(lambda use, where, origin: f"{use} {where} {origin}", (END_USE, "CN", ORIGIN))
    assert isinstance(said, Open)
    assert said.variables == ("end_use", "item.origin")
    assert said.cases["military", "DE"] == "military CN DE"
    assert len(said.cases) == 6


def test_one_unknown_in_two_arguments_has_one_answer() -> None:
    assert lift(lambda a, b: a == b, (END_USE, END_USE)) is True


def test_what_makes_no_difference_falls_away() -> None:
    assert lift(lambda use: use in ("other", "military", "nuclear"), (END_USE,)) is True
    said = lift(lambda *both: both[1], (END_USE, ORIGIN))
    assert isinstance(said, Open)
    assert said.variables == ("item.origin",)
    assert dict(said.cases) == {("US",): "US", ("DE",): "DE"}
    said = lift(lambda *both: both[0], (END_USE, ORIGIN))
    assert isinstance(said, Open)
    assert said.variables == ("end_use",)
    assert dict(said.domains) == {"end_use": ("other", "military", "nuclear")}


def test_a_value_that_hangs_is_lifted_again() -> None:
    warlike = lift(lambda use: use != "other", (END_USE,))
    said = lift(lambda war, origin: war and origin == "US", (warlike, ORIGIN))
    assert isinstance(said, Open)
    assert {answer for answer, value in said.cases.items() if value} == {("military", "US"), ("nuclear", "US")}


def test_the_function_is_asked_once_for_equal_arguments() -> None:
    warlike = lift(lambda use: use != "other", (END_USE,))
    asked: list[object] = []
    lift(lambda war: asked.append(war) or war, (warlike,))
    assert sorted(asked, key=bool) == [False, True]


def test_past_the_cap_it_can_only_be_asked_about() -> None:
    size = int(CAP**0.5)
    square = [unknown(name, tuple(range(size))) for name in ("a", "b")]
    assert isinstance(lift(lambda a, b: (a, b), tuple(square)), Open)
    wide = unknown("c", tuple(range(CAP // size**2 + 1)))
    said = lift(lambda a, b, c: (a, b, c), (*square, wide))
    assert isinstance(said, TooOpen)
    assert said.variables == ("a", "b", "c")
    again = lift(lambda *both: both, (said, END_USE))
    assert isinstance(again, TooOpen)
    assert set(variables_of(again)) == {"a", "b", "c", "end_use"}


@pytest.mark.parametrize("value", [1, "x", None, ()])
def test_a_plain_value_hangs_on_nothing(value: object) -> None:
    assert variables_of(value) == ()


def test_they_say_what_they_hang_on() -> None:
    assert repr(END_USE) == "Open(end_use: 3 cases)"
    assert repr(TooOpen(("a", "b"))) == "TooOpen(a, b)"
