"""What is known and decided of an e-mail goes to the limited process and back; nothing else is taken for it."""

import json
from datetime import date
from typing import Any

import pytest

from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import Law
from dueregard.rules.mail.carried import NotWhatWasAsked, facts_from, known_from, to_json, verdict_from
from dueregard.rules.mail.verdict import (
    FactsWanted,
    Failure,
    FileTo,
    Guess,
    Hold,
    Known,
    KnownCase,
    MailKind,
    PortalLink,
    SuggestedEvent,
    Verdict,
)

KNOWN = Known(
    address_pattern="foi-{token}@northport.example",
    case_by_token={"0123456789cdf": "one"},
    case_by_message_id={"a@b.example": "one"},
    cases_by_address={"foi@northport.example": ("one", "two")},
    cases_by_domain={"northport.example": ("one",)},
    cases={"one": KnownCase("one", "Prevent", law=Law.EIR, due_on=date(2026, 12, 1)), "two": KnownCase("two", "")},
    own_addresses=frozenset({"b@dueregard.invalid", "a@dueregard.invalid"}),
    our_letters=("Dear\n\u2028 \u20ac \x00 \U0001f600",),
    read_before=(("Thank you", "Prevent"),),
)
FILED = Verdict(
    filing=FileTo("one", ("It answers a letter.",)),
    kind=MailKind.BOUNCE,
    kind_reasons=("A report.",),
    settles=("a@b.example",),
    failures=(Failure(is_permanent=True, address="x@y.example", status="5.1.1", diagnostic="no such user"),),
    links=(PortalLink("https://p.example/1", "P", date(2026, 12, 24), None, "until"), PortalLink("x", "y", None, 14)),
    suggested_events=(
        SuggestedEvent(EventKind.EXTENSION_CLAIMED, "we need", "It says so", True, date(2027, 1, 4), ("s.10",)),
    ),
    needs_person=False,
    doubts_arrival="It may be delayed.",
)
HELD = Verdict(Hold((Guess("one", 90, ("why",)), Guess("two", 1, ())), ("Nothing shows.",)), MailKind.REPLY, ())
WANTED = FactsWanted(("t",), ("t", "u"), ("a@b",), ("x@y",), ("y",), ("FOI 1",), quotes=True)


def test_all_of_it_comes_back_as_it_went() -> None:
    assert known_from(to_json(KNOWN)) == KNOWN
    assert facts_from(to_json(WANTED)) == WANTED
    assert [verdict_from(to_json(each)) for each in (FILED, HELD)] == [FILED, HELD]


def changed(**values: Any) -> str:
    """Return a verdict in which the process changed something."""
    return json.dumps({**json.loads(to_json(FILED)), **values})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "[" * 100_000,
        changed(kind="payment"),
        changed(settles="a@b"),
        changed(settles=[1]),
        changed(needs_person=0),
        changed(filing={"case_id": "one"}),
        changed(filing={"case_id": {}, "reasons": []}),
        changed(links=[{"url": "x"}]),
        changed(suggested_events=[{**json.loads(to_json(FILED))["suggested_events"][0], "on": "tomorrow"}]),
    ],
)
def test_what_is_no_verdict_is_refused(text: str) -> None:
    with pytest.raises(NotWhatWasAsked):
        verdict_from(text)
