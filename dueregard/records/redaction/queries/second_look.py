"""Public copies that were made before files were drawn: they may show what nobody sees in the original.

They stay public until a person has looked. What such a copy says of the words that the drawing does not show is named
here, so that it is looked at first.
"""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.access import documents_kept_by
from dueregard.records.evidence.models import Document
from dueregard.records.groups.access import is_caseworker
from dueregard.records.redaction.models import PublicCopy
from dueregard.rules.documents.drawn_kinds import DRAWN, why_not_drawn
from dueregard.rules.redaction.forms import Form
from dueregard.rules.redaction.same_words import pieces

MOST_COPIES = 200
MOST_WORDS = 40
# What the drawing of a file tells to be there and not to be seen.
NOT_SEEN = ("unseen_words", "invisible_text", "text_under_box", "pale_text", "off_page_text")


@dataclass(frozen=True, slots=True)
class OldCopy:
    """One such copy, and which words of it nobody sees in the original."""

    title: str
    href: str
    original_href: str
    publication_href: str
    looked_href: str
    says: str  # why nobody can tell, where the original could not be drawn
    words: str
    may_act: bool


def old_copies(person: Person) -> QuerySet[PublicCopy]:
    """Return the public copies of this person's groups that nobody has looked at again."""
    before_drawing = Q(form=Form.SET) | Q(document__drawn_at=None) | Q(made_at__lt=F("document__drawn_at"))
    return PublicCopy.objects.filter(
        before_drawing,
        state=PublicCopy.State.PUBLISHED,
        looked_again_at=None,
        document__in=documents_kept_by(person).filter(media_type__in=DRAWN),
    )


def second_look_page(person: Person) -> tuple[OldCopy, ...]:
    """Return them, those first that are known to show what nobody sees. Four queries a copy."""
    copies = old_copies(person).select_related("document__group", "copy")
    lines = [_line(one, person) for one in copies.order_by("decided_at")[:MOST_COPIES]]
    return tuple(sorted(lines, key=lambda line: not line.words))


def _line(asked: PublicCopy, person: Person) -> OldCopy:
    document, copy = asked.document, asked.copy
    assert copy is not None, "a published copy is there"
    return OldCopy(
        title=str(copy),
        href=copy.get_absolute_url(),
        original_href=document.get_absolute_url(),
        publication_href=reverse("redaction:publication", args=[document.pk]),
        looked_href=reverse("redaction:look_again", args=[document.pk]),
        says="" if document.drawing else why_not_drawn(document.not_drawn),
        words=_words_nobody_sees(document, copy),
        may_act=is_caseworker(person, document.group),
    )


def _words_nobody_sees(document: Document, copy: Document) -> str:
    """Return the words of the copy that the original holds and does not show."""
    said = {piece for text in copy.pages.values_list("text", flat=True) for piece in pieces(text)}
    samples = document.hidden_data.filter(channel__in=NOT_SEEN).values_list("sample", flat=True)
    words = dict.fromkeys(word for sample in samples for word in sample.split() if said.intersection(pieces(word)))
    return " ".join(list(words)[:MOST_WORDS])
