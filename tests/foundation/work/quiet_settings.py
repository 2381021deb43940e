"""Settings of worker processes that tests watch: no periodic work at all."""

from tests.settings import *  # noqa: F403

PERIODIC_WORK: dict[str, int] = {}
