"""Seals the secrets of code apps and recovery codes, with a key in a file outside the database.

A copy of the database alone makes nobody's codes. What was kept before there was a key is still read.
"""

import base64
import binascii
import contextlib
import os
import secrets
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

SEALED = "sealed1:"
NONCE = 12


class KeyIsGone(Exception):
    """The key is not on this machine, is another, or cannot be read: people need a way back in."""


def seal(text: str) -> str:
    """Return a secret sealed; the key is made the first time."""
    nonce = secrets.token_bytes(NONCE)
    sealed = nonce + AESGCM(_key(make=True)).encrypt(nonce, text.encode(), None)
    return SEALED + base64.urlsafe_b64encode(sealed).decode("ascii")


def unseal(kept: str) -> str:
    """Return the secret; one that was never sealed as it is. Raises: KeyIsGone"""
    if not kept.startswith(SEALED):
        return kept
    try:
        sealed = base64.urlsafe_b64decode(kept.removeprefix(SEALED))
        return AESGCM(_key(make=False)).decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()
    except (InvalidTag, binascii.Error, OSError) as broken:
        raise KeyIsGone from broken


def is_sealed(kept: str) -> bool:
    """Tell whether a secret lies in the database sealed."""
    return kept.startswith(SEALED)


def _key(*, make: bool) -> bytes:
    """Read the key. Linked to its place whole: of two processes that make it at once, both use the first."""
    file = Path(settings.CODES_KEY)
    if not file.exists():
        if not make:
            raise KeyIsGone
        part = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as words:
                words.write(secrets.token_hex(32).encode("ascii"))
                words.flush()
                os.fsync(words.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(part, file)
        finally:
            part.unlink()
    return sha256(file.read_bytes().strip()).digest()
