"""What the sweep of all addresses knows of pamphlets."""

from tests.doors.asks import named
from tests.doors.world import World

ADDRESSES = {"pamphlets:one": named("pamphlet")}


def add_to(world: World) -> None:
    """Let addresses name a pamphlet."""
    world.add("pamphlet", "a pamphlet", "everybody", slug="first")
