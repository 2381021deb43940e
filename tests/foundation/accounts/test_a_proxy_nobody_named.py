"""A web server in front of the site that nobody named is noticed, and no address is kept."""

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client, override_settings

from dueregard.foundation.accounts.models import BriefNote
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
VISITOR = "203.0.113.77"
IN_THE_DATABASE = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_briefnote"}


def warned(cast: Cast) -> bool:
    """Tell whether the administrator is told."""
    return "DUEREGARD_PROXIES" in sign_in(cast.dana).get("/desk/work/").content.decode()


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


@pytest.mark.parametrize(
    ("beside", "forwarded", "named", "told"),
    [
        ("127.0.0.1", VISITOR, 0, True),
        ("10.1.2.3", VISITOR, 0, True),
        ("::1", VISITOR, 0, True),
        ("", VISITOR, 0, True),
        ("127.0.0.1", VISITOR, 1, False),
        ("127.0.0.1", None, 0, False),
        ("8.8.8.8", VISITOR, 0, False),
    ],
)
def test_it_is_told_where_the_work_stands(
    cast: Cast, beside: str, forwarded: str | None, named: int, told: bool
) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=named):
        Client(REMOTE_ADDR=beside).get("/about/", headers=headers)
        assert warned(cast) is told


def test_nothing_kept_says_who_came(cast: Cast, settings: LazySettings) -> None:
    settings.CACHES = {"default": IN_THE_DATABASE}
    Client(REMOTE_ADDR="127.0.0.1").get("/about/", headers={"X-Forwarded-For": VISITOR})
    kept = [(note.cache_key, note.value) for note in BriefNote.objects.all()]
    assert kept
    assert VISITOR not in str(kept)
    assert warned(cast)
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        assert not warned(cast), "it was named since"
