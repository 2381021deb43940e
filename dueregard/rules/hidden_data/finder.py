"""Asks the modules that know a file's kind what it hides.

A part that breaks its reader is named as not looked into, never passed over in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import thing
from dueregard.rules.hidden_data.mails import hidden_in_html, hidden_in_mail, hidden_in_rtf
from dueregard.rules.hidden_data.old_workbooks import hidden_in_old_workbook
from dueregard.rules.hidden_data.open_files import hidden_in_open_file
from dueregard.rules.hidden_data.packages import NotAPackage, Package
from dueregard.rules.hidden_data.pdf import hidden_in_pdf
from dueregard.rules.hidden_data.pictures import hidden_in_picture
from dueregard.rules.hidden_data.slides import hidden_in_slides
from dueregard.rules.hidden_data.sound import hidden_in_sound
from dueregard.rules.hidden_data.texts import hidden_in_text
from dueregard.rules.hidden_data.workbooks import hidden_in_workbook

LookedAt = Mapping[int, list[HiddenThing]]
_NO_PAGES: LookedAt = {}
_ODF = "application/vnd.oasis.opendocument."
_OOXML = "application/vnd.openxmlformats-officedocument."
_MACROS = "application/vnd.ms-"
MOST_FINDINGS = 500

_IN_PACKAGES: dict[str, Callable[[Package], Iterator[HiddenThing]]] = {
    f"{_OOXML}spreadsheetml.sheet": hidden_in_workbook,
    f"{_OOXML}spreadsheetml.template": hidden_in_workbook,
    f"{_MACROS}excel.sheet.macroenabled.12": hidden_in_workbook,
    f"{_OOXML}presentationml.presentation": hidden_in_slides,
    f"{_OOXML}wordprocessingml.document": hidden_in_text,
    f"{_OOXML}wordprocessingml.template": hidden_in_text,
    f"{_MACROS}word.document.macroenabled.12": hidden_in_text,
    f"{_ODF}text": hidden_in_open_file,
    f"{_ODF}spreadsheet": hidden_in_open_file,
    f"{_ODF}presentation": hidden_in_open_file,
}
_MAIN_PARTS = {
    f"{_OOXML}spreadsheetml.sheet": "xl/workbook.xml",
    f"{_OOXML}presentationml.presentation": "ppt/presentation.xml",
    f"{_OOXML}wordprocessingml.document": "word/document",
}
_IN_BYTES: dict[str, Callable[[bytes], Iterator[HiddenThing]]] = {
    "image/jpeg": hidden_in_picture,
    "image/png": hidden_in_picture,
    "image/tiff": hidden_in_picture,
    "image/webp": hidden_in_picture,
    "image/gif": hidden_in_picture,
    "image/bmp": hidden_in_picture,
    "image/heic": hidden_in_picture,
    "image/avif": hidden_in_picture,
    "application/vnd.ms-excel": hidden_in_old_workbook,
    "application/rtf": hidden_in_rtf,
    "message/rfc822": hidden_in_mail,
    "text/html": hidden_in_html,
}


def find_hidden(content: bytes, kind: str, *, looked_at: LookedAt = _NO_PAGES) -> Iterable[HiddenThing]:
    """Yield what bytes of this media type hide, at most 500 findings. Raises nothing but MemoryError.

    `looked_at` has what was found on pages of a PDF already, by their number. Nothing is yielded for a kind that this
    site does not know; whoever publishes must not take that for a promise.
    """
    kind = kind.partition(";")[0].strip().lower()
    for position, one in enumerate(_found(content, kind, looked_at)):
        if position == MOST_FINDINGS:
            yield thing("not_examined", "what comes after the first 500 findings")
            return
        yield one


def _found(content: bytes, kind: str, looked_at: LookedAt) -> Iterator[HiddenThing]:
    try:
        if kind in _IN_PACKAGES:
            package = Package(content)
            if kind in _MAIN_PARTS and not package.names(_MAIN_PARTS[kind]):
                yield thing("not_examined", "comments, notes and the like: its parts lie in unusual places")
            yield from _IN_PACKAGES[kind](package)
            yield from package.not_examined()
        elif kind == "application/pdf":
            yield from hidden_in_pdf(content, looked_at)
        elif kind in _IN_BYTES:
            yield from _IN_BYTES[kind](content)
        elif kind.startswith(("audio/", "video/")):
            yield from hidden_in_sound(content)
    except NotAPackage:
        yield thing("not_examined", "the whole file: it is damaged")
    except MemoryError:
        raise
    except Exception as fault:  # a reader that a stranger's file breaks must not hide that it broke
        yield thing("not_examined", f"what comes after the last finding here ({type(fault).__name__})")
