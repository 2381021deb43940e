"""What the sweep of all addresses knows of the pledge: who asked, who is listed, and what waits for the desk."""

from django.utils import timezone

from dueregard.parts.pledge.actions.ask import Decided
from dueregard.parts.pledge.actions.doubt import doubt
from dueregard.parts.pledge.actions.own import decide_again
from dueregard.rules.pledge.terms import Maker
from tests.doors.asks import acting, named
from tests.doors.world import World
from tests.parts.pledge.builders import ALL, make_listed, make_signatory

OWN = (
    "own",
    "answer",
    "prove_link",
    "prove_file",
    "prove_dns",
    "prove_mail",
    "look",
    "renew",
    "decide",
    "withdraw",
    "again",
)
ADDRESSES = {
    **dict.fromkeys(
        ("pledge:index", "pledge:map", "pledge:ask", "pledge:feed", "pledge:csv", "pledge:json"), named("")
    ),
    **{f"pledge:{name}": named("nothing", token="wrong") for name in (*OWN, "confirm")},
    "pledge:by_code": named("code of a signatory"),
    "pledge:signatory": named("public signatory"),
    "pledge:signatory_json": named("public signatory"),
    "pledge:show": named("public signatory"),
    "pledge:badge_svg": named("public signatory"),
    "pledge:badge_png": named("public signatory"),
    "pledge:certificate": named("public signatory"),
    "pledge:doubt": named("public signatory"),
    "pledge:desk": acting(""),
    "pledge:desk_signatory": acting("signatory"),
    "pledge:list": acting("signatory"),
    "pledge:more": acting("signatory"),
    "pledge:refuse": acting("signatory"),
    "pledge:minute": acting("signatory"),
    "pledge:decision": acting("newer decision", sends={"decision": "accept"}),
    "pledge:settle_doubt": acting("doubt"),
}
LEFT_OUT: dict[str, str] = {}


def add_to(world: World) -> None:
    """Let one organisation ask, list another, let it decide again, and doubt it."""
    plant, now = world.planted, timezone.now()
    asked = make_signatory(
        name=plant.word("editors", "organisation that asked to sign"),
        reservation=plant.text("editors", "reservation of an organisation that asked"),
        contact="planted-contact@branch.example",
        person_name=plant.word("editors", "who signs for an organisation"),
        domain="asked.example",
        principles=ALL[:2],
        now=now,
    )
    listed = make_listed(
        world.worker_of(world.northport), name="Lighthouse Keepers", domain="lighthouse.example", now=now
    )
    words = plant.text("editors", "reservation that nobody has looked at")
    again = Decided(ALL[:3], words, Maker.COMMITTEE, timezone.localdate(now))
    decide_again(pk=listed.pk, decided=again, now=now)
    newer = listed.adoptions.get(seen_at=None)
    made = doubt(signatory=listed, says=plant.text("editors", "doubt about a signatory"), reply_to="", now=now)
    world.add("public signatory", "an organisation that asked to sign", "nobody", slug=asked.slug)
    world.add("public signatory", "a signatory", "everybody", slug=listed.slug)
    world.add("code of a signatory", "a signatory", "everybody", code=listed.code)
    world.add("signatory", "an organisation that asked to sign", "editors", pk=asked.pk)
    world.add("signatory", "a signatory", "editors", pk=listed.pk)
    world.add("newer decision", "a newer decision of a signatory", "editors", pk=newer.pk)
    world.add("doubt", "a doubt about a signatory", "editors", pk=made.pk)
    world.secrets["own link of a signatory that asked"] = asked.token
    world.secrets["own link of a signatory"] = listed.token
