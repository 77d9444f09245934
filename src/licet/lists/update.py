"""`licet lists update`: read official files, check them, publish what passes, keep the last good of the rest."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from licet.lists import exchange, guard, snapshots
from licet.lists.fetch import Fetched, FetchFault, Progress, fetch, read_file
from licet.lists.sources import catalog, ofac
from licet.lists.sources.recognize import recognize
from licet.lists.sources.repairs import merge_key
from licet.lists.sources.row import Parsed, Row, SourceFault
from licet.lists.statements import SNAPSHOT, ActDates
from licet.lists.store import Incoming, Outcome, Store, Version


@dataclass(frozen=True, slots=True)
class Source:
    """An official address and what it is expected to hold; `{date}` in it is the newest day `titles` names."""

    name: str
    url: str
    lists: frozenset[str]
    titles: str = ""  # where the newest day of a dated address is named
    default: bool = True


_ECFR = "https://www.ecfr.gov/api/versioner/v1/full/{date}/title-15.xml?part=744"
# The versioner serves only days up to the one it names for the title.
_ECFR_TITLES = "https://www.ecfr.gov/api/versioner/v1/titles.json"
_OFAC = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports"
# The Consolidated Screening List carries twelve lists in one file; the agencies' own files are finer (addresses,
# effective dates, weak aliases) and are asked for by name.
SOURCES: tuple[Source, ...] = (
    Source(
        "csl",
        "https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv",
        catalog.CSL_LISTS,
    ),
    Source(
        "csl-json",
        "https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.json",
        catalog.CSL_LISTS,
        default=False,
    ),
    Source("ecfr", _ECFR, frozenset({"EL", "UVL", "MEU"}), _ECFR_TITLES, default=False),
    Source("ofac-sdn", f"{_OFAC}/SDN.XML", frozenset({"SDN"}), default=False),
    Source(
        "ofac-consolidated",
        f"{_OFAC}/CONSOLIDATED.XML",
        frozenset({"SSI", "NS-MBS", "NS-CMIC", "CAP"}),
        default=False,
    ),
)


@dataclass(slots=True)
class Report:
    """What an update did: lists published (with counts), lists kept as they were and why, complaints of files."""

    published: list[tuple[str, dt.date, int, Outcome]] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing was refused."""
        return not self.kept


@dataclass(frozen=True, slots=True)
class _Read:
    source: str
    data: bytes
    parts: tuple[tuple[str, bytes], ...]
    parsed: Parsed
    as_of: dt.date


def now() -> dt.datetime:
    """The present, in UTC."""
    return dt.datetime.now(dt.UTC)


_NAME_MONTH = re.compile(r"(?<!\d)20\d\d-?[01]\d(?!-?\d)")
_NAME_DATE = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)(?:-?([0-3]\d))?(?!\d)")


def date_in_name(name: str) -> dt.date | None:
    """A day written in a file's name, `csl-2026-07-31.csv`; `None` where none is."""
    for year, month, day in _NAME_DATE.findall(name):
        if day:
            with contextlib.suppress(ValueError):
                return dt.date(int(year), int(month), int(day))
    return None


# ---------------------------------------------------------------- from files


def files_of(path: Path) -> list[Path]:
    """The file, or the files of a folder (not of folders below), in order of name; hidden ones left out."""
    if path.is_dir():
        return sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
    return [path]


def read_path(path: Path, as_of: dt.date | None, report: Report) -> list[_Read]:
    """Read a file or a folder, oldest first, so that the files of a folder make a history.

    What is no list is reported as refused, never skipped in silence.
    """
    return sorted(_read_files(path, as_of, report), key=lambda read: read.as_of)


def _read_files(path: Path, as_of: dt.date | None, report: Report) -> Iterator[_Read]:
    sets: dict[str, dict[str, tuple[Path, bytes]]] = {}
    for each in files_of(path):
        try:
            data = read_file(each)
            if exchange.is_ftm(data):
                parsed = exchange.parse(data)
            else:
                form, parser = recognize(data)
                if form in ("ofac-main", "ofac-alt", "ofac-add"):
                    sets.setdefault(_stem(each.name), {})[form] = (each, data)
                    continue
                parsed = parser(data)
            day = _day(parsed, each, as_of)
        except (FetchFault, SourceFault) as fault:
            report.kept.append((each.name, str(fault)))
            continue
        yield _Read(each.name, data, (), parsed, day)
    for stem, parts in sets.items():
        if "ofac-main" not in parts:
            report.kept.append((stem, "the alias or address part of an OFAC set stands without its main file"))
            continue
        main, data = parts["ofac-main"]
        alt = parts.get("ofac-alt", (None, None))[1]
        add = parts.get("ofac-add", (None, None))[1]
        try:
            parsed = ofac.parse_csv_set(data, alt, add, consolidated="cons" in main.name.casefold())
            day = _day(parsed, main, as_of)
        except SourceFault as fault:
            report.kept.append((main.name, str(fault)))
            continue
        further = tuple((name, body) for name, body in (("alt", alt), ("add", add)) if body is not None)
        yield _Read(main.name, data, further, parsed, day)


def _stem(name: str) -> str:
    """What the files of an OFAC set have in common: the name without the part's own word."""
    return re.sub(r"(?i)(sdn|prim|alt|add|comments)", "", name)


def _day(parsed: Parsed, path: Path, as_of: dt.date | None) -> dt.date:
    """The day of a file: as told, as stamped, or as named. Raises `SourceFault` where none of them tells it."""
    if as_of is not None:
        return as_of
    if parsed.as_of is not None:
        return parsed.as_of
    named = date_in_name(path.name)
    if named is not None:
        return named
    # The time a file was written on this disk is no evidence: a copy of an old list would pass as today's.
    if _NAME_MONTH.search(path.name):
        raise SourceFault("its name tells a month and no day; give the day of the list with --as-of YYYY-MM-DD")
    raise SourceFault(
        "neither the file nor its name tells the day of the list; give it with --as-of YYYY-MM-DD "
        "(for a file just downloaded: the day of the download)"
    )


# ---------------------------------------------------------------- from the network


def read_network(
    store: Store,
    sources: Sequence[Source],
    report: Report,
    *,
    progress: Callable[[str], Progress] | None = None,
    fetcher: Callable[..., Fetched] = fetch,
    today: dt.date | None = None,
) -> Iterator[_Read]:
    """Fetch each address, conditionally; an address that fails leaves its lists as they were."""
    day = today or now().date()
    for source in sources:
        key = source.url
        etag, modified, digest = store.remembered(key) or ("", "", "")
        if digest and not _have(store, digest):
            etag = modified = ""
        try:
            dated = _newest(fetcher, source.titles) if "{date}" in source.url else None
            url = source.url.replace("{date}", dated.isoformat() if dated else "")
            got = fetcher(
                url,
                etag=etag,
                last_modified=modified,
                partial=store.root / "partial" / f"{source.name}.part",
                progress=progress(source.name) if progress else None,
            )
            if got.data is None:
                report.unchanged += sorted(source.lists)
                for code in source.lists:
                    store.note(_stamp(), source.name, code, True, "unchanged")
                continue
            form, parser = recognize(got.data)
            parsed = parser(got.data)
        except (FetchFault, SourceFault) as fault:
            report.kept.append((source.name, str(fault)))
            for code in source.lists:
                store.note(_stamp(), source.name, code, False, str(fault))
            continue
        absent = sorted(source.lists - parsed.lists)
        for code in absent:
            reason = f"the {catalog.LISTS[code].title} is missing from {source.name} ({form})"
            report.kept.append((code, reason))
            store.note(_stamp(), source.name, code, False, reason)
        foreign = parsed.lists - source.lists - catalog.CSL_LISTS - {"FSE", "NS-ISA", "PLC"}
        if foreign:
            report.kept.append((source.name, f"the address gave another list: {', '.join(sorted(foreign))}"))
            continue
        stamp = dated or parsed.as_of or (dt.date.fromisoformat(got.modified) if got.modified else day)
        yield _Read(url, got.data, (), parsed, stamp)
        if not absent:
            store.remember(key, got.etag, got.last_modified, snapshots.digest_of(got.data), _stamp())


def _newest(fetcher: Callable[..., Fetched], url: str) -> dt.date:
    """The day up to which the eCFR holds title 15. Raises `FetchFault` or `SourceFault`."""
    got = fetcher(url, etag="", last_modified="", partial=None, progress=None)
    try:
        titles = json.loads(got.data or b"")["titles"]
        return dt.date.fromisoformat(next(each["up_to_date_as_of"] for each in titles if each["number"] == 15))
    except (ValueError, KeyError, TypeError, StopIteration):
        raise SourceFault(f"{url} does not tell the day up to which title 15 is held") from None


def _have(store: Store, digest: str) -> bool:
    return any(version.digest == digest for version in store.versions())


def _stamp() -> str:
    return now().isoformat(timespec="seconds")


# ---------------------------------------------------------------- publishing


def update(
    store: Store,
    reads: Iterable[_Read],
    report: Report,
    *,
    acts: ActDates | None = None,
    max_loss: float = guard.MAX_LOSS,
    partial_ok: bool = False,
    history_ok: bool = False,
    lists: frozenset[str] | None = None,
    today: dt.date | None = None,
) -> Report:
    """Check each list of each file and publish those that pass, a file a transaction.

    `history_ok`: a file older than the last good one is taken in as history instead of refused as stale.
    """
    day = today or now().date()
    for read in reads:
        report.complaints += [f"{read.source}: {text}" for text in read.parsed.complaints]
        passed: list[Incoming] = []
        expected = catalog.CSL_LISTS if read.parsed.format.startswith("csl") and not partial_ok else frozenset()
        verdicts = [
            guard.examine(
                read.parsed,
                code,
                read.as_of,
                _last_good(store, code, read.as_of, history_ok),
                day,
                later=_later(store, code, read.as_of, history_ok),
                max_loss=max_loss,
                check_age=not history_ok,
                partial_ok=partial_ok,
            )
            for code in sorted(read.parsed.lists | expected)
        ]
        for verdict in guard.whole_or_nothing(verdicts):
            code = verdict.list
            if lists and code not in lists:
                continue
            if not verdict.ok:
                reason = "; ".join(verdict.reasons)
                report.kept.append((code, f"{read.source}: {reason}"))
                store.note(_stamp(), read.source, code, False, reason)
                continue
            passed.append(
                Incoming(
                    code,
                    [row for row in read.parsed.rows if row.list == code],
                    read.as_of,
                    snapshots.digest_of(read.data),
                    read.parsed.format,
                    read.parsed.reduced,
                    read.source,
                    tuple(f"{name}={snapshots.digest_of(body)}" for name, body in read.parts),
                    read.parsed.complaints,
                    whole=not partial_ok,
                )
            )
        if passed:
            _publish(store, read, passed, report, acts)
    return report


def _publish(store: Store, read: _Read, passed: list[Incoming], report: Report, acts: ActDates | None) -> None:
    try:
        snapshots.keep(store.root, read.data)
        for _, body in read.parts:
            snapshots.keep(store.root, body)
        before = {each.list: store.latest(each.list) for each in passed}
        outcomes = store.publish(passed, _stamp(), acts, Rereader(store))
    except (OSError, sqlite3.Error) as error:
        reason = f"could not be written ({getattr(error, 'strerror', None) or error}); the last good lists stand"
        for each in passed:
            report.kept.append((each.list, f"{read.source}: {reason}"))
            with contextlib.suppress(sqlite3.Error):
                store.note(_stamp(), read.source, each.list, False, reason)
        return
    for each, outcome in zip(passed, outcomes, strict=True):
        was = before[each.list]
        if was is not None and was.digest == each.digest and was.as_of == each.as_of:
            report.unchanged.append(each.list)
        else:
            report.published.append((each.list, each.as_of, len(each.rows), outcome))
        store.note(_stamp(), read.source, each.list, True, f"{len(each.rows)} entries of {each.as_of}")


def _last_good(store: Store, code: str, as_of: dt.date, history_ok: bool) -> guard.LastGood | None:
    versions = store.versions(code)
    if history_ok:
        versions = [version for version in versions if version.as_of <= as_of]
    if not versions:
        return None
    last = versions[-1]
    names: frozenset[str] = frozenset()
    if not history_ok:
        names = frozenset(
            merge_key(str(fields["name"].value))
            for fields in store.as_of(last.as_of, last.as_of, code).values()
            if "name" in fields
        )
    return guard.LastGood(last.as_of, last.count, names)


def _later(store: Store, code: str, as_of: dt.date, history_ok: bool) -> frozenset[str]:
    """Names that the next later file has in force on the day of a file that is taken in as history."""
    if not history_ok:
        return frozenset()
    newer = [version for version in store.versions(code) if version.as_of > as_of]
    if not newer:
        return frozenset()
    entries = store.as_of(as_of, newer[0].as_of, code)
    return frozenset(
        merge_key(str(fields["name"].value))
        for fields in entries.values()
        if "name" in fields and fields["listed"].certainty != SNAPSHOT
    )


class Rereader:
    """Reads kept files again, each once: a file of twelve lists is asked for twelve times."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[str, Parsed] = {}

    def __call__(self, version: Version) -> list[Row]:
        """The rows of one list of a kept file. Raises `SnapshotDamaged` or `SourceFault`."""
        if version.digest not in self._read:
            self._read[version.digest] = self._parse(version)
        return [row for row in self._read[version.digest].rows if row.list == version.list]

    def _parse(self, version: Version) -> Parsed:
        data = snapshots.fetch(self._store.root, version.digest)
        if version.format == "ftm":
            return exchange.parse(data)
        form, parser = recognize(data)
        if form != "ofac-main":
            return parser(data)
        parts = dict(part.split("=", 1) for part in version.parts)
        alt, add = (
            snapshots.fetch(self._store.root, parts[name]) if name in parts else None for name in ("alt", "add")
        )
        return ofac.parse_csv_set(data, alt, add, consolidated=version.format == "ofac-consolidated-csv")
