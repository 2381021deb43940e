"""A group adds and changes help contacts by a form: nothing typed is lost, and no number is shown that nobody tried."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.packs.actions.edit_text import NothingToDecide, stored_choice, take_shipped
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.foundation.packs.models import PackText
from dueregard.rules.help.contact_fields import SITUATIONS
from dueregard.rules.packs import shelves
from tests.audiences import assert_only
from tests.editing import opened, save
from tests.parts.signposts.contacts import NOW, make_contact, make_situation, phone, website
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
NEW = "/desk/contacts/new/"
ADVICE = "/desk/contacts/example/advice/"
CHANNEL = f"{ADVICE}channel/?channel=phone%3A020%207946%200000"
REMOVE = f"{ADVICE}remove/?channel=phone%3A020%207946%200000"
HELPLINE = {
    "title": "Westfold Helpline",
    "what": "Calm advice for families.",
    "kind": "phone",
    "value": "020 7946 0999",
    "known": "called",
    "source": "We called on a weekday morning",
    "for_child": "on",
    "in_wales": "on",
}


def help_page(client: Client | None = None) -> str:
    """Return the help page as a visitor reads it."""
    return (client or Client()).get("/help/").content.decode()


def test_a_number_that_somebody_called_is_shown_to_readers_at_once(cast: Cast) -> None:
    make_situation("child", "My child was asked questions")
    answer = sign_in(cast.asha).post(NEW, HELPLINE, follow=True)
    assert "Westfold Helpline" in answer.content.decode()
    html = help_page()
    assert "020 7946 0999" in html
    assert "tel:+442079460999" in html
    assert "We called on a weekday morning" in html
    assert "For Wales." in html
    assert Act.objects.get(did="add_pack_text").by == cast.asha


def test_a_number_that_nobody_tried_is_not_shown_and_waits_for_a_call(cast: Cast) -> None:
    make_situation("child", "My child was asked questions")
    client = sign_in(cast.asha)
    client.post(NEW, HELPLINE | {"known": "not", "source": "From an old leaflet"})
    assert "020 7946 0999" not in help_page()
    assert "Call Westfold Helpline" in client.get("/desk/").content.decode()


def test_who_has_not_tried_a_number_need_not_say_who_did(cast: Cast) -> None:
    make_situation("child", "My child was asked questions")
    answer = sign_in(cast.asha).post(NEW, HELPLINE | {"known": "not", "source": ""}, follow=True).content.decode()
    assert "Readers do not see it yet" in answer
    assert "not checked yet" in answer
    assert "020 7946 0999" not in help_page()


def test_who_called_a_number_says_who_and_how(cast: Cast) -> None:
    make_situation("child", "My child was asked questions")
    answer = sign_in(cast.asha).post(NEW, HELPLINE | {"source": ""}).content.decode()
    assert "Say who checked it, and how." in answer
    assert not PackText.objects.filter(title="Westfold Helpline").exists()


def test_after_our_call_readers_read_that_we_called_and_not_where_the_number_was_found(cast: Cast) -> None:
    make_situation("child", "My child was asked questions")
    client = sign_in(cast.asha)
    client.post(NEW, HELPLINE | {"known": "not", "source": "From an old leaflet"})
    contact = PackText.objects.get(title="Westfold Helpline")
    check = f"/desk/contacts/{contact.pack_id}/{contact.slug}/check/?channel=phone%3A020+7946+0999"
    client.post(check, {"channel": "phone:020 7946 0999", "works": "yes"})
    html = help_page()
    assert "020 7946 0999" in html
    assert "we called, and someone answered" in html
    assert "From an old leaflet" not in html


def test_three_taps_confirm_a_number_that_was_never_confirmed(cast: Cast) -> None:
    make_situation()
    make_contact("advice", phone(status="unconfirmed"))
    client = sign_in(cast.asha)
    desk = client.get("/desk/").content.decode()
    check = f"{ADVICE}check/?channel=phone%3A020+7946+0000"
    assert check in desk  # one: open it from the list
    page = client.get(check).content.decode()
    assert 'href="tel:+442079460000"' in page  # two: call
    assert "I called: someone answered" in page
    client.post(check, {"channel": "phone:020 7946 0000", "works": "yes"})  # three: say so
    assert "020 7946 0000" in help_page()
    assert check not in client.get("/desk/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"value": "call us"}, "Enter a telephone number in digits"),
        ({"value": "12"}, "Enter a telephone number in digits"),
        ({"kind": "email", "value": "help at example"}, "Enter an e-mail address"),
        ({"kind": "website", "value": "javascript:alert(1)"}, "beginning with https://"),
        ({"kind": "form", "value": "www.example.org"}, "beginning with https://"),
        ({"for_child": ""}, "Tick at least one situation"),
        ({"known": ""}, "Say how you know that it works."),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_nothing_typed_is_lost(
    cast: Cast, wrong: dict[str, str], says: str
) -> None:
    make_situation()
    typed = {name: value for name, value in {**HELPLINE, **wrong}.items() if value}
    answer = sign_in(cast.asha).post(NEW, typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert says in html
    assert "<title>Error: " in html
    for name in ("title", "what", "source"):
        assert HELPLINE[name] in html
    assert not PackText.objects.filter(kind="contact").exists()


def test_changed_facts_keep_the_numbers_and_what_the_form_does_not_show(cast: Cast) -> None:
    hours = [{"days": ["monday"], "opens": "09:30", "closes": "13:00"}]
    contact = make_contact("advice", phone(hours=hours, languages=["cy"]), website(), languages=["en"], order=7)
    before = contact.meta["channels"]
    assert save(sign_in(cast.asha), f"{ADVICE}change/", what="Free advice.", for_child="on").status_code == 302
    contact.refresh_from_db()
    assert contact.meta["channels"] == before
    assert (contact.meta["what"], contact.meta["for_situations"]) == ("Free advice.", ["approached", "child"])
    assert (contact.meta["languages"], contact.order) == (["en"], 7)


def test_a_closed_organisation_is_named_as_gone_and_its_number_is_not_shown(cast: Cast) -> None:
    make_situation()
    make_contact("advice", phone())
    save(sign_in(cast.asha), f"{ADVICE}change/", is_closed="on")
    html = help_page()
    assert "020 7946 0000" not in html
    assert "Northport Advice: " in html


def test_a_corrected_number_is_a_new_one_and_must_be_known_anew(cast: Cast) -> None:
    make_situation()
    contact = make_contact("advice", phone(languages=["cy"]))
    client = sign_in(cast.asha)
    refused = save(client, CHANNEL, value="020 7946 0001")
    assert refused.status_code == 422
    assert "This number or address is new." in refused.content.decode()
    assert save(client, CHANNEL, value="020 7946 0001", known="not").status_code == 302
    assert "020 7946 000" not in help_page()
    assert save(client, CHANNEL[:-1] + "1", known="called").status_code == 302
    assert "020 7946 0001" in help_page()
    contact.refresh_from_db()
    assert contact.meta["channels"][0]["languages"] == ["cy"]


def test_a_change_of_the_hours_alone_keeps_the_day_of_the_check(cast: Cast) -> None:
    contact = make_contact("advice", phone(checked_on="2026-11-01"))
    save(sign_in(cast.asha), CHANNEL, hours_words="Mondays, 9 am to noon")
    contact.refresh_from_db()
    (channel,) = contact.meta["channels"]
    assert (channel["checked_on"], channel["hours_words"]) == ("2026-11-01", "Mondays, 9 am to noon")


def test_two_people_change_one_number_and_the_second_is_asked(cast: Cast) -> None:
    make_contact("advice", phone())
    first, second = sign_in(cast.asha), sign_in(cast.carys)
    typed = opened(second, CHANNEL) | {"note": "Ask for Sam.", "words": "Their advice line"}
    save(first, CHANNEL, note="Ask for Kim.")
    answer = second.post(CHANNEL, typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Ask for Kim.", "Ask for Sam.", "Their advice line"):
        assert words in html


def test_a_number_removed_meanwhile_is_said_and_keeps_what_was_typed(cast: Cast) -> None:
    make_contact("advice", phone(), website())
    client = sign_in(cast.asha)
    assert client.post(f"{ADVICE}add/", channel_fields("020 7946 0000")).status_code == 422  # it is there already
    assert client.post(REMOVE, follow=True).status_code == 200
    assert client.get(CHANNEL).status_code == 404
    assert Act.objects.get(did="remove_contact_channel").details["channel"] == "phone:020 7946 0000"
    assert client.post(f"{ADVICE}add/", channel_fields("020 7946 0000")).status_code == 302


def test_the_only_way_to_reach_somebody_is_not_removed(cast: Cast) -> None:
    contact = make_contact("advice", phone())
    html = sign_in(cast.asha).post(REMOVE, follow=True).content.decode()
    assert "This is the only way to reach them." in html
    contact.refresh_from_db()
    assert len(contact.meta["channels"]) == 1


def test_no_later_version_of_the_pack_takes_a_contact_of_the_groups_own_away(
    cast: Cast, shipped_pack: None, settings: Any
) -> None:
    sign_in(cast.asha).post(NEW, HELPLINE)
    own = PackText.objects.get(kind="contact", title="Westfold Helpline")
    own.pack.digest = "another"
    own.pack.save()
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=timezone.now())
    own.refresh_from_db()
    assert (own.retired_at, own.title) == (None, "Westfold Helpline")
    with pytest.raises(NothingToDecide):
        take_shipped(text=own, seen=seen_now(stored_choice(own), NOW), by=cast.dana, now=NOW)


def test_two_contacts_of_one_name_are_two(cast: Cast) -> None:
    make_situation()
    client = sign_in(cast.asha)
    client.post(NEW, HELPLINE)
    client.post(NEW, HELPLINE | {"value": "020 7946 0998"})
    slugs = set(PackText.objects.filter(kind="contact").values_list("slug", flat=True))
    assert slugs == {"westfold-helpline", "westfold-helpline-2"}


def test_only_those_who_act_for_a_group_change_a_contact(cast: Cast) -> None:
    make_contact("advice", phone())
    for address in (NEW, ADVICE, f"{ADVICE}change/", f"{ADVICE}add/", CHANNEL, REMOVE):
        assert_only(address, {"caseworker", "outsider", "administrator"}, cast)
    for address in (NEW, f"{ADVICE}add/", REMOVE):
        assert sign_in(cast.ben).post(address, HELPLINE).status_code == 404


def test_every_situation_of_a_pack_has_its_words_in_the_form() -> None:
    assert set(SITUATIONS) == set(shelves.SITUATIONS)


def channel_fields(value: str) -> dict[str, str]:
    """Return what a form for a telephone number sends."""
    return {"kind": "phone", "value": value, "known": "called", "source": "We called"}
