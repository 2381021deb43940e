"""Keeps a flood of uploads off the sealed inbox without knowing anybody: one bucket for all, and a small proof of work.

Whose bucket it is, and what time it is, is told by the caller. Source: docs/reference/sealed-protocol.md, "Sending".
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256

MOST_BITS = 16  # about 65,000 hashes: seconds, even without a compiler in the browser
LABEL = b"dueregard/inbox/v1/work\n"
SPAN = (
    600  # seconds since 1970 are counted in spans: short, so that nobody hoards challenges of a quiet hour for a flood
)


@dataclass(slots=True)
class Bucket:
    """So many may begin at once; then one more each `every` seconds. `filled_at` counts seconds of any steady clock."""

    size: int
    every: float
    left: float
    filled_at: float

    def take(self, now: float) -> float:
        """Take one, and return 0; or take none, and return in how many seconds there will be one."""
        self.left = min(float(self.size), self.left + max(now - self.filled_at, 0.0) / self.every)
        self.filled_at = now
        if self.left < 1:
            return (1 - self.left) * self.every
        self.left -= 1
        return 0.0

    def bits(self, now: float) -> int:
        """Return the work to ask for: none while the bucket is more than half full, more the emptier it is."""
        left = min(float(self.size), self.left + max(now - self.filled_at, 0.0) / self.every)
        missing = 1 - 2 * left / self.size
        return round(MOST_BITS * min(max(missing, 0.0), 1.0))


def make_challenge(secret: bytes, *, span: int, bits: int, random: bytes) -> str:
    """Return a challenge that needs no row: 7 random bytes, the work it asks for, and our mark of its ten minutes."""
    body = random[:7] + bytes([bits])
    return (body + _mark(secret, span, body)).hex()


def bits_of(challenge: str, secret: bytes, *, span: int) -> int | None:
    """Return the work that a challenge of this span or the one before asks for; None when it is none of ours."""
    try:
        made = bytes.fromhex(challenge)
    except ValueError:
        return None
    body, mark = made[:8], made[8:]
    ours = [hmac.compare_digest(mark, _mark(secret, each, body)) for each in (span, span - 1)]
    return body[7] if len(made) == 16 and made.hex() == challenge and any(ours) else None


def _mark(secret: bytes, span: int, body: bytes) -> bytes:
    return hmac.digest(secret, body + span.to_bytes(8, "big"), "sha256")[:8]


def is_done(challenge: str, work: str, bits: int) -> bool:
    """Tell whether this number answers the challenge: its hash begins with so many zero bits."""
    if not (work.isascii() and work.isdigit() and len(work) <= 20 and str(int(work)) == work):
        return False
    digest = sha256(LABEL + f"{challenge}:{work}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - bits) == 0
