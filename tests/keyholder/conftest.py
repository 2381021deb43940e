"""A keyholder's machine, connected to an inbox that really serves."""

import hmac
import json
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from dueregard_keyholder import command
from dueregard_keyholder import inbox as with_an_inbox

from dueregard.parts.submissions.actions.name_keyholder import make_access_key
from dueregard.parts.submissions.gateways import bucket
from dueregard.parts.submissions.models import Inbox, Keyholder
from dueregard.rules.sealed.envelope import Recipient
from tests.age_program import OLD_AGE, age_folder
from tests.builders_inbox import OfflineKey, Sender, make_inbox, renew
from tests.builders_sealed import shared_keys, unseal
from tests.builders_source import Source
from tests.people import make_cast

Run = Callable[..., int]


@dataclass
class Desk:
    """What a test of the command needs: the machine's folder, the command, the inbox, somebody who sends."""

    folder: Path
    run: Run
    inbox: Inbox
    source: Source
    sender: Sender
    identity: Path
    offline: OfflineKey

    def thread(self) -> str:
        return self.inbox.threads.get().pk

    def open(self, to: str = "opened") -> int:
        """Fetch, and open the one thread there is."""
        assert self.run("fetch") == 0
        return self.run("open", self.thread(), "--identity", self.identity, "--to", self.folder / to)

    def replies(self) -> list[dict[str, Any]]:
        """Return the answers as their source opens and checks them."""
        found = []
        for one in self.sender.look_up(self.source.lookup).json()["replies"]:
            plain = unseal(b64decode(one["sealed"]), self.source.reply_key.identity)
            envelope = json.loads(plain[4 : 4 + int.from_bytes(plain[:4], "big")])
            said = b"dueregard/inbox/v1/reply\n" + envelope["body"].encode()
            assert envelope["mac"] == hmac.digest(self.source.value("reply-mac"), said, "sha256").hex()
            found.append(json.loads(envelope["body"]))
        return found


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Use age 1.3, a store of its own and a full bucket."""
    monkeypatch.setenv("DUEREGARD_AGE", str(age_folder() / "age"))
    monkeypatch.setenv("DUEREGARD_AGE_KEYGEN", str(age_folder() / "age-keygen"))
    monkeypatch.setattr(with_an_inbox, "HOME", tmp_path / "shelf")
    settings.SEALED_STORE = tmp_path / "sealed"
    bucket.forget()


@pytest.fixture
def run() -> Run:
    """Run the command with these arguments."""
    return lambda *arguments: command.main([str(one) for one in arguments])


@pytest.fixture
def desk(live_server: Any, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Connect a keyholder's machine to Northport's inbox."""
    cast, offline, keys = make_cast(), OfflineKey(), shared_keys(2)
    inbox = make_inbox(cast, offline, tuple(key.recipient for key in keys))
    identity = tmp_path / "key.txt"
    identity.write_text(keys[0].identity + "\n")
    secret = make_access_key(keyholder=Keyholder.objects.get(), by=cast.asha, now=timezone.now())
    monkeypatch.setattr("getpass.getpass", lambda prompt: secret)
    assert run("connect", f"{live_server.url}/sealed/northport/", "--root", offline.root) == 0
    source = Source(offline.root, tuple(key.recipient for key in keys), reply_key=shared_keys(3)[2])
    return Desk(tmp_path, run, inbox, source, Sender(), identity, offline)


@pytest.fixture
def classic(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Let the group change to X25519 keys, and the keyholder's machine to Debian's `age`."""
    keys = shared_keys(2, Recipient.X25519)
    renew(desk.inbox, desk.offline, *(key.recipient for key in keys))
    desk.identity.write_text(keys[0].identity + "\n")
    monkeypatch.setenv("DUEREGARD_AGE", str(OLD_AGE))
    monkeypatch.setenv("DUEREGARD_AGE_KEYGEN", str(OLD_AGE.with_name("age-keygen")))
    reply_key = shared_keys(3, Recipient.X25519)[2]
    return replace(
        desk, source=replace(desk.source, recipients=tuple(key.recipient for key in keys), reply_key=reply_key)
    )
