"""Export Control Classification Numbers: syntax only; the entries are a table of the law."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

# 15 CFR 738.2(d): category digit, product group letter, three digits; then item paragraphs, a letter, a number under
# it, a letter under that. They are often run together (`.b5`, `.c.1a`), which names the same paragraph.
_NUMBER = re.compile(r"^([0-9][A-E][0-9]{3})((?:\.[A-Z0-9]+)*)$")
_PARAGRAPHS = re.compile(r"[A-Z]|[0-9]+")


@dataclass(frozen=True, slots=True)
class Eccn:
    """`number` such as `5A002` or `EAR99`; `paragraph` such as `.c.1`, empty for the bare entry."""

    number: str
    paragraph: str = ""

    def __str__(self) -> str:
        return self.number + self.paragraph

    @property
    def is_ear99(self) -> bool:
        """Whether the item is subject to the EAR without an entry on the Commerce Control List."""
        return self.number == "EAR99"

    @property
    def group(self) -> str:
        """The product group letter A–E; empty for EAR99."""
        return "" if self.is_ear99 else self.number[1:2]

    @property
    def kind(self) -> str | None:
        """What the product group holds: commodity, software or technology; `None` for EAR99."""
        return _KIND_OF_GROUP.get(self.group)


_KIND_OF_GROUP = {"A": "commodity", "B": "commodity", "C": "commodity", "D": "software", "E": "technology"}

EAR99 = Eccn("EAR99")


def parse_eccn(text: str) -> Eccn | None:
    """An ECCN in any case and spacing, or `EAR99`; `None` where the syntax is not that of 738.2(d).

    >>> str(parse_eccn("5a001.b5")), parse_eccn("5A001.5"), parse_eccn("XI(c)")
    ('5A001.b.5', None, None)
    """
    folded = "".join(text.split()).upper()
    if folded in ("EAR99", "EAR-99"):
        return EAR99
    found = _NUMBER.match(folded)
    if found is None:
        return None
    parts = _PARAGRAPHS.findall(found[2])
    if any(
        part.isdigit() if not before else part.isalpha() and before.isalpha() for before, part in pairwise(("", *parts))
    ):
        return None  # the first paragraph is a letter, and none follows upon another
    return Eccn(found[1], "".join(f".{part.lower()}" for part in parts))
