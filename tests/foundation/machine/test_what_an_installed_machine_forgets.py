"""The doctor sees failed units, a clock that nobody sets, nginx's files, certificates, Tor's address and mail's DNS."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from dueregard.foundation.machine.gateways import system
from dueregard.foundation.machine.queries import mail_domain
from dueregard.foundation.machine.queries.examined import examined
from dueregard.foundation.mail.gateways import dns
from dueregard.foundation.mail.models import Mode
from dueregard.rules.install.seen import Seen, failed_units, seen
from dueregard.rules.mail.sending_domain import ptr_trouble
from dueregard.rules.wiring.examined import Remark, Tone
from tests.house.sources import ROOT

NOW = datetime(2026, 12, 1, 7, tzinfo=UTC)
DOMAIN = "replies.northport.example"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Make it a machine on which all is well; a test changes one thing."""
    monkeypatch.setattr(system, "is_installed", lambda: True)
    monkeypatch.setattr(system, "units_that_failed", list)
    monkeypatch.setattr(system, "is_clock_set_by_itself", lambda: True)
    monkeypatch.setattr(system, "seen_by_root", lambda: Seen(nginx=""))
    monkeypatch.setattr(mail_domain, "site_mode_now", lambda: Mode.PRACTICE)
    return monkeypatch


def said() -> dict[str, Remark]:
    return {one.about: one for one in examined(NOW)}


def test_a_machine_on_which_all_is_well_is_told_so(installed: pytest.MonkeyPatch) -> None:
    assert {about: one.tone for about, one in said().items()} == dict.fromkeys(("units", "clock", "nginx"), Tone.FINE)


def test_a_site_that_was_not_installed_is_not_asked_for_units(installed: pytest.MonkeyPatch) -> None:
    installed.setattr(system, "is_installed", lambda: False)
    assert examined(NOW) == ()


def test_each_unit_that_failed_is_named(installed: pytest.MonkeyPatch) -> None:
    installed.setattr(system, "units_that_failed", lambda: ["certbot.service"])
    assert said()["units"].tone is Tone.WRONG
    assert "journalctl -u certbot.service" in said()["units"].to_do

    def silent() -> list[str]:
        raise system.NotAnswered

    installed.setattr(system, "units_that_failed", silent)
    assert said()["units"].tone is Tone.LOOK


def test_a_clock_that_nobody_sets_is_told(installed: pytest.MonkeyPatch) -> None:
    installed.setattr(system, "is_clock_set_by_itself", lambda: False)
    assert said()["clock"].tone is Tone.LOOK


def test_the_kernel_answers_whether_its_clock_is_set() -> None:
    assert system.is_clock_set_by_itself() in {True, False}


@pytest.mark.parametrize(
    ("days", "tone"), [(40, None), (13, Tone.LOOK), (-1, Tone.WRONG)], ids=["good", "ends soon", "has ended"]
)
def test_the_end_of_each_certificate_that_nginx_uses_is_told(
    days: int, tone: Tone | None, installed: pytest.MonkeyPatch
) -> None:
    until = f"{NOW + timedelta(days=days):%b %d %H:%M:%S %Y} GMT"
    installed.setattr(system, "seen_by_root", lambda: seen(f"certificate /etc/ssl/own.pem {until}\n"))
    found = said().get("certificate")
    assert (found.tone if found else None) is tone


def test_what_root_saw_is_read_line_by_line(installed: pytest.MonkeyPatch) -> None:
    lines = "nginx wrong nginx: [emerg] no such file\ncertificate /c.pem unreadable\nonion another\nnew kind of line\n"
    installed.setattr(system, "seen_by_root", lambda: seen(lines))
    found = said()
    assert "no such file" in found["nginx"].words
    assert [found[about].tone for about in ("nginx", "certificate", "Tor")] == [Tone.WRONG] * 3
    assert seen("nginx fine\nonion fine\n") == Seen(nginx="")


def test_the_doctor_does_not_name_its_own_unit() -> None:
    lines = ["due-regard-doctor.service loaded failed failed x", "tor@default.service loaded failed failed y", ""]
    assert failed_units(lines) == ["tor@default.service"]


def test_the_script_of_root_writes_lines_that_are_understood(tmp_path: Path) -> None:
    """It runs as shipped, with its places below a folder and openssl's real answer."""
    sites, run = tmp_path / "sites", tmp_path / "run"
    sites.mkdir()
    made = ["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "20", "-subj", "/CN=northport.example"]
    files = ["-keyout", f"{tmp_path}/key.pem", "-out", f"{tmp_path}/cert.pem"]
    subprocess.run([*made, *files], check=True, capture_output=True)
    (sites / "due-regard-site.conf").write_text(
        f"    ssl_certificate {tmp_path}/cert.pem;\n    ssl_certificate_key x;\n"
    )
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "nginx").write_text("#!/bin/sh\necho 'nginx: [emerg] unknown directive' >&2\nexit 1\n")
    (programs / "nginx").chmod(0o755)
    script = (ROOT / "deploy/machine/look-as-root").read_text()
    for ours, theirs in (("/etc/nginx/sites-enabled", str(sites)), ("/run/due-regard-seen", str(run))):
        assert ours in script
        script = script.replace(ours, theirs)
    told = {"PATH": f"{programs}:{os.environ['PATH']}"}
    subprocess.run(["sh", "-c", script], check=True, env=told, capture_output=True)
    found = seen((run / "by-root").read_text())
    assert found.nginx == "nginx: [emerg] unknown directive"
    assert found.certificates[0].until is not None
    assert timedelta(days=18) < found.certificates[0].until - timezone.now() < timedelta(days=21)


@pytest.fixture
def live(installed: pytest.MonkeyPatch, settings: Any) -> pytest.MonkeyPatch:
    """Make it a live site whose domain publishes all that is needed."""
    settings.REPLY_ADDRESS, settings.SMTP_URL = f"foi-{{token}}@{DOMAIN}", "smtp://localhost:25"
    settings.PUBLIC_URL = "https://desk.northport.example"
    texts = {DOMAIN: ["v=spf1 mx -all"], "_dmarc.northport.example": ["v=DMARC1; p=none"]}
    addresses = {"desk.northport.example": ["192.0.2.7"], "mail.northport.example": ["192.0.2.7"]}
    installed.setattr(mail_domain, "site_mode_now", lambda: Mode.LIVE)
    installed.setattr(dns, "has_mx", lambda domain: True)
    installed.setattr(dns, "texts_of", lambda name: texts.get(name, []))
    installed.setattr(dns, "addresses_of", lambda host: addresses.get(host, []))
    installed.setattr(dns, "names_of", lambda address: ["mail.northport.example"])
    installed.setattr(dns, "registrable_domain", lambda domain: "northport.example")
    return installed


@pytest.mark.django_db
def test_a_live_site_whose_domain_publishes_everything_is_well(live: pytest.MonkeyPatch) -> None:
    assert said()["mail's DNS"].tone is Tone.FINE


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "answer", "words"),
    [
        ("has_mx", lambda domain: False, "replies do not come"),
        ("texts_of", lambda name: [] if name == DOMAIN else ["v=DMARC1; p=none"], "no SPF record"),
        ("texts_of", lambda name: ["v=spf1 -all"] if name == DOMAIN else [], "no DMARC record"),
        ("names_of", lambda address: [], "192.0.2.7 has no name"),
        ("names_of", lambda address: ["elsewhere.example"], "does not lead back"),
    ],
)
def test_what_the_domain_lacks_is_told(asked: str, answer: Any, words: str, live: pytest.MonkeyPatch) -> None:
    live.setattr(dns, asked, answer)
    found = said()["mail's DNS"]
    assert found.tone is Tone.WRONG
    assert words in found.words


@pytest.mark.django_db
def test_a_provider_looks_after_the_name_of_its_own_server(live: pytest.MonkeyPatch, settings: Any) -> None:
    settings.SMTP_URL = "smtps://user:x@mail.provider.example:465"
    live.setattr(dns, "names_of", lambda address: [])
    assert said()["mail's DNS"].tone is Tone.FINE


@pytest.mark.django_db
def test_a_dns_that_does_not_answer_says_nothing_about_the_domain(live: pytest.MonkeyPatch) -> None:
    def silent(domain: str) -> bool:
        raise dns.NoAnswer(domain)

    live.setattr(dns, "has_mx", silent)
    assert said()["mail's DNS"].tone is Tone.LOOK


def test_one_name_of_several_that_leads_back_is_enough() -> None:
    assert ptr_trouble({"192.0.2.7": ["a.example", "b.example"]}, {"b.example": ["192.0.2.7"]}) == ""
    assert ptr_trouble({}, {}) == ""
