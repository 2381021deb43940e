"""A question of Northport, a document about a body, and a third member who decides."""

import pytest

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.records.findings.models import Question
from dueregard.records.groups.models import Membership, Role
from tests.builders import make_body
from tests.builders_evidence import PLAN, RISK, make_pdf_document
from tests.people import LONG_AGO, Cast, make_person
from tests.records.findings.asking import ask


@pytest.fixture
def body() -> Body:
    """The University of Northport."""
    return make_body()


@pytest.fixture
def document(cast: Cast, body: Body) -> Document:
    """A document of it that Northport keeps."""
    return make_pdf_document(cast.northport, RISK, PLAN, title="Risk assessment", body=body)


@pytest.fixture
def question(cast: Cast) -> Question:
    """A question of Northport that is answered by yes or no."""
    return ask(cast, "Does the action plan name an owner?")


@pytest.fixture
def eve(cast: Cast) -> Person:
    """A third member of Northport."""
    eve = make_person("eve")
    Membership.objects.create(group=cast.northport, person=eve, role=Role.VOLUNTEER, since=LONG_AGO)
    return eve
