"""Settings of worker processes that tests watch: one periodic job, due every second."""

from tests.settings import *  # noqa: F403

PERIODIC_WORK = {"tests.foundation.work.chores.do_nothing": 1}
