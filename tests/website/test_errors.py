"""Pages for what went wrong say what happened, what is safe and what to do, and hold up when nothing else does."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client, RequestFactory, override_settings

from dueregard.website.views import errors


@pytest.mark.django_db
def test_a_missing_page_says_so_and_leads_on(client: Client) -> None:
    answer = client.get("/nothing-here/")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert "Page not found" in html
    assert 'href="/"' in html


def test_our_own_mistake_is_told_without_the_database() -> None:
    """No database is allowed in this test; a page that asked for one would fail it."""
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()


def test_our_own_mistake_is_told_even_when_no_stylesheet_was_collected(tmp_path: Path) -> None:
    manifest = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    with override_settings(STORAGES=settings.STORAGES | manifest, STATIC_ROOT=tmp_path):
        answer = errors.server_error(RequestFactory().get("/"))
    assert "Something went wrong on our side" in answer.content.decode()


def test_a_form_whose_turn_at_the_database_did_not_come_says_to_send_it_again(tmp_path: Path) -> None:
    """In SQLite's own words: a second writer waits for the first, which does not end."""
    first, second = (sqlite3.connect(tmp_path / "busy.sqlite3", timeout=0, isolation_level=None) for _ in range(2))
    with closing(first), closing(second):
        first.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as said:
            second.execute("BEGIN IMMEDIATE")
    try:
        raise OperationalError(*said.value.args)  # as Django hands it on
    except OperationalError:
        answer = errors.server_error(RequestFactory().post("/search/keep/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "What you just sent was not saved." in answer.content.decode()


@pytest.mark.django_db
def test_a_refused_form_says_what_to_do(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/account/login/", {"login": "asha"})
    assert answer.status_code == 403
    assert "reload the page" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("view", "status"), [(errors.bad_request, 400), (errors.not_allowed, 403)])
def test_each_refusal_has_its_own_page(view: object, status: int) -> None:
    assert callable(view)
    assert view(RequestFactory().get("/")).status_code == status
