"""Keeps the key of each open vote in a file outside the database, seals the box with it, and signs the result.

The file is destroyed when the votes are counted: what backups and logs of the database still hold of the box can never
be read again. Knows nothing of votes.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

BYTES = 32  # of each half: the first seals the box, the second signs the result
NONCE = 12
_NAME = re.compile(r"[0-9a-f]{32}")


class KeyIsGone(Exception):
    """The key of this vote is not on this machine, so its box cannot be opened."""


def make_key(vote: UUID) -> str:
    """Make the key of a vote, in place of one made before, and return its verification half in hexadecimal."""
    file = _file(vote)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as bytes_out:
        bytes_out.write(secrets.token_bytes(2 * BYTES))
        bytes_out.flush()
        os.fsync(bytes_out.fileno())
    part.replace(file)
    return _signing(vote).public_key().public_bytes_raw().hex()


def seal(vote: UUID, content: bytes) -> bytes:
    """Seal bytes so that only the key's file opens them, and only for this vote. Raises: KeyIsGone"""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_halves(vote)[0]).encrypt(nonce, content, vote.bytes)


def unseal(vote: UUID, sealed: bytes) -> bytes:
    """Return what was sealed. Raises: KeyIsGone (or the bytes are not what this key sealed)"""
    try:
        return AESGCM(_halves(vote)[0]).decrypt(sealed[:NONCE], sealed[NONCE:], vote.bytes)
    except InvalidTag as broken:
        raise KeyIsGone from broken


def sign(vote: UUID, message: bytes) -> str:
    """Return the signature over bytes, in hexadecimal. Raises: KeyIsGone"""
    return _signing(vote).sign(message).hex()


def is_signed(message: bytes, signature: str, key: str) -> bool:
    """Tell whether a signature in hexadecimal is this key's, over exactly these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (ValueError, InvalidSignature):
        return False
    return True


def destroy_key(vote: UUID) -> None:
    """Write over the key, and remove its file. A file system that keeps old blocks may keep these, too."""
    file = _file(vote)
    if file.exists():
        with file.open("r+b") as bytes_out:
            bytes_out.write(secrets.token_bytes(2 * BYTES))
            bytes_out.flush()
            os.fsync(bytes_out.fileno())
        file.unlink()


def kept_keys() -> list[UUID]:
    """Return the votes whose keys are on this machine."""
    return [UUID(hex=file.stem) for file in Path(settings.VOTE_KEYS).glob("*.key") if _NAME.fullmatch(file.stem)]


def _file(vote: UUID) -> Path:
    return Path(settings.VOTE_KEYS) / f"{vote.hex}.key"


def _halves(vote: UUID) -> tuple[bytes, bytes]:
    try:
        content = _file(vote).read_bytes()
    except FileNotFoundError as gone:
        raise KeyIsGone from gone
    return content[:BYTES], content[BYTES:]


def _signing(vote: UUID) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_halves(vote)[1])
