"""Many names at once: the same answers as one by one, in as many processes as pay."""

import gc
import os
import threading
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.asked import Asked
from licet.screening.names.bound import most
from licet.screening.names.hits import SearchResult
from licet.screening.names.index import EVIDENCE, MOST_SCORED, NameIndex, form_of, says_too_little
from licet.screening.names.normalize import split
from licet.screening.names.pairs import distinct_pairs
from licet.screening.names.score import prepare_parts
from licet.screening.names.sharing_many import sharing_many

__all__ = ["search_many", "worth_comparing"]

WORTH_FORKING = 5000  # names; below that a second process costs more than it saves
_BLOCK = 4096  # names of which the candidates are looked for together

# What the child processes inherit; set only while a pool is being started and used.
_inherited: "list[tuple[NameIndex, Sequence[tuple[str, str | None]], int, float]]" = []
_one_at_a_time = threading.Lock()


def search_many(
    index: NameIndex,
    names: Sequence[str],
    countries: Sequence[str | None] | None,
    limit: int,
    threshold: float,
) -> list[SearchResult]:
    """As `index.search` for each name, in order."""
    rows = list(zip(names, countries or [None] * len(names), strict=True))
    # Names of one length are near the same part of the list: they are looked for together.
    distinct = sorted(dict.fromkeys(rows), key=lambda row: (len(row[0]), row[0], row[1] or ""))
    workers = processes() if len(distinct) > WORTH_FORKING else 1
    if workers > 1:
        results = _in_processes(index, distinct, limit, threshold, workers)
    else:
        results = []
        for start in range(0, len(distinct), _BLOCK):
            results += _search_block(index, distinct[start : start + _BLOCK], limit, threshold)
    answers = dict(zip(distinct, results, strict=True))
    return [answers[row] for row in rows]


def _search_block(
    index: NameIndex, rows: Sequence[tuple[str, str | None]], limit: int, threshold: float
) -> list[SearchResult]:
    collecting = gc.isenabled()
    gc.disable()  # nothing here makes cycles, and looking for them costs a seventh of the time
    try:
        queries = [prepare_parts(name, split(name)) for name, _ in rows]
        forms = [form_of(query) for query in queries]
        told = [at for at, query in enumerate(queries) if not says_too_little(query)]
        least = threshold - EVIDENCE
        asked = Asked.of([queries[at] for at in told], [forms[at] for at in told], index.vocabulary)
        near, near_form = index.forms.near_many(asked.forms, asked.bits, asked.groups)
        shared, shared_form = sharing_many(index.sharing, asked, least)
        owner, form = distinct_pairs(np.concatenate([near, shared]), np.concatenate([near_form, shared_form]))
        candidates = worth_comparing(index, asked, owner, form, least)
        of_row = dict(zip(told, candidates, strict=True))
        results = []
        for at, ((name, country), query) in enumerate(zip(rows, queries, strict=True)):
            some, cut = of_row.get(at, _NONE)
            results.append(index.answer(name, query, forms[at], country or "", limit, threshold, some, cut=cut))
        return results
    finally:
        if collecting:
            gc.enable()


_NONE: tuple[list[int], bool] = ([], False)


def worth_comparing(
    index: NameIndex,
    asked: Asked,
    owner: NDArray[np.intp],
    form: NDArray[np.intp],
    least: float,
) -> list[tuple[list[int], bool]]:
    """For each name, the forms among its candidates that can reach the least score, and whether some that can were
    left out because they are too many. owner, form: the pairs, in order of both."""
    at_most = most(asked.columns, index.columns, asked.numbers, owner, form)
    keep = at_most >= least - 1e-6
    owner, form, at_most = owner[keep], form[keep], at_most[keep]
    bounds = np.searchsorted(owner, np.arange(len(asked.columns.starts))).tolist()
    forms = form.tolist()
    found: list[tuple[list[int], bool]] = []
    for start, stop in pairwise(bounds):
        if stop - start > MOST_SCORED:
            best = np.argsort(-at_most[start:stop], kind="stable")[:MOST_SCORED]
            found.append((sorted(form[start:stop][best].tolist()), True))
        else:
            found.append((forms[start:stop], False))
    return found


def processes() -> int:
    """How many processes to use: the processors this one may run on, if it can fork."""
    import multiprocessing  # only a large batch pays for it

    if "fork" not in multiprocessing.get_all_start_methods() or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(
    index: NameIndex, rows: Sequence[tuple[str, str | None]], limit: int, threshold: float, workers: int
) -> list[SearchResult]:
    import multiprocessing

    with _one_at_a_time:
        _inherited.append((index, rows, limit, threshold))
        try:
            with multiprocessing.get_context("fork").Pool(workers) as pool:
                blocks = pool.map(_block, range(0, len(rows), _BLOCK), chunksize=1)
        finally:
            _inherited.clear()
    return [result for block in blocks for result in block]


def _block(start: int) -> list[SearchResult]:
    index, rows, limit, threshold = _inherited[0]
    return _search_block(index, rows[start : start + _BLOCK], limit, threshold)
