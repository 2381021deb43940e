"""The only door to campaigns, cases, letters, files and held e-mails. What one may not see does not exist."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import Mode, OutgoingMessage, StoredEmail
from dueregard.parts.foi.models import (
    Attachment,
    Campaign,
    Case,
    CaseEvent,
    CaseNote,
    Correspondence,
    DateChange,
    HeldEmail,
    LookedAt,
)
from dueregard.parts.foi.models.case import Cases
from dueregard.records.bodies.models import Body
from dueregard.records.groups.access import administers, groups_of, groups_worked_by
from dueregard.records.groups.models import Group

Row = TypeVar("Row")


def cases_of(person: Person | None) -> Cases:
    """Return the cases that this person may read in full: those of their groups."""
    return Case.objects.filter(group__in=groups_of(person))


def case_for(person: Person | None, pk: UUID) -> Case:
    """Return the case if this person works in its group; otherwise it does not exist for them. Raises: Http404"""
    return _found(cases_of(person).select_related("body", "campaign", "group").filter(pk=pk).first())


def case_to_read(person: Person | None, pk: UUID) -> tuple[Case, bool]:
    """Return the case as `case_for` does, and in the same query whether this person may work in it. Raises: Http404

    It also knows whether it `has_notes` and `has_moves` (of its date): most have neither, and then nobody asks again.
    """
    notes, moves = CaseNote.objects.filter(case=OuterRef("pk")), DateChange.objects.filter(case=OuterRef("pk"))
    works = Exists(groups_worked_by(person).filter(pk=OuterRef("group_id")))
    case = _found(
        cases_of(person)
        .select_related("body", "campaign", "group", "assigned_to")
        .annotate(works=works, has_notes=Exists(notes), has_moves=Exists(moves))
        .filter(pk=pk)
        .first()
    )
    return case, case.works  # type: ignore[attr-defined]  # annotated above


def cases_beside(person: Person | None, case: Case) -> Cases:
    """Return the other cases of the same group that this person may read: no letter goes to another group's case."""
    return cases_of(person).filter(group=case.group_id).exclude(pk=case.pk)


def cases_worked_by(person: Person | None) -> QuerySet[Case]:
    """Return the cases in which this person may write, send and publish."""
    return Case.objects.filter(group__in=groups_worked_by(person)).select_related(
        "body", "campaign", "group", "assigned_to"
    )


def case_worked_by(person: Person | None, pk: UUID) -> Case:
    """Return the case if this person may write, send and publish in its group's name. Raises: Http404"""
    return _found(cases_worked_by(person).filter(pk=pk).first())


def notes_on(case: Case) -> QuerySet[CaseNote]:
    """Return the notes of a case that a door handed out to one of its group, the oldest first."""
    return case.notes.select_related("by", "changed_by")


def note_for(person: Person | None, pk: int) -> CaseNote:
    """Return a note on a case that this person may read; whoever may read it may change it. Raises: Http404"""
    notes = CaseNote.objects.filter(case__group__in=groups_of(person)).select_related("case__body", "by")
    return _found(notes.filter(pk=pk).first())


def note_by(person: Person, pk: int) -> CaseNote:
    """Return a note that this person wrote and may remove. Raises: Http404"""
    notes = CaseNote.objects.filter(case__group__in=groups_of(person), by=person).select_related("case__body")
    return _found(notes.filter(pk=pk).first())


def colleagues_in(case: Case) -> QuerySet[Person]:
    """Return who may look after a case: the members of its group, by name."""
    return Person.objects.filter(is_active=True, memberships__group=case.group_id).order_by("name")


def public_cases() -> Cases:
    """Return the cases that everyone may read."""
    return Case.objects.filter(is_public=True)


def cases_about(person: Person | None, body: Body) -> Cases:
    """Return the cases about a body that this person may read: published, or of their groups (`is_own`)."""
    return cases_about_for(groups_of(person), body.pk)


def cases_about_for(own: QuerySet[Group], body: UUID) -> Cases:
    """Return the cases about a body that may be read by whoever reads the work of these groups.

    `has_left_out`: words of its letters are left out of every public page.
    """
    cases = Case.objects.filter(Q(is_public=True) | Q(group__in=own), body=body)
    left_out = LookedAt.objects.filter(case=OuterRef("pk"), is_left_out=True)
    return cases.annotate(is_own=Exists(own.filter(pk=OuterRef("group_id"))), has_left_out=Exists(left_out.order_by()))


def public_case(pk: UUID) -> Case:
    """Return a published case. Raises: Http404"""
    return _found(public_cases().select_related("body", "campaign", "group").filter(pk=pk).first())


def campaigns_of(person: Person | None) -> QuerySet[Campaign]:
    """Return the campaigns of this person's groups."""
    return Campaign.objects.filter(group__in=groups_of(person))


def campaign_for(person: Person | None, pk: UUID) -> Campaign:
    """Return the campaign if this person works in its group. Raises: Http404"""
    return _found(campaigns_of(person).select_related("group").filter(pk=pk).first())


def campaign_to_read(person: Person | None, pk: UUID) -> tuple[Campaign, bool]:
    """Return the campaign as `campaign_for` does, and in the same query whether this person may work in it.

    Raises: Http404
    """
    works = Exists(groups_worked_by(person).filter(pk=OuterRef("group_id")))
    campaign = _found(campaigns_of(person).select_related("group").annotate(works=works).filter(pk=pk).first())
    return campaign, campaign.works


def campaign_worked_by(person: Person | None, pk: UUID) -> Campaign:
    """Return the campaign if this person may write and send in its group's name. Raises: Http404"""
    campaigns = Campaign.objects.filter(group__in=groups_worked_by(person))
    return _found(campaigns.select_related("group").filter(pk=pk).first())


def messages_of(person: Person | None) -> QuerySet[Correspondence]:
    """Return the letters and replies of the cases that this person may read in full."""
    return Correspondence.objects.filter(case__group__in=groups_of(person))


def message_for(person: Person | None, pk: UUID) -> Correspondence:
    """Return a letter or reply of a case this person may read. Raises: Http404"""
    messages = Correspondence.objects.filter(case__group__in=groups_of(person))
    return _found(
        messages.select_related("case__body", "case__campaign", "case__group", "outgoing").filter(pk=pk).first()
    )


def message_worked_by(person: Person | None, pk: UUID) -> Correspondence:
    """Return a letter or reply of a case that this person may act for. Raises: Http404"""
    messages = Correspondence.objects.filter(case__group__in=groups_worked_by(person))
    return _found(
        messages.select_related("case__body", "case__campaign", "case__group", "outgoing").filter(pk=pk).first()
    )


def practice_letters_of(person: Person | None) -> QuerySet[Correspondence]:
    """Return the letters of this person's groups that practice mode kept in the mailroom, newest first."""
    letters = Correspondence.objects.filter(
        case__group__in=groups_of(person), outgoing__mode=Mode.PRACTICE, outgoing__state=OutgoingMessage.State.SENT
    )
    return letters.select_related("outgoing", "case__body", "case__campaign", "case__group").order_by(
        "-outgoing__sent_at", "pk"
    )


def practice_letter_for(person: Person | None, pk: UUID) -> Correspondence:
    """Return a letter in the mailroom that this person may answer. Raises: Http404"""
    return _found(practice_letters_of(person).filter(pk=pk).first())


def may_move_clock(person: Person) -> bool:
    """Tell whether this person may let days pass in practice mode: everybody's work moves with it."""
    return administers(person) or groups_worked_by(person).exists()


def letters_worked_by(person: Person | None, letters: Iterable[Correspondence]) -> frozenset[UUID]:
    """Return which of these letters this person may undo, send or settle. One query."""
    worked = set(groups_worked_by(person).values_list("pk", flat=True))
    return frozenset(letter.pk for letter in letters if letter.case.group_id in worked)


def messages_in(case: Case) -> list[Correspondence]:
    """Return every message of a case that its page was handed out for, with its files. Two queries."""
    return list(case.correspondence.select_related("outgoing").prefetch_related("attachments"))


def messages_shown(messages: Iterable[Correspondence]) -> tuple[list[Correspondence], int, int]:
    """Return those messages of a published case that everyone may read, how many are hidden, and how many unread."""
    shown, hidden, unread = [], 0, 0
    for message in messages:
        if message.outgoing and message.outgoing.state != OutgoingMessage.State.SENT:
            continue  # undone, or still ours to undo
        if message.is_hidden:
            hidden += 1
        elif not message.is_sorted:
            unread += 1
        else:
            shown.append(message)
    return shown, hidden, unread


def event_worked_by(person: Person | None, pk: int) -> CaseEvent:
    """Return an event of a case that this person may act for. Raises: Http404"""
    events = CaseEvent.objects.filter(case__group__in=groups_worked_by(person)).select_related("case")
    return _found(events.filter(pk=pk).first())


def looked_at_worked_by(person: Person | None, pk: int) -> LookedAt:
    """Return words left out of a case that this person may act for. Raises: Http404"""
    rows = LookedAt.objects.filter(case__group__in=groups_worked_by(person)).select_related("case")
    return _found(rows.filter(pk=pk).first())


def file_for(person: Person | None, pk: UUID) -> Attachment:
    """Return a file whose message this person may read; none is public before evidence. Raises: Http404"""
    files = Attachment.objects.filter(correspondence__case__group__in=groups_of(person)).exclude(sha256="")
    return _found(files.filter(pk=pk).first())


def held_emails(person: Person | None) -> QuerySet[HeldEmail]:
    """Return the held e-mails this person may see: their groups', and every one for an administrator.

    An e-mail settled after it was held, such as the test letter of `dueregard mode`, needs nobody.
    """
    if person is None:
        return HeldEmail.objects.none()
    held = HeldEmail.objects.exclude(email__state=StoredEmail.State.SETTLED)
    if person.is_administrator:
        return held
    return held.filter(Q(groups__in=groups_of(person))).distinct()


def held_for(person: Person | None, pk: int) -> HeldEmail:
    """Return a held e-mail this person may see. Raises: Http404"""
    return _found(held_emails(person).filter(pk=pk).first())


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
