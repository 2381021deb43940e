"""A room never holds more bytes than it was given, and what is asked for stays longest."""

from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.ready.room import LARGEST, Room


def test_what_nobody_asked_for_longest_goes_first() -> None:
    room: Room[str] = Room(80)
    for name in "abcdefgh":
        assert room.put(name, name.upper(), 10)
    assert room.get("a") == "A"
    assert room.put("i", "I", 10)
    assert (room.get("a"), room.get("b"), room.get("i")) == ("A", None, "I")
    assert room.held == 80


def test_what_is_put_again_takes_the_place_of_what_was_there() -> None:
    room: Room[str] = Room(80)
    room.put("a", "old", 10)
    room.put("a", "new", 4)
    assert (room.get("a"), room.held, len(room)) == ("new", 4, 1)


def test_what_is_too_large_is_not_held_and_turns_nothing_out_but_what_it_replaces() -> None:
    room: Room[str] = Room(80)
    room.put("a", "A", 10)
    room.put("b", "B", 10)
    assert not room.put("b", "large", 80 // LARGEST + 1)
    assert (room.get("a"), room.get("b"), room.held) == ("A", None, 10)


def test_a_room_of_no_size_holds_nothing() -> None:
    room: Room[str] = Room(0)
    assert not room.put("a", "A", 1)
    room.clear()
    assert len(room) == room.held == 0


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 400)), max_size=200))
def test_no_order_of_things_fills_it_beyond_its_size(puts: list[tuple[int, int]]) -> None:
    room: Room[int] = Room(1_000)
    weights: dict[int, int] = {}
    for key, weight in puts:
        weights[key] = weight
        room.put(key, weight, weight)
        assert room.held <= room.size
        assert room.held == sum(weights[one] for one in weights if room.get(one) is not None)
