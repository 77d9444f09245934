"""The text of a PDF, page by page."""

from __future__ import annotations

__all__ = ["pdf_text"]


def pdf_text(data: bytes, most_pages: int, most_characters: int) -> tuple[str, tuple[str, ...]]:
    """The text of the first pages and notes on what was left out. Raises `ValueError`."""
    try:
        import pypdfium2
    except ImportError:
        raise ValueError("reading PDF needs pypdfium2: pip install 'licet[documents]'") from None
    if b"%PDF-" not in data[:1024]:
        raise ValueError("is not a PDF file")
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        told = "is encrypted" if "password" in str(fault).lower() else "is a damaged PDF file"
        raise ValueError(told) from None
    notes: list[str] = []
    pages: list[str] = []
    size = unread = empty = 0
    try:
        count = len(opened)
        for number in range(min(count, most_pages)):
            try:
                page = opened[number]
                text_page = page.get_textpage()
                text = text_page.get_text_bounded()
                text_page.close()
                page.close()
            except pypdfium2.PdfiumError:
                unread += 1
                continue
            # U+FFFE and U+0002 are what the library gives for a hyphen at a line's end
            text = text.replace("\r\n", "\n").replace("\ufffe", "-\n").replace("\x02", "-\n")
            empty += not text.strip()
            size += len(text)
            pages.append(text)
            if size > most_characters:
                notes.append(f"only the first {number + 1:,} of {count:,} pages were read")
                break
    finally:
        opened.close()
    if count > most_pages:
        notes.append(f"only the first {most_pages:,} of {count:,} pages were read")
    if unread:
        notes.append(f"{unread:,} pages could not be read")
    if empty:
        notes.append(f"{empty:,} pages hold no text (pictures are not read)")
    return "\n".join(pages)[:most_characters], tuple(notes)
