"""Files that break other systems end in pages or in a reason of their own, and the next file is read.

The numbers are those of the field's list of nasty inputs; each has bitten a system that groups use today.
"""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from dueregard.records.evidence.gateways.reader import Limits, ReadingOptions, close_reader
from dueregard.rules.documents.reading import Reason
from tests.mail.make import MAILS, mail
from tests.records.evidence.papers import SENTENCE, pdf, word_file
from tests.records.evidence.reading import Outcome, read
from tests.records.evidence.scans import SHORT, picture, saved_as, scanned

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n"


def huge_png() -> bytes:
    """Return a small file that says it is a picture of 2.5 gigapixels (43)."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    return PNG + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def pdf_of_objects(*objects: bytes) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is the catalogue."""
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(made + b"trailer <</Root 1 0 R /Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table))


def bomb_of_streams() -> bytes:
    """Return a PDF whose page is 280 MB of spaces, twice deflated: below two kilobytes (39)."""
    twice = zlib.compress(zlib.compress(b" " * 280_000_000, 9), 9)
    stream = b"<</Length %d /Filter [/FlateDecode /FlateDecode]>>\nstream\n%s\nendstream" % (len(twice), twice)
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R>>"
    return pdf_of_objects(b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [3 0 R] /Count 1>>", page, stream)


def loop_of_pages() -> bytes:
    """Return a PDF whose page tree contains itself and claims two billion pages (40)."""
    return pdf_of_objects(
        b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 /Parent 2 0 R>>"
    )


def word_of_noughts() -> bytes:
    """Return a Word file whose text expands to 300 MB (37)."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in given.namelist():
            if name != "word/document.xml":
                bomb.writestr(name, given.read(name))
        bomb.writestr("word/document.xml", b"<a>" + b" " * 300_000_000 + b"</a>")
    return made.getvalue()


def word_of_entities() -> bytes:
    """Return a Word file whose text is an entity of entities (38)."""
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    kind = f'<!DOCTYPE d [<!ENTITY e0 "lol">{levels}]>'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'{kind}<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", text)
    return made.getvalue()


def signed_looking_pdf() -> bytes:
    """Return a PDF with a signature field; what signs it does not matter to a reader (2)."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(1))) as document:
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature", V=pikepdf.Dictionary(Contents=b"\0" * 20))
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[document.make_indirect(field)], SigFlags=3)
        document.save(made)
    return made.getvalue()


def locked_pdf() -> bytes:
    """Return a PDF that asks for a password (23)."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(1))) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


def deep_html() -> bytes:
    """Return a web page with 100,000 elements inside one another."""
    return b"<html>" + b"<div>" * 100_000 + SENTENCE.encode() + b"</div>" * 100_000


def says(words: str) -> Callable[[Outcome], bool]:
    """Ask for pages with these words."""
    return lambda outcome: outcome.reason is None and words in outcome.text


def refused(*reasons: Reason) -> Callable[[Outcome], bool]:
    """Ask for one of these reasons."""
    return lambda outcome: outcome.reason in reasons


def page_refused(reason: Reason) -> Callable[[Outcome], bool]:
    """Ask for a page with this reason."""
    return lambda outcome: [page.reason for page in outcome.pages] == [reason]


# What it is, the name it comes under, its bytes, what must come of it.
NASTY: list[tuple[str, str, Callable[[], bytes], Callable[[Outcome], bool]]] = [
    ("2 a signed PDF", "signed.pdf", signed_looking_pdf, says(SENTENCE)),
    ("4 noughts in a text", "notes.txt", lambda: b"Minutes\0 of\0 May\n" * 9, says("Minutes of May")),
    ("5 UTF-16 without a mark", "notes.txt", lambda: "Minutes of May".encode("utf-16-le"), says("Minutes of May")),
    ("6 junk before a PDF", "scan", lambda: b"\0HP job header\r\n" * 60 + pdf(1), says(SENTENCE)),
    ("7 no bytes at all", "empty.pdf", bytes, refused(Reason.EMPTY)),
    ("13 a PDF cut in half", "half.pdf", lambda: pdf(9)[: len(pdf(9)) // 2], refused(Reason.DAMAGED, Reason.EMPTY)),
    ("13 a PDF without its end", "cut.pdf", lambda: pdf(9)[:-40], lambda one: "Page 9" in one.text),
    ("14 a PDF called a photograph", "scan.jpg", lambda: pdf(1), says(SENTENCE)),
    ("14 a photograph called a PDF", "scan.pdf", lambda: saved_as(picture(), "PNG"), says(SHORT)),
    ("14 a Word file called old Word", "letter.doc", word_file, says(SENTENCE)),
    ("18 an e-mail called a text", "mail.txt", lambda: MAILS["52-acknowledgement"], says("Subject:")),
    ("23 a locked PDF", "locked.pdf", locked_pdf, refused(Reason.PASSWORD)),
    ("37 a Word file of 300 MB in 300 kB", "plan.docx", word_of_noughts, refused(Reason.EXPANDS)),
    ("38 entities of entities", "plan.docx", word_of_entities, refused(Reason.DAMAGED, Reason.EMPTY)),
    ("39 a PDF of 280 MB in 2 kB", "form.pdf", bomb_of_streams, lambda outcome: bool(outcome.pages or outcome.reason)),
    ("40 a page tree that holds itself", "form.pdf", loop_of_pages, refused(Reason.DAMAGED, Reason.EMPTY)),
    ("43 a picture of 2.5 gigapixels", "map.png", huge_png, page_refused(Reason.PAGE_TOO_BIG)),
    ("44 1,500 mails in one another", "mail.eml", lambda: MAILS["49-nested-1500"], lambda one: bool(one.pages)),
    ("47 a boundary that never ends", "mail.eml", lambda: MAILS["01-no-final-boundary"], lambda one: bool(one.found)),
    ("a picture cut short", "scan.jpg", lambda: saved_as(picture(), "JPEG")[:-3000], page_refused(Reason.DAMAGED)),
    ("a sheet of noughts", "x.xlsx", lambda: b"PK\x03\x04" + bytes(900), refused(Reason.DAMAGED)),
    ("an old container of noise", "x.doc", lambda: OLE + os.urandom(3000), refused(Reason.DAMAGED)),
    ("a rich text of open brackets", "x.rtf", lambda: b"{\\rtf1" + b"{\\b " * 50_000 + b"Words", says("Words")),
    ("a web page of 100,000 levels", "x.html", deep_html, lambda outcome: bool(outcome.pages or outcome.reason)),
    ("a program", "minutes.pdf", lambda: b"\x7fELF\x02\x01\x01" + bytes(60), refused(Reason.UNKNOWN_KIND)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "made", "as_it_should"), [row[1:] for row in NASTY], ids=[row[0] for row in NASTY])
def test_a_nasty_file_ends_in_pages_or_its_reason_and_the_next_is_read(
    name: str, made: Callable[[], bytes], as_it_should: Callable[[Outcome], bool], tmp_path: Path
) -> None:
    outcome = read(made(), tmp_path, name=name, options=ReadingOptions())
    assert as_it_should(outcome), (outcome.reason, outcome.detail, outcome.pages[:2])
    assert read(pdf(1), tmp_path).text.endswith(SENTENCE)


def test_a_pdf_of_thousands_of_pages_comes_page_by_page(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf(1))) as document:
        page = document.pages[0]
        for _ in range(2_999):
            document.pages.append(page)
        document.save(tmp_path / "long.pdf")
    outcome = read(tmp_path / "long.pdf", tmp_path)
    assert [page.number for page in outcome.pages] == list(range(1, 3_001))
    few = ReadingOptions(recognises_words=False, limits=Limits(pages=100))
    cut = read(tmp_path / "long.pdf", tmp_path, options=few)
    assert (len(cut.pages), cut.reason) == (100, Reason.TOO_MANY)


def test_a_large_genuine_photograph_is_made_smaller_and_read(tmp_path: Path) -> None:
    large = picture(dpi=150).resize((12_000, 8_000))
    limits = Limits(picture_pixels=30_000_000, drawn_pixels=4_000_000)
    (page,) = read(saved_as(large, "JPEG"), tmp_path, options=ReadingOptions(limits=limits)).pages
    assert (page.text, page.reason) == (SHORT, None)


def test_a_file_that_needs_too_much_memory_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    limits = Limits(memory_bytes=64 << 20)
    noise = Image.frombytes("L", (9000, 9000), os.urandom(81_000_000))
    outcome = read(saved_as(noise, "BMP"), tmp_path, options=ReadingOptions(limits=limits))
    reasons = {outcome.reason, *(page.reason for page in outcome.pages)}
    assert reasons & {Reason.TOO_MUCH_MEMORY, Reason.PAGE_TOO_BIG, Reason.DAMAGED}
    assert read(pdf(1), tmp_path).text.endswith(SENTENCE)


def test_a_file_that_takes_too_long_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    slow = mail(b'<a x=">" ' + b" ".join(b"a%d" % number for number in range(250_000)) + b">", Content_Type="text/html")
    outcome = read(slow, tmp_path, name="mail.eml", seconds=0.2)
    assert outcome.reason is Reason.TOO_LONG
    assert read(pdf(1), tmp_path).text.endswith(SENTENCE)


def test_a_recognition_that_never_ends_leaves_its_page_with_the_reason_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && { echo Languages; echo eng; exit; }\nexec sleep 600\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    close_reader()
    try:
        outcome = read(scanned(picture(), picture("").convert("L")), tmp_path, options=ReadingOptions(), seconds=20)
    finally:
        close_reader()
    assert [page.reason for page in outcome.pages] == [Reason.TOO_LONG, None]


def test_a_file_larger_than_a_file_may_be_is_refused_before_it_is_read(tmp_path: Path) -> None:
    few = ReadingOptions(limits=Limits(file_bytes=1000))
    assert read(pdf(1), tmp_path, options=few).reason is Reason.TOO_LARGE
