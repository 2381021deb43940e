"""A pack installs once, a newer one changes only what nobody edited, and what a group edited stays as it is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile, seen_now
from dueregard.foundation.packs.actions.edit_text import (
    NothingToDecide,
    TextHasFaults,
    edit_text,
    keep_edited,
    stored_choice,
    stored_text,
    take_shipped,
)
from dueregard.foundation.packs.actions.install_pack import Installed, install_pack
from dueregard.foundation.packs.models import Pack, PackText
from dueregard.rules.text.joining import Seen
from tests.foundation.packs.shelf import letter_file, request_file, write_pack
from tests.people import Cast

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=7)


def install(folder: Path, *, version: str = "1.0.0", at: datetime = NOW, **files: str) -> Installed:
    """Write the pack and install it."""
    return install_pack(folder=write_pack(folder, version=version, **files), by=None, now=at)


def edited(cast: Cast, wording: str, *, text: PackText | None = None, seen: Seen | None = None) -> PackText:
    """Let the administrator change the one request."""
    text = text or PackText.objects.get()
    return edit_text(
        text=text,
        wanted={"title": "Ours", "subject": "Our subject", "wording": wording},
        seen=seen or seen_now(stored_text(text), NOW),
        by=cast.dana,
        now=NOW,
    )


def choosing(text: PackText) -> Seen:
    """Return what somebody has seen who compares the two versions now."""
    text.refresh_from_db()
    return seen_now(stored_choice(text), NOW)


def test_a_pack_brings_its_texts(db: None, tmp_path: Path) -> None:
    done = install(tmp_path, requests__policy=request_file(), letters__reminder=letter_file())
    assert done.added == ["letters/reminder.md", "requests/policy.md"]
    text = PackText.objects.get(kind="request")
    assert (text.slug, text.title, text.meta["reviewed_on"]) == ("policy", "Policy", "2026-11-23")
    assert text.text == "1. The policy of {body}.\n"
    assert Act.objects.get().did == "install_pack"


def test_the_same_pack_twice_changes_nothing(db: None, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file())
    again = install(tmp_path, at=LATER, requests__policy=request_file())
    assert not again.is_new_version
    assert Pack.objects.get().installed_at == NOW
    assert Act.objects.count() == 1


def test_a_newer_pack_changes_a_text_that_nobody_edited(db: None, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file("1. Old."))
    done = install(tmp_path, version="1.1.0", requests__policy=request_file("1. New."))
    assert done.changed == ["requests/policy.md"]
    assert PackText.objects.get().text == "1. New.\n"


def test_a_newer_pack_never_overwrites_what_a_group_edited_but_proposes(cast: Cast, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file("1. Old."))
    edited(cast, "1. Ours.")
    done = install(tmp_path, version="1.1.0", at=LATER, requests__policy=request_file("1. New."))
    text = PackText.objects.get()
    assert done.proposed == ["requests/policy.md"]
    assert (text.text, text.title, text.meta["subject"]) == ("1. Ours.\n", "Ours", "Our subject")
    assert text.proposed_text == "1. New.\n"
    assert list(PackText.objects.with_proposal()) == [text]


def test_an_edited_text_that_the_pack_did_not_change_gets_no_proposal(cast: Cast, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file("1. Old."))
    edited(cast, "1. Ours.")
    install(tmp_path, version="1.1.0", requests__policy=request_file("1. Old."), letters__new=letter_file())
    assert not PackText.objects.get(kind="request").has_proposal


def test_a_proposal_taken_puts_the_packs_version_into_use(cast: Cast, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file("1. Old."))
    text = edited(cast, "1. Ours.")
    install(tmp_path, version="1.1.0", requests__policy=request_file("1. New."))
    text = take_shipped(text=text, seen=choosing(text), by=cast.dana, now=LATER)
    assert (text.text, text.title, text.is_edited, text.proposed_text) == ("1. New.\n", "Policy", False, "")


def test_a_proposal_declined_is_not_made_again_until_the_pack_changes_again(cast: Cast, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file("1. Old."))
    text = edited(cast, "1. Ours.")
    install(tmp_path, version="1.1.0", requests__policy=request_file("1. New."))
    assert not keep_edited(text=text, seen=choosing(text), by=cast.dana, now=LATER).has_proposal
    install(tmp_path, version="1.2.0", requests__policy=request_file("1. New."), letters__more=letter_file())
    assert not PackText.objects.get(kind="request").has_proposal
    install(tmp_path, version="1.3.0", requests__policy=request_file("1. Newer."))
    assert PackText.objects.get(kind="request").proposed_text == "1. Newer.\n"


def test_editing_again_does_not_answer_a_waiting_proposal(cast: Cast, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file("1. Old."))
    edited(cast, "1. Ours.")
    install(tmp_path, version="1.1.0", requests__policy=request_file("1. New."))
    assert edited(cast, "1. Ours, again.").has_proposal


def test_a_text_that_left_the_pack_is_put_away_and_comes_back_with_it(db: None, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file(), letters__reminder=letter_file())
    assert install(tmp_path, version="1.1.0", letters__reminder=letter_file()).retired == ["requests/policy.md"]
    assert not PackText.objects.in_use().filter(kind="request").exists()
    install(tmp_path, version="1.2.0", requests__policy=request_file(), letters__reminder=letter_file())
    assert PackText.objects.in_use().filter(kind="request").exists()


def test_an_edited_text_that_left_the_pack_stays_in_use(cast: Cast, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file())
    edited(cast, "1. Ours.")
    install(tmp_path, version="1.1.0", letters__reminder=letter_file())
    assert PackText.objects.in_use().get(kind="request").text == "1. Ours.\n"


def test_an_edit_is_refused_when_somebody_else_was_quicker(cast: Cast, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file("1. Old."))
    seen = seen_now(stored_text(PackText.objects.get()), NOW)
    edited(cast, "1. First.")
    with pytest.raises(ChangedMeanwhile):
        edited(cast, "1. Second.", seen=seen)
    assert PackText.objects.get().text == "1. First.\n"


def test_an_edit_with_a_word_that_does_not_exist_is_refused_with_its_line(cast: Cast, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file())
    with pytest.raises(TextHasFaults) as refusal:
        edited(cast, "1. Fine.\n2. For {boddy}.")
    assert [(fault.line, fault.says) for fault in refusal.value.faults] == [
        (2, "{boddy} is not a placeholder. Did you mean {body}?")
    ]
    assert not PackText.objects.get().is_edited


def test_there_is_nothing_to_decide_about_a_text_as_shipped(cast: Cast, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file())
    text = PackText.objects.get()
    for act in (take_shipped, keep_edited):
        with pytest.raises(NothingToDecide):
            act(text=text, seen=choosing(text), by=cast.dana, now=NOW)


def test_the_audit_never_holds_what_a_text_says(cast: Cast, tmp_path: Path) -> None:
    install(tmp_path, requests__policy=request_file())
    edited(cast, "1. Our own words.")
    act = Act.objects.get(did="edit_pack_text")
    assert act.details == {"reference": "northport-pack/request/policy", "fields": ["title", "subject", "wording"]}
    assert act.by == cast.dana
