"""The steps of a source and of a keyholder, as a person would take them."""

import io
import json
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

SENTINEL = "Sentinel-Gr\u00fcnkohl-7431"


def photograph(said: str = SENTINEL) -> bytes:
    """Return a photo that tells its device, its place and which way up it is."""
    picture = Image.effect_noise((320, 240), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = said
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 30.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def read_and_write(page: Page, address: str, text: str, files: Any = None) -> None:
    """Read the page, write a message, choose files."""
    page.goto(address)
    page.get_by_role("button", name="I have read this: write a message").click()
    write(page, text, files)


def write(page: Page, text: str, files: Any = None) -> None:
    """Fill in the form and go on."""
    page.get_by_label("Your message").fill(text)
    if files:
        page.set_input_files("#files", files)
        count = len(files) if isinstance(files, list) else 1
        expect(page.get_by_text(f"{count} file{'s' if count > 1 else ''} chosen.")).to_be_visible()
    page.get_by_role("button", name="Go on").click()


def keep_words(page: Page) -> list[str]:
    """Write the twelve words down, and give back the two that are asked for."""
    expect(page.locator("#words li")).to_have_count(12)
    words = page.locator("#words li").all_inner_texts()
    page.get_by_role("button", name="I have written them down").click()
    give_words(page, words)
    return words


def give_words(page: Page, words: list[str]) -> None:
    """Answer the two questions, and send."""
    for which in ("one", "two"):
        number = int(page.locator(f"#word-{which}-label").inner_text().split()[-1])
        page.locator(f"#word-{which}").fill(words[number - 1])
    page.get_by_role("button", name="Seal and send").click()


def send(page: Page, address: str, text: str, files: Any = None) -> list[str]:
    """Send a message to its end; return the twelve words."""
    read_and_write(page, address, text, files)
    words = keep_words(page)
    arrived(page)
    return words


def arrived(page: Page) -> None:
    expect(page.get_by_role("heading", name="It has arrived")).to_be_visible(timeout=300_000)


def come_back(page: Page, address: str, words: list[str]) -> None:
    """Open the page anew and type the words."""
    page.goto(address)
    page.get_by_role("button", name="I have twelve words").first.click()
    page.get_by_label("Type the words, in their order").fill(" ".join(words))
    page.get_by_role("button", name="Look for an answer").click()
    expect(page.get_by_role("heading", name="Your thread")).to_be_visible()


def open_inbox(page: Page, desk: str, identity: str) -> None:
    """Open the keyholder's page with a key file."""
    page.goto(desk)
    expect(page.locator("#list-root")).not_to_be_empty()
    key = {"name": "key.txt", "mimeType": "text/plain", "buffer": f"# mine\n{identity}\n".encode()}
    page.set_input_files("#key-file", [key])
    page.get_by_role("button", name="Open the inbox").click()
    expect(page.get_by_role("heading", name="Threads")).to_be_visible()


def open_thread(page: Page) -> None:
    """Open the first thread."""
    page.get_by_role("button", name="Thread of").first.click()
    expect(page.get_by_role("heading", name="A thread")).to_be_visible()


def saved(page: Page, name: str) -> bytes:
    """Open and save one file; return its bytes."""
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Open and save {name}").click()
    assert download.value.suggested_filename == name
    return download.value.path().read_bytes()


def said_by(framed: bytes) -> dict[str, Any]:
    """Return the body of a message or reply from its plaintext frame."""
    length = int.from_bytes(framed[:4], "big")
    assert framed[4 + length :].strip(b"\0") == b""
    body: dict[str, Any] = json.loads(json.loads(framed[4 : 4 + length])["body"])
    return body
