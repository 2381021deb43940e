"""Keeps what a person decided on words that look like a person, an address or a number: left out, or shown.

Words left out are left out of every public page, feed and search result of the case from then on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.tell_history import tell_history_again
from dueregard.parts.foi.models import Case, LookedAt
from dueregard.parts.foi.models.looked_at import MOST_WORDS


class AlreadyShown(Exception):
    """The words are shown already."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on some words."""

    what: str
    words: str
    is_left_out: bool


def look_through(*, case: Case, decisions: Iterable[Decision], by: Person, now: datetime) -> int:
    """Keep decisions. Returns how many words they leave out.

    What a colleague has left out meanwhile stays left out: only `show_words` shows it again.
    """
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        kept = {}
        for decision in decisions:
            words = " ".join(decision.words.split())[:MOST_WORDS]
            if words:
                kept[words.casefold()] = (words, decision)
        for key, (words, decision) in kept.items():
            _keep(case, key, words, decision, by, now)
        left_out = sum(decision.is_left_out for _, decision in kept.values())
        tell_history_again(case=case)
        mark_changed(kind="case", keys=[str(case.pk)])
        details = {"left_out": left_out, "shown": len(kept) - left_out}
        record_act(by=by, did="look_through", on=case, at=now, details=details)
    return left_out


def _keep(case: Case, key: str, words: str, decision: Decision, by: Person, now: datetime) -> None:
    row, is_new = LookedAt.objects.get_or_create(
        case=case,
        key=key,
        defaults={"what": decision.what, "words": words, "is_left_out": decision.is_left_out, "by": by, "at": now},
    )
    if not is_new and decision.is_left_out and not row.is_left_out:
        row.is_left_out, row.by, row.at = True, by, now
        row.save(update_fields=["is_left_out", "by", "at"])


def show_words(*, words: LookedAt, by: Person, now: datetime) -> None:
    """Show words again that a person left out. Raises: AlreadyShown"""
    with transaction.atomic():
        words = LookedAt.objects.select_for_update(of=("self",)).select_related("case").get(pk=words.pk)
        if not words.is_left_out:
            raise AlreadyShown("These words are shown already.")
        words.is_left_out, words.by, words.at = False, by, now
        words.save(update_fields=["is_left_out", "by", "at"])
        tell_history_again(case=words.case)
        mark_changed(kind="case", keys=[str(words.case_id)])
        record_act(by=by, did="show_words", on=words.case, at=now, details={"what": words.what})
