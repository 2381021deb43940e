"""A watcher tells by a command, by mail and in a status file: when it begins, each day, and when it is over."""

import ast
import contextlib
import json
import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

import pytest
from dueregard_watcher import command, visits
from dueregard_watcher.browsers import PAGE, TOR_BROWSER
from dueregard_watcher.leading import Leading
from dueregard_watcher.visits import Answer, Way, visit
from flit_core import buildapi

from tests.house.sources import ROOT
from tests.over_socks import onion
from tests.watcher.conftest import Watcher
from tests.watcher.stage import BASE, OTHER, Asked, Said


def other_page(asked: Asked, said: Said) -> None:
    said.body = OTHER if asked.path == BASE else said.body


@dataclass
class Teller:
    """A program of the person who watches: keeps what it was told."""

    file: Path

    def __post_init__(self) -> None:
        program = self.file.with_suffix(".sh")
        program.write_text(f'#!/bin/sh\ncat >> "{self.file}"\necho "--" >> "{self.file}"\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.program = program

    def told(self) -> list[str]:
        return self.file.read_text().split("--\n")[:-1] if self.file.exists() else []


def test_somebody_is_told_once_when_it_begins_once_a_day_and_when_it_is_over(watcher: Watcher, tmp_path: Path) -> None:
    teller, status = Teller(tmp_path / "told"), tmp_path / "status.json"
    telling = ("--command", teller.program, "--status", status)
    watcher.look(*telling)
    assert teller.told() == []
    assert json.loads(status.read_text())["state"] == "as signed"
    watcher.stage.mischief = other_page
    watcher.look(*telling)
    watcher.look(*telling)
    assert len(teller.told()) == 1
    assert teller.told()[0].startswith("Sealed inbox: ALARM\nALARM http://127.0.0.1")
    said = json.loads(status.read_text())
    assert said["state"] == "alarm"
    assert datetime.fromisoformat(said["at"]) > datetime.now(UTC) - timedelta(minutes=5)
    state = json.loads(watcher.state.read_text())
    watcher.state.write_text(json.dumps(state | {"told_on": "2026-01-01"}))
    watcher.look(*telling)
    assert len(teller.told()) == 2, "each day while it lasts"
    watcher.stage.mischief = lambda asked, said: None
    watcher.look(*telling)
    assert teller.told()[2:] == ["Sealed inbox: as signed\nas signed again\n"]


def test_who_could_not_be_told_is_told_at_the_next_look(watcher: Watcher, tmp_path: Path) -> None:
    teller = Teller(tmp_path / "told")
    watcher.stage.mischief = other_page
    code, said = watcher.look("--command", "/no/such/program")
    assert (code, "NOT TOLD: the command could not be run" in said) == (1, True)
    assert (
        "NOT TOLD: the mail could not be handed"
        in watcher.look("--mail", "w@northport.example", "--mail-server", "127.0.0.1:9")[1]
    )
    watcher.look("--command", teller.program)
    assert len(teller.told()) == 1


def test_a_mail_says_what_is_wrong(watcher: Watcher) -> None:
    got: list[str] = []

    class Post(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 post\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    while (line := self.rfile.readline()) != b".\r\n":
                        got.append(line.decode())
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")

    server = ThreadingTCPServer(("127.0.0.1", 0), Post)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    watcher.stage.mischief = other_page
    try:
        port = server.server_address[1]
        watcher.look("--mail", "w@northport.example", "--mail-server", f"127.0.0.1:{port}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    mail = "".join(got).replace("\r\n", "\n")
    assert "Subject: Sealed inbox: ALARM\n" in mail
    assert "To: w@northport.example\n" in mail
    assert "the page at its address" in mail


def test_an_onion_address_is_watched_through_tor_and_must_show_the_same(watcher: Watcher) -> None:
    name = "northport" * 6 + "na.onion"
    port = int(watcher.address.split(":")[2].split("/")[0])
    with onion(name, port) as (tor, circuits):
        both = (f"http://{name}{BASE}", "--tor", tor)
        assert watcher.look(*both)[0] == 0
        assert len(circuits) >= 2, "each look at each address takes a path of its own"
        assert {one.says("user-agent") for one in watcher.stage.asked if one.says("host") == name} == {
            TOR_BROWSER.agent
        }
        watcher.stage.mischief = lambda asked, said: other_page(asked, said) if asked.says("host") == name else None
        code, said = watcher.look(*both)
        assert code == 1
        assert said.count("ALARM") == said.count(f"ALARM http://{name}{BASE}: the page at its address"), said
    assert "could not be reached" in watcher.look(*both)[1]
    code, said = watcher.look(f"http://{name}{BASE}")
    assert (code, "An onion address needs Tor" in said) == (2, True)


def test_people_who_type_the_name_alone_are_led_to_the_page_or_met_by_nobody() -> None:
    def asked(answer: Answer) -> list[str]:
        wrong: list[str] = []
        base = "https://sealed.northport.example/sealed/northport/"

        def ask(names: Any) -> dict[str, Answer]:
            nothing = Answer("", 404)
            return {one: answer if one.startswith("http://") else nothing for one, _ in names}

        Leading(base, "", ask, lambda *words: wrong.extend(words)).check([])
        return wrong

    assert asked(Answer("", failed="refused")) == []
    assert asked(Answer("", 301, (("location", "https://sealed.northport.example/sealed/northport/"),))) == []
    for bad in (Answer("", 200), Answer("", 301, (("location", "https://sealed.other.example/"),)), Answer("", 302)):
        assert "is answered without encryption" in "".join(asked(bad))


def test_what_cannot_be_watched_is_said(watcher: Watcher, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    key = watcher.stage.key.root
    for arguments, words in (
        (["https://sealed.northport.example/", "--key", "beef"], "64 hexadecimal digits"),
        (["http://sealed.northport.example/", "--key", key], "begins with https://"),
        ([watcher.address, "--key", key, "--once", "--state", str(tmp_path)], "cannot be read"),
    ):
        assert command.main(arguments) == 2
        assert words in capsys.readouterr().err
    with pytest.raises(SystemExit):
        command.main(["--help"])
    said = " ".join(capsys.readouterr().out.split())
    for words in ("one visitor alone", "between two looks", "beginning TLS", "the keyholder's page"):
        assert words in said


def test_nothing_of_this_machine_is_asked_along(watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    (answer,) = visit(TOR_BROWSER, [(watcher.address, PAGE)], Way())
    assert answer.status == 200
    assert visits.KEPT_FROM_US.isdisjoint({"http_proxy", "ALL_PROXY", "HOME"})


def test_the_package_needs_no_site_and_no_other_package(tmp_path: Path) -> None:
    package = ROOT / "watcher"
    for path in (package / "dueregard_watcher").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                top = name.partition(".")[0]
                assert top == "dueregard_watcher" or top in sys.stdlib_module_names, (path.name, name)
    with contextlib.chdir(package):
        wheel = buildapi.build_wheel(str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-S", "-m", "dueregard_watcher", "--help"],
        env={"PYTHONPATH": str(tmp_path / wheel), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "when it is not what the group signed" in " ".join(done.stdout.split())
