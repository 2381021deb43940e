"""The address of a page's small picture, for lists; nothing where the page has none.

Who gets the picture is decided where any picture of a page is asked for (`views/pictures`), each time it is asked for.
"""

from django.urls import reverse

from dueregard.records.evidence.models import Document
from dueregard.rules.documents.picture_kinds import has_pictures


def thumb_of(document: Document, number: int = 1) -> str:
    """Return where the small picture of a page is; nothing for what has no pictures, or for a page not read yet."""
    if number > document.pages_read or not has_pictures(document.pictured[1]):
        return ""
    return f"{reverse('evidence:picture', args=[document.pk, number])}?size=thumb"
