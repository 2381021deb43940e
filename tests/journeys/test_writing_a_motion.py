"""A visitor writes a motion for a named university and downloads it; a caseworker sends a letter and hears back."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.parts.letters.actions.file_reply import file_reply
from dueregard.parts.letters.models import SentLetter
from dueregard.records.bodies.models import Body
from tests.builders import make_body, make_contact
from tests.parts.letters.builders import reply_to
from tests.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
OWN = "In March two porters were told to watch who prays. One of them asked why, and was moved to nights."


@pytest.fixture
def university(transactional_db: None) -> Body:
    """A university, and the shipped pack, in a database that the server's threads see."""
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=timezone.now())
    return make_body(short_name="Northport")


def picture(page: Page, name: str) -> None:
    """Keep a picture where the environment says so, for whoever looks at the page."""
    if "PICTURES" in os.environ:
        page.screenshot(path=f"{os.environ['PICTURES']}/{name}.png", full_page=True)


def test_a_visitor_makes_a_motion_and_downloads_it(
    page: Page, live_server: LiveServer, university: Body, axe: Axe, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}{university.get_absolute_url()}")
    page.get_by_role("link", name="Write a motion or a letter about this body").click()
    axe(page)
    picture(page, "index-390")
    page.get_by_role("link", name="Motion for a union branch").click()
    expect(page.get_by_role("textbox", name="The body it is about")).to_have_value("University of Northport")
    axe(page)
    picture(page, "write-390")
    page.get_by_role("textbox", name="Your branch, union or group").fill("Northport Branch")
    page.get_by_role("textbox", name="What you have seen yourselves").fill(OWN)
    page.get_by_role("checkbox", name="Tell the person").check()
    page.get_by_role("checkbox", name="Keep my draft on this device").check()
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_role("heading", name="The Prevent duty at the University of Northport")).to_be_visible()
    expect(page.get_by_text("20 of")).to_be_visible()
    axe(page)
    picture(page, "shown-390")
    page.set_viewport_size({"width": 1280, "height": 900})
    picture(page, "shown-1280")
    for kind, ending in (("Word", "docx"), ("ODT", "odt"), ("PDF", "pdf"), ("Text", "txt"), ("E-mail draft", "eml")):
        with page.expect_download() as coming:
            page.get_by_role("button", name=kind, exact=True).click()
        assert coming.value.suggested_filename == f"branch-motion-university-of-northport.{ending}"
        coming.value.save_as(tmp_path / f"motion.{ending}")
    converted_says_the_same(tmp_path)
    whole = page.get_by_role("textbox", name="The whole text")
    whole.fill(f"{whole.input_value()}\nWe wrote this line ourselves.\n")
    page.goto(f"{live_server.url}/letters/branch-motion/")
    expect(page.get_by_role("textbox", name="What you have seen yourselves")).to_have_value(OWN)
    picture(page, "back-1280")
    page.get_by_role("button", name="Show it").click()
    expect(whole).to_have_value(re.compile("We wrote this line ourselves."))
    page.get_by_role("button", name="Clear the draft and the form").click()
    expect(page.get_by_role("textbox", name="What you have seen yourselves")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def converted_says_the_same(folder: Path) -> None:
    """Have LibreOffice convert both Office files, and find the same words in all three."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    for ending in ("docx", "odt"):
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            f"{ending}.pdf:writer_pdf_Export",
            f"motion.{ending}",
        ]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    for name in ("motion.pdf", "motion.docx.pdf", "motion.odt.pdf"):
        pages = pypdfium2.PdfDocument(folder / name)
        said = " ".join(" ".join(one.get_textpage().get_text_bounded() for one in pages).split())
        assert "tell a person, or a child’s parents, before a referral is made" in said, name
        assert OWN in said, name
    if "PICTURES" in os.environ:
        for name in ("motion.pdf", "motion.docx.pdf", "motion.odt.pdf"):
            pypdfium2.PdfDocument(folder / name)[0].render(scale=0.8).to_pil().save(
                f"{os.environ['PICTURES']}/{name}.png"
            )


def test_without_scripts_the_same_page_works_and_keeps_nothing(
    page: Page, live_server: LiveServer, university: Body
) -> None:
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{live_server.url}/letters/branch-motion/?body={university.pk}")
    expect(plain.get_by_text("Keep my draft on this device")).to_be_hidden()
    plain.get_by_role("textbox", name="Your branch, union or group").fill("Northport Branch")
    plain.get_by_role("button", name="Show it").click()
    expect(plain.get_by_role("heading", name="The Prevent duty at the University of Northport")).to_be_visible()
    assert "Northport+Branch" not in plain.url
    assert "Northport" not in plain.url
    plain.context.close()


def test_a_caseworker_sends_a_letter_and_reads_the_reply(
    page: Page, live_server: LiveServer, university: Body, axe: Axe, sign_in: Callable[[Page, Person], None]
) -> None:
    cast = make_cast()
    make_contact(university, "office@northport.example", purpose="general")
    sign_in(page, cast.asha)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/letters/to-management/?body={university.pk}")
    page.get_by_role("textbox", name="Who signs?").fill("Asha Rao")
    page.get_by_role("textbox", name="Your branch, union or group").fill("Northport Branch")
    page.get_by_role("button", name="Show it").click()
    page.get_by_role("button", name="Send it from your group").click()
    expect(page.get_by_role("textbox", name="E-mail address")).to_have_value("office@northport.example")
    axe(page)
    picture(page, "send-390")
    page.get_by_role("button", name="Send the letter").click()
    expect(page.get_by_text("The letter is in the outbox.")).to_be_visible()
    axe(page)
    letter = SentLetter.objects.get()
    assert "We write for Northport Branch." in letter.text
    file_reply(pk=reply_to(letter, text="Thank you. We publish it tomorrow.").pk, now=timezone.now())
    page.goto(f"{live_server.url}/desk/letters/")
    expect(page.get_by_text("a reply to read")).to_be_visible()
    axe(page)
    picture(page, "letters-390")
    page.get_by_role("link", name="The Prevent duty: how you carry it out").click()
    expect(page.get_by_text("We publish it tomorrow.")).to_be_visible()
    axe(page)
    picture(page, "sent-390")
    page.set_viewport_size({"width": 1280, "height": 900})
    picture(page, "sent-1280")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("a reply came")).to_be_visible()
