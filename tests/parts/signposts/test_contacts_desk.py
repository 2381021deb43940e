"""The group keeps its contacts true: who may, what is written down, and who is reminded."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dueregard.foundation.audit.models import Act
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.signposts.actions.check_channel import NoSuchChannel, check_channel
from dueregard.parts.signposts.actions.remind_keepers import remind_keepers
from dueregard.parts.signposts.models import ChannelCheck
from tests.audiences import SIGNED_IN, assert_only
from tests.parts.signposts.contacts import NOW, make_contact, make_situation, phone, website
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
KEY = "phone:020 7946 0000"
CHECK = "/desk/contacts/example/advice/check/?channel=phone%3A020%207946%200000"


def test_a_caseworker_says_that_a_number_works_and_it_is_written_down_once(cast: Cast) -> None:
    make_situation()
    make_contact("advice", phone(checked_on="2026-01-01"))
    client = sign_in(cast.asha)
    page = client.get("/desk/contacts/").content.decode()
    assert "Hidden: not checked recently" in page
    assert client.get(CHECK).status_code == 200
    answer = client.post(CHECK, {"channel": KEY, "works": "yes", "note": "A woman answered."}, follow=True)
    assert "Shown to readers" in answer.content.decode()
    check = ChannelCheck.objects.get()
    assert (check.by, check.works, check.note) == (cast.asha, True, "A woman answered.")
    assert Act.objects.get(did="check_channel").by == cast.asha


def test_a_form_sent_without_an_answer_says_what_is_missing_and_keeps_the_note(cast: Cast) -> None:
    make_contact("advice", phone())
    html = sign_in(cast.asha).post(CHECK, {"channel": KEY, "note": "Nobody there"}).content.decode()
    assert "Say whether it works." in html
    assert "Nobody there" in html
    assert not ChannelCheck.objects.exists()


def test_a_number_that_was_corrected_meanwhile_takes_no_check(cast: Cast) -> None:
    contact = make_contact("advice", phone("020 7946 0001"))
    with pytest.raises(NoSuchChannel):
        check_channel(contact=contact, channel=KEY, works=True, note="", by=cast.asha, now=NOW)
    assert sign_in(cast.asha).post(CHECK, {"channel": KEY, "works": "yes"}).status_code == 404


def test_members_read_the_list_and_only_those_who_act_for_a_group_change_it(cast: Cast) -> None:
    make_contact("advice", phone())
    assert_only("/desk/contacts/", SIGNED_IN, cast)
    assert_only(CHECK, {"caseworker", "outsider", "administrator"}, cast)
    assert "Check it" not in sign_in(cast.ben).get("/desk/contacts/").content.decode()


def test_the_list_asks_the_database_no_more_for_sixty_contacts_than_for_one(cast: Cast) -> None:
    client = sign_in(cast.asha)
    client.get("/desk/contacts/")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/desk/contacts/").status_code == 200
        return len(seen)

    make_contact("first", phone())
    few = queries()
    for number in range(59):
        contact = make_contact(f"advice-{number}", phone(), website())
        check_channel(contact=contact, channel=KEY, works=True, note="", by=cast.asha, now=NOW)
    assert queries() == few <= 10


def test_the_keeper_is_reminded_once_a_week_of_what_is_about_to_be_hidden(cast: Cast) -> None:
    cast.dana.email = "dana@northport.example"
    cast.dana.save()
    make_contact("advice", phone(), title="Northport Advice")
    assert remind_keepers(now=NOW) == 0
    late = NOW + timedelta(days=100)
    assert remind_keepers(now=late) == 1
    assert remind_keepers(now=late) == 0
    assert remind_keepers(now=late + timedelta(days=7)) == 1
    assert OutgoingMessage.objects.filter(to="dana@northport.example").count() == 2


def test_nobody_is_reminded_while_everything_is_checked(cast: Cast) -> None:
    cast.dana.email = "dana@northport.example"
    cast.dana.save()
    make_contact("advice", phone())
    assert remind_keepers(now=NOW) == 0
