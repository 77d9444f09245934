"""`licet impact` and `licet decide --changes`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from licet.cli.main import main

BOOK = Path(__file__).resolve().parents[2] / "examples" / "order_book.csv"


def run(*arguments: str) -> int:
    try:
        return int(main(list(arguments)) or 0)
    except SystemExit as stop:
        return int(stop.code or 0)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))


def line(**more: object) -> dict[str, object]:
    item = {"description": "chip", "eccn": "EAR99", "origin": "US", "kind": "commodity"}
    huawei = {"role": "ultimate_consignee", "name": "Huawei Technologies Co., Ltd.", "country": "CN"}
    return {"destination": "CN", "item": item, "parties": [huawei], "end_use": "other", **more}


def test_lines_that_move_tell_what_moves_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "b.jsonl"
    buyer = {"role": "ultimate_consignee", "name": "Plain Buyer GmbH", "country": "DE"}
    lines = [line(id="H", date="2019-01-02"), line(id="P", date="2019-01-02", destination="DE", parties=[buyer])]
    book.write_text("".join(json.dumps(each) + "\n" for each in lines), "utf-8")
    days = ("--before", "2019-05-15", "--after", "2019-05-16")
    assert run("impact", str(book), *days, "--accept-incomplete-lists", "--format", "jsonl") == 0
    moved = [json.loads(text) for text in capsys.readouterr().out.splitlines()]
    assert [(m["id"], m["before"], m["after"]) for m in moved] == [("H", "no_license_required", "license_required")]
    assert any("84 FR 22961" in came["citation"] for came in moved[0]["came"])


def test_a_finding_is_told_once_with_the_roles_it_is_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "Huawei Technologies Co., Ltd."
    roles = ("ultimate_consignee", "end_user")
    parties = [{"role": role, "name": name, "country": "CN"} for role in roles]
    book = tmp_path / "b.json"
    book.write_text(json.dumps(line(id="H", date="2019-01-02", parties=parties)), "utf-8")
    days = ("--before", "2019-05-15", "--after", "2019-05-16", "--accept-incomplete-lists")
    assert run("impact", str(book), *days, "--format", "jsonl") == 0
    came = json.loads(capsys.readouterr().out)["came"]
    assert len(came) == len({(f["rule"], f["because"], f["party"]) for f in came})
    required = [f for f in came if f["rule"] == "744.11" and "license is required" in f["because"]]
    assert [f["roles"] for f in required] == [list(roles)]
    assert {"15 CFR 748.5(e)", "15 CFR 748.5(f)"} <= set(required[0]["citation"].split(", "))
    assert run("impact", str(book), *days) == 0
    shown = capsys.readouterr().out
    assert shown.count("on the Entity List and is a party") == 1
    assert "[ultimate consignee, end user]" in shown


def test_a_wrong_day_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("impact", str(BOOK), "--before", "2019-5-1", "--after", "2019-05-16") == 2
    assert "--before" in capsys.readouterr().err


def test_changes_are_checked_by_deciding_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "b.json"
    patch = line(date="2019-06-10", end_use="support_existing_network", contract_date="2018-03-01")
    book.write_text(json.dumps(patch), "utf-8")
    assert run("decide", str(book), "--changes", "--accept-incomplete-lists", "--format", "jsonl") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["outcome"] == "license_required"
    offers = {tuple(c["fact"] for c in each["changes"]): each["outcome"] for each in said["would_change"]}
    assert offers[("certification",)] == "authorized"
    patch["certification"] = "exporter"
    book.write_text(json.dumps(patch), "utf-8")
    assert run("decide", str(book), "--accept-incomplete-lists", "--format", "jsonl") == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "authorized"
