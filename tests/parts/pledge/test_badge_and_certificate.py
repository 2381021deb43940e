"""What a signatory takes away is its own to host: small, in its name, and it calls nobody."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from pypdfium2 import PdfDocument

from dueregard.rules.pledge.proofs import link_in
from tests.parts.pledge.builders import make_listed, make_signatory
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("shipped_pack")
LONG = "The Amalgamated & United “Society” of <Lighthouse> Keepers and Harbour Pilots of Northport and Southmoor"


@pytest.mark.parametrize("name", ["Northport Staff Branch", LONG, "ẅ" * 150, "漢" * 150, "&" * 150])
def test_the_badge_is_small_and_holds_no_address(client: Client, cast: Cast, name: str) -> None:
    one = make_listed(cast.asha, name=name)
    content = client.get(f"{one.public_path()}badge.svg").content
    assert len(content) <= 2048
    drawn = ET.fromstring(content)
    assert "10 June 2026" in "".join(drawn.itertext())
    assert {tag.tag.rpartition("}")[2] for tag in drawn.iter()} <= {
        "svg",
        "title",
        "rect",
        "circle",
        "path",
        "g",
        "text",
    }
    assert not re.search(rb"(href|src|url\(|style|script|import)", content)
    assert content.count(b"http") == 1  # the name of the language it is written in


def test_the_badge_as_png_and_the_certificate_as_pdf(client: Client, cast: Cast) -> None:
    one = make_listed(cast.asha, name=LONG, principles=("harm", "debate"), reservation="We take other public money.")
    picture = Image.open(io.BytesIO(client.get(f"{one.public_path()}badge.png").content))
    assert (picture.format, picture.size) == ("PNG", (640, 224))
    document = PdfDocument(client.get(f"{one.public_path()}certificate.pdf").content)
    text = " ".join(document[0].get_textpage().get_text_range().split())
    assert len(document) == 1
    assert "Harbour Pilots of Northport" in text
    assert "We take other public money." in text
    assert "10 June 2026" in text


def test_the_snippet_calls_nobody_and_is_the_proof(client: Client, cast: Cast) -> None:
    one = make_listed(cast.asha, name=LONG)
    page = client.get(f"{one.public_path()}show/").context["page"]
    link = f"{settings.PUBLIC_URL}/pledge/s/{one.code}/"
    assert re.findall(r'src="([^"]*)"', page.snippet) == ["/pledge-badge.svg"]
    assert link_in(page.snippet, link)
    assert [length.title for length in page.lengths] == ["One sentence", "Short", "In full"]
    assert len({len(length.text) for length in page.lengths}) == 3
    assert all(link in length.text for length in page.lengths)
    assert client.get(f"/pledge/s/{one.code}/").url == one.public_path()  # type: ignore[attr-defined]


def test_who_is_not_listed_has_neither(client: Client) -> None:
    one = make_signatory()
    for name in ("badge.svg", "badge.png", "certificate.pdf", "show/"):
        assert client.get(f"{one.public_path()}{name}").status_code == 404
