"""`dueregard doctor` says in plain words what a person forgot, the worst first, and ends with 1 if one is wrong."""

import ssl
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone
from django.utils.module_loading import import_string

from dueregard.foundation.backup.gateways.kept_lists import Last, remember_last
from dueregard.foundation.mail.models import Mode, OutgoingMessage
from dueregard.foundation.search.models import Changed
from dueregard.foundation.search.queries import examined as search
from dueregard.foundation.work.models import Worker
from dueregard.records.calendars.queries.examined import examined as holidays
from dueregard.rules.wiring.examined import Remark, Tone, in_order
from dueregard.website.gateways.certificate import certificate_of
from dueregard.website.queries import examined as outside
from tests.builders_foi import make_campaign, make_letter, make_waiting_case
from tests.foundation.outside.servers import Outside
from tests.people import Cast
from tests.searching import index_now

pytestmark = pytest.mark.django_db


def doctor(*options: str) -> tuple[str, int]:
    """Run it; return its words and how it ended."""
    words = StringIO()
    try:
        call_command("doctor", *options, stdout=words)
    except CommandError as wrong:
        return words.getvalue() + str(wrong), 1
    return words.getvalue(), 0


def remarks(about: str, path: str, days: int = 0) -> list[Remark]:
    """Ask one app, some days from now; return what it says about one thing."""
    return [one for one in import_string(path)(timezone.now() + timedelta(days=days)) if one.about == about]


def test_a_fresh_site_is_told_what_it_lacks_and_what_to_do() -> None:
    index_now()
    words, ended = doctor()
    lines = words.splitlines()
    assert ended == 1
    assert lines[0].startswith("WRONG  workers")
    assert "no letter leaves" in lines[0]
    assert "To do: Start the site: ./run" in lines[1]
    assert "look   back-ups" in words
    assert "fine   letters" in words
    assert lines[-1] == "1 thing is wrong."


def test_a_site_that_works_ends_well_and_quiet_says_only_what_to_look_at() -> None:
    index_now()
    now = timezone.now()
    Worker.objects.create(name="w", host="h", place="", process="1 1", started_at=now, beat_at=now)
    words, ended = doctor("--quiet")
    assert ended == 0
    assert "fine" not in words
    assert "WRONG" not in words
    assert "back-ups" in words


def test_every_app_that_says_it_is_examined_is_asked_and_one_that_cannot_answer_hides_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(now: object) -> tuple[Remark, ...]:
        raise OSError("no such place")

    monkeypatch.setattr("dueregard.foundation.backup.queries.examined", broken)
    words, ended = doctor()
    assert ended == 1
    assert "WRONG  backup" in words
    for about in ("disk", "letters", "search", "bank holidays"):
        assert f"  {about}" in words


def test_back_ups_are_late_or_failed_or_without_a_key(tmp_path: Path) -> None:
    path = "dueregard.foundation.backup.queries.examined"
    with override_settings(BACKUPS=tmp_path, BACKUP_TO=str(tmp_path / "to"), BACKUP_KEYS=""):
        assert remarks("back-ups", path)[0].tone is Tone.WRONG
    with override_settings(BACKUPS=tmp_path, BACKUP_TO=str(tmp_path / "to"), BACKUP_KEYS="age1northport"):
        assert "not been made yet" in remarks("back-ups", path)[0].words
        remember_last(Last(timezone.now(), "to", "a", ""))
        assert [one.tone for one in remarks("back-ups", path)] == [Tone.FINE]
        assert [one.tone for one in remarks("back-ups", path, days=3)] == [Tone.WRONG]
        assert [one.tone for one in remarks("back-ups", path, days=-3)] == [Tone.WRONG]  # the clock was wrong
        remember_last(Last(timezone.now(), "to", "", "the disk is full"))
        assert "the disk is full" in remarks("back-ups", path)[0].words


def test_a_back_up_by_hand_that_failed_is_not_told_as_made(tmp_path: Path) -> None:
    with override_settings(BACKUPS=tmp_path, BACKUP_TO=""):
        remember_last(Last(timezone.now(), "to", "", "the disk is full"))
        assert (
            "failed: the disk is full." in remarks("back-ups", "dueregard.foundation.backup.queries.examined")[0].words
        )


def test_what_a_stopped_restore_left_unencrypted_is_told_after_a_day(tmp_path: Path) -> None:
    path = "dueregard.foundation.backup.queries.examined"
    (tmp_path / "restoring-1").mkdir()
    (tmp_path / "backups/work-1").mkdir(parents=True)
    with override_settings(STATE=tmp_path, BACKUPS=tmp_path / "backups", BACKUP_TO=""):
        assert len(remarks("back-ups", path)) == 1
        told = [one.words for one in remarks("back-ups", path, days=2) if one.tone is Tone.WRONG]
    assert ["work-1" in told[0], "restoring-1" in told[1]] == [True, True]


@pytest.mark.usefixtures("own_index")
def test_unsure_letters_and_an_index_far_behind_are_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_waiting_case(make_campaign(cast.northport))
    make_letter(case, state=OutgoingMessage.State.UNSURE, mode=Mode.LIVE)
    told = remarks("letters", "dueregard.foundation.mail.queries.examined")
    assert "1 letter is unsure" in told[0].words
    assert search.examined(timezone.now())[0].tone is Tone.WRONG, "no index was made yet"
    index_now()
    assert search.examined(timezone.now())[0].tone is Tone.FINE
    monkeypatch.setattr(search, "MANY", 0)
    Changed.objects.create(kind="body", key="1")
    assert search.examined(timezone.now())[0].tone is Tone.LOOK


def test_bank_holidays_are_told_before_they_run_out() -> None:
    assert holidays(timezone.now())[0].tone is Tone.FINE
    late = holidays(timezone.now() + timedelta(days=3_000))[0]
    assert late.tone is Tone.LOOK
    assert "./run holidays" in late.to_do


def test_a_certificate_is_looked_at_as_a_browser_does(tmp_path: Path) -> None:
    servers = Outside(tmp_path)
    reach = servers.start()
    try:
        trusted = ssl.create_default_context(cafile=reach.trust)
        port = reach.ports[443]
        good = certificate_of("localhost", port, trusted)
        assert good.until is not None
        assert good.until > timezone.now()
        assert "certificate" in certificate_of("localhost", port).refused  # nobody knows who signed it
        with override_settings(PUBLIC_URL=f"https://localhost:{port}"):
            assert [one.tone for one in outside.examined(timezone.now())] == [Tone.WRONG]
    finally:
        servers.stop()
    with override_settings(PUBLIC_URL="https://localhost:1"):
        assert "Nobody answers" in outside.examined(timezone.now())[0].words
    assert settings.PUBLIC_URL.startswith("http://")
    assert outside.examined(timezone.now()) == ()


def test_the_worst_comes_first() -> None:
    said = [
        Remark("a", Tone.FINE, ""),
        Remark("c", Tone.WRONG, ""),
        Remark("b", Tone.WRONG, ""),
        Remark("d", Tone.LOOK, ""),
    ]
    assert [one.about for one in in_order(said)] == ["b", "c", "d", "a"]
