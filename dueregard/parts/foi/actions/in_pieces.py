"""The acts on many cases, as pieces that a worker does one after the other (foundation/work/actions/go_on).

Each piece looks anew whether the person still works for the group and whether a case still fits.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.files.gateways.on_disk import on_disk
from dueregard.foundation.mail.queries import shown_time_now
from dueregard.foundation.work.actions.go_on import AT_ONCE, Asked, Piece, begin_long_act
from dueregard.foundation.work.models import LongAct
from dueregard.parts.foi.access import cases_worked_by
from dueregard.parts.foi.actions.act_on_many import clarify_alike
from dueregard.parts.foi.actions.chase import chase
from dueregard.parts.foi.actions.plan_publication import NotThatDay, check_day, plan_publication
from dueregard.parts.foi.actions.queue_letter import (
    Queued,
    queue_requests,
    queue_some,
    refuse_forbidden,
    refuse_unseen,
    telling_refused,
)
from dueregard.parts.foi.actions.start_campaign import stored_letter
from dueregard.parts.foi.models import Campaign, Case
from dueregard.parts.foi.queries.addresses import addresses_for
from dueregard.parts.foi.queries.many import ManyAct
from dueregard.parts.foi.queries.sending import about_campaign
from dueregard.rules.practice.site_time import real
from dueregard.rules.text.joining import Seen

HERE = "dueregard.parts.foi.actions.in_pieces"
NOT_YOURS = "It is no longer there, or you no longer work for its group."
OTHER_LETTER = "The letter was changed while the letters were being prepared. Check it and send again."
OTHER_ADDRESS = "Its address was changed while the letters were being prepared. Check it and send again."
TITLES = {
    ManyAct.REMIND: ("Sending reminders", "Reminders in the outbox"),
    ManyAct.CLARIFY: ("Sending clarifications", "Clarifications in the outbox"),
    ManyAct.PUBLISH: ("Setting the day of publication", "Requests with a day"),
}


def ask_all(*, campaign: Campaign, seen: Seen, by: Person, now: datetime) -> Queued | LongAct:
    """Queue the request of every case of a campaign that is being prepared; of many, piece by piece in the background.

    What leaves is what the person checked (`seen`).
    Raises: NobodyToAsk, MustNotLeave, ChangedMeanwhile, StoppedMidway
    """
    cases = list(campaign.cases.not_asked().select_related("body").order_by("body__name", "pk"))
    if len(cases) <= AT_ONCE:
        return queue_requests(campaign=campaign, seen=seen, by=by, now=now)
    campaign = Campaign.objects.select_related("group").get(pk=campaign.pk)
    refuse_forbidden(campaign)
    with telling_refused(campaign, seen, by, now), on_disk(), transaction.atomic():
        refuse_unseen(campaign, seen)
        addresses = addresses_for(cases)
        given = {
            "campaign": str(campaign.pk),
            "letter": stored_letter(campaign),
            "addresses": {str(case.pk): addresses[case.pk] for case in cases},
        }
        return begin_long_act(
            asked=Asked(
                act=f"{HERE}.ask_some",
                keys=[str(case.pk) for case in cases],
                title=f"Preparing letters: {campaign.title}"[:200],
                counted="Letters in the outbox",
                back=reverse("foi:sending", args=[campaign.pk]),
                about=about_campaign(campaign),
                given=given,
            ),
            by=by,
            now=real(now),
        )


def do_in_many(
    act: ManyAct,
    *,
    cases: Iterable[Case],
    about: Campaign | None,
    by: Person,
    now: datetime,
    typed: str = "",
    on: date | None = None,
) -> Queued | LongAct:
    """Do an act in these cases; in many, piece by piece in the background. Raises: NotThatDay"""  # fmt: skip
    keys = [str(case.pk) for case in cases]
    given = {"typed": typed, "on": on.isoformat() if on else ""}
    if on:
        check_day(on, now)
    does = f"{act.value}_some"
    if len(keys) <= AT_ONCE:
        piece = PIECES[does](keys=keys, given=given, by=by, now=real(now))
        return Queued(piece.done, piece.left_out)
    title, counted = TITLES[act]
    return begin_long_act(
        asked=Asked(
            act=f"{HERE}.{does}",
            keys=keys,
            title=f"{title}: {about.title}"[:200] if about else title,
            counted=counted,
            back=about.get_absolute_url() if about else reverse("foi:outbox"),
            about=about_campaign(about) if about else "requests",
            given=given,
        ),
        by=by,
        now=real(now),
    )


def ask_some(*, keys: Sequence[str], given: Mapping[str, Any], by: Person, now: datetime) -> Piece:
    """Queue the requests of these cases, if the letter and the address are still those that were checked."""
    cases, gone = _cases(keys, by)
    if not cases:
        return Piece(0, gone)
    campaign = Campaign.objects.select_for_update().get(pk=given["campaign"])
    if stored_letter(campaign) != given["letter"]:
        return Piece(0, (*gone, *((case.body.name, OTHER_LETTER) for case in cases)))
    addresses = addresses_for(cases)
    same = [case for case in cases if addresses[case.pk] == given["addresses"].get(str(case.pk))]
    changed = tuple((case.body.name, OTHER_ADDRESS) for case in cases if case not in same)
    queued = queue_some(cases=same, by=by, now=shown_time_now(now))
    return Piece(queued.letters, (*gone, *changed, *queued.left_out))


def remind_some(*, keys: Sequence[str], given: Mapping[str, Any], by: Person, now: datetime) -> Piece:
    """Queue the reminder that is due in each of these cases."""
    cases, gone = _cases(keys, by)
    return _piece(chase(cases=cases, by=by, now=shown_time_now(now)), gone)


def clarify_some(*, keys: Sequence[str], given: Mapping[str, Any], by: Person, now: datetime) -> Piece:
    """Queue the same clarification in each of these cases."""
    cases, gone = _cases(keys, by)
    return _piece(clarify_alike(cases=cases, typed=given["typed"], by=by, now=shown_time_now(now)), gone)


def publish_some(*, keys: Sequence[str], given: Mapping[str, Any], by: Person, now: datetime) -> Piece:
    """Set the day on which each of these cases becomes public."""
    cases, gone = _cases(keys, by)
    try:
        planned = plan_publication(cases=cases, on=date.fromisoformat(given["on"]), by=by, now=shown_time_now(now))
    except NotThatDay as refusal:  # the day came while it was under way
        return Piece(0, (*gone, *((case.body.name, str(refusal)) for case in cases)))
    return _piece(planned, gone)


PIECES = {"remind_some": remind_some, "clarify_some": clarify_some, "publish_some": publish_some}


def _cases(keys: Sequence[str], by: Person) -> tuple[list[Case], tuple[tuple[str, str], ...]]:
    """Return the cases that this person may still work on, in this order, and those that are gone."""
    found = cases_worked_by(by).filter(pk__in=[UUID(key) for key in keys]).select_related("body", "campaign", "group")
    cases = {str(case.pk): case for case in found}
    gone = sum(key not in cases for key in keys)
    words = (("1 request" if gone == 1 else f"{gone} requests", NOT_YOURS),) if gone else ()
    return [cases[key] for key in keys if key in cases], words


def _piece(done: Queued, gone: tuple[tuple[str, str], ...]) -> Piece:
    return Piece(done.letters, (*gone, *done.left_out))
