"""The journal beside the database: what it settles, and when everything is held until a person has looked."""

import shutil
import threading
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.mail.actions.claim_messages import claim_messages
from dueregard.foundation.mail.actions.hand_over_message import hand_over_message
from dueregard.foundation.mail.actions.heed_journal import heed_journal
from dueregard.foundation.mail.actions.send_due_messages import SEND_TASK, send_due_messages
from dueregard.foundation.mail.actions.settle_message import send_again
from dueregard.foundation.mail.actions.sweep_outgoing import sweep_outgoing
from dueregard.foundation.mail.gateways import journal
from dueregard.foundation.mail.gateways.smtp import MailServerAway, Refused, RefusedForNow
from dueregard.foundation.mail.models import Journal, LeftBefore, OutgoingMessage
from dueregard.foundation.mail.queries import site_clock_now
from dueregard.foundation.mail.tasks import sweep_mail
from dueregard.rules.mail.left_before import Step
from tests.foundation.mail.letters import CardboardServer, Clock, Crash, go_live, queue
from tests.people import make_person

pytestmark = pytest.mark.django_db
State = OutgoingMessage.State


def send(server: CardboardServer, clock: Clock, worker: str = "worker") -> None:
    """Do what a worker does in one round."""
    if heed_journal(now=clock()):
        for message in claim_messages(worker=worker, now=clock(), limit=10):
            try:
                hand_over_message(message=message, server=server, clock=clock)
            except (Crash, MailServerAway):
                return


def lay_back(rows: list[OutgoingMessage], read_to: int) -> None:
    """Put the outbox back to what it was, as an older database has it."""
    OutgoingMessage.objects.exclude(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.save()
    Journal.objects.update(read_to=read_to)


def a_place() -> tuple[list[OutgoingMessage], int]:
    """Return what a back-up would hold now."""
    return list(OutgoingMessage.objects.all()), Journal.objects.get().read_to


@pytest.mark.parametrize(
    ("step", "happens", "state"),
    [
        ("after", None, State.SENT),
        ("after", Crash(), State.UNSURE),
        ("before", Crash(), State.UNSURE),
        ("before", RefusedForNow("451 later"), State.WAITING),
        ("before", Refused("554 no"), State.FAILED),
    ],
)
def test_an_older_database_learns_what_became_of_a_letter(
    step: str, happens: BaseException | None, state: State
) -> None:
    go_live()
    server, clock = CardboardServer(script={step: [happens]} if happens else {}), Clock()
    message = queue()
    place = a_place()
    send(server, clock)
    lay_back(*place)
    clock.wait(minutes=1)
    heed_journal(now=clock())
    message.refresh_from_db()
    assert message.state == state
    if state == State.SENT:
        assert message.how_known == "the journal of sending: 250 2.0.0 queued"
        assert message.sent_at == Clock()(), "the law's clock starts when it left"


def test_a_letter_that_the_older_database_has_not_written_yet_is_known_when_it_is_written_again() -> None:
    go_live()
    server, clock = CardboardServer(), Clock()
    place = a_place()
    queue("digest-7-2026-11-23")
    send(server, clock)
    lay_back(*place)
    clock.wait(minutes=1)
    heed_journal(now=clock())
    assert LeftBefore.objects.count() == 1
    again = queue("digest-7-2026-11-23")
    send(server, clock)
    again.refresh_from_db()
    assert (again.state, len(server.accepted)) == (State.SENT, 1)


def test_an_answer_that_was_written_down_settles_what_a_crash_left_unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    go_live()
    server, clock = CardboardServer(), Clock()
    message = queue()
    with monkeypatch.context() as killed:
        killed.setattr("dueregard.foundation.mail.actions.hand_over_message._record_sent", dies)
        send(server, clock)
    clock.wait(hours=1)
    sweep_outgoing(now=clock())
    heed_journal(now=clock())
    message.refresh_from_db()
    assert (message.state, len(server.accepted)) == (State.SENT, 1)


def dies(*_: object) -> None:
    """The process is killed here."""
    raise Crash


def test_what_a_person_sends_again_is_sent_again() -> None:
    go_live()
    server, clock = CardboardServer(script={"before": [Crash()]}), Clock()
    message = queue()
    send(server, clock)
    clock.wait(hours=1)
    sweep_outgoing(now=clock())
    message.refresh_from_db()
    send_again(message=message, by=make_person("dana"), now=clock())
    clock.wait(minutes=1)
    send(server, clock, "another")
    clock.wait(minutes=1)
    send(server, clock, "and another")
    message.refresh_from_db()
    assert (message.state, len(server.accepted)) == (State.SENT, 1)


def copied(path: Path) -> None:
    """Replace the journal by a copy of itself, as a restored folder has it."""
    shutil.copy(path, path.with_suffix(".copy"))
    path.with_suffix(".copy").replace(path)


def cut(path: Path) -> None:
    """Lose its last line in place."""
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 10)


def another(path: Path) -> None:
    """Begin a journal of which the database knows nothing."""
    path.unlink()
    journal.begin(path)


@pytest.mark.parametrize("befalls", [Path.unlink, copied, cut, another])
def test_without_its_own_journal_nothing_leaves_and_what_waited_is_unsure(befalls: object) -> None:
    go_live()
    server, clock = CardboardServer(), Clock()
    queue("case-1/request")
    send(server, clock)
    heed_journal(now=clock())
    waiting = queue("case-2/request")
    befalls(Path(settings.MAIL_JOURNAL))  # type: ignore[operator]
    send(server, clock)
    waiting.refresh_from_db()
    assert (waiting.state, len(server.accepted)) == (State.UNSURE, 1)
    assert site_clock_now().is_held
    by_itself = queue("digest-1/2026-11-24")
    by_a_person = queue("case-3/request", by=make_person("dana"))
    clock.wait(minutes=1)
    send(server, clock)
    assert len(server.accepted) == 1
    go_live(now=clock())
    send(server, clock)
    by_itself.refresh_from_db()
    by_a_person.refresh_from_db()
    assert (by_itself.state, by_a_person.state, len(server.accepted)) == (State.UNSURE, State.SENT, 2)
    assert not site_clock_now().is_held


def test_a_letter_waits_while_the_journal_cannot_be_written() -> None:
    go_live()
    server, clock = CardboardServer(), Clock()
    message = queue()
    heed_journal(now=clock())
    claimed = claim_messages(worker="worker", now=clock(), limit=1)
    Path(settings.MAIL_JOURNAL).unlink()
    with pytest.raises(journal.JournalAway):
        hand_over_message(message=claimed[0], server=server, clock=clock)
    message.refresh_from_db()
    assert (message.state, server.accepted) == (State.WAITING, [])
    assert message.trouble == "the journal of sending cannot be written (No such file or directory)"


def test_what_a_power_cut_left_of_a_line_spoils_no_other(tmp_path: Path) -> None:
    path, clock = tmp_path / "journal", Clock()
    found = journal.begin(path)
    journal.write_begun(path, message_id="<1@x>", begun_at=clock())
    with path.open("ab") as file:
        file.write(b"\nbegun\t<2@x>\t2026-1")
    journal.write_begun(path, message_id="<3@x>", begun_at=clock())
    journal.write_ended(path, step=Step.SENT, message_id="<3@x>", begun_at=clock(), answer="250\tqueued\nas 7")
    lines, place = journal.lines_after(path, found.size)
    assert [(line.step, line.message_id, line.answer) for line in lines] == [
        (Step.BEGUN, "<1@x>", ""),
        (Step.BEGUN, "<3@x>", ""),
        (Step.SENT, "<3@x>", "250 queued as 7"),
    ]
    assert place == path.stat().st_size


def test_a_slice_without_news_asks_little_of_the_database(django_assert_max_num_queries: object) -> None:
    go_live()
    heed_journal(now=Clock()())
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        heed_journal(now=Clock()())


def test_a_letter_that_left_before_can_be_sent_again_by_a_person() -> None:
    go_live()
    server, clock = CardboardServer(script={"before": [Crash()]}), Clock()
    place = a_place()
    queue("digest-7-2026-11-23")
    send(server, clock)
    lay_back(*place)
    clock.wait(minutes=1)
    heed_journal(now=clock())
    again = queue("digest-7-2026-11-23")
    send(server, clock)
    again.refresh_from_db()
    assert again.state == State.UNSURE
    send_again(message=again, by=make_person("dana"), now=clock())
    for worker in ("another", "and another"):  # the first finds the connection closed
        clock.wait(minutes=1)
        send(server, clock, worker)
    again.refresh_from_db()
    assert (again.state, len(server.accepted)) == (State.SENT, 1)


def test_two_workers_that_look_at_once_hold_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    go_live()
    server, clock = CardboardServer(), Clock()
    queue("case-1/request")
    looked = journal.find

    def while_another_sends(path: Path) -> journal.Found | None:
        found = looked(path)
        monkeypatch.setattr(journal, "find", looked)
        send(server, clock, "another")
        heed_journal(now=clock())
        return found

    monkeypatch.setattr(journal, "find", while_another_sends)
    assert heed_journal(now=clock())
    assert not site_clock_now().is_held
    assert len(server.accepted) == 1


def test_a_copy_in_a_place_that_a_deleted_journal_had_is_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    journal.begin(path)
    number, content = path.stat().st_ino, path.read_bytes()
    path.unlink()
    path.write_bytes(content)
    found = journal.find(path)
    assert found is not None
    assert not found.is_in_place, f"the number was {number}, and is {path.stat().st_ino}"


def test_a_journal_begun_before_generations_were_written_is_still_in_place(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.touch()
    path.write_text(f"{journal.HEAD}\t{uuid.uuid4()}\t{path.stat().st_ino}\n")
    found = journal.find(path)
    assert found is not None
    assert found.is_in_place


def test_two_that_begin_at_once_have_one_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal"
    looked, names = journal.find, []

    def while_another_begins(where: Path) -> journal.Found | None:
        found = looked(where)
        monkeypatch.setattr(journal, "find", looked)
        other = threading.Thread(target=lambda: names.append(journal.begin(path).name))
        other.start()
        other.join(timeout=0.5)  # the other waits until this one is done
        others.append(other)
        return found

    others: list[threading.Thread] = []
    monkeypatch.setattr(journal, "find", while_another_begins)
    names.append(journal.begin(path).name)
    others[0].join()
    assert len(set(names)) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["journal"]


def test_a_live_site_from_before_the_journal_sends_on_and_keeps_one() -> None:
    go_live()
    Journal.objects.all().delete()
    Path(settings.MAIL_JOURNAL).unlink()
    server, clock = CardboardServer(), Clock()
    queue()
    send(server, clock)
    assert len(server.accepted) == 1
    assert Journal.objects.count() == 1


def test_a_database_from_before_the_journal_beside_a_copy_of_one_holds_its_mail() -> None:
    go_live()
    copied(Path(settings.MAIL_JOURNAL))
    Journal.objects.all().delete()
    server, clock = CardboardServer(), Clock()
    waiting = queue()
    send(server, clock)
    waiting.refresh_from_db()
    assert (waiting.state, server.accepted, site_clock_now().is_held) == (State.UNSURE, [], True)


def test_a_journal_that_cannot_be_read_says_so_on_each_letter_and_stops_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    go_live()
    clock = Clock()
    message = queue()
    DBTaskResult.objects.all().delete()
    monkeypatch.setattr(settings, "MAIL_JOURNAL", str(tmp_path))
    send_due_messages(worker="worker", clock=clock)
    sweep_mail.func()
    message.refresh_from_db()
    assert message.state == State.WAITING
    assert message.trouble == "the journal of sending cannot be read (Is a directory)"
    assert not site_clock_now().is_held
    task = DBTaskResult.objects.filter(task_path=SEND_TASK).earliest("run_after")
    assert task.run_after > clock(), "it is tried again later, not without end"
    call_command("mode")
    assert "Nothing leaves: the journal of sending cannot be read (Is a directory)." in capsys.readouterr().out
    with pytest.raises(CommandError, match="Nothing was changed: the journal of sending cannot be read"):
        call_command("mode", "live", "--although", "SMTP,REPLY,ROUNDTRIP,SPF,DKIM,DMARC", "--wait", "0")
