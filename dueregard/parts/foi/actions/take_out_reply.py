"""Taking an e-mail out of a case it does not belong to. It stays in the other cases it was filed to, or goes back to
the holding pen; what was recorded from it in this case is crossed out.
"""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.actions.mark_email import mark_email
from dueregard.foundation.mail.models import StoredEmail
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.collect_answer import first_day_to_collect
from dueregard.parts.foi.actions.file_by_hand import NotAnEmail
from dueregard.parts.foi.actions.hold_email import NOT_CLEARED
from dueregard.parts.foi.actions.record_event import strike_event
from dueregard.parts.foi.models import Case, Correspondence, HeldEmail
from dueregard.parts.foi.models.correspondence import Direction
from dueregard.records.evidence.actions.withdraw_giving import NotGivenSo, withdraw_giving
from dueregard.records.evidence.models import Provenance


class AlreadyTakenOut(Exception):
    """A colleague took it out while the page was open."""


def take_out_reply(*, reply: Correspondence, by: Person, now: datetime) -> HeldEmail | None:
    """Take an e-mail out of a case; returns it as held where no other case has it.

    Raises: NotAnEmail, AlreadyTakenOut
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("body", "group").get(pk=reply.case_id)
        found = case.correspondence.select_for_update(of=("self",)).select_related("email").filter(pk=reply.pk).first()
        if found is None:
            raise AlreadyTakenOut("A colleague has already removed this e-mail from the case.")
        if found.direction != Direction.IN or found.email is None:
            raise NotAnEmail("Only an e-mail from a body can be removed from a case.")
        for event in found.case_events.filter(struck_at=None):
            strike_event(event=event, by=by, now=now)
        found.case_events.update(correspondence=None)  # crossed out, they stay in the case
        _give_files_back(found, by, now)
        email, held = found.email, None
        if not Correspondence.objects.filter(email=email).exclude(pk=found.pk).exists():
            held = _hold_again(found, email, by, now)
        found.delete()
        case.refresh_from_db()
        case.unsorted = case.correspondence.filter(is_sorted=False).count()
        case.collect_by = first_day_to_collect(case)
        case.save(update_fields=["unsorted", "collect_by"])
        mark_changed(kind="case", keys=[str(case.pk)])
        record_act(by=by, did="take_out_reply", on=case, at=now, details={"email": str(email.pk)})
    return held


def _give_files_back(reply: Correspondence, by: Person, now: datetime) -> None:
    """The documents stay with the group; that they came with this case is taken back."""
    for attachment in reply.attachments.exclude(document=None).select_related("document"):
        assert attachment.document is not None
        kind = Provenance.Kind.CORRESPONDENCE
        try:
            withdraw_giving(document=attachment.document, kind=kind, key=str(attachment.pk), by=by, now=now)
        except NotGivenSo:
            continue  # taken back before


def _hold_again(reply: Correspondence, email: StoredEmail, by: Person, now: datetime) -> HeldEmail:
    files = list(reply.attachments.values("position", "name", "content_type", "size", "sha256", "trouble"))
    held, _ = HeldEmail.objects.update_or_create(
        email=email,
        defaults={
            "at": reply.at,
            "kind": reply.kind,
            "sender": reply.sender,
            "subject": reply.subject,
            "text": reply.text,
            "html": reply.html,
            "notes": reply.notes,
            "reasons": [f"{by.name} removed it from {reply.case.body.name}\u2019s case: it does not belong there."],
            "guesses": [],
            "suggestions": reply.suggestions,
            "files": files,
            **NOT_CLEARED,
        },
    )
    held.groups.set([reply.case.group])
    mark_email(email=email, state=StoredEmail.State.HELD, now=now, trouble="")
    return held
