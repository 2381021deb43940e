"""Brings the requests of the example county: sent, answered, chased, reviewed and published, each on its day.

The course of every case is in rules/practice/example_cases. Letters and replies go through the same outbox and the
same triage as anybody's in practice mode.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.foundation.mail.actions.deliver_in_practice import deliver_in_practice
from dueregard.parts.foi.actions.answer_as_body import answer_as_body
from dueregard.parts.foi.actions.answer_with_files import FILES, answer_with_files
from dueregard.parts.foi.actions.choose_bodies import choose_bodies
from dueregard.parts.foi.actions.file_email import file_stored_email
from dueregard.parts.foi.actions.keep_case import keep_case, stored_keeping
from dueregard.parts.foi.actions.note_case import write_note
from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.parts.foi.actions.queue_letter import queue_letter, queue_requests
from dueregard.parts.foi.actions.settle_letters import settle_letters
from dueregard.parts.foi.actions.sort_reply import Meaning, sort_reply, stored_reference
from dueregard.parts.foi.actions.start_campaign import start_campaign
from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.parts.foi.queries.letters import filled_letter
from dueregard.parts.foi.queries.sending import stored_sending
from dueregard.records.bodies.queries.example import example_bodies
from dueregard.records.groups.models import Group
from dueregard.records.groups.queries.example import example_cast
from dueregard.rules.casework.events import EventKind, Phase
from dueregard.rules.practice.example_cases import CAMPAIGNS, COURSES, Asked, Said, Wrote

ON_ITS_WAY = timedelta(minutes=11)  # a letter can be undone for ten minutes
REASONS = (
    "You say that disclosure would be likely to prejudice the prevention of crime, and do not say how. A number of "
    "referrals names nobody. The public interest in knowing how often the duty is used is strong."
)
TYPED = {
    Step.REVIEW: REASONS,
    Step.COMPLAINT: REASONS,
    Step.CLARIFICATION: "We mean the last three school years, and only your own school.",
}
NOTES = {
    "late": "Rang them on Tuesday: the officer is on leave, a colleague is looking for it.",
    "in review": "The refusal quotes no harm at all. See the argument we used with the city council.",
    "workbook": "Look at the second sheet before anyone publishes this file.",
}


@dataclass(frozen=True, slots=True)
class _Telling:
    """One case, who works on it, when it was asked, and the instant after which nothing has happened yet."""

    case: Case
    by: Person
    asked_at: datetime
    now: datetime

    def at(self, day: int, hour: int = 0) -> datetime:
        return self.asked_at + timedelta(days=day, hours=hour)


def bring(*, now: datetime) -> Iterator[None]:
    """Send every campaign of the county and let its cases run their course up to now."""
    cast, bodies = example_cast(), example_bodies()
    for asked in CAMPAIGNS:
        group = cast.schools if asked.group == "schools" else cast.campus
        by, second = cast.caseworker_of(group), cast.second_of(group)
        sent_at = _working_morning(now - timedelta(days=asked.days_ago))
        campaign = _start(asked, group, by, sent_at - timedelta(days=2))
        choose_bodies(campaign=campaign, bodies=[bodies[name] for name in asked.bodies], by=by, now=sent_at)
        yield
        if not asked.days_ago:
            continue
        _send(campaign, by, sent_at)
        yield
        for name, course in asked.bodies.items():
            case = Case.objects.select_related("body", "group").get(campaign=campaign, body=bodies[name])
            telling = _Telling(case, by, sent_at, now)
            for turn in COURSES[course]:
                _take(turn, telling)
                yield
            _keep(telling, course, asked.tags.get(name, ""), second)
            if course in asked.public:
                _publish(case, second, now)
    yield


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with the requests."""
    cast = example_cast()
    cases = Case.objects.filter(group__in=[cast.schools, cast.campus])
    today = timezone.localdate()
    late = cases.overdue(today).order_by("due_on").first()
    refused = cases.filter(phase=Phase.ANSWERED, outcome="refused").order_by("-last_at").first()
    draft = Campaign.objects.filter(group=cast.schools).order_by("-created_at").first()
    found = [
        ToTry(10, "Start at the desk: everything that waits, the most urgent first", reverse("desk")),
        ToTry(15, "Sort the replies that came in", reverse("foi:replies"), "The site suggests; you decide."),
        ToTry(
            35, "Answer a letter as the public body would", reverse("foi:mailroom"), "Then see it arrive on the desk."
        ),
        ToTry(60, "Read what everyone can read: the published requests", reverse("foi:public_list")),
    ]
    if late:
        found.append(ToTry(20, f"Chase {late.body.name}, which is late", late.get_absolute_url()))
    if refused:
        words = f"Challenge the refusal by {refused.body.name}"
        found.append(ToTry(25, words, refused.get_absolute_url(), "The letter argues against the section they used."))
    if draft:
        hint = "It goes to the mailroom of practice mode. There you can answer as the school."
        found.append(ToTry(30, "Send a request that is ready to go", draft.get_absolute_url(), hint))
    return tuple(found)


def _working_morning(at: datetime) -> datetime:
    """Return nine in the morning of that day, or of the Friday before a weekend."""
    local = timezone.localtime(at).replace(hour=9, minute=5, second=0, microsecond=0)
    return local - timedelta(days=max(0, local.weekday() - 4))


def _start(asked: Asked, group: Group, by: Person, at: datetime) -> Campaign:
    return start_campaign(
        group=group, title=asked.title, subject=f"Request for information: {asked.title}", questions=asked.questions,
        is_environmental=False, template="", by=by, now=at,
    )  # fmt: skip


def _send(campaign: Campaign, by: Person, at: datetime) -> None:
    with transaction.atomic():  # no worker delivers a letter, on another day, before it is delivered here
        queue_requests(campaign=campaign, seen=seen_now(stored_sending(campaign), at), by=by, now=at)
        _deliver(at)


def _deliver(at: datetime) -> None:
    deliver_in_practice(now=at + ON_ITS_WAY)
    settle_letters(now=at + ON_ITS_WAY)


def _take(turn: Said | Wrote, telling: _Telling) -> None:
    """Let one thing happen in a case, unless its day is still to come."""
    at = telling.at(turn.day, hour=2 if isinstance(turn, Said) else 3)
    if at > telling.now:
        return
    if isinstance(turn, Wrote):
        _write(turn, telling, at)
    else:
        _answer(turn, telling, at)


def _write(turn: Wrote, telling: _Telling, at: datetime) -> None:
    case = Case.objects.select_related("body", "campaign", "group").get(pk=telling.case.pk)
    typed = REASONS if turn.step in {Step.REVIEW, Step.COMPLAINT} else ""
    typed = typed or (
        "We mean the last three school years, and only your own school." if turn.step == "clarification" else ""
    )
    letter = filled_letter(case, Step(turn.step), now=at, typed=typed)
    with transaction.atomic():
        queue_letter(case=case, step=Step(turn.step), letter=letter, by=telling.by, now=at)
        _deliver(at)


def _answer(turn: Said, telling: _Telling, at: datetime) -> None:
    """Let the body answer our last letter, have the answer read and filed, and record what it means."""
    letters = Correspondence.objects.filter(case=telling.case, direction=Direction.OUT)
    letter = letters.select_related("case__body", "case__group", "outgoing").latest("at")
    with transaction.atomic():  # no worker sees the e-mail before it is filed on its own day
        if turn.slug in FILES:
            email = answer_with_files(letter=letter, slug=turn.slug, by=telling.by, now=at)
        else:
            email = answer_as_body(letter=letter, slug=turn.slug, text="", by=telling.by, now=at)
        file_stored_email(pk=email.pk, now=at)
    reply = Correspondence.objects.filter(email=email).first()
    if reply is None or reply.is_sorted or not turn.means:
        return
    on = timezone.localdate(at)
    until = timezone.localdate(telling.at(turn.until)) if turn.until else None
    has_until = EventKind.EXTENSION_CLAIMED
    sort_reply(
        reply=reply,
        meanings=[Meaning(kind, on, turn.sections, until if kind is has_until else None) for kind in turn.means],
        their_reference="",
        seen=seen_now(stored_reference(telling.case), at),
        by=telling.by,
        now=at + timedelta(hours=5),
    )


def _keep(telling: _Telling, course: str, tags: str, second: Person) -> None:
    """Tag some cases, let somebody look after them, and note what colleagues should know."""
    at = telling.now - timedelta(days=2)
    if tags or course in NOTES:
        stored = stored_keeping(telling.case)
        wanted = {**stored, "tags": tags, "assigned_to": str(second.pk)}
        keep_case(case=telling.case, wanted=wanted, seen=seen_now(stored, at), by=telling.by, now=at)
    if course in NOTES:
        write_note(case=telling.case, text=NOTES[course], by=second, now=at)


def _publish(case: Case, by: Person, now: datetime) -> None:
    case.refresh_from_db()
    if not case.unsorted:
        publish_case(case=case, by=by, now=min(now, case.last_at + timedelta(days=2)))
