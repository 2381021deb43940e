"""What another process takes back is gone at the very next request, though its page is kept ready in this one.

What is not public yet is on no kept page, and there at the first request after it was let out.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dueregard.parts.foi.actions.plan_publication import plan_publication
from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.records.findings.actions.ask_question import show_findings
from dueregard.records.findings.actions.follow_documents import follow_document
from dueregard.records.findings.models import Finding
from dueregard.records.redaction.actions.publish_copy import publish_copy
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_evidence import PLAN, RISK, make_pdf_document
from tests.builders_foi import make_campaign, make_case, make_event, make_letter
from tests.builders_redaction import ready
from tests.parts.pledge.builders import make_listed
from tests.parts.tracker.builders import make_demand, make_public
from tests.people import Cast
from tests.processes import ROOT, environment
from tests.records.findings.asking import NOW, WORDS, answer, ask

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "A title of Northport that is taken back"


class Taker:
    """A process that takes things back."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def take_back(self, kind: str, key: object) -> None:
        """Have it done (or let out), and return once it says so."""
        assert self.process.stdin
        assert self.process.stdout
        print(kind, key, file=self.process.stdin, flush=True)
        assert self.process.stdout.readline() == "done\n"


@contextmanager
def another_process() -> Iterator[Taker]:
    """Start it, and stop it."""
    begin = "import django; django.setup(); from tests import taking_back; taking_back.main()"
    command = [sys.executable, "-c", begin]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment(), cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin
        try:
            yield Taker(process)
        finally:
            process.stdin.close()


def kept(url: str) -> str:
    """Ask until the page comes without a question to the database; return its words."""
    for _ in range(20):
        with CaptureQueriesContext(connection) as asked:
            page = Client().get(url)
        assert page.status_code == 200, url
        if not asked.captured_queries:
            return str(page.content.decode())
    raise AssertionError(f"{url} is never kept")


def public_things(cast: Cast) -> dict[str, tuple[Any, dict[str, str]]]:
    """Make one of each; return by kind its key, and the pages that tell of it with the words that must go."""
    body = make_body(name="University of Northport")
    about = body.get_absolute_url()
    case = make_case(make_campaign(cast.northport, title=TITLE), body)
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22), correspondence=make_letter(case))
    publish_case(case=case, by=cast.asha, now=timezone.now())
    demand = make_demand(cast.northport, body, cast.asha, title=f"{TITLE}: a demand")
    make_public(demand, cast.asha)
    signatory = make_listed(cast.asha, name=f"{TITLE}: a branch")
    document = make_pdf_document(cast.northport, RISK, PLAN, title="Risk assessment", body=body)
    question = ask(cast, f"{TITLE}: a question?")
    for person in (cast.ben, cast.asha):
        answer(question, document, person, "no")
    show_findings(question=question, is_public=True, by=cast.asha, now=NOW)
    asked = ready(document, by=cast.ben)
    assert asked.copy
    asked.copy.title = f"{TITLE}: a document"
    asked.copy.save()
    asked.copy.pages.update(number=2, text=WORDS)
    publish_copy(asked=asked, sha256=asked.copy.sha256, seen=0, to_be_seen=0, by=cast.asha, now=NOW)
    follow_document(pk=asked.copy.pk)
    finding = Finding.objects.get()
    return {
        "question": (
            question.pk,
            {f"/questions/{question.pk}/": "", f"/findings/{finding.pk}/": "", about: f"{TITLE}: a question?"},
        ),
        "case": (case.pk, {case.public_url(): "", "/requests/": TITLE, about: case.public_url()}),
        "demand": (demand.pk, {demand.public_path(): "", "/demands/": TITLE, about: f"{TITLE}: a demand"}),
        "signatory": (signatory.pk, {"/pledge/": TITLE}),
        "document": (
            asked.copy.pk,
            {reverse("evidence:document", args=[asked.copy.pk]): "", about: f"{TITLE}: a document"},
        ),
    }


def test_case_document_finding_demand_and_signature_are_gone_at_the_next_request(cast: Cast) -> None:
    things = public_things(cast)
    later = make_case(
        make_campaign(cast.northport, title="Not public until a day"), make_body(name="Northport Council")
    )
    make_event(later, EventKind.REQUEST_RECEIVED, date(2026, 10, 22), correspondence=make_letter(later))
    tomorrow = timezone.localdate() + timedelta(days=1)
    plan_publication(cases=[later], on=tomorrow, by=cast.asha, now=timezone.now())
    with another_process() as other:
        for _ in range(3):
            assert Client().get(later.public_url()).status_code == 404
        assert later.public_url() not in kept("/requests/")
        other.take_back("let_out", later.pk)
        assert Client().get(later.public_url()).status_code == 200
        assert later.public_url() in kept("/requests/")
        for kind, (key, pages) in things.items():
            for url, words in pages.items():
                assert words in kept(url), f"{url} does not tell of the {kind}"
            other.take_back(kind, key)
            for url, words in pages.items():
                page = Client().get(url)
                gone = words not in page.content.decode() if words else page.status_code == 404
                assert gone, f"{url} still tells of the {kind}"
