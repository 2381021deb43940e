"""Reads the outbox, the incoming mail and the mode of the site. Writes nothing."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from dueregard.foundation.mail.models import Mode, OutgoingMessage, SiteMode, StoredEmail
from dueregard.foundation.ready.queries import read_for_this_page
from dueregard.rules.practice.site_time import site_time
from dueregard.rules.wiring.examined import Remark, Tone, counted
from dueregard.rules.wiring.works import How, Works

MODE_KEPT_SECONDS = 5.0
LATE = timedelta(minutes=30)  # after its time; then the public page of what works says so, and `doctor`
CLOCK_FIELDS = ("mode", "ahead", "goes_from_on", "goes_to_on", "held_at", "held_because")
LONGEST_HEAD = 64_000  # bytes of an e-mail in which its head is looked for
HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
FOLDED = re.compile(r"\r?\n[ \t]+")
LINE_ENDS = re.compile(r"\r?\n|\r")  # no other sign: in UTF-8 read as Latin-1, “Å” has one that Unicode calls an end
SAYS_WHO_FOR = re.compile(r"(?:to|cc|delivered-to|x-original-to|envelope-to):", re.IGNORECASE)
_mode_read: tuple[float, "SiteClock"] | None = None


@dataclass(frozen=True)
class SiteClock:
    """The site's mode, how far its own clock is ahead of the real one, and the day it is on its way to."""

    mode: str = Mode.PRACTICE.value
    ahead: timedelta = timedelta(0)
    goes_from_on: date | None = None
    goes_to_on: date | None = None
    held_at: datetime | None = None
    held_because: str = ""

    @property
    def is_held(self) -> bool:
        """Tell whether nothing leaves although the site is live: what had left before is not known."""
        return self.held_at is not None


def site_clock() -> SiteClock:
    """Return mode and clock, for pages: read again at most every five seconds, so a page costs no query.

    For a page that will be kept they are read now.
    """
    global _mode_read
    if now := read_for_this_page(site_clock_now):
        return now
    if _mode_read is None or time.monotonic() - _mode_read[0] > MODE_KEPT_SECONDS:
        _mode_read = (time.monotonic(), site_clock_now())
    return _mode_read[1]


def site_clock_now() -> SiteClock:
    """Return mode and clock as the database says at this moment."""
    row = SiteMode.objects.filter(pk=1).values_list(*CLOCK_FIELDS).first()
    return SiteClock(*row) if row else SiteClock()


def shown_time(real_now: datetime) -> datetime:
    """Return the instant that the site's own clock shows at a real one, for pages."""
    return site_time(real_now, site_clock().ahead)


def shown_or_none(real_at: datetime | None) -> datetime | None:
    """Return what the site's own clock shows at a real instant of the outbox, or nothing if there is none."""
    return shown_time(real_at) if real_at else None


def shown_time_now(real_now: datetime) -> datetime:
    """Return the instant that the site's own clock shows, as the database says at this moment: for what writes."""
    return site_time(real_now, site_clock_now().ahead)


def shown_today() -> date:
    """Return the site's own UK calendar date at this moment, for pages, forms and lists of casework."""
    return timezone.localdate(shown_time(timezone.now()))


def has_sent_for_real() -> bool:
    """Tell whether a letter has ever really left, or may have: such a site's clock stays the real one."""
    state = OutgoingMessage.State
    return OutgoingMessage.objects.filter(
        mode=Mode.LIVE, state__in=[state.HANDING_OVER, state.SENT, state.UNSURE]
    ).exists()


def site_mode() -> str:
    """Return "practice" or "live", for pages, as `site_clock` does."""
    return site_clock().mode


def site_mode_now() -> str:
    """Return "practice" or "live" as the database says at this moment; anything that sends or queues asks this one."""
    return site_clock_now().mode


def forget_site_mode() -> None:
    """Read the mode and the clock again the next time a page asks."""
    global _mode_read
    _mode_read = None


@dataclass(frozen=True)
class OutboxStanding:
    """How many messages are in each state, and how long the oldest has waited."""

    waiting: int
    being_sent: int
    sent: int
    unsure: int
    failed: int
    undone: int
    oldest_due_at: datetime | None


def outbox_standing(now: datetime) -> OutboxStanding:
    """Count the outbox by state."""
    state = OutgoingMessage.State
    counts = dict(OutgoingMessage.objects.order_by().values_list("state").annotate(Count("pk")))
    due = OutgoingMessage.objects.filter(state=state.WAITING, not_before__lte=now)
    return OutboxStanding(
        waiting=counts.get(state.WAITING, 0),
        being_sent=counts.get(state.CLAIMED, 0) + counts.get(state.HANDING_OVER, 0),
        sent=counts.get(state.SENT, 0),
        unsure=counts.get(state.UNSURE, 0),
        failed=counts.get(state.FAILED, 0),
        undone=counts.get(state.UNDONE, 0),
        oldest_due_at=due.aggregate(oldest=Min("not_before"))["oldest"],
    )


def outbox(*states: str) -> QuerySet[OutgoingMessage]:
    """Return messages in these states (any, when none is named), the newest first."""
    messages = OutgoingMessage.objects.order_by("-created_at", "-pk")
    return messages.filter(state__in=states) if states else messages


def waiting_emails(now: datetime) -> int:
    """Count stored e-mails that nobody has read yet."""
    return StoredEmail.objects.filter(state=StoredEmail.State.WAITING, state_at__lte=now).count()


def arrival_task(addresses: Sequence[str]) -> str:
    """Return the task that files an e-mail to these addresses: of the app that claims one, else of all other mail."""
    claimed = (import_string(path)(addresses) for path in settings.MAIL_CLAIMS)
    return next(filter(None, claimed), settings.MAIL_ARRIVAL_TASK)


def load_what_arrival_needs() -> None:
    """Import what an e-mail that arrives calls for: it takes seconds, and the first one would hold its transaction."""
    for path in filter(None, (*settings.MAIL_CLAIMS, settings.MAIL_ARRIVAL_TASK)):
        import_string(path)


def header_addresses(raw: bytes) -> list[str]:
    """Return the lines of an e-mail's head that say who it is for, unread: enough to find an address of ours in."""
    head = HEAD_ENDS.split(raw[:LONGEST_HEAD], maxsplit=1)[0].decode("latin-1")
    return [line for line in LINE_ENDS.split(FOLDED.sub(" ", head)) if SAYS_WHO_FOR.match(line)]


def examined(now: datetime) -> tuple[Remark, ...]:
    """Say whether letters leave, which of them need somebody, and whether e-mail waits unread."""
    outbox_now, site, about = outbox_standing(now), site_clock_now(), "letters"
    remarks = []
    if site.is_held:
        remarks.append(Remark(about, Tone.WRONG, f"Nothing leaves: {site.held_because}", "./run mode says what to do."))
    if outbox_now.unsure:
        words = f"{counted(outbox_now.unsure, 'letter is', 'letters are')} unsure: nobody knows whether it left."
        remarks.append(Remark(about, Tone.WRONG, words, "Settle them in the outbox."))
    if outbox_now.failed:
        words = f"{counted(outbox_now.failed, 'letter was', 'letters were')} refused or came to nothing."
        remarks.append(Remark(about, Tone.LOOK, words, "The outbox says why."))
    oldest = outbox_now.oldest_due_at
    if site.mode == Mode.LIVE and oldest and now - oldest > LATE:
        words = f"A letter has been waiting to leave since {oldest:%-d %B %Y}."
        remarks.append(
            Remark(about, Tone.WRONG, words, "See whether a worker is running, and the mail server answers.")
        )
    if not remarks:
        live = "Letters leave." if site.mode == Mode.LIVE else "Practice mode: nothing leaves this site."
        remarks.append(Remark(about, Tone.FINE, f"{live} To check all that e-mail needs: ./run mode check"))
    if many := waiting_emails(now - LATE):
        words = f"{counted(many, 'e-mail that came has', 'e-mails that came have')} not been read yet."
        remarks.append(Remark("e-mail that came", Tone.WRONG, words, "See whether a worker is running."))
    return tuple(remarks)


def works_now(now: datetime) -> list[Works]:
    """Say whether letters leave and whether mail that arrived is read. Four queries."""
    return [Works(20, "Letters that leave", *_leaving(now)), Works(30, "Replies that arrive", *_arriving(now))]


def _leaving(now: datetime) -> tuple[How, str]:
    clock = site_clock_now()
    if clock.mode == Mode.PRACTICE:
        return How.WELL, "This is a practice site: it sends no letters."
    if clock.is_held:
        return How.NOT, "Letters are held back until someone has looked at what was sent before. None is lost."
    if OutgoingMessage.objects.filter(state=OutgoingMessage.State.WAITING, not_before__lte=now - LATE).exists():
        return How.NOT, "Letters wait longer than they should. They are safe, and will leave once this is mended."
    return How.WELL, "Letters leave within minutes of when they should."


def _arriving(now: datetime) -> tuple[How, str]:
    if StoredEmail.objects.filter(state=StoredEmail.State.WAITING, received_at__lte=now - LATE).exists():
        return How.PARTLY, "Some replies have arrived but are not sorted yet. They are safe."
    return How.WELL, "Every reply that has arrived is sorted. This page cannot tell of one that never reached us."
