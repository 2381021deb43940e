"""How another site shows a public passage: words and a link, as HTML in which nothing runs, and as oEmbed says it.

Whether the passage is public is asked of `access` by whoever calls.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from dueregard.records.evidence.models import Document, Page, Passage
from dueregard.records.evidence.queries.document_page import page_title
from dueregard.rules.documents.passages import Anchor

WIDTH = 600
LEAST_WIDTH = 200
SIGNS_A_LINE = 70
LINE = 28  # pixels


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words with the place they are from."""

    quote: str
    source: str
    address: str
    author: str


def source_of(document: Document, page: Page | None, number: int) -> str:
    """Return where words stand, as people say it: body, title, page."""
    where = page_title(page) if page else f"Page {number}"
    sender, about = author_of(document), ""
    if document.body and not sender:
        about = f"about {document.body.name}"
    return ", ".join(part for part in (sender, str(document), about, where) if part)


def author_of(document: Document) -> str:
    """Return the body that sent a document; of one that came to us otherwise, nobody."""
    return document.body.name if document.body and document.came_in_reply else ""


def quoted_passage(passage: Passage, page: Page | None) -> Quoted:
    """Return a kept passage with its source."""
    document = passage.document
    return Quoted(
        quote=passage.quote,
        source=source_of(document, page, passage.page),
        address=f"{settings.PUBLIC_URL}{passage.get_absolute_url()}",
        author=author_of(document),
    )


def quoted_words(page: Page, known: Anchor, path: str) -> Quoted:
    """Return words of a page that nobody kept, with their source."""
    document = page.document
    return Quoted(
        quote=known.quote,
        source=source_of(document, page, page.number),
        address=f"{settings.PUBLIC_URL}{path}",
        author=author_of(document),
    )


def html_of(quoted: Quoted) -> str:
    """Return the words as a block of HTML for any page: escaped, with a link, without script and style."""
    return format_html(
        '<blockquote cite="{address}"><p>{quote}</p><footer>– <a href="{address}">{source}</a></footer></blockquote>',
        address=quoted.address,
        quote=quoted.quote,
        source=quoted.source,
    )


def as_oembed(quoted: Quoted, *, widest: int | None) -> dict[str, Any]:
    """Return the answer of an oEmbed provider. Source: oembed.com, 2.3.4.3, the type "rich"."""
    width = max(LEAST_WIDTH, min(WIDTH, widest or WIDTH))
    lines = 3 + len(quoted.quote) * WIDTH // (SIGNS_A_LINE * width)
    return {
        "version": "1.0",
        "type": "rich",
        "title": quoted.source,
        "author_name": quoted.author,
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.PUBLIC_URL,
        "url": quoted.address,
        "html": html_of(quoted),
        "width": width,
        "height": lines * LINE,
        "cache_age": 0,
    }


def oembed_address(path: str) -> str:
    """Return the address at which a machine learns how to embed a page of this site."""
    asked = urlencode({"url": f"{settings.PUBLIC_URL}{path}", "format": "json"})
    return f"{settings.PUBLIC_URL}{reverse('evidence:oembed')}?{asked}"
