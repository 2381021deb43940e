"""A kept page is given again only while the database says the same, whoever changes it: a thread or a worker."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.ready import middleware
from dueregard.foundation.ready.gateways import sign as signs
from dueregard.foundation.ready.gateways.shelf import SHELF
from dueregard.foundation.ready.middleware import ReadyMiddleware
from dueregard.foundation.work.actions.keep_worker import beat
from dueregard.records.bodies.models import Body
from dueregard.rules.ready.keeping import LIFE
from tests.builders import EARLIER, make_body

pytestmark = pytest.mark.django_db(transaction=True)
ASK = RequestFactory()
Page = Callable[[HttpRequest], HttpResponse]


@same_for_visitors
@open_to(Audience.EVERYBODY)
def marked(request: HttpRequest) -> HttpResponse:
    """A view whose answers may be kept."""
    return HttpResponse("")


class Site:
    """A site of one page, which says what a body is called; counts how often it is made."""

    def __init__(self, *, view: Callable[..., Any] = marked, page: Page | None = None) -> None:
        self.made, self.view, self.page = 0, view, page or (lambda request: HttpResponse(name_now()))
        self.middleware = ReadyMiddleware(self._answer)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        self.made += 1
        self.middleware.process_view(request, self.view, (), {})
        return self.page(request)

    def ask(self, **headers: str) -> str:
        """Ask as a visitor with these headers."""
        answer = self.middleware(ASK.get("/page/", headers=headers))
        assert isinstance(answer, HttpResponse)
        return answer.content.decode()


def name_now() -> str:
    return str(Body.objects.values_list("name", flat=True).get())


def elsewhere(act: Callable[[], Any]) -> None:
    """Do something in another thread, with a connection of its own."""

    def done() -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        other.submit(done).result()


def call_it(name: str) -> None:
    Body.objects.update(name=name)


@pytest.fixture(autouse=True)
def body() -> Body:
    """The only body."""
    return make_body("A")


def test_it_is_given_again_until_something_it_tells_of_changes() -> None:
    site = Site()
    assert [site.ask() for _ in range(5)] == ["A"] * 5
    assert site.made == 1
    elsewhere(lambda: call_it("B"))
    assert [site.ask(), site.ask()] == ["B", "B"]
    assert site.made == 2
    call_it("C")  # by the very connection that answers visitors
    assert site.ask() == "C"


def test_what_it_does_not_tell_of_may_change_without_end() -> None:
    """A worker's heart beats every two seconds, and on a busy site somebody always writes."""
    site = Site()
    site.ask()
    for number in range(5):
        elsewhere(lambda number=number: beat(name=f"worker-{number}", now=EARLIER))
        assert site.ask() == "A"
    assert site.made == 1


def test_what_is_not_yet_committed_is_told_to_nobody_and_then_to_everybody() -> None:
    site, may_commit, is_written = Site(), threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            call_it("B")
            is_written.set()
            assert may_commit.wait(60)

    with ThreadPoolExecutor(1) as other:
        assert site.ask() == "A"
        writing = other.submit(elsewhere, slowly)
        assert is_written.wait(60)
        assert [site.ask() for _ in range(3)] == ["A"] * 3
        may_commit.set()
        writing.result()
        assert site.ask() == "B"


def test_what_is_taken_back_again_changes_nothing() -> None:
    site = Site()
    site.ask()

    def in_vain() -> None:
        with transaction.atomic():
            call_it("B")
            transaction.set_rollback(True)

    elsewhere(in_vain)
    assert site.ask() == "A"
    assert site.made == 1


def test_a_page_that_was_made_while_something_changed_is_given_to_nobody_else() -> None:
    names = iter("BC")

    def made_slowly(request: HttpRequest) -> HttpResponse:
        was = name_now()
        if name := next(names, ""):
            elsewhere(lambda: call_it(name))
        return HttpResponse(was)

    site = Site(page=made_slowly)
    assert [site.ask(), site.ask(), site.ask(), site.ask()] == ["A", "B", "C", "C"]
    assert site.made == 3


def test_a_page_during_which_something_else_is_written_is_kept_all_the_same() -> None:
    def beside_a_heartbeat(request: HttpRequest) -> HttpResponse:
        name = name_now()
        elsewhere(lambda: beat(name="worker", now=EARLIER))
        return HttpResponse(name)

    site = Site(page=beside_a_heartbeat)
    assert [site.ask() for _ in range(3)] == ["A"] * 3
    assert site.made == 1
    elsewhere(lambda: call_it("B"))
    assert site.ask() == "B"


def test_what_a_page_took_of_an_answer_decides_and_not_what_it_left() -> None:
    """The first body by name, all that are there, the next two, whether there is one at all."""

    def told(request: HttpRequest) -> HttpResponse:
        bodies = Body.objects.order_by("name").values_list("name", flat=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM bodies_body ORDER BY name DESC")
            last = cursor.fetchone()[0]
            cursor.execute("SELECT count(*) FROM bodies_body")
            count = next(iter(cursor))[0]
        return HttpResponse(f"{bodies.first()} {[*bodies.iterator(chunk_size=2)]} {last} {count} {bodies.exists()}")

    site = Site(page=told)
    assert site.ask() == site.ask() == "A ['A'] A 1 True"
    for name in ("B", "0", "C", "D"):
        make_body(name)
        assert site.ask() == site.ask()
    assert site.ask() == "0 ['0', 'A', 'B', 'C', 'D'] D 5 True"
    assert site.made == 5
    Body.objects.filter(name="B").delete()
    assert site.ask() == "0 ['0', 'A', 'C', 'D'] D 4 True"


def test_every_reader_sees_what_was_saved_before_they_asked() -> None:
    """Many read while one writes: no answer is older than what was there when its reader asked."""
    site, saved, stale = Site(), [0], []
    call_it("0")

    def read() -> None:
        try:
            while saved[0] < 60:
                before = saved[0]
                if int(site.ask()) < before:
                    stale.append(before)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        reading = [crowd.submit(read) for _ in range(8)]
        for number in range(1, 61):
            elsewhere(lambda number=number: call_it(str(number)))
            saved[0] = number
        for one in reading:
            one.result()
    assert stale == []
    assert site.ask() == "60"


def test_of_many_who_want_a_page_that_is_out_of_date_one_has_it_made() -> None:
    site = Site()
    site.ask()
    elsewhere(lambda: call_it("B"))
    barrier = threading.Barrier(8)

    def ask() -> str:
        try:
            barrier.wait(60)
            return site.ask()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        assert {one.result() for one in [crowd.submit(ask) for _ in range(8)]} == {"B"}
    assert site.made == 2


def test_it_is_made_anew_when_the_clock_may_say_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    site, steady = Site(), [1_000.0]
    monkeypatch.setattr(middleware.time, "monotonic", lambda: steady[0])
    monkeypatch.setattr(middleware.time, "time", lambda: 1_700_000_100.0)
    site.ask()
    steady[0] += LIFE - 1
    site.ask()
    assert site.made == 1
    steady[0] += 1
    site.ask()
    assert site.made == 2
    monkeypatch.setattr(middleware.time, "time", lambda: 1_700_001_000.0)  # the next quarter of an hour
    site.ask()
    assert site.made == 3


def test_whoever_is_told_apart_and_whatever_is_for_one_is_made_anew_each_time(settings: Settings) -> None:
    for headers in ({"cookie": "a=b"}, {"authorization": "Bearer x"}, {"if-none-match": '"x"'}, {"range": "bytes=0-"}):
        site = Site()
        assert site.ask(**headers) == site.ask(**headers) == "A"
        assert site.made == 2, headers

    def with_cookie(request: HttpRequest) -> HttpResponse:
        answer = HttpResponse(name_now())
        answer.set_cookie("a", "b")
        return answer

    def with_token(request: HttpRequest) -> HttpResponse:
        request.META["CSRF_COOKIE"] = "a token was asked for"
        return HttpResponse(name_now())

    def with_nonce(request: HttpRequest) -> HttpResponse:
        request._csp_nonce = "n"  # type: ignore[attr-defined]
        return HttpResponse(name_now())

    def for_a_person(request: HttpRequest) -> HttpResponse:
        request.person = "somebody"  # type: ignore[attr-defined]
        return HttpResponse(name_now())

    def which_writes(request: HttpRequest) -> HttpResponse:
        call_it("A")
        return HttpResponse(name_now())

    def not_to_be_kept(request: HttpRequest) -> HttpResponse:
        return HttpResponse(name_now(), headers={"Cache-Control": "no-store"})

    def failed(request: HttpRequest) -> HttpResponse:
        return HttpResponse(name_now(), status=404)

    for page in (with_cookie, with_token, with_nonce, for_a_person, which_writes, not_to_be_kept, failed):
        site = Site(page=page)
        site.ask()
        site.ask()
        assert site.made == 2, page.__name__

    @same_for_visitors
    @open_to(Audience.SIGNED_IN)
    def not_open(request: HttpRequest) -> HttpResponse:
        return HttpResponse("")

    unmarked = open_to(Audience.EVERYBODY)(lambda request: HttpResponse(""))
    for view in (not_open, unmarked):
        site = Site(view=view)
        site.ask()
        site.ask()
        assert site.made == 2
    settings.READY_MEGABYTES = 0
    site = Site()
    site.ask()
    site.ask()
    assert site.made == 2


def test_whoever_is_inside_a_transaction_sees_their_own_changes() -> None:
    site = Site()
    site.ask()
    with transaction.atomic():
        call_it("B")
        assert site.ask() == "B"
        transaction.set_rollback(True)
    assert site.ask() == "A"


def test_a_database_that_gives_no_sign_has_every_page_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    site.ask()
    monkeypatch.setitem(signs.QUESTIONS, connection.vendor, "SELECT no_such_thing")
    assert [site.ask(), site.ask()] == ["A", "A"]
    assert site.made == 3
    monkeypatch.undo()
    call_it("B")
    assert [site.ask(), site.ask()] == ["B", "B"]


def test_a_page_whose_question_cannot_be_asked_again_is_made_again() -> None:
    def with_a_question_that_fails(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor, suppress(Error):
            cursor.execute("SELECT no_such_column FROM bodies_body")
        return HttpResponse(name_now())

    site = Site(page=with_a_question_that_fails)
    assert site.ask() == "A"
    elsewhere(lambda: beat(name="worker", now=EARLIER))
    assert site.ask() == "A"
    elsewhere(lambda: call_it("B"))
    assert site.ask() == "B"


def test_when_asking_for_a_sign_fails_nobody_is_told_an_older_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for the answer of another, and that one fails, knows nothing."""
    sign = signs.DatabaseSign()
    old = sign.now()
    elsewhere(lambda: call_it("B"))
    own = sign._lock

    class Crowded:
        """A lock before which another comes first, whose asking fails."""

        def __enter__(self) -> None:
            sign._lock = own
            monkeypatch.setattr(sign, "_ask", fails)
            with pytest.raises(MemoryError):
                sign.now()
            monkeypatch.undo()
            own.acquire()

        def __exit__(self, *_: object) -> None:
            own.release()

    def fails() -> None:
        raise MemoryError

    sign._lock = Crowded()  # type: ignore[assignment]
    assert sign.now() != old
    sign.close()


def test_a_database_put_in_place_of_another_is_told_apart() -> None:
    first = SHELF.sign.now()
    assert first == SHELF.sign.now()
    SHELF.sign.close()
    assert SHELF.sign.now() != first


def test_pages_take_no_more_memory_than_they_may(settings: Settings) -> None:
    settings.READY_MEGABYTES = 1
    site = Site(page=lambda request: HttpResponse(name_now() + "x" * 20_000))
    for number in range(100):
        site.middleware(ASK.get(f"/page/{number}/"))
        site.middleware(ASK.get("/page/", {"page": number}))
    plain, asking = SHELF.rooms
    assert 0 < plain.held <= 750_000
    assert 0 < asking.held <= 250_000
    made = site.made
    site.middleware(ASK.get("/page/99/"))
    assert site.made == made, "questions turned out the pages that have none"
