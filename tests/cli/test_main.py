"""What the command says and how it exits where a store turns out damaged."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from licet.cli.exit_codes import INTEGRITY, UNUSABLE
from licet.cli.main import licet, main
from licet.lists.store import RegisterDamaged


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (RegisterDamaged("not a database"), INTEGRITY),
        (sqlite3.DatabaseError("disk image is malformed"), INTEGRITY),
        (sqlite3.OperationalError("database is locked"), UNUSABLE),
        (OSError("no space"), UNUSABLE),
    ],
)
def test_damage_anywhere_exits_with_3(
    fault: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: object) -> None:
        raise fault

    monkeypatch.delenv("LICET_DEBUG", raising=False)
    monkeypatch.setattr(licet, "main", broken)
    assert main([]) == code
    said = capsys.readouterr()
    assert str(fault) in said.err
    assert not said.out


def test_reading_documents_beside_a_damaged_register_exits_with_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("ahocorasick")
    (tmp_path / "register.sqlite").write_bytes(b"nothing of the kind" * 1000)
    (tmp_path / "a.txt").write_text("Huawei Technologies Co., Ltd.")
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    assert main(["read", str(tmp_path / "a.txt")]) == INTEGRITY
    assert "damaged" in capsys.readouterr().err
