"""Signatories that tests need, made by the part's own actions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from dueregard.foundation.accounts.models import Person
from dueregard.parts.pledge.actions.ask import Asked, Decided, ask
from dueregard.parts.pledge.actions.prove import record_minute
from dueregard.parts.pledge.actions.review import list_signatory
from dueregard.parts.pledge.models import Signatory
from dueregard.rules.pledge.terms import Maker, Sort

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ALL = ("harm", "evidence", "debate", "no-part")
MINUTE = "https://branch.example/minutes/5"


def make_signatory(**changed: Any) -> Signatory:
    """Let an organisation ask to sign."""
    now = changed.pop("now", NOW)
    decided = {
        "principles": changed.pop("principles", ALL),
        "reservation": changed.pop("reservation", ""),
        "maker": Maker.GENERAL_MEETING,
        "decided_on": changed.pop("decided_on", date(2026, 6, 10)),
        "minute_url": changed.pop("minute_url", ""),
    }
    known: dict[str, Any] = {
        "name": "Northport Staff Branch",
        "sort": Sort.UNION_BRANCH,
        "domain": "branch.example",
        "contact": "secretary@branch.example",
        "decided": Decided(**decided),
    }
    return ask(asked=Asked(**known | changed), now=now)


def make_listed(by: Person, **changed: Any) -> Signatory:
    """List an organisation, proved by its signed minute."""
    now = changed.get("now", NOW)
    signatory = make_signatory(**changed)
    record_minute(pk=signatory.pk, url=MINUTE, document=None, by=by, now=now)
    return list_signatory(pk=signatory.pk, adoption_seen=last_decision(signatory), by=by, now=now)


def last_decision(signatory: Signatory) -> int | None:
    """Return the decision that whoever reads its page at the desk has before them."""
    last = signatory.adoptions.first()
    return last.pk if last else None


def answers(**changed: Any) -> dict[str, Any]:
    """Return what someone fills in who asks to sign."""
    known: dict[str, Any] = {
        "name": "Northport Staff Branch",
        "sort": "union_branch",
        "principles": list(ALL),
        "maker": "general_meeting",
        "decided_on": "2026-06-10",
        "domain": "",
        "contact": "secretary@branch.example",
        "may_sign": "on",
    }
    return known | changed
