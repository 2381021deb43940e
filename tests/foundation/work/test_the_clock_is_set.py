"""A clock that was ahead and is set right: no row from the future is an obstacle, and the page on work says it.

Every kind of row that waits is made under a clock an hour ahead; what is not said in an app's `waits_until` is found.
"""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import DateTimeField, Model
from django.test import Client
from django_tasks_db.models import DBTaskResult, get_date_max

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.claim_messages import claim_messages
from dueregard.foundation.mail.actions.leave_now import leave_now
from dueregard.foundation.mail.actions.sweep_outgoing import sweep_outgoing
from dueregard.foundation.mail.models import MailSystem, OutgoingMessage, StoredEmail
from dueregard.foundation.work.actions.claim_task import claim_task
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.foundation.work.actions.give_out_periodic import give_out_periodic
from dueregard.foundation.work.actions.set_rows_right import ClockWatch, note_clock_change, set_rows_right
from dueregard.foundation.work.models import ClockChange, Dispatcher, Handover, PeriodicRun, Worker
from dueregard.parts.guide.models import PrintFile
from dueregard.parts.pledge.models import Proof
from dueregard.records.evidence.models import Reading
from dueregard.records.packages.models import Export
from dueregard.records.redaction.models import PublicCopy
from dueregard.rules.wiring.adds import WaitsUntil
from dueregard.rules.work.clock_changes import IGNORED
from tests.builders_evidence import make_document
from tests.foundation.mail.letters import go_live, queue
from tests.parts.pledge.builders import make_signatory
from tests.people import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AHEAD = NOW + timedelta(hours=1)
TASK = "dueregard.foundation.mail.tasks.sweep_mail"
# How a field is called until which something waits, or since when. Each such field is said in an app's `waits_until`.
WAITING = re.compile(r"(_until|^next_(try_)?at|^not_before|^run_after|^enqueued_at|^beat_at|^wanted_at|^prepared_at)$")
# Those that a person set, or that end something; ahead of the clock they are no obstacle.
NO_OBSTACLE = {"django_tasks_database.DBTaskResult.enqueued_at"}  # says when `run_after` was written


def message(cast: Cast) -> Model:
    """A letter that waits for the end of its time to undo."""
    go_live(AHEAD)
    return queue("case-1", now=AHEAD, not_before=AHEAD + timedelta(minutes=10))


def handed_over(cast: Cast) -> Model:
    """A letter in the hands of a worker that died."""
    made = queue("case-2", now=AHEAD)
    values = {"state": "handing_over", "state_at": AHEAD, "lease_until": AHEAD + timedelta(minutes=15)}
    OutgoingMessage.objects.filter(pk=made.pk).update(**values)
    return made


def email(cast: Cast) -> Model:
    """An e-mail whose task was lost."""
    known = {"size": 1, "arrived_by": "lmtp", "received_at": AHEAD, "state_at": AHEAD, "content_key": "c"}
    return StoredEmail.objects.create(sha256="a" * 64, enqueued_at=AHEAD, **known)


def task(cast: Cast) -> Model:
    """A task that was given out a moment ago."""
    enqueue(TASK, run_after=AHEAD)
    DBTaskResult.objects.update(enqueued_at=AHEAD)
    return DBTaskResult.objects.get()


def task_tried(cast: Cast) -> Model:
    """A task that waits after a failure."""
    enqueue(TASK, run_after=AHEAD + timedelta(minutes=10))
    DBTaskResult.objects.update(enqueued_at=NOW - timedelta(hours=1), exception_class_path="builtins.OSError")
    return DBTaskResult.objects.get()


def document(cast: Cast, **fields: object) -> Model:
    """A document that nobody has read."""
    return make_document(cast.northport, **fields)


def copy(cast: Cast, **fields: object) -> Model:
    """A copy for the public that is being made."""
    source = make_document(cast.northport)
    values = {"document": source, "form": "pages", "prepared_by": cast.asha, "prepared_at": NOW}
    return PublicCopy.objects.create(**(values | fields))


def export(cast: Cast) -> Model:
    """A package that is being built."""
    values = {"group": cast.northport, "asked_by": cast.asha, "asked_at": NOW, "claimed_until": AHEAD}
    return Export.objects.create(state=Export.State.RUNNING, **values)


def print_file(cast: Cast) -> Model:
    """A print of the guide that was asked for."""
    return PrintFile.objects.create(wanted_at=AHEAD, edition="20261123T1000", form=PrintFile.Form.values[0])


def proof(cast: Cast) -> Model:
    """A proof on a page that is looked at again in a week."""
    known = {"kind": "link", "place": "https://branch.example/pledge", "made_at": NOW}
    return Proof.objects.create(signatory=make_signatory(), next_at=AHEAD + timedelta(days=8), **known)


def worker(cast: Cast) -> Model:
    """A worker that is dead."""
    return Worker.objects.create(name="gone", host="elsewhere", process="1 1", started_at=NOW, beat_at=AHEAD)


def dispatcher(cast: Cast) -> Model:
    """A dispatcher that is dead."""
    return Dispatcher.objects.create(name="gone", host="elsewhere", started_at=NOW, beat_at=AHEAD)


def handover(cast: Cast) -> Model:
    """A task whose message got lost."""
    return Handover.objects.create(task_id=uuid.uuid4(), begun_at=AHEAD, confirmed_at=AHEAD)


MAKERS: dict[tuple[str, str, str], Callable[[Cast], Model]] = {
    ("mail.OutgoingMessage", "not_before", "state_at"): message,
    ("mail.OutgoingMessage", "lease_until", "state_at"): handed_over,
    ("mail.MailSystem", "next_at", ""): lambda cast: MailSystem.objects.create(name="leeds.example", next_at=AHEAD),
    ("mail.StoredEmail", "enqueued_at", ""): email,
    ("pledge.Proof", "next_at", ""): proof,
    ("work.Worker", "beat_at", ""): worker,
    ("work.Dispatcher", "beat_at", ""): dispatcher,
    ("work.Handover", "begun_at", ""): handover,
    ("work.Handover", "confirmed_at", ""): handover,
    ("django_tasks_database.DBTaskResult", "run_after", "enqueued_at"): task,
    ("django_tasks_database.DBTaskResult", "run_after", ""): task_tried,
    ("evidence.Document", "claimed_until", ""): lambda cast: document(
        cast, reading=Reading.RUNNING, claimed_by="gone", claimed_until=AHEAD + timedelta(hours=1)
    ),
    ("evidence.Document", "next_try_at", ""): lambda cast: document(
        cast, reading=Reading.WAITING, next_try_at=AHEAD + timedelta(hours=1)
    ),
    ("redaction.PublicCopy", "claimed_until", ""): lambda cast: copy(cast, state="making", claimed_until=AHEAD),
    ("redaction.PublicCopy", "prepared_at", ""): lambda cast: copy(cast, prepared_at=AHEAD),
    ("packages.Export", "claimed_until", ""): export,
    ("guide.PrintFile", "wanted_at", ""): print_file,
}


@pytest.mark.parametrize("one", settings.WAITS_UNTIL, ids=lambda one: f"{one.model}.{one.until}")
def test_every_kind_of_row_from_the_future_is_put_right(one: WaitsUntil, cast: Cast) -> None:
    row = MAKERS[one.model, one.until, one.written](cast)
    before = getattr(type(row)._default_manager.get(pk=row.pk), one.until)
    found, _ = set_rows_right(now=NOW)
    until = getattr(type(row)._default_manager.get(pk=row.pk), one.until)
    assert found >= 1
    assert until < before
    assert until <= NOW + timedelta(minutes=15 if one.written else 0) + timedelta(seconds=one.most)


def test_every_field_until_which_something_waits_is_said() -> None:
    said = {f"{one.model}.{one.until}" for one in settings.WAITS_UNTIL} | NO_OBSTACLE
    ours = [model for model in apps.get_models() if model.__module__.startswith(("dueregard", "django_tasks"))]
    found = {
        f"{model._meta.label}.{field.name}"
        for model in ours
        for field in model._meta.fields
        if isinstance(field, DateTimeField) and WAITING.search(field.name)
    }
    assert found - said == set()
    assert {(one.model, one.until, one.written) for one in settings.WAITS_UNTIL} == set(MAKERS)


def test_a_task_that_may_run_at_once_still_may() -> None:
    """Its row says so by an instant that never comes: put right like others, it waited until the year 9998."""
    enqueue(TASK)
    DBTaskResult.objects.update(enqueued_at=NOW + timedelta(days=120))
    set_rows_right(now=NOW)
    assert DBTaskResult.objects.get().run_after == get_date_max()
    assert claim_task(worker="worker") is not None


def test_what_was_written_on_a_right_clock_keeps_its_time() -> None:
    go_live(NOW)
    made = queue("case-1", now=NOW, not_before=NOW + timedelta(minutes=10))
    set_rows_right(now=NOW + timedelta(minutes=1))
    made.refresh_from_db()
    assert made.not_before == NOW + timedelta(minutes=10)


def test_a_letter_hastened_under_a_clock_that_was_ahead_leaves_at_once() -> None:
    go_live(NOW)
    made = queue("case-1", now=NOW, not_before=NOW + timedelta(hours=2))
    leave_now(messages=[made.pk], now=AHEAD)
    set_rows_right(now=NOW)
    assert [one.pk for one in claim_messages(worker="worker", now=NOW, limit=5)] == [made.pk]


def test_a_letter_whose_sender_died_under_a_clock_that_was_ahead_waits_no_longer_than_its_mail_system_rests() -> None:
    go_live(AHEAD)
    made = queue("case-1", now=AHEAD, not_before=AHEAD)
    assert claim_messages(worker="gone", now=AHEAD, limit=5)
    set_rows_right(now=NOW)
    assert sweep_outgoing(now=NOW) == (1, 0)
    rested = NOW + timedelta(minutes=1)
    assert [one.pk for one in claim_messages(worker="worker", now=rested, limit=5)] == [made.pk]


def test_periodic_work_of_an_hour_to_come_is_given_out_when_it_comes() -> None:
    give_out_periodic(job=TASK, every=60, now=AHEAD)
    DBTaskResult.objects.all().delete()
    set_rows_right(now=NOW)
    assert PeriodicRun.objects.count() == 0
    assert give_out_periodic(job=TASK, every=60, now=AHEAD) is not None


@pytest.mark.parametrize(
    ("later", "ran", "found"),
    [
        (timedelta(minutes=5), 300.0, timedelta(0)),
        (timedelta(minutes=65), 300.0, timedelta(hours=1)),
        (timedelta(minutes=-55), 300.0, timedelta(hours=-1)),
        (timedelta(seconds=304), 300.0, timedelta(0)),
    ],
)
def test_a_clock_that_was_set_is_noticed(
    later: timedelta, ran: float, found: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [1000.0]
    monkeypatch.setattr("dueregard.foundation.work.actions.set_rows_right.running_seconds", lambda: seconds[0])
    watch = ClockWatch()
    assert watch.change(NOW) == timedelta(0)
    seconds[0] += ran
    assert abs(watch.change(NOW + later) - found) < IGNORED


def test_the_page_on_work_says_that_the_clock_was_set(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    now = datetime.now(tz=UTC)
    note_clock_change(by=timedelta(hours=-1), now=now, rows=12)
    note_clock_change(by=timedelta(hours=-1), now=now, rows=12)  # another worker noticed it, too
    assert ClockChange.objects.count() == 1
    page = signed_in(cast.dana).get("/desk/work/").content.decode()
    assert "The clock was set back by 1 hour. 12 things that waited for a time that had not come went on." in page


def test_a_clock_that_was_set_far_back_is_told_although_its_note_looks_old(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    now = datetime.now(tz=UTC)
    note_clock_change(by=-timedelta(days=40), now=now - timedelta(days=200))  # long ago, before and after
    note_clock_change(by=-timedelta(days=36), now=now - timedelta(days=36))  # today, by the right clock
    note_clock_change(by=timedelta(days=5), now=now - timedelta(days=20))  # long ago, too
    note_clock_change(by=timedelta(days=36), now=now)
    page = signed_in(cast.dana).get("/desk/work/").content.decode()
    assert "The clock was set back by 36 days." in page
    assert page.index("set ahead by 36 days") < page.index("set back by 36 days"), "the last first"
    assert "by 5 days" not in page
    assert "by 40 days" not in page
