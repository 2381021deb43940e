"""A body's law is worked out from its nation and kind, unless its row says otherwise; the environment has its own."""

import pytest

from dueregard.records.bodies.queries.law import law_of
from dueregard.rules.law.laws import BodyKind, Nation
from tests.builders import make_body

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("nation", "override", "environmental", "law"),
    [
        (Nation.ENGLAND, "", False, "foia"),
        (Nation.ENGLAND, "", True, "eir"),
        (Nation.SCOTLAND, "", False, "foisa"),
        (Nation.SCOTLAND, "", True, "eisr"),
        (Nation.SCOTLAND, "foia", False, "foia"),
        (Nation.SCOTLAND, "foia", True, "eir"),
        (Nation.ENGLAND, "none", True, ""),
    ],
)
def test_the_row_may_say_otherwise_and_the_environment_follows(
    nation: Nation, override: str, environmental: bool, law: str
) -> None:
    because = "A person looked it up." if override else ""
    body = make_body("Northport", kind=BodyKind.UNIVERSITY, nation=nation, law_override=override, law_because=because)
    assert law_of(body, environmental=environmental).code == law
