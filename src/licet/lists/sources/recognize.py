"""Which parser reads a file: decided by its content, never by its name."""

from __future__ import annotations

import re
from collections.abc import Callable

from licet.lists.sources import bis, csl, ecfr, extracted, ofac, state
from licet.lists.sources.row import Parsed, SourceFault

_HTML = re.compile(rb"^\s*(?:<!doctype\s+html|<html|<head|<body|<!--.*?-->\s*<html)", re.IGNORECASE | re.DOTALL)
_OFAC_MAIN = re.compile(r'^"?\d+"?,"[^"]+",')
_OFAC_ALT = re.compile(r'^"?\d+"?,"?\d+"?,"?[afn]\.?k\.?a', re.IGNORECASE)
_OFAC_ADD = re.compile(r'^"?\d+"?,"?\d+"?,')

Parser = Callable[[bytes], Parsed]


def refuse_what_is_no_list(data: bytes) -> None:
    """Refuse an empty file, a web page, an archive. Raises `SourceFault`."""
    if not data.strip():
        raise SourceFault("the file is empty")
    if _HTML.match(data[:4096].lstrip(b"\xef\xbb\xbf")):
        raise SourceFault("this is a web page, not a list: the address may have moved, or a gate answered instead")
    if data[:4] == b"PK\x03\x04":
        raise SourceFault("this is a ZIP archive or a spreadsheet; unpack it, or save it as CSV")
    if data[:5] == b"%PDF-":
        raise SourceFault("this is a PDF; official lists are read from their CSV, XML or JSON")
    if b"\x00" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise SourceFault("this is a binary file, not a list")


def recognize(data: bytes) -> tuple[str, Parser]:
    """The format's name and its parser. `ofac-alt` and `ofac-add` are parts of a set, see `parts_of_a_set`.

    Raises `SourceFault` where no format fits; a header that nearly fits is named by its parser.
    """
    refuse_what_is_no_list(data)
    head = csl.decode(data[:65536])
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return _xml(start)
    if start.startswith(("{", "[")):
        return _json(start)
    first = start.split("\n", 1)[0].strip()
    if "\t" in first and "Name" in first:
        return "bis-dpl-txt", bis.parse_dpl
    names = {name.strip().strip('"').casefold() for name in first.split(",")}
    for fit, form, parser in _HEADERS:
        if len(fit & names) * 3 >= len(fit) * 2:
            return form, parser
    if _OFAC_ALT.match(first):
        return "ofac-alt", _part
    if _OFAC_ADD.match(first):
        return "ofac-add", _part
    if _OFAC_MAIN.match(first):
        return "ofac-main", ofac.parse_csv_set
    raise SourceFault(f"no known list begins with {first[:80]!r}")


_HEADERS: tuple[tuple[frozenset[str], str, Parser], ...] = (
    (frozenset(csl.REDUCED_COLUMNS), "csl-reduced", csl.parse_csv),
    (frozenset(csl.COLUMNS), "csl-csv", csl.parse_csv),
    (frozenset(name.casefold() for name in bis.EL_COLUMNS), "bis-el-csv", bis.parse_el),
    (frozenset(name.casefold() for name in state.ISN_COLUMNS), "state-isn-csv", state.parse_isn),
    (frozenset(name.casefold() for name in state.DEBARRED_COLUMNS), "state-debarred-csv", state.parse_debarred),
    (frozenset(name.casefold() for name in bis.DPL_FOLDED_COLUMNS), "bis-dpl-csv", bis.parse_dpl_folded),
    (frozenset(name.casefold() for name in bis.MEU_COLUMNS), "bis-meu-csv", bis.parse_meu),
    (frozenset(name.casefold() for name in bis.UVL_COLUMNS), "bis-uvl-csv", bis.parse_uvl),
)


def _part(data: bytes) -> Parsed:
    raise SourceFault("this is the alias or address part of OFAC's set; give it together with the main file")


def _xml(start: str) -> tuple[str, Parser]:
    if "sdnList" in start[:4000]:
        return "ofac-xml", ofac.parse_xml
    if re.search(r"<(?:ECFR|DIV\d|DLPSTEXTCLASS|TITLE|PART|VOLUME)\b", start[:8000], re.IGNORECASE):
        return "ecfr-xml", ecfr.parse_supplements
    raise SourceFault(f"no known list begins with {start[:80]!r}")


def _json(start: str) -> tuple[str, Parser]:
    if '"list_id"' in start[:4000]:
        return ("extract-mofcom", extracted.parse_mofcom) if start.startswith("[") else (
            "extract-json", extracted.parse_object
        )  # fmt: skip
    if '"results"' in start or ('"source"' in start[:8000] and '"name"' in start[:8000]):
        return "csl-json", csl.parse_json
    raise SourceFault("this JSON is no list that is known: neither 'results' nor 'list_id' stands near its start")


def parse(data: bytes) -> Parsed:
    """Recognize and read one self-contained file. Raises `SourceFault`."""
    return recognize(data)[1](data)
