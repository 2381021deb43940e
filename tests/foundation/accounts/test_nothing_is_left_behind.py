"""Private pages stay in no browser's memory, and a stranger cannot fill the disk with one form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.people import Cast
from tests.sessions import sign_in, sign_in_by_password_only

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/desk/", "/desk/groups/", "/desk/people/", "/desk/acts/", "/", "/nothing-here/"])
def test_no_page_of_a_signed_in_person_is_kept(path: str, cast: Cast) -> None:
    said = sign_in(cast.dana).get(path)["Cache-Control"]
    assert {"no-store", "private"} <= {word.strip() for word in said.split(",")}


def test_nor_is_a_page_on_the_way_to_the_second_factor(cast: Cast) -> None:
    assert "no-store" in sign_in_by_password_only(cast.asha).get("/account/second-factor/")["Cache-Control"]


def test_a_public_page_may_be_kept(client: Client) -> None:
    assert "no-store" not in client.get("/about/").get("Cache-Control", "")


@pytest.mark.parametrize("path", ["/complaint/", "/account/login/", "/join/nobody-has-this/"])
def test_a_flood_from_a_stranger_is_refused_before_it_is_read(path: str, client: Client) -> None:
    answer = client.post(path, {"says": "words"}, CONTENT_LENGTH="50000000")
    assert answer.status_code == 413
    assert "send less" in answer.content.decode()


def test_a_person_may_send_a_mailbox(cast: Cast) -> None:
    mailbox = SimpleUploadedFile("mailbox.mbox", b" " * 3_000_000)
    assert sign_in(cast.asha).post("/desk/import/", {"files": mailbox}).status_code == 200
