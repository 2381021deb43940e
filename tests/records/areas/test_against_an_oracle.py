"""The map, every area's page and bodies drawn at random say what a slow oracle counts with plain SQL.

In `./run test` an invented county. In `./run soak` the whole country: the areas that come with the project, the
starter register, the lists of ../shared/data that are there (each is named), and the pages of a thousand bodies.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from dueregard.records.areas.actions.load_areas import load_areas
from dueregard.records.areas.gateways.area_tables import read_tables
from dueregard.records.bodies.actions.load_starter import load_starter
from dueregard.records.bodies.models import Body, Succession
from dueregard.rules.areas.standing import Standing
from dueregard.rules.law.laws import BodyKind
from tests.builders import make_body
from tests.people import Cast
from tests.records.areas.conftest import written
from tests.records.areas.oracle import ANSWERS, About, Oracle, Place, commonest, most_of
from tests.records.areas.random_answers import MEANT, POLICY, TRAINING, draw
from tests.records.areas.shown import area_shown, body_shown, map_shown
from tests.records.bodies.files import read
from tests.soak import IN_FULL, so_many

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
LISTS = ("local_authorities", "universities", "nhs_trusts", "police_forces", "fe_colleges", "schools_wales",
         "schools_england")  # fmt: skip
DRAWN, LOOKED_AT = so_many(6000, piece=32), so_many(1000, piece=10)  # bodies with something, and whose pages are read
MERGED, SOON = date(2026, 7, 1), date(2099, 9, 1)  # a school that opens one day does not exist yet
QUESTIONS = {POLICY: "pack/request/policy", TRAINING: "pack/request/training"}
COUNCIL, EVERY = BodyKind.LOCAL_AUTHORITY.value, "all"
KINDS = (COUNCIL, EVERY, BodyKind.ACADEMY.value, BodyKind.MAINTAINED_SCHOOL.value)
CODES = ("E07000901", "E07000902", "E07000903", "E06000901", "E06000902", "N09000901", "")
WORDS = {"yes": "answer: yes", "no": "answer: no", "unclear": "answer: unclear", "not stated": "read, does not say",
         "old": "answer out of date", "asked": "asked, no answer yet"}  # fmt: skip
NEVER, NOT_MEANT = "never asked", "nothing to ask here"
ON_A_PAGE, MOST_CASES, MOST_DEMANDS = 50, 20, 8


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_map_areas_and_bodies_say_what_plain_sql_counts(cast: Cast, tmp_path: Path) -> None:
    now, chance = timezone.now(), random.Random(13)
    today = localdate(now)
    (the_country if IN_FULL in os.environ else an_invented_county)(tmp_path, now)
    bodies = list(Body.objects.order_by("slug"))
    ended = [body for body in bodies if body.closed_on or body.kind == COUNCIL]
    drawn = dict.fromkeys([*ended, *chance.sample(bodies, min(DRAWN, len(bodies)))])
    draw(cast, list(drawn), today=today, seed=7)
    oracle, client = Oracle(today, QUESTIONS), Client()
    found = [
        *(line for kind in KINDS for line in wrong_on_the_map(client, oracle, kind)),
        *(
            line
            for key in QUESTIONS
            for kind in KINDS
            if kind != EVERY
            for line in wrong_on_the_map_of(client, oracle, key, kind)
        ),
        *(line for slug in oracle.places for line in wrong_in_an_area(client, oracle, slug)),
    ]
    about = oracle.about()
    told = [body for body in bodies if body.pk.hex in about]
    looked_at = chance.sample(told, min(LOOKED_AT, len(told)))
    found += [line for body in looked_at for line in wrong_about(client, body, about[body.pk.hex])]
    print(f"compared: {len(bodies):,} bodies, {len(oracle.places)} areas, {len(looked_at)} pages of bodies")  # noqa: T201
    assert found == []
    assert len(oracle.places) >= 4
    assert all(
        any(place.whole.answers[key, kind] for place in oracle.places.values())
        for key in QUESTIONS
        for kind in KINDS
        if kind != EVERY
    )


def the_country(folder: Path, now: datetime) -> None:
    """Load the areas, the starter register, and the open data that are beside the repository."""
    load_areas(tables=read_tables(), by=None, now=now, today=localdate(now))
    load_starter(by=None, now=now, finished=lambda: now)
    there = [kind for kind in LISTS if (DATA / f"{kind}.csv").exists()]
    for kind in there:
        assert read(kind, DATA / f"{kind}.csv").failed == 0
    print(f"shared data: {len(there)} of {len(LISTS)} lists are there and were read: {', '.join(there)}")  # noqa: T201


def an_invented_county(folder: Path, now: datetime) -> None:
    """Make bodies of four kinds in areas that merged; of those that ended, some took over alone and some together."""
    load_areas(tables=read_tables(written(folder)), by=None, now=now, today=localdate(now))
    chance = random.Random(5)
    kinds = (BodyKind.LOCAL_AUTHORITY, BodyKind.ACADEMY, BodyKind.MAINTAINED_SCHOOL, BodyKind.UNIVERSITY)
    bodies = [
        make_body(
            f"{kind.label} {number}",
            kind=kind,
            slug=f"{kind.value}-{number}".replace("_", "-"),
            area_code=chance.choice(CODES),
            closed_on=MERGED if number % 3 == 0 and chance.random() < 0.7 else None,
            opened_on=chance.choice([None, None, date(2001, 9, 1), SOON]) if number % 3 else None,
        )
        for number in range(8)
        for kind in kinds
    ]
    there = [body for body in bodies if not body.closed_on]
    for at, body in enumerate(body for body in bodies if body.closed_on):
        Succession.objects.create(from_body=body, to_body=there[at // 2 * 2 if at % 4 < 2 else at], on=MERGED)


def wrong_on_the_map(client: Client, oracle: Oracle, kind: str) -> Iterable[str]:
    """Yield what the map of one kind of body, or of all, says wrongly."""
    shown = map_shown(client, kind=kind)
    yield from differs("areas", set(shown), set(oracle.places))
    for slug, place in oracle.places.items():
        numbers = place.own if kind == COUNCIL else place.whole
        bodies = _of(numbers.bodies, kind)
        states = sum((some for of, some in numbers.states.items() if kind in (EVERY, of)), Counter[str]())
        asked, row = sum(states.values()), shown[slug]
        words = Standing(most_of(states)).words if states else _nothing(place)
        yield from differs(f"{slug}, {kind}: state", row.words, words)
        yield from differs(f"{slug}, {kind}: drawn", row.drawn, "" if place.tier == "upper" else words)
        told = {"Bodies": bodies, "Asked": asked, "Never asked": bodies - asked}
        yield from differs(f"{slug}, {kind}: numbers", row.numbers, told)


def wrong_on_the_map_of(client: Client, oracle: Oracle, key: str, kind: str) -> Iterable[str]:
    """Yield what the map of one question and one kind of body says wrongly."""
    shown = map_shown(client, question=key, kind=kind)
    for slug, place in oracle.places.items():
        numbers = place.own if kind == COUNCIL else place.whole
        said = numbers.answers[key, kind]
        is_meant = key != POLICY or place.nation == "england"
        bodies = numbers.bodies[kind] if is_meant else sum(said.values())
        answered, asked = sum(said[value] for value in ANSWERS), said["old"] + said["asked"]
        told = {"Bodies": bodies, "Answered": answered, "Asked": asked, "Never asked": bodies - answered - asked}
        yield from differs(f"{slug}, {key}, {kind}: numbers", shown[slug].numbers, told)
        most = commonest(said) or next((value for value in ("old", "asked") if said[value]), "")
        words = WORDS.get(most) or (NEVER if is_meant and bodies else NOT_MEANT)
        yield from differs(f"{slug}, {key}, {kind}: state", shown[slug].words, words)


def wrong_in_an_area(client: Client, oracle: Oracle, slug: str) -> Iterable[str]:
    """Yield what the page of an area says wrongly, without a question and with one."""
    place, shown = oracle.places[slug], area_shown(client, slug)
    states, bodies = sum(place.whole.states.values(), Counter[str]()), sum(place.whole.bodies.values())
    asked = sum(states.values())
    yield from differs(f"{slug}: asked", shown.asked, (asked, bodies, bodies - asked) if bodies else None)
    told = Counter({Standing(state).words: number for state, number in states.items()})
    yield from differs(f"{slug}: bar", shown.bar, dict(told + Counter({NEVER: bodies - asked})))
    yield from differs(f"{slug}: answers", shown.known, _answers(place))
    listed = set(shown.listed)
    yield from differs(f"{slug}: listed twice", len(listed), len(shown.listed))
    yield from differs(f"{slug}: listed", len(listed), min(bodies, ON_A_PAGE))
    yield from differs(f"{slug}: listed elsewhere", listed - place.listed, set())
    for key in QUESTIONS:
        yield from differs(f"{slug}, {key}: bar", area_shown(client, slug, question=key).bar, _bar(place, key))


def wrong_about(client: Client, body: Body, about: About) -> Iterable[str]:
    """Yield what the page of a body says wrongly."""
    shown, name = body_shown(client, body.get_absolute_url()), body.slug
    yield from differs(f"{name}: closed", shown.is_closed, about.is_closed)
    yield from differs(f"{name}: claims", shown.findings, about.findings)
    yield from differs(f"{name}: claims about those before", shown.earlier, about.earlier)
    yield from differs(f"{name}: requests", shown.cases, about.cases, at_most=MOST_CASES)
    yield from differs(f"{name}: demands", shown.demands, about.demands, at_most=MOST_DEMANDS)
    yield from differs(f"{name}: decisions", shown.decisions, about.decisions, at_most=MOST_DEMANDS)


def differs(what: str, shown: object, counted: object, *, at_most: int = 0) -> Iterable[str]:
    """Yield a sentence where the page and the oracle do not say the same; a full page may show some of them."""
    is_some = isinstance(shown, set) and isinstance(counted, set) and len(counted) > at_most == len(shown)
    if shown != counted and not (at_most and is_some and shown <= counted):  # type: ignore[operator]  # both are sets
        yield f"{what}: the page says {shown}, SQL {counted}"


def _answers(place: Place) -> dict[str, tuple[str, int, int]]:
    found = {}
    for key in QUESTIONS:
        said = sum((some for (of, _), some in place.whole.answers.items() if of == key), Counter[str]())
        answered = sum(said[value] for value in ANSWERS)
        if answered or said["old"]:
            most = commonest(said)
            found[key] = (WORDS[most].removeprefix("answer: ") if most else "–", answered, said["old"])
    return found


def _bar(place: Place, key: str) -> dict[str, int]:
    kinds = MEANT if key == POLICY else list(BodyKind)
    said = sum((place.whole.answers[key, kind] for kind in kinds), Counter[str]())
    bodies = sum(place.whole.bodies[kind] for kind in kinds)
    if key == POLICY and place.nation != "england":
        bodies = sum(said.values())
    told = Counter({WORDS[value]: number for value, number in said.items()})
    return dict(told + Counter({NEVER: bodies - sum(said.values())}))


def _of(bodies: Counter[str], kind: str) -> int:
    return sum(number for of, number in bodies.items() if kind in (EVERY, of))


def _nothing(place: Place) -> str:
    return (Standing.NOT_BOUND if place.nation == "northern_ireland" else Standing.NEVER).words
