"""Who may be given a kept page, what may be kept, and until when. What is not plainly everybody's is nobody's."""

import pytest

from dueregard.rules.ready.keeping import LIFE, TOLD_APART_BY, key_of, may_be_kept, moment

ASKED: dict[str, object] = {
    "REQUEST_METHOD": "GET",
    "wsgi.url_scheme": "https",
    "HTTP_HOST": "northport.example",
    "SERVER_NAME": "northport.example",
    "SERVER_PORT": "443",
    "PATH_INFO": "/bodies/",
    "QUERY_STRING": "page=2",
    "HTTP_ACCEPT_ENCODING": "gzip",
    "CONTENT_LENGTH": "",
}


def test_two_questions_have_one_key_only_if_they_differ_in_nothing_that_an_answer_may_depend_on() -> None:
    key = key_of(ASKED)
    assert key is not None
    assert key_of({**ASKED, "HTTP_USER_AGENT": "another", "HTTP_ACCEPT_ENCODING": "br"}) == key
    for name, value in [
        ("wsgi.url_scheme", "http"),
        ("HTTP_HOST", "northport.onion"),
        ("SERVER_PORT", "80"),
        ("SCRIPT_NAME", "/below"),
        ("PATH_INFO", "/bodies"),
        ("QUERY_STRING", "page=3"),
    ]:
        assert key_of({**ASKED, name: value}) not in (key, None), name


@pytest.mark.parametrize("name", TOLD_APART_BY)
def test_whoever_sends_what_tells_them_apart_is_answered_anew(name: str) -> None:
    assert key_of({**ASKED, name: "any"}) is None
    assert key_of({**ASKED, name: ""}) is not None, "nothing is told by an empty one"


def test_only_a_plain_question_has_a_key() -> None:
    for method in ("HEAD", "POST", "OPTIONS", "get", ""):
        assert key_of({**ASKED, "REQUEST_METHOD": method}) is None, method
    assert key_of({**ASKED, "CONTENT_LENGTH": "5"}) is None
    assert key_of({**ASKED, "CONTENT_LENGTH": "0"}) is not None
    assert key_of({**ASKED, "QUERY_STRING": "page=" + "2" * 2_000}) is None


def test_what_somebody_typed_is_never_kept() -> None:
    for asked in ("q=prevent", "page=2&q=a+name", "%71=prevent", "words=risk", "q=&q=prevent"):
        assert key_of({**ASKED, "QUERY_STRING": asked}) is None, asked
    assert key_of({**ASKED, "QUERY_STRING": "q=&page=2"}) is not None, "an empty field of a form"


@pytest.mark.parametrize(
    ("headers", "may"),
    [
        ({}, True),
        ({"Cache-Control": "no-cache", "Vary": "Cookie"}, True),
        ({"Cache-Control": "max-age=60, public"}, True),
        ({"Cache-Control": "no-store"}, False),
        ({"cache-control": "max-age=0, Private"}, False),
        ({"Cache-Control": 'private="set-cookie"'}, False),
        ({"Vary": "Cookie, Accept-Language"}, False),
        ({"Vary": "*"}, False),
        ({"Set-Cookie": "a=b"}, False),
        ({"Content-Encoding": "gzip"}, False),
    ],
)
def test_an_answer_is_kept_unless_a_header_says_that_it_is_not_everybodys(headers: dict[str, str], may: bool) -> None:
    assert may_be_kept(status=200, headers=headers) is may
    for status in (206, 301, 304, 404, 422, 429, 500):
        assert not may_be_kept(status=status, headers=headers)


def test_a_page_is_kept_for_seconds_and_never_beyond_a_midnight() -> None:
    before = 1_700_000_100.0 // 900 * 900 + 899
    made = moment(steady=50.0, seconds=before)
    assert not made.is_too_old(moment(steady=50.0 + LIFE - 1, seconds=before))
    assert made.is_too_old(moment(steady=50.0 + LIFE, seconds=before))
    assert made.is_too_old(moment(steady=50.5, seconds=before + 1)), "a quarter of an hour began: it may be a new day"
    assert made.is_too_old(moment(steady=49.0, seconds=before)), "the machine was started again"
