"""Putting an e-mail into a case because a person says that it belongs there: from the pen, or from another case.

Each case gets a reply of its own, with its own files and its own sorting; the e-mail's bytes exist once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.models import StoredEmail
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.collect_answer import last_day_said
from dueregard.parts.foi.actions.file_documents import file_documents
from dueregard.parts.foi.models import Attachment, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Means
from dueregard.rules.mail.verdict import MailKind


class NotAnEmail(Exception):
    """Only an e-mail that came can answer several requests; a letter of ours or one by post is recorded in each."""


class NotOfThisGroup(Exception):
    """A letter is filed to other cases of the same group only: no group reads another's mail."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What is known of an e-mail, wherever it lies now. `files` are the fields of its attachments."""

    email: StoredEmail
    at: datetime
    subject: str
    text: str
    html: str
    sender: str
    kind: str
    suggestions: list[dict[str, Any]]
    notes: list[str]
    files: Sequence[Mapping[str, Any]]
    reasons: list[str]


def file_also(*, reply: Correspondence, cases: Sequence[Case], by: Person, now: datetime) -> list[Correspondence]:
    """File a reply to further cases that it answers; those that have it already are left as they are.

    Returns the replies that are new. Raises: NotAnEmail, NotOfThisGroup
    """
    email = reply.email
    if reply.direction != Direction.IN or email is None:
        raise NotAnEmail("Only an e-mail from a body can be filed to several cases.")
    if any(case.group_id != reply.case.group_id for case in cases):
        raise NotOfThisGroup("Choose cases of the same group.")
    files = list(reply.attachments.values("position", "name", "content_type", "size", "sha256", "trouble"))
    filing = Filing(
        email=email,
        at=reply.at,
        subject=reply.subject,
        text=reply.text,
        html=reply.html,
        sender=reply.sender,
        kind=reply.kind,
        suggestions=reply.suggestions,
        notes=reply.notes,
        files=files,
        reasons=[f"{by.name} filed it here: it also answers the request in {reply.case.body.name}\u2019s case."],
    )
    with transaction.atomic():
        have_it = set(Correspondence.objects.filter(email=email).values_list("case_id", flat=True))
        new = [case for case in in_one_order(cases) if case.pk not in have_it]
        replies = [file_by_hand(filing=filing, case=case, by=by, now=now) for case in new]
        for copy in replies:
            record_act(by=by, did="file_also", on=copy, at=now, details={"from": str(reply.case_id)})
    return replies


def in_one_order(cases: Iterable[Case]) -> list[Case]:
    """Return each case once, in the order in which everybody locks them, so that two people never block each other."""
    return sorted({case.pk: case for case in cases}.values(), key=lambda case: str(case.pk))


def file_by_hand(*, filing: Filing, case: Case, by: Person, now: datetime) -> Correspondence:
    """Put it into one case, to be sorted there. Call inside the transaction that makes the decision."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    reply = Correspondence.objects.create(
        case=case,
        direction=Direction.IN,
        means=Means.PORTAL if filing.kind == MailKind.PORTAL_NOTICE else Means.EMAIL,
        at=filing.at,
        subject=filing.subject,
        text=filing.text,
        html=filing.html,
        sender=filing.sender,
        email=filing.email,
        created_by=by,
        created_at=now,
        kind=filing.kind,
        is_sorted=False,
        reasons=filing.reasons,
        suggestions=filing.suggestions,
        notes=filing.notes,
        **last_day_said(filing.suggestions, kind=filing.kind),
    )
    Attachment.objects.bulk_create(Attachment(correspondence=reply, **file) for file in filing.files)
    file_documents(message=reply, now=now)
    case.unsorted = case.correspondence.filter(is_sorted=False).count()
    case.last_at = max(case.last_at, filing.at)
    case.collect_by = min(filter(None, (case.collect_by, reply.collect_by)), default=None)
    case.save(update_fields=["unsorted", "last_at", "collect_by"])
    mark_changed(kind="case", keys=[str(case.pk)])
    return reply
