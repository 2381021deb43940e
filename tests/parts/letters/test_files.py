"""Each file says the same, has real headings, lists and a language, and opens in LibreOffice without repair."""

from __future__ import annotations

import email
import email.policy
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from django.test import Client
from lxml import etree
from odf import teletype
from odf.opendocument import load
from odf.text import H, List, ListItem, P

from dueregard.parts.letters.gateways.mail_draft import mail_link
from dueregard.parts.letters.gateways.opendocument import as_opendocument
from dueregard.parts.letters.gateways.typesetter import CannotPrint, as_pdfs
from dueregard.parts.letters.gateways.word import as_word
from dueregard.rules.letters.document import Document, document_of
from dueregard.rules.letters.plain import as_text
from tests.builders import make_body
from tests.parts.letters.builders import MOTION, take

TEXT = """# Prevent at Brighton & Hove <Council>

Motion to the branch
Meeting of Thursday

## This branch notes

1. one “first” thing & more;
2. another.

## This branch resolves

1. to ask again.

- Asha Rao
- محمد علي

> Dear all
>
> our first letter
"""
LONG = "x" * 150 + " Łódź & “Südstadt” branch " + "שלום אבי " + "y" * 14
HEADINGS = ["Prevent at Brighton & Hove <Council>", "This branch notes", "This branch resolves"]


def made(language: str = "en-GB", text: str = TEXT, head: str = LONG) -> Document:
    """Return the document of the tests."""
    return document_of(text=text, head=head, language=language)


@pytest.mark.parametrize("language", ["en-GB", "cy"])
def test_a_word_file_has_real_headings_lists_and_a_language(language: str) -> None:
    opened = docx.Document(io.BytesIO(as_word(made(language))))
    styles = [(one.style.name if one.style else "", one.text) for one in opened.paragraphs]
    assert [text for style, text in styles if style.startswith("Heading")] == HEADINGS
    assert [style for style, text in styles if text in HEADINGS] == ["Heading 1", "Heading 2", "Heading 2"]
    assert next(text for style, text in styles if style == "List Number") == "one “first” thing & more;"
    numbers = [one._p.pPr.numPr.numId.val for one in opened.paragraphs if one._p.pPr.numPr is not None]
    assert numbers == [1, 1, 2, 3, 3]  # three lists, each of which begins again
    lang = opened.styles.element.find(".//{*}docDefaults//{*}lang")
    assert lang is not None
    assert lang.get(docx.oxml.ns.qn("w:val")) == language
    assert opened.core_properties.language == language
    assert opened.core_properties.title == HEADINGS[0]
    assert opened.core_properties.author == ""
    assert opened.core_properties.created is None


def test_the_head_of_a_word_file_holds_two_hundred_signs_and_turned_letters() -> None:
    opened = docx.Document(io.BytesIO(as_word(made())))
    head = opened.sections[0].header.paragraphs[0]
    assert head.text == LONG
    assert [run.text for run in head.runs if run.font.rtl] == ["שלום אבי"]


@pytest.mark.parametrize("language", ["en-GB", "cy"])
def test_an_opendocument_file_has_real_headings_lists_and_a_language(language: str) -> None:
    content = as_opendocument(made(language))
    opened = load(io.BytesIO(content))
    found = [(one.getAttribute("outlinelevel"), teletype.extractText(one)) for one in opened.getElementsByType(H)]
    assert found == list(zip(["1", "2", "2"], HEADINGS, strict=True))
    lists = opened.getElementsByType(List)
    assert [len(one.getElementsByType(ListItem)) for one in lists] == [2, 1, 2]
    assert any(teletype.extractText(one) == "محمد علي" for one in opened.getElementsByType(P))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == 0
        styles = etree.fromstring(archive.read("styles.xml"))
    text = styles.find(".//{*}default-style/{*}text-properties")
    name = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
    assert text is not None
    assert (text.get(f"{name}language"), text.get(f"{name}country")) == (language.partition("-")[0], "GB")


@pytest.mark.parametrize("language", ["en-GB", "cy"])
def test_a_pdf_is_tagged_and_says_its_language_and_title(language: str) -> None:
    (content,) = as_pdfs([made(language)])
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) in (language, "cy-GB")
        kinds = _kinds(opened.Root.StructTreeRoot)
    assert {"/H1", "/H2", "/L", "/LI", "/LBody"} <= kinds
    words = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded()
    assert "Prevent at Brighton & Hove <Council>" in words


def _kinds(node: pikepdf.Object) -> set[str]:
    found = {str(node.S)} if "/S" in node else set()
    for kid in node.get("/K", []) if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]:
        if isinstance(kid, pikepdf.Dictionary):
            found |= _kinds(kid)
    return found


def test_a_name_in_letters_that_no_font_has_is_named_and_the_other_files_have_it() -> None:
    strange = made(text="# Letter\n\n\U0001f3f4\U000e0067\U0001e900 \U00016b5a")
    with pytest.raises(CannotPrint, match=r"We have no font for “.”, so no PDF was made"):
        as_pdfs([strange])
    assert "\U00016b5a" in docx.Document(io.BytesIO(as_word(strange))).paragraphs[1].text


def test_signs_that_no_file_can_hold_are_left_out_of_all() -> None:
    bad = made(text="# A\x0b\x00title\n\nsome\x1b words\ud800 \u202eturned", head="a\x07b\nc")
    assert docx.Document(io.BytesIO(as_word(bad))).paragraphs[1].text == "title"
    assert "some words turned" in as_text(bad)
    assert bad.head == "ab c"
    load(io.BytesIO(as_opendocument(bad)))


def test_the_plain_text_is_seventy_two_columns_with_numbers() -> None:
    text = as_text(made(text="# T\n\n1. " + "word " * 40 + "\n2. two\n"))
    assert max(map(len, text.splitlines())) <= 72
    assert "\n2. two\n" in text
    assert "\n   word" in text


def test_a_link_for_mail_is_not_offered_where_it_would_be_cut() -> None:
    assert mail_link(made(text="# Hello\n\nYou & I"), to="a@northport.example").startswith(
        "mailto:a@northport.example?subject=Hello&body=Hello%0D%0A%3D%3D%3D%3D%3D%0D%0A%0D%0AYou%20%26%20I"
    )
    assert mail_link(made(text="# T\n\n" + "word " * 600)) == ""


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped_pack")
def test_every_download_says_the_same_words(client: Client) -> None:
    make_body()
    words = "publish its Prevent risk assessment and action plan whenever they are reviewed"
    files = {ending: take(client, "branch-motion", ending, **MOTION) for ending in ("docx", "odt", "pdf", "txt", "eml")}
    assert {one.status_code for one in files.values()} == {200}
    assert "no-store" in files["docx"]["Cache-Control"]
    assert files["odt"]["Content-Disposition"] == 'attachment; filename="branch-motion-university-of-northport.odt"'
    assert words in "\n".join(one.text for one in docx.Document(io.BytesIO(files["docx"].content)).paragraphs)
    assert words in "\n".join(
        teletype.extractText(one) for one in load(io.BytesIO(files["odt"].content)).getElementsByType(P)
    )
    draft = email.message_from_bytes(files["eml"].content, policy=email.policy.default)
    assert draft["X-Unsent"] == "1"
    assert draft["From"] is None
    assert draft["Subject"] == "The Prevent duty at the University of Northport"
    plain = files["txt"].content.decode()
    assert words in " ".join(plain.split())
    assert draft.get_content().strip().splitlines() == plain.strip().splitlines()
    pages = pypdfium2.PdfDocument(files["pdf"].content)
    printed = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    assert words in " ".join(printed.split())


def test_libreoffice_opens_both_without_repair(tmp_path: Path) -> None:
    assert shutil.which("soffice"), (
        "This test needs LibreOffice: install the packages that records/evidence/apps.py names."
    )
    (tmp_path / "a.docx").write_bytes(as_word(made()))
    (tmp_path / "b.odt").write_bytes(as_opendocument(made()))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "a.docx",
            "b.odt",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    for name in ("a.pdf", "b.pdf"):
        text = pypdfium2.PdfDocument(tmp_path / name)[0].get_textpage().get_text_bounded()
        assert "1. one “first” thing & more;" in " ".join(text.split())
        assert "1. to ask again." in " ".join(text.split())
