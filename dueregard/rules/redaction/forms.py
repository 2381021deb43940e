"""In which form a document may be published: by its kind, and never as it came.

Pages become new pixels, those of a PDF like those of a drawn Office file, mail or web page, and so do pictures. Plain
texts and tables are set anew; sound is coded anew. A kind that is not named here cannot be published.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dueregard.rules.documents.drawn_kinds import is_drawn_kind


class Form(StrEnum):
    """What the copy is."""

    PAGES = "pages"  # a PDF of drawn pages
    PICTURE = "picture"  # a JPEG of new pixels
    SET = "set"  # a PDF set anew from the words
    TABLE = "table"  # CSV of the cells that are visible
    SOUND = "sound"  # an MP3 with spans silenced


@dataclass(frozen=True, slots=True)
class Described:
    """A form in words, with the media type and the ending of the file it makes."""

    says: str
    media_type: str
    ending: str


FORMS: dict[Form, Described] = {
    Form.PAGES: Described("a new PDF made from pictures of the pages", "application/pdf", "pdf"),
    Form.PICTURE: Described("a new picture without hidden details", "image/jpeg", "jpg"),
    Form.SET: Described("a new PDF of what can be seen in it", "application/pdf", "pdf"),
    Form.TABLE: Described("a table (CSV) of the visible cells", "text/csv", "csv"),
    Form.SOUND: Described("a new recording (MP3) with the marked parts silenced", "audio/mpeg", "mp3"),
}
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_BOOKS = {
    f"{_OOXML}spreadsheetml.sheet",
    "application/vnd.ms-excel",
    "application/vnd.ms-excel.sheet.binary.macroenabled.12",
    f"{_ODF}spreadsheet",
    f"{_ODF}spreadsheet-flat-xml",
}
_TABLES = {"text/csv", "text/tab-separated-values"}
_TEXTS = {"text/plain", "text/markdown"}
_PICTURES = {"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp", "image/heic", "image/avif"}
_SOUNDS = ("audio/", "video/")


_PRINT = "{what} cannot be published from here. Open it on your own computer, print it to a PDF, and upload that PDF."
_INSTEAD = {
    "application/vnd.ms-outlook": _PRINT.format(what="A message saved by Outlook (MSG)"),
    "application/mbox": "A mailbox cannot be published whole. Each e-mail in it is a document of its own: publish "
    "those.",
    "application/ms-tnef": _PRINT.format(what="A message packed by Outlook (winmail.dat)"),
    **dict.fromkeys(
        ("application/zip", "application/x-7z-compressed", "application/x-tar", "application/gzip"),
        "An archive cannot be published whole. Each file inside it is a document of its own: publish those.",
    ),
}


class NotPublishable(ValueError):
    """A file of this kind cannot be published; the sentence says what to do instead."""

    def __init__(self, media_type: str = "", *, says: str = "") -> None:
        super().__init__(says or _INSTEAD.get(media_type, _PRINT.format(what="A file of this kind")))


def forms_for(media_type: str) -> tuple[Form, ...]:
    """Return the forms in which a file of this kind may be published, the usual one first. Raises: NotPublishable"""
    kind = media_type.partition(";")[0].strip().lower()
    if kind in {"application/pdf", "image/tiff"}:
        return (Form.PAGES,)
    if kind in _BOOKS:
        return (Form.PAGES, Form.TABLE)
    if is_drawn_kind(kind):
        return (Form.PAGES,)
    if kind in _PICTURES:
        return (Form.PICTURE,)
    if kind in _TABLES:
        return (Form.SET, Form.TABLE)
    if kind in _TEXTS:
        return (Form.SET,)
    if kind.startswith(_SOUNDS):
        return (Form.SOUND,)
    raise NotPublishable(kind)


def copy_name(form: Form, title: str) -> str:
    """Return what the copy's file is called: by its title if a person gave one, never by the original's name."""
    plain = "".join(sign if sign.isalnum() and sign.isascii() else " " for sign in title.lower())
    return f"{'-'.join(plain.split())[:60].strip('-') or 'public-copy'}.{FORMS[form].ending}"
