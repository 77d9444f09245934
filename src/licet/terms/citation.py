"""Citations as plain strings, and what two of them have in common."""

from __future__ import annotations

import re

_FEDERAL_REGISTER = re.compile(r"\b(\d{2,3}) FR (\d{3,6})\b")
_SECTION = re.compile(r"(?:15 CFR |§+ ?)?\b(7\d\d\.\d+)")
_SUPPLEMENT = re.compile(r"Part (\d{3}),? Supp\. No\. (\d+)|Supp\. No\. (\d+) to Part (\d{3})")


def sections(citation: str) -> frozenset[str]:
    """What a citation names, without paragraphs: `744.11`, `744 Supp. 4`, `84 FR 22961`."""
    found = {f"{volume} FR {page}" for volume, page in _FEDERAL_REGISTER.findall(citation)}
    found.update(_SECTION.findall(citation))
    for part, number, number2, part2 in _SUPPLEMENT.findall(citation):
        found.add(f"{part or part2} Supp. {number or number2}")
    return frozenset(found or {citation})
