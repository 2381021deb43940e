"""Settings of the worker in the live loop: all as on a site, only looked at every second or two."""

from tests.settings import *  # noqa: F403

PERIODIC_WORK = {
    "dueregard.foundation.mail.tasks.sweep_mail": 2,
    "dueregard.foundation.mail.tasks.send_outgoing": 2,
    "dueregard.parts.foi.tasks.settle_letters": 2,
}
