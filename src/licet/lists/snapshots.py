"""The raw bytes of every official file that was published, kept compressed under the digest of their content."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import zlib
from pathlib import Path


class SnapshotDamaged(RuntimeError):
    """A stored file whose bytes no longer have the digest they are filed under."""


def home() -> Path:
    """Where register and store live: `LICET_HOME`, else the platform's data folder."""
    if given := os.environ.get("LICET_HOME"):
        return Path(given)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "licet"
    if os.uname().sysname == "Darwin":
        return Path.home() / "Library" / "Application Support" / "licet"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "licet"


def digest_of(data: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside, flush to the disk, rename over: a reader sees the old file or the new one, never a half.

    Raises `OSError` (a full disk, say); then the old file stands and nothing of the new one is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder durable, where the platform can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _path(root: Path, digest: str) -> Path:
    return root / "snapshots" / digest[:2] / f"{digest}.z"


def keep(root: Path, data: bytes) -> str:
    """File the bytes under their digest (once); the digest."""
    digest = digest_of(data)
    path = _path(root, digest)
    if not path.exists():
        write_atomically(path, zlib.compress(data, 6))
    return digest


def fetch(root: Path, digest: str) -> bytes:
    """The bytes again. Raises `FileNotFoundError`, or `SnapshotDamaged` where they changed."""
    try:
        data = zlib.decompress(_path(root, digest).read_bytes())
    except zlib.error as error:
        raise SnapshotDamaged(f"snapshot {digest[:12]} cannot be unpacked ({error})") from None
    if digest_of(data) != digest:
        raise SnapshotDamaged(f"snapshot {digest[:12]} no longer has the content it was filed under")
    return data
