"""Every answer says what it is and in which characters, so that no browser has to guess."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PATHS = [
    "/", "/about/", "/bodies/", "/requests/", "/account/login/", "/robots.txt", "/nothing-here/", "/complaint/",
    "/guide/", "/api/", "/healthz", "/sitemap.xml", "/pledge/", "/search/?q=x", "/sealed/", "/nothing-here.xml",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_with_words_says_its_type_and_its_characters(path: str, client: Client) -> None:
    answer = client.get(path)
    kind = answer.get("Content-Type", "")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert kind or not body
    if kind.startswith("text/") or "xml" in kind:
        assert "charset=utf-8" in kind.lower()
    assert answer["X-Content-Type-Options"] == "nosniff"
