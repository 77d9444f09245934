"""The forms of a register's names, built once and kept under `LICET_HOME`; without imported lists built on the spot."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from licet.lists.compiled import LazyEntries, current_key
from licet.lists.register import Register
from licet.lists.snapshots import home, write_atomically
from licet.screening.documents.forms import Forms
from licet.screening.saved_index import code_digest

__all__ = ["forms_of"]


def forms_of(register: Register, root: Path | None = None) -> Forms:
    """The forms of a register's names. A folder that cannot be written costs time, not the answer."""
    root = home() if root is None else root
    if not isinstance(register.entries, LazyEntries):
        return Forms.of(register.entries)
    key = f"{current_key(root)}:{code_digest()}:{_own_digest()}"
    path = root / "documents" / f"{hashlib.sha256(key.encode()).hexdigest()[:20]}.npz"
    with contextlib.suppress(OSError, ValueError):
        return Forms.unpacked(path.read_bytes())
    forms = Forms.of(register.entries)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, forms.packed())
        for old in path.parent.glob("*.npz"):
            if old != path:
                old.unlink()
    return forms


def _own_digest() -> str:
    """A digest of the code that makes the forms: those made by other code are made again."""
    digest = hashlib.sha256()
    for name in ("folding.py", "forms.py", "misspellings.py", "patterns.py"):
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()
