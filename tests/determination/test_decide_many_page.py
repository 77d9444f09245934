"""The example of docs/decide_many.md does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "decide_many.md"


def test_the_example_prints_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    said = re.search(r"^# (\[.*\])$", example, flags=re.MULTILINE)
    assert said is not None
    exec(compile(example, str(PAGE), "exec"), {})  # the page's own text
    assert capsys.readouterr().out.strip() == said[1]
