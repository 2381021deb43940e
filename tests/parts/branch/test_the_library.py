"""Adopted texts: as proposed and amended, carried or lost by how much, what came of them, used again with credit."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client

from dueregard.foundation.search.actions.rebuild_index import rebuild_index
from dueregard.parts.branch.actions.keep_text import NotFit, share_text
from dueregard.parts.branch.models import AdoptedText
from dueregard.records.history.queries import history_of
from tests.builders import make_body
from tests.parts.branch.builders import NOW, PROPOSED, adopted
from tests.people import Cast
from tests.searching import nothing_to_say
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


def test_a_text_is_its_groups_own_until_a_caseworker_shares_it(cast: Cast, client: Client) -> None:
    body = make_body("University of Northport")
    text = adopted(cast, body=body)
    page = text.get_absolute_url()
    assert client.get(page).status_code == 404
    assert sign_in(cast.carys).get(page).status_code == 404
    assert sign_in(cast.ben).post(f"/desk/branch/texts/{text.pk}/share/").status_code == 404
    asha = sign_in(cast.asha)
    assert asha.post(f"/desk/branch/texts/{text.pk}/share/").status_code == 422  # nobody looked
    where = f"/desk/branch/texts/{text.pk}/share/"
    looked_at = asha.get(where).context["page"].digest
    assert asha.post(where, {"has_looked": "on", "looked_at": "what stood there before"}).status_code == 422
    asha.post(where, {"has_looked": "on", "looked_at": looked_at})
    shown = client.get(page).content.decode()
    assert "carried by 24 to 3, 2 abstained" in shown
    assert PROPOSED in shown
    (line,) = history_of(body, None)
    assert "“Ask management about Prevent”, carried by 24 to 3" in line.says
    assert text.title in client.get("/branch/texts/").content.decode()
    asha.post(f"/desk/branch/texts/{text.pk}/unshare/")
    assert client.get(page).status_code == 404
    assert history_of(body, None) == []
    assert len(history_of(body, cast.ben)) == 1


def test_what_is_shared_leaves_as_data_and_opens_the_body_that_it_names(cast: Cast, client: Client) -> None:
    body = make_body("College of Northport", told_on=date(2099, 1, 1))  # a group entered it a moment ago
    text = adopted(cast, body=body)
    private = adopted(cast, title="Not shared")
    assert client.get("/api/v1/adopted-texts").json()["rows"] == []
    assert client.get(body.get_absolute_url()).status_code == 404
    AdoptedText.objects.filter(pk=text.pk).update(shared_at=NOW, taken_from=private.pk)
    (row,) = client.get("/api/v1/adopted-texts").json()["rows"]
    assert (row["title"], row["outcome"], row["votes_for"]) == ("Ask management about Prevent", "carried", 24)
    assert (row["proposed"], row["body"], row["made_from"]) == (PROPOSED, body.slug, "")
    assert client.get(urlsplit(row["page"]).path).status_code == 200
    assert client.get(body.get_absolute_url()).status_code == 200, "the page of the text leads there"


def test_a_text_with_somebodys_details_is_not_shared(cast: Cast) -> None:
    text = adopted(cast, came_of="Write to jo@northport.example for more.")
    with pytest.raises(NotFit, match="What came of it"):
        share_text(text=text, by=cast.asha, now=NOW)
    page = sign_in(cast.asha).get(f"/desk/branch/texts/{text.pk}/share/").content.decode()
    assert "personal details" in page
    assert "Share it</button>" not in page


def test_another_group_uses_a_shared_text_with_credit(cast: Cast, client: Client) -> None:
    text = share_text(text=adopted(cast, amended="This branch resolves to ask, and to publish."), by=cast.asha, now=NOW)
    carys = sign_in(cast.carys)
    start = f"/desk/branch/texts/new/?from={text.pk}"
    form = carys.get(start).content.decode()
    assert "and to publish." in form  # as amended
    credit = "After a text of UCU Northport, general meeting, 28 September 2026"
    assert credit in form
    typed = {"group": cast.southmoor.pk, "title": "Our motion", "assembly": "UCU Southmoor", "proposed": "Ours",
             "outcome": "lost", "votes_for": "9", "votes_against": "10", "credit": credit}  # fmt: skip
    carys.post(start, typed)
    ours = AdoptedText.objects.get(title="Our motion")
    assert ours.taken_from == text
    assert "Our motion" not in client.get(text.get_absolute_url()).content.decode()  # not shared
    share_text(text=ours, by=cast.carys, now=NOW)
    page = client.get(text.get_absolute_url()).content.decode()
    assert "Our motion" in page
    assert "lost by 10 to 9" in page
    assert credit in client.get(ours.get_absolute_url()).content.decode()


def test_what_cannot_be_is_said_and_nothing_typed_is_lost(cast: Cast) -> None:
    typed = {"group": cast.northport.pk, "title": "Our motion", "assembly": "UCU", "proposed": "Words kept",
             "outcome": "carried", "votes_for": "3", "votes_against": "9"}  # fmt: skip
    said = sign_in(cast.asha).post("/desk/branch/texts/new/", typed)
    assert said.status_code == 422
    assert "cannot have been carried" in said.content.decode()
    assert "Words kept" in said.content.decode()
    assert not AdoptedText.objects.exists()


def test_what_came_of_it_is_added_later(cast: Cast) -> None:
    text = adopted(cast)
    client = sign_in(cast.ben)
    form = client.get(f"/desk/branch/texts/{text.pk}/").content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', form)
    assert seen
    typed = {"title": text.title, "assembly": text.assembly, "proposed": text.proposed, "outcome": "carried",
             "decided_on": "2026-09-28", "votes_for": "24", "votes_against": "3", "abstained": "2",
             "came_of": "Management published its policy.", "seen": seen[1]}  # fmt: skip
    client.post(f"/desk/branch/texts/{text.pk}/", typed)
    page = client.get(text.get_absolute_url()).content.decode()
    assert "Management published its policy." in page
    assert "carried by 24 to 3, 2 abstained" in page


def test_what_everybody_reads_is_changed_only_by_whoever_acts_for_the_group(cast: Cast) -> None:
    text = share_text(text=adopted(cast), by=cast.asha, now=NOW)
    where = f"/desk/branch/texts/{text.pk}/"
    ben = sign_in(cast.ben)
    assert where not in ben.get(text.get_absolute_url()).content.decode()
    said = ben.post(where, {"title": "Changed"}, follow=True).content.decode()
    assert "only a caseworker of your group can change it" in said
    assert where in sign_in(cast.asha).get(text.get_absolute_url()).content.decode()
    text.refresh_from_db()
    assert text.title != "Changed"


def test_search_finds_shared_texts_only(cast: Cast, client: Client) -> None:
    text = adopted(cast, title="Quintessential motion")
    rebuild_index(progress=nothing_to_say)
    assert text.get_absolute_url() not in client.get("/search/", {"q": "quintessential"}).content.decode()
    assert text.get_absolute_url() in sign_in(cast.ben).get("/search/", {"q": "quintessential"}).content.decode()
    share_text(text=text, by=cast.asha, now=NOW)
    rebuild_index(progress=nothing_to_say)
    assert text.get_absolute_url() in client.get("/search/", {"q": "quintessential"}).content.decode()
