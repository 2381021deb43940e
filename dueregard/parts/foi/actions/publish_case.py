"""Publishing is an act: a case becomes public with its body's history, and private again the same way."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.look_through import Decision, look_through
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.records.history.actions import hide_entries, show_entries
from dueregard.rules.casework.events import Phase


class CannotPublish(Exception):
    """The case cannot be published, or made private again; the words say why."""


class NothingToPublish(CannotPublish):
    """The case has not been sent, so there is nothing to show."""


class ReplyNotSorted(CannotPublish):
    """A reply that nobody has read must not become public."""


class AlreadyPublic(CannotPublish):
    """A colleague has already published it."""


class NotPublic(CannotPublish):
    """The case is private."""


def publish_case(*, case: Case, by: Person, now: datetime, decisions: Sequence[Decision] = ()) -> Case:
    """Show the case to everyone, with addresses and phone numbers masked and hidden messages left out.

    `decisions` are what the person decided on the words that they looked at before.
    Raises: AlreadyPublic, NothingToPublish, ReplyNotSorted
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if case.is_public:
            raise AlreadyPublic("This case is already public.")
        if case.phase == Phase.PREPARING:
            raise NothingToPublish("Send the request first, then publish it.")
        if case.unsorted:
            raise ReplyNotSorted("Sort the replies first, so that nothing is published unread.")
        case.is_public, case.published_at, case.published_by = True, now, by
        case.publish_on, case.publish_planned_by = None, None  # whatever was planned is done
        case.save(update_fields=["is_public", "published_at", "published_by", "publish_on", "publish_planned_by"])
        show_entries(part="foi", subject=str(case.pk), public_path=case.public_url())
        look_through(case=case, decisions=decisions, by=by, now=now)
        mark_changed(kind="case", keys=[str(case.pk)])
        record_act(by=by, did="publish_case", on=case, at=now)
    return case


def unpublish_case(*, case: Case, by: Person, now: datetime) -> Case:
    """Make the case private again. Copies that others have made cannot be taken back. Raises: NotPublic"""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if not case.is_public:
            raise NotPublic("This case is already private.")
        case.is_public, case.published_at, case.published_by = False, None, None
        case.save(update_fields=["is_public", "published_at", "published_by"])
        hide_entries(part="foi", subject=str(case.pk))
        mark_changed(kind="case", keys=[str(case.pk)])
        record_act(by=by, did="unpublish_case", on=case, at=now)
    return case


def hide_message(*, message: Correspondence, by: Person, now: datetime) -> None:
    """Leave one message out of the public page."""
    _set_hidden(message, by, now, is_hidden=True, did="hide_message")


def show_message(*, message: Correspondence, by: Person, now: datetime) -> None:
    """Show one message on the public page again."""
    _set_hidden(message, by, now, is_hidden=False, did="show_message")


def _set_hidden(message: Correspondence, by: Person, now: datetime, *, is_hidden: bool, did: str) -> None:
    with transaction.atomic():
        Correspondence.objects.filter(pk=message.pk).update(is_hidden=is_hidden)
        mark_changed(kind="case", keys=[str(message.case_id)])
        record_act(by=by, did=did, on=message, at=now)
