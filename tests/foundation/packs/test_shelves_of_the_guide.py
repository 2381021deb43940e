"""Sections, contacts, networks, figures and questions are held against their shape, fault by fault, line by line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.packs.actions.edit_text import TextHasFaults, edit_text, stored_text
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.foundation.packs.gateways.folder import PackHasFaults, read_folder
from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import texts_of
from tests.foundation.packs.shelf import write_pack
from tests.people import Cast

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECTION = """+++
title = "What the duty is"
summary = "In short."
order = 10
reviewed_on = 2026-11-23
review_by = 2027-05-23

[[facts]]
id = "duty"
says = "There is a duty."
source = "An Act 2015, section 26"
checked_on = 2026-11-23
sure = "confirmed"

[[tools]]
do = "ask"
words = "Ask your council"
+++

There is a duty.[^duty]
"""
CONTACT = """title = "Northport Advice"
what = "Advice for people who were approached."
for_situations = ["approached"]
status = "active"
checked_on = 2026-11-23

[[channels]]
kind = "website"
value = "https://advice.northport.example"
status = "active"
source = "its own page"
checked_on = 2026-11-23

[[channels]]
kind = "phone"
value = "020 7946 0000"
status = "unconfirmed"
source = "a guide of 2016"
checked_on = 2026-11-23

[[channels.hours]]
days = ["monday"]
opens = "09:30"
closes = "13:00"
"""
FIGURES = """title = "Referrals"
summary = "By year."
unit = "referrals"
sources = [{title = "Statistics"}]
columns = [{id = "all", words = "All"}]

[[rows]]
label = "2023-24"
all = 6922
sure = "confirmed"

[[rows]]
label = "2024-25"
all = 8778
sure = "confirmed"

[[breaks]]
before = "2024-25"
says = "A new system."
"""


def make_pack(folder: Path, file: str, content: str) -> Path:
    """Write a pack that holds one file."""
    write_pack(folder)
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "content", "old", "new", "fault"),
    [
        ("guide/a.md", SECTION, "[^duty]", "[^dooty]", 'guide/a.md:20: “[^dooty]” has no fact. Did'),
        ("guide/a.md", SECTION, "[^duty]", "", "guide/a.md:9: No [^duty] in the text"),
        ("guide/a.md", SECTION, 'sure = "confirmed"', 'sure = "certain"', "guide/a.md:13: “certain” in sure"),
        ("guide/a.md", SECTION, 'do = "ask"', 'do = "pray"', "guide/a.md:16: “pray” in do is not known"),
        ("guide/a.md", SECTION, "review_by = 2027-05-23", "", "guide/a.md:1: “review_by” is missing"),
        ("guide/a.md", SECTION, 'source = "An Act 2015, section 26"\n', "", "guide/a.md:8: “facts.source” is missing"),
        ("contacts/a.toml", CONTACT, '"phone"', '"fone"', "contacts/a.toml:15: “fone” in kind is not known"),
        ("contacts/a.toml", CONTACT, '"09:30"', '"9.30"', "contacts/a.toml:23: “opens” must be a time of day"),
        ("contacts/a.toml", CONTACT, '["monday"]', '["mondays"]', "contacts/a.toml:22: “mondays” in days is not known"),
        ("contacts/a.toml", CONTACT, '["approached"]', '["aproached"]', "contacts/a.toml:3: “aproached”"),
        ("contacts/a.toml", CONTACT, "title = ", "title = = ", "contacts/a.toml:1: This is not TOML"),
        ("figures/a.toml", FIGURES, "all = 8778", "al = 8778", "figures/a.toml:14: “al” is not a key we know."),
        ("figures/a.toml", FIGURES, "all = 8778", 'all = "many"', "figures/a.toml:14: “all” must be a whole number"),
        ("figures/a.toml", FIGURES, 'before = "2024-25"', 'before = "2025"', "figures/a.toml:18: No row is called"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(tmp_path: Path, file: str, content: str, old: str, new: str, fault: str) -> None:
    assert read_folder(make_pack(tmp_path, file, content)).texts[0].path == file
    with pytest.raises(PackHasFaults) as refusal:
        read_folder(make_pack(tmp_path, file, content.replace(old, new, 1)))
    assert str(refusal.value).splitlines()[0].startswith(fault)


@pytest.mark.django_db
def test_a_contact_is_kept_as_it_is_written_and_read_as_a_table(tmp_path: Path) -> None:
    install_pack(folder=make_pack(tmp_path, "contacts/a.toml", CONTACT), by=None, now=NOW)
    [text] = texts_of("contact")
    assert text.text == CONTACT
    assert [channel["value"] for channel in text.meta["channels"]] == [
        "https://advice.northport.example",
        "020 7946 0000",
    ]
    assert text.meta["channels"][1]["checked_on"] == "2026-11-23"


def test_an_edited_contact_stays_and_the_newer_one_is_proposed(tmp_path: Path, cast: Cast) -> None:
    install_pack(folder=make_pack(tmp_path, "contacts/a.toml", CONTACT), by=None, now=NOW)
    text = PackText.objects.get(kind="contact")
    ours = CONTACT.replace("020 7946 0000", "020 7946 0001").replace("Northport Advice", "Our advice")
    edit_text(text=text, wanted={"wording": ours}, seen=seen_now(stored_text(text), NOW), by=cast.dana, now=NOW)
    newer = CONTACT.replace("020 7946 0000", "020 7946 0002")
    done = install_pack(folder=make_pack(tmp_path, "contacts/a.toml", newer), by=None, now=NOW)
    text.refresh_from_db()
    assert (done.proposed, text.title) == (["contacts/a.toml"], "Our advice")
    assert text.meta["channels"][1]["value"] == "020 7946 0001"
    assert "0002" in text.proposed_text


def test_an_edit_that_breaks_the_table_is_refused_with_its_line(tmp_path: Path, cast: Cast) -> None:
    install_pack(folder=make_pack(tmp_path, "contacts/a.toml", CONTACT), by=None, now=NOW)
    text = PackText.objects.get(kind="contact")
    wording = CONTACT.replace('"phone"', '"fone"')
    seen = seen_now(stored_text(text), NOW)
    with pytest.raises(TextHasFaults) as refusal:
        edit_text(text=text, wanted={"wording": wording}, seen=seen, by=cast.dana, now=NOW)
    assert refusal.value.faults[0].line == 15


def test_a_section_cannot_take_the_address_of_another_page(tmp_path: Path) -> None:
    with pytest.raises(PackHasFaults, match=r"guide/changes\.md: A page of the site already has this address"):
        read_folder(make_pack(tmp_path, "guide/changes.md", SECTION))
