"""The shipped configuration of nginx and Tor is valid, writes no log, and passes on nothing that leads to a person."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import load_command_class
from django.http import HttpRequest

from dueregard.parts.submissions.gateways import bucket
from dueregard.parts.submissions.middleware import SealedDoor
from dueregard.parts.submissions.models import Message
from dueregard.rules.sealed.envelope import Recipient
from tests.builders_inbox import Sender, make_inbox, message
from tests.builders_sealed import lookalike
from tests.house.sources import ROOT
from tests.over_http import OverHttp
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


def written(folder: Path, *, port: int, upstream: str) -> Path:
    """Write the shipped files with this machine's ports, and what nginx needs around them."""
    folder = folder / "nginx"
    folder.mkdir()
    made = ["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    subprocess.run([*made, "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True)
    shipped = (ROOT / "deploy/nginx/sealed-inbox.conf").read_text()
    for ours, theirs in (
        (f"/etc/letsencrypt/live/{HOST}/fullchain.pem", f"{folder}/cert.pem"),
        (f"/etc/letsencrypt/live/{HOST}/privkey.pem", f"{folder}/key.pem"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("listen [::]:443 ssl http2;", ""),
        ("listen 127.0.0.1:8081;", f"listen unix:{folder}/onion.sock;"),
        ("127.0.0.1:8000", upstream),
        ("/etc/nginx/sealed-answers.conf", f"{ROOT}/deploy/nginx/sealed-answers.conf"),
    ):
        assert ours in shipped, ours
        shipped = shipped.replace(ours, theirs)
    (folder / "sealed.conf").write_text(shipped)
    places = "".join(
        f"{name}_temp_path {folder}/tmp-{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/main.log notice;\n"
        f"events {{ worker_connections 512; }}\n"
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


@pytest.fixture
def through_nginx(tmp_path: Path, live_server: Any, settings: Any) -> Iterator[OverHttp]:
    """Serve Northport's inbox behind the shipped nginx."""
    settings.SEALED_STORE = tmp_path / "sealed"
    settings.SEALED_URL = f"https://{HOST}"
    bucket.forget()
    make_inbox(make_cast())
    port = free_port()
    config = written(tmp_path, port=port, upstream=live_server.url.removeprefix("http://"))
    with (tmp_path / "nginx.stderr").open("wb") as words:
        process = subprocess.Popen([NGINX, "-c", config, "-p", tmp_path / "nginx"], stderr=words)
    client = OverHttp(port, tls=True, told={"Host": HOST, **SENTINELS})
    try:
        wait_until(lambda: answers(client), what="nginx answers")
        yield client
    finally:
        process.terminate()
        process.wait()


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
    torrc = (ROOT / "deploy/tor/torrc").read_text()
    assert re.findall(r"^HiddenServicePort \d+ (\S+):\d+$", torrc, re.MULTILINE) == ["127.0.0.1"]
    assert re.findall(r"^(?:Socks|Control|OR|Dir)Port (\S+)$", torrc, re.MULTILINE) == ["0"]
