"""Whoever asks a server for a name that it does not serve is shown no certificate, and so no name of a site."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from tests.ports import free_port
from tests.processes import wait_until

pytestmark = pytest.mark.servers
HOST = "desk.northport.example"
SITES = {"nobody.conf": "due-regard-0-nobody.conf", "site.conf": "due-regard-site.conf"}


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Run nginx with the shipped sites; gives its ports with and without TLS."""
    tls, plain = free_port(), free_port()
    made = ["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    made += ["-addext", f"subjectAltName=DNS:{HOST}", "-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem"]
    subprocess.run(made, check=True, capture_output=True)
    (tmp_path / "answers.conf").write_text("location / { return 204; }")
    for shipped, name in SITES.items():
        text = (ROOT / "deploy/nginx" / shipped).read_text()
        for ours, theirs in (
            (f"/etc/letsencrypt/live/{HOST}/fullchain.pem", f"{tmp_path}/cert.pem"),
            (f"/etc/letsencrypt/live/{HOST}/privkey.pem", f"{tmp_path}/key.pem"),
            ("/etc/nginx/site-answers.conf", f"{tmp_path}/answers.conf"),
            ("listen [::]:80;", ""),
            ("listen [::]:443 ssl http2;", ""),
            ("listen 80;", f"listen 127.0.0.1:{plain};"),
            ("listen 443 ssl", f"listen 127.0.0.1:{tls} ssl"),
        ):
            text = text.replace(ours, theirs)
        (tmp_path / name).write_text(text)
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/main.log; events {{ worker_connections 64; }}\n"
        f"http {{ client_body_temp_path {tmp_path}/body; proxy_temp_path {tmp_path}/proxy; fastcgi_temp_path"
        f" {tmp_path}/f; uwsgi_temp_path {tmp_path}/u; scgi_temp_path {tmp_path}/s; include {tmp_path}/due-*; }}\n"
    )
    nginx = subprocess.Popen(["/usr/sbin/nginx", "-c", tmp_path / "nginx.conf", "-p", tmp_path])
    try:
        wait_until(lambda: listens(tls), what="nginx")
        yield tls, plain
    finally:
        nginx.terminate()
        nginx.wait()


def listens(port: int) -> bool:
    """Tell whether somebody takes connections."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


def answer(port: int, *, name: str | None, host: str) -> str:
    """Return the first line of the answer over TLS. Raises: ssl.SSLError (no certificate), OSError"""
    tls = ssl.create_default_context()
    tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port)) as bare, tls.wrap_socket(bare, server_hostname=name) as told:
        told.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        return told.recv(1000).decode().partition("\r\n")[0]


def test_only_the_names_that_are_served_are_shown_a_certificate(ports: tuple[int, int]) -> None:
    tls, plain = ports
    assert answer(tls, name=HOST, host=HOST) == "HTTP/1.1 204 No Content"
    for name in ("other.example", "localhost", None):
        with pytest.raises(ssl.SSLError, match="unrecognized name"):
            answer(tls, name=name, host=HOST)
    assert answer(tls, name=HOST, host="other.example") == ""
    with socket.create_connection(("127.0.0.1", plain)) as told:
        told.sendall(b"GET / HTTP/1.1\r\nHost: other.example\r\n\r\n")
        assert told.recv(1000) == b""
