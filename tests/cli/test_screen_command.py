"""`licet screen` and `licet rescreen`, from the outside."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from licet.cli import main as face
from licet.cli import screening_run
from licet.screening.screen_file import Query, Screener
from lists.making import as_csv, believe_small_lists, party, rows

CUSTOMERS = (
    "Customer ID,Customer Name,Country\n"
    "1,Quiet Bakery,FR\n"
    "2,Huawei Technologies,CN\n"
    '3,"Huawei Technolgies Co., Ltd.",China\n'
    "4,s,DE\n"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(CUSTOMERS, encoding="utf-8")
    return path


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = face.main(words)
    out, err = capfd.readouterr()
    return code, out, err


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_one_name_in_the_fixed_shape(capfd: pytest.CaptureFixture[str], home: Path) -> None:
    code, out, _ = run(capfd, "screen", "Huawei Technologies", "--country", "CN", "--format", "jsonl")
    (said,) = lines(out)
    assert code == 0
    assert list(said)[:6] == ["row", "query", "hits", "lists_searched", "lists_missing", "cut"]
    assert (said["row"], said["query"]) == (1, {"name": "Huawei Technologies", "country": "CN"})
    hit = said["hits"][0]
    assert {"entry", "list", "name", "score", "class", "why"} <= set(hit)
    assert "entity_list" in hit["list"]
    searched = {each["list"]: each for each in said["lists_searched"]}
    assert set(searched["entity_list"]) == {"list", "version", "date", "count"}
    assert "entity_list" in said["lists_missing"]  # the embedded register is not whole
    assert not home.exists()


def test_a_table_for_reading_says_what_was_searched(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "screen", "Wholly Quiet Bakery")
    assert code == 0
    assert "no hit" in out
    assert "Searched as of" in out
    assert "Not searched whole" in out


def test_the_day_decides_what_is_in_force(capfd: pytest.CaptureFixture[str]) -> None:
    found = {}
    for day in ("2019-05-15", "2019-05-17"):
        _, out, _ = run(capfd, "screen", "Huawei Technologies Co., Ltd.", "--date", day, "--list", "entity_list",
                        "--format", "jsonl")  # fmt: skip
        hits = {hit["entry"]: hit for hit in lines(out)[0]["hits"]}
        found[day] = hits["huawei-technologies-co-ltd"]
    assert (found["2019-05-15"]["in_force"], found["2019-05-17"]["in_force"]) == (False, True)
    assert found["2019-05-17"]["list"] == ["entity_list"]


def test_a_file_gets_an_answer_for_every_row(capfd: pytest.CaptureFixture[str], customers: Path) -> None:
    code, out, err = run(capfd, "screen", str(customers), "--format", "jsonl")
    said = lines(out)
    assert code == 0
    assert [each["row"] for each in said] == [1, 2, 3, 4]
    assert [each["line"] for each in said] == [2, 3, 4, 5]
    assert [bool(each["hits"]) for each in said] == [False, True, True, False]
    assert said[2]["query"]["country"] == "CN"
    assert "too few letters" in str(said[3]["note"])
    assert "names from column 'Customer Name'" in err
    assert "countries from column 'Country'" in err


def test_csv_and_xlsx_rank_and_keep_the_proof_of_nothing_found(
    capfd: pytest.CaptureFixture[str], customers: Path, tmp_path: Path
) -> None:
    assert run(capfd, "screen", str(customers), "-o", "out.csv", "--limit", "2")[0] == 0
    read = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    bakery = [row for row in read if row["name"] == "Quiet Bakery"]
    assert [row["result"] for row in bakery] == ["none"]
    assert "entity_list" in bakery[0]["lists searched"]
    assert sum(row["name"] == "Huawei Technologies" for row in read) == 2
    assert run(capfd, "screen", str(customers), "-o", "out.xlsx")[0] == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    names = [row[3] for row in book["Screening"].iter_rows(min_row=2, values_only=True)]
    assert names[0].startswith("Huawei")
    assert names[-1] == "Quiet Bakery"
    assert book["Lists"].max_row > 5
    assert not list(tmp_path.glob("*.partial"))


@pytest.mark.parametrize("ending", ["xlsx", "jsonl", "txt", "json", "parquet"])
def test_other_files_give_the_same(capfd: pytest.CaptureFixture[str], tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"in.{ending}"
    names = ["Quiet Bakery", "Huawei Technologies"]
    if ending == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (["name", "country"], *([name, "CN"] for name in names)):
            sheet.append(row)
        book.save(path)
    elif ending == "parquet":
        polars = pytest.importorskip("polars")
        polars.DataFrame({"name": names}).write_parquet(path)
    elif ending == "json":
        path.write_text(json.dumps([{"name": name} for name in names]))
    elif ending == "jsonl":
        path.write_text("".join(json.dumps({"name": name}) + "\n" for name in names))
    else:
        path.write_text("\n".join(names))
    code, out, _ = run(capfd, "screen", str(path), "--format", "jsonl")
    assert code == 0
    assert [(each["query"]["name"], bool(each["hits"])) for each in lines(out)] == [
        ("Quiet Bakery", False), ("Huawei Technologies", True),
    ]  # fmt: skip


def test_rows_without_a_name_are_invalid_and_the_rest_goes_on(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "in.csv"
    path.write_text("name,country\nHuawei,CN\n,CN\n,\nZTE,CN,extra\n")
    code, out, err = run(capfd, "screen", str(path), "--format", "jsonl")
    said = lines(out)
    assert code == 1
    assert [[error["field"] for error in each.get("errors", [])] for each in said] == [[], ["name"], [""]]
    assert said[2]["hits"]
    assert "1 blank rows were passed over" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nothing.csv",), "no such file"),
        (("a", "b"), "quote a name"),
        (("Huawei", "--country", "XX"), "ISO 3166-1"),
        (("Huawei", "--date", "yesterday"), "YYYY-MM-DD"),
        (("Huawei", "--list", "moon"), "is no list"),
        (("Huawei", "--format", "xlsx"), "-o FILE"),
        (("Huawei", "--name-column", "x"), "work on a file"),
        (("Huawei", "--threshold", "7"), "0.3"),
        (("customers.csv", "--name-column", "x"), "no such column"),
        (("customers.csv", "-o", "customers.csv"), "input file"),
        (("customers.csv", "-o", "out.doc"), "names no format"),
        ((" ",), "blank"),
    ],
)
def test_wrong_usage_exits_with_two(
    capfd: pytest.CaptureFixture[str], customers: Path, words: tuple[str, ...], told: str
) -> None:
    code, out, err = run(capfd, "screen", *words)
    assert (code, out) == (2, "")
    assert told in err
    assert customers.read_text() == CUSTOMERS


def test_an_interrupted_run_goes_on_where_it_stopped(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "in.csv"
    path.write_text("name\n" + "".join(f"Firm {n} Huawei\n" for n in range(25)))
    run(capfd, "screen", str(path), "-o", "whole.jsonl")
    monkeypatch.setattr(screening_run, "_BLOCK", 10)
    whole = Screener.screen
    calls = []

    def stopped(self: Screener, queries: list[Query]) -> list[dict[str, Any]]:
        calls.append(len(queries))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(self, queries)

    monkeypatch.setattr(Screener, "screen", stopped)
    code, _, err = run(capfd, "screen", str(path), "-o", "out.jsonl")
    assert code == 130
    assert "stopped after 20 of 25 rows; run the same command again" in err
    assert not (tmp_path / "out.jsonl").exists()
    kept = tmp_path / "out.jsonl.partial"
    kept.write_bytes(kept.read_bytes()[:-40])  # torn: the last answer is lost
    code, _, err = run(capfd, "screen", str(path), "-o", "out.jsonl")
    assert code == 0
    assert "going on at row 20 of 25" in err
    assert calls[3:] == [6]
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not kept.exists()


def test_what_was_kept_of_another_run_is_not_used(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening_run, "_BLOCK", 2)
    path = tmp_path / "in.csv"
    path.write_text("name\n" + "".join(f"Firm {n}\n" for n in range(5)))
    (tmp_path / "out.jsonl.partial").write_text('{"run": "another"}\n{"row": 1, "query": {}, "hits": []}\n')
    code, _, err = run(capfd, "screen", str(path), "-o", "out.jsonl")
    assert code == 0
    assert "beginning anew" in err
    assert lines((tmp_path / "out.jsonl").read_text())[0]["query"] == {"name": "Firm 0", "country": None}


def test_an_interrupted_run_does_not_go_on_under_other_options(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "in.csv"
    path.write_text("name,alt\n" + "".join(f"Firm {n},Other {n}\n" for n in range(25)))
    monkeypatch.setattr(screening_run, "_BLOCK", 10)
    whole = Screener.screen
    stop = [True]

    def stopped(self: Screener, queries: list[Query]) -> list[dict[str, Any]]:
        if stop[0] and queries[0].row > 10:
            raise KeyboardInterrupt
        return whole(self, queries)

    monkeypatch.setattr(Screener, "screen", stopped)
    decide = ("party", "decide", "Firm 1", "--entry", "huawei-technologies-co-ltd", "--not-same", "--reason", "x")
    for other in (("--country", "CN"), ("--name-column", "alt"), ("--limit", "3"), ("--date", "2020-01-01"), ()):
        stop[0] = True
        assert run(capfd, "screen", str(path), "-o", "out.jsonl", "--restart")[0] == 130
        stop[0] = False
        if not other:
            assert run(capfd, *decide)[0] == 0
        code, _, err = run(capfd, "screen", str(path), "-o", "out.jsonl", *other)
        assert code == 0
        assert "beginning anew" in err, other


def test_damage_exits_with_three(capfd: pytest.CaptureFixture[str], home: Path) -> None:
    home.mkdir()
    (home / "decisions.sqlite").write_bytes(b"junk " * 1000)
    code, _, err = run(capfd, "screen", "Huawei")
    assert code == 3
    assert "decisions.sqlite" in err


def test_kept_parties_are_screened_again_only_where_something_changed(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    believe_small_lists(monkeypatch)
    (tmp_path / "csl-2026-07-10.csv").write_bytes(as_csv(rows()))
    assert run(capfd, "lists", "update", "--from", "csl-2026-07-10.csv")[0] == 0
    path = tmp_path / "in.csv"
    path.write_text("name,country\nQuiet Bakery,FR\nPurple Kangaroo Optics,CN\nSDN Trading Number 3,CN\n")
    code, out, err = run(capfd, "screen", str(path), "--keep", "mine", "--format", "jsonl")
    assert code == 0
    assert "3 searched" in err
    assert not lines(out)[1]["hits"]
    code, out, err = run(capfd, "rescreen", "mine", "--format", "jsonl")
    assert (code, out) == (0, "")
    assert "0 searched" in err
    fresh = [*rows(), party("EL", 700, name="Purple Kangaroo Optic Co.")]
    (tmp_path / "csl-2026-07-20.csv").write_bytes(as_csv(fresh))
    assert run(capfd, "lists", "update", "--from", "csl-2026-07-20.csv")[0] == 0
    code, out, err = run(capfd, "rescreen", "mine", "--format", "jsonl")
    (moved,) = lines(out)
    assert moved["query"]["name"] == "Purple Kangaroo Optics"
    assert "1 entries and 0 parties new or changed" in err, err
    assert "1 searched, 1 with another result" in err
    again = lines(run(capfd, "rescreen", "mine", "--all", "--format", "jsonl")[1])
    assert again == lines(run(capfd, "screen", str(path), "--format", "jsonl")[1])
    assert "mine: 3 parties" in run(capfd, "rescreen")[1]
    assert run(capfd, "rescreen", "yours")[0] == 2
    assert run(capfd, "rescreen", "mine", "--drop")[0] == 0
    assert run(capfd, "rescreen", "mine")[0] == 2


def test_hostile_names_are_answered(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    names = [
        "x" * 10_000,
        "Hua" + "\u0301" * 300 + "wei",
        "\u202eHuawei\u202c",
        "123456789",
        "\u200b",
        "=cmd|'/c calc'!A1",
        "\u534e\u4e3a\u6280\u672f\u6709\u9650\u516c\u53f8",
        "A" * 3 + " " * 500 + "B",
    ]
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"name": name}) + "\n" for name in names))
    code, out, _ = run(capfd, "screen", str(path), "--format", "jsonl")
    said = lines(out)
    assert code == 0
    assert [each["row"] for each in said] == list(range(1, len(names) + 1))
    assert said[2]["hits"]
    assert said[6]["hits"]
    for ending in ("csv", "xlsx", "txt"):
        assert run(capfd, "screen", str(path), "-o", f"out.{ending}")[0] == 0
    assert "'=cmd" in (tmp_path / "out.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"PK\x03\x04 torn", "cannot be read as an XLSX workbook"),
        ("a.csv", b"PK\x03\x04 a workbook under another name", "is not text"),
        ("a.csv", b'name\n"open', "quotation mark"),
        ("a.csv", b" \n", "is empty"),
        ("a.parquet", b"PAR1", "Parquet"),
        ("a.json", b"{", "is no JSON"),
        ("a.jsonl", b"[1]\n2\n", "no JSON object with a name"),
    ],
)
def test_unreadable_files_exit_with_two(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    code, out, err = run(capfd, "screen", name)
    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings(capfd: pytest.CaptureFixture[str], tmp_path: Path, encoding: str) -> None:
    (tmp_path / "in.csv").write_bytes("name;country\nBäckerei Lindqvist;DE\nHuawei;CN\n".encode(encoding))
    code, out, err = run(capfd, "screen", "in.csv", "--format", "jsonl")
    assert code == 0
    assert [each["query"]["name"] for each in lines(out)] == ["Bäckerei Lindqvist", "Huawei"]
    assert "divided by ';'" in err


@pytest.mark.parametrize("command", ["screen", "rescreen", "compare"])
def test_help_shows_examples(command: str) -> None:
    result = CliRunner().invoke(face.licet, [command, "--help"])
    assert result.exit_code == 0
    assert f"licet {command} " in result.output.partition("Examples:")[2]
