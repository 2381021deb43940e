"""Whatever writes a name, one line is stored; what an older version stored is read as one line."""

import pytest
from django.db import connection

from dueregard.foundation.lines.forms import Line
from dueregard.records.bodies.models import Body
from tests.builders import make_body

pytestmark = pytest.mark.django_db
PASTED = "North\x0bport\r\nUniversity"
LINE = "North port University"


def test_a_name_is_stored_on_one_line_whichever_way_it_is_written() -> None:
    body = make_body(PASTED, slug="pasted")
    assert body.name == LINE
    Body.objects.filter(pk=body.pk).update(short_name=PASTED)
    body.town = PASTED
    Body.objects.bulk_update([body], ["town"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, short_name, town FROM bodies_body WHERE slug = 'pasted'")
        assert cursor.fetchone() == (LINE, LINE, LINE)
    assert Body.objects.get(name=PASTED) == body


def test_a_name_of_an_older_version_is_read_on_one_line() -> None:
    body = make_body("Northport University", slug="older")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bodies_body SET name = %s WHERE slug = 'older'", [PASTED])
    assert Body.objects.get(pk=body.pk).name == LINE
    assert list(Body.objects.filter(pk=body.pk).values_list("name", flat=True)) == [LINE]


def test_a_form_folds_what_is_pasted_before_it_is_judged() -> None:
    assert Line(max_length=21).clean(f" {PASTED}\n") == LINE
    assert Line(required=False).clean("\x0b") == ""
