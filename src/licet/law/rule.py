"""Rules and derived facts: small typed functions whose parameters are the facts they turn on."""

from __future__ import annotations

import datetime as dt
import inspect
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from types import BuiltinFunctionType, FunctionType, MappingProxyType, ModuleType
from typing import Generic, TypeVar

from licet.law.bands import Limit
from licet.law.finding import Finding
from licet.terms.dates import BEGINNING, FOREVER, Moment, after, start


class IllFormedRule(TypeError):
    """A rule that registration refuses; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Span:
    """An interval in which a provision is law, and the act that opened it. `[start, end)`."""

    start: Moment
    end: Moment
    by: str  # the act that opened the interval, with its first page
    ended_by: str = ""

    @property
    def last_day(self) -> dt.date | None:
        """The last day in force, `None` where no end is known."""
        return None if self.end == FOREVER else (self.end - dt.timedelta(microseconds=1)).date()


def span(since: str | None, through: str | None = None, *, by: str = "", ended_by: str = "") -> Span:
    """In force from `since` (a date or New York date-time) through the day `through`, both inclusive."""
    return Span(start(since) if since else BEGINNING, after(through) if through else FOREVER, by, ended_by)


ALWAYS = (Span(BEGINNING, FOREVER, "in force before the covered period"),)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A registered provision. `facts` are its parameters, in order."""

    id: str
    facts: tuple[str, ...]
    function: Callable[..., Finding | Sequence[Finding] | None]
    citation: str
    spans: tuple[Span, ...]
    title: str
    limits: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)
    status: str = "encoded"  # encoded, partial, not_encoded
    doubt: str = ""
    only_when: str = ""  # a fact without which it has nothing to say

    def __call__(self, *args: object, **kwargs: object) -> Finding | Sequence[Finding] | None:
        return self.function(*args, **kwargs)

    def in_force(self, when: Moment) -> bool:
        """Whether the provision is law at a moment."""
        return any(s.start <= when < s.end for s in self.spans)


@dataclass(frozen=True, slots=True, eq=False)
class Derived:
    """A registered derived fact: law that later rules turn on."""

    name: str
    facts: tuple[str, ...]
    function: Callable[..., object]
    citation: str
    spans: tuple[Span, ...]
    otherwise: object = None  # its value on days when no version is in force
    limits: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)
    only_when: str = ""  # a fact without which it has the value `otherwise`

    def __call__(self, *args: object, **kwargs: object) -> object:
        return self.function(*args, **kwargs)


def rule(
    id: str,  # noqa: A002 - the field's own word
    *,
    citation: str = "",
    title: str = "",
    effective: Sequence[Span] = ALWAYS,
    limits: Mapping[str, tuple[Limit, ...]] | None = None,
    status: str = "encoded",
    doubt: str = "",
    only_when: str = "",
) -> Callable[[Callable[..., Finding | Sequence[Finding] | None]], Rule]:
    """Register a provision. `id` is a section (`744.11`) or a section with a name (`744.11 savings`).

    `only_when` names one of its facts: where that is false or empty the provision has nothing to say, and
    is not asked for every combination of the others.
    """

    def register(function: Callable[..., Finding | Sequence[Finding] | None]) -> Rule:
        facts = _parameters(function)
        return Rule(
            id=id,
            facts=facts,
            function=function,
            citation=citation or f"15 CFR {id.split(maxsplit=1)[0]}",
            spans=tuple(effective),
            title=title or (inspect.getdoc(function) or id).splitlines()[0],
            limits=MappingProxyType(dict(limits or {})),
            status=status,
            doubt=doubt,
            only_when=_guard(function, facts, only_when),
        )

    return register


def derived(
    *,
    citation: str,
    name: str = "",
    effective: Sequence[Span] = ALWAYS,
    otherwise: object = None,
    limits: Mapping[str, tuple[Limit, ...]] | None = None,
    only_when: str = "",
) -> Callable[[Callable[..., object]], Derived]:
    """Register a derived fact under the function's own name (or `name`).

    It has the value `otherwise` when no version is in force, and where the fact `only_when` is false or empty.
    """

    def register(function: Callable[..., object]) -> Derived:
        facts = _parameters(function)
        return Derived(
            name=name or function.__name__,
            facts=facts,
            function=function,
            citation=citation,
            spans=tuple(effective),
            otherwise=otherwise,
            limits=MappingProxyType(dict(limits or {})),
            only_when=_guard(function, facts, only_when),
        )

    return register


T = TypeVar("T", "Rule", "Derived")

_CONSTANTS = (str, int, bool, bytes, float, Decimal, tuple, frozenset, dt.date, Enum, MappingProxyType)
_CODE = (FunctionType, BuiltinFunctionType, type, ModuleType, Rule, Derived)


def _guard(function: Callable[..., object], facts: tuple[str, ...], name: str) -> str:
    if name and name not in facts:
        raise IllFormedRule(f"{function.__qualname__}: {name}, the guard, is none of its facts")
    return name


def _parameters(function: Callable[..., object]) -> tuple[str, ...]:
    """The facts a function names; refuses defaults, varargs, and globals that could change."""
    name = getattr(function, "__qualname__", repr(function))
    parameters = inspect.signature(function).parameters.values()
    for parameter in parameters:
        if parameter.default is not parameter.empty:
            raise IllFormedRule(f"{name}: the fact {parameter.name} has a default; facts are never assumed")
        if parameter.kind not in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            raise IllFormedRule(f"{name}: {parameter.name} names no single fact")
    for used, value in inspect.getclosurevars(function).globals.items():
        if not _is_constant(value):
            raise IllFormedRule(f"{name}: the global {used} is no constant; a rule reads facts only")
    return tuple(parameter.name for parameter in parameters)


def _is_constant(value: object) -> bool:
    if isinstance(value, (*_CONSTANTS, *_CODE)) or value is None:
        return True
    if callable(value) and hasattr(value, "__wrapped__"):  # functools.cache over a pure function
        return True
    params = getattr(type(value), "__dataclass_params__", None)
    return bool(params and params.frozen)


class Timeline(Generic[T]):
    """Which of several dated things are in force: boundaries, and the set for each interval."""

    def __init__(self, things: Sequence[T]) -> None:
        self.starts = tuple(
            sorted({m for thing in things for s in thing.spans for m in (s.start, s.end)} - {BEGINNING, FOREVER})
        )
        probes = (BEGINNING, *self.starts)
        self.in_force: tuple[tuple[T, ...], ...] = tuple(
            tuple(t for t in things if any(s.start <= probe < s.end for s in t.spans)) for probe in probes
        )

    def version(self, when: Moment) -> int:
        """The index of the interval a moment falls in."""
        return bisect_right(self.starts, when)
