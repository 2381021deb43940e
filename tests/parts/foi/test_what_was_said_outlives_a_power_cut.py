"""Who was told that a letter waits, that it was undone, or that nothing leaves, is not overruled by a power cut.

SQLite's usual setting may lose the last commits with the power; on these it waits for the disk.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.queries import site_mode_now
from dueregard.parts.foi.actions.queue_letter import queue_letter, undo_letter, undo_letters
from dueregard.parts.foi.models.correspondence import Step
from dueregard.rules.casework.wording import FilledLetter
from tests.builders import make_contact
from tests.builders_foi import make_campaign, make_case
from tests.people import make_cast

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LETTER = FilledLetter("Risk assessments", "Dear Sir or Madam,\n\nWhat do you hold?\n")


@contextmanager
def waits_for_the_disk() -> Iterator[None]:
    """Fail unless everything written inside was written while commits wait for the disk. PostgreSQL's always do."""
    waiting, careless = [connection.vendor != "sqlite"], []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith("PRAGMA synchronous"):
            waiting.append(sql.endswith("FULL"))
        elif sql.lstrip().startswith(("INSERT", "UPDATE")) and not waiting[-1]:
            careless.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert len(waiting) > 1 or waiting[0]
    assert careless == []


@pytest.mark.django_db(transaction=True)
def test_what_a_person_was_told_of_a_letter_is_on_the_disk() -> None:
    cast = make_cast()
    campaign = make_campaign(cast.northport)
    case = make_case(campaign)
    make_contact(case.body)
    with waits_for_the_disk():
        letter = queue_letter(case=case, step=Step.REQUEST, letter=LETTER, by=cast.asha, now=NOW)
    with waits_for_the_disk():
        assert undo_letter(letter=letter, by=cast.asha, now=NOW)
    queue_letter(case=case, step=Step.REQUEST, letter=LETTER, by=cast.asha, now=NOW)
    with waits_for_the_disk():
        assert undo_letters(campaign=campaign, by=cast.asha, now=NOW) == 1


@pytest.mark.django_db(transaction=True)
def test_that_nothing_leaves_any_more_is_on_the_disk() -> None:
    with waits_for_the_disk():
        set_mode(mode="practice", by=None, now=NOW)
    assert site_mode_now() == "practice"
