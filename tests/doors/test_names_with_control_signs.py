"""Rows of an older version have control signs in every name, title and text: nothing that is given away breaks.

Every address is asked that one of each thing is named by; whatever is no page must be whole by its own rules. The
columns are found by their class, and a name that has another class is found by `test_every_name_is_a_line`.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from django import forms
from django.apps import apps
from django.db import connection, models
from django.urls import reverse
from icalendar import Calendar

from dueregard.foundation.lines.models import LineField
from tests.doors.asking import Answer, ask
from tests.doors.table import LEFT_OUT, every_address, things_of
from tests.doors.world import World

pytestmark = pytest.mark.django_db
SIGNS = "\x0b\x07\r\nX-Slipped: in\u2028"
IN_TEXTS = "\x0b\x07\x1b"
STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
WHO = ("visitor", "administrator")
PAGES = ("text/html", "application/pdf", "image/", "application/octet-stream", "text/css", "text/javascript")
KEYED = {
    "foi:dates": "dates of volunteer",
    "kept_feed": "search of volunteer",
    "meetings_feed": "meetings of volunteer",
}
WIDE = 64  # a column of a name is wider than a hash or a code
# Wide columns without choices that hold no line of words, and why.
NO_LINES = {
    "accounts.Person.password": "a hash",
    "accounts.BriefNote.cache_key": "made by us",
    "branch.Ask.text": "may have several lines",
    "evidence.Provenance.key": "made by us",
    "findings.Answer.note": "may have several lines",
    "findings.Question.key": "made by us",
    "foi.LookedAt.key": "made by us",
    "mail.OutgoingMessage.key": "made by us",
    "pledge.Line.words": "may have several lines",
    "redaction.Look.form": "as a page was read",
    "redaction.Look.phrase": "as it was marked",
    "redaction.Mark.words": "as they stand in a page",
    "submissions.Inbox.hashes_signature": "a signature",
    "submissions.KeyList.signature": "a signature",
    "tracker.Decision.scopes": "codes, joined by commas",
    "work.LongAct.about": "an id of ours",
    "work.LongAct.act": "the dotted name of a function of ours",
    "work.LongAct.back": "an address of ours",
}


SIGNED = {"submissions.KeyList", "submissions.Inbox"}  # every sign of theirs is covered by a signature


def columns() -> Iterator[tuple[type[models.Model], Any]]:
    """Yield every column of words of our own tables."""
    for model in apps.get_models():
        if model.__module__.startswith("dueregard."):
            yield from ((model, field) for field in model._meta.local_fields if isinstance(field, models.Field))


def spoil() -> int:
    """Write signs into every line and text, past the site's own writers. Returns how many columns had words."""
    quote, spoilt = connection.ops.quote_name, 0
    with connection.cursor() as cursor:
        for model, field in columns():
            signs = SIGNS if isinstance(field, LineField) else IN_TEXTS
            is_spoilt = isinstance(field, LineField | models.TextField) and model._meta.label not in SIGNED
            if not is_spoilt or field.choices:
                continue
            kept = (field.max_length or 1_000_000) - len(signs)
            table, column = quote(model._meta.db_table), quote(field.column)
            cursor.execute(
                f"UPDATE {table} SET {column} = substr({column}, 1, {kept}) || %s WHERE {column} <> ''", [signs]
            )
            spoilt += cursor.rowcount > 0
    return spoilt


def faults(answer: Answer) -> Iterator[str]:
    """Yield what a reader of this answer would stumble on."""
    kind = answer.headers.get("Content-Type", "").split(";")[0]
    if answer.status >= 500:
        yield f"answers {answer.status}"
    if any("\n" in value or "\r" in value or STRAY.search(value) for value in answer.headers.values()):
        yield "a header with a control sign"
    if answer.status == 200 and not kind.startswith(PAGES):
        yield from faults_of_file(kind, answer.content)


def faults_of_file(kind: str, content: bytes) -> Iterator[str]:
    """Yield what is wrong with a file of this kind."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                inner = "text/xml" if name.endswith(("xml", "xhtml", "opf", "rels")) else "text/plain"
                if name.endswith((".txt", ".csv", ".md", ".toml", "xml", "xhtml", "opf", "rels")):
                    yield from (f"{name}: {one}" for one in faults_of_file(inner, archive.read(name)))
        return
    if content[:2] == b"\x1f\x8b":
        return
    text = content.decode()
    try:
        if "xml" in kind:
            ElementTree.fromstring(text)
        elif kind == "application/json":
            json.loads(text)
        elif kind == "text/calendar":
            assert Calendar.from_ical(text).to_ical()
    except (ElementTree.ParseError, ValueError) as fault:
        yield f"{kind} that no program reads: {fault}"
    if found := STRAY.search(text):
        yield f"{kind} with {found.group()!r} after {text[: found.start()][-40:]!r}"
    if re.search(r"^X-Slipped", text, re.MULTILINE):
        yield f"{kind} in which a name began a line of its own"
    rows = csv.reader(io.StringIO(text, newline="")) if kind == "text/csv" else ()
    if any("\n" in cell and "X-Slipped" in cell for row in rows for cell in row):
        yield "a name of two lines in a cell"


def asked(world: World) -> Iterator[tuple[str, str]]:
    """Yield who asks for which address: every thing of every address, and the feeds that a key of their own opens."""
    for name, secret in KEYED.items():
        yield "visitor", f"{reverse(name)}?key={world.secrets[secret]}"
    for address in every_address():
        for thing in things_of(address, world) if address.name not in LEFT_OUT else ():
            url = reverse(address.name, kwargs=dict(thing.names))
            yield from ((who, url) for who in WHO)


def test_feeds_calendars_tables_and_headers_stay_whole(world: World) -> None:
    assert spoil() > 100, "the world has fewer words than it had: is everything still made?"
    wrong, kinds = [], set()
    for who, url in asked(world):
        answer = ask(world.everybody, who, url)
        kinds.add(answer.headers.get("Content-Type", "").split(";")[0])
        wrong += [f"{url} as {who}: {fault}" for fault in faults(answer)]
    assert wrong == []
    assert kinds >= {"application/atom+xml", "text/calendar", "text/csv", "application/json", "application/xml"}


def test_every_name_is_a_line() -> None:
    """A wide column of words is a LineField, whatever it is called."""
    others = {
        f"{model._meta.label}.{field.name}"
        for model, field in columns()
        if type(field) is models.CharField and not field.choices and (field.max_length or 0) > WIDE
    }
    assert others == NO_LINES.keys()


def test_a_sign_that_breaks_a_file_is_seen() -> None:
    """Or the sweep would pass whatever comes."""
    for kind, content in (
        ("application/atom+xml", b"<feed><title>a\x0bb</title></feed>"),
        ("text/calendar", b"BEGIN:VCALENDAR\r\nSUMMARY:a\x07\r\nEND:VCALENDAR\r\n"),
        ("text/csv", b'name\r\n"a\nX-Slipped: in"\r\n'),
    ):
        assert list(faults_of_file(kind, content)), kind
    assert list(faults(Answer(200, {"Content-Disposition": 'inline; filename="a\x07"'}, b"", 0)))


def test_no_form_takes_a_line_in_another_class() -> None:
    """Every field of one line of every form of the site is a `Line`: what is pasted is folded before it is judged."""
    wrong = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in forms_of_the_site()
        for name, field in form.base_fields.items()
        if type(field) is forms.CharField and type(field.widget) in {forms.TextInput, forms.SearchInput}
        if not any(name in getattr(base, "base_fields", ()) for base in form.__mro__ if is_allauths(base))
    ]
    assert wrong == []


def is_allauths(form: type) -> bool:
    """Tell whether a form is brought by the library of accounts, with fields of its own."""
    return form.__module__.startswith("allauth.")


def forms_of_the_site() -> set[type[forms.Form]]:
    """Return every form class of ours that is loaded; the address table loads the views, and they the forms."""
    assert every_address()
    found: set[type[forms.Form]] = set()
    left = [forms.Form]
    while left:
        for one in left.pop().__subclasses__():
            if one not in found:
                found.add(one)
                left.append(one)
    ours = {one for one in found if one.__module__.startswith("dueregard.")}
    assert len(ours) > 80
    return ours
