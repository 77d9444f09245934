"""An index on disk: .npy arrays, which are mapped into memory, and lines of text."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.filter import LetterFilter
from licet.screening.names.tokens import Vocabulary

if TYPE_CHECKING:
    from licet.screening.names.index import NameIndex

__all__ = ["IndexFormatError", "load_index", "save_index"]

FORMAT = 1
_ARRAYS = ("totals", "commons", "names_start", "names_of", "lengths", "first", "second")
_WORD_ARRAYS = ("word_starts", "word_postings", "word_lengths", "word_first", "word_second")
_LINES = ("texts", "entries", "kinds", "forms", "sorted_forms", "words", "keys", "key_names")


class IndexFormatError(ValueError):
    """The folder holds no index of this format; build it again."""


def save_index(index: "NameIndex", folder: Path) -> None:
    """Write the index; `index.json` comes last, so that a folder without it is known to be unfinished."""
    folder.mkdir(parents=True, exist_ok=True)
    marker = folder / "index.json"
    marker.unlink(missing_ok=True)
    letters, words = index.letters, index.vocabulary
    arrays: dict[str, NDArray[Any]] = {
        "totals": index.totals,
        "commons": index.commons,
        "names_start": index.names_start,
        "names_of": index.names_of,
        "lengths": letters.lengths,
        "first": letters.first,
        "second": letters.second,
        "word_starts": words.starts,
        "word_postings": words.postings,
        "word_lengths": words.letters.lengths,
        "word_first": words.letters.first,
        "word_second": words.letters.second,
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    keys = index.keys
    lines = {
        "texts": [text.replace("\n", " ") for text in index.texts],
        "entries": index.entries,
        "kinds": index.kinds,
        "forms": index.forms,
        "sorted_forms": index.sorted_forms,
        "words": words.words,
        "keys": list(keys),
        "key_names": list(keys.values()),
    }
    for name, rows in lines.items():
        (folder / f"{name}.txt").write_text("\n".join(rows), encoding="utf-8", newline="")
    marker.write_text(
        json.dumps(
            {
                "format": FORMAT,
                "counts": {name: len(rows) for name, rows in lines.items()},
                "countries": {entry: list(codes) for entry, codes in index.countries.items()},
            }
        ),
        encoding="utf-8",
    )


def load_index(folder: Path) -> "NameIndex":
    """Read an index that `save_index` wrote. Raises `IndexFormatError` where it is unfinished or of another format."""
    from licet.screening.names.index import NameIndex

    try:
        about = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        if about["format"] != FORMAT:
            raise IndexFormatError(f"{folder}: an index of format {about['format']}, not {FORMAT}; build it again")
        arrays = {
            name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
            for name in (*_ARRAYS, *_WORD_ARRAYS)
        }
        lines: dict[str, list[str]] = {}
        for name in _LINES:
            content = (folder / f"{name}.txt").read_text(encoding="utf-8")
            rows = content.split("\n") if content else []
            if len(rows) != about["counts"][name]:
                raise IndexFormatError(f"{folder}: {name}.txt has {len(rows)} lines, not {about['counts'][name]}")
            lines[name] = rows
    except (OSError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, IndexFormatError):
            raise
        raise IndexFormatError(f"{folder}: no readable index of names ({error}); build it again") from error
    if len(arrays["first"]) != len(lines["forms"]) or len(arrays["word_first"]) != len(lines["words"]):
        raise IndexFormatError(f"{folder}: arrays and lines of the index do not belong together; build it again")
    return NameIndex(
        texts=lines["texts"],
        entries=lines["entries"],
        kinds=lines["kinds"],
        countries={entry: tuple(codes) for entry, codes in about["countries"].items()},
        forms=lines["forms"],
        sorted_forms=lines["sorted_forms"],
        totals=arrays["totals"],
        commons=arrays["commons"],
        names_start=arrays["names_start"],
        names_of=arrays["names_of"],
        letters=LetterFilter(arrays["lengths"], arrays["first"], arrays["second"]),
        vocabulary=Vocabulary(
            lines["words"],
            LetterFilter(arrays["word_lengths"], arrays["word_first"], arrays["word_second"]),
            arrays["word_starts"],
            arrays["word_postings"],
        ),
        keys=dict(zip(lines["keys"], lines["key_names"], strict=True)),
    )
