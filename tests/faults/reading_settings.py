"""Settings of workers that are killed while they read documents: no other work comes between."""

from tests.settings import *  # noqa: F403

PERIODIC_WORK: dict[str, int] = {}
