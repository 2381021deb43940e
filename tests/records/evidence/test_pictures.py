"""A page is drawn once, as it is shown, by a process that nothing in a stranger's file can use against the site."""

import io
import struct
import threading
import zlib
from typing import Any

import pikepdf
import pytest
from django.http import HttpResponse
from PIL import Image

from dueregard.records.evidence.gateways import pictures
from dueregard.records.evidence.models import Document
from tests.builders_evidence import make_document, make_page, pdf_of, picture_of
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


def make_drawn(cast: Cast, content: bytes, media_type: str = "application/pdf") -> Document:
    """Make a document of one page with these bytes."""
    document = make_document(cast.northport, content=content, media_type=media_type)
    make_page(document, "")
    return document


def ask(cast: Cast, document: Document, rest: str = "") -> HttpResponse:
    """Ask for the picture of its page, as a volunteer."""
    answer: HttpResponse = sign_in(cast.ben).get(f"/documents/{document.pk}/pages/1/picture/{rest}")  # type: ignore[assignment]
    return answer


def size_of(answer: HttpResponse) -> tuple[int, int]:
    """Return width and height of a picture."""
    assert answer.status_code == 200
    with Image.open(io.BytesIO(answer.content)) as picture:
        return picture.size


def changed(**keys: Any) -> bytes:
    """Return a PDF of one A5 page with other keys on it."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of("A page that was turned and cut."))) as pdf:
        for key, value in keys.items():
            pdf.pages[0][f"/{key}"] = value
        pdf.save(file)
    return file.getvalue()


def empty_png(width: int, height: int) -> bytes:
    """Return a PNG that says it is so large and holds nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_a_page_is_drawn_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_drawn(cast, pdf_of("Drawn once"))
    first = ask(cast, document)
    monkeypatch.setattr(pictures, "start_child", None)
    assert ask(cast, document).content == first.content
    assert size_of(first) == (800, 1136)


def test_a_full_page_of_print_is_light_and_a_photograph_keeps_its_colours(cast: Cast) -> None:
    print_ = ask(
        cast, make_drawn(cast, pdf_of(" ".join(f"Paragraph {number} of the action plan." for number in range(90))))
    )
    assert len(print_.content) < 40_000
    shades = Image.merge(
        "RGB", [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.new("L", (256, 256), 90)]
    )
    file = io.BytesIO()
    shades.save(file, "PNG")
    answer = ask(cast, make_drawn(cast, file.getvalue(), "image/png"))
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert len(picture.convert("RGB").getcolors(70_000) or []) > 1000


def test_a_larger_picture_is_there_and_no_other_size(cast: Cast) -> None:
    document = make_drawn(cast, pdf_of("Larger"))
    assert size_of(ask(cast, document, "?size=large"))[0] == 2200
    assert ask(cast, document, "?size=huge").status_code == 404


@pytest.mark.parametrize(
    ("keys", "proportion"),
    [({"Rotate": 90}, 595.28 / 419.53), ({"CropBox": pikepdf.Array([0, 0, 200, 100])}, 2.0)],
)
def test_a_page_is_drawn_turned_and_cut_as_it_is_shown(keys: dict[str, Any], proportion: float, cast: Cast) -> None:
    width, height = size_of(ask(cast, make_drawn(cast, changed(**keys))))
    assert width / height == pytest.approx(proportion, rel=0.01)


def test_a_page_as_large_as_a_field_is_drawn_no_larger_than_a_picture_may_be(cast: Cast) -> None:
    content = changed(MediaBox=pikepdf.Array([0, 0, 100, 14_400]))
    width, height = size_of(ask(cast, make_drawn(cast, content)))
    assert width * height <= 12_100_000
    assert height <= 12_000


def test_a_photograph_is_turned_upright_and_what_is_transparent_is_white(cast: Cast) -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Image.new("RGB", (400, 200), "red").save(file, "JPEG", exif=exif)
    assert size_of(ask(cast, make_drawn(cast, file.getvalue(), "image/jpeg"))) == (200, 400)
    file = io.BytesIO()
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(file, "PNG")
    answer = ask(cast, make_drawn(cast, file.getvalue(), "image/png"))
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert min(low for low, _ in picture.convert("RGB").getextrema()) > 250


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7 and then nothing", "application/pdf"),
        (pdf_of("Not a picture"), "image/png"),
        (picture_of() + b"bytes that no other test has drawn", "application/pdf"),
        (empty_png(50_000, 50_000), "image/png"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "image/png"),
        (changed(MediaBox=pikepdf.Array([0, 0, 0, 0]), CropBox=pikepdf.Array([5, 5, 5, 5])), "image/jpeg"),
    ],
    ids=["cut", "pdf as png", "jpeg as pdf", "bomb", "postscript", "no size"],
)
def test_what_cannot_be_drawn_has_no_picture_and_is_not_tried_at_once_again(
    content: bytes, media_type: str, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make_drawn(cast, content, media_type)
    assert ask(cast, document).status_code == 404
    monkeypatch.setattr(pictures, "start_child", None)
    assert ask(cast, document).status_code == 404


def test_bytes_that_are_gone_have_no_picture(cast: Cast) -> None:
    document = make_drawn(cast, pdf_of("Gone"))
    Document.objects.filter(pk=document.pk).update(sha256="0" * 64)
    assert ask(cast, document).status_code == 404


def test_a_child_that_takes_too_long_is_ended(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "SECONDS", 0.0001)
    assert ask(cast, make_drawn(cast, pdf_of("Slow"))).status_code == 404


def test_who_comes_when_too_many_are_drawn_is_asked_to_come_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    full = threading.BoundedSemaphore(1)
    full.acquire()
    monkeypatch.setattr(pictures, "_turns", full)
    monkeypatch.setattr(pictures, "SECONDS_TO_WAIT", 0)
    answer = ask(cast, make_drawn(cast, pdf_of("Busy")))
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
