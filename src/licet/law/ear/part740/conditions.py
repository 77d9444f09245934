"""740.1(b): the conditions that a claim of each license exception may state, as the rules tell them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from licet.law.ear import part740
from licet.law.rule import Rule

_SYMBOL = re.compile(r"\(([A-Z]{3})\)")
_CONDITION = re.compile(r"^(\w+): ", re.MULTILINE)
PARAGRAPH = "paragraph"  # the one condition that is text


def _rules() -> Iterator[Rule]:
    for found in iter_modules(part740.__path__):
        module = import_module(f"{part740.__name__}.{found.name}")
        yield from (value for value in vars(module).values() if isinstance(value, Rule))


@cache
def known_conditions() -> Mapping[str, frozenset[str]]:
    """The names of conditions by the symbol of the exception; those of 740.2 may be stated for each.

    An exception that is not encoded is not among them: nothing is known of its conditions.
    """
    common: set[str] = set()
    named: dict[str, set[str]] = {}
    for one in _rules():
        doc = inspect.getdoc(one.function) or ""
        stated = set(_CONDITION.findall(doc.partition("Conditions:")[2]))
        symbol = _SYMBOL.search(doc.partition("\n")[0])
        if symbol:
            named.setdefault(symbol[1], set()).update(stated)
        else:
            common |= stated
    return MappingProxyType({symbol: frozenset(names | common) for symbol, names in named.items()})
