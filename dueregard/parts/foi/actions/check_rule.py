"""A person says whether a rule sorted a letter rightly; a wrong sorting is undone at once.

Which letters are shown is in queries/sorted_by_rule; what the letter means is said in sort_reply.
"""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.record_event import strike_event
from dueregard.parts.foi.models import Case, Correspondence

CHECKED = ("rule_was_right", "rule_checked_at", "rule_checked_by")


class NotSortedByRule(Exception):
    """No rule sorted this letter, or a person has dealt with it since."""


def undo_sorting(*, reply: Correspondence, by: Person, now: datetime) -> Correspondence:
    """Give a letter that a rule sorted back to people: what the rule recorded of it is struck out.

    Raises: NotSortedByRule
    """
    with transaction.atomic():
        reply = _locked(reply)
        for event in reply.case_events.filter(recorded_by=None, struck_at=None):
            strike_event(event=event, by=by, now=now)
        reply.is_sorted = False
        reply.sorted_by_rule = False
        reply.kind = "reply"
        _mark_checked(reply, by, now, was_right=False)
        reply.save(update_fields=["is_sorted", "sorted_by_rule", "kind", *CHECKED])
        case = Case.objects.select_for_update().get(pk=reply.case_id)
        case.unsorted = case.correspondence.filter(is_sorted=False).count()
        case.save(update_fields=["unsorted"])
        mark_changed(kind="case", keys=[str(case.pk)])
        record_act(by=by, did="undo_sorting", on=reply, at=now)
    return reply


def confirm_sorting(*, reply: Correspondence, by: Person, now: datetime) -> Correspondence:
    """Keep that a person read a letter of the sample and found that the rule was right. Raises: NotSortedByRule"""
    with transaction.atomic():
        reply = _locked(reply)
        _mark_checked(reply, by, now, was_right=True)
        reply.save(update_fields=list(CHECKED))
        record_act(by=by, did="confirm_sorting", on=reply, at=now)
    return reply


def _mark_checked(reply: Correspondence, by: Person, now: datetime, *, was_right: bool) -> None:
    reply.rule_was_right, reply.rule_checked_at, reply.rule_checked_by = was_right, now, by


def _locked(reply: Correspondence) -> Correspondence:
    reply = Correspondence.objects.select_for_update().get(pk=reply.pk)
    if not reply.sorted_by_rule:
        raise NotSortedByRule("There is nothing to undo: a person has dealt with this message since.")
    return reply
