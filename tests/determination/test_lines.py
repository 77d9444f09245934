"""Many transactions answered together get the answers they get alone."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from determination.test_decide_many import random_line
from licet.determination import lines as lines_together
from licet.determination.decide import Licet, Options
from licet.determination.lines import answered
from licet.law.ear import ear
from licet.lists.embedded import embedded
from licet.terms.dates import end_of


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True))


@pytest.fixture(autouse=True)
def always_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_together, "FEW", 1)


def test_conclusion_and_next_change_are_those_of_each_line_alone(licet: Licet) -> None:
    luck = random.Random(8)
    lines = [line for number in range(60) if (line := random_line(luck, number)).item and line.item.eccn]
    day = dt.date(2019, 1, 1)
    lines += [replace(line, moment=end_of(day + dt.timedelta(days=90 * n))) for n, line in enumerate(lines[:12])]
    for transaction, together in zip(lines, answered(licet, lines), strict=True):
        alone = licet.determine(transaction)
        assert together.next_change == alone["next_change"], transaction
        assert together.conclusion == licet.conclude(transaction), transaction


def test_without_next_changes_none_is_told() -> None:
    licet = Licet(ear(), embedded(), Options(accept_incomplete_lists=True, next_change=False))
    luck = random.Random(9)
    lines = [random_line(luck, number) for number in range(10)]
    for transaction, together in zip(lines, answered(licet, lines), strict=True):
        assert together.next_change is None
        assert together.conclusion == licet.conclude(transaction), transaction
    assert answered(licet, []) == []
