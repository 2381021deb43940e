"""What the sweep of all addresses knows of the sealed inbox: what is sealed, for whom, and which keys open it."""

from typing import Any

from django.utils import timezone

from dueregard.parts.submissions.actions.name_keyholder import make_access_key, name_keyholder
from dueregard.parts.submissions.actions.open_inbox import open_inbox, set_up_inbox
from dueregard.parts.submissions.actions.take_manifest import take_manifest
from dueregard.parts.submissions.gateways import bucket
from dueregard.parts.submissions.models import Keyholder, Message
from tests.builders_inbox import RECIPIENTS, OfflineKey, Sender
from tests.builders_inbox import message as sealed_message
from tests.doors.asks import Asks, named
from tests.doors.world import World

NONE = "0" * 32
ADDRESSES = {
    # The sealed inbox: what a key opens, a person does not (test_keys_and_links asks with keys)
    "submissions:challenge": named("inbox for all"),
    "submissions:start": named("inbox for all"),
    "submissions:finish": named("", slug="northport", upload=NONE),
    "submissions:chunk": named("", slug="northport", upload=NONE, part="0", index="0"),
    "submissions:lookup": named("inbox for all"),
    "submissions:delete": named("inbox for all"),
    "submissions:plain": named("inbox for all"),
    "submissions:threads_by_key": named("sealed for a key"),
    "submissions:message_by_key": named("sealed for a key"),
    "submissions:file_by_key": named("sealed for a key"),
    "submissions:read_by_key": named("sealed for a key"),
    "submissions:reply_by_key": named("sealed for a key"),
    "submissions:delete_by_key": named("sealed for a key"),
    "submissions:source": named("inbox for all"),
    "submissions:delivered": named("inbox for all", name="manifest.json"),
    "submissions:hello": named("sealed"),
    "submissions:threads": named("sealed"),
    "submissions:message": named("sealed"),
    "submissions:file": named("sealed"),
    "submissions:read": named("sealed"),
    "submissions:reply": named("sealed"),
    "submissions:delete_thread": named("sealed"),
    "submissions:keyholder": named("sealed"),
    "submissions:keyholder_file": named("sealed", name="keyholder.html"),
    "submissions:who_reads": named("inbox for all"),
    "submissions:inbox": named("inbox"),
    "submissions:take_list": named("inbox"),
    "submissions:name_keyholder": Asks("sealed", is_kind=True),
    "submissions:remove_keyholder": Asks("place", is_kind=True),
    "submissions:make_access_key": named("sealed"),
    "submissions:revoke_access_key": named("sealed"),
    "submissions:record_exercise": named("sealed"),
    "submissions:drop_unfinished": named("sealed"),
}


def add_to(world: World) -> None:
    """Set up Northport's inbox: Kit is keyholder, and Nils was. The sealed bytes themselves hold a planted word."""
    bucket.forget()
    cast, key, now = world.everybody.cast, OfflineKey(), timezone.now()
    inbox = set_up_inbox(group=cast.northport, root=key.root, days=90, by=None, now=now)
    take_manifest(inbox=inbox, signed=key.listing(*RECIPIENTS), by=None, now=now)
    name_keyholder(inbox=inbox, person=world.everybody.kit, by=cast.asha, now=now)
    name_keyholder(inbox=inbox, person=world.everybody.nils, by=world.everybody.kit, now=now)
    open_inbox(inbox=inbox, by=None, now=now)
    sent = Sender().send(_with_word(world, "a sealed message"), _with_word(world, "a sealed file"))
    assert sent.status_code == 201, sent.content
    message = Message.objects.select_related("thread").get()
    names: dict[str, Any] = {
        "slug": cast.northport.slug,
        "thread": message.thread.pk,
        "message": message.pk,
        "number": 1,
    }
    world.add("sealed", "what is sealed for Northport", "keyholders", **names)
    world.add("inbox for all", "the inbox of Northport", "everybody", slug=cast.northport.slug)
    world.add("sealed for a key", "what is sealed for Northport", "nobody", **names)
    world.add("inbox", "the inbox of Northport", "northport", slug=cast.northport.slug)
    for person in (world.everybody.kit, world.everybody.nils):
        place = Keyholder.objects.get(inbox=inbox, person=person)
        world.secrets[f"key of {person.username}"] = make_access_key(keyholder=place, by=person, now=now)
        world.add("place", "a keyholder's place", "keyholders", slug=cast.northport.slug, pk=place.pk)


def _with_word(world: World, what: str) -> bytes:
    """Return a sealed file of the right shape in whose bytes a word can be found again."""
    sealed, word = sealed_message(), world.planted.word("keyholders", what).encode()
    return sealed[: -len(word) - 100] + word + sealed[-100:]
