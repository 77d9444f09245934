"""Cases of provisions: transactions with their outcomes on given days, kept beside the law in `law/cases/*.toml`.

They are for a reader of a provision, and the tests decide every one of them (`tests/determination/test_cases.py`).
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from licet.terms.outcome import Outcome


@dataclass(frozen=True, slots=True)
class RuleCase:
    """A transaction, as the fields of an input line, and its outcome on each of some days. `of`: ids of rules."""

    of: tuple[str, ...]
    title: str
    line: Mapping[str, object]
    on: tuple[tuple[dt.date, Outcome], ...]


@cache
def cases() -> tuple[RuleCase, ...]:
    """Every case the package carries. Raises where a file is not well formed."""
    found: list[RuleCase] = []
    for file in sorted(files("licet.law").joinpath("cases").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
                on = tuple((dt.date.fromisoformat(day), Outcome(said)) for day, said in case["on"].items())
                line = {name: _plain(value) for name, value in case["line"].items()}
                found.append(RuleCase(tuple(case["of"]), case["title"], line, on))
    return tuple(found)


def _plain(value: object) -> object:
    """A value of TOML as JSON has it: dates as text."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def cases_of(rule: str) -> tuple[RuleCase, ...]:
    """The cases about one rule, by its id."""
    return tuple(case for case in cases() if rule in case.of)
