"""Settings of processes that tests kill: nothing is paced, and our own copies settle what is unsure."""

from tests.settings import *  # noqa: F403

MAIL_PER_MINUTE = 0
MAIL_SETTLED_TASKS = ()
MAIL_ARRIVAL_TASK = "tests.faults.arrival.take_own_copy"
PERIODIC_WORK = {"dueregard.foundation.mail.tasks.sweep_mail": 2, "dueregard.foundation.mail.tasks.send_outgoing": 2}
