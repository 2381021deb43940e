"""A reader suggests without an account; it waits for a person; the answer is public, with the credit they chose."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from dueregard.foundation.packs.actions.edit_text import TextHasFaults
from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.actions.answer import AlreadyAnswered, accept_suggestion, decline_suggestion
from dueregard.parts.guide.actions.suggest import NoSuchPassage, suggest
from dueregard.parts.guide.models import Revision, Suggestion
from dueregard.parts.guide.views.suggesting import SALT
from dueregard.rules.guide import suggesting
from dueregard.rules.text.joining import Seen
from tests.audiences import EVERYBODY, WORKERS, assert_only
from tests.editing import opened as opens
from tests.editing import save, sends
from tests.parts.guide.conftest import NOW
from tests.people import Cast

LATER = NOW + timedelta(hours=2)
KEEPERS = WORKERS | {"outsider"}  # a caseworker of any group keeps the guide


def current(slug: str = "one") -> Revision:
    return Revision.objects.select_related("section").get(section__slug=slug, is_current=True)


def opened(ago: timedelta = timedelta(minutes=3)) -> str:
    """Return the stamp of a form that was opened some time ago."""
    return signing.dumps((timezone.now() - ago).timestamp(), salt=SALT)


def send(passage: str | None = None, client: Client | None = None, **typed: Any) -> HttpResponse:
    """Send the form for a passage, by default the item "Then speak."."""
    known = {
        "proposed": "Then speak calmly.",
        "reason": "It helps.",
        "credit": "A parent in Northport",
        "word": "speak",
        "homepage": "",
        "opened": opened(),
    }
    return (client or Client()).post(f"/guide/one/suggest/{passage or current().passages[5]}/", known | typed)


def kept(passage: int = 5, proposed: str = "Then speak calmly.", at: datetime = NOW) -> Suggestion:
    """Keep a suggestion without the page."""
    revision = current()
    return suggest(
        revision=revision,
        passage=revision.passages[passage],
        proposed=proposed,
        reason="It helps.",
        credit="A parent",
        by=None,
        now=at,
    )


def accepted(one: Suggestion, wording: str, cast: Cast) -> Suggestion:
    """Accept a suggestion for the passage as its sender saw it."""
    seen = Seen(LATER, {"wording": one.was})
    return accept_suggestion(suggestion=one, wording=wording, seen=seen, answer="Yes.", by=cast.asha, now=LATER)


def test_a_suggestion_waits_and_its_sender_alone_can_look(guide: Callable[..., PackText], cast: Cast) -> None:
    guide()
    answer = send()
    one = Suggestion.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/guide/suggestions/{one.token}/"
    assert "We have your suggestion" in Client().get(answer["Location"]).content.decode()
    assert "speak calmly" not in Client().get("/guide/suggestions/").content.decode()
    assert Client().get("/guide/suggestions/nonsense/").status_code == 404
    assert_only(answer["Location"], EVERYBODY, cast)


def test_nothing_is_kept_about_the_sender(guide: Callable[..., PackText], cast: Cast) -> None:
    guide()
    send(client=Client(REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Peculiar/1.0"))
    row = Suggestion.objects.values().get()
    assert not any("203.0.113.9" in str(value) or "Peculiar" in str(value) for value in row.values())


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"homepage": "https://spam.example"}, "A hidden field was filled in"),
        ({"opened": "forged"}, "This form has expired"),
        ({"word": ""}, "Please fill this in"),
        ({"word": "banana"}, "Copy one word of five letters"),
        ({"proposed": "Then speak."}, "This is the same as the current wording"),
        ({"reason": " ".join(f"https://a{at}.example" for at in range(9))}, "look like advertising"),
        ({"reason": ""}, "Please fill this in"),
    ],
)
def test_what_looks_like_a_machine_is_asked_again_and_loses_nothing(
    guide: Callable[..., PackText], typed: dict[str, str], says: str
) -> None:
    guide()
    answer = send(**{"proposed": "My own careful words.", **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert typed.get("proposed", "My own careful words.") in page
    assert not Suggestion.objects.exists()


def test_a_form_sent_at_once_or_days_later_is_asked_again(guide: Callable[..., PackText]) -> None:
    guide()
    assert "very quick" in send(opened=opened(timedelta())).content.decode()
    assert "open for days" in send(opened=opened(timedelta(days=3))).content.decode()


def test_too_many_in_an_hour_are_told_to_wait_and_lose_nothing(
    guide: Callable[..., PackText], monkeypatch: pytest.MonkeyPatch
) -> None:
    guide()
    monkeypatch.setattr("dueregard.parts.guide.actions.suggest.PER_HOUR", 1)
    send()
    answer = send(proposed="Then speak up.")
    assert answer.status_code == 429
    assert "Then speak up." in answer.content.decode()
    assert "Try again in an hour" in answer.content.decode()
    assert suggesting.PER_HOUR > 1


def test_one_reader_does_not_use_up_the_hour_of_all(guide: Callable[..., PackText]) -> None:
    guide()
    one, other = Client(REMOTE_ADDR="192.0.2.7"), Client(REMOTE_ADDR="192.0.2.8")
    for number in range(6):
        assert send(client=one, proposed=f"Then speak calmly and slowly, {number}.").status_code == 302
    refused = send(client=one, proposed="Then speak up.")
    assert refused.status_code == 429
    assert "You have sent six suggestions within an hour" in refused.content.decode()
    assert "Then speak up." in refused.content.decode()
    assert send(client=other, proposed="Then speak up.").status_code == 302


def test_the_very_same_is_kept_once(guide: Callable[..., PackText]) -> None:
    guide()
    send()
    assert "already suggested exactly this" in send().content.decode()
    assert Suggestion.objects.count() == 1


def test_a_passage_that_is_not_there_has_no_form(guide: Callable[..., PackText]) -> None:
    guide()
    assert Client().get("/guide/one/suggest/pnone/").status_code == 404


def test_who_keeps_the_guide_may_answer_and_nobody_else(guide: Callable[..., PackText], cast: Cast) -> None:
    guide()
    one = kept()
    for url in ("/desk/guide/", f"/desk/guide/suggestions/{one.pk}/", "/desk/guide/one/"):
        assert_only(url, KEEPERS, cast)
    assert_only(f"/desk/guide/suggestions/{one.pk}/", KEEPERS, cast, "post", {"answer": "No.", "decision": "decline"})
    assert_only("/desk/guide/one/proposal/", KEEPERS, cast, "post", {"decision": "keep"})


def test_an_accepted_suggestion_is_in_the_text_with_credit_and_a_public_diff(
    guide: Callable[..., PackText], cast: Cast, signed_in: Callable[..., Client]
) -> None:
    guide()
    one = kept()
    answer = {"wording": "Then speak calmly.", "answer": "Thank you, yes.", "decision": "accept"}
    page = save(signed_in(cast.asha), f"/desk/guide/suggestions/{one.pk}/", **answer)
    assert page.status_code == 302
    assert "Then speak calmly." in Client().get("/guide/one/").content.decode()
    assert (current().number, current().origin) == (2, Revision.Origin.SUGGESTION)
    public = Client().get("/guide/suggestions/").content.decode()
    assert "From A parent, with thanks" in public
    assert "Thank you, yes." in public
    assert "?old=1&amp;new=2" in public
    assert "with thanks to A parent" in Client().get("/guide/one/versions/").content.decode()
    assert "Thank you, yes." in Client().get(one.get_absolute_url()).content.decode()


def test_a_declined_suggestion_says_why_to_everybody(guide: Callable[..., PackText], cast: Cast) -> None:
    guide()
    decline_suggestion(suggestion=kept(), answer="The old one is shorter.", by=cast.asha, now=LATER)
    assert "The old one is shorter." in Client().get("/guide/suggestions/").content.decode()
    assert current().number == 1


def test_a_suggestion_is_answered_once(guide: Callable[..., PackText], cast: Cast) -> None:
    guide()
    one = kept()
    decline_suggestion(suggestion=one, answer="No.", by=cast.asha, now=LATER)
    with pytest.raises(AlreadyAnswered):
        accepted(one, "Then speak up.", cast)


def test_it_goes_into_the_version_of_now_not_into_the_one_the_reader_saw(
    guide: Callable[..., PackText], cast: Cast
) -> None:
    guide()
    first, second = kept(5), kept(4, "First breathe in.")
    for one, wording in ((first, "Then speak calmly."), (second, "First breathe in.")):
        accepted(one, wording, cast)
    assert "1. First breathe in.\n2. Then speak calmly." in current().text


def test_a_mark_of_a_fact_cannot_be_lost_by_accepting(guide: Callable[..., PackText], cast: Cast) -> None:
    guide()
    one = kept(0, "There is a duty.")
    with pytest.raises(TextHasFaults):
        accepted(one, "There is a duty.", cast)
    assert Suggestion.objects.get().is_held
    assert current().number == 1


def test_a_passage_that_has_gone_is_told_to_the_editor(guide: Callable[..., PackText], cast: Cast) -> None:
    guide()
    one = kept()
    Suggestion.objects.update(passage="pgone")
    one.refresh_from_db()
    with pytest.raises(NoSuchPassage):
        accepted(one, "x", cast)


def test_an_editor_changes_a_section_with_its_facts(
    guide: Callable[..., PackText], cast: Cast, signed_in: Callable[..., Client]
) -> None:
    guide()
    client = signed_in(cast.asha)
    typed = opens(client, "/desk/guide/one/")
    typed["facts"] = typed["facts"].replace("hearsay", "a letter of the council")
    answer = client.post("/desk/guide/one/", {**typed, "summary": "What to say now.", "note": "Source found."})
    assert answer.status_code == 302
    assert current().facts[1]["source"] == "a letter of the council"
    assert (current().meta["summary"], current().note) == ("What to say now.", "Source found.")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"facts": "[[facts]\nid ="}, "We could not read this"),
        ({"facts": ""}, "has no fact"),
        ({"seen": "something older", "summary": "Mine."}, "changed this while you were writing: summary"),
        ({"wording": " "}, "There is no text"),
    ],
)
def test_a_bad_edit_is_told_and_loses_nothing(
    guide: Callable[..., PackText], cast: Cast, signed_in: Callable[..., Client], change: dict[str, str], says: str
) -> None:
    guide()
    client = signed_in(cast.asha)
    typed = opens(client, "/desk/guide/one/")
    answer = client.post("/desk/guide/one/", {**typed, "note": "My careful note.", **change})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "My careful note." in page
    assert current().number == 1


def test_a_changed_passage_is_shown_three_times_and_accepting_over_it_is_asked(
    guide: Callable[..., PackText], cast: Cast, signed_in: Callable[..., Client]
) -> None:
    guide()
    one, asha = kept(), signed_in(cast.asha)
    answer = f"/desk/guide/suggestions/{one.pk}/"
    edit = opens(asha, "/desk/guide/one/")
    wording = edit["wording"].replace("Then speak.", "Then speak slowly.")
    asha.post("/desk/guide/one/", {**edit, "wording": wording, "note": "Slower."})
    shown = asha.get(answer).content.decode()
    assert "As the reader saw it" in shown
    assert "Then speak<ins> slowly</ins>." in shown
    assert "Then speak<ins> calmly</ins>." in shown
    form = {**opens(asha, answer), "answer": "Thank you.", "decision": "accept"}
    refused = asha.post(answer, form)
    assert refused.status_code == 422
    assert "The passage has changed since the reader suggested this" in refused.content.decode()
    assert "Then speak slowly." in current().text
    chosen = {**sends(refused.context["form"]), "decision": "accept", "settle-wording": "written"}
    assert asha.post(answer, {**chosen, "wording": "Then speak slowly and calmly."}).status_code == 302
    assert "Then speak slowly and calmly." in current().text


def test_a_suggestion_for_a_changed_passage_can_be_declined_without_choosing(
    guide: Callable[..., PackText], cast: Cast, signed_in: Callable[..., Client]
) -> None:
    guide()
    one, asha = kept(), signed_in(cast.asha)
    edit = opens(asha, "/desk/guide/one/")
    wording = edit["wording"].replace("Then speak.", "Then speak slowly.")
    asha.post("/desk/guide/one/", {**edit, "wording": wording, "note": "Slower."})
    answer = f"/desk/guide/suggestions/{one.pk}/"
    form = {**opens(asha, answer), "answer": "It says so now.", "decision": "decline"}
    assert asha.post(answer, form).status_code == 302
    one.refresh_from_db()
    assert one.state == Suggestion.State.DECLINED


def test_a_passage_that_changes_while_the_answer_is_written_is_asked_too(
    guide: Callable[..., PackText], cast: Cast, signed_in: Callable[..., Client]
) -> None:
    guide()
    one, asha, carys = kept(), signed_in(cast.asha), signed_in(cast.carys)
    answer = f"/desk/guide/suggestions/{one.pk}/"
    form = {**opens(carys, answer), "answer": "Thank you.", "decision": "accept"}
    edit = opens(asha, "/desk/guide/one/")
    wording = edit["wording"].replace("Then speak.", "Then speak slowly.")
    asha.post("/desk/guide/one/", {**edit, "wording": wording, "note": "Slower."})
    assert carys.post(answer, form).status_code == 422
    assert "Then speak slowly." in current().text


def test_two_editors_of_one_section_are_joined_paragraph_by_paragraph(
    guide: Callable[..., PackText], cast: Cast, signed_in: Callable[..., Client]
) -> None:
    guide()
    asha, carys = signed_in(cast.asha), signed_in(cast.carys)
    edit, other = opens(asha, "/desk/guide/one/"), opens(carys, "/desk/guide/one/")
    slower = edit["wording"].replace("Then speak.", "Then speak slowly.")
    deeper = edit["wording"].replace("First breathe.", "First breathe deeply.")
    asha.post("/desk/guide/one/", {**edit, "wording": slower, "note": "Slower."})
    carys.post("/desk/guide/one/", {**other, "wording": deeper, "note": "Deeper."})
    assert "1. First breathe deeply.\n2. Then speak slowly." in current().text
    assert "Carys changed" in asha.get("/desk/guide/").content.decode()
