"""The files in which a motion or letter can be taken away, each with its name, its type and what makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.text import slugify

from dueregard.parts.letters.gateways import mail_draft, opendocument, typesetter, word
from dueregard.rules.letters.document import Document
from dueregard.rules.letters.plain import as_text


@dataclass(frozen=True, slots=True)
class Maker:
    """One form of file. `make` takes the document and the address an e-mail goes to; Raises: CannotPrint"""

    form: str
    words: str
    content_type: str
    make: Callable[[Document, str], bytes]


MAKERS: Mapping[str, Maker] = {
    maker.form: maker
    for maker in (
        Maker("docx", "Word", word.TYPE, lambda document, to: word.as_word(document)),
        Maker("odt", "ODT", opendocument.TYPE, lambda document, to: opendocument.as_opendocument(document)),
        Maker("pdf", "PDF", typesetter.TYPE, lambda document, to: typesetter.as_pdfs([document])[0]),
        Maker("txt", "Text", "text/plain; charset=utf-8", lambda document, to: as_text(document).encode()),
        Maker("eml", "E-mail draft", mail_draft.TYPE, lambda document, to: mail_draft.as_mail(document, to=to)),
    )
}


def name_of(model: str, body: str, maker: Maker) -> str:
    """Return the name of a file: what it is and about which body, in letters that every system can hold."""
    return f"{'-'.join(filter(None, (model, slugify(body)[:60].strip('-'))))}.{maker.form}"
