"""On a site that runs, a worker may take up a copy before the county does; the county waits for what it needs."""

import time
from typing import Any

import pytest

from dueregard.records.redaction.actions import bring_example
from dueregard.records.redaction.models import PublicCopy
from tests.builders_evidence import make_pdf_document, make_public_copy
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_the_county_waits_for_a_copy_that_a_worker_is_making(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_pdf_document(cast.northport, "The risk assessment of the school.")
    steps: list[float] = []

    def worker_was_quicker(*, pk: Any, **_: Any) -> None:
        PublicCopy.objects.filter(pk=pk).update(state=PublicCopy.State.MAKING)

    def worker_goes_on(seconds: float) -> None:
        steps.append(seconds)
        if len(steps) == 2:
            copy = make_public_copy(document)
            PublicCopy.objects.update(state=PublicCopy.State.READY, copy=copy)

    monkeypatch.setattr(bring_example, "make_copy", worker_was_quicker)
    monkeypatch.setattr(time, "sleep", worker_goes_on)
    asked = bring_example._copied(document, "Risk assessment", (), cast.asha)
    assert (asked.state, asked.copy is not None, len(steps)) == (PublicCopy.State.READY, True, 2)
