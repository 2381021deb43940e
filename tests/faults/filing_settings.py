"""Settings of worker processes that file what the mail server delivers, as a real site does."""

from tests.settings import *  # noqa: F403

REPLY_ADDRESS = "foi-{token}@northport.example"  # the domain that the mail server of the tests relays for
MAIL_PER_MINUTE = 0
PERIODIC_WORK = {"dueregard.foundation.mail.tasks.sweep_mail": 5}
