"""Reading many files and large ones: the same answers however the work is shared, whatever one file does."""

import os
from pathlib import Path

import pytest

from licet.lists.embedded import embedded
from licet.screening.documents import extract, reading
from licet.screening.documents.mentions import CHUNK, Finder
from licet.screening.documents.reading import Reader
from licet.terms.dates import moment

pytest.importorskip("ahocorasick")


@pytest.fixture(scope="module")
def reader() -> Reader:
    register = embedded()
    return Reader(register, Finder.of(register), moment("2019-11-04"), claims=True)


def shared_out(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    monkeypatch.setattr(reading, "processes", lambda: workers)
    monkeypatch.setattr(reading, "_WORTH_FILES", 0)


def files(folder: Path) -> list[Path]:
    out = []
    for number in range(6):
        path = folder / f"{number}.txt"
        path.write_text(f"Huawei and {number + 66} affiliates are on the Entity List. Hikvison " * (number + 1))
        out.append(path)
    return out


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_several_files_are_read_in_their_order(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, workers: int
) -> None:
    paths = files(tmp_path)
    shared_out(monkeypatch, workers)
    assert list(reader.read(paths)) == [reader.one(path) for path in paths]


def test_a_large_text_in_pieces_is_read_as_a_whole(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = "Huawei, Hikvison and the Entity List of 16 May 2019; 84 FR 22961. " * (3 * CHUNK // 66)
    path = tmp_path / "large.txt"
    path.write_text(text)
    alone = reader.one(path)
    assert len(alone.mentions) == 2 * text.count("Huawei")
    assert len(alone.terms) == 3 * text.count("Huawei")
    assert all(text[each.start : each.end] == each.text for each in (*alone.mentions, *alone.terms))
    monkeypatch.setattr(reading, "_WORTH_PIECES", 1)
    shared_out(monkeypatch, 2)
    assert list(reader.read([path])) == [alone]
    assert next(reader.read([path, *files(tmp_path)])) == alone


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_in_one_file_is_told_and_the_others_are_read(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, workers: int
) -> None:
    paths = files(tmp_path)
    whole = reading.document

    def broken(path: Path, **options: str | None) -> extract.Document:
        if path.name == "2.txt":
            raise KeyError("nothing")
        return whole(path, encoding=options["encoding"])

    monkeypatch.setattr(reading, "document", broken)
    shared_out(monkeypatch, workers)
    found = list(reader.read(paths))
    assert [bool(each.error) for each in found] == [False, False, True, False, False, False]
    assert "KeyError" in found[2].error


def test_a_file_that_ends_its_process_is_told_and_the_others_are_read(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("no processes to share the work with")
    paths = files(tmp_path)
    whole = reading.document

    def deadly(path: Path, **options: str | None) -> extract.Document:
        if path.name == "3.txt":
            os._exit(9)
        return whole(path, encoding=options["encoding"])

    monkeypatch.setattr(reading, "document", deadly)
    shared_out(monkeypatch, 2)
    found = list(reader.read(paths))
    assert [each.file for each in found] == [str(path) for path in paths]
    assert [bool(each.error) for each in found] == [False, False, False, True, False, False]
    assert "ended the process" in found[3].error


def test_files_that_are_not_there_are_told(reader: Reader, tmp_path: Path) -> None:
    (found,) = reader.read([tmp_path / "none.txt"])
    assert "No such file" in found.error
