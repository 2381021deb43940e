"""A key's fingerprint as eight words that can be read out on the telephone or printed on paper.

Source: docs/reference/sealed-protocol.md; the words are the English list of BIP 39.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

WORDS = 8
LABEL = b"dueregard/inbox/v1/fingerprint\n"


def fingerprint_words(key: bytes) -> tuple[str, ...]:
    """Return the words of a key: a root key's 32 bytes, or a recipient's text."""
    bits = int.from_bytes(sha256(LABEL + key).digest()[:11], "big")
    return tuple(_list()[bits >> 11 * place & 2047] for place in reversed(range(WORDS)))


@cache
def _list() -> tuple[str, ...]:
    return tuple((Path(__file__).parent / "bip39_english.txt").read_text(encoding="ascii").split())
