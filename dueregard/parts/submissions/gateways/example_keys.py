"""Makes the keys of the example county's sealed inbox, and seals its one message. Opens nothing.

In life no such key is ever on a server: keyholders make theirs on their own computers. These are made while the
example is loaded, so nothing is secret before them, and the site says so wherever it shows one.
Source: age-encryption.org/v1, as specified in C2SP `age.md`; bech32: BIP 173.
"""

from __future__ import annotations

import hmac
import os
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dueregard.rules.sealed.envelope import CHUNK, NONCE, VERSION_LINE
from dueregard.rules.sealed.manifest import ALPHABET, GENERATORS

FILE_KEY = 16  # bytes


@dataclass(frozen=True, slots=True)
class ExampleSigner:
    """The offline key of the example's inbox; whoever made it lets it go when the inbox is set up."""

    _private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def root(self) -> str:
        """Its verification half in hexadecimal."""
        return self._private.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> str:
        """Return the signature over bytes, in hexadecimal."""
        return self._private.sign(message).hex()


@dataclass(frozen=True, slots=True)
class ExampleKey:
    """A keyholder's key as `age` writes it."""

    identity: str
    recipient: str


def make_key() -> ExampleKey:
    """Return a new X25519 key."""
    private = X25519PrivateKey.generate()
    identity = _bech32("age-secret-key-", private.private_bytes_raw()).upper()
    return ExampleKey(identity, _bech32("age", private.public_key().public_bytes_raw()))


def seal(words: bytes, keys: Sequence[ExampleKey]) -> bytes:
    """Return these bytes, at most one chunk of them, as an age file that each of the keys opens."""
    if not words or len(words) > CHUNK:
        raise ValueError(f"The example's message has 1 to {CHUNK} bytes.")
    file_key, nonce = os.urandom(FILE_KEY), os.urandom(NONCE)
    header = VERSION_LINE + b"".join(_stanza(key, file_key) for key in keys) + b"---"
    mac = hmac.digest(_derived(file_key, b"", b"header"), header, "sha256")
    last = bytes(11) + b"\x01"  # the counter of chunks, and that this is the last
    sealed = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(last, words, None)
    return header + b" " + _base64(mac) + b"\n" + nonce + sealed


def _stanza(key: ExampleKey, file_key: bytes) -> bytes:
    recipient = _bytes_of(key.recipient)
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(recipient))
    wrapping = _derived(shared, share + recipient, b"age-encryption.org/v1/X25519")
    body = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    return b"-> X25519 %s\n%s\n" % (_base64(share), _base64(body))


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(secret)


def _base64(content: bytes) -> bytes:
    return b64encode(content).rstrip(b"=")


def _bech32(prefix: str, content: bytes) -> str:
    number, bits = int.from_bytes(content), 8 * len(content)
    digits = -(-bits // 5)
    padded = number << (5 * digits - bits)
    values = [padded >> 5 * (digits - 1 - at) & 31 for at in range(digits)]
    check = _checked(prefix, values + [0] * 6) ^ 1
    letters = values + [check >> 5 * (5 - at) & 31 for at in range(6)]
    return f"{prefix}1{''.join(ALPHABET[value] for value in letters)}"


def _bytes_of(recipient: str) -> bytes:
    number = 0
    for letter in recipient.removeprefix("age1")[:-6]:
        number = number << 5 | ALPHABET.index(letter)
    return (number >> 4).to_bytes(32)  # 52 letters are 260 bits: four more than a key has


def _checked(prefix: str, values: Sequence[int]) -> int:
    check = 1
    for value in [*[ord(one) >> 5 for one in prefix], 0, *[ord(one) & 31 for one in prefix], *values]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    return check
