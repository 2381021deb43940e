"""An administrator reads and edits the texts and decides on proposals; nobody else opens these pages."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.foundation.packs.models import PackText
from tests.editing import opened, save
from tests.foundation.packs.shelf import request_file, write_pack
from tests.people import Cast

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TEXT = "/desk/pack/northport-pack/request/policy/"
SignIn = Callable[[Person], Client]


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Path:
    """Install a pack with one request."""
    install_pack(folder=write_pack(tmp_path, requests__policy=request_file("1. Old.")), by=None, now=NOW)
    return tmp_path


def edited(client: Client, wording: str) -> Any:
    """Open the text, write over it, and send it."""
    return save(client, TEXT, title="Ours", subject="Our subject", wording=wording)


def decided(client: Client, decision: str) -> Any:
    """Decide on what the text's page shows now."""
    seen = client.get(TEXT).context["seen"]
    return client.post(f"{TEXT}proposal/", {"decision": decision, "seen": seen})


@pytest.mark.parametrize("address", ["/desk/pack/", TEXT])
def test_a_caseworker_and_a_visitor_cannot_open_the_pack(
    cast: Cast, signed_in: SignIn, folder: Path, address: str
) -> None:
    assert signed_in(cast.asha).get(address).status_code in {302, 403, 404}
    assert Client().get(address).status_code in {302, 403, 404}


def test_the_administrator_sees_what_is_installed(cast: Cast, signed_in: SignIn, folder: Path) -> None:
    page = signed_in(cast.dana).get("/desk/pack/").content.decode()
    assert "Northport pack, version 1.0.0, licence CC-BY-SA-4.0" in page
    assert TEXT in page


def test_the_page_says_how_to_install_when_there_is_nothing(cast: Cast, signed_in: SignIn) -> None:
    assert "dueregard pack install" in signed_in(cast.dana).get("/desk/pack/").content.decode()


def test_a_text_is_edited(cast: Cast, signed_in: SignIn, folder: Path) -> None:
    response = edited(signed_in(cast.dana), "1. Ours.")
    assert (response.status_code, response["Location"]) == (302, "/desk/pack/")
    text = PackText.objects.get()
    assert (text.text, text.edited_by) == ("1. Ours.\n", cast.dana)


def test_a_fault_is_shown_and_nothing_typed_is_lost(cast: Cast, signed_in: SignIn, folder: Path) -> None:
    response = edited(signed_in(cast.dana), "1. For {boddy}, please & thanks.")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Line 1: {boddy} is not a placeholder. Did you mean {body}?" in page
    assert "1. For {boddy}, please &amp; thanks." in page
    assert PackText.objects.get().text == "1. Old.\n"


def test_two_administrators_do_not_overwrite_each_other(cast: Cast, signed_in: SignIn, folder: Path) -> None:
    client = signed_in(cast.dana)
    page = opened(client, TEXT)
    edited(client, "1. First.")
    response = client.post(TEXT, {**page, "wording": "1. Second."})
    assert "changed this on" in response.content.decode()
    assert "1. Second." in response.content.decode()
    assert PackText.objects.get().text == "1. First.\n"


def test_a_proposal_is_shown_with_its_difference_and_can_be_taken(cast: Cast, signed_in: SignIn, folder: Path) -> None:
    client = signed_in(cast.dana)
    edited(client, "1. Ours.")
    install_pack(folder=write_pack(folder, version="1.1.0", requests__policy=request_file("1. New.")), by=None, now=NOW)
    assert "New version" in client.get("/desk/pack/").content.decode()
    page = client.get(TEXT).content.decode()
    assert "<del>1. Ours.</del>" in page
    assert "<ins>1. New.</ins>" in page
    decided(client, "take")
    assert PackText.objects.get().text == "1. New.\n"


def test_a_proposal_can_be_declined(cast: Cast, signed_in: SignIn, folder: Path) -> None:
    client = signed_in(cast.dana)
    edited(client, "1. Ours.")
    install_pack(folder=write_pack(folder, version="1.1.0", requests__policy=request_file("1. New.")), by=None, now=NOW)
    decided(client, "keep")
    assert not PackText.objects.get().has_proposal
    assert "New version" not in client.get("/desk/pack/").content.decode()


def test_a_decision_on_what_has_changed_since_decides_nothing(cast: Cast, signed_in: SignIn, folder: Path) -> None:
    client = signed_in(cast.dana)
    edited(client, "1. Ours.")
    install_pack(folder=write_pack(folder, version="1.1.0", requests__policy=request_file("1. New.")), by=None, now=NOW)
    seen = client.get(TEXT).context["seen"]
    edited(client, "1. Ours, and more.")
    for decision in ("take", "keep"):
        answer = client.post(f"{TEXT}proposal/", {"decision": decision, "seen": seen}, follow=True)
        assert "changed while you were deciding" in answer.content.decode()
    text = PackText.objects.get()
    assert (text.text, text.has_proposal) == ("1. Ours, and more.\n", True)


def test_a_decision_that_does_not_exist_is_not_found(cast: Cast, signed_in: SignIn, folder: Path) -> None:
    assert signed_in(cast.dana).post(f"{TEXT}proposal/", {"decision": "burn"}).status_code == 404
    assert signed_in(cast.dana).get(f"{TEXT}proposal/").status_code == 405


def test_a_text_that_does_not_exist_is_not_found(cast: Cast, signed_in: SignIn, folder: Path) -> None:
    assert signed_in(cast.dana).get("/desk/pack/northport-pack/request/none/").status_code == 404
