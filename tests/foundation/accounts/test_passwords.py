"""Which passwords can be chosen: long ones of any signs, kept letter by letter, and none that is tried first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from dueregard.foundation.accounts.models import Person
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
CHANGE = "/account/password/change/"
LONG = "marmalade tide, kettle & organ – lamp " * 4  # 152 signs, with spaces, marks and one that is not ASCII


def change(client: Client, old: str, new: str) -> Client:
    client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})
    return client


@pytest.mark.parametrize("new", [LONG, "839201748365", "!?%&/()=+#*~-_"])
def test_a_long_password_of_any_signs_is_taken_and_is_itself_to_the_letter(new: str, cast: Cast) -> None:
    change(sign_in(cast.asha), "correct horse battery", new)
    cast.asha.refresh_from_db()
    assert cast.asha.check_password(new)
    others = {new.swapcase(), new[:-1], f"{new} "} - {new}
    assert not any(cast.asha.check_password(other) for other in others)


def test_a_new_password_needs_the_old_one(cast: Cast) -> None:
    change(sign_in(cast.asha), "wrong horse battery", LONG)
    cast.asha.refresh_from_db()
    assert cast.asha.check_password("correct horse battery")


@pytest.mark.parametrize(
    "weak", ["short words", "password1234", "Sunshine-2026", "dueregard2026", "PreventPrevent1", "liverpoolliverpool"]
)
def test_what_is_tried_first_is_refused_and_the_old_password_stays(weak: str, cast: Cast) -> None:
    change(sign_in(cast.asha), "correct horse battery", weak)
    cast.asha.refresh_from_db()
    assert cast.asha.check_password("correct horse battery")


def test_the_words_of_this_very_site_make_no_password() -> None:
    with pytest.raises(ValidationError, match="easily guessed"):
        validate_password("TogetherPrevent77", Person(username="asha", name="Asha"))


def test_a_password_lies_as_a_slow_hash_with_a_salt_of_its_own(cast: Cast) -> None:
    from_shipped = cast.carys
    from_shipped.set_password("marmalade tide kettle")
    other = Person(username="other")
    other.set_password("marmalade tide kettle")
    assert from_shipped.password != other.password
    assert "marmalade" not in from_shipped.password


def test_the_field_hides_what_is_typed_and_lets_a_password_keeper_fill_it(cast: Cast) -> None:
    page = sign_in(cast.asha).get(CHANGE).content.decode()
    assert page.count('type="password"') >= 2
    assert "onpaste" not in page
    assert 'autocomplete="off"' not in page
