"""The map of one question says of every area what its bodies answered, who was asked, and whom nobody ever asked."""

import random
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.parts.foi.models import Case
from dueregard.records.areas.actions.load_areas import LoadReport
from dueregard.records.areas.models import Area
from dueregard.records.areas.queries.area_page import area_page
from dueregard.records.areas.queries.known import answers_here, question_of, questions
from dueregard.records.areas.queries.map_page import MapFilters, boundary_file, known_map_page
from dueregard.records.bodies.models import Body, Succession
from dueregard.records.findings.actions.ask_question import show_findings
from dueregard.records.findings.models import Finding, Question
from dueregard.rules.areas.known import Known
from dueregard.rules.law.laws import BodyKind, Nation
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case
from tests.people import Cast
from tests.records.findings.claims import NOW, ask, claim

pytestmark = pytest.mark.django_db
BEFORE, DAY = date(2026, 6, 30), date(2026, 7, 1)
COUNCIL = BodyKind.LOCAL_AUTHORITY
KEY = "pack.policy.1"


@pytest.fixture
def bodies(northshire: LoadReport) -> dict[str, Body]:
    """Make councils of the invented county and some schools."""
    made = {
        slug: make_body(f"{slug.title()} Council", kind=COUNCIL, area_code=code)
        for slug, code in (("ashby", "E07000901"), ("elmby", "E07000902"), ("northport", "E06000901"))
    }
    for number in range(3):
        made[f"school{number}"] = make_body(f"School {number}", kind=BodyKind.ACADEMY, area_code="E07000901")
    return made


@pytest.fixture
def question(cast: Cast) -> Question:
    """A shipped question of Northport, asked of councils and academies in England."""
    kinds = [COUNCIL.value, BodyKind.ACADEMY.value]
    return ask(
        cast,
        key=KEY,
        for_kinds=kinds,
        nations=["england"],
        asked_by=["pack/request/policy"],
        allowed_months=12,
    )


def states(today: date, *, kind: str = "local_authority") -> dict[str, str]:
    """Return how each area stands in the question."""
    asked = question_of(KEY, questions())
    assert asked
    return {
        row.name: row.words
        for row in known_map_page(MapFilters(kind=kind, page="all"), asked, boundary_file(), today=today).rows
    }


def asked_openly(cast: Cast, body: Body, *, template: str) -> None:
    """Publish a request that began with a shipped text."""
    campaign = make_campaign(cast.northport, title=f"{template} {body.slug}", template=template)
    make_case(
        campaign, body, phase="waiting", turn="theirs", is_public=True, published_at=datetime(2026, 6, 1, tzinfo=UTC)
    )


def test_coverage_is_answered_asked_or_never(cast: Cast, question: Question, bodies: dict[str, Body]) -> None:
    claim(question, bodies["ashby"], "no", cast.asha, cast.ben, true_on=date(2026, 2, 1))
    asked_openly(cast, bodies["elmby"], template="pack/request/policy")
    asked_openly(cast, bodies["northport"], template="pack/request/training")
    found = states(BEFORE)
    assert found["Ashby"] == "answer: no"
    assert found["Elmby"] == "asked, no answer yet"
    assert found["Northport"] == "never asked", "asked something else"
    assert found["Ballyport"] == "nothing to ask here"


def test_an_old_answer_is_none_for_today(cast: Cast, question: Question, bodies: dict[str, Body]) -> None:
    claim(question, bodies["ashby"], "no", cast.asha, cast.ben, true_on=date(2024, 6, 30))
    assert states(BEFORE)["Ashby"] == "answer: no"
    assert states(BEFORE + timedelta(days=1), kind="local_authority")["Woodby"] == "answer out of date"


def test_districts_that_merge_are_right_the_day_before_and_the_day_after(
    cast: Cast, question: Question, bodies: dict[str, Body]
) -> None:
    claim(question, bodies["school0"], "yes", cast.asha, cast.ben, true_on=date(2026, 2, 1))
    before, after = states(BEFORE, kind="academy"), states(DAY, kind="academy")
    assert (before["Ashby"], "Woodby" in before) == ("answer: yes", False)
    assert (after["Woodby"], "Ashby" in after) == ("answer: yes", False)
    page = area_page(Area.objects.get(slug="woodby"), today=DAY, question=question_of(KEY, questions()))
    line = next(row for row in page.rows if row.name == "School 0")
    assert line.note == "recorded under Ashby, which no longer exists"
    assert "yes, as of 1 February 2026" in line.words


def test_an_answer_goes_forward_to_the_only_successor_and_not_to_a_merged_one(
    cast: Cast, question: Question, bodies: dict[str, Body]
) -> None:
    claim(question, bodies["ashby"], "yes", cast.asha, cast.ben, true_on=date(2026, 2, 1))
    woodby = make_body("Woodby Council", kind=COUNCIL, area_code="E07000903", opened_on=DAY)
    Body.objects.filter(pk__in=[bodies["ashby"].pk, bodies["elmby"].pk]).update(closed_on=DAY)
    Succession.objects.create(from_body=bodies["ashby"], to_body=woodby, on=DAY)
    assert states(DAY)["Woodby"] == "answer: yes"
    page = area_page(Area.objects.get(slug="woodby"), today=DAY, question=question_of(KEY, questions()))
    line = next(row for row in page.rows if row.name == "Woodby Council")
    assert line.note == "answer about Ashby Council, which ended"
    asked = question_of(KEY, questions())
    assert asked
    assert [sum(counts.values()) for counts in answers_here([asked], DAY, {"E07000903"}).values()] == [1]
    assert answers_here([asked], DAY, {"E06000901"}) == {}
    Succession.objects.create(from_body=bodies["elmby"], to_body=woodby, on=DAY)
    assert states(DAY)["Woodby"] == "never asked", "of two that merged, nobody knows"
    assert answers_here([asked], DAY, {"E07000903"}) == {}


def test_an_answer_is_carried_over_several_bodies_and_the_nearest_counts(
    cast: Cast, question: Question, bodies: dict[str, Body]
) -> None:
    claim(question, bodies["ashby"], "yes", cast.asha, cast.ben, true_on=date(2026, 2, 1))
    between = make_body("Ashby and Elmby Council", kind=COUNCIL, area_code="E07000901")
    woodby = make_body("Woodby Council", kind=COUNCIL, area_code="E07000903", opened_on=DAY)
    Body.objects.filter(pk__in=[bodies["ashby"].pk, between.pk]).update(closed_on=DAY)
    Succession.objects.create(from_body=bodies["ashby"], to_body=between, on=BEFORE)
    Succession.objects.create(from_body=between, to_body=woodby, on=DAY)
    assert states(DAY)["Woodby"] == "answer: yes"
    asked = question_of(KEY, questions())
    assert asked
    assert [sum(counts.values()) for counts in answers_here([asked], DAY, {"E07000903"}).values()] == [1]
    page = " ".join(Client().get(woodby.get_absolute_url()).content.decode().split())
    assert "Ashby Council</a> was replaced by Ashby and Elmby Council on 30 June 2026." in page
    claim(question, between, "no", cast.asha, cast.ben, true_on=date(2026, 3, 1))
    assert states(DAY)["Woodby"] == "answer: no"
    found = answers_here([asked], DAY, {"E07000903"})[asked]
    assert dict(found) == {Known.SECOND: 1}


def test_what_a_group_keeps_to_itself_is_on_no_map(cast: Cast, bodies: dict[str, Body]) -> None:
    private = ask(cast, "Private?", public=False, key=KEY, for_kinds=[COUNCIL.value])
    claim(private, bodies["ashby"], "no", cast.asha, cast.ben)
    assert "Private?" not in Client().get("/areas/").content.decode()
    assert Client().get(f"/areas/?question={KEY}").status_code == 200
    assert "answer: no" not in Client().get(f"/areas/?question={KEY}").content.decode()
    show_findings(question=private, is_public=True, by=cast.asha, now=NOW)
    assert "answer: no" in Client().get(f"/areas/?question={KEY}").content.decode()


def test_two_groups_that_answer_the_same_question_count_a_body_once(
    cast: Cast, question: Question, bodies: dict[str, Body]
) -> None:
    theirs = ask(cast, group=cast.southmoor, key=KEY, for_kinds=[COUNCIL.value], allowed_months=12)
    claim(question, bodies["northport"], "no", cast.asha, cast.ben, true_on=date(2026, 2, 1))
    newer = claim(theirs, bodies["northport"], "yes", cast.carys, cast.dana, true_on=date(2026, 2, 1))
    Finding.objects.filter(pk=newer.pk).update(found_at=NOW + timedelta(days=1))
    asked = question_of(KEY, questions())
    assert asked
    page = known_map_page(MapFilters(page="all"), asked, None, today=DAY)
    line = next(row for row in page.rows if row.name == "Northport")
    assert (line.words, dict(line.numbers)["Answered"]) == ("answer: yes", 1)


def test_from_the_area_a_reader_comes_to_each_answer_and_to_whom_to_ask_next(
    cast: Cast, question: Question, bodies: dict[str, Body]
) -> None:
    finding = claim(question, bodies["northport"], "no", cast.asha, cast.ben, true_on=date(2026, 2, 1))
    shown = Client().get("/areas/northport/").content.decode()
    assert "What we know here" in shown
    assert f"/areas/northport/?question={KEY}" in shown
    listed = Client().get(f"/areas/northport/?question={KEY}").content.decode()
    assert finding.get_absolute_url() in listed
    assert "Nobody knows the answer for" in listed, "the nearest body we know nothing about"
    assert Client().get("/areas/northport/?question=nonsense").status_code == 200


def test_each_shape_has_a_title_and_the_table_says_the_same(
    cast: Cast, question: Question, bodies: dict[str, Body]
) -> None:
    claim(question, bodies["northport"], "no", cast.asha, cast.ben, true_on=date(2026, 2, 1))
    text = Client().get("/areas/", {"question": KEY, "page": "all"}).content.decode()
    titles = dict(re.findall(r"<title>([^<:]+): ([^<]+)</title>", text))
    rows = dict(re.findall(r'<td><a href="[^"]+">([^<]+)</a> <small>[^<]*</small></td><td><span[^>]*>([^<]+)<', text))
    assert titles
    assert {name: words for name, words in rows.items() if name in titles} == titles
    narrowed = Client().get("/areas/", {"question": KEY, "state": "second"}).content.decode()
    assert len(re.findall(r"<td><a href", narrowed)) == 1
    for sort in ("answered", "asked", "never", "state"):
        assert Client().get("/areas/", {"question": KEY, "sort": sort}).status_code == 200


def test_the_map_and_an_area_cost_as_many_queries_with_a_question_for_forty_bodies_as_for_two(
    cast: Cast, question: Question, bodies: dict[str, Body]
) -> None:
    def cost(url: str) -> int:
        Client().get(url)
        with CaptureQueriesContext(connection) as caught:
            assert Client().get(url).status_code == 200
        return len(caught)

    claim(question, bodies["northport"], "no", cast.asha, cast.ben)
    asked_openly(cast, bodies["elmby"], template="pack/request/policy")
    urls = (f"/areas/?question={KEY}", f"/areas/northport/?question={KEY}", "/areas/northport/")
    few = [cost(url) for url in urls]
    for number in range(40):
        body = make_body(f"Council {number}", kind=COUNCIL, area_code="E06000901")
        claim(question, body, "yes", cast.asha, cast.ben)
    assert [cost(url) for url in urls] == few
    assert few[0] <= 12
    assert max(few) <= 13  # the page of an area also shows who took the pledge there


def test_the_page_of_an_area_says_the_same_as_the_map(cast: Cast, question: Question, bodies: dict[str, Body]) -> None:
    asked_openly(cast, bodies["northport"], template="pack/request/policy")
    asked_openly(cast, bodies["northport"], template="pack/request/training")  # something else, and later
    Case.objects.filter(campaign__template="pack/request/training").update(last_at=NOW)
    welsh = make_body("Abertawe Council", kind=COUNCIL, nation=Nation.WALES, area_code="N09000901")
    asked_openly(cast, welsh, template="pack/request/policy")  # the question is meant for England
    for slug, words in (("northport", "asked, no answer yet"), ("ballyport", "asked, no answer yet")):
        page = area_page(Area.objects.get(slug=slug), today=DAY, question=question_of(KEY, questions()))
        assert [(piece.words, piece.number) for piece in page.pieces] == [(words, 1)]
        assert states(DAY)[page.area.name] == words


def test_of_equally_many_answers_an_area_names_the_one_that_its_map_does(
    cast: Cast, question: Question, bodies: dict[str, Body]
) -> None:
    claim(question, bodies["school0"], "yes", cast.asha, cast.ben)
    claim(question, bodies["school1"], "no", cast.asha, cast.ben)
    (line,) = area_page(Area.objects.get(slug="ashby"), today=BEFORE, questions=questions()).answers
    assert states(BEFORE, kind="academy")["Ashby"] == f"answer: {line.commonest}"


def test_a_body_that_opens_later_is_not_counted_and_nobody_is_told_to_ask_it(
    cast: Cast, question: Question, bodies: dict[str, Body]
) -> None:
    ashby = Area.objects.get(slug="ashby")
    before = area_page(ashby, today=BEFORE)
    make_body("A School To Be", kind=BodyKind.ACADEMY, area_code="E07000901", opened_on=DAY)
    now = area_page(ashby, today=BEFORE)
    assert (now.bodies, now.next) == (before.bodies, before.next)
    assert area_page(Area.objects.get(slug="woodby"), today=DAY).bodies == 6  # with Elmby's council


def plain_state(body: Body, today: date) -> str:
    """Say in the plainest way how one body stands in the question: the oracle of the map, one body at a time."""
    shown = []
    for finding in Finding.objects.filter(body=body):
        source = finding.source
        can_follow = finding.value == "not stated" or (source is not None and source.copy is not None)
        if finding.question.is_public and finding.question.key == KEY and can_follow:
            shown.append(finding)
    if not shown:
        return Known.NEVER
    finding = max(shown, key=lambda one: (one.found_at, one.pk))
    if finding.true_on and (today.year - finding.true_on.year) * 12 + today.month - finding.true_on.month > 24:
        return Known.OLD
    return {"yes": Known.FIRST, "no": Known.SECOND, "unclear": Known.THIRD, "not stated": Known.NOT_STATED}[
        finding.value
    ]


def check_against_the_oracle(today: date, kind: str) -> int:
    """Compare every area of the map with what is counted one body at a time; return how many bodies were looked at."""
    asked = question_of(KEY, questions())
    assert asked
    rows = {
        row.name: dict(row.numbers)
        for row in known_map_page(MapFilters(kind=kind, page="all"), asked, None, today=today).rows
    }
    looked_at = 0
    for area in Area.objects.in_force_on(today).exclude(tier="upper"):
        codes = [code.code for code in area.codes.all()]
        for step in area.follows.filter(on__lte=today, is_whole=True):
            if step.from_area.followed_by.count() == 1:
                codes += [code.code for code in step.from_area.codes.all()]
        here = [one for one in Body.objects.filter(area_code__in=codes, kind=kind) if one.is_open_on(today)]
        said = [plain_state(one, today) for one in here] if area.nation == "england" else []
        looked_at += len(here)
        answered = sum(one not in {Known.NEVER, Known.OLD} for one in said)
        numbers = rows[area.name]
        assert numbers["Answered"] == answered, area.name
        assert numbers["Asked"] == said.count(Known.OLD), area.name
        assert numbers["Never asked"] == said.count(Known.NEVER), area.name
    return looked_at


def test_every_area_is_right_against_a_slow_oracle_that_counts_one_body_at_a_time(
    cast: Cast, question: Question, bodies: dict[str, Body]
) -> None:
    dice = random.Random(13)
    for number in range(60):
        code = dice.choice(["E07000901", "E07000902", "E07000903", "E06000901", "E06000902", ""])
        closed = dice.choice([None, None, None, BEFORE, DAY])
        body = make_body(f"Academy {number}", kind=BodyKind.ACADEMY, area_code=code, closed_on=closed)
        value = dice.choice(["yes", "no", "unclear", "not stated", ""])
        if value:
            claim(question, body, value, cast.asha, cast.ben, true_on=date(dice.choice([2023, 2024, 2026]), 1, 15))
    for today in (BEFORE, DAY):
        assert check_against_the_oracle(today, "academy") > 20
