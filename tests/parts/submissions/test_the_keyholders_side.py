"""Ciphertext goes to named keyholders of the group and to nobody else: not to administrators, not to colleagues."""

from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.audit.models import Act
from dueregard.parts.submissions.actions.name_keyholder import MayNotName, make_access_key, name_keyholder
from dueregard.parts.submissions.models import Inbox, Keyholder, Message, Thread
from dueregard.parts.submissions.urls import urlpatterns
from dueregard.records.groups.actions.remove_member import remove_member
from dueregard.records.groups.models import Membership, Role
from dueregard.rules.sealed.envelope import Recipient
from dueregard.rules.sealed.upload import CHUNK_BYTES, tag_of
from tests.audiences import assert_only
from tests.builders_inbox import MEMO, Sender, make_inbox, message
from tests.builders_sealed import lookalike
from tests.parts.submissions.test_no_trace import tables
from tests.people import LONG_AGO, Cast, of_southmoor

DESK = "/desk/sealed/northport/"
BYTES = "application/octet-stream"
REPLY = lookalike(16_384, 1, Recipient.X25519)


@pytest.fixture
def inbox(cast: Cast) -> Inbox:
    return make_inbox(cast)


@pytest.fixture
def sent(inbox: Inbox) -> Message:
    Sender().send(message(), lookalike(2 * CHUNK_BYTES, 2, Recipient.X25519))
    return Message.objects.get()


def addresses(sent: Message) -> list[tuple[str, str]]:
    return [
        ("get", f"{DESK}api/hello"),
        ("get", f"{DESK}api/threads"),
        ("get", f"{DESK}api/messages/{sent.pk}"),
        ("get", f"{DESK}api/messages/{sent.pk}/files/1"),
        ("post", f"{DESK}api/messages/{sent.pk}/read"),
        ("post", f"{DESK}api/threads/{sent.thread_id}/delete"),
    ]


def test_only_the_keyholder_fetches_and_an_administrator_is_told_that_nothing_is_there(
    sent: Message, cast: Cast
) -> None:
    for method, url in addresses(sent):
        assert_only(url, {"caseworker"}, cast, method)


def test_what_is_handed_out_is_what_was_sent_byte_for_byte(inbox: Inbox, cast: Cast, signed_in: Any) -> None:
    words, large = message(), lookalike(2 * CHUNK_BYTES, 2, Recipient.X25519)
    Sender().send(words, large)
    asha = signed_in(cast.asha)
    thread = asha.get(f"{DESK}api/threads").json()["threads"][0]
    listed = thread["messages"][0]
    whole = asha.get(f"{DESK}api/messages/{listed['id']}")
    file = asha.get(f"{DESK}api/messages/{listed['id']}/files/1")
    assert int(file["Content-Length"]) == listed["files"][0]["sealed_bytes"] == len(large)
    assert sha256(b"".join(file.streaming_content)).digest() == sha256(large).digest()
    assert b"".join(whole.streaming_content) == words
    assert listed["sealed_bytes"] == len(words)
    assert (listed["from"], listed["plain"], listed["read"]) == ("source", False, False)


def test_ids_of_another_shape_or_of_another_group_open_nothing(sent: Message, cast: Cast, signed_in: Any) -> None:
    other = make_inbox(of_southmoor(cast))
    carys = signed_in(cast.carys)
    secret = make_access_key(keyholder=Keyholder.objects.get(inbox=other), by=cast.carys, now=timezone.now())
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    with_ids = [*addresses(sent)[2:], ("post", f"{DESK}api/threads/{sent.thread_id}/replies")]
    for method, url in with_ids:
        told = {"data": REPLY, "content_type": BYTES} if method == "post" else {}
        for client, base in ((carys, "/desk/sealed/southmoor/"), (program, "/sealed/southmoor/keyholder/")):
            assert getattr(client, method)(url.replace(DESK, base), **told).status_code == 404, url
    assert program.get("/sealed/southmoor/keyholder/api/threads").status_code == 200
    assert program.get("/sealed/northport/keyholder/api/threads").status_code == 404
    sent.refresh_from_db()
    assert not sent.is_read
    assert Message.objects.count() == 1
    asha = signed_in(cast.asha)
    for bad in ("..%2f..%2fetc", "0" * 31, "0" * 33, "Z" * 32, sent.pk.upper() + "0"):
        assert asha.get(f"{DESK}api/messages/{bad}").status_code == 404
    assert other.pk != sent.thread.inbox_id
    assert Thread.objects.count() == 1


def test_a_keyholder_of_another_group_cannot_be_reached_by_number(sent: Message, cast: Cast, signed_in: Any) -> None:
    theirs = Keyholder.objects.get()
    make_inbox(of_southmoor(cast))
    carys = signed_in(cast.carys)
    for said in ({}, {"sure": "yes"}):
        answer = carys.post(f"/desk/inboxes/southmoor/keyholders/{theirs.pk}/remove/", said)
        assert answer.status_code == 404
        assert "Asha" not in answer.content.decode()
    assert Keyholder.objects.filter(pk=theirs.pk).exists()


def test_a_reply_is_sealed_to_exactly_one_and_found_by_the_code(sent: Message, cast: Cast, signed_in: Any) -> None:
    asha = signed_in(cast.asha)
    where = f"{DESK}api/threads/{sent.thread_id}/replies"
    assert asha.post(where, REPLY, content_type=BYTES).status_code == 201
    for broken in (b"Dear source, ...", REPLY + b"x", lookalike(16_384, 2, Recipient.X25519), lookalike(100, 1)):
        assert asha.post(where, broken, content_type=BYTES).status_code == 422
    assert asha.post(where, bytes(300 * 1024), content_type=BYTES).status_code == 413
    assert len(Sender().look_up().json()["replies"]) == 1


def test_the_keyholders_own_program_shows_a_key_and_no_cookie(sent: Message, cast: Cast) -> None:
    secret = make_access_key(keyholder=Keyholder.objects.get(), by=cast.asha, now=timezone.now())
    program, base = Client(), "/sealed/northport/keyholder/api/"
    shown = {"Authorization": f"Bearer {secret}"}
    assert program.get(base + "threads", headers=shown).json()["threads"][0]["id"] == sent.thread_id
    posted = program.post(f"{base}threads/{sent.thread_id}/replies", REPLY, content_type=BYTES, headers=shown)
    assert posted.status_code == 201
    assert program.post(f"{base}messages/{sent.pk}/read", headers=shown).status_code == 200
    for wrong in ({}, {"Authorization": "Bearer x"}, {"Authorization": secret}, {"Authorization": f"Basic {secret}"}):
        assert program.get(base + "threads", headers=wrong).status_code == 404
    assert not program.cookies


def test_a_key_of_a_program_ends_with_the_place_in_the_group(sent: Message, cast: Cast) -> None:
    secret = make_access_key(keyholder=Keyholder.objects.get(), by=cast.asha, now=timezone.now())
    shown = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/sealed/northport/keyholder/api/threads", headers=shown).status_code == 200
    membership = Membership.objects.get(person=cast.asha)
    remove_member(membership=membership, by=cast.dana, now=timezone.now())
    assert Client().get("/sealed/northport/keyholder/api/threads", headers=shown).status_code == 404


def test_a_new_key_closes_the_old_one_and_only_its_hash_is_kept(inbox: Inbox, cast: Cast) -> None:
    keyholder = Keyholder.objects.get()
    old, new = (make_access_key(keyholder=keyholder, by=cast.asha, now=timezone.now()) for _ in range(2))
    statuses = [
        Client().get("/sealed/northport/keyholder/api/threads", headers={"Authorization": f"Bearer {one}"}).status_code
        for one in (old, new)
    ]
    assert statuses == [404, 200]
    keyholder.refresh_from_db()
    assert keyholder.access_key.digest == sha256(new.encode()).hexdigest()


def test_an_administrator_names_no_keyholder_not_even_themselves(inbox: Inbox, cast: Cast, signed_in: Any) -> None:
    with pytest.raises(MayNotName):
        name_keyholder(inbox=inbox, person=cast.ben, by=cast.dana, now=timezone.now())
    Membership.objects.create(group=cast.northport, person=cast.dana, role=Role.CASEWORKER, since=LONG_AGO)
    with pytest.raises(MayNotName):
        name_keyholder(inbox=inbox, person=cast.dana, by=cast.dana, now=timezone.now())
    signed_in(cast.dana).post("/desk/inboxes/northport/keyholders/", {"person": str(cast.dana.pk)})
    assert [one.person for one in Keyholder.objects.all()] == [cast.asha]


def test_what_keyholders_do_is_in_the_audit_by_day_and_without_the_thread(
    sent: Message, cast: Cast, signed_in: Any
) -> None:
    asha, inbox_id = signed_in(cast.asha), str(sent.thread.inbox_id)
    asha.post(f"{DESK}api/threads/{sent.thread_id}/replies", REPLY, content_type=BYTES)
    asha.post(f"{DESK}api/threads/{sent.thread_id}/delete")
    acts = Act.objects.filter(did__in=["reply_to_sealed_thread", "delete_sealed_thread"])
    assert {(act.at.hour, act.at.minute, act.at.second) for act in acts} == {(0, 0, 0)}
    assert {(act.on_kind, act.on_id) for act in acts} == {("submissions.inbox", inbox_id)}
    assert acts.count() == 2


def test_a_post_without_the_pages_token_is_refused(sent: Message, cast: Cast, signed_in: Any) -> None:
    signed = signed_in(cast.asha)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed.cookies
    where = f"{DESK}api/threads/{sent.thread_id}/delete"
    assert strict.post(where).status_code == 403
    token = strict.get(f"{DESK}api/hello").json()["token"]
    assert strict.post(where, headers={"X-CSRFToken": token}).status_code == 200


def test_reading_changes_nothing(sent: Message, cast: Cast, signed_in: Any) -> None:
    asha, keyholder = signed_in(cast.asha), Keyholder.objects.get()
    secret = make_access_key(keyholder=keyholder, by=cast.asha, now=timezone.now())
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    ids = {
        "slug": "northport", "message": sent.pk, "thread": sent.thread_id, "number": 1, "pk": keyholder.pk,
        "name": "config.json", "upload": "0" * 32, "part": "0", "index": "0",
    }  # fmt: skip
    asha.get(f"{DESK}api/hello")
    before, seen = tables(), set()
    for pattern in urlpatterns:
        where = reverse(f"submissions:{pattern.name}", kwargs={name: ids[name] for name in pattern.pattern.converters})
        for client in (asha, program):
            for method in ("get", "head"):
                answer = getattr(client, method)(where, {"sure": "yes"})
                if answer.streaming:
                    b"".join(answer.streaming_content)
                seen.add((pattern.name, answer.status_code))
    Sender().look_up()
    assert {name for name, rows in tables().items() if rows != before[name]} == set()
    opened = {name for name, status in seen if status == 200}
    assert {"threads", "message", "file", "threads_by_key", "message_by_key", "inbox", "source"} <= opened
    assert not opened & {"remove_keyholder", "make_access_key", "revoke_access_key", "delete_thread", "read", "reply"}


def test_the_list_of_threads_is_paged_and_its_queries_do_not_grow(
    inbox: Inbox, cast: Cast, signed_in: Any, django_assert_num_queries: Any
) -> None:
    day = inbox.opened_on
    threads = [Thread(inbox=inbox, tag=tag_of(f"{n:064x}"), memo=MEMO, day=day, until=day) for n in range(150)]
    Thread.objects.bulk_create(threads)
    Message.objects.bulk_create(
        Message(thread=one, direction="source", position=place, day=day) for one in threads for place in range(2)
    )
    asha = signed_in(cast.asha)
    asha.get(f"{DESK}api/threads")
    with django_assert_num_queries(8):
        first = asha.get(f"{DESK}api/threads").json()
    rest = asha.get(f"{DESK}api/threads?after={first['next']}").json()
    ids = [one["id"] for one in first["threads"] + rest["threads"]]
    assert (len(first["threads"]), len(set(ids)), rest["next"]) == (100, 150, None)
    assert asha.get(f"{DESK}api/threads?after=../x").status_code == 400
