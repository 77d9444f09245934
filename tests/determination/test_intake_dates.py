"""A key date that can only be a slip makes the line invalid."""

from __future__ import annotations

import datetime as dt

import pytest

from licet.determination.intake import YEARS_AHEAD, read_transaction
from licet.terms.transaction import Transaction

LINE = {"destination": "DE", "item": {"eccn": "EAR99"}, "parties": [{"role": "end_user", "name": "A", "country": "DE"}]}


@pytest.mark.parametrize("date", ["2999-01-01", "9999-12-31"])
def test_a_key_date_far_ahead_is_a_fault(date: str) -> None:
    found = read_transaction({**LINE, "date": date})
    assert isinstance(found, tuple)
    assert [fault.field for fault in found] == ["date"]


def test_a_key_date_some_years_ahead_is_none() -> None:
    ahead = dt.date(dt.date.today().year + YEARS_AHEAD, 12, 31).isoformat()
    assert isinstance(read_transaction({**LINE, "date": ahead}), Transaction)
