"""What guards an account outlives a flood of strangers: counts stay, wrong codes are told, secrets lie sealed."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from pytest_django.fixtures import Settings

from dueregard.config import settings as site_settings
from dueregard.foundation.accounts.actions.seal_secrets import seal_secrets
from dueregard.foundation.accounts.gateways.sealed_secrets import KeyIsGone, seal, unseal
from dueregard.foundation.accounts.models import BriefNote
from dueregard.foundation.accounts.queries import keys_of
from dueregard.foundation.audit.models import Act
from tests.people import Cast
from tests.sessions import SECRET, code_of, give_code_app

pytestmark = pytest.mark.django_db
RIGHT = {"login": "asha", "password": "correct horse battery"}
CODE_PAGE = "/account/2fa/authenticate/"


@pytest.fixture(autouse=True)
def own_key(settings: Settings, tmp_path: Path) -> None:
    """A key of this test's own."""
    settings.CODES_KEY = tmp_path / "codes-key"


def test_a_flood_of_notes_does_not_push_out_the_count_of_failed_tries() -> None:
    known = site_settings.CACHES["default"]
    cache = DatabaseCache(BriefNote._meta.db_table, {"OPTIONS": known["OPTIONS"]})
    cache.set("failed-tries-of-a-stranger", 5, timeout=300)
    for number in range(320):
        cache.set(f"another-{number}", 1, timeout=300)
    assert cache.get("failed-tries-of-a-stranger") == 5
    assert BriefNote.objects.count() == 321


def test_wrong_codes_are_written_down_and_told_at_the_next_sign_in(cast: Cast) -> None:
    give_code_app(cast.asha)
    client = Client()
    Client().post("/account/login/", RIGHT | {"password": "wrong horse battery"})
    client.post("/account/login/", RIGHT)
    for _ in range(2):
        client.post(CODE_PAGE, {"code": "000000"})
    assert list(Act.objects.order_by("pk").values_list("did", flat=True)) == [
        "refuse_sign_in",
        "refuse_code",
        "refuse_code",
    ]
    answer = client.post(CODE_PAGE, {"code": code_of(SECRET)})
    page = client.get(urlsplit(answer["Location"]).path).content.decode()
    assert "Since you last signed in, someone entered 1 wrong password and 2 wrong codes for your account." in page


def test_whoever_had_no_wrong_tries_is_told_nothing(cast: Cast) -> None:
    give_code_app(cast.asha)
    client = Client()
    client.post("/account/login/", RIGHT)
    answer = client.post(CODE_PAGE, {"code": code_of(SECRET)})
    assert "Since you last signed in" not in client.get(urlsplit(answer["Location"]).path).content.decode()


def test_a_wrong_recovery_code_is_written_down(cast: Cast) -> None:
    give_code_app(cast.asha)
    RecoveryCodes.activate(cast.asha)
    client = Client()
    client.post("/account/login/", RIGHT)
    client.post(CODE_PAGE, {"code": "not a recovery code"})
    assert Act.objects.filter(did="refuse_code", on_id=str(cast.asha.pk)).count() == 1


def test_the_secret_of_a_code_app_lies_sealed_and_works(cast: Cast) -> None:
    TOTP.activate(cast.asha, SECRET)
    kept = Authenticator.objects.get(user=cast.asha).data["secret"]
    assert SECRET not in kept
    assert unseal(kept) == SECRET
    client = Client()
    client.post("/account/login/", RIGHT)
    client.post(CODE_PAGE, {"code": code_of(SECRET)})
    assert client.get("/desk/groups/").status_code == 200


def test_what_was_kept_open_is_sealed_and_still_works(cast: Cast) -> None:
    give_code_app(cast.asha)
    assert (seal_secrets(), seal_secrets()) == (1, 0)
    assert SECRET not in str(Authenticator.objects.get(user=cast.asha).data)
    client = Client()
    client.post("/account/login/", RIGHT)
    client.post(CODE_PAGE, {"code": code_of(SECRET)})
    assert client.get("/desk/groups/").status_code == 200


def test_a_copy_of_the_database_without_the_key_opens_nothing() -> None:
    kept = seal(SECRET)
    Path(settings.CODES_KEY).unlink()
    with pytest.raises(KeyIsGone):
        unseal(kept)
    seal("another")  # makes another key
    with pytest.raises(KeyIsGone):
        unseal(kept)


def hide(file: Path) -> None:
    """Put a folder where the key was: it cannot be read, as if it were another account's."""
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("befalls", [Path.unlink, lambda file: file.write_text("another key"), hide])
def test_without_the_key_the_pages_say_so_and_no_wrong_code_is_told(
    befalls: Callable[[Path], object], cast: Cast
) -> None:
    TOTP.activate(cast.asha, SECRET)
    RecoveryCodes.activate(cast.asha)
    befalls(Path(settings.CODES_KEY))
    client = Client()
    client.post("/account/login/", RIGHT)
    page = client.post(CODE_PAGE, {"code": code_of(SECRET)}).content.decode()
    assert "This site cannot check codes at the moment" in page
    assert not Act.objects.filter(did="refuse_code").exists()
    assert keys_of(cast.asha).codes_left == 0
