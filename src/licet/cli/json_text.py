"""JSON read strictly: a name given twice, NaN, endless numbers and half characters are faults, not values."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import NoReturn

from licet.determination.intake import Fault

MAX_DEPTH = 60


class JsonFault(ValueError):
    """A text that is no usable JSON; the message says where."""


class _Doubled(dict[str, object]):
    """An object some of whose names stand twice."""

    doubled: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    marked = _Doubled(found)
    marked.doubled = tuple(dict.fromkeys(name for name in names if names.count(name) > 1))
    return marked


def _constant(word: str) -> NoReturn:
    raise JsonFault(f"{word} is no JSON number; leave the field out or give the number")


def load(text: str) -> object:
    """The value of a JSON text. Faults within an object are left in it for `faults_in`. Raises `JsonFault`."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except JsonFault:
        raise
    except json.JSONDecodeError as fault:
        raise JsonFault(f"{fault.msg} at line {fault.lineno}, column {fault.colno}") from None
    except RecursionError:
        raise JsonFault("is nested too deeply") from None
    except ValueError:
        raise JsonFault("holds a number with too many digits") from None


def parse_json(text: str) -> object:
    """The value of a JSON text in a cell, with nothing wrong in it. Raises `JsonFault`."""
    value = load(text)
    for fault in faults_in(value):
        raise JsonFault(f"{fault.field}: {fault.message}" if fault.field else fault.message)
    return value


def faults_in(value: object, where: str = "", depth: int = 0) -> Iterator[Fault]:
    """What JSON lets pass and Licet does not."""
    if depth > MAX_DEPTH:
        yield Fault(where[:80], f"is nested deeper than {MAX_DEPTH} levels")
        return
    if isinstance(value, _Doubled):
        for name in value.doubled:
            yield Fault(f"{where}.{name}" if where else name, "is given twice; keep one of them")
    if isinstance(value, dict):
        for name, inner in value.items():
            if _halved(name):
                yield Fault(where, "a field's name holds half a character (a lone surrogate)")
            else:
                yield from faults_in(inner, f"{where}.{name}" if where else name, depth + 1)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from faults_in(inner, f"{where}[{place}]", depth + 1)
    elif isinstance(value, float) and not math.isfinite(value):
        yield Fault(where, "is too large a number")
    elif isinstance(value, str) and _halved(value):
        yield Fault(where, "holds half a character (a lone surrogate); write the text again")


def _halved(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)
