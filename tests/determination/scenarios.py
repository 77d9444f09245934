"""Reading the decision scenarios: cases with expected answers, and whether a determination meets one."""

from __future__ import annotations

import json
from pathlib import Path

from licet.terms.citation import sections


def read_cases(path: Path) -> list[dict[str, object]]:
    """The cases of a scenario file, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def shortfalls(expect: dict[str, object], said: dict[str, object]) -> list[str]:
    """In what a determination misses the expectation; empty where the case passes."""
    missed = []
    if said["outcome"] != expect["outcome"]:
        missed.append(f"outcome {said['outcome']}, expected {expect['outcome']}")
    if expect.get("authorized_by"):
        kinds = {authority["kind"] for authority in said["authorized_by"] or []}
        if expect["authorized_by"] not in kinds:
            missed.append(f"authorized_by {sorted(kinds)}, expected {expect['authorized_by']}")
    if expect.get("review_policy") and said["review_policy"] != expect["review_policy"]:
        missed.append(f"review_policy {said['review_policy']}, expected {expect['review_policy']}")
    wanted = expect.get("citations")
    if wanted:
        named = {section for citation in said["citations"] for section in sections(citation)}
        if not any(section in named for citation in wanted for section in sections(citation)):
            missed.append(f"citations {said['citations']}, expected one of {wanted}")
    warned = {warning["code"] for warning in said["warnings"]}
    missed.extend(f"no warning {code}" for code in expect.get("warnings", ()) if code not in warned)
    return missed
