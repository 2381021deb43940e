"""The library of adopted texts: its list, and the page of one text with what others made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count

from dueregard.foundation.accounts.models import Person
from dueregard.parts.branch.access import is_own_text, may_share, texts_for
from dueregard.parts.branch.actions.keep_text import shared_words
from dueregard.parts.branch.models import AdoptedText
from dueregard.records.groups.access import groups_of
from dueregard.rules.branch.motions import OUTCOME_WORDS, Outcome, result_words, why_not_share
from dueregard.rules.privacy.to_look_at import Look, known_words, to_look_at

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class TextLine:
    """One text in the list."""

    title: str
    href: str
    assembly: str
    body: str
    on: date | None
    tone: str
    result: str
    is_shared: bool
    reused: int


@dataclass(frozen=True, slots=True)
class Library:
    """A page of the list."""

    lines: tuple[TextLine, ...]
    list: ListPage  # type: ignore[type-arg]
    may_add: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is known of a text."""

    name: str
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class TextPage:
    """The page of a text."""

    text: AdoptedText
    facts: tuple[Fact, ...]
    tone: str
    words: str
    is_own: bool
    may_share: bool
    may_use: bool
    reused: tuple[TextLine, ...]

    @property
    def may_correct(self) -> bool:
        """Tell whether this person may change it: what everybody reads, only whoever acts for its group."""
        return self.may_share or (self.is_own and self.text.shared_at is None)


@dataclass(frozen=True, slots=True)
class SharePage:
    """What a caseworker looks at before everybody can read a text."""

    text: AdoptedText
    looks: tuple[Look, ...]
    unfit: str
    digest: str  # of what is looked at: nobody shares words that were changed meanwhile


def library(person: Person | None, *, number: str) -> Library:
    """Return the texts that this person may read. Three queries."""
    page = Paginator(texts_for(person), A_PAGE).get_page(number)
    rows = list(page.object_list)
    counted = texts_for(person).filter(taken_from__in=rows).values_list("taken_from").annotate(times=Count("pk"))
    times = dict(counted.order_by())
    lines = tuple(_line(one, times.get(one.pk, 0)) for one in rows)
    return Library(lines, page, person is not None and groups_of(person).exists())


def text_page(text: AdoptedText, person: Person | None) -> TextPage:
    """Return the page of a text that this person may read."""
    tone, _ = OUTCOME_WORDS[Outcome(text.outcome)]
    reused = texts_for(person).filter(taken_from=text)
    return TextPage(
        text=text,
        facts=tuple(_facts(text)),
        tone=tone,
        words=_result(text),
        is_own=is_own_text(person, text),
        may_share=may_share(person, text),
        may_use=person is not None and groups_of(person).exists(),
        reused=tuple(_line(one, 0) for one in reused[:A_PAGE]),
    )


def share_page(text: AdoptedText) -> SharePage:
    """Return what is looked at before a text is shared."""
    words = shared_words(text)
    known = known_words(text.body.name if text.body else "", text.group.name)
    looks = {look.key: look for one in words.values() for look in to_look_at(one, known=known)}
    digest = sha256("\0".join(words.values()).encode()).hexdigest()[:24]
    return SharePage(text, tuple(looks.values()), why_not_share(words), digest)


def _facts(text: AdoptedText) -> list[Fact]:
    facts = [Fact("Voted on by", text.assembly)]
    if text.body:
        facts.append(Fact("At", text.body.name, text.body.get_absolute_url()))
    if text.credit:
        facts.append(Fact("Credit", text.credit))
    return facts


def _line(text: AdoptedText, reused: int) -> TextLine:
    return TextLine(
        title=text.title,
        href=text.get_absolute_url(),
        assembly=text.assembly,
        body=text.body.name if text.body else "",
        on=text.decided_on,
        tone=OUTCOME_WORDS[Outcome(text.outcome)][0],
        result=_result(text),
        is_shared=text.shared_at is not None,
        reused=reused,
    )


def _result(text: AdoptedText) -> str:
    return result_words(Outcome(text.outcome), text.votes_for, text.votes_against, text.abstained)
