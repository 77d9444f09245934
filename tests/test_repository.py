"""Rules of the house that a test can hold."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOST_LINES = 700


def tracked() -> list[Path]:
    """The files of the repository, as git lists them."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def test_files_are_small() -> None:
    long = {
        str(f): n for f in tracked() if f.suffix == ".py" and (n := len(f.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_no_path_of_a_machine() -> None:
    pattern = re.compile(r"(^|[^a-zA-Z0-9.])/(work|farm|home|root)/")
    found = []
    for file in tracked():
        if file.suffix in (".py", ".md", ".toml", ".csv", ".sh", "") and file.name != "test_repository.py":
            text = file.read_text("utf-8", errors="replace")
            found.extend(f"{file.relative_to(ROOT)}: {line[:80]}" for line in text.splitlines() if pattern.search(line))
    assert found == []


def test_every_module_says_what_it_is() -> None:
    sources = [f for f in tracked() if f.is_relative_to(ROOT / "src") and f.suffix == ".py"]
    silent = [str(f.relative_to(ROOT)) for f in sources if not ast.get_docstring(ast.parse(f.read_text("utf-8")))]
    assert silent == []
