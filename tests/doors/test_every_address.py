"""Every address, asked for an object of each state as each kind of person: who is let in, and what they are told.

What one may not see does not exist: the answer is that of an address with nothing behind it, writes nothing, and holds
no word that was planted for others.
"""

import gzip
import io
import zipfile
from collections.abc import Iterator

import pytest
from django.urls import reverse

from dueregard.foundation.accounts.audience import Audience
from tests.builders_evidence import pdf_of
from tests.doors.asking import Answer, ask
from tests.doors.kinds import KINDS
from tests.doors.planted import found
from tests.doors.table import ADDRESSES, LEFT_OUT, Address, Asks, every_address, may_come, things_of
from tests.doors.world import Thing, World

pytestmark = pytest.mark.django_db
METHODS = ("get", "post")
EVERY = {address.name: address for address in every_address() if address.name not in LEFT_OUT}


def url_of(address: Address, thing: Thing) -> str:
    """Return the address of an object."""
    return reverse(address.name, kwargs=dict(thing.names))


def wrongs(world: World, address: Address, thing: Thing) -> Iterator[str]:
    """Ask for an object as each kind of person; yield what is wrong with the answers."""
    url, may = url_of(address, thing), may_come(address, thing)
    asks = ADDRESSES.get(address.name, Asks())
    # Anywhere but at the sealed inbox, a keyholder is a volunteer like any other.
    kinds = KINDS if address.name.startswith("submissions:") else [who for who in KINDS if who != "keyholder"]
    for method in METHODS:
        for who in kinds:
            answer = ask(world.everybody, who, url, method=method, data=asks.sends if method == "post" else None)
            where = (
                f"{method.upper()} {url} ({thing.says}) as {who}: {answer.status} {answer.headers.get('Location', '')}"
            )
            yield from (
                f"{where}: {wrong}" for wrong in _wrong(world, who, answer, is_let_in=who in may, is_kind=asks.is_kind)
            )


def _wrong(world: World, who: str, answer: Answer, *, is_let_in: bool, is_kind: bool) -> Iterator[str]:
    if is_let_in and not answer.is_opened:
        yield "should be let in"
    is_told_no = answer.is_refused or answer.status == 405 or (is_kind and answer.status == 302)
    if not is_let_in and not is_told_no:
        yield "should be refused"
    if not is_let_in and answer.acts:
        yield f"was refused, and still wrote {answer.acts} acts"
    if leaks := world.planted.leaks(who, answer.everything):
        yield f"reads what is not theirs: {leaks}"


@pytest.mark.parametrize("name", sorted(EVERY))
def test_it_lets_in_whom_it_should_and_tells_nobody_else_anything(world: World, name: str) -> None:
    address = EVERY[name]
    assert [wrong for thing in things_of(address, world) for wrong in wrongs(world, address, thing)] == []


def test_what_is_named_in_the_table_is_an_address_of_the_site() -> None:
    there = {address.name for address in every_address()}
    assert ADDRESSES.keys() - there == set(), "these are no addresses any more"
    assert LEFT_OUT.keys() - there == set(), "these are left out, and are no addresses any more"
    assert LEFT_OUT.keys() & ADDRESSES.keys() == set(), "these are left out, and are in the table"


def test_two_addresses_of_ours_never_share_a_name() -> None:
    """Else one of them would not be asked. Those of allauth that we serve in its stead come before its own."""
    names = [address.name for address in every_address() if not address.name.startswith("mfa_")]
    assert [name for name in sorted(set(names)) if names.count(name) > 1] == []


def test_a_new_address_that_nothing_fills_is_seen(world: World) -> None:
    new = Address("new", "desk/new/<uuid:pk>/", Audience.SIGNED_IN, frozenset({"pk"}))
    with pytest.raises(AssertionError, match="cannot fill"):
        things_of(new, world)


def test_a_word_is_found_wherever_it_hides(world: World) -> None:
    """Or the sweep would pass whatever leaks."""
    word = world.planted.hidden_from("visitor")[0]
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as file:
        file.writestr("letter.txt", f"The {word.upper()} stands here.")
    for content in (
        word.encode(),
        package.getvalue(),
        gzip.compress(package.getvalue()),
        pdf_of(f"A page with {word}."),
    ):
        assert world.planted.leaks("visitor", content), content[:40]
        assert world.planted.leaks("administrator", content) == []


def test_the_world_shows_its_readers_their_own_words(world: World) -> None:
    """Each kind of person finds what was planted for them: so a page without words is empty for a reason."""
    pages = {"volunteer": "/desk/documents/", "outsider": "/desk/campaigns/", "administrator": "/desk/holding-pen/"}
    for who, url in pages.items():
        assert found(ask(world.everybody, who, url).content), f"{who} finds nothing of theirs at {url}"
