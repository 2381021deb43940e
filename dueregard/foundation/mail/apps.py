"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Periodic


class MailConfig(AppConfig):
    name = "dueregard.foundation.mail"
    label = "mail"


ADDS = Adds(
    periodic=(
        Periodic("dueregard.foundation.mail.tasks.sweep_mail", 30),
        Periodic("dueregard.foundation.mail.tasks.send_outgoing", 60),
        Periodic("dueregard.foundation.mail.tasks.fetch_from_mailbox", 60, when="IMAP_URL"),
        Periodic("dueregard.foundation.mail.tasks.fetch_from_maildir", 20, when="MAILDIR"),
        Periodic("dueregard.foundation.mail.tasks.settle_from_log", 60, when="MAIL_LOG"),
    ),
)
