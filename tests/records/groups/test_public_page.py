"""A group's own page is there only if the group wants it, and names nobody."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dueregard.foundation.search.queries.kinds import loaded
from dueregard.records.areas.actions.load_areas import LoadReport
from dueregard.records.areas.models import Area
from dueregard.records.groups.models import Group, Sector
from dueregard.records.groups.queries import findable
from tests.people import Cast
from tests.records.areas.conftest import northshire
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
__all__ = ["northshire"]
PAGE = {
    "area": "",
    "sector": "schools",
    "is_public": "on",
    "about": "We ask schools what they do.",
    "whereabouts": "near the harbour",
    "reach": "northport@group.example",
}
FORM = "/desk/groups/northport/page/"


def sent(client: Client, **changed: str) -> Any:
    """Fill the form as a browser does: with what it saw."""
    seen = client.get(FORM).content.decode().split('name="seen" value="')[1].split('"')[0]
    return client.post(FORM, {**PAGE, "seen": seen, **changed})


def test_no_group_has_a_public_page_until_it_opens_one(cast: Cast, client: Client) -> None:
    assert client.get("/groups/northport/").status_code == 404
    page = client.get("/groups/").content.decode()
    assert "No group is listed yet" in page
    assert "Northport group" not in page


def test_an_open_page_says_what_where_and_how_and_names_nobody(
    cast: Cast, client: Client, northshire: LoadReport
) -> None:
    answer = sent(sign_in(cast.asha), area="northport")
    assert answer.status_code == 302, answer.content.decode()
    page = client.get("/groups/northport/").content.decode()
    for words in (
        "We ask schools",
        "near the harbour",
        "mailto:northport@group.example",
        "/areas/northport/",
        "Schools",
    ):
        assert words in page
    assert re.findall(r"\b(?:Asha|asha|Ben)\b", page) == []
    assert "Northport group" in client.get("/groups/").content.decode()
    assert "Northport group" in client.get("/areas/northport/").content.decode()
    assert [one.title for one in loaded(findable, [str(cast.northport.pk)])] == ["Northport group"]  # type: ignore[arg-type]


def test_a_closed_page_is_gone_for_everybody_and_what_was_written_stays_for_the_group(
    cast: Cast, client: Client
) -> None:
    asha = sign_in(cast.asha)
    sent(asha)
    assert client.get("/groups/northport/").status_code == 200
    sent(asha, is_public="")
    assert client.get("/groups/northport/").status_code == 404
    assert "We ask schools" in asha.get(FORM).content.decode()
    assert loaded(findable, [str(cast.northport.pk)]) == []  # type: ignore[arg-type]


def test_a_page_without_a_way_to_reach_the_group_is_refused_and_keeps_what_was_typed(cast: Cast) -> None:
    answer = sent(sign_in(cast.asha), reach="")
    assert answer.status_code == 422
    assert "A public page needs two things" in answer.content.decode()
    assert "We ask schools" in answer.content.decode()
    assert not Group.objects.get(slug="northport").is_public


def test_a_page_that_names_a_member_is_refused(cast: Cast) -> None:
    cast.asha.name = "Asha Noor"
    cast.asha.save()
    answer = sent(sign_in(cast.asha), about="Ask for Asha Noor.", names_nobody="on")
    assert answer.status_code == 422
    assert "is one of your members" in answer.content.decode()


def test_a_public_group_is_not_renamed_after_a_member(cast: Cast) -> None:
    cast.asha.name = "Asha Noor"
    cast.asha.save()
    asha = sign_in(cast.asha)
    form = "/desk/groups/northport/edit/"

    def rename() -> Any:
        seen = asha.get(form).content.decode().split('name="seen" value="')[1].split('"')[0]
        return asha.post(form, {"name": "Asha Noor’s group", "signature": "Asha Example", "seen": seen})

    sent(asha)
    answer = rename()
    assert answer.status_code == 422
    assert "“Asha Noor” is one of your members" in answer.content.decode()
    assert Group.objects.get(slug="northport").name == "Northport group"
    sent(asha, is_public="")
    assert rename().status_code == 302


def test_the_private_address_of_a_member_is_refused(cast: Cast) -> None:
    cast.ben.email = "b.private@mail.example"
    cast.ben.save()
    answer = sent(sign_in(cast.asha), reach="B.Private@mail.example", names_nobody="on")
    assert "is one of your members" in answer.content.decode()
    assert not Group.objects.get(slug="northport").is_public


def test_words_that_may_lead_to_a_person_are_asked_about_once_and_a_person_decides(cast: Cast) -> None:
    asha = sign_in(cast.asha)
    answer = sent(asha, about="Ask Ben at 01632 960 123.")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "“Ben”" in text
    assert "01632 960 123" in text
    assert 'name="names_nobody"' in text
    assert sent(asha, about="Ask Ben at 01632 960 123.", names_nobody="on").status_code == 302


def test_a_volunteer_cannot_open_the_page(cast: Cast) -> None:
    assert sign_in(cast.ben).get(FORM).status_code == 404


def test_the_area_of_a_group_follows_its_council_and_says_so(
    cast: Cast, client: Client, northshire: LoadReport
) -> None:
    Group.objects.filter(pk=cast.northport.pk).update(
        area=Area.objects.get(slug="ashby"), is_public=True, about="We ask.", reach="a@b.example", sector=Sector.CAMPUS
    )
    page = client.get("/groups/northport/").content.decode()  # Ashby ended on 1 July 2026
    assert 'href="/areas/woodby/">Woodby' in page
    assert "was Ashby" in page
    assert "Northport group" in client.get("/areas/woodby/").content.decode()
    assert "Northport group" in client.get("/areas/northport/").content.decode(), "Woodby is near Northport"


def test_the_list_costs_the_same_for_ten_groups_and_for_a_thousand(
    cast: Cast, client: Client, northshire: LoadReport, django_assert_max_num_queries: Any
) -> None:
    area = Area.objects.get(slug="northport")
    Group.objects.bulk_create(
        Group(
            name=f"Group {at}", slug=f"group-{at}", created_at=cast.northport.created_at, is_public=True,
            about="We ask.", reach="a@b.example", area=area,
        )
        for at in range(1000)
    )  # fmt: skip
    with django_assert_max_num_queries(12):
        assert "Group 999" in client.get(reverse("public_groups")).content.decode()
    with django_assert_max_num_queries(12):
        assert "Group 999" in client.get(reverse("area", args=["northport"])).content.decode()
