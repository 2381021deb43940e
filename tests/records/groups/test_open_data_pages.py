"""Whoever takes the table of groups page by page gets each group once."""

import pytest
from django.test import Client

from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_the_second_page_of_groups_comes_after_the_first(cast: Cast) -> None:
    for group in (cast.northport, cast.southmoor):
        group.is_public, group.about, group.reach = True, "We ask.", "hello@northport.example"
        group.save()
    told = Client().get("/api/v1/groups?limit=1").json()
    after = Client().get(told["next"])
    assert after.status_code == 200, after.content
    assert told["rows"][0]["id"] != after.json()["rows"][0]["id"]
