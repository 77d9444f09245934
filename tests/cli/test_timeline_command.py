"""`licet timeline`: outcomes over time, the value that falls and partly comes back, and its picture."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from licet.cli.exit_codes import ANSWERED, SOME_INVALID, UNUSABLE
from licet.cli.main import main

SUPPORT: dict[str, Any] = {
    "id": "support",
    "date": "2019-06-03",
    "exporter_country": "US",
    "destination": "CN",
    "item": {"description": "line cards", "eccn": "EAR99", "origin": "US", "kind": "commodity", "value_usd": 400},
    "parties": [{"role": "end_user", "name": "Huawei Technologies Co., Ltd.", "country": "CN"}],
    "end_use": "support_existing_network",
    "contract_date": "2018-01-15",
    "certification": "exporter",
}
NEW = SUPPORT | {"id": "new", "end_use": "new_product", "item": SUPPORT["item"] | {"value_usd": 600}}


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LICET_DEBUG", "1")
    path = tmp_path / "book.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in (SUPPORT, NEW, {"id": "bad"})), "utf-8")
    return str(path)


RANGE = ("--from", "2019-05-01", "--until", "2019-12-31", "--accept-incomplete-lists")


def test_the_steps_of_each_line(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timeline", book, *RANGE, "--format", "jsonl"]) == SOME_INVALID
    support, new, bad = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(s["from"], s["outcome"]) for s in support["timeline"]] == [
        ("2019-05-01", "no_license_required"),
        ("2019-05-16", "license_required"),
        ("2019-05-20", "authorized"),
        ("2019-08-19", "license_required"),
    ]
    assert [s["until"] for s in support["timeline"]] == ["2019-05-15", "2019-05-19", "2019-08-18", None]
    assert support["timeline"][2]["citation"].startswith("15 CFR Part 744 Supp. No. 7")
    assert support["next_change"] == "2019-08-19"
    assert [s["outcome"] for s in new["timeline"]] == ["no_license_required", "license_required"]
    assert bad["timeline"] == []
    assert bad["errors"]


def test_the_table_shows_the_fall_and_the_return(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timeline", book, *RANGE]) == SOME_INVALID
    worth = capsys.readouterr().out.split("Value that may ship")[1]
    rows = [line.split() for line in worth.splitlines() if line.strip().startswith("2019-")]
    assert [row[:2] for row in rows] == [
        ["2019-05-01", "$1,000"],
        ["2019-05-16", "$0"],
        ["2019-05-20", "$400"],
        ["2019-08-19", "$0"],
    ]


def test_csv_and_xlsx_hold_every_step(book: str, tmp_path: Path) -> None:
    for name in ("out.csv", "out.xlsx"):
        assert main(["timeline", book, *RANGE, "-o", str(tmp_path / name)]) == SOME_INVALID
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["support"] * 4 + ["new"] * 2 + ["bad"]
    workbook = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert workbook.sheetnames == ["Timeline", "Value by date"]
    assert [row[1] for row in workbook["Value by date"].iter_rows(min_row=2, values_only=True)] == [1000, 0, 400, 0]


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_picture_is_drawn_and_the_same_each_time(book: str, tmp_path: Path, ending: str) -> None:
    pytest.importorskip("matplotlib")
    drawn = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}.{ending}"
        main(["timeline", book, *RANGE, "--plot", str(path), "-o", str(tmp_path / "t.csv")])
        drawn.append(path.read_bytes())
    assert drawn[0] == drawn[1]
    assert drawn[0][:5] in (b"<?xml", b"\x89PNG\r")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--from", "2015-01-01"], "before the law that is covered"),
        (["--from", "2020-01-01", "--until", "2019-01-01"], "lies before --from"),
        (["--plot", "x.pdf"], ".svg or .png"),
    ],
)
def test_wrong_usage(book: str, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    assert main(["timeline", book, *arguments]) == UNUSABLE
    assert message in capsys.readouterr().err


def test_the_example_falls_on_the_listing_and_partly_returns(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(__file__).parents[2] / "examples" / "order_book.csv"
    arguments = ["--from", "2019-05-10", "--until", "2019-05-31", "--accept-incomplete-lists"]
    assert main(["timeline", str(path), *arguments]) == ANSWERED
    worth = capsys.readouterr().out.split("Value that may ship")[1]
    clear = {
        row.split()[0]: int(row.split()[1].strip("$").replace(",", ""))
        for row in worth.splitlines()
        if row.strip().startswith("2019-")
    }
    assert list(clear) == ["2019-05-10", "2019-05-16", "2019-05-20"]
    assert clear["2019-05-16"] < clear["2019-05-20"] < clear["2019-05-10"]
