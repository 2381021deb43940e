"""No route of the sealed inbox reads a cookie or sets one, says anything of itself, or is weaker than its policy."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dueregard.parts.submissions.gateways.delivered import delivered_files
from dueregard.parts.submissions.models import Inbox
from dueregard.parts.submissions.urls import OPEN
from dueregard.parts.submissions.views.answers import HEADERS
from tests.builders_inbox import MEMO, Sender, make_inbox, message
from tests.house.sources import ROOT
from tests.people import Cast

B = "/sealed/northport/"


@pytest.fixture
def inbox(cast: Cast) -> Inbox:
    return make_inbox(cast)


def some_answers(client: Client) -> list[Any]:
    """Return an answer of each kind: files, made files, uploads, refusals, what is not there."""
    json = {"content_type": "application/json"}
    paths = ["", "index.html", "config.json", "manifest.json", "keys.log", "recipients.txt", "vendor.js", "nothing.js"]
    return [
        *(client.get(B + path) for path in paths),
        client.get(B + "api/challenge"),
        client.get(B + "api/start"),
        client.post(B + "api/start", b"{}", **json),
        client.post(B + "api/lookup", b'{"v":1,"lookup":"' + b"ab" * 32 + b'"}', **json),
        client.post(B + "api/plain", {}),
        client.get(B + "keyholder/api/threads"),
        client.get("/sealed/nobody/"),
        client.get("/sealed/"),
    ]


def told_headers() -> dict[str, str]:
    """Return the headers as docs/reference/sealed-protocol.md tells them."""
    page = (ROOT / "docs" / "reference" / "sealed-protocol.md").read_text()
    block = page[page.index("    Content-Security-Policy:") :].split("\n\n")[0]
    lines = re.sub(r"\n {8}", " ", block).splitlines()
    return dict(line.strip().split(": ", 1) for line in lines)


def test_every_answer_carries_the_strict_headers_and_no_cookie(inbox: Inbox) -> None:
    told = told_headers()
    assert told["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert len(told) == 8
    for answer in some_answers(Client()):
        assert {name: answer[name] for name in told} == told
        assert not answer.cookies
        assert "Vary" not in answer
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert "Server" not in answer
        assert "Date" not in answer


def test_a_signed_in_person_is_not_known_here_and_their_session_is_not_touched(
    inbox: Inbox, cast: Cast, signed_in: Any, django_assert_num_queries: Any
) -> None:
    client = signed_in(cast.asha)
    before = list(Session.objects.values_list("session_key", "session_data", "expire_date"))
    with django_assert_num_queries(1):
        client.get(B + "config.json")
    answers = some_answers(client)
    assert answers[-3].status_code == 404
    assert all(not answer.cookies for answer in answers)
    assert list(Session.objects.values_list("session_key", "session_data", "expire_date")) == before


def test_a_session_that_ends_during_an_upload_ends_nothing_of_it(inbox: Inbox, cast: Cast, signed_in: Any) -> None:
    sender = Sender()
    sender.client = signed_in(cast.asha)
    upload = sender.start()
    said = sender.put_all(upload, message())
    Session.objects.all().delete()
    assert sender.put(upload, 1, 0, message()).status_code == 200
    assert sender.finish(upload, said).status_code == 201
    assert sender.look_up().json()["memo"] == MEMO.hex()


def test_files_are_delivered_byte_for_byte(inbox: Inbox) -> None:
    files = delivered_files()
    assert "vendor.js" in files
    for name, content in files.items():
        answer = Client().get(B + name)
        assert answer.content == content
        assert answer["Content-Type"].partition(";")[0] in {
            "text/html", "text/javascript", "text/css", "application/json", "text/plain", "image/svg+xml", "image/png"
        }  # fmt: skip
    assert Client().get(B + "config.json").content.decode() == inbox.config


@pytest.mark.parametrize(
    "name", ["../package.json", "..%2fpackage.json", "%2e%2e/build.mjs", "/etc/passwd", "HASHES", ".git"]
)
def test_no_name_leads_out_of_the_delivered_files(inbox: Inbox, name: str) -> None:
    assert Client().get(B + name).status_code == 404


def test_an_inbox_with_its_own_host_is_answered_there_alone_and_nothing_else_is(inbox: Inbox, settings: Any) -> None:
    settings.SEALED_URL = "https://sealed.northport.example"
    settings.SEALED_ONION = "http://northportnorthport.onion"
    for host in ("sealed.northport.example", "northportnorthport.onion"):
        own = Client(headers={"host": host})
        assert own.get(B + "config.json").status_code == 200
        assert [own.get(path).status_code for path in ("/", "/bodies/", "/account/login/", "/desk/")] == [404] * 4
    for host in ("SEALED.Northport.Example", "sealed.northport.example:443", "sealed.northport.example."):
        folded = Client(headers={"host": host})
        assert folded.get(B + "config.json").status_code == 200, host
        assert folded.get("/bodies/").status_code == 404, host
    site = Client(headers={"host": "northport.example"})
    assert site.get(B).headers["Location"] == "https://sealed.northport.example/sealed/northport/"
    assert site.get(B + "config.json").status_code == 404
    assert site.post(B + "api/lookup", b"{}", content_type="application/json").status_code == 404
    assert site.get("/inboxes/northport/").status_code == 200


def test_every_address_behind_the_door_is_for_everybody_or_asks_for_a_key(inbox: Inbox) -> None:
    some = {"slug": "northport", "message": "0" * 32, "thread": "0" * 32, "number": 1}
    by_key = [pattern for pattern in OPEN if str(pattern.name).endswith("_by_key")]
    assert len(by_key) == 6
    for pattern in by_key:
        asked = {name: some[name] for name in pattern.pattern.converters}
        where = reverse(f"submissions:{pattern.name}", kwargs=asked)
        for shown in ({}, {"Authorization": "Bearer guessed"}):
            statuses = {Client().get(where, headers=shown).status_code, Client().post(where, headers=shown).status_code}
            assert statuses == {404, 405}, where


def test_an_error_of_ours_says_nothing_and_is_logged_without_a_time_or_an_address(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("a secret of the source")

    monkeypatch.setattr("dueregard.parts.submissions.views.coming_back.look_up", broken)
    answer = Sender().look_up()
    assert answer.status_code == 500
    assert b"secret" not in answer.content
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert [record.getMessage() for record in caplog.records if record.name == "dueregard.sealed"] == [
        "The sealed inbox failed: RuntimeError"
    ]


def test_two_tabs_send_side_by_side(inbox: Inbox) -> None:
    one, other = Sender(), Sender()
    uploads = one.start(), other.start()
    said = [sender.put_all(upload, message()) for sender, upload in zip((one, other), uploads, strict=True)]
    assert one.finish(uploads[0], said[0]).status_code == 201
    assert other.finish(uploads[1], said[1], thread="cd" * 32).status_code == 201


def test_a_challenge_is_good_once_and_cannot_be_hoarded_for_a_flood(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins = timezone.now().replace(minute=0, second=0)
    monkeypatch.setattr("django.utils.timezone.now", lambda: begins)
    sender = Sender()
    challenge, work = sender.challenge()
    said = {"v": 1, "challenge": challenge, "work": work}
    assert [sender.post("api/start", said).status_code for _ in range(2)] == [201, 403]
    forged = {**said, "challenge": "00" * 16}
    assert sender.post("api/start", forged).json() == {"error": "work"}
    hoarded = [sender.challenge() for _ in range(2)]
    answers = []
    for minutes, (late, work) in zip((19, 20), hoarded, strict=True):
        monkeypatch.setattr("django.utils.timezone.now", lambda now=begins + timedelta(minutes=minutes): now)
        answers.append(sender.post("api/start", {"v": 1, "challenge": late, "work": work}).status_code)
    assert answers == [201, 403]


def test_a_flood_is_asked_for_work_and_then_to_come_again_whoever_it_is(inbox: Inbox, settings: Any) -> None:
    settings.SEALED_BUCKET, settings.SEALED_REFILL_SECONDS = 4, 1000.0
    sender = Sender()
    bits = []
    for _ in range(4):
        bits.append(sender.client.get(B + "api/challenge").json()["bits"])
        sender.start()
    assert (bits[0], bits[1]) == (0, 0)
    assert bits[3] >= 8
    challenge, work = sender.challenge()
    busy = sender.post("api/start", {"v": 1, "challenge": challenge, "work": work})
    assert (busy.status_code, busy.json()["error"]) == (429, "busy")
    assert 0 < busy.json()["retry"] <= 1001


def test_a_group_has_its_share_of_the_disk_and_no_more(inbox: Inbox, settings: Any) -> None:
    sender = Sender()
    upload = sender.start()
    settings.SEALED_GIB = 0
    assert sender.put(upload, 0, 1, b"x").json() == {"error": "full"}
    assert sender.client.get(f"{sender.base}api/challenge").json() == {"error": "full"}, "before anybody writes"
    settings.SEALED_GIB = 1
    challenge, work = sender.challenge()
    settings.SEALED_GIB = 0
    assert sender.post("api/start", {"v": 1, "challenge": challenge, "work": work}).status_code == 507


def test_a_disk_that_is_nearly_full_takes_nothing_more(inbox: Inbox, settings: Any) -> None:
    sender = Sender()
    upload = sender.start()
    settings.SEALED_DISK_RESERVE = 2**62
    assert sender.put(upload, 0, 1, b"x").json() == {"error": "full"}


def test_when_too_many_send_at_once_the_next_is_asked_to_come_again(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = Sender()
    upload = sender.start()
    monkeypatch.setattr(
        "dueregard.parts.submissions.views.sending._senders",
        type("None left", (), {"acquire": lambda *a, **k: False})(),
    )
    assert sender.put(upload, 0, 1, b"x").json() == {"error": "busy", "retry": 5}
    assert sender.send_plain(message()).status_code == 429
