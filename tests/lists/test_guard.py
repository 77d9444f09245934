"""What a file must pass before it replaces the last good one."""

import datetime as dt

import pytest

from licet.lists import guard
from licet.lists.sources import csl
from licet.lists.sources.row import Parsed
from lists.making import as_csv, believe_small_lists, party, rows

TODAY = dt.date(2026, 8, 1)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    believe_small_lists(monkeypatch)


LAST = guard.LastGood(dt.date(2026, 7, 1), 500, frozenset(guard.name_of(row) for row in csl.parse_csv(as_csv(rows())).rows if row.list == "EL"))  # fmt: skip # noqa: E501


def parsed(records: list[dict[str, str]]) -> Parsed:
    return csl.parse_csv(as_csv(records))


def judge(records: list[dict[str, str]], last: guard.LastGood | None = LAST, day: dt.date = TODAY) -> guard.Verdict:
    return guard.examine(parsed(records), "EL", day, last, TODAY)


def test_a_list_as_it_should_be_passes() -> None:
    assert judge(rows()).ok


@pytest.mark.parametrize(("count", "ok"), [(500, True), (451, False), (40, False)])
def test_too_small_a_list_is_an_excerpt(count: int, ok: bool) -> None:
    assert judge(rows({"EL": count}), None).ok is ok


def test_a_loss_beyond_the_share_is_not_believed() -> None:
    last = guard.LastGood(dt.date(2026, 7, 1), 1000)
    assert judge(rows({"EL": 900}), last).ok
    verdict = judge(rows({"EL": 899}), last)
    assert not verdict.ok
    assert "lost 101 of 1000" in verdict.reasons[0]


def test_a_missing_list_is_told() -> None:
    verdict = judge([row for row in rows() if "Entity List" not in row["source"]])
    assert "no entries" in verdict.reasons[0]


def test_a_stale_or_future_stamp_is_refused() -> None:
    assert "stale" in judge(rows(), day=dt.date(2026, 6, 30)).reasons[0]
    assert "future" in judge(rows(), day=dt.date(2026, 9, 1)).reasons[0]


def test_a_doubled_file_is_refused() -> None:
    assert "doubled" in judge(rows() * 2).reasons[0]


def test_another_list_in_the_right_file_is_refused() -> None:
    others = [party("EL", number, name=f"Other Thing {number}") for number in range(500)]
    records = [row for row in rows() if "Entity List" not in row["source"]] + others
    assert "another list" in judge(records).reasons[0]


def test_a_file_that_lacks_what_was_in_force_on_its_day_is_cut_off() -> None:
    later = frozenset(guard.name_of(row) for row in parsed(rows({"EL": 1200})).rows if row.list == "EL")
    verdict = guard.examine(parsed(rows()), "EL", TODAY, None, TODAY, later=later)
    assert "cut off" in verdict.reasons[0]


def test_a_file_of_which_a_third_fails_is_not_believed_at_all() -> None:
    good = [guard.Verdict(str(number), True) for number in range(8)]
    bad = [guard.Verdict(f"bad{number}", False, ("why",)) for number in range(4)]
    assert all(not each.ok for each in guard.whole_or_nothing([*good, *bad]))
    assert [each.ok for each in guard.whole_or_nothing([*good, bad[0]])] == [True] * 8 + [False]
