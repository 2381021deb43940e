"""Compares the outbox with the journal of sending, before anything is sent: a database laid back sends nothing twice.

What the journal says of a letter holds. Where the journal of this database is missing, nobody knows what left, and
everything is held until a person has looked (`set_mode`). What the lines mean is decided in rules/mail/left_before.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways.on_disk import on_disk
from dueregard.foundation.mail.gateways import journal
from dueregard.foundation.mail.models import Journal, LeftBefore, Mode, OutgoingMessage, SiteMode
from dueregard.foundation.mail.queries import forget_site_mode
from dueregard.rules.mail.left_before import Fate, Line, fate, last_attempts

State = OutgoingMessage.State
AT_ONCE = 500
NOT_LEFT_YET = (State.WAITING, State.CLAIMED, State.UNDONE)
OPEN = (*NOT_LEFT_YET, State.HANDING_OVER, State.UNSURE, State.FAILED)
BY_JOURNAL = "the journal of sending: {answer}"
NOBODY_KNOWS = "The database was restored from a back-up, and nobody knows whether this letter had already left."
BEGAN = "Sending this letter had begun before the database was restored from a back-up; nobody knows whether it left."
BY_ITSELF = "The site wrote this by itself while mail was held after a restore: it may have left before."
MISSING = "The journal of sending that belongs to this database is missing."
SHORTER = "The journal of sending is shorter than this database knows it."
COPIED = "The journal of sending is a copy, and may be as old as the back-up."


def heed_journal(*, now: datetime) -> bool:
    """Settle what the journal knows better. Returns whether letters may leave: never in practice mode or while held.

    Raises: JournalAway
    """
    row = SiteMode.objects.filter(pk=1).first()
    if row is None or row.mode != Mode.LIVE or row.held_at is not None:
        return False
    path = Path(settings.MAIL_JOURNAL)
    known = {one.name: one for one in Journal.objects.all()}
    found = journal.find(path)  # after what is known: it only grows, and another worker may have read on meanwhile
    if not known and (found is None or found.is_in_place):  # a site that has never kept one
        _adopt(journal.begin(path), now=now)
    elif found is not None and not found.is_in_place:
        return _hold(row, COPIED, now)
    elif found is None or found.name not in known:
        return _hold(row, MISSING, now)
    elif found.size < known[found.name].read_to:
        return _hold(row, SHORTER, now)
    elif found.size > known[found.name].read_to:
        _read_on(known[found.name], path, now)
    return True


def open_journal(*, now: datetime) -> int:
    """Begin to send, or begin again after a person has looked: this place's journal is the site's from now on.

    Of what waits, nothing may have left before: where that is not known it becomes unsure. Returns how many did.
    Raises: JournalAway
    """
    row = SiteMode.objects.filter(pk=1).first()
    path = Path(settings.MAIL_JOURNAL)
    found, known = journal.find(path), {one.name: one for one in Journal.objects.all()}
    is_ours = found is not None and found.is_in_place and found.name in known
    unsure = 0
    if row is not None and row.held_at is not None:  # what waited then is unsure since; what people wrote later is new
        unsure = _make_unsure(BY_ITSELF, now, created_by=None, created_at__gte=row.held_at)
        SiteMode.objects.filter(pk=1).update(held_at=None, held_because="")
    elif known and not is_ours:
        unsure = _make_unsure(NOBODY_KNOWS, now)
    found = journal.begin(path)
    if found.name not in known:
        _adopt(found, now=now, knows_nothing=not known)
    Journal.objects.filter(name=found.name, read_to__gt=found.size).update(read_to=found.size)
    return unsure


def settle_left_before(messages: Sequence[OutgoingMessage], *, now: datetime) -> list[OutgoingMessage]:
    """Settle those of these claimed letters that left before the back-up was laid back; return the others."""
    left = {
        one.message_id: one for one in LeftBefore.objects.filter(message_id__in=[one.message_id for one in messages])
    }
    for message in messages:
        if one := left.get(message.message_id):
            _settle(message, Fate(one.fate), one.begun_at, one.answer, now)
    return [message for message in messages if message.message_id not in left]


def _adopt(found: journal.Found, *, now: datetime, knows_nothing: bool = True) -> None:
    """Know this journal. One that the database did not know, though it knew no other, is read from its beginning."""
    one, is_new = Journal.objects.get_or_create(
        name=found.name, defaults={"read_to": 0 if knows_nothing else found.size, "since": now}
    )
    if is_new and knows_nothing:
        _read_on(one, Path(settings.MAIL_JOURNAL), now)


def _read_on(known: Journal, path: Path, now: datetime) -> None:
    lines, place = journal.lines_after(path, known.read_to)
    last = list(last_attempts(lines).values())
    for start in range(0, len(last), AT_ONCE):
        _compare(last[start : start + AT_ONCE], now)
    Journal.objects.filter(pk=known.pk, read_to__lt=place).update(read_to=place)


def _compare(last: Sequence[Line], now: datetime) -> None:
    """Settle each letter of whose last attempt the database knows nothing."""
    ids = [line.message_id for line in last]
    rows = {one.message_id: one for one in OutgoingMessage.objects.filter(message_id__in=ids, mode=Mode.LIVE)}
    for line in last:
        what, row = fate(line), rows.get(line.message_id)
        if what is None:
            continue
        if row is None:
            LeftBefore.objects.update_or_create(
                message_id=line.message_id,
                defaults={"fate": what.value, "begun_at": line.begun_at, "answer": line.answer, "found_at": now},
            )
        elif row.state in OPEN and (row.offered_at != line.begun_at or _is_news(row, what)):
            _settle(row, what, line.begun_at, line.answer, now)


def _is_news(row: OutgoingMessage, what: Fate) -> bool:
    """A crash left this attempt unsure, and the answer of the mail server was written down before it."""
    return row.state == State.UNSURE and what is Fate.SENT


def _settle(message: OutgoingMessage, what: Fate, begun_at: datetime, answer: str, now: datetime) -> None:
    """Write into one row what the journal says, unless somebody else has changed the row meanwhile."""
    values: dict[str, Any] = {"state_at": now, "offered_at": begun_at, "lease_until": None}
    if what is Fate.SENT:
        how = BY_JOURNAL.format(answer=answer)[:200]
        values |= {"state": State.SENT, "sent_at": begun_at, "how_known": how, "trouble": ""}
    elif what is Fate.REFUSED:
        values |= {"state": State.FAILED, "trouble": answer[:300]}
    else:
        values |= {"state": State.UNSURE, "trouble": BEGAN}
    with transaction.atomic():
        same = OutgoingMessage.objects.filter(pk=message.pk, state=message.state, attempts=message.attempts)
        if same.update(**values):
            LeftBefore.objects.filter(message_id=message.message_id).delete()  # from now on a person may send it again
            record_act(by=None, did="settle_by_journal", on=message, at=now, details={"is": what.value})


def _hold(row: SiteMode, because: str, now: datetime) -> bool:
    """Let nothing leave any more, and say of what waits that nobody knows. Returns False."""
    with on_disk(), transaction.atomic():
        if SiteMode.objects.filter(pk=1, held_at=None).update(held_at=now, held_because=because):
            unsure = _make_unsure(NOBODY_KNOWS, now)
            record_act(by=None, did="hold_mail", on=row, at=now, details={"unsure": unsure})
    forget_site_mode()
    return False


def _make_unsure(trouble: str, now: datetime, **which: Any) -> int:
    """Make what waits unsure: only the mail server's log, our own copy or a person can tell. Returns how many."""
    waiting = OutgoingMessage.objects.filter(state__in=[State.WAITING, State.CLAIMED], mode=Mode.LIVE, **which)
    with transaction.atomic():
        rows = list(waiting.select_for_update())
        waiting.update(state=State.UNSURE, state_at=now, trouble=trouble, lease_until=None)
        for row in rows:
            record_act(by=None, did="message_became_unsure", on=row, at=now)
    return len(rows)
