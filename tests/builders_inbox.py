"""A sealed inbox for tests, its offline key, and a sender who speaks the protocol as the page does."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from django.utils import timezone

from dueregard.parts.submissions.actions.name_keyholder import name_keyholder
from dueregard.parts.submissions.actions.open_inbox import open_inbox, set_up_inbox
from dueregard.parts.submissions.actions.take_manifest import take_manifest
from dueregard.parts.submissions.models import Inbox, KeyList
from dueregard.records.groups.models import Membership
from dueregard.rules.sealed.envelope import Recipient
from dueregard.rules.sealed.flood import is_done
from dueregard.rules.sealed.manifest import SIGNED_AS
from dueregard.rules.sealed.upload import CHUNK_BYTES, tag_of
from tests.builders_sealed import lookalike
from tests.people import Cast

# Two public keys that `age-keygen` made once; nobody has kept their other halves.
RECIPIENTS = (
    "age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l",
    "age1e6xn45wvkce7c7msc9upffw8dmxs9959q5xng369hgzcwrjc04vszex59m",
)
MEMO = b"\x07" * 256
CODE = "0e" * 32  # a lookup value


@dataclass(frozen=True)
class OfflineKey:
    """The group's offline key: signs lists of keyholders, and nothing on the server has it."""

    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def root(self) -> str:
        return self.private.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> str:
        return self.private.sign(message).hex()

    def listing(self, *recipients: str, last: KeyList | None = None, **changed: Any) -> str:
        """Return manifest.json for these recipients, following the last one."""
        today = timezone.now().astimezone(UTC).date()
        kind = "pq" if recipients[0].startswith("age1pq1") else "x25519"
        said = {
            "v": 1,
            "group": sha256(bytes.fromhex(self.root)).hexdigest(),
            "number": last.number + 1 if last else 1,
            "made_on": today.isoformat(),
            "changed_on": today.isoformat(),
            "valid_until": (today + timedelta(days=180)).isoformat(),
            "kind": kind,
            "previous": sha256(last.text.encode()).hexdigest() if last else None,
            "keyholders": [
                {"label": f"Keyholder {number}", "recipient": one, "since": today.isoformat()}
                for number, one in enumerate(recipients, 1)
            ],
        }
        text = json.dumps(said | changed)
        return json.dumps({"manifest": text, "signature": self.sign(SIGNED_AS + text.encode())})


def today() -> date:
    """Return the day as the inbox counts it."""
    return timezone.now().astimezone(UTC).date()


def make_inbox(
    cast: Cast, key: OfflineKey | None = None, recipients: tuple[str, ...] = RECIPIENTS, *, now: datetime | None = None
) -> Inbox:
    """Set up and open Northport's inbox; Asha is its keyholder. X25519 unless told otherwise."""
    key, now = key or OfflineKey(), now or timezone.now()
    inbox = set_up_inbox(group=cast.northport, root=key.root, days=90, by=None, now=now)
    take_manifest(inbox=inbox, signed=key.listing(*recipients), by=None, now=now)
    name_keyholder(inbox=inbox, person=cast.asha, by=cast.asha, now=now)
    open_inbox(inbox=inbox, by=None, now=now)
    return inbox


def renew(inbox: Inbox, key: OfflineKey, *recipients: str, now: datetime | None = None) -> KeyList:
    """Bring a new list into force."""
    signed = key.listing(*recipients, last=inbox.key_lists.last())
    return take_manifest(inbox=inbox, signed=signed, by=None, now=now or timezone.now())


def make_keyholder(cast: Cast, inbox: Inbox) -> None:
    """Make Ben a keyholder too."""
    assert Membership.objects.filter(group=inbox.group, person=cast.ben).exists()
    name_keyholder(inbox=inbox, person=cast.ben, by=cast.asha, now=timezone.now())


def message(size: int = 16 * 1024, recipients: int = 2) -> bytes:
    """Return what looks like a sealed X25519 message."""
    return lookalike(size, recipients, Recipient.X25519)


class NotTaken(Exception):
    """A chunk was refused."""

    def __init__(self, answer: Any) -> None:
        super().__init__(answer.content)
        self.answer = answer


class Sender:
    """Somebody's browser, without cookies and without a name."""

    def __init__(self, slug: str = "northport") -> None:
        self.client = Client()
        self.base = f"/sealed/{slug}/"

    def post(self, path: str, said: Any) -> Any:
        return self.client.post(self.base + path, json.dumps(said), content_type="application/json")

    def challenge(self) -> tuple[str, str]:
        """Return a challenge and its answer."""
        said = self.client.get(self.base + "api/challenge").json()
        work = next(number for number in range(10**7) if is_done(said["challenge"], str(number), said["bits"]))
        return said["challenge"], str(work)

    def start(self) -> str:
        challenge, work = self.challenge()
        answer = self.post("api/start", {"v": 1, "challenge": challenge, "work": work})
        assert answer.status_code == 201, answer.content
        return str(answer.json()["upload"])

    def put(self, upload: str, part: int, index: int, chunk: bytes, digest: str = "") -> Any:
        return self.client.generic(
            "PUT",
            f"{self.base}api/uploads/{upload}/{part}/{index}",
            chunk,
            content_type="application/octet-stream",
            headers={"X-Chunk-SHA256": digest or sha256(chunk).hexdigest()},
        )

    def put_all(self, upload: str, *parts: bytes) -> list[dict[str, Any]]:
        """Send all chunks of all parts, and return what `finish` says of them."""
        said = []
        for number, part in enumerate(parts):
            chunks = [part[at : at + CHUNK_BYTES] for at in range(0, len(part), CHUNK_BYTES)]
            for index, chunk in enumerate(chunks):
                answer = self.put(upload, number, index, chunk)
                if answer.status_code != 200:
                    raise NotTaken(answer)
            said.append({"size": len(part), "chunks": [sha256(chunk).hexdigest() for chunk in chunks]})
        return said

    def finish(self, upload: str, parts: list[dict[str, Any]], **said: Any) -> Any:
        said = said or {"thread": tag_of(CODE)}
        return self.post(f"api/uploads/{upload}/finish", {"v": 1, "parts": parts, "memo": MEMO.hex(), **said})

    def send(self, *parts: bytes, **said: Any) -> Any:
        upload = self.start()
        try:
            return self.finish(upload, self.put_all(upload, *parts), **said)
        except NotTaken as refused:
            return refused.answer

    def look_up(self, code: str = CODE) -> Any:
        return self.post("api/lookup", {"v": 1, "lookup": code})

    def delete(self, code: str = CODE) -> Any:
        return self.post("api/delete", {"v": 1, "lookup": code})

    def send_plain(self, *files: bytes) -> Any:
        named = []
        for number, one in enumerate(files):
            file = BytesIO(one)
            file.name = f"whistle{number}.age"
            named.append(file)
        return self.client.post(self.base + "api/plain", {"files": named})
