"""Which bodies are named by something that everybody may read, as each app says it (`names_bodies` in `ADDS`)."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


def openly_named(bodies: Collection[UUID]) -> set[UUID]:
    """Return those of these bodies. One query for each app that names some; none without bodies."""
    if not bodies:
        return set()
    return {pk for path in settings.NAMES_BODIES for pk in import_string(path)(bodies)}
