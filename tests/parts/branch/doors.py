"""What the sweep of all addresses knows of the branch path: paths of each group, their lines, texts kept and shared."""

from dueregard.parts.branch.actions.keep_text import share_text
from dueregard.parts.branch.actions.read_response import add_asks
from tests.doors.asks import Asks, acting, named
from tests.doors.world import NOW, World
from tests.parts.branch.builders import adopted, start

ADDRESSES = {
    "branch:index": named(""),
    "branch:read": Asks(fill={"kind": "branch"}),
    "branch:texts": named(""),
    "branch:text": named("adopted text"),
    "branch:all": named(""),
    "branch:new": named(""),
    "branch:one": named("branch path"),
    "branch:dates": named("branch path"),
    "branch:step": named("branch path", code="policy"),
    "branch:throw_away": acting("branch path"),
    "branch:add_asks": named("branch path"),
    "branch:gaps": named("branch path"),
    "branch:ask": named("thing asked"),
    "branch:drop_ask": named("thing asked"),
    "branch:new_text": named(""),
    "branch:correct_text": named("private adopted text"),
    "branch:share": acting("private adopted text"),
    "branch:unshare": acting("private adopted text"),
}


def add_to(world: World) -> None:
    """Start a path for each group, with lines that were asked, and keep a text; share one of Northport."""
    cast = world.everybody.cast
    for group, realm in ((cast.northport, "northport"), (cast.southmoor, "southmoor")):
        by = world.worker_of(group)
        path = start(cast, world.body, group=group, by=by, name=world.planted.text(realm, "name of a branch"))
        world.add("branch path", "a path of a branch", realm, pk=path.pk)
        (ask,) = add_asks(path=path, lines=world.planted.text(realm, "thing asked"), by=by, now=NOW)
        world.add("thing asked", "a line of what was asked", realm, pk=ask.pk)
        text = adopted(
            cast, group=group, by=by, body=world.body, title=world.planted.text(realm, "title of an adopted text"),
            proposed=world.planted.text(realm, "words of an adopted text"),
        )  # fmt: skip
        world.add("adopted text", "an adopted text", realm, pk=text.pk)
        world.add("private adopted text", "an adopted text", realm, pk=text.pk)
    shared = share_text(text=adopted(cast, title="Shared motion", body=world.body), by=cast.asha, now=NOW)
    world.add("adopted text", "an adopted text that was shared", "everybody", of="northport", pk=shared.pk)
