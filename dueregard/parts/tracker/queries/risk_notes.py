"""What each scope may mean for people's jobs, out of the installed packs. It is no legal advice, and says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import texts_of
from dueregard.rules.tracker.decisions import Scope


@dataclass(frozen=True, slots=True)
class NoteSource:
    """Where what a note says can be read."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class RiskNote:
    """The note on one scope. `level` is a word of the pack: low, some, high."""

    scope: str
    code: str
    level: str
    tone: str
    paragraphs: tuple[str, ...]
    sources: tuple[NoteSource, ...]
    checked_on: date | None


LEVELS = {"low": ("Little risk", "good"), "some": ("Some risk", "soon"), "high": ("High risk", "late")}


def risk_notes(scopes: Iterable[Scope]) -> tuple[RiskNote, ...]:
    """Return the notes on these scopes, in their order; none on a scope of which no pack says anything. One query."""
    texts = {str(text.meta.get("scope", "")): text for text in texts_of("risk")}
    return tuple(_note(scope, texts[scope.value]) for scope in scopes if scope.value in texts)


def _note(scope: Scope, text: PackText) -> RiskNote:
    level, tone = LEVELS.get(str(text.meta.get("level", "")), ("Risk not known", "soon"))
    sources = [NoteSource(str(one.get("title", "")), str(one.get("url", ""))) for one in text.meta.get("sources", [])]
    paragraphs = [" ".join(part.split()) for part in text.text.split("\n\n")]
    return RiskNote(
        scope.label, scope.value, level, tone, tuple(filter(None, paragraphs)), tuple(sources), text.reviewed_on
    )
