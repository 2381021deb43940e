"""The shipped configuration of nginx and Tor is valid, writes no log, and passes on nothing that leads to a person."""

import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any

import pytest
from django.core.management import load_command_class
from django.http import HttpRequest
from dueregard_watcher import command

from dueregard.config.management.commands.serve import _processes
from dueregard.parts.submissions.gateways import bucket
from dueregard.parts.submissions.gateways.delivered import delivered_files
from dueregard.parts.submissions.middleware import SealedDoor
from dueregard.parts.submissions.models import Message
from dueregard.rules.sealed.envelope import Recipient
from tests.builders_inbox import OfflineKey, Sender, make_inbox, message
from tests.builders_sealed import lookalike
from tests.house.sources import ROOT
from tests.over_http import OverHttp
from tests.parts.submissions.test_the_commands import sign_release
from tests.people import make_cast
from tests.ports import free_port
from tests.processes import wait_until

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]

NGINX, TOR = "/usr/sbin/nginx", "/usr/sbin/tor"
SENTINELS = {
    "User-Agent": "sentinel-browser",
    "Accept-Language": "sentinel-language",
    "Referer": "https://sentinel-referrer.example/",
    "Cookie": "sessionid=sentinel-cookie",
    "X-Forwarded-For": "203.0.113.77",
}
HOST = "sealed.northport.example"


def written(folder: Path, *, port: int, upstream: str, cut: str = "10s") -> Path:
    """Write the shipped files with this machine's ports, and what nginx needs around them, which is Debian's own.

    `cut` is how long a head, or a pause in a body, may last.
    """
    folder = folder / "nginx"
    folder.mkdir()
    made = ["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    made += ["-addext", f"subjectAltName=DNS:{HOST},DNS:localhost"]
    subprocess.run([*made, "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True)
    shipped = (ROOT / "deploy/nginx/sealed-inbox.conf").read_text()
    for ours, theirs in (
        (f"/etc/letsencrypt/live/{HOST}/fullchain.pem", f"{folder}/cert.pem"),
        (f"/etc/letsencrypt/live/{HOST}/privkey.pem", f"{folder}/key.pem"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("listen [::]:443 ssl http2;", ""),
        ("listen 127.0.0.1:8081;", f"listen unix:{folder}/onion.sock;"),
        ("127.0.0.1:8000", upstream),
        ("/etc/nginx/sealed-answers.conf", f"{folder}/sealed-answers.conf"),
    ):
        assert ours in shipped, ours
        shipped = shipped.replace(ours, theirs)
    (folder / "sealed.conf").write_text(shipped)
    answers = (ROOT / "deploy/nginx/sealed-answers.conf").read_text()
    for ours, theirs in (
        ("client_header_timeout 10s", f"client_header_timeout {cut}"),
        ("body_timeout 30s", f"body_timeout {cut}"),
    ):
        assert ours in answers, ours
        answers = answers.replace(ours, theirs)
    (folder / "sealed-answers.conf").write_text(answers)
    places = "".join(
        f"{name}_temp_path {folder}/tmp-{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/main.log notice;\n"
        f"events {{ worker_connections 768; }}\n"
        f"http {{ access_log {folder}/access.log; {places} include {folder}/sealed.conf; }}\n"
    )
    return folder / "nginx.conf"


def test_nginx_finds_the_shipped_configuration_valid(tmp_path: Path) -> None:
    config = written(tmp_path, port=8443, upstream="127.0.0.1:8000")
    done = subprocess.run(
        [NGINX, "-t", "-c", config, "-p", tmp_path / "nginx"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr.replace("could not open error log file", "")


def test_tor_finds_the_shipped_configuration_valid_and_knows_its_proof_of_work(tmp_path: Path) -> None:
    shipped = (ROOT / "deploy/tor/torrc").read_text()
    (tmp_path / "torrc").write_text(shipped.replace("/var/lib/tor/dueregard-sealed", f"{tmp_path}/onion"))
    asked = [TOR, "--verify-config", "-f", tmp_path / "torrc", "--DataDirectory", tmp_path / "data"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "Configuration was valid" in done.stdout
    modules = subprocess.run([TOR, "--list-modules"], capture_output=True, text=True, check=True).stdout
    assert "pow: yes" in modules


def begun(folder: Path, live_server: Any, cut: str) -> Iterator[OverHttp]:
    """Serve what the site answers behind the shipped nginx."""
    port = free_port()
    config = written(folder, port=port, upstream=live_server.url.removeprefix("http://"), cut=cut)
    with (folder / "nginx.stderr").open("wb") as words:
        process = subprocess.Popen([NGINX, "-c", config, "-p", folder / "nginx"], stderr=words)
    client = OverHttp(port, tls=True, told={"Host": HOST, **SENTINELS})
    try:
        wait_until(lambda: answers(client), what="nginx answers")
        yield client
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def signed(tmp_path: Path, live_server: Any, settings: Any) -> OfflineKey:
    """Set up Northport's inbox with signed files, on a host of its own."""
    settings.SEALED_STORE = tmp_path / "sealed"
    settings.SEALED_URL = f"https://{HOST}"
    bucket.forget()
    key = OfflineKey()
    sign_release(make_inbox(make_cast(), key), key, tmp_path)
    return key


@pytest.fixture
def through_nginx(tmp_path: Path, live_server: Any, signed: OfflineKey) -> Iterator[OverHttp]:
    """Serve Northport's inbox behind the shipped nginx."""
    yield from begun(tmp_path, live_server, "10s")


@pytest.fixture
def through_hasty_nginx(tmp_path: Path, live_server: Any, signed: OfflineKey) -> Iterator[OverHttp]:
    """The same, but it waits for a second where the shipped one waits for ten or thirty."""
    yield from begun(tmp_path, live_server, "1s")


def answers(client: OverHttp) -> bool:
    try:
        return client.get("/sealed/northport/config.json").status_code == 200
    except OSError:
        return False


def test_after_a_journey_no_file_of_nginx_and_no_request_holds_what_leads_to_a_person(
    through_nginx: OverHttp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed_on: list[str] = []
    answer = SealedDoor._answer

    def watching(self: SealedDoor, request: HttpRequest) -> Any:
        passed_on.append(str(sorted((name, str(value)) for name, value in request.META.items())))
        return answer(self, request)

    monkeypatch.setattr(SealedDoor, "_answer", watching)
    sender = Sender()
    sender.client = through_nginx  # type: ignore[assignment]
    assert sender.send(message(), lookalike(5 * 1024 * 1024, 2, Recipient.X25519)).status_code == 201
    assert sender.look_up().status_code == 200
    assert through_nginx.get("/sealed/northport/sentinel-path.js").status_code == 404
    assert through_nginx.get("/bodies/").status_code == 404
    assert Message.objects.count() == 1
    assert len(passed_on) >= 7
    for trace in ("sentinel-b", "sentinel-l", "sentinel-r", "sentinel-c", "203.0.113.77"):
        assert not any(trace in one for one in passed_on), trace
    files = [path for path in (tmp_path / "nginx").rglob("*") if path.is_file()]
    assert (tmp_path / "nginx" / "access.log") in files
    for file in files:
        if file.suffix in {".log", ".pid"} or "tmp" in str(file.parent.name):
            assert b"sealed/" not in file.read_bytes(), file.name
    assert (tmp_path / "nginx" / "access.log").read_bytes() == b""


def test_the_site_itself_listens_on_this_machine_alone() -> None:
    serve = load_command_class("dueregard.config", "serve").create_parser("dueregard", "serve")
    assert serve.get_default("host") == "127.0.0.1"
    shipped = (ROOT / "deploy/nginx/sealed-inbox.conf").read_text()
    assert re.findall(r"server (\S+):\d+;", shipped) == ["127.0.0.1"]
    doors = re.findall(r"^ *listen (.+);", shipped, re.MULTILINE)
    assert [one for one in doors if not one.endswith("443 ssl http2")] == ["127.0.0.1:8081"], "but for the public one"
    (web,) = [one for one in _processes("127.0.0.1", 8000, vars(serve.parse_args([]))) if one.name == "web server"]
    assert web.command[web.command.index("--host") + 1] == "127.0.0.1"
    torrc = (ROOT / "deploy/tor/torrc").read_text()
    assert re.findall(r"^HiddenServicePort \d+ (\S+):\d+$", torrc, re.MULTILINE) == ["127.0.0.1"]
    assert re.findall(r"^(?:Socks|Control|OR|Dir)Port (\S+)$", torrc, re.MULTILINE) == ["0"]


def idle(port: int, kind: int) -> socket.socket:
    """Open a connection and say nothing, or not enough: without TLS, with it, half a head, half a body."""
    plain = socket.create_connection(("127.0.0.1", port))
    if kind == 0:
        return plain
    secured = ssl._create_unverified_context().wrap_socket(plain)
    if kind > 1:
        secured.sendall(f"PUT /sealed/northport/api/uploads/{'0' * 32}/0/0 HTTP/1.1\r\nHost: {HOST}\r\n".encode())
    if kind > 2:
        secured.sendall(b"Content-Length: 4000000\r\n\r\nage-encryption.org/v1")
    return secured


def visits(port: int) -> list[int]:
    """Open the page as a browser does, with everything that it loads, at once over one connection."""
    names = ["style.css", "sign.svg", *sorted(path.name for path in (ROOT / "sealed/site").glob("*.js"))]
    connection = HTTPSConnection("127.0.0.1", port, context=ssl._create_unverified_context(), timeout=300)
    found = []
    for name in ["", *names, "config.json", "manifest.json", "keys.log", "api/challenge"]:
        connection.request("GET", f"/sealed/northport/{name}", headers={"Host": HOST})
        answer = connection.getresponse()
        answer.read()
        found.append(answer.status)
    connection.close()
    return found


def test_five_visits_a_second_and_400_idle_connections_leave_the_inbox_open_for_others(through_nginx: OverHttp) -> None:
    silent = [idle(through_nginx.port, number % 4) for number in range(400)]
    with ThreadPoolExecutor(10) as pool:
        seen = [status for found in pool.map(visits, [through_nginx.port] * 10) for status in found]
    assert len(seen) > 100
    assert {status for status in seen if status != 200} == set()
    sender = Sender()
    sender.client = through_nginx  # type: ignore[assignment]
    assert sender.send(message()).status_code == 201
    assert sender.look_up().status_code == 200
    for one in silent:
        one.close()


def test_heads_and_bodies_that_do_not_come_are_cut_off(through_hasty_nginx: OverHttp) -> None:
    slow = [idle(through_hasty_nginx.port, kind) for kind in (1, 2, 3)]
    for one in slow:
        one.settimeout(60)
        try:
            while one.recv(4096):
                pass
        except ConnectionResetError:
            continue
        finally:
            one.close()
    assert through_hasty_nginx.get("/sealed/northport/config.json").status_code == 200


def test_a_watcher_finds_the_shipped_server_as_signed(
    through_nginx: OverHttp,
    signed: OfflineKey,
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CURL_CA_BUNDLE", str(tmp_path / "nginx" / "cert.pem"))
    settings.SEALED_URL = "https://localhost"  # nginx hands on the name alone
    address = f"https://localhost:{through_nginx.port}/sealed/northport/"
    asked = [address, "--key", signed.root, "--once", "--state", str(tmp_path / "state.json")]
    assert command.main(asked) == 0, capsys.readouterr().out
    assert capsys.readouterr().out.endswith(" as signed\n")
    monkeypatch.setattr(
        "dueregard.parts.submissions.views.delivered.delivered_files",
        lambda: delivered_files() | {"source.js": b"// for one purpose"},
    )
    assert command.main(asked) == 1
    assert "source.js is not as signed" in capsys.readouterr().out
