"""Reading XML that others wrote: no document types, no entities, no surprises in size."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from licet.lists.sources.row import SourceFault


def events(data: bytes) -> Iterator[tuple[str, ET.Element]]:
    """Start and end events. A document type (the road of entity bombs) is refused; so is a cut-off file."""
    head = data[:65536].upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in data[:1_000_000].upper():
        raise SourceFault("the XML declares a document type or entities; official files have none")
    try:
        for event, element in ET.iterparse(io.BytesIO(data), events=("start", "end")):
            yield str(event), element
    except ET.ParseError as error:
        raise SourceFault(f"not readable as XML ({error}); the file may be cut off") from None


def local(element: ET.Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def text_of(element: ET.Element) -> str:
    """All text below an element, spaces made one."""
    return " ".join("".join(element.itertext()).split())
