"""A volunteer with a phone uploads a file, makes a mistake, loses nothing, sees it read, and takes a package home."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from tests.people import make_cast
from tests.work import run_all_tasks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_file_is_kept_read_before_ones_eyes_and_taken_home(
    page: Page,
    live_server: LiveServer,
    sign_in: Callable[[Page, Person], None],
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in(page, make_cast().ben)
    file = tmp_path / "minutes.txt"
    file.write_text("Minutes of the board.\nThe risk in our schools is assessed as low.\n")

    page.goto(f"{live_server.url}/desk/documents/")
    page.get_by_role("main").get_by_role("link", name="Upload files").first.click()
    axe(page)
    page.get_by_label("Files").set_input_files(file)
    page.get_by_label("Which public body are they about?").fill("Nowhere at all")
    page.get_by_role("button", name="Upload these files").click()
    expect(page.get_by_text("These files are safe")).to_be_visible()
    axe(page)
    page.get_by_label("Which public body are they about?").fill("")
    page.get_by_role("button", name="Upload these files").click()
    expect(page.get_by_role("heading", name="minutes.txt")).to_be_visible()

    page.goto(f"{live_server.url}/desk/documents/")
    expect(page.get_by_text("waiting to be read")).to_be_visible()
    axe(page)
    run_all_tasks()
    expect(page.get_by_text("read: 1 page")).to_be_visible(timeout=60_000)  # the page renews itself

    page.get_by_text("Export these documents").click()
    page.get_by_role("button", name="Make the package").click()
    expect(page.get_by_text("Packed: 0 of 1")).to_be_visible()
    run_all_tasks()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("link", name="Download the package").click(timeout=60_000)
    with zipfile.ZipFile(download.value.path()) as package:
        assert any(name.endswith("minutes.txt") for name in package.namelist())
    axe(page)
