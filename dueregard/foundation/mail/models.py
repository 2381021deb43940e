"""E-mails as they came and letters as they go out: bytes, states and instants.

The parts know what an e-mail means and what a letter says; here a row is the truth, a task carries its id.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models

from dueregard.foundation.lines.models import LineField


class StoredEmail(models.Model):
    """An e-mail whose bytes are safe. Unique by the hash of its bytes: delivered twice, it is stored once."""

    class State(models.TextChoices):
        """What has happened to the e-mail."""

        WAITING = "waiting", "waiting to be read"
        FILED = "filed", "filed"
        HELD = "held", "held for a person"
        SETTLED = "settled", "settled without filing"  # own copies, delivery receipts
        SET_ASIDE = "set_aside", "set aside by a person"  # spam, said with a reason; still kept

    class Arrival(models.TextChoices):
        """How the bytes arrived."""

        LMTP = "lmtp", "LMTP"
        IMAP = "imap", "mailbox"
        MAILDIR = "maildir", "maildir"
        PIPE = "pipe", "pipe"
        UPLOAD = "upload", "upload"
        MAILROOM = "mailroom", "practice mailroom"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    arrived_by = models.CharField(max_length=20, choices=Arrival.choices)
    received_at = models.DateTimeField(db_index=True)
    envelope_from = LineField(max_length=320, blank=True)  # "<>" where the mail server said that it is empty
    envelope_to = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    state_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    enqueued_at = models.DateTimeField(null=True)
    group_hint = models.UUIDField(null=True)  # an upload belongs to the group of the person who made it
    # What reading found, or the named reason why it could not be read; both are shown to the person who sorts it.
    message_id = LineField(max_length=998, blank=True, db_index=True)
    sender = LineField(max_length=320, blank=True)
    subject = LineField(max_length=998, blank=True)
    trouble = LineField(max_length=300, blank=True)
    verdict = models.JSONField(default=dict, blank=True)
    # The same e-mail by another route differs in its Received lines: both are kept, the first is the one that is filed.
    content_key = models.CharField(max_length=64)
    same_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="came_again")

    class Meta:
        indexes = [
            models.Index(fields=["state", "received_at"], name="stored_email_state"),
            models.Index(fields=["content_key"], name="stored_email_content"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_key"], condition=models.Q(same_as=None), name="stored_email_first_of_its_content"
            )
        ]

    def __str__(self) -> str:
        return f"e-mail {self.pk} ({self.state})"


class Mode(models.TextChoices):
    """What the site does with outgoing mail."""

    PRACTICE = "practice", "practice mode"
    LIVE = "live", "live"


class OutgoingMessage(models.Model):
    """A letter on its way, sent once and only once: `key` names its case and step and can exist only once."""

    class State(models.TextChoices):
        """What has happened to the message. Only `handing_over` leaves open whether the mail server accepted it."""

        WAITING = "waiting", "waiting"  # may still be undone before `not_before`
        CLAIMED = "claimed", "claimed by a worker"  # nothing has been said to the mail server yet
        HANDING_OVER = "handing_over", "being handed over"
        SENT = "sent", "sent"
        UNSURE = "unsure", "unsure"  # settled by evidence or by a person; never sent again on a guess
        FAILED = "failed", "failed"
        UNDONE = "undone", "undone"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    to = LineField(max_length=320)
    sender = LineField(max_length=320)
    reply_to = LineField(max_length=320)  # also the envelope's sender, so that bounces come to the case
    subject = LineField(max_length=300)
    message_id = LineField(max_length=250, unique=True)
    mode = models.CharField(max_length=20, choices=Mode.choices)  # as it was when queued; practice mail can never leave
    sha256 = models.CharField(max_length=64)  # the message's bytes, in foundation/files
    mail_system = LineField(max_length=255, db_index=True)  # what paces it: the receiving mail system
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    state_at = models.DateTimeField()
    not_before = models.DateTimeField(db_index=True)  # the end of the time to undo; later, of the wait after a try
    attempts = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    boot = models.CharField(max_length=64, blank=True)  # the sender's machine since it was started
    lease_until = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True)  # when the last hand-over began: if it succeeded, it was then
    sent_at = models.DateTimeField(null=True)
    how_known = LineField(max_length=200, blank=True)  # the server's answer, the copy, the log line, the person
    trouble = LineField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "not_before"], name="outgoing_state")]

    def __str__(self) -> str:
        return f"message {self.pk} ({self.state})"


class MailboxPlace(models.Model):
    """How far a mailbox has been read: everything up to `last_uid` of this `uid_validity` is stored here."""

    mailbox = LineField(max_length=255, unique=True)  # host and folder, no account name
    uid_validity = models.PositiveBigIntegerField()
    last_uid = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.mailbox


class MailSystem(models.Model):
    """A receiving mail system and when it may next be given a message from us."""

    name = LineField(max_length=255, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ReceivingDomain(models.Model):
    """Which mail system takes the mail of a domain, as the DNS said."""

    domain = LineField(max_length=255, unique=True)
    mail_system = LineField(max_length=255)
    looked_up_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.domain


class SiteMode(models.Model):
    """The one row (number 1) that says whether mail leaves the site, and its clock. Absent: practice, real time."""

    Mode = Mode

    mode = models.CharField(max_length=20, choices=Mode.choices, default=Mode.PRACTICE)
    since = models.DateTimeField()
    # In practice mode the site's own clock may be ahead of the real one, and on its way to a day (UK calendar date).
    ahead = models.DurationField(default=timedelta(0))
    goes_from_on = models.DateField(null=True)
    goes_to_on = models.DateField(null=True)
    # In live mode nothing leaves while it is held: the database was laid back, and what left since is not known.
    held_at = models.DateTimeField(null=True)
    held_because = LineField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="site_mode_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(mode=Mode.PRACTICE) | models.Q(ahead=timedelta(0), goes_to_on=None),
                name="site_clock_is_real_when_live",
            ),
        ]

    def __str__(self) -> str:
        return self.mode


class Journal(models.Model):
    """A journal of sending that this database knows, and up to which byte it has been compared with the outbox."""

    name = models.UUIDField(primary_key=True)
    read_to = models.PositiveBigIntegerField(default=0)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"journal {self.name}"


class LeftBefore(models.Model):
    """A letter that the journal says began to leave, and that this database, laid back, has not written yet.

    Keys, and with them Message-IDs, are the same when a letter is written again: so it is known when it comes.
    """

    message_id = LineField(max_length=250, unique=True)
    fate = models.CharField(max_length=20)  # rules/mail/left_before.Fate
    begun_at = models.DateTimeField()
    answer = LineField(max_length=200, blank=True)
    found_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.message_id} ({self.fate})"
