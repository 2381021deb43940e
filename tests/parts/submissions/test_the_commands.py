"""`dueregard inbox` brings what was signed offline."""

from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dueregard.parts.submissions.models import Inbox
from dueregard.parts.submissions.queries.configuration import hash_list
from dueregard.rules.sealed.manifest import RELEASE_SIGNED_AS
from tests.builders_inbox import RECIPIENTS, OfflineKey, make_inbox
from tests.people import Cast


def run(*arguments: Any) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def sign_release(inbox: Inbox, key: OfflineKey, folder: Path) -> None:
    (folder / "HASHES.sig").write_text(
        key.sign(RELEASE_SIGNED_AS + run("inbox", "hashes", "northport").encode()) + "\n"
    )
    run("inbox", "sign", "northport", folder / "HASHES.sig")


def test_what_was_signed_may_come_on_standard_input(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """On an installed server the command runs under an account that cannot read what lies in somebody's home."""
    key = OfflineKey()
    run("inbox", "setup", "northport", "--root", key.root)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(key.listing(*RECIPIENTS).encode())))
    assert "List 1 is in force" in run("inbox", "list", "northport", "-")
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"\xff")))
    with pytest.raises(CommandError, match="could not be read"):
        run("inbox", "sign", "northport", "-")


def test_an_inbox_is_set_up_signed_and_opened_by_commands(cast: Cast, tmp_path: Path) -> None:
    key = OfflineKey()
    assert "closed" in run("inbox", "setup", "northport", "--root", key.root, "--days", 30)
    with pytest.raises(CommandError, match="nobody could open what is sent"):
        run("inbox", "open", "northport")
    (tmp_path / "manifest.json").write_text(key.listing(*RECIPIENTS))
    assert "List 1 is in force" in run("inbox", "list", "northport", tmp_path / "manifest.json")
    assert "is open" in run("inbox", "open", "northport")
    sign_release(Inbox.objects.get(), key, tmp_path)
    assert Inbox.objects.get().hashes == hash_list(Inbox.objects.get())
    assert "is closed" in run("inbox", "close", "northport")
    run("inbox", "configure", "northport", "--days", 60)
    assert '"kept_days": 60' in Inbox.objects.get().config


def test_what_was_not_signed_by_the_group_is_refused_in_words(cast: Cast, tmp_path: Path) -> None:
    key = OfflineKey()
    make_inbox(cast, key)
    (tmp_path / "wrong").write_text(OfflineKey().sign(RELEASE_SIGNED_AS + run("inbox", "hashes", "northport").encode()))
    with pytest.raises(CommandError, match="not the group's signature"):
        run("inbox", "sign", "northport", tmp_path / "wrong")
    (tmp_path / "list").write_text(OfflineKey().listing(*RECIPIENTS))
    with pytest.raises(CommandError, match="was not signed with the group's offline key"):
        run("inbox", "list", "northport", tmp_path / "list")
    (tmp_path / "list").write_text("{}")
    with pytest.raises(CommandError, match="cannot come into force"):
        run("inbox", "list", "northport", tmp_path / "list")
    for arguments, words in (
        (("setup", "northport", "--root", "zz"), "not a verification key"),
        (("setup", "northport", "--root", key.root), "already has an inbox"),
        (("setup", "nobody", "--root", key.root), "no group"),
        (("setup", "southmoor", "--root", key.root, "--days", 2), "7 days"),
        (("open", "southmoor"), "has no inbox"),
        (("sign", "northport", tmp_path / "missing"), "could not be read"),
    ):
        with pytest.raises(CommandError, match=words):
            run("inbox", *arguments)
