"""Whatever age program somebody seals with, the real server takes it and every other program opens it; and back.

Debian's age 1.1, age 1.3, Rust's age (as the program rage and as pyrage) and the npm package, with which the page
seals. Rust's age puts grease into every header.
"""

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pyrage
import pytest
from dueregard_keyholder.protocol import reply_envelope
from dueregard_keyholder.shelf import Shelf

from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.models import Inbox, Message
from dueregard.rules.sealed.envelope import Recipient
from tests.age_program import OLD_AGE, age_folder, rage
from tests.builders_inbox import Sender
from tests.builders_sealed import shared_keys
from tests.keyholder.conftest import Desk
from tests.sealed.modules import SEALED, packages

pytestmark = [pytest.mark.django_db(transaction=True)]

NPM = """
import { Decrypter, Encrypter } from "age-encryption";
const asked = JSON.parse(await new Response(process.stdin).text());
const given = Buffer.from(asked.given, "base64");
const worker = asked.to ? new Encrypter() : new Decrypter();
for (const one of asked.to ?? []) worker.addRecipient(one);
if (asked.identity) worker.addIdentity(asked.identity);
console.log(Buffer.from(await (asked.to ? worker.encrypt(given) : worker.decrypt(given))).toString("base64"));
"""


@dataclass(frozen=True)
class Program:
    """What somebody seals and opens with."""

    seal: Callable[..., bytes]
    open: Callable[[bytes, str], bytes]


def command(folder: Path, *age: str) -> Program:
    def seals(plain: bytes, *to: str) -> bytes:
        return run(*(part for one in to for part in ("-r", one)), given=plain)

    def opens(sealed: bytes, identity: str) -> bytes:
        (folder / "identity").write_text(identity + "\n")
        return run("-d", "-i", str(folder / "identity"), given=sealed)

    def run(*asked: str, given: bytes) -> bytes:
        return subprocess.run([*age, *asked], input=given, capture_output=True, check=True).stdout

    return Program(seals, opens)


def in_python() -> Program:
    def seals(plain: bytes, *to: str) -> bytes:
        return pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(one) for one in to])

    return Program(greased(seals), lambda sealed, key: pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(key)]))


def greased(seals: Callable[..., bytes]) -> Callable[..., bytes]:
    """Insist on the grease, without which nothing would be tried."""

    def sealed(plain: bytes, *to: str) -> bytes:
        made = seals(plain, *to)
        assert b"-grease" in made.partition(b"\n---")[0]
        return made

    return sealed


def npm() -> Program:
    packages()

    def run(given: bytes, **asked: object) -> bytes:
        said = json.dumps(asked | {"given": b64encode(given).decode()}).encode()
        node = ["node", "--input-type=module", "-e", NPM]
        return b64decode(subprocess.run(node, cwd=SEALED, input=said, capture_output=True, check=True).stdout)

    return Program(lambda plain, *to: run(plain, to=to), lambda sealed, identity: run(sealed, identity=identity))


def walk(desk: Desk, programs: dict[str, Program], keyholder: str) -> list[tuple[str, str]]:
    """Send with each program, open with each; answer with each, open with each. All through the server.

    Returns which program's message and answer each program has read, in the order in which they were sealed.
    """
    both_read: list[tuple[str, str]] = []
    for number, (name, sealer) in enumerate(programs.items()):
        source = replace(desk.source, entropy=bytes([number]) * 16, seals=sealer.seal)
        source.send(desk.sender, f"sealed by {name}", ("text/plain", "", b"notes"))
        assert desk.run("fetch") == 0
        message = Message.objects.exclude(thread__messages__direction="group").get()
        sealed = [b"".join(store.read_part(message.pk, part)) for part in (0, 1)]
        for opener in programs.values():
            assert f"sealed by {name}".encode() in opener.open(sealed[0], keyholder)
            assert opener.open(sealed[1], keyholder).startswith(b"notes\0")
        assert desk.run("open", message.thread_id, "--identity", desk.identity, "--to", desk.folder / name) == 0
        assert (desk.folder / name / "001.txt").read_bytes() == b"notes"
        body = {"v": 1, "kind": "reply", "text": f"answered by {name}"}
        answer = sealer.seal(reply_envelope(body, source.value("reply-mac").hex()), source.reply_key.recipient)
        Shelf(desk.folder / "shelf").connection().site.reply(message.thread_id, answer)
        (reply,) = desk.sender.look_up(source.lookup).json()["replies"]
        for other, opener in programs.items():
            assert f"answered by {name}".encode() in opener.open(b64decode(reply["sealed"]), source.reply_key.identity)
            both_read.append((name, other))
        by_hand = sealer.seal(b"by hand", *source.recipients)
        assert Sender().send_plain(by_hand).status_code == 200
        Inbox.objects.get().threads.exclude(pk=message.thread_id).filter(messages__is_plain=True).delete()
    return both_read


def test_five_programs_read_each_other_with_x25519_keys(classic: Desk) -> None:
    rage_ = command(classic.folder, *rage())
    programs = {
        "age-1.1": command(classic.folder, str(OLD_AGE)),
        "age-1.3": command(classic.folder, str(age_folder() / "age")),
        "rage": replace(rage_, seal=greased(rage_.seal)),
        "pyrage": in_python(),
        "npm": npm(),
    }
    both_read = walk(classic, programs, shared_keys(2, Recipient.X25519)[1].identity)
    assert both_read == list(product(programs, repeat=2))
    assert len(both_read) == 25


def test_both_programs_that_know_post_quantum_keys_read_each_other(desk: Desk) -> None:
    programs = {"age-1.3": command(desk.folder, str(age_folder() / "age")), "npm": npm()}
    both_read = walk(desk, programs, shared_keys(2)[1].identity)
    assert both_read == list(product(programs, repeat=2))
    assert len(both_read) == 4
