"""Plain functions that make documents, their pages and what is cited from them, as the actions leave them.

PDFs are real: typst sets them and pypdfium2 says where their words stand.
"""

import io
import uuid
import wave
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import pypdfium2
import typst
from PIL import Image

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.actions.mark_passage import mark_passage
from dueregard.records.evidence.models import Document, HiddenData, Page, Passage, Provenance, Reading
from dueregard.records.groups.models import Group
from dueregard.rules.documents.commitment import commitment
from dueregard.rules.documents.page_words import words_to_bytes
from dueregard.rules.documents.passages import find_words
from dueregard.rules.documents.reading import TextSource, Word

SALT = "5a" * 32
CAME_AT = datetime(2026, 11, 4, 14, 12, tzinfo=UTC)
RISK = "The risk in our schools is assessed as low. Staff training was last renewed in 2022."
PLAN = "The action plan names no owner. It was to be reviewed by the board in March 2025."


def make_document(group: Group, *, content: bytes = b"", **fields: Any) -> Document:
    """Make a document of a group that has been read, without pages. Without `content` it has bytes of its own."""
    content = content or f"Minutes of {uuid.uuid4()}".encode()
    return Document.objects.create(
        **{
            "group": group,
            "sha256": store.put(content),
            "size": len(content),
            "name": "minutes.txt",
            "media_type": "text/plain",
            "received_at": CAME_AT,
            "reading": Reading.READ,
            "read_at": CAME_AT,
            "came_in_reply": bool(fields.get("body")),  # as if that body had sent it
            **fields,
        }
    )


def make_page(document: Document, text: str = RISK, *, words: tuple[Word, ...] = (), **fields: Any) -> Page:
    """Make the next page of a document, with the places of its words if they are given."""
    page = Page.objects.create(
        **{
            "document": document,
            "number": document.pages.count() + 1,
            "text": text,
            "source": TextSource.TEXT,
            "words": store.put(words_to_bytes(words)) if words else "",
            "read_at": CAME_AT,
            **fields,
        }
    )
    document.pages_read = document.pages_expected = document.pages.count()
    document.save(update_fields=["pages_read", "pages_expected"])
    return page


def make_pdf_document(group: Group, *texts: str, **fields: Any) -> Document:
    """Make a PDF with one page for each text, read with its words in their places."""
    content = pdf_of(*(texts or (RISK, PLAN)))
    document = make_document(
        group, content=content, **{"name": "risk-assessment.pdf", "media_type": "application/pdf", **fields}
    )
    for text, width, height, words in read_pdf(content):
        make_page(document, text, words=words, width=width, height=height)
    return document


def make_public_copy(original: Document, *texts: str, **fields: Any) -> Document:
    """Make the public copy of a document: a PDF of its own with these texts, or with those of the original."""
    texts = texts or tuple(f"{page.text}\n(Copy for the public.)" for page in original.pages.all())
    copy = make_pdf_document(
        original.group,
        *texts,
        **{
            "body": original.body,
            "copy_of": original,
            "is_public": True,
            "title": original.title,
            "came_in_reply": original.came_in_reply,
            "salt": SALT,
            "commitment": commitment(SALT, [store.get(original.sha256)]),
            **fields,
        },
    )
    Provenance.objects.create(
        document=copy,
        kind=Provenance.Kind.COPY,
        key=str(original.pk),
        at=CAME_AT,
        name=copy.name,
        says="Made here for the public",
        parent=original,
    )
    return copy


def make_provenance(document: Document, **fields: Any) -> Provenance:
    """Say that a document came with a letter."""
    return Provenance.objects.create(
        **{
            "document": document,
            "kind": Provenance.Kind.CORRESPONDENCE,
            "key": uuid.uuid4().hex,
            "at": CAME_AT,
            "name": document.name,
            "says": "With a reply of University of Northport",
            "path": "/desk/messages/1/",
            **fields,
        }
    )


def make_hidden(document: Document, **fields: Any) -> HiddenData:
    """Say that something lies hidden in a document."""
    return HiddenData.objects.create(
        **{
            "document": document,
            "position": document.hidden_data.count() + 1,
            "channel": "hidden_sheet",
            "where": "sheet 2, “Referrals”",
            "count": 90,
            "sample": "Robin Sample, year 9",
            **fields,
        }
    )


@lru_cache(maxsize=64)
def pdf_of(*texts: str) -> bytes:
    """Return a PDF with one small page for each text."""
    pages = "\n#pagebreak()\n".join(f"#text({_quoted(text)})" for text in texts)
    source = f'#set page(paper: "a5", margin: 2cm)\n#set text(size: 12pt, hyphenate: false)\n{pages}'
    made: bytes = typst.compile(source.encode())
    return made


@lru_cache(maxsize=64)
def read_pdf(content: bytes) -> tuple[tuple[str, float, float, tuple[Word, ...]], ...]:
    """Return each page's text, width, height and words, as the readers find them."""
    pdf = pypdfium2.PdfDocument(content)
    read = []
    for page in pdf:
        width, height = page.get_size()
        text_page = page.get_textpage()
        text = text_page.get_text_range().replace("\r\n", "\n")
        read.append((text, width, height, tuple(_words(text_page, text_page.get_text_range(), height))))
    pdf.close()
    return tuple(read)


def _words(text_page: Any, text: str, height: float) -> list[Word]:
    words: list[Word] = []
    start = 0
    for at, sign in enumerate(f"{text} "):
        if not sign.isspace():
            continue
        if at > start:
            boxes = [text_page.get_charbox(index) for index in range(start, at)]
            words.append(
                Word(
                    text[start:at],
                    min(box[0] for box in boxes),
                    height - max(box[3] for box in boxes),
                    max(box[2] for box in boxes),
                    height - min(box[1] for box in boxes),
                )
            )
        start = at + 1
    return words


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@lru_cache(maxsize=4)
def sound_of(seconds: int = 2) -> bytes:
    """Return silence as a WAV file of 8 kHz."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000 * seconds)
    return file.getvalue()


def picture_of(kind: str = "JPEG", *, size: tuple[int, int] = (640, 480)) -> bytes:
    """Return a picture whose EXIF data say where it was taken, and with what."""
    picture = Image.new("RGB", size, "#7a3b2e")
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    file = io.BytesIO()
    picture.save(file, kind, exif=exif)
    return file.getvalue()


def make_passage(page: Page, words: str, *, by: Person, now: datetime = CAME_AT) -> Passage:
    """Keep words of a page as a passage, through the real action, whatever their lines."""
    span = find_words(page.text, words)
    assert span, f"{words!r} is not on the page"
    return mark_passage(page=page, start=span.start, end=span.end, by=by, now=now)
