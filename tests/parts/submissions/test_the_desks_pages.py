"""A group looks after its inbox on the desk: lists, people, keys, the monthly exercise; never at what was sent."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.parts.submissions.actions.record_exercise import record_exercise
from dueregard.parts.submissions.models import AccessKey, Exercise, Inbox, Keyholder, Thread, Upload
from tests.audiences import EVERYBODY, MEMBERS, SIGNED_IN, assert_only
from tests.builders_inbox import RECIPIENTS, OfflineKey, Sender, make_inbox, message
from tests.parts.submissions.test_the_commands import run
from tests.people import Cast

DESK = "/desk/inboxes/northport/"


@pytest.fixture
def key() -> OfflineKey:
    return OfflineKey()


@pytest.fixture
def inbox(cast: Cast, key: OfflineKey) -> Inbox:
    return make_inbox(cast, key)


def test_who_may_open_which_page(inbox: Inbox, cast: Cast) -> None:
    assert_only("/inboxes/", EVERYBODY, cast)
    assert_only("/inboxes/northport/", EVERYBODY, cast)
    assert_only("/desk/inboxes/", SIGNED_IN, cast)
    assert_only(DESK, MEMBERS, cast)
    assert_only("/desk/sealed/northport/keyholder.js", {"caseworker"}, cast)
    assert_only("/desk/sealed/northport/config.json", {"caseworker"}, cast)
    assert_only("/desk/sealed/northport/", {"caseworker"}, cast)
    for path in ("access-key/", "access-key/revoke/", "exercise/", "unfinished/drop/"):
        assert_only(DESK + path, {"caseworker"}, cast, "post")
    for path in ("keyholders/", f"keyholders/{Keyholder.objects.get().pk}/remove/"):
        assert_only(DESK + path, MEMBERS, cast, "post")


def test_a_list_that_was_signed_offline_comes_into_force_whoever_brings_it(
    inbox: Inbox, key: OfflineKey, cast: Cast, signed_in: Any
) -> None:
    signed = key.listing(RECIPIENTS[0], last=inbox.key_lists.last())
    answer = signed_in(cast.ben).post(f"{DESK}list/", {"signed": signed}, follow=True)
    assert "List 2 is in force" in answer.content.decode()
    assert "1 key," in answer.content.decode()


def test_a_list_that_was_not_signed_is_refused_and_what_was_pasted_is_still_there(
    inbox: Inbox, cast: Cast, signed_in: Any
) -> None:
    forged = OfflineKey().listing(RECIPIENTS[0], last=inbox.key_lists.last())
    answer = signed_in(cast.dana).post(f"{DESK}list/", {"signed": forged})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "was not signed with your group’s offline key" in page
    assert "keyholders" in page
    assert RECIPIENTS[0] in page
    assert inbox.key_lists.count() == 1


@pytest.mark.parametrize("pasted", ["", "{}", "not a list"])
def test_what_is_no_list_says_so(inbox: Inbox, cast: Cast, signed_in: Any, pasted: str) -> None:
    answer = signed_in(cast.asha).post(f"{DESK}list/", {"signed": pasted})
    assert answer.status_code == 422
    assert pasted in answer.content.decode()


def test_a_keyholder_names_and_removes_another_and_a_volunteer_cannot(inbox: Inbox, cast: Cast, signed_in: Any) -> None:
    said = {"person": str(cast.ben.pk)}
    signed_in(cast.ben).post(f"{DESK}keyholders/", said)
    assert Keyholder.objects.count() == 1
    signed_in(cast.asha).post(f"{DESK}keyholders/", said)
    assert {one.person for one in Keyholder.objects.all()} == {cast.asha, cast.ben}
    signed_in(cast.asha).post(f"{DESK}keyholders/", {"person": str(cast.carys.pk)})
    assert Keyholder.objects.count() == 2
    bens = Keyholder.objects.get(person=cast.ben)
    signed_in(cast.dana).post(f"{DESK}keyholders/{bens.pk}/remove/", {"sure": "yes"})
    assert Keyholder.objects.count() == 2
    signed_in(cast.asha).post(f"{DESK}keyholders/{bens.pk}/remove/", {"sure": "yes"})
    assert {one.person for one in Keyholder.objects.all()} == {cast.asha}


def test_the_access_key_is_shown_once_and_can_be_closed(inbox: Inbox, cast: Cast, signed_in: Any) -> None:
    asha = signed_in(cast.asha)
    shown = asha.post(f"{DESK}access-key/").content.decode()
    assert "dueregard-keyholder connect" in shown
    assert AccessKey.objects.count() == 1
    assert "has a key" in asha.get(DESK).content.decode()
    asha.post(f"{DESK}access-key/revoke/", {"sure": "yes"})
    assert not AccessKey.objects.exists()


def test_the_monthly_exercise_is_recorded_told_to_everybody_and_due_again(
    inbox: Inbox, cast: Cast, signed_in: Any
) -> None:
    asha = signed_in(cast.asha)
    assert "A test is due" in asha.get(DESK).content.decode()
    for _ in range(2):
        asha.post(f"{DESK}exercise/")
    assert Exercise.objects.count() == 1
    assert "A test is due" not in asha.get(DESK).content.decode()
    assert "last tested its inbox" in Client().get("/inboxes/northport/").content.decode()
    Exercise.objects.all().delete()
    record_exercise(inbox=inbox, by=cast.asha, now=timezone.now() - timedelta(days=40))
    assert "A test is due" in asha.get(DESK).content.decode()


def test_a_finding_goes_to_evidence_only_by_a_persons_upload_after_a_reminder(
    inbox: Inbox, cast: Cast, signed_in: Any
) -> None:
    page = signed_in(cast.asha).get(DESK).content.decode()
    assert page.index("remove names, voices and faces") < page.index('href="/desk/documents/upload/"')


def test_the_desk_tells_nothing_of_what_was_sent(inbox: Inbox, cast: Cast, signed_in: Any) -> None:
    before = signed_in(cast.asha).get(DESK).content
    Sender().send(message())
    after = signed_in(cast.asha).get(DESK).content
    assert without_tokens(before) == without_tokens(after)
    # That something waits is said around the page, in the count of the list; nothing of what it is.
    assert b'1<span class="hidden-visually"> waiting' in after.partition(b"<main")[0]


def without_tokens(page: bytes) -> list[bytes]:
    return [line for line in page.partition(b"<main")[2].splitlines() if b"csrfmiddlewaretoken" not in line]


def test_the_desks_pages_cost_few_queries_however_long_the_log(
    inbox: Inbox, key: OfflineKey, cast: Cast, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    asha = signed_in(cast.asha)
    asha.get(DESK)
    with django_assert_max_num_queries(24):
        asha.get(DESK)
    with django_assert_max_num_queries(10):
        asha.get("/desk/inboxes/")
    with django_assert_max_num_queries(4):
        Client().get("/inboxes/")


def test_unfinished_uploads_are_seen_and_dropped_by_keyholders_and_by_the_command(
    inbox: Inbox, cast: Cast, signed_in: Any, settings: Any
) -> None:
    asha, sender = signed_in(cast.asha), Sender()
    assert "Drop unfinished uploads" not in asha.get(DESK).content.decode()
    old = sender.start()
    sender.put(old, 0, 0, message())
    assert "Drop unfinished uploads" in asha.get(DESK).content.decode()
    assert "Drop unfinished uploads" not in signed_in(cast.dana).get(DESK).content.decode()
    Upload.objects.filter(pk=old).update(size=3 * 1024**3)
    assert "3.0 GiB of 64.0 GiB used, 3.0 GiB of it by unfinished uploads" in run("inbox", "room", "northport")
    where = f"{DESK}unfinished/drop/"
    assert "Drop unfinished uploads?" in asha.post(where).content.decode()
    assert Upload.objects.count() == 1
    assert "Nothing was dropped" in asha.post(where, {"sure": "yes"}, follow=True).content.decode()
    settings.SEALED_IDLE_SECONDS = -60
    young = sender.start()
    assert "Dropped: 1 unfinished upload" in asha.post(where, {"sure": "yes"}, follow=True).content.decode()
    assert [one.pk for one in Upload.objects.all()] == [young], "one without a byte may have begun this minute"
    assert list(settings.SEALED_STORE.glob("*")) == []
    sender.put(young, 0, 0, message())
    assert "Dropped 1 unfinished upload." in run("inbox", "drop", "northport")
    assert sender.put(young, 0, 1, b"x").json() == {"error": "unknown"}


def test_a_full_share_is_said_and_keyholders_can_still_answer(
    inbox: Inbox, cast: Cast, signed_in: Any, settings: Any
) -> None:
    sender = Sender()
    assert sender.send(message()).status_code == 201
    asha, where = signed_in(cast.asha), f"/desk/sealed/northport/api/threads/{Thread.objects.get().pk}/replies"

    def answer() -> int:
        return int(asha.post(where, message(recipients=1), content_type="application/octet-stream").status_code)

    settings.SEALED_GIB = 0
    assert "The inbox is full" in asha.get(DESK).content.decode()
    assert sender.client.get(f"{sender.base}api/challenge").status_code == 507
    assert answer() == 201
    settings.SEALED_ANSWERS = 0
    assert answer() == 507
    settings.SEALED_ANSWERS, settings.SEALED_DISK_RESERVE = 2**30, 2**62
    assert answer() == 507, "half of what stays free for the site is for answers, and not the rest"
