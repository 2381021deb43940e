"""Keeps a flood of uploads off the sealed inbox without knowing anybody: one bucket for all, and a small proof of work.

Whose bucket it is, and what time it is, is told by the caller. Source: docs/reference/sealed-protocol.md, "Sending".
"""

from dataclasses import dataclass
from hashlib import sha256

MOST_BITS = 16  # about 65,000 hashes: seconds, even without a compiler in the browser
LABEL = b"dueregard/inbox/v1/work\n"


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


def is_done(challenge: str, work: str, bits: int) -> bool:
    """Tell whether this number answers the challenge: its hash begins with so many zero bits."""
    if not (work.isascii() and work.isdigit() and len(work) <= 20 and str(int(work)) == work):
        return False
    digest = sha256(LABEL + f"{challenge}:{work}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - bits) == 0
