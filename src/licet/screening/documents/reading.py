"""Documents read one after the other or, where it pays, in several processes; a bad one never stops the others."""

from __future__ import annotations

import contextlib
import datetime as dt
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from licet.lists.register import Register
from licet.screening.documents.claims import Claim, claims_of, date_of
from licet.screening.documents.extract import Document, Unreadable, document
from licet.screening.documents.mentions import CHUNK, Finder, Gathered, Mention
from licet.screening.documents.regulation_words import Term, terms_of
from licet.screening.names.many import processes
from licet.terms.dates import Moment, end_of

__all__ = ["Reader", "Reading"]

_WORTH_PIECES = 8 << 20  # characters of one text from which it is read in pieces, by several processes
_WORTH_FILES = 1 << 20  # bytes of several files from which they are shared out
_MARGIN = 256  # characters on either side of a piece, in which a term that crosses its border is seen whole


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one file; `error` where it could not be read.

    plain: offsets are those of the decoded file itself, else of the text that was taken from it. date: the day that
    `in_force` is told for.
    """

    file: str
    text: str = ""
    plain: bool = True
    encoding: str = ""
    date: str = ""
    notes: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    terms: tuple[Term, ...] = ()
    claims: tuple[Claim, ...] | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """How documents are read.

    when: the day that is asked about, `None`: today. claims: also judge what a text says. typos: also look for names
    spelled wrongly. encoding: of plain text, `None`: told by trial.
    """

    register: Register
    finder: Finder
    when: Moment | None = None
    claims: bool = False
    typos: bool = True
    encoding: str | None = None

    def read(self, paths: Sequence[Path]) -> Iterator[Reading]:
        """The files in their order. Large texts are read in pieces, many files are shared out."""
        workers = processes()
        sizes = [_size(path) for path in paths]
        shared = [at for at, size in enumerate(sizes) if size < _WORTH_PIECES]
        if workers < 2 or len(shared) < 2 or sum(sizes[at] for at in shared) < _WORTH_FILES:
            for path in paths:
                yield self.one(path, workers)
            return
        few = iter(_shared_out(self, [paths[at] for at in shared], min(workers, len(shared))))
        for path, size in zip(paths, sizes, strict=True):
            yield next(few) if size < _WORTH_PIECES else self.one(path, workers)

    def one(self, path: Path, workers: int = 1) -> Reading:
        """One file."""
        try:
            return self._found(path, document(path, encoding=self.encoding), workers)
        except Unreadable as fault:
            return Reading(str(path), error=str(fault))
        except (KeyboardInterrupt, BrokenProcessPool):
            raise
        except Exception as fault:  # a fault of this program in one file, told, and the others are read
            told = " ".join(f"{type(fault).__name__}: {fault}".split())[:200]
            return Reading(str(path), error=f"stopped by a fault of the program ({told})")

    def _found(self, path: Path, found: Document, workers: int) -> Reading:
        when = self.when or _today()
        gathered, terms = self._gathered(found.text, workers)
        notes = list(found.notes)
        mentions = self.finder.judged(found.text, gathered, when)
        claims = None
        if self.claims:
            day = self.when or date_of(found.text, terms)
            if day is None:
                notes.append("the text states no date of its own: claims are judged as of today; say --date")
            elif self.when is None:
                told = f"claims are judged on {day.date()}, a date found in the text"
                notes.append(f"{told}; say --date if it is not its own")
            on_day = mentions if day in (None, when) else self.finder.judged(found.text, gathered, day or when)
            claims = tuple(claims_of(found.text, day or when, self.register, terms, on_day))
        return Reading(
            str(path), found.text, found.plain, found.encoding, when.date().isoformat(), tuple(notes), mentions, terms,
            claims,
        )  # fmt: skip

    def _gathered(self, text: str, workers: int) -> tuple[list[Gathered], tuple[Term, ...]]:
        starts = range(0, len(text), CHUNK)
        if workers < 2 or len(text) < _WORTH_PIECES:
            pieces = [self.piece(text, start) for start in starts]
        else:
            with _pool(workers, (self, text)) as pool:
                pieces = list(pool.map(_piece, starts))
        return [gathered for gathered, _ in pieces], tuple(term for _, terms in pieces for term in terms)

    def piece(self, text: str, start: int) -> tuple[Gathered, list[Term]]:
        """What is found in the piece of a text that begins at `start`."""
        low, stop = max(0, start - _MARGIN), min(len(text), start + CHUNK)
        terms = [
            replace(each, start=each.start + low, end=each.end + low) if low else each
            for each in terms_of(text[low : stop + _MARGIN])
            if start <= each.start + low < stop
        ]
        return self.finder.gathered(text, start, typos=self.typos), terms


def _today() -> Moment:
    return end_of(dt.datetime.now(ZoneInfo("America/New_York")).date())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


# ---------------------------------------------------------------- processes

# What the child processes inherit; set only while a pool is being started and used.
_inherited: list[tuple[Reader, str]] = []


@contextlib.contextmanager
def _pool(workers: int, inherited: tuple[Reader, str]) -> Iterator[ProcessPoolExecutor]:
    import multiprocessing

    _inherited.append(inherited)
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), initializer=_deaf)
    others = {child.pid for child in multiprocessing.active_children()}
    try:
        yield pool
    except BaseException:
        for child in multiprocessing.active_children():
            if child.pid not in others:
                child.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        _inherited.pop()


def _deaf() -> None:
    """Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _piece(start: int) -> tuple[Gathered, list[Term]]:
    reader, text = _inherited[-1]
    return reader.piece(text, start)


def _file(path: Path) -> Reading:
    return _inherited[-1][0].one(path)


def _shared_out(reader: Reader, paths: Sequence[Path], workers: int) -> Iterator[Reading]:
    """The files in their order; one that ends its process (memory, a crash in a library) is told as such."""
    left = list(paths)
    while left:
        try:
            with _pool(workers, (reader, "")) as pool:
                waiting: list[Future[Reading]] = [pool.submit(_file, path) for path in left]
                for future in waiting:
                    yield future.result()
                    left.pop(0)
        except BrokenProcessPool:
            pass
        if left:
            yield _alone(reader, left.pop(0))


def _alone(reader: Reader, path: Path) -> Reading:
    """A file in a process of its own."""
    try:
        with _pool(1, (reader, "")) as pool:
            return pool.submit(_file, path).result()
    except BrokenProcessPool:
        return Reading(str(path), error="ended the process that read it (out of memory, or a damaged file)")
