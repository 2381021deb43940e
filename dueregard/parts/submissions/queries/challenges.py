"""Challenges and answers that need no row: made from the site's secret key, so that every process makes the same."""

import hmac
import secrets

from django.utils.crypto import salted_hmac

from dueregard.parts.submissions.gateways import bucket
from dueregard.parts.submissions.models import Inbox
from dueregard.rules.sealed.flood import make_challenge
from dueregard.rules.sealed.upload import MEMO_BYTES


def challenge_secret(inbox: Inbox) -> bytes:
    """Return the key with which challenges of this inbox are marked."""
    return salted_hmac("dueregard.sealed.challenge", inbox.root, algorithm="sha256").digest()


def new_challenge(inbox: Inbox, *, span: int) -> tuple[str, int]:
    """Return a challenge and the bits of work it asks for at this moment."""
    bits = bucket.bits()
    return make_challenge(challenge_secret(inbox), span=span, bits=bits, random=secrets.token_bytes(7)), bits


def memo_of_nobody(tag: str) -> bytes:
    """Return what looks like the memo of a code that nobody has: always the same for the same code."""
    key = salted_hmac("dueregard.sealed.memo", tag, algorithm="sha256").digest()
    return b"".join(hmac.digest(key, bytes([block]), "sha256") for block in range(MEMO_BYTES // 32))
