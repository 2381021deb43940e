"""Moves a signatory from one state to the next: the state, its dated line, the audit, the search and the notice.

Its callers hold the row. Which moves there are, `rules/pledge/standing` decides.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.pledge.actions.tell import own_link, tell
from dueregard.parts.pledge.models import Line, Signatory
from dueregard.rules.pledge.notices import notice
from dueregard.rules.pledge.standing import Event, State, after, grace_ends, renewal_due
from dueregard.rules.pledge.terms import Reason


def held(pk: UUID) -> Signatory:
    """Return a signatory whose row is held until the transaction ends."""
    return Signatory.objects.select_for_update(of=("self",)).get(pk=pk)


def move(
    *,
    signatory: Signatory,
    event: Event,
    by: Person | None,
    now: datetime,
    words: str = "",
    reason: Reason | None = None,
) -> Line:
    """Move a signatory that is held. `words` are kept in its line, and told. Raises: NotPossible"""
    today = localdate(now)
    signatory.state = after(signatory.stands, event).value
    signatory.why = (words or (reason.words if reason else ""))[:300]
    if event is Event.LISTED:
        signatory.listed_at = signatory.listed_at or now
        signatory.renew_by = renewal_due(today)
    if event is Event.REFUSED:
        signatory.listed_at = None  # it never should have been there: asking again brings no page back by itself
    if event is Event.RENEWED:
        signatory.renew_by = renewal_due(today)
    in_grace = signatory.stands is State.GRACE
    signatory.grace_until = (signatory.grace_until or grace_ends(today)) if in_grace else None
    signatory.save(update_fields=["state", "why", "listed_at", "renew_by", "grace_until"])
    return write_down(signatory=signatory, event=event, by=by, now=now, words=words, reason=reason)


def write_down(
    *,
    signatory: Signatory,
    event: Event,
    by: Person | None,
    now: datetime,
    words: str = "",
    reason: Reason | None = None,
) -> Line:
    """Write the line of an event, and tell the signatory."""
    said = words or (reason.words if reason else "")
    line = Line.objects.create(signatory=signatory, at=now, event=event.value, words=said[:1000], by=by)
    record_act(by=by, did=f"pledge_{event.value}", on=signatory, at=now)
    mark_changed(kind="signatory", keys=[str(signatory.pk)])
    told = notice(
        event,
        name=signatory.name,
        site=settings.SITE_NAME,
        link=own_link(signatory),
        why=words,
        reason=reason,
        until=signatory.grace_until,
    )
    if told is not None:
        tell(signatory=signatory, told=told, key=f"line:{line.pk}", now=now)
    return line
