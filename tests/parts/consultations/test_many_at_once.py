"""Many vote at once, some of them twice: no vote is lost, none counts twice. A thousand: `./run bench votes`."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from dueregard.parts.consultations.gateways import box
from dueregard.parts.consultations.models import Box, Code
from dueregard.rules.votes.questions import ABSTAIN, Kind, question_of
from tests.parts.consultations.builders import opened
from tests.people import Cast

VOTERS, AT_ONCE, MOST_TRIES = 48, 12, 40
BUSY = 503


@pytest.mark.django_db(transaction=True)
def test_many_at_once_lose_no_vote_and_double_none(cast: Cast) -> None:
    """Each sends the form twice, as somebody does whose screen stood still. Whoever is told to try again, does."""
    made, codes = opened(cast, question=question_of(Kind.CHOOSE, ("Letter", "Vigil", "Meeting"), 2), roll=VOTERS + 6)
    chance = Random(1992)
    votes = [chance.choice(("1", "2", "3", "1,2", "2,3", ABSTAIN)) for _ in range(VOTERS)]
    address = reverse("consultations:cast", args=[made.pk])

    def send(one: tuple[str, str]) -> int:
        code, vote = one
        try:
            for _ in range(MOST_TRIES):
                status = Client().post(address, {"code": code, "vote": vote}).status_code
                if status != BUSY:
                    return status
            return BUSY
        finally:
            connection.close()

    sent = [one for one in zip(codes, votes, strict=False) for _ in range(2)]
    with ThreadPoolExecutor(AT_ONCE) as voters:
        answers = Counter(voters.map(send, sent))
    assert answers == {200: VOTERS, 409: VOTERS}  # each vote was taken once, and said to be in once
    assert box.empty(made.pk, Box.objects.get(consultation=made).sealed) == sorted(votes)
    assert Code.objects.filter(consultation=made, is_used=True).count() == VOTERS
