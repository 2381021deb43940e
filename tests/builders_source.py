"""A source as the page is one: makes its code, signs and seals its messages. Real keys, the real `age`."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dueregard.rules.sealed.envelope import LEAST_FILE, padme
from dueregard.rules.sealed.upload import CHUNK_BYTES, tag_of
from tests.builders_inbox import MEMO, Sender
from tests.builders_sealed import Key, content_hash, make_key, seal

MESSAGE = b"dueregard/inbox/v1/message\n"


def framed(envelope: dict[str, str]) -> bytes:
    """Return a message's plaintext, padded."""
    content = json.dumps(envelope).encode()
    size = next(size for size in (16_384, 65_536, 262_144) if size >= len(content) + 4)
    return (len(content).to_bytes(4, "big") + content).ljust(size, b"\0")


def padded(content: bytes) -> bytes:
    """Return a file's plaintext, padded."""
    return content.ljust(padme(max(len(content), LEAST_FILE)), b"\0")


def sealed_hash(sealed: bytes) -> str:
    """Return the hash over the hashes of a file's chunks."""
    chunks = [sealed[at : at + CHUNK_BYTES] for at in range(0, len(sealed), CHUNK_BYTES)]
    return sha256(b"".join(sha256(chunk).digest() for chunk in chunks)).hexdigest()


def hash_of(content: bytes, version: int) -> dict[str, str]:
    """Return the hash of a content under its name, as messages of a version give it."""
    return {"sha256": sha256(content).hexdigest()} if version == 1 else {"content_sha256": content_hash(content)}


@dataclass
class Source:
    """Somebody with sixteen random bytes, and the group's list in front of them."""

    root: str
    recipients: tuple[str, ...]
    entropy: bytes = b"\x11" * 16
    reply_key: Key = field(default_factory=make_key)
    seq: int = -1
    prev: str | None = None
    seals: Callable[..., bytes] = seal  # what is sealed, then its recipients

    def value(self, label: str) -> bytes:
        salt = b"dueregard/inbox/v1" + sha256(bytes.fromhex(self.root)).digest()
        return HKDF(SHA256(), 32, salt, label.encode()).derive(self.entropy)

    @property
    def lookup(self) -> str:
        return self.value("lookup").hex()

    @property
    def signing(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.value("thread-sign"))

    def body(self, text: str, files: list[dict[str, Any]], **changed: Any) -> dict[str, Any]:
        """Return the next body of the thread."""
        self.seq += 1
        first = {
            "reply_to": self.reply_key.recipient,
            "reply_mac": self.value("reply-mac").hex(),
            "sign": self.signing.public_key().public_bytes_raw().hex(),
        }
        return {
            "v": 2,
            "kind": "message",
            "group": sha256(bytes.fromhex(self.root)).hexdigest(),
            "thread": tag_of(self.lookup),
            "seq": self.seq,
            "prev": self.prev,
            "manifest": "0" * 64,
            "text": text,
            "files": files,
            **(first if self.seq == 0 else {}),
            **changed,
        }

    def sealed(self, text: str, *contents: tuple[str, str, bytes], **changed: Any) -> list[bytes]:
        """Return a sealed message with its sealed files: type, name, content of each."""
        parts, files = [], []
        for number, (kind, name, content) in enumerate(contents, 1):
            parts.append(self.seals(padded(content), *self.recipients))
            files.append(
                {
                    "number": number,
                    "size": len(content),
                    **hash_of(content, changed.get("v", 2)),
                    "sealed_sha256": sealed_hash(parts[-1]),
                    "type": kind,
                    "name": name,
                    "metadata": "removed",
                    "original_of": None,
                }
            )
        words = json.dumps(self.body(text, changed.pop("files", files), **changed))
        envelope = {"body": words, "sig": self.signing.sign(MESSAGE + words.encode()).hex()}
        message = self.seals(framed(envelope), *self.recipients)
        self.prev = sha256(message).hexdigest()
        return [message, *parts]

    def send(self, sender: Sender, text: str, *contents: tuple[str, str, bytes], **changed: Any) -> None:
        """Send a message, the first or the next."""
        is_first = self.seq < 0
        parts = self.sealed(text, *contents, **changed)
        seen = {"lookup": self.lookup, "replaces": sha256(MEMO).hexdigest()}
        answer = sender.send(*parts, **({"thread": tag_of(self.lookup)} if is_first else seen))
        assert answer.status_code == 201, answer.content
