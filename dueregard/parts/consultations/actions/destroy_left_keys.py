"""Destroys keys of votes that were counted: the process that counted may have died before it destroyed the key itself.

With such a key, old back-ups of the box could be read. Keys of votes that are not in the database stay: somebody may
have laid back the wrong copy of it.
"""

from __future__ import annotations

from dueregard.parts.consultations.gateways import keys
from dueregard.parts.consultations.models import Consultation


def destroy_left_keys() -> int:
    """Destroy what is left, and return how many keys that were."""
    counted = Consultation.objects.filter(pk__in=keys.kept_keys(), counted_at__isnull=False)
    left = list(counted.values_list("pk", flat=True))
    for pk in left:
        keys.destroy_key(pk)
    return len(left)
