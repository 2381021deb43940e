"""Tells the history of a body what happened in a case, in one sentence, without what is left out of a public case."""

from datetime import datetime

from dueregard.parts.foi.models import Case, CaseEvent
from dueregard.parts.foi.queries.public_masking import Masking
from dueregard.records.history.actions import reword_entry, write_entry
from dueregard.rules.casework.events import EventKind

# These go into the public history of a body; the rest stays in the case.
TOLD = {
    EventKind.REQUEST_RECEIVED: ("request", "{group} asked: {title}"),
    EventKind.ACKNOWLEDGED: ("reply", "Acknowledged the request “{title}”"),
    EventKind.CLARIFICATION_ASKED: ("reply", "Asked for clarification of “{title}”"),
    EventKind.TRANSFERRED: ("reply", "Passed “{title}” on to another body"),
    EventKind.EXTENSION_CLAIMED: ("reply", "Said it needs more time to answer “{title}”"),
    EventKind.RELEASED: ("release", "Released what “{title}” asked for"),
    EventKind.RELEASED_IN_PART: ("release", "Released part of what “{title}” asked for"),
    EventKind.REFUSED: ("refusal", "Refused “{title}”{sections}"),
    EventKind.NOT_HELD: ("reply", "Said it holds nothing on “{title}”"),
    EventKind.REVIEW_ASKED: ("internal_review", "{group} asked for an internal review of “{title}”"),
    EventKind.REVIEW_UPHELD: ("internal_review", "Upheld its answer to “{title}” on review"),
    EventKind.REVIEW_CHANGED: ("internal_review", "Changed its answer to “{title}” on review"),
    EventKind.COMPLAINED: ("complaint", "{group} complained to the regulator about “{title}”"),
    EventKind.DECIDED: ("complaint", "The regulator decided on “{title}”"),
}


def tell_history(*, event: CaseEvent, now: datetime) -> None:
    """Write the entry of an event, if events of its kind are told. Its case comes with body, campaign and group."""
    if EventKind(event.kind) not in TOLD:
        return
    case = event.case
    write_entry(
        body=case.body,
        group=case.group,
        at=event.correspondence.at if event.correspondence else now,
        kind=TOLD[EventKind(event.kind)][0],
        says=_says(event, _title(case)),
        part="foi",
        subject=str(case.pk),
        source=_source(event),
        path=case.get_absolute_url(),
        public_path=case.public_url() if case.is_public else "",
    )


def tell_history_again(*, case: Case) -> None:
    """Word the entries of a case again: it is public now, or other words are left out of it."""
    case = Case.objects.select_related("body", "campaign", "group").get(pk=case.pk)
    title = _title(case)
    for event in case.events.filter(struck_at=None, kind__in=TOLD):
        event.case = case
        reword_entry(part="foi", subject=str(case.pk), source=_source(event), says=_says(event, title))


def _title(case: Case) -> str:
    return Masking(case).line(case.campaign.title) if case.is_public else case.campaign.title


def _says(event: CaseEvent, title: str) -> str:
    sections = ", ".join(event.details.get("sections", ()))
    sentence = TOLD[EventKind(event.kind)][1]
    return sentence.format(group=event.case.group.name, title=title, sections=f" under {sections}" if sections else "")[
        :300
    ]


def _source(event: CaseEvent) -> str:
    return f"event-{event.pk}"
