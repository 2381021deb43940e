"""Only the group's offline key says whose keys count; every change is kept, shown, and comes into force whole."""

import json
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.parts.submissions.actions.open_inbox import AlreadySetUp, NobodyReads, NoKey, open_inbox, set_up_inbox
from dueregard.parts.submissions.actions.take_manifest import NotTheGroups, take_manifest
from dueregard.parts.submissions.models import Inbox, KeyList
from dueregard.parts.submissions.models.inbox import ListsAreKept
from dueregard.parts.submissions.queries.who_reads import key_log
from dueregard.rules.sealed.manifest import ManifestRefused
from tests.builders_inbox import RECIPIENTS, OfflineKey, Sender, make_inbox, message, renew
from tests.builders_sealed import shared_keys
from tests.people import Cast


@pytest.fixture
def key() -> OfflineKey:
    return OfflineKey()


@pytest.fixture
def inbox(cast: Cast, key: OfflineKey) -> Inbox:
    return make_inbox(cast, key)


def test_an_administrator_cannot_add_a_key_without_the_groups_signature(inbox: Inbox, cast: Cast) -> None:
    forged = OfflineKey().listing(*RECIPIENTS, last=inbox.key_lists.last())
    with pytest.raises(NotTheGroups):
        take_manifest(inbox=inbox, signed=forged, by=cast.dana, now=timezone.now())
    assert inbox.key_lists.count() == 1


def test_not_a_letter_of_a_signed_list_can_be_changed(inbox: Inbox, key: OfflineKey) -> None:
    signed = json.loads(key.listing(RECIPIENTS[0], last=inbox.key_lists.last()))
    signed["manifest"] = signed["manifest"].replace("Keyholder 1", "Keyholder 2")
    with pytest.raises(NotTheGroups):
        take_manifest(inbox=inbox, signed=json.dumps(signed), by=None, now=timezone.now())


@pytest.mark.parametrize("signed", ["", "{}", "[]", '{"manifest": 1, "signature": 2}', "[" * 50_000])
def test_what_is_no_signed_list_is_refused(inbox: Inbox, signed: str) -> None:
    with pytest.raises(ManifestRefused):
        take_manifest(inbox=inbox, signed=signed, by=None, now=timezone.now())


def test_an_old_list_cannot_be_brought_back(inbox: Inbox, key: OfflineKey) -> None:
    old = key.listing(*RECIPIENTS)
    renew(inbox, key, RECIPIENTS[0])
    with pytest.raises(ManifestRefused):
        take_manifest(inbox=inbox, signed=old, by=None, now=timezone.now())


def test_the_key_log_is_only_ever_added_to(inbox: Inbox, key: OfflineKey) -> None:
    row = inbox.key_lists.get()
    with pytest.raises(ListsAreKept):
        row.save()
    with pytest.raises(ListsAreKept):
        row.delete()
    with pytest.raises(ListsAreKept):
        KeyList.objects.all().delete()
    with pytest.raises(ListsAreKept):
        KeyList.objects.update(text="")


def test_the_log_ends_with_the_list_in_force_and_each_names_the_one_before(inbox: Inbox, key: OfflineKey) -> None:
    renew(inbox, key, *(one.recipient for one in shared_keys(2)))
    base = Client()
    log = base.get("/sealed/northport/keys.log").content.decode().splitlines()
    assert len(log) == 2
    assert json.loads(log[1]) == base.get("/sealed/northport/manifest.json").json()
    assert base.get("/sealed/northport/recipients.txt").content.decode().split() == [
        one.recipient for one in shared_keys(2)
    ]


def test_a_change_is_shown_for_thirty_days_and_not_longer(
    cast: Cast, key: OfflineKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    long_ago = (now - timedelta(days=31)).date().isoformat()
    inbox = set_up_inbox(group=cast.northport, root=key.root, days=90, by=None, now=now)
    first = key.listing(*RECIPIENTS, made_on=long_ago, changed_on=long_ago)
    take_manifest(inbox=inbox, signed=first, by=None, now=now)
    assert "have changed recently" not in Client().get("/inboxes/northport/").content.decode()
    renew(inbox, key, RECIPIENTS[0])
    for days, is_shown in ((0, True), (30, True), (31, False)):
        monkeypatch.setattr("django.utils.timezone.now", lambda days=days: now + timedelta(days=days))
        assert ("have changed recently" in Client().get("/inboxes/northport/").content.decode()) is is_shown, days


def test_a_change_that_was_signed_long_ago_is_shown_from_the_day_it_was_brought(cast: Cast, key: OfflineKey) -> None:
    now = timezone.now()
    before, signed_on = ((now - timedelta(days=ago)).date().isoformat() for ago in (200, 100))
    inbox = set_up_inbox(group=cast.northport, root=key.root, days=90, by=None, now=now - timedelta(days=150))
    first = key.listing(*RECIPIENTS, made_on=before, changed_on=before)
    take_manifest(inbox=inbox, signed=first, by=None, now=now - timedelta(days=150))
    held_back = {"made_on": signed_on, "changed_on": signed_on}
    second = key.listing(RECIPIENTS[0], last=inbox.key_lists.last(), **held_back)
    take_manifest(inbox=inbox, signed=second, by=None, now=now - timedelta(days=29))
    third = key.listing(RECIPIENTS[0], last=inbox.key_lists.last(), changed_on=signed_on)
    take_manifest(inbox=inbox, signed=third, by=None, now=now)
    page = Client().get("/inboxes/northport/").content.decode()
    assert "have changed recently" in page
    assert "this server received the change on" in page
    days = [json.loads(line)["change_received_on"] for line in key_log(inbox)]
    assert days == [(now - timedelta(days=ago)).astimezone(UTC).date().isoformat() for ago in (150, 29, 29)]


def test_nothing_can_be_sent_after_the_lists_last_day(cast: Cast, key: OfflineKey, monkeypatch: Any) -> None:
    make_inbox(cast, key)
    later = timezone.now() + timedelta(days=181)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    answer = Sender().client.get("/sealed/northport/api/challenge")
    assert (answer.status_code, answer.json()) == (403, {"error": "closed"})


def test_a_closed_inbox_takes_nothing_at_any_step(inbox: Inbox) -> None:
    sender = Sender()
    challenge, work = sender.challenge()
    upload = sender.start()
    parts = sender.put_all(upload, message())
    Inbox.objects.update(is_open=False)
    said = {"v": 1, "challenge": challenge, "work": work}
    assert sender.client.get(sender.base + "api/challenge").status_code == 403
    assert sender.post("api/start", said).status_code == 403
    assert sender.finish(upload, parts).status_code == 403
    assert sender.send_plain(message()).status_code == 403
    assert sender.look_up().status_code == 200


def test_an_inbox_that_nobody_reads_does_not_open(cast: Cast, key: OfflineKey) -> None:
    inbox = set_up_inbox(group=cast.northport, root=key.root, days=90, by=cast.dana, now=timezone.now())
    with pytest.raises(NobodyReads):
        open_inbox(inbox=inbox, by=cast.dana, now=timezone.now())


def test_a_root_key_is_never_exchanged_and_belongs_to_one_group(inbox: Inbox, cast: Cast, key: OfflineKey) -> None:
    for group, root in ((cast.northport, OfflineKey().root), (cast.southmoor, key.root)):
        with pytest.raises(AlreadySetUp):
            set_up_inbox(group=group, root=root, days=90, by=cast.dana, now=timezone.now())
    with pytest.raises(NoKey):
        set_up_inbox(group=cast.southmoor, root="00", days=90, by=cast.dana, now=timezone.now())


def test_the_public_page_tells_number_words_and_log_in_few_queries(
    inbox: Inbox, key: OfflineKey, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        renew(inbox, key, *RECIPIENTS)
    with django_assert_max_num_queries(5):
        page = Client().get("/inboxes/northport/").content.decode()
    assert "2 keyholders" in page
    assert "020 3117 2520" in page


@pytest.mark.parametrize("name", ["manifest.json", "keys.log", "recipients.txt"])
def test_one_answer_is_one_reading_of_the_lists(inbox: Inbox, name: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2) as captured:
        Client().get(f"/sealed/northport/{name}")
    assert sum("submissions_keylist" in query["sql"] for query in captured.captured_queries) == 1
