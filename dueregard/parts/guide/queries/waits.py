"""What waits in the guide: a reader's suggestion until its promised day, a newer text of a pack, a section to check."""

from datetime import date, timedelta

from django.db.models import DateTimeField, ExpressionWrapper, F, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.models import Revision, Suggestion
from dueregard.records.todo.queries.kinds import For, Kind, Says, day_of
from dueregard.rules.guide.suggesting import ANSWERED_WITHIN

SOON = timedelta(days=14)


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the kinds of the guide. Whoever acts for a group keeps it."""
    return (_suggestion(), _newer(), _check(today))


def _suggestion() -> Kind:
    return Kind(
        code="suggestion",
        is_from_outside=True,
        one="reader’s suggestion waits for an answer",
        several="readers’ suggestions wait for an answer",
        page="guide:desk",
        to=For.KEEPERS,
        rows=Suggestion.objects.filter(state=Suggestion.State.HELD),
        since=day_of("sent_at"),
        due=ExpressionWrapper(TruncDate("sent_at") + ANSWERED_WITHIN, output_field=DateTimeField()),
        columns=("section__title", "credit"),
        says=lambda row: Says(
            title="Answer a reader’s suggestion",
            about=f"Guide: {row.words[0]}. We promised an answer within {ANSWERED_WITHIN.days} days.",
            href=reverse("guide:answer", args=[int(row.key)]),
            act="Answer it",
        ),
        seen=Suggestion.objects.all(),
        done={"answer_suggestion": "answered a reader’s suggestion on “{0}”"},
    )


def _newer() -> Kind:
    return Kind(
        code="newer-text",
        one="section has a newer text in its pack",
        several="sections have a newer text in their pack",
        page="guide:desk",
        to=For.KEEPERS,
        rows=PackText.objects.in_use()
        .filter(kind="section", is_edited=True)
        .exclude(shipped_digest=F("decided_digest")),
        since=day_of("edited_at"),
        columns=("title", "slug"),
        says=lambda row: Says(
            title=f"Compare your “{row.words[0]}” with a newer text",
            about="The campaign pack has a newer version of a section that you edited.",
            href=reverse("guide:edit", args=[row.words[1]]),
            act="Compare",
        ),
    )


def _check(today: date) -> Kind:
    soon = (today + SOON).isoformat()
    return Kind(
        code="section-check",
        one="section of the guide is due for a check",
        several="sections of the guide are due for a check",
        page="guide:desk",
        to=For.KEEPERS,
        rows=Revision.objects.current()
        .annotate(look_by=Cast(KT("meta__review_by"), TextField()))
        .filter(look_by__lte=soon),
        since=day_of("at"),
        due="look_by",
        columns=("title", "section__slug"),
        says=lambda row: Says(
            title=f"Check “{row.words[0]}”",
            about="Guide: are its facts and sources still right?",
            href=reverse("guide:edit", args=[row.words[1]]),
            act="Check it",
        ),
    )
