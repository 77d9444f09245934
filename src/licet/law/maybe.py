"""Values that hang on something not known.

An `Open` value is a function of named unknowns: for each joint answer to them, the value it would
have. `lift` applies an ordinary function to arguments some of which are open, so that a rule is
written for known facts only and is asked for every answer the unknown ones may have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from types import MappingProxyType

CAP = 40_000  # joint answers tried before the question is given up as too open


class Open:
    """A value for each joint answer to `variables`; compared by identity, so make each one once."""

    __slots__ = ("cases", "domains", "variables")

    def __init__(self, domains: Mapping[str, tuple[object, ...]], cases: Mapping[tuple[object, ...], object]) -> None:
        self.variables = tuple(domains)
        self.domains = MappingProxyType(dict(domains))
        self.cases = MappingProxyType(dict(cases))

    def content(self) -> tuple[object, ...]:
        """What tells this value from another: its unknowns, their answers, and what each comes to."""
        return (self.variables, *self.domains.values(), *self.cases.values())

    def __repr__(self) -> str:
        return f"Open({', '.join(self.variables)}: {len(self.cases)} cases)"


class TooOpen:
    """A value that hangs on more joint answers than are tried; it can only be asked about."""

    __slots__ = ("variables",)

    def __init__(self, variables: tuple[str, ...]) -> None:
        self.variables = variables

    def __repr__(self) -> str:
        return f"TooOpen({', '.join(self.variables)})"


def unknown(variable: str, domain: tuple[object, ...]) -> Open:
    """The open value that is itself one unknown."""
    return Open({variable: domain}, {(value,): value for value in domain})


def variables_of(value: object) -> tuple[str, ...]:
    """The unknowns a value hangs on; empty for a plain value."""
    return value.variables if isinstance(value, (Open, TooOpen)) else ()


def lift(function: Callable[..., object], arguments: tuple[object, ...]) -> object:
    """`function(*arguments)`, asked for each joint answer to the unknowns among the arguments.

    Returns a plain value where every answer gives the same, otherwise an `Open` over those unknowns
    that matter, or `TooOpen` past `CAP` answers.
    """
    for argument in arguments:
        if type(argument) is Open or type(argument) is TooOpen:
            break
    else:
        return function(*arguments)
    too_open = [a for a in arguments if isinstance(a, TooOpen)]
    opens = [a for a in arguments if isinstance(a, Open)]
    domains: dict[str, tuple[object, ...]] = {}
    for value in opens:
        domains.update(value.domains)
    size = 1
    for domain in domains.values():
        size *= len(domain)
    if too_open or size > CAP:
        names = dict.fromkeys([*domains, *(v for a in too_open for v in a.variables)])
        return TooOpen(tuple(names))
    variables = tuple(domains)
    slots = [(a, tuple(variables.index(v) for v in a.variables)) if isinstance(a, Open) else (a, ()) for a in arguments]
    seen: dict[tuple[object, ...], object] = {}
    cases: dict[tuple[object, ...], object] = {}
    for answer in product(*domains.values()):
        actual = tuple(a.cases[tuple(answer[i] for i in places)] if isinstance(a, Open) else a for a, places in slots)
        if actual not in seen:
            seen[actual] = function(*actual)
        cases[answer] = seen[actual]
    return simplified(domains, cases)


def simplified(domains: dict[str, tuple[object, ...]], cases: dict[tuple[object, ...], object]) -> object:
    """The same value without the unknowns that make no difference; plain where none does."""
    first = next(iter(cases.values()))
    if all(value is first or value == first for value in cases.values()):
        return first
    for variable in list(domains):
        place = list(domains).index(variable)
        merged: dict[tuple[object, ...], object] = {}
        for answer, value in cases.items():
            rest = answer[:place] + answer[place + 1 :]
            if rest in merged and merged[rest] != value:
                break
            merged[rest] = value
        else:
            domains = {name: domain for name, domain in domains.items() if name != variable}
            cases = merged
    return Open(domains, cases)
