"""`licet compare`, from the outside."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from licet.cli import main as face
from licet.screening.names.compare import compare
from shared import SHARED, needs_shared

PAIRS = 'name1,name2,schema,kept\nOlaf Scholze,Olaf Scholz,Person,a\n"Acme, Ltd.",Borg GmbH,Company,"=b"\n'


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = face.main(["compare", *words])
    out, err = capfd.readouterr()
    return code, out, err


def test_a_pair_with_its_reasons(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "Huawei Technologies", "HUAWEI TECH CO., LTD.")
    assert code == 0
    assert "match" in out
    assert "technologies ~ tech" in out
    code, out, _ = run(capfd, "Acme", "Borg", "--format", "jsonl", "--schema", "Company")
    said = json.loads(out)
    assert (said["name1"], said["name2"], said["match"]) == ("Acme", "Borg", False)
    assert 0 <= said["score"] <= 1
    assert said["why"]


def test_a_file_keeps_its_columns_and_gets_two_more(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(PAIRS)
    code, out, _ = run(capfd, str(path))
    assert code == 0
    one, two = csv.DictReader(io.StringIO(out))
    assert list(one) == ["name1", "name2", "schema", "kept", "score", "match"]
    expected = compare("Olaf Scholze", "Olaf Scholz", "Person")
    assert (float(one["score"]), one["match"]) == (expected.score, "true")
    assert (two["match"], two["kept"]) == ("false", "'=b")
    code, _, err = run(capfd, str(path), "-o", str(tmp_path / "out.jsonl"))
    assert code == 0
    assert "2 pairs, 1 of them match" in err
    first = json.loads((tmp_path / "out.jsonl").read_text().splitlines()[0])
    assert (first["match"], first["score"], first["kept"]) == (True, expected.score, "a")
    assert run(capfd, str(path), "-o", str(tmp_path / "out.xlsx"))[0] == 0
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["Compared"].max_row == 3


def test_bad_rows_exit_with_one_and_the_rest_are_compared(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("name1,name2\na,a\nonly\nAcme,Acme\n")
    code, out, err = run(capfd, str(path))
    assert code == 1
    assert [row["match"] for row in csv.DictReader(io.StringIO(out))] == ["true", "", "true"]
    assert "line 3" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [(("one",), "two names"), (("a", "b", "c"), "two names"), (("nothing.csv",), "no such file"),
     (("wrong.csv",), "column 'name2' is missing"), (("a", "b", "--format", "xlsx"), "-o FILE"),
     (("wrong.csv", "-o", "wrong.csv"), "input file")],
)  # fmt: skip
def test_wrong_usage_exits_with_two(
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wrong.csv").write_text("name1,other\na,b\n")
    code, out, err = run(capfd, *words)
    assert (code, out) == (2, "")
    assert told in err


@needs_shared
def test_the_labelled_pairs_come_back_in_order(capfd: pytest.CaptureFixture[str]) -> None:
    assert SHARED is not None
    path = SHARED / "data" / "bench" / "name-pairs.csv"
    code, out, _ = run(capfd, str(path))
    given = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    found = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [row["name1"].lstrip("'") for row in found] == [row["name1"].lstrip("'") for row in given]
    assert {row["match"] for row in found} == {"true", "false"}
