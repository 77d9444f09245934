"""The text of a document: plain text, HTML, PDF, Word, Excel and mail, each within bounds.

What is left out (macros, pictures, pages past the limit) is told in notes. A file that cannot be read raises
`Unreadable` with one clear message; nothing in a document is run or fetched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from licet.screening.documents.text import decode

__all__ = ["ENDINGS", "Document", "Limits", "Unreadable", "document", "extract"]

ENDINGS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".xlsx", ".eml")
MOST_CHARACTERS = 200_000_000
_ZIP = b"PK\x03\x04"
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_TAG_NAME = re.compile(r"<([/!?]?)([A-Za-z][A-Za-z0-9]*)?(?<!<)")
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "head"))
_MACROS = re.compile(r"(?:^|/)vbaProject\.bin$|(?:^|/)activeX/", re.IGNORECASE)


class Unreadable(Exception):
    """A file whose text cannot be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what one document may take: bytes as they lie, bytes unpacked, pages, characters, parts of a mail."""

    file_bytes: int = 256 << 20
    unpacked_bytes: int = 512 << 20
    ratio: int = 400
    pages: int = 3_000
    characters: int = MOST_CHARACTERS
    cells: int = 5_000_000
    depth: int = 8
    parts: int = 500


@dataclass(frozen=True, slots=True)
class Document:
    """A document's text. `plain`: it is the decoded file itself, so that offsets are those of the file."""

    text: str
    plain: bool
    encoding: str = ""
    notes: tuple[str, ...] = ()


def document(path: Path, *, encoding: str | None = None, limits: Limits | None = None) -> Document:
    """Read a file. Raises `Unreadable`."""
    limits = limits or Limits()
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Unreadable("is a folder")
        if size > limits.file_bytes:
            raise Unreadable(f"{size:,} bytes: more than the {limits.file_bytes:,} that are read")
        data = path.read_bytes()
    except OSError as fault:
        raise Unreadable(fault.strerror or str(fault)) from None
    return extract(data, path.suffix.lower(), encoding=encoding, limits=limits)


def extract(data: bytes, ending: str, *, encoding: str | None = None, limits: Limits | None = None) -> Document:
    """The text of a document of the format that `ending` names. Raises `Unreadable`."""
    limits = limits or Limits()
    if ending not in ENDINGS:
        raise Unreadable(f"format {ending or 'without ending'} is not read; known are {' '.join(ENDINGS)}")
    if len(data) > limits.file_bytes:
        raise Unreadable(f"{len(data):,} bytes: more than the {limits.file_bytes:,} that are read")
    try:
        if ending in (".txt", ".md"):
            return _plain(data, encoding)
        if ending in (".html", ".htm"):
            return _html_document(data, encoding, limits)
        if ending == ".eml":
            return _mail(data, limits)
        if ending == ".pdf":
            from licet.screening.documents.pdf import pdf_text

            text, notes = pdf_text(data, limits.pages, limits.characters)
            return Document(text, False, "", notes)
        return _office(data, ending, limits)
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable("too large for the memory there is") from None
    except RecursionError:
        raise Unreadable("nested too deep") from None
    except ValueError as fault:
        raise Unreadable(_told(fault)) from None


def _told(fault: Exception) -> str:
    return " ".join(str(fault).split())[:200] or type(fault).__name__


def _plain(data: bytes, encoding: str | None) -> Document:
    for mark, what in ((b"%PDF-", "a PDF"), (_ZIP, "a ZIP archive (Word or Excel?)"), (b"\x1f\x8b", "gzip"),
                       (b"\xd0\xcf\x11\xe0", "an old Office file")):  # fmt: skip
        if data.startswith(mark):
            raise Unreadable(f"is {what}, not text; give it the ending it has")
    decoded = decode(data, encoding)
    return Document(decoded.text, True, decoded.encoding, decoded.notes)


# ---------------------------------------------------------------- HTML

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,40})""", re.IGNORECASE)


def _html_document(data: bytes, encoding: str | None, limits: Limits) -> Document:
    stated = _CHARSET.search(data[:4096])
    decoded = None
    if encoding is None and stated is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            decoded = decode(data, stated.group(1).decode("ascii"))
        except ValueError:
            decoded = None  # a page that says wrongly what it is in
    if decoded is None:
        decoded = decode(data, encoding)
    text, notes = html_text(decoded.text, limits.characters)
    return Document(text, False, decoded.encoding, (*decoded.notes, *notes))


def html_text(source: str, most: int = MOST_CHARACTERS) -> tuple[str, tuple[str, ...]]:
    """The text that a page shows: no scripts or styles, entities decoded, one line a block.

    A walk of its own rather than the library's parser, whose time grows with the square of what is left unclosed.
    """
    pieces: list[str] = []
    at = 0
    while True:
        opened = source.find("<", at)
        if opened == -1:
            pieces.append(source[at:])
            break
        pieces.append(source[at:opened])
        if source.startswith("<!--", opened):
            closed = source.find("-->", opened + 4)
            if closed == -1:
                break
            at = closed + 3
            continue
        if not _TAG_NAME.match(source, opened):
            pieces.append("<")
            at = opened + 1
            continue
        closed = _tag_end(source, opened)
        if closed == -1:
            break
        found = _TAG_NAME.match(source, opened)
        name = (found.group(2) or "").lower() if found else ""
        at = closed + 1
        if name in _UNSEEN and found and not found.group(1):
            ending = re.compile(rf"</{name}\b", re.IGNORECASE).search(source, at)
            if ending is None and name != "head":
                break
            at = ending.start() if ending else at
        elif name in _BLOCKS:
            pieces.append("\n")
    text = unescape("\0".join(pieces)).replace("\0", "")
    text = re.sub(r"[ \t\r\f\v\u00a0]+", " ", text)
    text = re.sub(r" ?\n[ \n]*", "\n", text).strip()
    notes = () if len(text) <= most else (f"only the first {most:,} characters were read",)
    return text[:most], notes


def _tag_end(source: str, opened: int) -> int:
    """Where a tag closes; a ">" inside a quoted value does not close it."""
    closed = source.find(">", opened)
    for _ in range(4):
        if closed == -1 or closed - opened > 10_000:
            break
        inside = source[opened:closed]
        quote = next((mark for mark in "\"'" if inside.count(mark) % 2), "")
        following = source.find(quote, closed, closed + 10_000) if quote else -1
        if following == -1:
            break
        closed = source.find(">", following)
    return closed


# ---------------------------------------------------------------- Word and Excel


def _opened(data: bytes, limits: Limits) -> tuple[zipfile.ZipFile, tuple[str, ...]]:
    """The archive, once its stated and its real sizes are known to be within bounds."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError):
        raise Unreadable("is not a whole Office file (its archive is damaged)") from None
    if len(members) > 20_000:
        raise Unreadable(f"holds {len(members):,} parts; refused")
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("is encrypted")
    stated = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if stated > limits.unpacked_bytes or (stated > (1 << 24) and stated > packed * limits.ratio):
        raise Unreadable(f"unpacks to {stated:,} bytes from {packed:,}; refused as a bomb")
    notes = ("macros in it were not read",) if any(_MACROS.search(m.filename) for m in members) else ()
    return archive, notes


def _read(archive: zipfile.ZipFile, name: str, room: int) -> bytes:
    """A part, counted as it unpacks: the size an archive states may be a lie."""
    pieces = []
    with archive.open(name) as stream:
        while piece := stream.read(1 << 20):
            room -= len(piece)
            if room < 0:
                raise Unreadable("unpacks to more than it states or may; refused as a bomb")
            pieces.append(piece)
    return b"".join(pieces)


def _office(data: bytes, ending: str, limits: Limits) -> Document:
    if not data.startswith(_ZIP):
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise Unreadable("is encrypted or an Office file of before 2007; save it anew")
        raise Unreadable(f"is not a {ending} file")
    import xml.parsers.expat

    from licet.screening.documents.office import sheet_text, word_text

    archive, notes = _opened(data, limits)
    with archive:

        def part(name: str) -> bytes:
            return _read(archive, name, limits.unpacked_bytes)

        names = archive.namelist()
        try:
            if ending == ".docx":
                text, more = word_text(names, part, limits.characters)
            else:
                text, more = sheet_text(names, part, limits.cells, limits.characters)
        except (KeyError, zipfile.BadZipFile, EOFError, NotImplementedError, OSError):
            raise Unreadable(f"is not a whole {ending} file (parts are missing or damaged)") from None
        except xml.parsers.expat.ExpatError as fault:
            raise Unreadable(f"a part of it is not well-formed: {_told(fault)}") from None
        except Exception as fault:
            if "zlib" in type(fault).__module__ or type(fault).__name__ == "error":
                raise Unreadable("its archive is damaged") from None
            raise
    return Document(text, False, "", (*notes, *more))


# ---------------------------------------------------------------- mail


def _mail(data: bytes, limits: Limits) -> Document:
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.compat32)
    pieces: list[str] = []
    for header in ("From", "To", "Cc", "Subject", "Date"):
        pieces.extend(f"{header}: {_header(value)}" for value in message.get_all(header, []))
    pieces.append("")
    notes: list[str] = []
    room = [limits.parts, limits.characters]
    for piece in _parts(message, limits, notes, room, 0):
        pieces.append(piece)
        room[1] -= len(piece)
        if room[1] < 0:
            notes.append(f"only the first {limits.characters:,} characters were read")
            break
    return Document("\n".join(pieces), False, "", tuple(dict.fromkeys(notes)))


def _header(value: object) -> str:
    from email.header import decode_header, make_header

    try:
        return " ".join(str(make_header(decode_header(str(value)))).split())
    except (ValueError, LookupError, UnicodeError):
        return " ".join(str(value).split())


def _parts(message: object, limits: Limits, notes: list[str], room: list[int], depth: int) -> Iterator[str]:
    from email.message import Message

    if not isinstance(message, Message):
        return
    if depth > limits.depth:
        notes.append(f"parts nested deeper than {limits.depth} were left out")
        return
    room[0] -= 1
    if room[0] < 0:
        notes.append(f"only the first {limits.parts:,} parts were read")
        return
    if message.is_multipart():
        inner = message.get_payload()
        several = list(inner) if isinstance(inner, list) else []
        if message.get_content_subtype() == "alternative":
            plain = [each for each in several if isinstance(each, Message) and each.get_content_type() == "text/plain"]
            several = plain or several
        for each in several:
            yield from _parts(each, limits, notes, room, depth + 1)
        return
    try:
        payload = message.get_payload(decode=True)
    except (ValueError, AssertionError):
        payload = None
    if not isinstance(payload, bytes):
        return
    name = _header(message.get_filename() or "")
    kind = message.get_content_type()
    if kind in ("text/plain", "text/html"):
        charset = message.get_content_charset()
        try:
            text = decode(payload, charset).text
        except ValueError:
            text = decode(payload).text
        yield html_text(text, limits.characters)[0] if kind == "text/html" else text
        return
    ending = Path(name).suffix.lower()
    if ending in ENDINGS and ending != ".eml":
        try:
            attached = extract(payload, ending, limits=limits)
        except Unreadable as fault:
            notes.append(f"attachment {name}: {fault}")
            return
        notes.extend(f"attachment {name}: {note}" for note in attached.notes)
        yield f"{name}\n{attached.text}"
        return
    notes.append(f"attachment {name or kind} was not read")
