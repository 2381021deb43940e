"""Names of the site's brief notes, hidden: a limit on tries is counted for an address without the address being kept.

What is counted, and how often is too often, is allauth's and foundation/accounts'.
"""

import hmac
from hashlib import sha256

from django.conf import settings


def hidden_key(key: str, key_prefix: str, version: int) -> str:
    """Return the name under which a note is kept. Without the site's own secret it cannot be searched for."""
    plain = f"brief note {key_prefix}:{version}:{key}"
    return hmac.new(settings.SECRET_KEY.encode(), plain.encode(), sha256).hexdigest()
