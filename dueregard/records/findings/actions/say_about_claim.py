"""Keeps what a body says about a claim through its link: once for each claim, however many tabs are open.

Nothing of whoever holds the link is kept: no name, no address, no signed-in person.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.findings.access import claims_of
from dueregard.records.findings.models import Finding, ReplyLink, Statement
from dueregard.rules.findings.statements import Stance, clean_statement


class LinkIsClosed(Exception):
    """Nothing can be said through this link any more."""


class AlreadySaid(Exception):
    """This claim has been answered."""


class NoSuchClaim(Exception):
    """The claim is not, or no longer, one that this link can answer."""


def say_about_claim(
    *, link: ReplyLink, claim: UUID, stance: Stance, says: str, by: Person | None, now: datetime
) -> Statement:
    """Keep an answer; `by` is nobody, whoever is signed in. After the last claim the link dies.

    Raises: LinkIsClosed, AlreadySaid, NoSuchClaim, NotAStatement
    """
    words = clean_statement(stance, says)
    try:
        with transaction.atomic():
            held = ReplyLink.objects.select_for_update().get(pk=link.pk)  # two tabs take turns
            if not held.is_open(now):
                raise LinkIsClosed("This link does not work any more. Nothing was kept.")
            finding = _claim(held, claim)
            statement = Statement.objects.create(
                link=held,
                body_id=held.body_id,
                finding=finding,
                claim=f"{finding.question.text} {finding.value}",
                stance=stance.value,
                says=words,
                at=now,
            )
            record_act(by=None, did="say_about_claim", on=statement, at=now)
            if not claims_of(held).filter(statement__isnull=True).exists():
                _end(held, now)
    except IntegrityError as twice:
        raise AlreadySaid("This claim has been answered. The first answer stays.") from twice
    return statement


def finish(*, link: ReplyLink, by: Person | None, now: datetime) -> ReplyLink:
    """Let the link die though claims are left: whoever holds it says that this is all. Raises: LinkIsClosed"""
    with transaction.atomic():
        held = ReplyLink.objects.select_for_update().get(pk=link.pk)
        if not held.is_open(now):
            raise LinkIsClosed("This link does not work any more.")
        _end(held, now)
    return held


def _claim(link: ReplyLink, claim: UUID) -> Finding:
    finding = claims_of(link).select_related("question", "statement").filter(pk=claim).first()
    if finding is None:
        raise NoSuchClaim("This claim has been withdrawn in the meantime. There is nothing to answer.")
    if getattr(finding, "statement", None) is not None:
        raise AlreadySaid("This claim has been answered. The first answer stays.")
    return finding


def _end(link: ReplyLink, now: datetime) -> None:
    link.used_at = now
    link.save(update_fields=["used_at"])
    record_act(by=None, did="use_reply_link", on=link, at=now)
