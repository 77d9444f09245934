"""Many short texts in one piece of memory, read where they are asked for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

__all__ = ["Lines", "as_list", "in_lines"]

_OFTEN = 2000  # texts read one by one; from there on all are read at once, which costs no more


class Lines(Sequence[str]):
    """Texts without line breaks: `blob` holds them in UTF-8, one a line; ends: (n,) where each ends."""

    __slots__ = ("_all", "_read", "blob", "ends")

    def __init__(self, blob: bytes | memoryview, ends: NDArray[np.int64]) -> None:
        self.blob = memoryview(blob)
        self.ends = ends
        self._all: list[str] | None = None
        self._read = 0

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if self._all is not None:
            return self._all[at]
        self._read += 1
        if isinstance(at, slice) or self._read > _OFTEN:
            return self.all()[at]
        if at < 0:
            at += len(self.ends)
        start = int(self.ends[at - 1]) + 1 if at else 0
        return str(self.blob[start : int(self.ends[at])], "utf-8")

    def __iter__(self) -> Iterator[str]:
        return iter(self.all())

    def all(self) -> list[str]:
        """Every text."""
        if self._all is None:
            self._all = str(self.blob, "utf-8").split("\n") if len(self.ends) else []
        return self._all


def as_list(texts: Sequence[str]) -> list[str]:
    """The same texts, as what is read fastest many times."""
    if isinstance(texts, Lines):
        return texts.all()
    return texts if isinstance(texts, list) else list(texts)


def in_lines(texts: Iterable[str]) -> tuple[bytes, NDArray[np.int64]]:
    """`blob` and `ends` of texts; a line break in one becomes a space, a half of a pair of code units a "?"."""
    encoded = [text.encode("utf-8", "replace").replace(b"\n", b" ") for text in texts]
    ends = np.cumsum([len(text) + 1 for text in encoded], dtype=np.int64) - 1
    return b"\n".join(encoded), ends
