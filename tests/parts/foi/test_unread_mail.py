"""An e-mail that the site fails to read is held with a named reason, seen by who may, and read again when asked."""

import os
import signal
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dueregard.foundation.mail.actions.enqueue_stored_email import TRIES, enqueue_waiting
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.gateways import parser
from dueregard.foundation.mail.gateways.parser import (
    GaveUp,
    Opened,
    ParserGaveUp,
    child_limits,
    open_in_child,
    sort_in_child,
)
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.actions import file_email, keep_files
from dueregard.parts.foi.actions.clear_pen import AlreadyCleared, WasRead, file_held, read_again
from dueregard.parts.foi.models import Case, Correspondence, HeldEmail
from dueregard.rules.mail.verdict import Known, Verdict
from dueregard.rules.mime.shapes import MailPart, ReadMail
from tests.audiences import MEMBERS, assert_only
from tests.builders import make_body
from tests.builders_foi import NOW, make_campaign, make_held, make_waiting_case
from tests.people import Cast
from tests.sessions import sign_in
from tests.work import run_all_tasks

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


def out_of_memory(raw: bytes, **told: Any) -> Opened:
    """Fail as on an e-mail of 300 MB."""
    raise ParserGaveUp(GaveUp.OUT_OF_MEMORY)


def killed(raw: bytes, **told: Any) -> Opened:
    """Read with a child that is killed before it can answer, as the system does when memory runs out."""
    child_limits()  # there is a child now
    child = parser._parser.child
    assert child is not None
    os.kill(child.process.pid, signal.SIGSTOP)
    talk = child.talk

    def talk_to_the_dying(*args: Any) -> tuple[bytes, bytes]:
        os.kill(child.process.pid, signal.SIGKILL)
        return talk(*args)

    child.talk = talk_to_the_dying  # type: ignore[method-assign]
    return open_in_child(raw, **told)


def too_slow(raw: bytes, **told: Any) -> Opened:
    """Read with a child that has been stopped, so that it cannot answer in time however quick it is."""
    child_limits()  # there is a child now
    child = parser._parser.child
    assert child is not None
    os.kill(child.process.pid, signal.SIGSTOP)
    return open_in_child(raw, seconds=0.1, **told)


WAYS_TO_FAIL = [
    (too_slow, "took too long"),
    (killed, "crashed (signal 9)"),
    (out_of_memory, "out of memory"),
]


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that waits."""
    return make_waiting_case(make_campaign(cast.northport), make_body("Northport Council"))


def arrive(case: Case, *, hop: str = "one") -> StoredEmail:
    """Let a reply come for the case, which only its envelope names."""
    raw = (
        f"Received: from {hop}.example\r\nFrom: foi@northport.example\r\nTo: undisclosed:;\r\nSubject: Our reply\r\n"
        "Message-ID: <reply@northport.example>\r\n\r\nWe do not hold this information.\r\n"
    ).encode()
    email, _ = store_email(
        raw=raw,
        arrived_by="lmtp",
        envelope_from="foi@northport.example",
        envelope_to=[f"foi-{case.token}@dueregard.invalid"],
        now=timezone.now(),
    )
    run_all_tasks()
    email.refresh_from_db()
    return email


@pytest.mark.parametrize(("fails", "reason"), WAYS_TO_FAIL, ids=[reason for _, reason in WAYS_TO_FAIL])
def test_it_is_held_with_a_named_reason_for_the_group_its_envelope_names(
    fails: Any, reason: str, case: Case, cast: Cast, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(file_email, "open_in_child", fails)
    email = arrive(case)
    held = HeldEmail.objects.get(email=email)
    assert (email.state, email.trouble) == ("held", f"The e-mail could not be read: {reason}.")
    assert held.reasons == [email.trouble]
    assert (held.sender, [guess["case_id"] for guess in held.guesses]) == ("foi@northport.example", [str(case.pk)])
    assert_only(f"/desk/holding-pen/{held.pk}/", MEMBERS, cast)
    assert "Read this e-mail again" in sign_in(cast.ben).get(f"/desk/holding-pen/{held.pk}/").content.decode()


def sorts_too_slowly(opened: Opened, known: Known) -> Verdict:
    """Sort with a child that has been stopped."""
    child = parser._parser.child
    assert child is not None
    os.kill(child.process.pid, signal.SIGSTOP)
    return sort_in_child(opened, known, seconds=0.1)


def sorts_and_dies(opened: Opened, known: Known) -> Verdict:
    """Sort with a child that answers something else than a verdict."""
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(parser._Parser, "ask", lambda *asked, **beside: b'{"filing": {"case_id": 7}}')
        return sort_in_child(opened, known)


@pytest.mark.parametrize(
    ("fails", "reason"), [(sorts_too_slowly, "took too long"), (sorts_and_dies, "crashed (answered something else)")]
)
def test_read_but_not_sorted_it_is_held_with_its_words_and_files_for_a_person_to_file(
    fails: Any, reason: str, case: Case, cast: Cast, monkeypatch: Patch
) -> None:
    with monkeypatch.context() as busy:
        busy.setattr(file_email, "sort_in_child", fails)
        email = arrive(case)
    held = HeldEmail.objects.get(email=email)
    assert held.reasons == [f"We read this e-mail but could not sort it: {reason}."]
    assert (held.text, [guess["case_id"] for guess in held.guesses]) == (
        "We do not hold this information.",
        [str(case.pk)],
    )
    page = sign_in(cast.ben).get(f"/desk/holding-pen/{held.pk}/").content.decode()
    assert "We read this e-mail but could not sort it" in page
    assert "We do not hold this information." in page
    sign_in(cast.ben).post(f"/desk/holding-pen/{held.pk}/again/")
    run_all_tasks()
    assert "do not hold" in Correspondence.objects.get(case=case, email=email).text


def test_no_rule_of_triage_runs_in_the_worker_over_what_a_stranger_wrote(case: Case, monkeypatch: Patch) -> None:
    def not_here(*anything: Any) -> Verdict:
        raise AssertionError("sorted in the worker")

    for name in ("triage", "facts_wanted"):
        monkeypatch.setattr(file_email, name, not_here)
    assert arrive(case).state == "filed"


def test_read_again_with_success_it_is_filed_where_it_belongs(case: Case, cast: Cast, monkeypatch: Patch) -> None:
    with monkeypatch.context() as busy:
        busy.setattr(file_email, "open_in_child", out_of_memory)
        email = arrive(case)
    held = HeldEmail.objects.get(email=email)
    page = sign_in(cast.ben).post(f"/desk/holding-pen/{held.pk}/again/", follow=True).content.decode()
    assert "We are reading it again." in page
    with pytest.raises(AlreadyCleared):
        read_again(held=held, by=cast.asha, now=NOW)
    run_all_tasks()
    email.refresh_from_db()
    held.refresh_from_db()
    assert (email.state, email.trouble, held.cleared_by) == ("filed", "", cast.ben)
    assert "do not hold" in Correspondence.objects.get(case=case).text


def test_read_again_in_vain_it_comes_back_into_the_pen(case: Case, cast: Cast, monkeypatch: Patch) -> None:
    monkeypatch.setattr(file_email, "open_in_child", out_of_memory)
    email = arrive(case)
    held = HeldEmail.objects.get(email=email)
    read_again(held=held, by=cast.ben, now=timezone.now())
    run_all_tasks()
    email.refresh_from_db()
    held.refresh_from_db()
    assert (email.state, held.cleared_at, held.cleared_by) == ("held", None, None)
    assert "out of memory" in email.trouble


def test_what_mail_gave_up_on_stands_in_the_pen_too(case: Case, monkeypatch: Patch) -> None:
    email = arrive(case)
    StoredEmail.objects.filter(pk=email.pk).update(
        state="waiting", attempts=TRIES - 1, enqueued_at=timezone.now() - timedelta(days=1)
    )
    Correspondence.objects.all().delete()
    assert enqueue_waiting(now=timezone.now()) == 1
    run_all_tasks()
    held = HeldEmail.objects.get(email=email)
    assert "Please read it and file it yourself." in held.reasons[0]


def test_filed_unread_the_e_mail_itself_can_be_saved_from_the_case(case: Case, cast: Cast, monkeypatch: Patch) -> None:
    monkeypatch.setattr(file_email, "open_in_child", out_of_memory)
    email = arrive(case)
    (reply,) = file_held(held=HeldEmail.objects.get(email=email), cases=[case], by=cast.ben, now=NOW)
    file = reply.attachments.get()
    answer = sign_in(cast.ben).get(f"/desk/files/{file.pk}/")
    assert b"We do not hold this information." in b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_an_unread_e_mail_that_comes_by_two_routes_is_held_once(case: Case, monkeypatch: Patch) -> None:
    monkeypatch.setattr(file_email, "open_in_child", out_of_memory)
    assert [arrive(case).state, arrive(case, hop="two").state] == ["held", "settled"]


def test_one_that_was_read_is_not_read_again(cast: Cast) -> None:
    held = make_held(cast.northport)
    with pytest.raises(WasRead):
        read_again(held=held, by=cast.ben, now=NOW)
    assert_only_members = sign_in(cast.carys).post(f"/desk/holding-pen/{held.pk}/again/")
    assert assert_only_members.status_code == 404


def test_files_that_resist_are_named_and_soon_no_longer_tried(monkeypatch: Patch) -> None:
    tried: list[int] = []

    def resist(raw: bytes, position: int = 0, *, turn: object = None) -> bytes:
        tried.append(position)
        raise ParserGaveUp(GaveUp.TOOK_TOO_LONG)

    monkeypatch.setattr(keep_files, "every_attachment_in_child", resist)
    monkeypatch.setattr(keep_files, "attachment_in_child", resist)
    mail = ReadMail(parts=tuple(MailPart(place, f"{place}.pdf", "application/pdf", 5, "") for place in range(250)))
    kept = keep_files.keep_files(b"", mail)
    assert (len(kept), tried) == (200, [0, 0, 1, 2])
    assert {file.sha256 for file in kept} == {""}
    assert [file.trouble for file in kept[2:4]] == [
        "The e-mail could not be read: took too long.",
        keep_files.NOT_TRIED,
    ]
    assert keep_files.notes_of(mail)[-1].startswith("It has 250 files; the last 50 are not listed.")
