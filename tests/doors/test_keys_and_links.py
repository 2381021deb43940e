"""What a secret opens: what it names and no more, for whoever holds it, whatever else their browser is signed in to."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.doors.asking import Answer, ask
from tests.doors.planted import found, readers_of
from tests.doors.world import World

pytestmark = pytest.mark.django_db
BY_KEY = ("threads_by_key", "message_by_key", "file_by_key", "read_by_key", "reply_by_key", "delete_by_key")


def opened(world: World, name: str, secret: str, *, who: str = "visitor") -> Answer:
    """Open a feed by its secret."""
    return ask(world.everybody, who, f"{reverse(name)}?key={world.secrets[secret]}")


@pytest.mark.parametrize("who", ["visitor", "outsider", "administrator"])
@pytest.mark.parametrize(("name", "what"), [("foi:dates", "dates"), ("kept_feed", "search")])
def test_a_feed_holds_what_its_owner_may_read_whoever_fetches_it(world: World, name: str, what: str, who: str) -> None:
    answer = opened(world, name, f"{what} of volunteer", who=who)
    assert answer.status == 200
    assert b"University of Northport" in answer.content
    assert {readers_of(word) for word in found(answer.everything)} <= {"northport", "volunteer"}
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(("name", "what"), [("foi:dates", "dates"), ("kept_feed", "search")])
def test_a_feed_of_somebody_who_left_holds_nothing_of_the_group_any_more(world: World, name: str, what: str) -> None:
    answer = opened(world, name, f"{what} of departed")
    assert answer.status == 200
    assert b"VEVENT" not in answer.content
    assert found(answer.everything) == set()


@pytest.mark.parametrize("name", ["foi:dates", "kept_feed"])
def test_the_secret_of_one_feed_opens_no_other(world: World, name: str) -> None:
    other = "search" if name == "foi:dates" else "dates"
    assert opened(world, name, f"{other} of volunteer").status == 404


@pytest.mark.parametrize("who", ["visitor", "outsider", "administrator"])
def test_a_calendar_of_meetings_holds_the_meetings_of_its_owners_groups(world: World, who: str) -> None:
    answer = opened(world, "meetings_feed", "meetings of volunteer", who=who)
    assert answer.status == 200
    assert answer.content.count(b"BEGIN:VEVENT") == 1
    assert {readers_of(word) for word in found(answer.everything)} == {"northport"}
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_calendar_of_somebody_who_left_holds_no_meeting_any_more(world: World) -> None:
    answer = opened(world, "meetings_feed", "meetings of departed")
    assert (answer.status, b"VEVENT" in answer.content, found(answer.everything)) == (200, False, set())


def test_a_paper_invitation_tells_the_groups_name_and_nothing_of_its_work(world: World) -> None:
    url = reverse("join_by_paper", args=[world.secrets["paper of northport"]])
    answer = ask(world.everybody, "visitor", url)
    assert b"Northport group" in answer.content
    assert found(answer.everything) == set()


def sealed(world: World, name: str, key: str, method: str = "get") -> Answer:
    """Ask for what is sealed with a program's key; a cookie counts for nothing there."""
    (thing,) = world.things["sealed for a key"]
    words = {"slug", "message", "number", "thread"}
    wanted = {"threads_by_key": {"slug"}, "file_by_key": words - {"thread"}, "reply_by_key": {"slug", "thread"}}
    wanted |= {"delete_by_key": {"slug", "thread"}}
    names = {word: thing.names[word] for word in wanted.get(name, {"slug", "message"})}
    url = reverse(f"submissions:{name}", kwargs=names)
    return ask(world.everybody, "keyholder", url, method=method, Authorization=f"Bearer {key}" if key else "")


@pytest.mark.parametrize("name", ["threads_by_key", "message_by_key", "file_by_key"])
def test_a_keyholders_program_fetches_what_is_sealed(world: World, name: str) -> None:
    answer = sealed(world, name, world.secrets["key of kit"])
    assert answer.status == 200
    assert {readers_of(word) for word in found(answer.content)} == (
        set() if name == "threads_by_key" else {"keyholders"}
    )
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("key", ["", "wrong", "key of nils"])
@pytest.mark.parametrize("name", BY_KEY)
def test_no_key_a_wrong_one_and_that_of_somebody_who_left_open_nothing(world: World, name: str, key: str) -> None:
    method = "post" if name in {"read_by_key", "reply_by_key", "delete_by_key"} else "get"
    answer = sealed(world, name, world.secrets.get(key, key), method)
    assert (answer.status, answer.acts, found(answer.everything)) == (404, 0, set())


def test_a_link_into_a_group_tells_its_name_and_nothing_of_its_work(world: World) -> None:
    answer = ask(world.everybody, "visitor", reverse("join", args=[world.secrets["link into northport"]]))
    assert answer.status == 200
    assert b"Northport group" in answer.content
    assert found(answer.everything) == set()


def test_a_reader_sees_their_own_suggestion_while_it_waits_and_no_other_visitor_does(world: World) -> None:
    answer = ask(world.everybody, "visitor", reverse("guide:sent", args=[world.secrets["held suggestion"]]))
    assert {readers_of(word) for word in found(answer.content)} == {"editors"}
    assert found(ask(world.everybody, "visitor", reverse("guide:suggestions")).content) == set()


@pytest.mark.parametrize("who", ["visitor", "outsider", "volunteer"])
def test_another_site_is_told_of_a_public_passage_alone(world: World, who: str) -> None:
    public, private = (thing for thing in world.things["public passage"] if "Southmoor" not in thing.says)
    told = {}
    for thing in (public, private):
        page = f"{settings.PUBLIC_URL}{reverse('evidence:passage', kwargs=dict(thing.names))}"
        told[thing.says] = ask(world.everybody, who, f"/oembed/?url={page}")
    by_state = sorted((answer.status, found(answer.everything) == set()) for answer in told.values())
    assert by_state == [(200, True), (404, True)]
