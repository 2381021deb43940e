"""Cases with their letters and replies, for the search: everything for the group, what is published for others.

queries/public_case decides what a published case shows, and the index is told the same. A group does not find the
public copies of its own letters as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.parts.foi.models import Case, CaseEvent, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.parts.foi.queries.public_case import PublicItem, public_case_page
from dueregard.rules.law.laws import Law
from dueregard.rules.search.findable import Findable

AT_ONCE = 50


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these cases with everything in them. Five queries, and seven more for each published case."""
    standing = CaseEvent.objects.filter(struck_at=None)
    kept = Correspondence.objects.exclude(outgoing__state=OutgoingMessage.State.UNDONE).prefetch_related("attachments")
    cases = Case.objects.filter(pk__in=keys).select_related("body", "campaign", "group")
    for case in cases.prefetch_related(Prefetch("events", standing), Prefetch("correspondence", kept)):
        yield from _for_the_group(case)
        if case.is_public:
            yield from _for_everybody(case)


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all cases."""
    yield from in_lists(Case.objects.order_by("pk").values_list("pk", flat=True).iterator(2000), AT_ONCE)


def _for_the_group(case: Case) -> Iterator[Findable]:
    grounds: dict[UUID | None, list[str]] = defaultdict(list)
    for event in case.events.all():
        grounds[event.correspondence_id] += _grounds(event)
    yield Findable(
        kind="case",
        key=str(case.pk),
        title=case.campaign.title,
        text=f"{case.campaign.subject}\n{case.body.name}",
        url=case.get_absolute_url(),
        since=case.created_at,
        group=str(case.group_id),
        label=Law(case.law).label,
        by=case.group.name,
        body=str(case.body_id),
        about=" ".join(filter(None, [case.their_reference, case.token])),
        dated_on=case.sent_on,
        cases=(str(case.pk),),
        exemptions=_once(ground for some in grounds.values() for ground in some),
    )
    for message in case.correspondence.all():
        yield _message(case, message, _once(grounds[message.pk]))


def _message(case: Case, message: Correspondence, grounds: tuple[str, ...]) -> Findable:
    ours = message.direction == Direction.OUT
    step = Step(message.step).label if message.step else "a letter"
    files = [file.name for file in message.attachments.all()]
    return Findable(
        kind="letter" if ours else "reply",
        of="case",
        key=str(case.pk),
        part=str(message.pk),
        title=message.subject or case.campaign.title,
        text=message.text,
        url=reverse("foi:message", args=[message.pk]),
        since=message.created_at,
        group=str(case.group_id),
        label=step if ours else "reply",
        by=case.group.name if ours else case.body.name,
        body=str(case.body_id),
        about=" ".join([case.campaign.title, case.body.name, *files]),
        dated_on=timezone.localdate(message.at),
        cases=(str(case.pk),),
        exemptions=grounds,
    )


def _for_everybody(case: Case) -> Iterator[Findable]:
    page = public_case_page(case, timezone.localdate(case.published_at))
    grounds = _once(ground for event in case.events.all() for ground in _grounds(event))
    yield _public(case, "case", part="public", title=page.title, text=page.body, label=page.law, grounds=grounds)
    for number, item in enumerate(page.items):
        if item.text:
            yield _public_item(case, page.title, number, item)


def _public_item(case: Case, title: str, number: int, item: PublicItem) -> Findable:
    ours = item.kind == "letter"
    return _public(
        case,
        item.kind,
        part=f"public {number}",
        title=item.subject or title,
        text=item.text,
        label=item.title,
        by=case.group.name if ours else case.body.name,
        about=" ".join([title, case.body.name, *(file.name for file in item.files)]),
        item=item,
    )


def _public(
    case: Case,
    kind: str,
    *,
    part: str,
    title: str,
    text: str,
    label: str,
    by: str = "",
    about: str = "",
    grounds: tuple[str, ...] = (),
    item: PublicItem | None = None,
) -> Findable:
    return Findable(
        kind=kind,
        of="case",
        key=str(case.pk),
        part=part,
        title=title,
        text=text,
        url=case.public_url(),
        since=case.published_at or case.created_at,
        is_public=True,
        instead_in=str(case.group_id),
        label=label,
        by=by or case.group.name,
        body=str(case.body_id),
        about=about,
        dated_on=item.on if item else case.sent_on,
        cases=(str(case.pk),),
        exemptions=grounds,
    )


def _grounds(event: CaseEvent) -> list[str]:
    """Return the sections as documents write them: “section 24”."""
    return [str(section) for section in event.details.get("sections", ())]


def _once(grounds: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(grounds))
