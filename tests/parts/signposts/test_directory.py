"""Sister networks and key figures: dated, sourced, and never more certain than we are."""

import pytest
from django.test import Client
from django.utils.html import escape

from dueregard.parts.signposts.queries.figures import figures_page
from tests.audiences import EVERYBODY, assert_only
from tests.parts.signposts.contacts import make_text
from tests.people import Cast

pytestmark = pytest.mark.django_db


def network(slug: str, **meta: object) -> None:
    """Make a network that is at work."""
    whole = {
        "summary": "Works on it.", "status": "active", "checked_on": "2026-11-23", "url": f"https://{slug}.example",
        "sources": [{"title": "its own page"}], **meta,
    }  # fmt: skip
    make_text("network", slug, slug.title(), whole)


def test_a_network_at_work_is_linked_and_one_that_ended_never(client: Client) -> None:
    network("northport")
    network("southmoor", status="historic")
    network("eastby", status="unconfirmed")
    html = client.get("/networks/").content.decode()
    assert 'href="https://northport.example"' in html
    assert "southmoor.example" not in html
    assert "eastby.example" not in html
    assert "Southmoor" in html


def test_a_link_that_is_no_web_address_is_not_made(client: Client) -> None:
    network("northport", url="javascript:alert(1)")
    assert "javascript:" not in client.get("/networks/").content.decode()


def test_a_table_shows_what_is_known_how_sure_and_where_the_series_breaks(client: Client) -> None:
    make_text(
        "figures", "referrals", "Referrals",
        {
            "summary": "By year.", "unit": "referrals", "place": "Northport",
            "columns": [{"id": "all", "words": "All"}, {"id": "school", "words": "From schools"}],
            "rows": [
                {"label": "2023-24", "all": 6922, "school": 12, "sure": "confirmed"},
                {"label": "2024-25", "all": 8778, "sure": "unconfirmed", "note": "see below"},
            ],
            "breaks": [{"before": "2024-25", "says": "A new system."}],
            "sources": [{"title": "The office", "on": "2025-11-06", "says": "8,778"}],
        },
    )  # fmt: skip
    (figure,) = figures_page()
    assert [[cell.words for cell in row.cells] for row in figure.rows] == [["6,922", "12"], ["8,778", "–"]]
    assert figure.chart is not None
    assert figure.chart.lines == ()  # one number on either side of the break: no line is drawn
    html = client.get("/figures/").content.decode()
    for words in (
        "Not comparable with earlier years. A new system.",
        "not confirmed; see below",
        "The office",
        "6 November 2025",
    ):
        assert escape(words) in html


def test_the_shipped_figures_mark_their_break_and_what_nobody_confirmed(shipped_pack: None) -> None:
    england = next(figure for figure in figures_page() if "England" in figure.title)
    rows = {row.label: row for row in england.rows}
    assert rows["2024-25"].before
    assert not rows["2016-17"].is_sure
    assert rows["2024-25"].cells[0].words == "8,778"
    assert england.chart_words.startswith("From 7,631 referrals in 2015-16 to 8,778 in 2024-25")


def test_everybody_reads_both(cast: Cast, shipped_pack: None) -> None:
    assert_only("/networks/", EVERYBODY, cast)
    assert_only("/figures/", EVERYBODY, cast)


def test_an_empty_site_says_so(client: Client) -> None:
    assert "No sister networks yet" in client.get("/networks/").content.decode()
    assert "No key figures yet" in client.get("/figures/").content.decode()
