"""Brings a sealed inbox with one message to the example county, and the key that opens it.

Its keys are made here, so it keeps nothing secret: it is closed as soon as its message is in, and the note that holds
the key says so.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256
from io import BytesIO

from django.db import transaction
from django.urls import reverse

from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.foundation.example.queries.rows import Keys
from dueregard.parts.submissions.actions.days import day_of
from dueregard.parts.submissions.actions.name_keyholder import name_keyholder
from dueregard.parts.submissions.actions.open_inbox import (
    close_inbox,
    open_inbox,
    set_up_inbox,
    take_release_signature,
)
from dueregard.parts.submissions.actions.take_manifest import take_manifest
from dueregard.parts.submissions.actions.take_plain import take_plain
from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.gateways.example_keys import ExampleKey, ExampleSigner, make_key, seal
from dueregard.parts.submissions.gateways.plain import PlainFile
from dueregard.parts.submissions.models import Inbox, Upload
from dueregard.parts.submissions.queries.configuration import hash_list
from dueregard.records.bodies.queries.example import example_bodies
from dueregard.records.groups.queries.example import example_cast
from dueregard.records.notes.actions.write_note import write_note
from dueregard.rules.sealed.manifest import RELEASE_SIGNED_AS, SIGNED_AS, group_of

KEPT_DAYS = 90
MESSAGE = (
    "I work at Sampleford High School. The risk assessment that you were sent is not the one we were shown in June: "
    "that one names the software. Ask for the version that the governors saw.\n"
)
NOTE = (
    "The key that opens the sealed inbox of this example. Copy the line below into a text file, open “Sealed inbox” on "
    "the desk as Ada or Bilal, and give the file to the keyholder’s page.\n\n{identity}\n\n"
    "This site made the key itself, so the inbox keeps nothing secret and takes no messages. A real keyholder makes "
    "the key on their own computer, and the site never sees it."
)


def bring(*, now: datetime) -> Iterator[None]:
    """Set up the inbox of the schools group three months ago, let a message come, and close it."""
    cast, began = example_cast(), now - timedelta(days=90)
    signer, keys = ExampleSigner(), (make_key(), make_key())
    inbox = set_up_inbox(group=cast.schools, root=signer.root, days=KEPT_DAYS, by=cast.ada, now=began)
    take_manifest(inbox=inbox, signed=_signed_list(signer, keys, day_of(began)), by=cast.ada, now=began)
    signature = signer.sign(RELEASE_SIGNED_AS + hash_list(inbox).encode())
    take_release_signature(inbox=inbox, signature=signature, by=cast.ada, now=began)
    for person in (cast.ada, cast.bilal):
        name_keyholder(inbox=inbox, person=person, by=cast.ada, now=began)
    yield
    open_inbox(inbox=inbox, by=cast.ada, now=began)
    _send(inbox, keys, day_of(now - timedelta(days=2)))
    close_inbox(inbox=inbox, by=cast.ada, now=now - timedelta(days=1))
    beside = example_bodies()["Sampleford High School"]
    text = NOTE.format(identity=keys[0].identity)
    write_note(group=cast.schools, beside=beside, text=text, by=cast.ada, now=now - timedelta(days=1))
    yield


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with the inbox."""
    if not Inbox.objects.filter(group=example_cast().schools).exists():
        return ()
    hint = "As Ada or Bilal. The key is in the group’s private note beside Sampleford High School."
    return (ToTry(97, "Open a sealed message", reverse("submissions:desk"), hint),)


def take_away(gone: Keys) -> None:
    """Remove the sealed bytes once the rows are gone: they lie outside the database."""
    for folder in gone.get("submissions.message", ()):
        transaction.on_commit(partial(store.remove, folder))


def _signed_list(signer: ExampleSigner, keys: tuple[ExampleKey, ...], day: date) -> str:
    holders = [
        {"label": f"Example keyholder {number}", "recipient": key.recipient, "since": day.isoformat()}
        for number, key in enumerate(keys, 1)
    ]
    said = {
        "v": 1,
        "group": group_of(signer.root),
        "number": 1,
        "made_on": day.isoformat(),
        "changed_on": day.isoformat(),
        "valid_until": (day + timedelta(days=365)).isoformat(),
        "kind": "x25519",
        "previous": None,
        "keyholders": holders,
    }
    text = json.dumps(said)
    return json.dumps({"manifest": text, "signature": signer.sign(SIGNED_AS + text.encode())})


def _send(inbox: Inbox, keys: tuple[ExampleKey, ...], day: date) -> None:
    """Send what somebody sealed by hand, as the form without scripts takes it."""
    sealed, upload = seal(MESSAGE.encode(), keys), Upload.objects.create(inbox=inbox, day=day)
    digest = sha256(sealed).hexdigest()
    place = store.Place(upload.pk, 1, 0)
    store.keep_chunk(BytesIO(sealed), place, digest=digest, length=len(sealed), today=day)
    take_plain(upload=upload, files=[PlainFile(1, len(sealed), (digest,))], today=day)
