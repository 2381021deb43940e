"""Keeps the list of things asked, and what people read in the response to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.parts.branch.models import Ask, Path
from dueregard.rules.branch.gaps import Answered, check_reading, things_asked
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape(
    {
        "text": "what was asked",
        "answered": "how far answered",
        "answer_words": "passage",
        "answered_in": "reply",
        "answer_from": "where",
    },
    together=(("answered", "answer_words", "answered_in", "answer_from"),),
)


def stored_words(ask: Ask) -> dict[str, str]:
    """Return what the form begins with."""
    return {name: getattr(ask, name) for name in SHAPE.words}


def add_asks(*, path: Path, lines: str, by: Person, now: datetime, asked_in: str = "") -> Sequence[Ask]:
    """Add things asked, one on each line, to the end of the list; `asked_in` is the key of the letter that asked.

    Raises: NothingAsked
    """
    with transaction.atomic():
        held = Path.objects.select_for_update(of=("self",)).get(pk=path.pk)
        known = list(held.asks.values_list("text", "order"))
        wanted = things_asked(lines, [text for text, _ in known])
        after = max((order for _, order in known), default=0)
        asks = [
            Ask.objects.create(path=held, order=after + at, text=text, asked_in=asked_in)
            for at, text in enumerate(wanted, 1)
        ]
        record_act(by=by, did="add_asks", on=held, at=now, details={"asks": len(asks)})
    return asks


def read_answer(*, ask: Ask, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> Ask:
    """Say how far one thing asked was answered, and by which passage. Raises: ChangedMeanwhile, NotAReading"""
    with transaction.atomic():
        held = Ask.objects.select_for_update(of=("self",)).select_related("path").get(pk=ask.pk)
        edit = join_edit(stored=stored_words(held), wanted=wanted, seen=seen, shape=SHAPE)
        check_reading(Answered(edit.values["answered"]), edit.values["answer_words"])
        for name in SHAPE.words:
            setattr(held, name, edit.values[name])
        held.save()
        at = held.path.get_absolute_url()
        record_edit(edit=edit, did="read_answer", on=held, called=held.text[:80], path=at, by=by, at=now)
    return held


def drop_ask(*, ask: Ask, by: Person, now: datetime) -> None:
    """Take one thing off the list."""
    with transaction.atomic():
        record_act(by=by, did="drop_ask", on=ask, at=now)
        ask.delete()
