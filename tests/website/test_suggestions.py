"""What a search offers while somebody types: titles this reader may find, at a bounded cost; nothing of it is kept."""

import logging
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.foundation.search.gateways.interface import Ask, the_index
from dueregard.website.queries.suggestions import MOST_WORDS
from dueregard.website.views.suggesting import COUNTER, PER_MINUTE
from tests.builders import make_body
from tests.builders_evidence import make_document, make_page, make_public_copy
from tests.people import Cast
from tests.searching import index_now

SignIn = Callable[[Person], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def there(own_index: None, cast: Cast) -> None:
    """A body, a public document of two pages, and one that only Northport sees."""
    COUNTER.__init__()  # type: ignore[misc]
    make_body("Northport Quillmark College", slug="quillmark")
    plan = make_document(cast.northport, title="Quillmark plan")
    make_page(plan, "The quillmark names no owner.")
    make_page(plan, "The quillmark is reviewed.")
    make_public_copy(plan)
    hidden = make_document(cast.northport, title="Quillmark secret minutes")
    make_page(hidden, "A quillmark that nobody published.")
    index_now()


def titles(typed: str, client: Client | None = None) -> list[str]:
    """Return the titles that are offered."""
    answer = (client or Client()).post("/search/suggest/", {"q": typed})
    assert answer.status_code == 200
    return [one["title"] for one in answer.json()["found"]]


def test_the_beginning_of_a_word_is_enough_names_come_first_and_each_title_once() -> None:
    found = titles("quill")
    assert found[0] == "Northport Quillmark College"
    assert found.count("Quillmark plan") == 1
    assert titles("northport quil") == ["Northport Quillmark College"]


def test_titles_that_have_what_is_typed_come_before_texts_that_have_it(cast: Cast) -> None:
    """A text that says every word often is no answer to somebody who reads titles alone."""
    about_it = ("My child was asked questions", "Children in small groups")
    for title in (*about_it, "Minutes of the board"):
        original = make_document(cast.northport, title=title)
        words = "my chief told my chief " * 20 if title.startswith("Minutes") else "My child asked the chief."
        make_page(original, f"{title}. {words}")
        mark_changed(kind="document", keys=[str(make_public_copy(original).pk)])
    index_now()
    assert titles("my chi")[:2] == ["My child was asked questions", "Children in small groups"]
    assert titles("my child")[0] == "My child was asked questions"


def test_a_visitor_is_offered_nothing_private_and_a_member_their_own(cast: Cast, signed_in: SignIn) -> None:
    assert "Quillmark secret minutes" not in titles("quillmark")
    assert "Quillmark secret minutes" in titles("quillmark", signed_in(cast.asha))
    assert "Quillmark secret minutes" not in titles("quillmark", signed_in(cast.carys))


@pytest.mark.parametrize("typed", ["", "qu", "  ", '"', "a\0", "-", "*", "LS1 4AP", "plan LS1 4AP", "()", "'; --"])
def test_what_says_too_little_or_where_somebody_lives_asks_nothing(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(the_index()), "find", lambda self, ask: pytest.fail("the index was asked"))
    assert titles(typed) == []


def test_however_much_is_typed_one_bounded_question_is_asked(
    monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asked: list[Ask] = []
    find = type(the_index()).find
    monkeypatch.setattr(type(the_index()), "find", lambda self, ask: asked.append(ask) or find(self, ask))
    with django_assert_max_num_queries(2):
        titles("word " * 5_000)
    assert len(asked) == 1
    assert not asked[0].with_passages
    assert asked[0].facets == 0
    assert str(asked[0].asked).count("Word(") <= MOST_WORDS


def test_nothing_typed_stands_in_a_log_the_audit_an_address_or_a_cache(caplog: pytest.LogCaptureFixture) -> None:
    acts = Act.objects.count()
    with caplog.at_level(logging.DEBUG):
        answer = Client().post("/search/suggest/", {"q": "quillmark whisper"})
    assert "whisper" not in caplog.text
    assert Act.objects.count() == acts
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert not answer.cookies
    assert "ETag" not in answer.headers
    assert Client().get("/search/suggest/?q=quillmark").status_code == 405


def test_who_asks_without_pause_waits_and_no_address_is_kept() -> None:
    client = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(PER_MINUTE):
        client.post("/search/suggest/", {"q": ""})
    refused = client.post("/search/suggest/", {"q": "quillmark"})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert refused.json() == {"found": []}
    assert "203.0.113.9" not in repr(vars(COUNTER._pace))
    assert titles("quillmark", Client(REMOTE_ADDR="203.0.113.10"))


def test_the_page_works_without_a_script_and_help_pages_never_send_what_is_typed() -> None:
    page = Client().get("/search/").content.decode()
    assert 'data-suggest="/search/suggest/"' in page
    assert 'method="post" action="/search/"' in page
    for path in ("/help/", "/"):
        assert "suggest" not in Client().get(path).content.decode(), path
