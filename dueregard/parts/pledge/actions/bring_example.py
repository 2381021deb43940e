"""Brings signatories of the pledge to the example county: two that are proved, one in grace, and one that asks."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.foundation.mail.actions.deliver_in_practice import deliver_in_practice
from dueregard.parts.pledge.actions.ask import Asked, Decided, ask
from dueregard.parts.pledge.actions.prove import confirm_mail, record_minute, take_back, write_to_domain
from dueregard.parts.pledge.actions.review import list_signatory
from dueregard.parts.pledge.models import Signatory
from dueregard.parts.pledge.queries.principles import principles
from dueregard.records.areas.models import AreaCode
from dueregard.records.bodies.queries.example import DISTRICTS
from dueregard.records.groups.queries.example import example_cast
from dueregard.rules.pledge.standing import State
from dueregard.rules.pledge.terms import Maker, ProofKind, Sort

BRANCH, STUDENTS, FORUM, TENANTS = (
    "Mockton Staff Branch",
    "Sampleford Students’ Union",
    "Inventham Interfaith Forum",
    "Fictley Tenants’ Association",
)
RESERVATION = "Our officers employed by the university keep to its safeguarding procedure where the law requires it."


def bring(*, now: datetime) -> Iterator[None]:
    """Let four organisations ask; list three of them, and let the proof of one be taken back."""
    by = example_cast().ada
    branch = _ask(BRANCH, "branch", Sort.UNION_BRANCH, Maker.GENERAL_MEETING, "Mockton", now - timedelta(days=120))
    _prove_by_minute(branch, now - timedelta(days=118))
    yield
    students = _ask(
        STUDENTS, "students", Sort.STUDENT_UNION, Maker.BALLOT, "Sampleford", now - timedelta(days=75),
        leaves_out=1, reservation=RESERVATION,
    )  # fmt: skip
    at = now - timedelta(days=74)
    proof = write_to_domain(pk=students.pk, address=f"secretary@{students.domain}", now=at)
    confirm_mail(token=proof.token, now=at + timedelta(hours=3))
    _list(students, at + timedelta(days=1))
    yield
    forum = _ask(FORUM, "interfaith", Sort.FAITH, Maker.COMMITTEE, "Inventham", now - timedelta(days=200))
    _prove_by_minute(forum, now - timedelta(days=198))
    take_back(pk=forum.pk, kind=ProofKind.MINUTE, by=by, now=now - timedelta(days=10))
    yield
    tenants = _ask(TENANTS, "tenants", Sort.TENANTS, Maker.GENERAL_MEETING, "Fictley", now - timedelta(days=3))
    record_minute(pk=tenants.pk, url=_minute(tenants), document=None, by=by, now=now - timedelta(days=2))
    deliver_in_practice(now=now + timedelta(minutes=1))
    yield


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with the pledge."""
    found = [ToTry(95, "See who signed the pledge, and how each is proved", reverse("pledge:index"))]
    waits = Signatory.objects.filter(name=TENANTS, state=State.ASKED.value).first()
    if waits:
        hint = "It wants to sign, and waits for someone to look."
        found.append(ToTry(94, f"Put {waits.name} on the list", waits.get_absolute_url(), hint))
    return tuple(found)


def _ask(
    name: str, host: str, sort: Sort, maker: Maker, town: str, at: datetime, *, leaves_out: int = 0,
    reservation: str = "",
) -> Signatory:  # fmt: skip
    slugs = [one.slug for one in principles()]
    chosen = tuple(slugs[: len(slugs) - leaves_out])
    domain = f"{host}-{town.lower()}.example"  # each of an owner of its own, or the desk warns of doubles
    code = AreaCode.objects.select_related("area").filter(code=DISTRICTS[town]).first()
    decided = Decided(chosen, reservation, maker, timezone.localdate(at - timedelta(days=12)))
    asked = Asked(name, sort, domain, f"secretary@{domain}", decided, area=code.area if code else None)
    return ask(asked=asked, now=at)


def _prove_by_minute(signatory: Signatory, at: datetime) -> None:
    """Record the signed minute as somebody who has read it does, and list the signatory a day later."""
    record_minute(pk=signatory.pk, url=_minute(signatory), document=None, by=example_cast().ada, now=at)
    _list(signatory, at + timedelta(days=1))


def _list(signatory: Signatory, at: datetime) -> None:
    adoption = signatory.adoptions.get()
    list_signatory(pk=signatory.pk, adoption_seen=adoption.pk, by=example_cast().ada, now=at)


def _minute(signatory: Signatory) -> str:
    return f"https://{signatory.domain}/minutes/pledge"
