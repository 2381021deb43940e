"""`dueregard inbox` brings what was signed offline; `dueregard watch` finds what is not as it was signed."""

import json
from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dueregard.parts.submissions.gateways.delivered import delivered_files
from dueregard.parts.submissions.models import Inbox
from dueregard.parts.submissions.queries.configuration import hash_list
from dueregard.rules.sealed.manifest import RELEASE_SIGNED_AS
from dueregard.rules.sealed.watch import NoHashList, compare, read_hashes, read_log
from tests.builders_inbox import RECIPIENTS, OfflineKey, make_inbox, renew
from tests.people import Cast, make_cast


def run(*arguments: Any) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def sign_release(inbox: Inbox, key: OfflineKey, folder: Path) -> None:
    (folder / "HASHES.sig").write_text(
        key.sign(RELEASE_SIGNED_AS + run("inbox", "hashes", "northport").encode()) + "\n"
    )
    run("inbox", "sign", "northport", folder / "HASHES.sig")


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


@pytest.fixture
def watched(live_server: Any, tmp_path: Path) -> tuple[str, OfflineKey, Inbox]:
    key = OfflineKey()
    inbox = make_inbox(make_cast(), key)
    sign_release(inbox, key, tmp_path)
    return f"{live_server.url}/sealed/northport/", key, inbox


@pytest.mark.django_db(transaction=True)
def test_a_watcher_finds_everything_as_signed(watched: tuple[str, OfflineKey, Inbox]) -> None:
    address, key, _ = watched
    assert run("watch", address, "--key", key.root, "--once").endswith(" as signed\n")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "what", ["a file", "a missing file", "the page", "the configuration", "the list", "the hashes"]
)
def test_a_watcher_raises_the_alarm_at_any_change(
    watched: tuple[str, OfflineKey, Inbox], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, key, inbox = watched
    files = dict(delivered_files())
    if what == "a file":
        files["seal.js"] += b"\n// for one purpose"
    elif what == "a missing file":
        del files["seal.js"]
    elif what == "the page":
        files["index.html"] = files.get("index.html", b"") + b"<!-- -->"
    elif what == "the configuration":
        Inbox.objects.update(config=inbox.config.replace("90", "91"))
    elif what == "the list":
        forged = OfflineKey().listing(*RECIPIENTS).encode()
        monkeypatch.setattr("dueregard.parts.submissions.views.delivered.key_log", lambda inbox: [forged])
    else:
        Inbox.objects.update(hashes="ab" * 32 + "  index.html\n")
    monkeypatch.setattr("dueregard.parts.submissions.views.delivered.delivered_files", lambda: files)
    with pytest.raises(CommandError, match="not what the group signed"):
        run("watch", address, "--key", key.root, "--once")


@pytest.mark.django_db(transaction=True)
def test_a_new_list_is_no_alarm_and_a_server_that_is_gone_is_one(
    watched: tuple[str, OfflineKey, Inbox],
) -> None:
    address, key, inbox = watched
    assert "NOTICE" not in run("watch", address, "--key", key.root, "--once")
    renew(inbox, key, RECIPIENTS[0])
    said = run("watch", address, "--key", key.root, "--once")
    assert "NOTICE the keyholders changed on" in said
    assert said.endswith(" as signed\n")
    with pytest.raises(CommandError, match="not what the group signed"):
        run("watch", address.replace("northport", "nobody"), "--key", key.root, "--once")
    with pytest.raises(CommandError, match="64 hexadecimal"):
        run("watch", address, "--key", "beef", "--once")


@pytest.mark.parametrize(
    "text",
    ["", "x", f"{'ab' * 32}  ../x\n", f"{'ab' * 32}  /etc/x\n", f"{'ab' * 32} x\n", f"{'ab' * 32}  a\n" * 2, "ab  a\n"],
)
def test_a_list_of_hashes_that_could_lead_anywhere_is_refused(text: str) -> None:
    with pytest.raises(NoHashList):
        read_hashes(text)


def test_a_difference_is_named_by_its_file() -> None:
    digest = sha256(b"x").hexdigest()
    found = compare({"a": digest, "b": digest, "c": digest}, {"a": digest, "b": None, "c": "00" * 32})
    assert [(one.name, one.what) for one in found] == [("b", "missing"), ("c", "other")]


FIRST, LATER, LOOK = date(2026, 9, 1), date(2026, 11, 2), date(2026, 11, 25)


def logged(key: OfflineKey, *came: date | None) -> bytes:
    """Return a key log whose second list changes the keyholders, with these days of receipt."""
    lines, last = [], ""
    for number, (day, made_on, recipients) in enumerate(
        zip(came, (FIRST, LATER, LATER), (RECIPIENTS, RECIPIENTS[:1], RECIPIENTS[:1]), strict=False), 1
    ):
        changed = {
            "number": number,
            "made_on": made_on.isoformat(),
            "changed_on": made_on.isoformat(),
            "valid_until": "2027-03-01",
            "previous": sha256(last.encode()).hexdigest() if last else None,
        }
        said = json.loads(key.listing(*recipients, **changed))
        last = said["manifest"]
        lines.append(json.dumps(said | ({"change_received_on": day.isoformat()} if day else {})))
    return "".join(f"{line}\n" for line in lines).encode()


@pytest.mark.parametrize(
    ("came", "wrong"),
    [
        ((FIRST, LATER, LATER), ""),
        ((FIRST, date(2026, 11, 20)), ""),
        ((FIRST, LATER, LOOK), "list 3 is said to have come on 2026-11-25"),
        ((FIRST, date(2026, 10, 20)), "list 2 is said to have come on 2026-10-20"),
        ((FIRST, date(2026, 12, 20)), "list 2 is said to have come on 2026-12-20"),
        ((FIRST, None), "list 2 of the key log could not be read"),
    ],
)
def test_a_watcher_holds_a_change_against_the_day_it_is_said_to_have_come(
    came: tuple[date | None, ...], wrong: str
) -> None:
    key = OfflineKey()
    assert wrong in "".join(read_log(logged(key, *came), root=key.root, today=LOOK).wrong)
    assert bool(wrong) is bool(read_log(logged(key, *came), root=key.root, today=LOOK).wrong)


def test_what_a_watcher_did_not_see_last_time_cannot_have_come_before() -> None:
    key = OfflineKey()
    known, now = logged(key, FIRST), logged(key, FIRST, LATER)
    seen = {"root": key.root, "today": LOOK}
    assert read_log(now, known=known, known_on=LATER, **seen).wrong == ()  # type: ignore[arg-type]
    assert "list 2" in read_log(now, known=known, known_on=date(2026, 11, 20), **seen).wrong[0]  # type: ignore[arg-type]
    assert read_log(now, known=now, known_on=date(2026, 11, 20), **seen).wrong == ()  # type: ignore[arg-type]
    assert "received the change on 2026-11-02" in read_log(now, **seen).news  # type: ignore[arg-type]
