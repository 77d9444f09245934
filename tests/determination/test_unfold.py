"""A case over time is what it is on each day: every turning point decided anew says the same."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from determination.test_decide_many import random_line
from licet.determination.case import Case
from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.lists.embedded import embedded
from licet.terms.dates import Moment, moment
from licet.terms.item import NO_US_CONTENT
from licet.terms.outcome import Outcome
from licet.terms.party import Role
from licet.terms.transaction import Item, Party, Transaction


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True))


def lines(seed: int, count: int, *, classified: bool) -> list[Transaction]:
    """Random lines, many facts of which are not stated; half of them claim to be en route."""
    luck = random.Random(seed)
    found: list[Transaction] = []
    while len(found) < count:
        line = random_line(luck, len(found))
        if luck.random() < 0.5:
            line = replace(line, en_route_since=None)
        if line.item is not None and not classified:
            line = replace(line, item=replace(line.item, eccn=None, kind=luck.choice(["software", "technology"])))
        if line.item is None or (line.item.eccn is not None) is classified:
            found.append(line)
    return found


def later_anew(licet: Licet, case: Case, when: Moment) -> Iterator[tuple[Moment, Outcome]]:
    """Every later turning point decided anew."""
    points = licet.evaluator.turning_points(case)
    for point in points[bisect_right(points, when) :]:
        yield point, licet.evaluator.conclude_at(case, point).outcome


def next_change_anew(licet: Licet, case: Case, when: Moment) -> str | None:
    outcome = licet.evaluator.conclude_at(case, when).outcome
    anew = later_anew(licet, case, when)
    return next((point.date().isoformat() for point, then in anew if then is not outcome), None)


@pytest.mark.parametrize("line", lines(31, 40, classified=True), ids=lambda line: line.id)
def test_the_next_change_is_that_of_every_turning_point_decided_anew(licet: Licet, line: Transaction) -> None:
    case = licet.case(line, licet.parties(line))
    outcome = licet.evaluator.conclude_at(case, line.moment).outcome
    assert licet.next_change(case, line.moment, outcome) == next_change_anew(licet, case, line.moment)


@pytest.mark.parametrize("line", lines(32, 15, classified=True), ids=lambda line: line.id)
def test_the_outcome_is_that_of_each_turning_point_decided_anew(licet: Licet, line: Transaction) -> None:
    case = licet.case(line, licet.parties(line))
    said = licet.evaluator.conclude_at(case, line.moment).outcome
    later = dict(licet.evaluator.later(case, line.moment))
    for point, anew in later_anew(licet, case, line.moment):
        said = later.get(point, said)
        assert said is anew, point


@pytest.mark.parametrize("line", lines(33, 60, classified=True), ids=lambda line: line.id)
def test_what_is_said_of_a_day_is_the_same_over_time(licet: Licet, line: Transaction) -> None:
    """Outcome, findings, questions: all of it."""
    case = licet.case(line, licet.parties(line))
    over = licet.evaluator.unfolded(case, line.moment)
    for when in (line.moment, *over.points[:: max(len(over.points) // 3, 1)]):
        if when >= line.moment and over.is_read(when):
            assert over.conclusion(when) == licet.evaluator.conclude_at(case, when), when


@pytest.mark.parametrize("line", lines(34, 3, classified=False), ids=lambda line: line.id)
def test_an_item_without_classification_over_time(licet: Licet, line: Transaction) -> None:
    case = licet.case(line, licet.parties(line))
    assert not licet.evaluator.unfolded(case, line.moment).read_throughout
    outcome = licet.evaluator.conclude_at(case, line.moment).outcome
    assert licet.next_change(case, line.moment, outcome) == next_change_anew(licet, case, line.moment)


def test_an_entry_that_is_freed_later_moves_a_line_without_classification(licet: Licet) -> None:
    """Bound now whatever the entry; later one entry is not, and it is neither the freest nor the most bound today."""
    line = Transaction(
        moment=moment("2020-10-25"),
        destination="IR",
        parties=(Party(Role.ULTIMATE_CONSIGNEE, "Hangzhou Hikvision Digital Technology Co., Ltd.", "DE"),),
        activity="service",
        exporter_country="US",
        item=Item(origin="US", value_usd=Decimal(6000), us_content=NO_US_CONTENT, supports="tablet", supports_5g=True),
    )
    case = licet.case(line, licet.parties(line))
    outcome = licet.evaluator.conclude_at(case, line.moment).outcome
    assert licet.next_change(case, line.moment, outcome) == next_change_anew(licet, case, line.moment)
