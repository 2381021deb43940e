"""No way of writing an address that stands for a place inside the network is followed."""

import pytest

from dueregard.foundation.outside.gateways.page import fetch
from dueregard.foundation.outside.gateways.reach import Unreachable
from tests.foundation.outside.servers import Outside

WRITTEN = [
    "2130706433", "0x7f000001", "0x7f.0.0.1", "017700000001", "0177.0.0.1", "127.1", "127.0.1", "127.0.0.1",
    "127.0.0.1.", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[fe80::1]",
    "[::]", "0",
    "0.0.0.0", "localhost", "localhost.", "１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "127%2e0%2e0%2e1",
    "169.254.169.254",
    "someone@127.0.0.1", "branch.example@127.0.0.1", "127.0.0.1#branch.example", "127.0.0.1?branch.example",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", WRITTEN)
def test_no_way_of_writing_a_number_leads_into_the_network(outside: Outside, scheme: str, host: str) -> None:
    outside.has("branch.example")
    with pytest.raises(Unreachable):
        fetch(f"{scheme}://{host}/admin", belongs=lambda _: True, seconds=5)
    assert outside.visited == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://branch.example/", "gopher://branch.example/", "data:text/plain,x", "http://",
        "dict://branch.example:11211/", "javascript:alert(1)", "http:branch.example", "", "http://[",
        "//branch.example/",
        "http://branch.example:99999/",
    ],
)  # fmt: skip
def test_nothing_but_a_web_address_is_fetched(outside: Outside, address: str) -> None:
    outside.has("branch.example")
    with pytest.raises(Unreachable):
        fetch(address, belongs=lambda _: True, seconds=5)
    assert outside.visited == []


@pytest.mark.parametrize("host", WRITTEN[:24])
def test_a_redirect_to_such_a_number_is_not_followed_either(outside: Outside, host: str) -> None:
    outside.has("branch.example")
    outside.says("branch.example/", status=302, Location=f"http://{host.encode('ascii', 'ignore').decode()}/admin")
    with pytest.raises(Unreachable):
        fetch("http://branch.example/", belongs=lambda _: True, seconds=5)
    assert outside.visited == ["branch.example/"]
