"""Values that hang on unknowns: a function is asked for each joint answer, and no oftener than it must be."""

from __future__ import annotations

import pytest

from licet.law.maybe import CAP, Open, TooOpen, lift, restricted, unknown, variables_of
from open_values import cases

END_USE = unknown("end_use", ("other", "military", "nuclear"))
ORIGIN = unknown("item.origin", ("US", "DE"))


def test_known_arguments_are_passed_on() -> None:
    assert lift(lambda a, b: (a, b), (1, 2)) == (1, 2)


def test_an_unknown_is_asked_for_each_answer() -> None:
    said = lift(lambda use: use != "other", (END_USE,))
    assert isinstance(said, Open)
    assert cases(said) == {("other",): False, ("military",): True, ("nuclear",): True}
    assert variables_of(said) == ("end_use",)


def test_known_and_unknown_arguments_together() -> None:
    said = lift(lambda use, where, origin: f"{use} {where} {origin}", (END_USE, "CN", ORIGIN))
    assert isinstance(said, Open)
    assert said.variables == ("end_use", "item.origin")
    assert cases(said)["military", "DE"] == "military CN DE"
    assert len(cases(said)) == 6


def test_one_unknown_in_two_arguments_has_one_answer() -> None:
    assert lift(lambda a, b: a == b, (END_USE, END_USE)) is True


def test_what_makes_no_difference_falls_away() -> None:
    assert lift(lambda use: use in ("other", "military", "nuclear"), (END_USE,)) is True
    said = lift(lambda *both: both[1], (END_USE, ORIGIN))
    assert isinstance(said, Open)
    assert said.variables == ("item.origin",)
    assert cases(said) == {("US",): "US", ("DE",): "DE"}
    said = lift(lambda *both: both[0], (END_USE, ORIGIN))
    assert isinstance(said, Open)
    assert said.variables == ("end_use",)
    assert said.parts[0].answers == ("other", "military", "nuclear")


def test_a_value_that_hangs_is_lifted_again() -> None:
    warlike = lift(lambda use: use != "other", (END_USE,))
    said = lift(lambda war, origin: war and origin == "US", (warlike, ORIGIN))
    assert isinstance(said, Open)
    assert {answer for answer, value in cases(said).items() if value} == {("military", "US"), ("nuclear", "US")}


def test_the_function_is_asked_once_for_equal_arguments() -> None:
    warlike = lift(lambda use: use != "other", (END_USE,))
    asked: list[object] = []
    lift(lambda war: asked.append(war) or war, (warlike,))
    assert sorted(asked, key=bool) == [False, True]


def test_answers_that_make_no_difference_are_one_class() -> None:
    warlike = lift(lambda use: use != "other", (END_USE,))
    assert isinstance(warlike, Open)
    assert warlike.parts[0].classes == (0, 1, 1)
    assert len(warlike.numbers) == 2
    asked: list[object] = []
    lift(lambda use, origin: asked.append((use, origin)), (warlike, ORIGIN))
    assert len(asked) == 4


def test_what_parts_the_answers_otherwise_is_told_apart_jointly() -> None:
    warlike = lift(lambda use: use != "other", (END_USE,))
    atomic = lift(lambda use: use == "nuclear", (END_USE,))
    said = lift(lambda war, atom: (war, atom), (warlike, atomic))
    assert cases(said) == {("other",): (False, False), ("military",): (True, False), ("nuclear",): (True, True)}
    assert lift(lambda war, atom: war or atom, (warlike, atomic)) is warlike


def test_values_that_say_the_same_are_one_object() -> None:
    said = [lift(lambda origin, use: (use != "other", origin), (ORIGIN, END_USE)) for _ in range(2)]
    assert said[0] is said[1]
    truths = lift(lambda use: use == "other", (END_USE,))
    numbers = lift(lambda use: int(use == "other"), (END_USE,))
    assert numbers is not truths  # 1 is True to a dictionary


def test_one_unknown_has_one_set_of_answers() -> None:
    with pytest.raises(ValueError, match="two sets of answers"):
        lift(lambda *both: both, (END_USE, unknown("end_use", ("other", "military"))))


def test_an_answer_leaves_what_hangs_on_the_others() -> None:
    said = lift(lambda use, origin: "no" if origin == "US" else use, (END_USE, ORIGIN))
    assert isinstance(said, Open)
    assert restricted(said, "item.origin", 0) == "no"
    assert restricted(said, "item.origin", 1) is END_USE
    assert cases(restricted(said, "end_use", 1)) == {("US",): "no", ("DE",): "military"}


def test_under_answers_what_was_not_answered_is_left_open() -> None:
    said = lift(lambda use, origin: (use, origin), (END_USE, ORIGIN))
    assert isinstance(said, Open)
    assert said.under({"item.origin": "DE", "end_use": "espionage"}) == ("other", "DE")  # none of them: the first
    assert cases(said.under({"end_use": "nuclear"})) == {("US",): ("nuclear", "US"), ("DE",): ("nuclear", "DE")}
    assert said.under({"item.kind": "software"}) is said


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
    assert repr(END_USE) == "Open(end_use: 3 values)"
    assert repr(TooOpen(("a", "b"))) == "TooOpen(a, b)"
