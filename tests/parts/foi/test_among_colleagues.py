"""A case is looked after by somebody, tagged and noted: for its group alone, and lists are narrowed by all three."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile, seen_now
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.actions.keep_case import NotAColleague, keep_case, stored_keeping
from dueregard.parts.foi.actions.note_case import change_note, remove_note, write_note
from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.parts.foi.models import Case, CaseNote
from dueregard.parts.foi.models.correspondence import Step
from dueregard.records.todo.actions.take_thing import take_thing
from dueregard.records.todo.queries.counts import counts_for
from dueregard.rules.casework.tags import NotTags, all_tags, clean_tags, fenced
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_letter, make_waiting_case
from tests.editing import opened, save
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case of Northport."""
    return make_waiting_case(make_campaign(cast.northport), make_body("Northport College"))


def keep(case: Case, cast: Cast, **wanted: Any) -> Case:
    """Say, as Asha, who looks after a case, and its tags."""
    stored = stored_keeping(Case.objects.get(pk=case.pk))
    return keep_case(
        case=case, wanted={**stored, **wanted}, seen=seen_now(stored, timezone.now()), by=cast.asha, now=timezone.now()
    )


def listed(cast: Cast, asked: str) -> list[str]:
    """Return the bodies in Asha's list of requests."""
    page = sign_in(cast.asha).get(f"/desk/requests/?{asked}").context["page"]
    return sorted(row.body for row in page.rows)


def test_a_case_is_given_to_a_colleague_and_tagged(case: Case, cast: Cast) -> None:
    client = sign_in(cast.asha)
    address = f"/desk/cases/{case.pk}/keep/"
    assert save(client, address, assigned_to=str(cast.ben.pk), tags="urgent,  Schools ; urgent").status_code == 302
    case.refresh_from_db()
    assert (case.assigned_to, case.tags) == (cast.ben, "Schools, urgent")
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Ben looks after this case." in page
    assert 'href="/desk/requests/?tag=Schools"' in page
    (act,) = Act.objects.filter(did="keep_case")
    assert "urgent" not in str(act.details)


def test_only_somebody_of_the_group_looks_after_a_case(case: Case, cast: Cast) -> None:
    assert save(sign_in(cast.asha), f"/desk/cases/{case.pk}/keep/", assigned_to=str(cast.carys.pk)).status_code == 422
    with pytest.raises(NotAColleague):
        keep(case, cast, assigned_to=str(cast.carys.pk))
    case.refresh_from_db()
    assert case.assigned_to is None


def test_two_who_change_tags_at_once_are_asked(case: Case, cast: Cast) -> None:
    stored, now = stored_keeping(case), timezone.now()
    keep(case, cast, tags="schools")
    wanted = {**stored, "tags": "urgent"}
    with pytest.raises(ChangedMeanwhile):
        keep_case(case=case, wanted=wanted, seen=seen_now(stored, now), by=cast.asha, now=now)
    case.refresh_from_db()
    assert case.tags == "schools"


def test_lists_are_narrowed_by_campaign_tag_and_person(case: Case, cast: Cast) -> None:
    other = make_waiting_case(make_campaign(cast.northport, title="Another"), make_body("Westfold Council"))
    keep(case, cast, assigned_to=str(cast.ben.pk), tags="Schools, high schools")
    keep(other, cast, tags="high")
    assert listed(cast, "tag=schools") == listed(cast, f"person={cast.ben.pk}") == ["Northport College"]
    assert listed(cast, "tag=high") == listed(cast, "person=nobody") == ["Westfold Council"]
    assert listed(cast, f"campaign={other.campaign_id}") == ["Westfold Council"]
    assert listed(cast, "tag=high&person=nonsense") == ["Westfold Council"]
    assert listed(cast, "tag=none") == []
    form = sign_in(cast.asha).get("/desk/requests/").context["form"]
    assert [words for _, words in form.fields["tag"].choices] == ["Any", "high", "high schools", "Schools"]
    assert "Ben" in str(form["person"])


def test_tabs_keep_what_the_list_is_narrowed_by(case: Case, cast: Cast) -> None:
    page = sign_in(cast.asha).get("/desk/requests/?tag=a%26b&page=2").content.decode()
    assert 'href="?tag=a%26b&amp;view=overdue"' in page


def test_a_volunteer_writes_a_note_and_another_group_never_reads_it(case: Case, cast: Cast) -> None:
    ben = sign_in(cast.ben)
    ben.post(f"/desk/cases/{case.pk}/notes/", {"text": "I know their officer."})
    assert "I know their officer." in sign_in(cast.asha).get(case.get_absolute_url()).content.decode()
    (note,) = CaseNote.objects.all()
    for path in (f"/desk/notes/{note.pk}/", case.get_absolute_url()):
        assert sign_in(cast.carys).get(path).status_code == 404
    assert ben.post(f"/desk/cases/{case.pk}/notes/", {"text": " "}).status_code == 422
    assert not Act.objects.filter(did="write_note").exclude(details={}).exists()


def test_a_note_is_never_on_a_public_page(case: Case, cast: Cast) -> None:
    make_letter(case)
    write_note(case=case, text="Only for us: they are slow.", by=cast.asha, now=timezone.now())
    keep(case, cast, tags="slowcoach", assigned_to=str(cast.ben.pk))
    publish_case(case=case, by=cast.asha, now=timezone.now())
    for path in (case.public_url(), f"/requests/{case.pk}.json", "/requests/", "/requests/feed.xml"):
        page = sign_in(cast.carys).get(path).content.decode()
        assert not [word for word in ("Only for us", "slowcoach", "Ben") if word in page], path


def test_two_edits_of_a_note_are_joined_and_its_writer_removes_it(case: Case, cast: Cast) -> None:
    now = timezone.now()
    note = write_note(case=case, text="First.\n\nSecond.", by=cast.ben, now=now)
    seen = seen_now({"text": note.text}, now)
    change_note(note=note, wanted={"text": "First!\n\nSecond."}, seen=seen, by=cast.asha, now=now)
    change_note(note=note, wanted={"text": "First.\n\nSecond?"}, seen=seen, by=cast.ben, now=now)
    note.refresh_from_db()
    assert (note.text, note.changed_by) == ("First!\n\nSecond?", cast.ben)
    with pytest.raises(ChangedMeanwhile):
        change_note(note=note, wanted={"text": "Zeroth.\n\nSecond."}, seen=seen, by=cast.asha, now=now)
    assert sign_in(cast.asha).post(f"/desk/notes/{note.pk}/remove/").status_code == 404
    assert "First!" in opened(sign_in(cast.asha), f"/desk/notes/{note.pk}/")["text"]
    sign_in(cast.ben).post(f"/desk/notes/{note.pk}/remove/", {"sure": "yes"})
    remove_note(note=note, by=cast.ben, now=now)
    assert not CaseNote.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", ""), (" , ;", ""), ("b, a", "a, b"), ("Two  words|x", "Two words, x"), ("Élan, elan", "elan, Élan")],
)
def test_tags_are_kept_in_one_form(typed: str, kept: str) -> None:
    assert clean_tags(typed) == kept
    assert clean_tags(kept) == kept


def test_too_many_or_too_long_tags_are_refused() -> None:
    with pytest.raises(NotTags):
        clean_tags("x" * 31)
    with pytest.raises(NotTags):
        clean_tags(",".join(f"t{number}" for number in range(13)))
    longest = ", ".join(sorted(f"{number:02}{'ß' * 28}" for number in range(12)))
    assert len(clean_tags(longest)) <= 400
    assert len(fenced(longest)) <= 800
    assert all_tags(["b, A", "a, c", ""]) == ("a", "b", "c")


def test_a_case_that_i_look_after_is_among_my_things_today_until_somebody_else_takes_it(case: Case, cast: Cast) -> None:
    Case.objects.filter(pk=case.pk).update(due_on=timezone.localdate() - timedelta(days=8))
    today = timezone.localdate()
    assert counts_for(cast.asha, today).mine == 0
    keep(case, cast, assigned_to=str(cast.asha.pk))
    counts = counts_for(cast.asha, today)
    assert (counts.mine, counts.nobodys) == (1, 0)
    page = sign_in(cast.asha).get("/desk/?show=mine").content.decode()
    assert "looks after it" in page
    take_thing(kind="overdue", key=case.pk.hex, until=today, today=today, by=cast.ben, now=timezone.now())
    assert counts_for(cast.asha, today).mine == 0


def test_today_and_the_list_of_requests_say_alike_how_late_a_body_is(case: Case, cast: Cast) -> None:
    Case.objects.filter(pk=case.pk).update(due_on=timezone.localdate() - timedelta(days=8))
    client = sign_in(cast.asha)
    (row,) = client.get("/desk/requests/?view=overdue").context["page"].rows
    assert "working day" in row.status.words
    assert row.status.words in client.get("/desk/").content.decode()


def test_a_case_with_a_letter_in_the_outbox_offers_no_second_one(case: Case, cast: Cast) -> None:
    make_letter(case, step=Step.REMINDER, state=OutgoingMessage.State.WAITING)
    client = sign_in(cast.asha)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "A letter is in the outbox" in page
    assert "Send a reminder" not in page
    (row,) = client.get("/desk/requests/?view=overdue").context["page"].rows
    assert (row.next_verb, row.can_be_chased) == ("A letter is in the outbox", False)
