"""A voting paper as HTML: put together once while nobody has typed anything, for it is the same for everybody.

It is kept under all the words that it shows: should some be erased, the paper is put together without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dueregard.parts.consultations.access import voting_page
from dueregard.parts.consultations.actions.prepare import CHECKED
from dueregard.parts.consultations.forms.voting import VoteForm, hint_of
from dueregard.parts.consultations.models import Consultation
from dueregard.parts.consultations.queries.desk_page import facts_of, key_in_groups
from dueregard.rules.text.uk_times import in_words

KEPT = 32
# Every column of which a word is on the paper.
SHOWN = CHECKED


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands above the form, its fields, and what stands below it."""

    before: SafeString
    fields: SafeString
    after: SafeString


def blank_paper(consultation: Consultation) -> Paper:
    """Return the paper of an open vote as everybody gets it."""
    shown = tuple(repr(getattr(consultation, name)) for name in SHOWN)
    return _blank(consultation.pk, shown)


def filled_paper(consultation: Consultation, form: VoteForm) -> Paper:
    """Return the paper with what somebody typed, and what is wrong with it. Never kept."""
    about = {
        "one": consultation,
        "form": form,
        "hint": hint_of(consultation.question),
        "facts": facts_of(consultation),
        "closes": in_words(consultation.closes_at),
        "key": key_in_groups(consultation.key),
    }
    return Paper(*(render_to_string(f"consultations/vote_{piece}.html", about) for piece in Paper.__slots__))


@lru_cache(maxsize=KEPT)
def _blank(pk: UUID, shown: tuple[str, ...]) -> Paper:
    """Return the blank paper of the vote with this id, whose row holds these words now."""
    consultation = voting_page(pk)
    return filled_paper(consultation, VoteForm(asked=consultation.asked))
