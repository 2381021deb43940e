"""What strangers publish is fetched from public addresses alone, in small pieces and not for long. Servers are real."""

from __future__ import annotations

import ipaddress
import time
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import pytest

from dueregard.foundation.outside.gateways import reach
from dueregard.foundation.outside.gateways.names import does_not_exist, is_public_suffix, texts_of
from dueregard.foundation.outside.gateways.page import LARGEST, Page, fetch
from dueregard.foundation.outside.gateways.reach import Reach, Trouble, Unreachable
from dueregard.rules.text.domain_names import is_within
from tests.foundation.outside.servers import ELSEWHERE, HERE, Outside


def _get(address: str, domain: str = "branch.example", seconds: float = 15.0) -> Page:
    return fetch(address, belongs=lambda host: is_within(host, domain), seconds=seconds)


def _trouble(address: str, domain: str = "branch.example", seconds: float = 15.0) -> Trouble:
    with pytest.raises(Unreachable) as refused:
        _get(address, domain, seconds)
    return refused.value.trouble


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_page_is_fetched(outside: Outside, scheme: str) -> None:
    outside.has("branch.example")
    outside.says("branch.example/about?x=1", "We signed.")
    page = _get(f"{scheme}://branch.example/about?x=1")
    assert (page.status, page.text) == (200, "We signed.")


def test_without_the_setting_of_the_tests_loopback_is_refused(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside.has("branch.example")
    outside.says("branch.example/", "inside")
    assert Reach().allowed == ()
    monkeypatch.setattr(reach, "REACH", replace(reach.REACH, allowed=()))
    assert _trouble("https://branch.example/") is Trouble.PRIVATE
    assert outside.visited == []


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.9", "192.168.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1",
        "fec0::1",
    ],
)  # fmt: skip
def test_no_address_inside_a_network_is_open_however_it_is_wrapped(address: str) -> None:
    assert not Reach().is_open(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_everybodys_addresses_are_open(address: str) -> None:
    assert Reach().is_open(ipaddress.ip_address(address))


def test_one_private_address_among_others_is_enough_to_refuse(outside: Outside) -> None:
    outside.has("branch.example", [HERE, ELSEWHERE])
    assert _trouble("https://branch.example/") is Trouble.PRIVATE
    assert outside.visited == []


def test_a_redirect_into_the_network_is_not_followed(outside: Outside) -> None:
    outside.has("branch.example")
    outside.has("inside.branch.example", [ELSEWHERE])
    outside.says("branch.example/a", status=302, Location="http://inside.branch.example/")
    outside.says("branch.example/b", status=302, Location=f"http://{HERE}/admin")
    outside.says("branch.example/c", status=302, Location="http://[::1]/")
    outside.says("branch.example/d", status=302, Location="file:///etc/passwd")
    outside.says("branch.example/e", status=302, Location="http://branch.example:22/")
    found = [_trouble(f"https://branch.example/{page}") for page in "abcde"]
    assert found == [Trouble.PRIVATE, Trouble.LED_AWAY, Trouble.LED_AWAY, Trouble.LED_AWAY, Trouble.PRIVATE]
    assert outside.visited == [f"branch.example/{page}" for page in "abcde"]


def test_a_dns_that_changes_between_look_up_and_connection_changes_nothing(outside: Outside) -> None:
    outside.has("branch.example", [HERE], [ELSEWHERE])
    outside.says("branch.example/", "the one that was looked up")
    assert _get("https://branch.example/").text == "the one that was looked up"
    assert outside.asked[("branch.example", "A")] == 1


def test_each_redirect_is_looked_up_and_checked_anew(outside: Outside) -> None:
    outside.has("branch.example", [HERE], [ELSEWHERE])
    outside.says("branch.example/", status=301, Location="/again")
    assert _trouble("https://branch.example/") is Trouble.PRIVATE


def test_redirects_within_the_domain_are_followed_and_those_away_are_not(outside: Outside) -> None:
    outside.has("branch.example")
    outside.has("www.branch.example")
    outside.says("branch.example/", status=301, Location="https://www.branch.example/home")
    outside.says("www.branch.example/home", "home")
    outside.says("branch.example/away", status=301, Location="https://parked.example/")
    assert _get("http://branch.example/").text == "home"
    assert _trouble("https://branch.example/away") is Trouble.LED_AWAY


def test_redirects_without_end_end(outside: Outside) -> None:
    outside.has("branch.example")
    outside.says("branch.example/", status=302, Location="/")
    assert _trouble("https://branch.example/") is Trouble.CIRCLES


def test_bad_certificates_are_refused(outside: Outside) -> None:
    outside.has("expired.example")
    outside.has("wrongname.example")
    assert _trouble("https://expired.example/", "expired.example") is Trouble.CERTIFICATE
    assert _trouble("https://wrongname.example/", "wrongname.example") is Trouble.CERTIFICATE


def test_a_certificate_of_nobody_we_trust_is_refused(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    outside.has("branch.example")
    monkeypatch.setattr(reach, "REACH", replace(reach.REACH, trust=None))
    assert _trouble("https://branch.example/") is Trouble.CERTIFICATE


@pytest.mark.parametrize("where", ["head", "body"])
def test_one_byte_now_and_then_does_not_keep_us(outside: Outside, where: str) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        if where == "body":
            request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        with suppress(OSError):
            for _ in range(2000):
                request.wfile.write(b"x")
                time.sleep(0.02)

    outside.has("branch.example")
    outside.pages["branch.example/"] = drip
    assert _trouble("https://branch.example/", seconds=0.5) is Trouble.TOO_SLOW


def test_a_server_that_says_nothing_does_not_keep_us(outside: Outside) -> None:
    outside.has("branch.example")
    outside.pages["branch.example/"] = lambda request: time.sleep(3)
    assert _trouble("https://branch.example/", seconds=0.5) is Trouble.TOO_SLOW


def test_ten_gigabytes_are_not_read(outside: Outside) -> None:
    sent = 0

    def endless(request: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while sent < 100 * LARGEST:
            sent += request.wfile.write(b"x" * 65536)

    def announced(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n")

    outside.has("branch.example")
    outside.pages |= {"branch.example/endless": endless, "branch.example/announced": announced}
    assert _trouble("https://branch.example/endless") is Trouble.TOO_LARGE
    assert _trouble("https://branch.example/announced") is Trouble.TOO_LARGE
    assert sent < 100 * LARGEST


def test_what_is_no_http_is_said_to_be_none(outside: Outside) -> None:
    outside.has("branch.example")
    outside.pages["branch.example/"] = lambda request: bool(request.wfile.write(b"220 mail.example ESMTP\r\n")) and None
    assert _trouble("https://branch.example/") is Trouble.NOT_HTTP


def test_a_domain_that_is_gone_differs_from_one_without_a_website(outside: Outside) -> None:
    outside.has("branch.example", ["v=spf1 -all"], kind="TXT")
    assert _trouble("https://gone.example/", "gone.example") is Trouble.NO_SUCH_DOMAIN
    assert _trouble("https://branch.example/") is Trouble.NO_ADDRESS
    assert does_not_exist("gone.example")
    assert not does_not_exist("branch.example")


def test_a_dns_that_is_silent_says_nothing_about_a_domain(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "REACH", replace(reach.REACH, nameserver=(HERE, 9)))
    assert not does_not_exist("branch.example")
    assert _trouble("https://branch.example/", seconds=0.5) is Trouble.NO_ANSWER


def test_texts_come_from_a_name_that_no_codec_touches(outside: Outside) -> None:
    outside.has("_due-regard.xn--bcher-kva.example", ["one", "two"], kind="TXT")
    assert sorted(texts_of("_due-regard.xn--bcher-kva.example")) == ["one", "two"]
    assert texts_of("_due-regard.nothing.example") == []


def test_public_suffixes_are_known() -> None:
    assert is_public_suffix("org.uk")
    assert not is_public_suffix("branch.org.uk")
