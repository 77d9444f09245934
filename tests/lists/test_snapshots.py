"""Raw bytes by digest, and writes that happen whole or not at all."""

import os
from pathlib import Path

import pytest

from licet.lists import snapshots


def test_bytes_come_back_under_their_digest(tmp_path: Path) -> None:
    digest = snapshots.keep(tmp_path, b"hello")
    assert digest == snapshots.digest_of(b"hello")
    assert snapshots.keep(tmp_path, b"hello") == digest
    assert snapshots.fetch(tmp_path, digest) == b"hello"


def test_a_changed_snapshot_is_found_out(tmp_path: Path) -> None:
    first, second = snapshots.keep(tmp_path, b"one"), snapshots.keep(tmp_path, b"two")
    files = {path.stem: path for path in tmp_path.rglob("*.z")}
    files[first].write_bytes(files[second].read_bytes())
    with pytest.raises(snapshots.SnapshotDamaged):
        snapshots.fetch(tmp_path, first)
    files[second].write_bytes(b"junk")
    with pytest.raises(snapshots.SnapshotDamaged):
        snapshots.fetch(tmp_path, second)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    target = tmp_path / "file"
    snapshots.write_atomically(target, b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync", fail) if step == "fsync" else (Path, "replace", fail)))
    with pytest.raises(OSError, match="space"):
        snapshots.write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_home_is_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    assert snapshots.home() == tmp_path
    monkeypatch.delenv("LICET_HOME")
    assert snapshots.home().name == "licet"
