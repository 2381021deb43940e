"""What waits in casework, for the list of everything: messages and letters. Cases and dates are in `case_waits`."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.access import held_emails, messages_of
from dueregard.parts.foi.models import Correspondence, HeldEmail
from dueregard.parts.foi.models.correspondence import Direction
from dueregard.parts.foi.queries.case_waits import case_kinds
from dueregard.parts.foi.queries.collecting import waiting_to_be_collected
from dueregard.parts.foi.queries.outbox import to_settle
from dueregard.parts.foi.queries.sorted_by_rule import waiting_to_be_checked
from dueregard.records.groups.access import groups_of
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says, day_of

OF_CASE = ("case__body__name", "case__campaign__title")
State = OutgoingMessage.State


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the kinds of casework."""
    return (
        _replies(person),
        _held(person),
        _unsure(person),
        _refused(person),
        _to_collect(person),
        _sorted_by_rule(person, today),
        *case_kinds(person, today),
    )


def _replies(person: Person) -> Kind:
    messages = messages_of(person).filter(direction=Direction.IN)
    return Kind(
        code="reply",
        is_from_outside=True,
        one="reply to sort",
        several="replies to sort",
        page="foi:replies",
        to=For.GROUP,
        rows=messages.filter(is_sorted=False),
        group="case__group",
        keeper="case__assigned_to",
        since=day_of("at"),
        is_at_once=True,
        columns=OF_CASE,
        says=lambda row: Says(
            title=f"Sort the reply from {row.words[0]}",
            about=row.words[1],
            href=reverse("foi:sort", args=[UUID(row.key)]),
            act="Sort it",
        ),
        seen=messages,
        done={
            "sort_reply": "sorted the reply from {0}",
            "undo_sorted": "undid the sorting of the reply from {0}",
            "file_held": "said where an e-mail from {0} belongs",
            "confirm_sorting": "checked a letter from {0} that was sorted automatically",
            "undo_sorting": "undid how a letter from {0} was sorted",
            "mark_collected": "downloaded the answer of {0}",
        },
    )


def _held(person: Person) -> Kind:
    through = HeldEmail.groups.through.objects.filter(heldemail=OuterRef("pk"), group_id__in=groups_of(person))
    waiting = held_emails(person).filter(cleared_at=None).order_by()
    return Kind(
        code="held",
        is_from_outside=True,
        one="e-mail is in the holding pen",
        several="e-mails are in the holding pen",
        page="foi:pen",
        to=For.GROUP,
        rows=HeldEmail.objects.filter(pk__in=waiting.values("pk")),
        group=Subquery(through.order_by("group_id").values("group_id")[:1]),
        since=day_of("at"),
        is_at_once=True,
        columns=("sender", "subject"),
        says=lambda row: Says(
            title="Say which request an e-mail belongs to",
            about=f"From {row.words[0] or 'an unknown sender'}: {row.words[1] or 'no subject'}",
            href=reverse("foi:held", args=[int(row.key)]),
            act="Read it",
        ),
    )


def _letters(person: Person, state: OutgoingMessage.State) -> QuerySet[Correspondence]:
    return to_settle(person).filter(outgoing__state=state)


def _unsure(person: Person) -> Kind:
    return Kind(
        code="unsure",
        one="letter may not have been sent",
        several="letters may not have been sent",
        page="foi:outbox",
        to=For.ACTING,
        rows=_letters(person, State.UNSURE),
        group="case__group",
        keeper="case__assigned_to",
        since=day_of("created_at"),
        is_at_once=True,
        columns=OF_CASE,
        says=lambda row: Says(
            title=f"Find out whether a letter to {row.words[0]} was sent",
            about=row.words[1],
            href=reverse("foi:message", args=[UUID(row.key)]),
            act="Check it",
        ),
    )


def _refused(person: Person) -> Kind:
    return Kind(
        code="refused",
        one="letter was refused by a mail server",
        several="letters were refused by a mail server",
        page="foi:outbox",
        to=For.ACTING,
        rows=_letters(person, State.FAILED),
        group="case__group",
        keeper="case__assigned_to",
        since=day_of("created_at"),
        is_at_once=True,
        columns=(*OF_CASE, "outgoing__trouble"),
        says=lambda row: Says(
            title=f"A letter to {row.words[0]} could not be delivered",
            about=f"{row.words[1]}. {row.words[2]}".strip(),
            href=reverse("foi:message", args=[UUID(row.key)]),
            act="Look at it",
        ),
    )


def _to_collect(person: Person) -> Kind:
    return Kind(
        code="collect",
        is_from_outside=True,
        one="answer waits on a website until its link ends",
        several="answers wait on websites until their links end",
        page="foi:cases",
        to=For.GROUP,
        rows=waiting_to_be_collected(person).select_related(None),
        group="case__group",
        keeper="case__assigned_to",
        since=day_of("at"),
        due="collect_by",
        columns=OF_CASE,
        says=lambda row: Says(
            title=f"Download the answer of {row.words[0]}",
            about=f"{row.words[1]}. The link stops working after that day.",
            href=reverse("foi:message", args=[UUID(row.key)]),
            act="Download it",
        ),
    )


def _sorted_by_rule(person: Person, today: date) -> Kind:
    letters = waiting_to_be_checked(person, today).order_by()
    same = letters.filter(case__group_id=OuterRef("case__group_id"))
    number = same.values("case__group_id").annotate(number=Count("pk")).values("number")
    return Kind(
        code="sorted",
        one="group has letters to check that were sorted automatically",
        several="groups have letters to check that were sorted automatically",
        page="foi:sorted_for_you",
        to=For.GROUP,
        rows=letters.filter(~Exists(same.filter(pk__lt=OuterRef("pk")))),
        key="case__group",
        group="case__group",
        since=day_of("created_at"),
        columns=(Subquery(number),),
        says=_says_sorted,
    )


def _says_sorted(row: Row) -> Says:
    number = int(row.words[0])
    what = "a letter" if number == 1 else f"{number} letters"
    return Says(
        title=f"Check {what} sorted automatically this week",
        about="Nobody has read them: every sentence is one that is known to say nothing.",
        href=reverse("foi:sorted_for_you"),
        act="Check them" if number > 1 else "Check it",
    )
