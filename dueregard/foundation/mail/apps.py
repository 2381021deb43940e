"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Periodic, WaitsUntil


class MailConfig(AppConfig):
    name = "dueregard.foundation.mail"
    label = "mail"


ADDS = Adds(
    examined="dueregard.foundation.mail.queries.examined",
    works="dueregard.foundation.mail.queries.works_now",
    waits_until=(
        WaitsUntil("mail.OutgoingMessage", "not_before", written="state_at", only={"state": "waiting"}),
        WaitsUntil(
            "mail.OutgoingMessage", "lease_until", written="state_at", only={"state__in": ("claimed", "handing_over")}
        ),
        WaitsUntil("mail.MailSystem", "next_at", most=60),
        WaitsUntil("mail.StoredEmail", "enqueued_at", only={"state": "waiting"}),
    ),
    notices="dueregard.foundation.mail.personal.NOTICES",
    about_nobody="dueregard.foundation.mail.personal.ABOUT_NOBODY",
    periodic=(
        Periodic("dueregard.foundation.mail.tasks.sweep_mail", 30),
        Periodic("dueregard.foundation.mail.tasks.let_days_pass", 60),
        Periodic("dueregard.foundation.mail.tasks.send_outgoing", 60),
        Periodic("dueregard.foundation.mail.tasks.fetch_from_mailbox", 60, when="IMAP_URL"),
        Periodic("dueregard.foundation.mail.tasks.fetch_from_maildir", 20, when="MAILDIR"),
        Periodic("dueregard.foundation.mail.tasks.settle_from_log", 60, when="MAIL_LOG"),
    ),
)
