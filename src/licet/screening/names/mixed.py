"""Words written in letters of two alphabets, which look like one and compare like another."""

from __future__ import annotations

import re
import unicodedata

from licet.screening.names.normalize import fold

# Alphabets whose letters resemble one another (Unicode Technical Standard 39, section 4).
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})


def mixed_words(name: str) -> tuple[str, ...]:
    """Words of a name that still mix such alphabets after folding: `Ниаwei` for `Huawei`."""
    return tuple(word for word in re.findall(r"\w+", name) if not word.isascii() and len(_alphabets(fold(word))) > 1)


def _alphabets(word: str) -> frozenset[str]:
    return frozenset(unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()) & _ALIKE
