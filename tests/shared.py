"""Where the shared reference material lies, if it is there at all."""

from pathlib import Path

import pytest

_CANDIDATE = Path(__file__).resolve().parents[2] / "shared"

SHARED: Path | None = _CANDIDATE if (_CANDIDATE / "scenarios" / "decisions.jsonl").exists() else None

needs_shared = pytest.mark.skipif(SHARED is None, reason="needs ../shared beside the checkout")
