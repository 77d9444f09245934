"""Many names at once: the same answers, in as many processes as pay."""

import os
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.screening.names.index import NameIndex, SearchResult

__all__ = ["WORTH_FORKING", "search_in_processes"]

WORTH_FORKING = 5000  # names; below that a second process costs more than it saves
_BLOCK = 2000

# What the child processes inherit; set only while a pool is being started and used.
_inherited: "list[tuple[NameIndex, Sequence[str], Sequence[str | None] | None, int, float]]" = []
_one_at_a_time = threading.Lock()


def processes() -> int:
    """How many processes to use: the processors this one may run on, if it can fork."""
    import multiprocessing  # only a large batch pays for it

    if "fork" not in multiprocessing.get_all_start_methods() or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def search_in_processes(
    index: "NameIndex",
    names: Sequence[str],
    countries: Sequence[str | None] | None,
    limit: int,
    threshold: float,
    workers: int,
) -> "list[SearchResult]":
    """`index.search_block` over blocks of the names, in order."""
    import multiprocessing

    with _one_at_a_time:
        _inherited.append((index, names, countries, limit, threshold))
        try:
            with multiprocessing.get_context("fork").Pool(workers) as pool:
                blocks = pool.map(_block, range(0, len(names), _BLOCK), chunksize=1)
        finally:
            _inherited.clear()
    return [result for block in blocks for result in block]


def _block(start: int) -> "list[SearchResult]":
    index, names, countries, limit, threshold = _inherited[0]
    stop = start + _BLOCK
    return index.search_block(names[start:stop], countries[start:stop] if countries else None, limit, threshold)
