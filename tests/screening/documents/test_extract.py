"""Documents of each format, whole, damaged and hostile."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from licet.screening.documents.extract import Limits, Unreadable, document, extract

SENTENCE = "Huawei Technologies Co., Ltd. and Hikvision"


def docx(*paragraphs: str) -> bytes:
    made = pytest.importorskip("docx").Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Sugon", "Dahua Technology"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def xlsx(*rows: list[object]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page, written by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length " + str(len(stream)).encode() + b">>\nstream\n" + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + each + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF".encode()


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def test_word() -> None:
    found = extract(docx(SENTENCE, "second"), ".docx")
    assert found.text.splitlines()[:2] == [SENTENCE, "second"]
    assert "Sugon\tDahua Technology" in found.text
    assert not found.plain


def test_excel_with_numbers_and_shared_strings() -> None:
    found = extract(xlsx(["name", "value"], [SENTENCE, 12]), ".xlsx")
    assert found.text.splitlines()[:2] == ["name\tvalue\t", f"{SENTENCE}\t12\t"]


def test_pdf() -> None:
    pytest.importorskip("pypdfium2")
    assert extract(pdf("Huawei and Hikvision"), ".pdf").text.strip() == "Huawei and Hikvision"


def test_pdf_pages_past_the_limit_are_told() -> None:
    pytest.importorskip("pypdfium2")
    found = extract(pdf("Huawei"), ".pdf", limits=Limits(pages=0))
    assert found.text == ""
    assert "first 0 of 1 pages" in found.notes[0]


def test_html_shows_what_a_page_shows() -> None:
    page = (
        b"<html><head><title>No</title><style>p{Huawei}</style><script>var a='Sugon';</script></head><body>"
        b"<p>Hua&#119;ei &amp; <b>Hik</b>vision<br>Dahua&nbsp;Technology</p><script>Sugon</script>"
        b"<!-- ZTE --><td>x<td>y"
    )
    assert extract(page, ".html").text == "Huawei & Hikvision\nDahua Technology\nx\ny"


def test_html_of_a_stated_encoding() -> None:
    page = '<meta charset="gb2312"><p>华为技术</p>'.encode("gb2312")
    assert extract(page, ".htm").text == "华为技术"


def test_mail_with_parts_and_attachments() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.com", "Bestellung für 华为"
    mail.set_content("plain Huawei")
    mail.add_alternative("<p>html Huawei</p>", subtype="html")
    mail.add_attachment(xlsx(["Sugon"]), maintype="application", subtype="octet-stream", filename="list.xlsx")
    mail.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="run.exe")
    found = extract(mail.as_bytes(), ".eml")
    assert "Subject: Bestellung für 华为" in found.text
    assert found.text.count("plain Huawei") == 1
    assert "html Huawei" not in found.text
    assert "Sugon" in found.text
    assert found.notes == ("attachment run.exe was not read",)


def test_mail_nested_deep_is_cut_and_told() -> None:
    inner = EmailMessage()
    inner.set_content("Huawei")
    for _ in range(30):
        outer = EmailMessage()
        outer.add_attachment(inner)
        inner = outer
    found = extract(inner.as_bytes(), ".eml")
    assert any("nested deeper" in note for note in found.notes)
    assert "Huawei" not in found.text


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    bomb = packed(word__document_xml=b"\0" * 40_000_000)
    with pytest.raises(Unreadable, match="bomb"):
        extract(bomb, ".docx")


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(repacked(docx("x"), "word/document.xml", b"<a>" + b" " * 3_000_000 + b"</a>"))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")  # the size that the directory states
    with pytest.raises(Unreadable):
        extract(bytes(data), ".docx", limits=Limits(unpacked_bytes=1_000_000))


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "Huawei"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    with pytest.raises(Unreadable, match="document type"):
        extract(repacked(docx("x"), "word/document.xml", bomb), ".docx")


def test_macros_are_told_and_left() -> None:
    found = extract(repacked(docx(SENTENCE), "word/vbaProject.bin", b"Sub Sugon"), ".docx")
    assert "macros in it were not read" in found.notes
    assert "Sub" not in found.text


def test_cells_past_the_limit_are_told() -> None:
    found = extract(xlsx(*[["Huawei"]] * 20), ".xlsx", limits=Limits(cells=5))
    assert found.text.count("Huawei") == 5
    assert found.notes


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".pdf"])
@pytest.mark.parametrize(
    "data", [b"", b"x", b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 100, b"%PDF-1.4 nothing", b"\xd0\xcf\x11\xe0"]
)
def test_damaged_files_are_refused_with_a_message(ending: str, data: bytes) -> None:
    with pytest.raises(Unreadable) as fault:
        extract(data, ending)
    assert str(fault.value)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_cut_files_are_refused(share: float) -> None:
    for data, ending in ((docx(SENTENCE), ".docx"), (xlsx([SENTENCE]), ".xlsx")):
        with pytest.raises(Unreadable):
            extract(data[: int(len(data) * share)], ending)


def test_an_archive_without_the_parts_of_its_format() -> None:
    with pytest.raises(Unreadable, match="parts are missing"):
        extract(packed(a=b"b"), ".docx")


def test_other_formats_and_disguises(tmp_path: Path) -> None:
    for ending in (".exe", "", ".doc"):
        with pytest.raises(Unreadable, match="known are"):
            extract(b"x", ending)
    with pytest.raises(Unreadable, match="PDF"):
        extract(pdf("x"), ".txt")
    with pytest.raises(Unreadable, match="No such file"):
        document(tmp_path / "none.txt")
    with pytest.raises(Unreadable, match="more than the 3"):
        extract(b"four", ".txt", limits=Limits(file_bytes=3))
