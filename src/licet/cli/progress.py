"""Progress on standard error, to a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def progress(what: str, total: int, *, least: int = 50) -> Iterator[Callable[..., None]]:
    """A bar that the yielded function moves on, by one or more; nothing unless standard error is a terminal."""
    if total < least or not sys.stderr.isatty():
        yield lambda _count=1: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda count=1: bar.advance(task, count)


def note(message: str) -> None:
    """A note to the reader, on standard error."""
    print(message, file=sys.stderr)


def stepped(things: Iterable[T], step: Callable[..., None]) -> Iterator[T]:
    """The same things; each moves the bar on when the next is asked for."""
    for thing in things:
        yield thing
        step()
