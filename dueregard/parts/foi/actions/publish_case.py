"""Publishing is an act: a case becomes public with its body's history, and private again the same way.

For ten minutes it can be undone (rules/casework/undo_window); afterwards it is withdrawn, and a note says why.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.look_through import Decision, look_through
from dueregard.parts.foi.actions.note_case import write_note
from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.records.history.actions import hide_entries, show_entries
from dueregard.records.rights.actions.log_take_down import log_take_down
from dueregard.rules.casework.events import Phase
from dueregard.rules.casework.undo_window import undo_window
from dueregard.rules.privacy.taking_down import Became, Thing, Why


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


class TooLateToUndo(CannotPublish):
    """It has been public for too long to be undone; it can be withdrawn."""


class ReasonMissing(CannotPublish):
    """A case is withdrawn with a reason."""


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


def undo_publication(*, case: Case, by: Person, now: datetime) -> Case:
    """Undo publishing, as long as the window is open. Raises: NotPublic, TooLateToUndo"""
    with transaction.atomic():
        case = _held_public(case)
        window = undo_window(case.published_at, now)
        if window is None or not window.is_open:
            raise TooLateToUndo("Ten minutes have passed. You can still withdraw this case, with a reason.")
        _hide(case)
        record_act(by=by, did="undo_publication", on=case, at=now)
    return case


def undo_publications(*, campaign: Campaign, published_at: datetime, by: Person, now: datetime) -> int:
    """Undo what one act published in a campaign at one instant, as long as the window is open; returns how many.

    What a colleague has made private since stays as it is. Raises: NotPublic, TooLateToUndo
    """
    window = undo_window(published_at, now)
    if window is None or not window.is_open:
        raise TooLateToUndo("Ten minutes have passed. You can still withdraw each case, with a reason.")
    with transaction.atomic():
        cases = list(campaign.cases.select_for_update().filter(published_at=published_at))
        if not cases:
            raise NotPublic("These cases are already private.")
        for case in cases:
            _hide(case)
            record_act(by=by, did="undo_publication", on=case, at=now)
    return len(cases)


def unpublish_case(*, case: Case, why: str, by: Person, now: datetime, public_why: Why = Why.OTHER) -> Case:
    """Make the case private again; a note for colleagues says why. Raises: NotPublic, ReasonMissing

    Everyone reads only `public_why`. Copies that others have made cannot be taken back.
    """
    if not why.strip():
        raise ReasonMissing("Say why you are withdrawing it. It is still public.")
    with transaction.atomic():
        case = _held_public(case)
        _hide(case)
        note = write_note(case=case, text=f"Withdrawn from the public: {why.strip()}", by=by, now=now)
        record_act(by=by, did="unpublish_case", on=case, at=now, details={"note": note.pk})
        log_take_down(thing=Thing.LETTER, why=public_why, became=Became.TAKEN_DOWN, by=by, now=now)
    return case


def _held_public(case: Case) -> Case:
    case = Case.objects.select_for_update().get(pk=case.pk)
    if not case.is_public:
        raise NotPublic("This case is already private.")
    return case


def _hide(case: Case) -> None:
    """Take the case out of every public page, feed and search result."""
    case.is_public, case.published_at, case.published_by = False, None, None
    case.save(update_fields=["is_public", "published_at", "published_by"])
    hide_entries(part="foi", subject=str(case.pk))
    mark_changed(kind="case", keys=[str(case.pk)])


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
