"""Shows what a body says beside the claim, or keeps it back with a reason, once a person of the group has seen it."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.findings.models import Statement
from dueregard.records.rights.actions.log_take_down import log_take_down
from dueregard.rules.privacy.taking_down import Became, Thing, Why


class ReasonNeeded(ValueError):
    """What a body says is kept back only with a reason."""


class SeenMeanwhile(Exception):
    """A colleague has decided about it since the page was opened."""


def show_statement(*, statement: Statement, seen: str, by: Person, now: datetime) -> Statement:
    """Let it stand beside the claim. `seen` is its state when the page was opened. Raises: SeenMeanwhile"""
    return _see(statement, seen, Statement.State.SHOWN, "", by, now)


def keep_back_statement(*, statement: Statement, seen: str, why: str, by: Person, now: datetime) -> Statement:
    """Do not show it, or no longer. Raises: ReasonNeeded, SeenMeanwhile"""
    if not why.strip():
        raise ReasonNeeded("Say why it is not shown. The body may ask.")
    return _see(statement, seen, Statement.State.KEPT_BACK, " ".join(why.split())[:300], by, now)


def _see(statement: Statement, seen: str, state: str, why: str, by: Person, now: datetime) -> Statement:
    with transaction.atomic():
        held = Statement.objects.select_for_update().get(pk=statement.pk)
        if held.state != seen:
            raise SeenMeanwhile("A colleague has decided about this in the meantime. Look again.")
        held.state, held.why_not, held.seen_by, held.seen_at = state, why, by, now
        held.save(update_fields=["state", "why_not", "seen_by", "seen_at"])
        did = "show_statement" if state == Statement.State.SHOWN else "keep_back_statement"
        record_act(by=by, did=did, on=held, at=now)
        if state == Statement.State.SHOWN:
            became = Became.ANSWER_SHOWN
            log_take_down(thing=Thing.CLAIM, why=Why.ANSWERED, became=became, by=by, now=now)
        if held.finding_id:
            mark_changed(kind="finding", keys=[str(held.finding_id)])
    return held
