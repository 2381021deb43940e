"""Forms and components: errors are linked to their fields, nothing typed is lost, states are told in words."""

import re

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, override_settings

from dueregard.website.forms import SampleForm
from dueregard.website.queries.rail import Group, Link
from dueregard.website.templatetags import kept as kept_tag

TYPED = {"subject": "", "asked_on": "", "questions": "What they hold.", "nation": "wales"}


def test_a_mistake_is_linked_from_the_summary_to_its_field_and_described_there() -> None:
    form = SampleForm(TYPED)
    summary = render_to_string("website/components/error_summary.html", {"form": form})
    html = str(form)
    for target in re.findall(r'href="#([^"]+)"', summary):
        assert f'id="{target}"' in html
    assert 'aria-describedby="id_subject_helptext id_subject_error"' in html
    assert 'id="id_subject_error"' in html
    assert "Please fill this in." in html


def test_what_was_typed_is_still_there_after_a_mistake() -> None:
    html = str(SampleForm(TYPED))
    assert "What they hold." in html
    assert re.search(r'value="wales"[^>]*checked', html)


def test_every_field_has_a_label() -> None:
    html = str(SampleForm())
    ids = set(re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', html))
    assert ids - set(re.findall(r'<label for="([^"]+)"', html)) == set()


def test_a_status_is_told_in_words_and_not_by_colour_alone() -> None:
    html = render_to_string("website/components/status.html", {"tone": "late", "words": "2 working days late"})
    assert "2 working days late" in html


@pytest.mark.django_db
def test_the_gallery_shows_every_component_and_only_to_builders(client: Client) -> None:
    with override_settings(DEVELOPMENT=True):
        html = client.get("/gallery/").content.decode()
    assert html.count('class="in-margin exhibit"') > 25
    with override_settings(DEVELOPMENT=False):
        assert client.get("/gallery/").status_code == 404


def test_a_strange_text_in_a_component_stays_text() -> None:
    html = render_to_string("website/components/letter.html", {"subject": "<script>", "body": "<b>bold</b>"})
    assert "<script>" not in html
    assert "<b>" not in html


def test_a_piece_that_is_kept_is_made_once_for_the_same_values_and_again_for_others() -> None:
    kept_tag._made.cache_clear()
    piece = "website/rail_groups.html"
    page = engines["django"].from_string(f'{{% load kept %}}{{% kept "{piece}" groups=groups %}}')

    def shown(count: int) -> str:
        return page.render({"groups": (Group("", (Link("/desk/", "Today", True, False, False, count),)),)})

    assert shown(3) == shown(3)
    assert "3<span" in shown(3)
    assert "4<span" in shown(4)
    assert kept_tag._made.cache_info().misses == 2
    with override_settings(DEBUG=True):
        assert shown(5) == shown(5)
    assert kept_tag._made.cache_info().misses == 2, "while templates change under our hands nothing is kept"
