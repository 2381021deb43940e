"""A demand is recorded before its outcome, nothing of it is overwritten, and what was won can be lost again."""

from datetime import date

import pytest

from dueregard.parts.tracker.actions.add_line import CannotStrike, strike_line
from dueregard.parts.tracker.actions.record_demand import IsPublic, change_demand, stored_demand
from dueregard.parts.tracker.models import Demand, DemandLine
from dueregard.records.history.models import Entry
from dueregard.rules.text.joining import Seen
from dueregard.rules.tracker.course import OutOfOrder
from dueregard.rules.tracker.terms import Kind
from tests.builders import make_body
from tests.parts.tracker.builders import ASKED, NOW, make_demand, make_public, say
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


def test_a_demand_goes_from_the_form_to_its_outcome(cast: Cast) -> None:
    body = make_body("Northport City Council")
    client = sign_in(cast.asha)
    typed = {
        "group": cast.northport.pk,
        "body": "northport city council",
        "title": "Publish the equality impact assessment",
        "demanded_on": "2026-03-03",
        "asked_by": "a school staff branch",
        "alongside": "a parents’ circle",
    }
    assert client.post("/desk/demands/new/", typed).status_code == 302
    demand = Demand.objects.get()
    page = demand.get_absolute_url()
    client.post(f"{page}action/", {"code": "letter", "on": "2026-04-14", "answer_by": "2026-05-14", "words": ""})
    demand.refresh_from_db()
    assert demand.answer_by == date(2026, 5, 14)
    client.post(f"{page}answer/", {"code": "governors", "on": "2026-05-12", "words": "Under review"})
    client.post(f"{page}outcome/", {"code": "full", "on": "2026-10-09", "source": "https://northport.example/eia"})
    demand.refresh_from_db()
    assert (demand.outcome, demand.outcome_on, demand.response, demand.answer_by) == (
        "full",
        date(2026, 10, 9),
        "governors",
        None,
    )
    shown = client.get(page).content.decode()
    for words in ("Letter", "Will go to governors", "Done in full", "northport.example", "the result alone"):
        assert words in shown
    told = list(Entry.objects.filter(body=body).order_by("at").values_list("says", "is_public"))
    assert [says for says, _ in told] == [
        "A school staff branch demanded: Publish the equality impact assessment",
        "Letter: “Publish the equality impact assessment”",
        "Answer to “Publish the equality impact assessment”: Will go to governors",
        "“Publish the equality impact assessment”: Done in full",
    ]
    assert not any(is_public for _, is_public in told)


def test_an_outcome_before_its_demand_is_refused_and_what_was_typed_is_kept(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    typed = {"code": "full", "on": "2026-03-02", "words": "Eighteen pages were published."}
    said = sign_in(cast.asha).post(f"{demand.get_absolute_url()}outcome/", typed)
    assert said.status_code == 422
    assert "dated 2 March 2026, before its demand of 3 March 2026" in said.content.decode()
    assert "Eighteen pages were published." in said.content.decode()
    assert not DemandLine.objects.exists()


@pytest.mark.parametrize(
    ("kind", "code", "on", "says"),
    [
        (Kind.OUTCOME, "full", date(2026, 11, 24), "has not come yet"),
        (Kind.RESPONSE, "agreed", date(2026, 3, 2), "A demand comes first"),
        (Kind.OUTCOME, "reversed", date(2026, 5, 1), "nothing could be taken back"),
    ],
)
def test_what_cannot_be_true_on_that_day_is_refused(cast: Cast, kind: Kind, code: str, on: date, says: str) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    with pytest.raises(OutOfOrder, match=says):
        say(demand, kind, code, on, cast.asha)
    assert not DemandLine.objects.exists()


def test_a_demand_of_a_body_that_had_closed_is_refused_with_who_took_over(cast: Cast) -> None:
    old, new = make_body("Old Council", closed_on=date(2026, 2, 1)), make_body("New Council")
    old.followed_by.create(to_body=new)
    with pytest.raises(OutOfOrder, match="New Council took over from it"):
        make_demand(cast.northport, old, cast.asha)


def test_what_was_done_can_be_taken_back_and_both_stay(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    say(demand, Kind.OUTCOME, "full", date(2026, 5, 1), cast.asha)
    say(demand, Kind.OUTCOME, "reversed", date(2026, 8, 1), cast.asha)
    demand.refresh_from_db()
    assert demand.outcome == "reversed"
    shown = sign_in(cast.asha).get(demand.get_absolute_url()).content.decode()
    assert "Done in full" in shown
    assert "Taken back" in shown
    assert "A step back" in shown


def test_a_line_recorded_late_does_not_change_what_came_after_it(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    say(demand, Kind.OUTCOME, "full", date(2026, 8, 1), cast.asha)
    say(demand, Kind.OUTCOME, "promise", date(2026, 5, 1), cast.asha)
    demand.refresh_from_db()
    assert (demand.outcome, demand.outcome_on) == ("full", date(2026, 8, 1))


def test_a_line_is_crossed_out_with_a_reason_and_stays_to_be_read(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    line = say(demand, Kind.OUTCOME, "full", date(2026, 5, 1), cast.asha)
    client = sign_in(cast.asha)
    client.post(f"/desk/demand-lines/{line.pk}/cross-out/", {"why": "It was another school"})
    demand.refresh_from_db()
    assert demand.outcome == ""
    shown = client.get(demand.get_absolute_url()).content.decode()
    assert "<s>Done in full</s>" in shown
    assert "It was another school" in shown
    assert not Entry.objects.filter(kind="outcome").exists()
    with pytest.raises(CannotStrike, match="already"):
        strike_line(line=line, why="Again", by=cast.asha, now=NOW)


def test_what_was_taken_back_later_is_not_crossed_out_alone(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    line = say(demand, Kind.OUTCOME, "full", date(2026, 5, 1), cast.asha)
    say(demand, Kind.OUTCOME, "reversed", date(2026, 8, 1), cast.asha)
    with pytest.raises(CannotStrike, match="Cross out that line first"):
        strike_line(line=line, why="Wrong", by=cast.asha, now=NOW)


def test_the_words_of_a_public_demand_stay_as_they_are(cast: Cast) -> None:
    demand = make_demand(cast.northport, make_body(), cast.asha)
    seen = Seen(NOW, stored_demand(demand))
    wanted = stored_demand(demand) | {"title": "Publish it"}
    assert change_demand(demand=demand, wanted=wanted, seen=seen, by=cast.asha, now=NOW).title == "Publish it"
    assert Entry.objects.get().says == "A school staff branch demanded: Publish it"
    make_public(demand, cast.asha)
    with pytest.raises(IsPublic, match="Withdraw it first"):
        change_demand(demand=demand, wanted=wanted, seen=seen, by=cast.asha, now=NOW)


def test_a_body_that_is_not_known_is_asked_about(cast: Cast) -> None:
    make_body("Northport College")
    make_body("Northport City Council")
    typed = {"group": cast.northport.pk, "title": "Stop", "demanded_on": ASKED, "asked_by": "a branch"}
    client = sign_in(cast.asha)
    said = client.post("/desk/demands/new/", {**typed, "body": "Northport Colege"})
    assert said.status_code == 422
    assert "Did you mean Northport College (northport-college)" in said.content.decode()
    assert "northport-college" not in client.get("/desk/demands/").content.decode()
    assert not Demand.objects.exists()
