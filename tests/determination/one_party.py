"""One item to one party, decided: what the scenario tables of Part 744 share."""

from __future__ import annotations

from typing import Any

import pytest

from licet.determination.decide import Licet

HUAWEI = "Huawei Technologies Co., Ltd."
LICENSE, NONE, OPEN = "license_required", "no_license_required", "undetermined"
AUTHORIZED, PROHIBITED, OUTSIDE, INVALID = "authorized", "prohibited", "not_subject_to_ear", "invalid"
PRESUMED, DENIAL, CASE, APPROVAL = (
    "presumption_of_denial", "policy_of_denial", "case_by_case", "presumption_of_approval",
)  # fmt: skip

_OF_PARTY = ("owners", "decisions", "address", "identifiers", "located_in", "nationality")


def decided(licet: Licet, date: str, name: str, **facts: Any) -> dict[str, Any]:
    """The determination for a US-origin item, EAR99 unless told otherwise, to one end-user in China."""
    item = {
        "description": "part",
        "eccn": facts.pop("eccn", "EAR99"),
        "origin": "US",
        "kind": facts.pop("kind", "commodity"),
    }
    party = {"role": facts.pop("role", "end_user"), "name": name, "country": facts.pop("country", "CN")}
    party.update({field: facts.pop(field) for field in _OF_PARTY if field in facts})
    line = {
        "date": date,
        "destination": facts.pop("destination", "CN"),
        "item": facts.pop("item", item),
        "parties": [party],
        "end_use": facts.pop("end_use", "other"),
        **facts,
    }
    return licet.decide(line)


def rows(*cases: tuple[Any, ...]) -> list[Any]:
    """Parameter rows (date, name, outcome, policy, facts) from rows whose first element is the id."""
    return [
        pytest.param(date, name, outcome, more[0] if more else None, more[1] if len(more) > 1 else {}, id=case)
        for case, date, name, outcome, *more in cases
    ]


def agrees(said: dict[str, Any], outcome: str, policy: str | None) -> None:
    """Assert outcome and review policy, and that a clearance is not bought with a fault of the input."""
    assert (said["outcome"], said["review_policy"]) == (outcome, policy)
    assert bool(said["errors"]) == (outcome == INVALID)
