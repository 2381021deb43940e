"""What a file is shows in its bytes; its name is asked only between kinds of plain text."""

import pytest

from dueregard.rules.documents.kinds import Kind, kind_in_ole, kind_in_zip, kind_of

_OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
_SPACES = "xmlns:far='urn:away' " * 200
_OPEN = "application/vnd.oasis.opendocument"
BYTES = [
    (b"%PDF-1.7\n%\xe2\xe3", "report.pdf", Kind.PDF),
    (b"%PDF-1.4\n", "photo.jpg", Kind.PDF),
    (b"\0\0junk of a scanner\r\n" * 40 + b"%PDF-1.4\r\n", "scan", Kind.PDF),
    (b'{"see": "a file begins with %PDF-1.4 or so"}', "about.json", Kind.TEXT),
    (b"{\\rtf1\\ansi", "letter.doc", Kind.RTF),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "scan.pdf", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n\0", "", Kind.PNG),
    (b"II*\0\x08\0\0\0", "", Kind.TIFF),
    (b"MM\0*\0\0\0\x08", "", Kind.TIFF),
    (b"RIFF\x24\0\0\0WEBPVP8 ", "", Kind.WEBP),
    (b"RIFF\x24\0\0\0WAVEfmt ", "talk.mp3", Kind.WAV),
    (b"GIF89a\x01\0", "", Kind.GIF),
    (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0", "", Kind.BMP),
    (b"BM is how this memo begins, and it goes on for a while", "memo.txt", Kind.TEXT),
    (b"ID3\x04\0", "", Kind.MP3),
    (b"\xff\xfb\x90\x64", "", Kind.MP3),
    (b"\xff\xf1\x50\x80", "", Kind.AAC),
    (b"OggS\0\x02", "", Kind.OGG),
    (b"\0\0\0\x20ftypM4A \0\0", "", Kind.M4A),
    (b"\0\0\0\x20ftypisom\0\0", "", Kind.MP4),
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "photo.heic", Kind.HEIC),
    (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "photo", Kind.HEIC),
    (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "photo", Kind.AVIF),
    (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", "photo.heic", Kind.AVIF),
    (b"PK\x03\x04\x14\0", "report.docx", Kind.ZIP),
    (b"7z\xbc\xaf\x27\x1c\0\x04", "", Kind.SEVEN_ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", Kind.OLD_OFFICE),
    (b"\0\x01\0\0Standard Jet DB\0", "cases.mdb", Kind.MDB),
    (b"From: a@northport.example\r\nSubject: Reply\r\n\r\nText", "reply", Kind.EML),
    (b"Received: by mail\nFrom: a@northport.example\n\n<html>", "reply.html", Kind.EML),
    (b"From: the minutes of May\n\nThe council met.", "minutes.txt", Kind.TEXT),
    (b"<!DOCTYPE html><html>", "page.txt", Kind.HTML),
    (b"\xef\xbb\xbf<html>", "page", Kind.HTML),
    (b"year,referrals\n2024,12\n", "figures.csv", Kind.CSV),
    (b"year\treferrals\n", "figures.TSV", Kind.TSV),
    (b"# Heading\n", "notes.md", Kind.MARKDOWN),
    ("Café: the Welsh for tŷ".encode(), "notes", Kind.TEXT),
    ("Minutes of the meeting".encode("utf-16"), "minutes.txt", Kind.TEXT),
    ("Minutes of the meeting".encode("utf-16-le"), "minutes.txt", Kind.TEXT),
    ("<html><body>Page".encode("utf-16"), "page", Kind.HTML),
    (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0", "minutes.txt", Kind.UNKNOWN),
    (b"Content-Language: en\r\nReturn-Path: <a@b.example>\r\nFrom: a@b.example\r\n\r\nText", "reply", Kind.EML),
    (b"Content-Type: text/plain;\n charset=utf-8\nMIME-Version: 1.0\nSubject: Reply\n\nText", "", Kind.EML),
    (b"Thread-Index: a\nSubject: Reply\n\nText", "reply.eml", Kind.EML),
    (b"Title: Minutes\nDate: 4 May\nTo: all\n\nThe panel met.", "minutes.md", Kind.MARKDOWN),
    (b"Title: Minutes\nThe panel met.\nFrom: here\nMessage-ID: 1\n", "minutes.txt", Kind.TEXT),
    (b"From a@b.example Mon Nov  2 10:00:00 2026\nX-Odd: 1\nFrom: a@b.example\n\nText", "reply", Kind.MBOX),
    (b"From Monday 4 May 2026 at 10:00 we are closed.\nBring a friend.", "note.txt", Kind.TEXT),
    (b"name" + bytes(253) + b"ustar\x0000", "letters", Kind.TAR),
    (b"\x1f\x8b\x08\0", "letters.tgz", Kind.GZIP),
    (b"\x78\x9f\x3e\x22\0\0", "winmail.dat", Kind.WINMAIL),
    (f'<?xml version="1.0"?>\n<office:document {_OFFICE} office:mimetype="{_OPEN}.text">'.encode(), "", Kind.FODT),
    (f"<o:document {_OFFICE} o:mimetype='{_OPEN}.spreadsheet-template'>".encode(), "a.fodt", Kind.FODS),
    (f'<office:document {_OFFICE} office:mimetype="{_OPEN}.presentation">'.encode(), "a.xml", Kind.FODP),
    (f'<office:document {_OFFICE} office:mimetype="{_OPEN}.graphics">'.encode(), "a.xml", Kind.TEXT),
    (f"<office:document {_OFFICE} {_SPACES} office:mimetype=".encode()[:4096], "a.fodp", Kind.FODP),
    (b"<document><text>Minutes</text></document>", "minutes.fodt", Kind.TEXT),
    (b"", "empty.pdf", Kind.EMPTY),
]


@pytest.mark.parametrize(("head", "name", "kind"), BYTES)
def test_a_file_is_what_its_bytes_say(head: bytes, name: str, kind: Kind) -> None:
    assert kind_of(head, name=name) is kind


@pytest.mark.parametrize(
    ("names", "mimetype", "kind"),
    [
        (["[Content_Types].xml", "word/document.xml"], "", Kind.DOCX),
        (["[Content_Types].xml", "xl/workbook.xml"], "", Kind.XLSX),
        (["[Content_Types].xml", "xl/workbook.bin"], "", Kind.XLSB),
        (["[Content_Types].xml", "ppt/presentation.xml"], "", Kind.PPTX),
        (["content.xml"], "application/vnd.oasis.opendocument.text", Kind.ODT),
        (["content.xml"], "application/vnd.oasis.opendocument.spreadsheet-template", Kind.ODS),
        (["word/document.xml"], "", Kind.ZIP),
        (["minutes.docx", "plan.pdf"], "", Kind.ZIP),
        (["Index/Document.iwa", "Index/Tables/DataList.iwa", "preview.jpg"], "", Kind.NUMBERS),
    ],
)
def test_a_zip_is_what_its_parts_say(names: list[str], mimetype: str, kind: Kind) -> None:
    assert kind_in_zip(names, mimetype) is kind


def test_an_office_file_whose_parts_lie_elsewhere_is_what_its_list_of_types_says() -> None:
    types = '<Override PartName="/a/b.xml" ContentType="application/vnd.ms-word.wordprocessingml.document.main+xml"/>'
    assert kind_in_zip(["[Content_Types].xml", "a/b.xml"], "", types) is Kind.DOCX
    assert kind_in_zip(["[Content_Types].xml", "a/b.xml"], "", "<Types/>") is Kind.ZIP
    assert kind_in_zip(["a/b.xml"], "", types) is Kind.ZIP


@pytest.mark.parametrize(
    ("streams", "kind"),
    [
        ({"EncryptedPackage", "EncryptionInfo"}, Kind.LOCKED_OFFICE),
        ({"__properties_version1.0"}, Kind.MSG),
        ({"Workbook"}, Kind.XLS),
        ({"WORKBOOK"}, Kind.XLS),
        ({"WordDocument", "1Table"}, Kind.DOC),
        ({"PowerPoint Document"}, Kind.PPT),
        ({"Contents"}, Kind.OLD_OFFICE),
    ],
)
def test_an_old_office_file_is_what_its_streams_say(streams: set[str], kind: Kind) -> None:
    assert kind_in_ole(streams) is kind
