"""A group sends a letter once, hears back at its address, reminds, and closes; no other group learns of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.actions.deliver_in_practice import deliver_in_practice
from dueregard.foundation.mail.actions.end_practice import end_practice
from dueregard.foundation.mail.actions.pass_days import why_not_back
from dueregard.foundation.mail.models import Mode, OutgoingMessage, SiteMode, StoredEmail
from dueregard.foundation.mail.queries import arrival_task, forget_site_mode
from dueregard.parts.letters.actions.file_reply import file_reply
from dueregard.parts.letters.actions.send_letter import send_letter
from dueregard.parts.letters.models import Reply, SentLetter
from dueregard.parts.letters.queries.claims import TASK
from dueregard.parts.letters.queries.waits import waits
from dueregard.records.bodies.actions.change_contact import change_contact, stored_contact
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.records.history.models import Entry
from dueregard.rules.casework.reply_address import make_token, reply_address
from tests.builders import make_body, make_contact
from tests.parts.letters.builders import reply_to, sent_letter
from tests.people import Cast, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]
NOW = timezone.now()


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the people of the tests."""
    return make_cast()


@pytest.fixture
def body(db: None) -> Body:
    """Return a university with a general address."""
    made = make_body()
    make_contact(made, "office@northport.example", purpose="general")
    return made


@pytest.fixture
def fresh_clock() -> Iterator[None]:
    """Let no other test see the clock of this one."""
    forget_site_mode()
    yield
    forget_site_mode()


def typed(**more: Any) -> dict[str, Any]:
    """Return what a writer typed, as the check page carries it."""
    return {
        "body": "University of Northport",
        "group": "Northport Branch",
        "sender": "Asha Rao",
        "clauses": ["publish-risk-assessment"],
        **more,
    }


def sent_from(cast: Cast, checked: Any, **more: Any) -> dict[str, Any]:
    """Return what the check page sends."""
    form = checked.context["form"]
    hidden = {"once": str(form["once"].value()), "checked": form["checked"].value()}
    return typed(from_group=str(cast.northport.pk), **{"to": "office@northport.example", **hidden, **more})


def test_a_letter_is_shown_once_more_and_then_sent_once(cast: Cast, body: Body, signed_in: Any) -> None:
    client = signed_in(cast.asha)
    address = reverse("letters:send", args=["to-management"])
    checked = client.post(address, typed())
    assert checked.status_code == 200
    assert SentLetter.objects.count() == 0
    assert 'value="office@northport.example"' in checked.content.decode()
    assert "We write for Northport Branch." in checked.context["text"]
    sending = sent_from(cast, checked)
    for _ in range(2):
        assert client.post(address, sending).status_code == 302
    letter = SentLetter.objects.get()
    message = OutgoingMessage.objects.get()
    assert letter.outgoing == message
    assert letter.text == checked.context["text"]
    assert message.reply_to == reply_address(settings.REPLY_ADDRESS, letter.token)
    assert b"publish your Prevent risk assessment" in store.get(message.sha256).replace(b"=\r\n", b"")
    assert Act.objects.filter(did="send_letter").count() == 1
    entry = Entry.objects.get(body=body)
    assert (entry.is_public, entry.group, entry.says) == (
        False,
        cast.northport,
        "Letter: The Prevent duty: how you carry it out",
    )


def test_a_bad_address_is_said_and_nothing_typed_is_lost(cast: Cast, body: Body, signed_in: Any) -> None:
    client = signed_in(cast.asha)
    address = reverse("letters:send", args=["to-management"])
    checked = client.post(address, typed(own_words="We saw <it> & said so."))
    sending = sent_from(cast, checked, to="office at northport", own_words="We saw <it> & said so.")
    page = client.post(address, sending)
    assert page.status_code == 422
    assert "We saw &lt;it&gt; &amp; said so." in page.content.decode()
    assert OutgoingMessage.objects.count() == 0


def test_a_text_that_is_no_longer_what_was_checked_does_not_leave(cast: Cast, body: Body, signed_in: Any) -> None:
    client = signed_in(cast.asha)
    address = reverse("letters:send", args=["to-management"])
    sending = sent_from(cast, client.post(address, typed()), own_words="A sentence that nobody checked.")
    page = client.post(address, sending)
    assert "The text is no longer what you checked, so it was not sent." in page.content.decode()
    assert "A sentence that nobody checked." in page.context["text"]
    assert OutgoingMessage.objects.count() == 0


def test_a_title_with_signs_that_nobody_sees_pressed_twice_is_one_letter(cast: Cast, body: Body) -> None:
    said: dict[str, Any] = {
        "pk": uuid4(), "group": cast.northport, "body": body, "title": "How you carry\ufeff it out", "text": "Dear all",
        "to": "office@northport.example", "answer_by": NOW.date(), "reminds_of": None, "by": cast.asha, "now": NOW,
    }  # fmt: skip
    assert send_letter(**said) == send_letter(**said)


@pytest.mark.parametrize("change", [{"to": "registry@northport.example"}, {}])
def test_a_letter_sent_again_from_the_page_before_it_was_taken_back_is_not_said_to_have_left(
    cast: Cast, body: Body, signed_in: Any, change: dict[str, str]
) -> None:
    """Somebody sees a wrong address, takes the letter back, goes back in the browser and sends it once more."""
    client = signed_in(cast.asha)
    address = reverse("letters:send", args=["to-management"])
    sending = sent_from(cast, client.post(address, typed()))
    client.post(address, sending)
    first = SentLetter.objects.get()
    client.post(reverse("letters:undo", args=[first.pk]))
    page = client.post(address, {**sending, **change})
    assert "this one has not been sent" in page.content.decode()
    assert page.context["form"]["to"].value() == {**sending, **change}["to"]
    assert client.post(address, sent_from(cast, page, **change)).status_code == 302
    second = SentLetter.objects.exclude(pk=first.pk).get()
    assert second.to == {**sending, **change}["to"]
    assert second.outgoing.state == OutgoingMessage.State.WAITING


def test_a_reminder_is_tied_to_a_letter_of_the_same_group_and_body_alone(
    cast: Cast, body: Body, signed_in: Any
) -> None:
    elsewhere = sent_letter(group=cast.northport, by=cast.asha, now=NOW)
    client = signed_in(cast.asha)
    address = reverse("letters:send", args=["to-management"])
    more = {"of": str(elsewhere.pk)}
    client.post(address, sent_from(cast, client.post(address, typed(**more)), **more))
    assert SentLetter.objects.get(body=body).reminds_of is None


@pytest.mark.usefixtures("fresh_clock")
def test_what_was_practised_is_closed_when_the_site_goes_live(cast: Cast, body: Body, signed_in: Any) -> None:
    letter = sent_letter(group=cast.northport, by=cast.asha, now=NOW, body=body)
    deliver_in_practice(now=NOW + timedelta(days=1))
    client = signed_in(cast.asha)
    assert "Write a reminder" in client.get(letter.get_absolute_url()).content.decode()
    said = end_practice(now=NOW)
    assert "1 letter that was only practised is closed now. To send one for real, write it again." in said
    letter.refresh_from_db()
    assert letter.closed_at is not None
    page = client.get(letter.get_absolute_url()).content.decode()
    assert "Write a reminder" not in page
    assert end_practice(now=NOW) == ()


@pytest.mark.usefixtures("fresh_clock")
def test_on_a_practice_site_a_reminder_follows_the_clock_of_the_site(cast: Cast, body: Body, signed_in: Any) -> None:
    later = NOW + timedelta(days=90)
    SiteMode.objects.update_or_create(pk=1, defaults={"mode": Mode.PRACTICE, "since": NOW, "ahead": timedelta(days=90)})
    forget_site_mode()
    sent_letter(group=cast.northport, by=cast.asha, now=later, body=body)
    reminder = reverse("letters:write", args=["reminder"])
    first_sent_on = timezone.localdate(later).isoformat()
    page = signed_in(cast.asha).post(
        reminder, {**typed(), "clauses": [], "first_letter": "Dear all", "first_sent_on": first_sent_on}
    )
    assert page.status_code == 200
    assert "1 request or letter has dates after today" in why_not_back(NOW)


def test_a_volunteer_and_a_visitor_send_nothing(cast: Cast, body: Body, signed_in: Any, client: Client) -> None:
    address = reverse("letters:send", args=["to-management"])
    assert signed_in(cast.ben).post(address, typed()).status_code == 404
    assert client.post(address, typed()).status_code in (302, 404)
    assert (
        "Send it from your group"
        not in client.post(reverse("letters:write", args=["to-management"]), typed()).content.decode()
    )


def test_a_letter_that_was_taken_back_leaves_no_line_of_history(cast: Cast, body: Body, signed_in: Any) -> None:
    letter = sent_letter(group=cast.northport, by=cast.asha, now=NOW, body=body)
    client = signed_in(cast.asha)
    client.post(reverse("letters:undo", args=[letter.pk]))
    letter.outgoing.refresh_from_db()
    assert letter.outgoing.state == OutgoingMessage.State.UNDONE
    assert Entry.objects.filter(body=body).count() == 0
    assert "taken back before it left" in client.get(letter.get_absolute_url()).content.decode()


def test_a_reply_is_filed_with_its_letter_and_its_file_is_a_document(cast: Cast, body: Body, signed_in: Any) -> None:
    letter = sent_letter(group=cast.northport, by=cast.asha, now=NOW, body=body)
    email = reply_to(letter, attached=b"The plan.")
    assert arrival_task(email.envelope_to) == TASK
    for _ in range(2):
        file_reply(pk=email.pk, now=NOW)
    email.refresh_from_db()
    assert email.state == StoredEmail.State.FILED
    reply = Reply.objects.get()
    assert (reply.letter, reply.sender, reply.text.strip()) == (
        letter,
        "office@northport.example",
        "We publish it tomorrow.",
    )
    document = Document.objects.get()
    assert (document.group, document.body, document.name) == (cast.northport, body, "plan.txt")
    assert Entry.objects.filter(body=body, kind="reply", is_public=False).count() == 1
    (kind, _, _) = waits(cast.asha, NOW.date())
    assert kind.rows is not None
    assert kind.rows.count() == 1
    client = signed_in(cast.asha)
    assert "a reply to read" in client.get(reverse("letters:all_sent")).content.decode()
    client.post(reverse("letters:read", args=[letter.pk]), {"shown": reply.pk})
    assert kind.rows.all().count() == 0
    assert "a reply came" in client.get(letter.get_absolute_url()).content.decode()


def test_an_email_that_could_not_be_read_is_filed_as_a_file(cast: Cast, body: Body) -> None:
    letter = sent_letter(group=cast.northport, by=cast.asha, now=NOW, body=body)
    email = reply_to(letter)
    StoredEmail.objects.filter(pk=email.pk).update(state=StoredEmail.State.HELD, trouble="We could not read it.")
    for _ in range(2):
        file_reply(pk=email.pk, now=NOW)
    reply = Reply.objects.get()
    assert reply.trouble == "We could not read it."
    assert [one.name for one in reply.files.all()] == ["e-mail.eml"]


def test_mail_to_no_letter_goes_where_all_mail_goes(cast: Cast) -> None:
    strange = reply_address(settings.REPLY_ADDRESS, make_token(bytes(range(16))))
    assert arrival_task([strange, "someone@northport.example"]) == settings.MAIL_ARRIVAL_TASK


def test_after_the_day_a_letter_waits_for_a_reminder_that_quotes_it(cast: Cast, body: Body, signed_in: Any) -> None:
    past = NOW - timedelta(days=40)
    letter = sent_letter(
        group=cast.northport, by=cast.asha, now=past, body=body, answer_by=past.date() + timedelta(days=28)
    )
    deliver_in_practice(now=NOW)
    (_, late, _) = waits(cast.asha, NOW.date())
    assert late.rows is not None
    assert list(late.rows) == [letter]
    client = signed_in(cast.asha)
    assert "no answer by the day you named" in client.get(reverse("letters:all_sent")).content.decode()
    page = client.get(reverse("letters:write", args=["reminder"]), {"of": str(letter.pk)})
    assert "Please answer." in page.content.decode()
    assert page.context["desk"].meant.body == body
    client.post(reverse("letters:close", args=[letter.pk]))
    assert late.rows.all().count() == 0
    client.post(reverse("letters:reopen", args=[letter.pk]))
    assert late.rows.all().count() == 1


def test_another_group_learns_nothing(cast: Cast, body: Body, signed_in: Any) -> None:
    letter = sent_letter(group=cast.northport, by=cast.asha, now=NOW, body=body, text="A secret.\n")
    outsider = signed_in(cast.carys)
    assert outsider.get(letter.get_absolute_url()).status_code == 404
    assert outsider.post(reverse("letters:close", args=[letter.pk])).status_code == 404
    assert letter.title not in outsider.get(reverse("letters:all_sent")).content.decode()
    reminder = outsider.get(reverse("letters:write", args=["reminder"]), {"of": str(letter.pk)})
    assert reminder.status_code == 404


def test_the_list_takes_few_questions_however_long_it_is(
    cast: Cast, body: Body, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        sent_letter(group=cast.northport, by=cast.asha, now=NOW, body=body, title=f"Letter {number}")
    client = signed_in(cast.asha)
    client.get(reverse("letters:all_sent"))
    with django_assert_max_num_queries(12):
        assert "Letter 7" in client.get(reverse("letters:all_sent")).content.decode()


def test_the_check_names_an_address_that_somebody_changed_since_the_group_wrote(
    cast: Cast, body: Body, signed_in: Any
) -> None:
    client = signed_in(cast.asha)
    address = reverse("letters:send", args=["to-management"])
    first = client.post(address, typed())
    assert "Nobody in your group has looked at it." in first.content.decode()
    assert client.post(address, sent_from(cast, first)).status_code == 302
    assert "before you send" not in client.post(address, typed()).content.decode()
    contact = body.contacts.get()
    wanted = {**stored_contact(contact), "address": "post@northport.example"}
    seen = seen_now(stored_contact(contact), NOW)
    change_contact(contact=contact, wanted=wanted, seen=seen, today=NOW.date(), by=cast.carys, now=NOW)
    page = client.post(address, typed()).content.decode()
    assert "The last one your group used or checked is office@northport.example." in page
    assert "by Carys" in page
    contact.refresh_from_db()
    wanted = {**stored_contact(contact), "address": "post@northp0rt.example"}
    seen = seen_now(stored_contact(contact), NOW)
    change_contact(contact=contact, wanted=wanted, seen=seen, today=NOW.date(), by=cast.carys, now=NOW)
    page = client.post(address, typed())
    assert "1 address waits for a second look" in page.content.decode()
    assert not page.context["form"]["to"].value()
