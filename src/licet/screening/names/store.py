"""An index in one file, which is mapped into memory: columns of numbers and lines of text.

The first line names the format and holds the CRC-32 of all that follows; a file that does not agree with it is refused,
whatever part of it was damaged. The second says where each column begins. No code is stored.
"""

import json
import mmap
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from licet.screening.names.deletions import Deletions
from licet.screening.names.filter import LetterFilter
from licet.screening.names.identity import Keys
from licet.screening.names.lines import Lines, in_lines
from licet.screening.names.near import Forms
from licet.screening.names.tokens import Vocabulary
from licet.screening.names.word_marks import WordMarks

if TYPE_CHECKING:
    from licet.screening.names.index import NameIndex

__all__ = ["FILE", "IndexFormatError", "load_index", "save_index"]

FILE = "names.index"
FORMAT = 2
_ALIGNED = 64

Array = NDArray[Any]


class IndexFormatError(ValueError):
    """The folder holds no index of this format, or a damaged one; build it again."""


def save_index(index: "NameIndex", folder: Path) -> None:
    """Write the index. Raises `OSError`."""
    data = bytearray()
    places: dict[str, list[Any]] = {}
    for name, array in _columns_of(index).items():
        data += b"\0" * (-len(data) % _ALIGNED)
        places[name] = [array.dtype.str, list(array.shape), len(data)]
        data += np.ascontiguousarray(array).tobytes()
    body = _line(places) + data
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(_line({"format": FORMAT, "size": len(body), "crc32": zlib.crc32(body)}) + body)


def _line(value: object) -> bytes:
    """JSON in a line that ends where a column may begin."""
    text = json.dumps(value).encode("ascii")
    return text + b" " * (-(len(text) + 1) % _ALIGNED) + b"\n"


def _columns_of(index: "NameIndex") -> dict[str, Array]:
    vocabulary, letters, marks = index.vocabulary, index.forms.letters, index.vocabulary.marks
    columns: dict[str, Array] = {
        "entry_of": index.entry_of, "names_start": index.names_start, "names_of": index.names_of,
        "word_starts": index.word_starts, "word_rows": index.word_rows, "totals": index.totals,
        "commons": index.commons, "common_bits": index.common_bits,
        "key_starts": index.keys.starts, "key_names": index.keys.names,
        "lengths": letters.lengths, "first": letters.first, "second": letters.second, "groups": letters.groups,
        "postings": vocabulary.postings, "posting_starts": vocabulary.starts,
    }  # fmt: skip
    for name in _MARKS:
        columns["mark_" + name] = getattr(marks, name)
    for name, deletions in (("one", vocabulary.one_edit), ("two", vocabulary.two_edits)):
        columns |= {
            f"{name}_hashes": deletions.hashes, f"{name}_words": deletions.words, f"{name}_present": deletions.present,
        }  # fmt: skip
    texts = {
        "texts": index.texts, "kinds": index.kinds, "entry_ids": index.entry_ids, "countries": index.countries,
        "keys": index.keys.keys, "forms": index.forms.strings, "ordered": index.forms.ordered,
        "words": vocabulary.words,
    }  # fmt: skip
    for name, lines in texts.items():
        blob, ends = in_lines(lines)
        columns[name] = np.frombuffer(blob, dtype=np.uint8)
        columns[name + "_ends"] = ends
    return columns


_MARKS = ("sizes", "classes", "beginnings", "sounds", "weights", "counted", "first")


def load_index(folder: Path) -> "NameIndex":
    """Map an index that `save_index` wrote. Raises `IndexFormatError` where it is damaged or of another format."""
    from licet.screening.names.index import NameIndex

    try:
        with (folder / FILE).open("rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            first, second = file.readline(), file.readline()
        header = json.loads(first)
        if header["format"] != FORMAT:
            raise IndexFormatError(f"{folder}: an index of format {header['format']}, not {FORMAT}; build it again")
        body = data[len(first) :]
        if len(body) != header["size"] or zlib.crc32(body) != header["crc32"]:
            raise IndexFormatError(f"{folder}: {FILE} is damaged; build it again")
        columns = {
            name: np.frombuffer(
                body, dtype=np.dtype(kind), count=int(np.prod(shape)), offset=len(second) + offset
            ).reshape(shape)
            for name, (kind, shape, offset) in json.loads(second).items()
        }
        return NameIndex(
            texts=_lines(columns, "texts"),
            kinds=_lines(columns, "kinds"),
            entry_of=columns["entry_of"],
            entry_ids=_lines(columns, "entry_ids"),
            countries=_lines(columns, "countries"),
            keys=Keys(_lines(columns, "keys"), columns["key_starts"], columns["key_names"]),
            forms=Forms(
                _lines(columns, "forms"),
                _lines(columns, "ordered"),
                LetterFilter(columns["lengths"], columns["first"], columns["second"], columns["groups"]),
            ),
            names_start=columns["names_start"],
            names_of=columns["names_of"],
            vocabulary=Vocabulary(
                words=_lines(columns, "words"),
                marks=WordMarks(**{name: columns["mark_" + name] for name in _MARKS}),
                one_edit=_deletions(columns, "one", 1),
                two_edits=_deletions(columns, "two", 2),
                starts=columns["posting_starts"],
                postings=columns["postings"],
            ),
            word_starts=columns["word_starts"],
            word_rows=columns["word_rows"],
            totals=columns["totals"],
            commons=columns["commons"],
            common_bits=columns["common_bits"],
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, IndexFormatError):
            raise
        raise IndexFormatError(f"{folder}: no readable index of names ({error}); build it again") from error


def _lines(columns: dict[str, Array], name: str) -> Lines:
    return Lines(columns[name].data, columns[name + "_ends"])


def _deletions(columns: dict[str, Array], name: str, most: int) -> Deletions:
    return Deletions(columns[name + "_hashes"], columns[name + "_words"], columns[name + "_present"], most)
