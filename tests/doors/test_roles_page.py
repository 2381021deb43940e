"""The page that says who may open what is that of the addresses as they are."""

import pytest

from tests.doors.roles import PAGE, page, rows

pytestmark = pytest.mark.django_db


def test_the_table_of_roles_is_current() -> None:
    assert PAGE.read_text() == page(), "Write it anew: tests/doors/roles.py says how."


def test_it_names_every_audience_and_what_is_for_administrators() -> None:
    said = "\n".join(rows())
    for words in ("everybody", "signed in", "administrator", "own keys", "showing keys", "who acts", "members"):
        assert f"| {words} |" in said
