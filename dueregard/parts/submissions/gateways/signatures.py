"""Checks Ed25519 signatures, and does nothing else.

The one place of the site that asks a cryptographic library (ADR 0007). What is signed is decided elsewhere.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def is_key(key: str) -> bool:
    """Tell whether this is a verification key: 32 bytes in lower-case hexadecimal."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    except ValueError:
        return False
    return bytes.fromhex(key).hex() == key


def is_signed(message: bytes, *, signature: str, key: str) -> bool:
    """Tell whether a signature in hexadecimal is this key's, over exactly these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (ValueError, InvalidSignature):
        return False
    return bytes.fromhex(signature).hex() == signature
