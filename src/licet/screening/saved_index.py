"""The index of a register's names, built once and kept under `LICET_HOME`; without imported lists built on the spot."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from licet.lists.compiled import LazyEntries, current_key
from licet.lists.entry import Entry
from licet.lists.register import Register
from licet.lists.snapshots import home
from licet.screening.names.index import NameIndex
from licet.screening.names.store import IndexFormatError
from licet.terms.country import COUNTRIES, country_code

_AT_END = re.compile(r"\b([A-Z]{2})\W*$")


def index_of(register: Register, root: Path | None = None, key: str | None = None) -> NameIndex:
    """The index of a register's names with the countries of its entries.

    key: what the register was read from (`licet.lists.compiled.current_key`); the index is kept under it where lists
    were imported. A folder that cannot be written costs time, not the answer.
    """
    root = home() if root is None else root
    if not isinstance(register.entries, LazyEntries):
        return built(register)
    folder = root / "names" / hashlib.sha256(f"{key or current_key(root)}:{code_digest()}".encode()).hexdigest()[:20]
    with contextlib.suppress(IndexFormatError, OSError):
        return NameIndex.load(folder)
    index = built(register)
    with contextlib.suppress(OSError):
        _keep(index, folder)
    return index


def built(register: Register) -> NameIndex:
    """The index, built now."""
    from licet.lists.current import names_of

    return NameIndex.build(names_of(register), countries=dict(_countries(register)))


def countries_of(entry: Entry) -> tuple[str, ...]:
    """The countries an entry is known in: its own, and those in which its addresses end."""
    found = dict.fromkeys([entry.country] if entry.country else [])
    for address in entry.addresses:
        if (ending := _AT_END.search(address)) and ending[1] in COUNTRIES:
            found[ending[1]] = None
        elif code := country_code(address.rpartition(",")[2]):
            found[code] = None
    return tuple(found)


def _countries(register: Register) -> Iterator[tuple[str, Sequence[str]]]:
    for key, entry in register.entries.items():
        if found := countries_of(entry):
            yield key, found


def code_digest() -> str:
    """A digest of the code that folds and indexes names: an index made by other code is made again."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent / "names"
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.is_file():
            digest.update(file.read_bytes())
    digest.update(repr(sorted(_SHAPE.items())).encode())
    return digest.hexdigest()


_SHAPE: Mapping[str, int] = {"countries": 1, "names": 2}  # counted up when what is indexed of an entry changes


def _keep(index: NameIndex, folder: Path) -> None:
    """Written beside and renamed, so that no half of an index is ever read; older ones are thrown away."""
    import shutil
    import tempfile

    folder.parent.mkdir(parents=True, exist_ok=True)
    for old in folder.parent.iterdir():
        if old != folder and not old.name.startswith("."):
            shutil.rmtree(old, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        index.save(fresh)
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
