"""The pages of a campaign: its grid of bodies and states, and the check before it is sent."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.queries import shown_or_none, shown_today
from dueregard.parts.foi.access import campaigns_of
from dueregard.parts.foi.models import Campaign, Case
from dueregard.parts.foi.models.correspondence import Step
from dueregard.parts.foi.queries.addresses import addresses_for
from dueregard.parts.foi.queries.halves import Half, sent_so_far
from dueregard.parts.foi.queries.letters import begun_letter
from dueregard.parts.foi.queries.rows import CaseRow, case_rows
from dueregard.parts.foi.queries.states import bar_for
from dueregard.records.bodies.queries.address_doubts import AddressDoubt, address_doubts, waiting_addresses
from dueregard.records.calendars.queries import current_holidays
from dueregard.rules.casework.events import Phase, Turn
from dueregard.rules.casework.states import Bar
from dueregard.rules.casework.wording import Advice, FilledLetter, check_letter, same_question
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.laws import Law
from dueregard.rules.law.working_days import Calendar

PER_PAGE = 100
ALIKE = 0.6  # how alike two letters must be to count as the same question
LINKED_DAYS = 60  # working days; requests on one matter within them may be added together (SI 2004/3244 reg 5)


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in the list of campaigns."""

    campaign: Campaign
    bodies: int
    sent: int
    answered: int
    overdue: int


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """A campaign with its grid: every body and its status."""

    campaign: Campaign
    page: "Page[Case]"
    rows: list[CaseRow]
    bodies: int
    preparing: int
    queued: int
    halves: tuple[Half, ...]
    sent: int
    overdue: int
    answered: int
    clarifying: int  # bodies that asked what we mean
    bar: Bar
    leaves_at: datetime | None
    may_work: bool


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to know before a letter leaves: which bodies, what, and what to do."""

    bodies: tuple[str, ...]
    says: str
    is_serious: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The check before sending: advice on the letter, warnings per body, and one body's letter as it will be sent."""

    campaign: Campaign
    ready: tuple[Case, ...]
    without_address: tuple[tuple[Case, bool], ...]  # each with whether one of its addresses waits for a second look
    doubts: tuple[AddressDoubt, ...]
    waiting: tuple[AddressDoubt, ...]  # addresses to which nothing goes until somebody else looked
    advice: tuple[Advice, ...]
    warnings: tuple[Caution, ...]
    shown: Case | None
    letter: FilledLetter | None
    to: str
    laws: tuple[tuple[str, int], ...]

    @property
    def some_lack_one(self) -> bool:
        """Whether somebody has to look for an address: of one of these bodies none waits for a second look either."""
        return not all(waits for _, waits in self.without_address)

    @property
    def can_send(self) -> bool:
        """Tell whether anything is ready and no advice blocks it."""
        return bool(self.ready) and not any(advice.is_serious for advice in self.advice)


def campaign_lines(person: Person) -> list[CampaignLine]:
    """Return a person's campaigns with their counts, the newest first. One query."""
    today = shown_today()
    campaigns = (
        campaigns_of(person)
        .select_related("group")
        .annotate(
            bodies=Count("cases"),
            sent=Count("cases", filter=Q(cases__sent_on__isnull=False)),
            answered=Count("cases", filter=~Q(cases__outcome="")),
            overdue=Count("cases", filter=Q(cases__turn=Turn.THEIRS, cases__due_on__lt=today)),
        )
        .order_by("-created_at")
    )
    return [CampaignLine(each, each.bodies, each.sent, each.answered, each.overdue) for each in campaigns]


def campaign_page(campaign: Campaign, page: str, *, may_work: bool) -> CampaignPage:
    """Return a campaign's page for someone who may read it. Eight queries, however many bodies."""
    today = shown_today()
    counts = campaign.cases.aggregate(
        bodies=Count("pk"),
        sent=Count("pk", filter=Q(sent_on__isnull=False)),
        overdue=Count("pk", filter=Q(turn=Turn.THEIRS, due_on__lt=today) & ~Q(phase=Phase.CLOSED)),
        answered=Count("pk", filter=~Q(outcome="")),
        clarifying=Count("pk", filter=Q(phase=Phase.CLARIFYING, unsorted=0)),
    )
    paginator = Paginator(
        campaign.cases.select_related("body", "campaign", "assigned_to").order_by("body__name"), PER_PAGE
    )
    paginator.count = counts["bodies"]
    found = paginator.get_page(page)
    halves, leaves = sent_so_far(campaign)
    return CampaignPage(
        campaign=campaign,
        page=found,
        rows=case_rows(found.object_list, today),
        preparing=campaign.cases.not_asked().count(),
        queued=len(leaves),
        halves=halves,
        bar=bar_for(campaign.cases.all(), today),
        leaves_at=shown_or_none(min(leaves)) if leaves else None,
        may_work=may_work,
        **counts,
    )


def check_page(campaign: Campaign, *, show: str, now: datetime) -> CheckPage:
    """Return the check before sending. `show` is the case whose letter is previewed, or empty for the first."""
    cases = list(campaign.cases.not_asked().select_related("body", "campaign", "group").order_by("body__name"))
    addresses = addresses_for(cases)
    ready = tuple(case for case in cases if addresses.get(case.pk))
    shown = next((case for case in cases if str(case.pk) == show), next(iter((*ready, *cases)), None))
    without = [case for case in cases if not addresses.get(case.pk)]
    waiting = waiting_addresses(case.body for case in without)
    waits = {one.href for one in waiting}
    signature = campaign.group.signature
    laws = {law: sum(case.law == law for case in cases) for law in dict.fromkeys(case.law for case in cases)}
    return CheckPage(
        campaign=campaign,
        ready=ready,
        without_address=tuple((case, case.body.get_absolute_url() in waits) for case in without),
        doubts=address_doubts(group=campaign.group, wanted={case.body_id: addresses[case.pk] for case in ready}),
        waiting=waiting,
        advice=check_letter(campaign.questions, signature=signature),
        warnings=_warnings(campaign, cases, timezone.localdate(now)),
        shown=shown,
        letter=begun_letter(shown, Step.REQUEST, now=now) if shown else None,
        to=addresses.get(shown.pk, "") if shown else "",
        laws=tuple((Law(law).label, number) for law, number in laws.items()),
    )


def _warnings(campaign: Campaign, cases: list[Case], today: date) -> tuple[Caution, ...]:
    """Find bodies this group has asked the same before, or wrote to recently (their costs may be added together)."""
    calendar: Calendar | None = None
    earlier = (
        Case.objects.filter(group=campaign.group, body__in=[case.body_id for case in cases], sent_on__isnull=False)
        .exclude(campaign=campaign)
        .select_related("campaign", "body")
        .order_by("-sent_on")
    )
    alike: dict[str, None] = {}
    linked: dict[str, None] = {}
    likeness: dict[object, float] = {}
    for case in earlier:
        if case.campaign_id not in likeness:
            likeness[case.campaign_id] = same_question(campaign.questions, case.campaign.questions)
        if likeness[case.campaign_id] >= ALIKE:
            alike[f"{case.body.name} (“{case.campaign.title}”)"] = None
        elif case.sent_on and case.sent_on > today - timedelta(days=2 * LINKED_DAYS):
            calendar = calendar or calendar_for(Law.FOIA, current_holidays())
            if calendar.count_between(case.sent_on, today) <= LINKED_DAYS:
                linked[case.body.name] = None
    warnings = []
    if alike:
        says = (
            "You have asked this before. A repeated request can be refused under section 14. Remove these bodies, or"
            " ask only for what is new."
        )
        warnings.append(Caution(tuple(alike), says, is_serious=True))
    if linked:
        says = (
            "Your group wrote to them in the last 60 working days. The cost of requests on one matter may be added"
            " together for the cost limit (section 12), so keep this one narrow."
        )
        warnings.append(Caution(tuple(linked), says, is_serious=False))
    return tuple(warnings)
