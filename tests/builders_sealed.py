"""Age files for tests of the sealed inbox: some that only look right, made at once, and real ones made by `age`."""

import os
import subprocess
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from dueregard.rules.sealed.envelope import BODY, CHUNK, MAC, NONCE, SHARE, TAG, VERSION_LINE, Recipient
from tests.age_program import age_folder

MESSAGE = 16 * 1024  # bytes: the smallest padded message


def base64(size: int) -> bytes:
    """Return random bytes in the spelling of age: base64 without padding."""
    return b64encode(os.urandom(size)).rstrip(b"=")


def stanza(recipient: Recipient = Recipient.POST_QUANTUM) -> bytes:
    """Return a stanza of the right shape that nobody can open."""
    return b"-> %s %s\n%s\n" % (recipient.encode(), base64(SHARE[recipient]), base64(BODY))


def header(recipients: int = 2, recipient: Recipient = Recipient.POST_QUANTUM) -> bytes:
    """Return a header of the right shape."""
    return VERSION_LINE + b"".join(stanza(recipient) for _ in range(recipients)) + b"--- " + base64(MAC) + b"\n"


def payload(plaintext: int) -> bytes:
    """Return random bytes, as many as a payload has that seals this many."""
    chunks = max(1, -(-plaintext // CHUNK))
    return os.urandom(NONCE + plaintext + chunks * TAG)


def lookalike(plaintext: int = MESSAGE, recipients: int = 2, recipient: Recipient = Recipient.POST_QUANTUM) -> bytes:
    """Return an age file of the right shape that nobody can open."""
    return header(recipients, recipient) + payload(plaintext)


@dataclass(frozen=True)
class Key:
    """A keyholder's own key as age writes it."""

    identity: str
    recipient: str


def make_key(recipient: Recipient = Recipient.POST_QUANTUM) -> Key:
    """Make a key with `age-keygen`."""
    arguments = ["-pq"] if recipient is Recipient.POST_QUANTUM else []
    said = _age("age-keygen", *arguments).decode()
    identity = next(line for line in said.splitlines() if line.startswith("AGE-SECRET-KEY-"))
    public = next(line for line in said.splitlines() if line.startswith("# public key: "))
    return Key(identity, public.removeprefix("# public key: "))


@cache
def shared_keys(count: int, recipient: Recipient = Recipient.POST_QUANTUM) -> tuple[Key, ...]:
    """Return keys that are made once in a process."""
    return tuple(make_key(recipient) for _ in range(count))


def content_hash(content: bytes) -> str:
    """Return what a message of version 2 says of a content: the hash over its size and the hashes of its mebibytes."""
    pieces = [content[at : at + 1_048_576] for at in range(0, len(content), 1_048_576)]
    joined = len(content).to_bytes(8, "big") + b"".join(sha256(piece).digest() for piece in pieces)
    return sha256(b"dueregard/inbox/v1/content\n" + joined).hexdigest()


def seal(plaintext: bytes, *recipients: str) -> bytes:
    """Seal these bytes to recipients with the real `age`."""
    return _age("age", *(part for one in recipients for part in ("-r", one)), given=plaintext)


def unseal(sealed: bytes, identity: str) -> bytes:
    """Open an age file with the real `age`."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "identity").write_text(identity + "\n")
        return _age("age", "-d", "-i", str(Path(folder) / "identity"), given=sealed)


def _age(program: str, *arguments: str, given: bytes = b"") -> bytes:
    done = subprocess.run([age_folder() / program, *arguments], input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
