"""Whatever a form is filled in with by the site itself, the same form takes: each form of each page is sent back."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from django import forms
from django.core.cache import cache
from django.db import transaction

from dueregard.records.findings.forms.questions import QuestionForm
from tests.doors.table import Address, may_come, things_of
from tests.doors.test_every_address import EVERY, url_of
from tests.doors.world import Thing, World

pytestmark = pytest.mark.django_db
WHO = ("caseworker", "administrator")


def forms_in(context: Any) -> list[forms.BaseForm]:
    """Return the forms that a page was drawn with, also those that its page object holds, each once."""
    found: dict[int, forms.BaseForm] = {}
    for layer in context or ():
        for value in layer.values() if isinstance(layer, dict) else layer.flatten().values():
            held = [getattr(value, one.name) for one in fields(value)] if is_dataclass(value) else [value]
            found |= {id(one): one for one in held if isinstance(one, forms.BaseForm)}
    return list(found.values())


def suggested(form: forms.BaseForm) -> dict[str, Any]:
    """Return what the browser would send of a form that nobody has touched."""
    sent: dict[str, Any] = {}
    for field in form:
        value, widget = field.value(), field.field.widget
        if value in (None, "", [], (), False) or isinstance(field.field, forms.FileField):
            continue
        if isinstance(value, list | tuple):
            sent[field.html_name] = [str(one) for one in value]
        elif isinstance(widget, forms.widgets.ChoiceWidget):
            sent[field.html_name] = str(value)
        else:
            sent[field.html_name] = "on" if value is True else str(widget.format_value(value) or value)
    return sent


def refusals(form: forms.BaseForm, sent: dict[str, Any]) -> Iterator[str]:
    """Yield what a bound form says against what we filled in: of a field, or of the whole where no field is wrong."""
    for name, says in form.errors.items():
        ours = name in form.fields and form[name].html_name in sent
        if ours or list(form.errors) == ["__all__"]:
            yield f"{name}={sent[form[name].html_name] if ours else sent!r}: {list(says)}"


def read(answer: Any) -> Any:
    """Return an answer that was read to its end: a file is closed then. A page that fails has no forms to ask."""
    if answer.streaming:
        b"".join(answer.streaming_content)
    assert answer.status_code < 500
    return answer


def refused(world: World, who: str, url: str) -> Iterator[str]:
    """Send each form of a page back untouched, and take back what that wrote; yield what is refused of ours."""
    client = world.everybody.client(who)
    with transaction.atomic():
        page = read(client.get(url))
        asked = forms_in(page.context) if page.status_code == 200 else []
        transaction.set_rollback(True)
    for form in asked:
        sent = suggested(form)
        cache.clear()
        with transaction.atomic():
            answer = read(client.post(url, sent))
            again = [one for one in forms_in(answer.context) if type(one) is type(form) and one.is_bound]
            wrong = [says for one in again for says in refusals(one, sent)]
            transaction.set_rollback(True)
        yield from (f"{url} as {who}: {type(form).__name__}: {says}" for says in wrong)


def askers(address: Address, world: World) -> list[tuple[str, Thing]]:
    """Return who opens an address, and which object of it: the first and the last, which differ most."""
    things = things_of(address, world)
    coming = [(who, thing) for who in WHO for thing in things if who in may_come(address, thing)]
    return [coming[0], coming[-1]] if len(coming) > 1 else coming


@pytest.mark.parametrize("name", sorted(EVERY))
def test_no_form_refuses_what_the_site_filled_in(world: World, name: str) -> None:
    address = EVERY[name]
    found = [wrong for who, thing in askers(address, world) for wrong in refused(world, who, url_of(address, thing))]
    assert found == []


class _Refusing(forms.Form):
    """A form that refuses its own suggestion."""

    count = forms.IntegerField(initial=7, max_value=5)
    free = forms.CharField()


def test_a_suggestion_that_its_own_form_refuses_is_seen() -> None:
    untouched = _Refusing(prefix="a")
    sent = suggested(untouched)
    assert sent == {"a-count": "7"}
    said = list(refusals(_Refusing(sent, prefix="a"), sent))
    assert [one.split(":")[0] for one in said] == ["count='7'"]


def test_the_forms_of_a_page_are_found(world: World) -> None:
    """Or every page would pass, whatever its forms refuse."""
    page = world.everybody.client("caseworker").get("/desk/questions/new/")
    assert QuestionForm in {type(one) for one in forms_in(page.context)}
