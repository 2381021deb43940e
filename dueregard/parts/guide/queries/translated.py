"""A section in another language, and which passages of the English text are newer than the translation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueregard.parts.guide.models import Revision
from dueregard.parts.guide.queries.reading import SectionPage, page_of
from dueregard.parts.guide.queries.sections import numbered, translations_of, whole_edition
from dueregard.rules.guide.passage_ids import Numbered
from dueregard.rules.guide.text_diff import diff_passages
from dueregard.rules.text.word_diff import Change


@dataclass(frozen=True, slots=True)
class TranslationNote:
    """How a translation stands to the text it was made from."""

    href: str  # of the English text
    is_older: bool
    newer: tuple[Numbered, ...]  # passages that were changed or added since; empty when nobody can tell


def translation_page(slug: str, language: str, today: date) -> tuple[SectionPage, TranslationNote] | None:
    """Return a section in a language, and its note; None when there is none. Two queries."""
    every = whole_edition()
    source = next((one for one in every if one.section.slug == slug and "translates" not in one.meta), None)
    if source is None:
        return None
    found = next((one for one in translations_of(source, every) if one.meta.get("language") == language), None)
    if found is None:
        return None
    for key in ("facts", "tools", "is_for_danger"):
        if key in source.meta:  # a translation need not repeat what is no language
            found.meta.setdefault(key, source.meta[key])
    return page_of(found, today), _note(found, source)


def _note(translated: Revision, source: Revision) -> TranslationNote:
    made_from = translated.meta.get("made_from", "")
    is_older = made_from != source.digest
    before = Revision.objects.filter(section=source.section, digest=made_from).first() if is_older else None
    newer: tuple[Numbered, ...] = ()
    if before is not None:
        now = {one.id: one for one in numbered(source)}
        changes = diff_passages(numbered(before), numbered(source))
        newer = tuple(now[one.id] for one in changes if one.change in {Change.CHANGED, Change.NEW})
    return TranslationNote(source.get_absolute_url(), is_older, newer)
