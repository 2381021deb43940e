"""What slides, OpenDocument files, mails, marked-up texts and recordings hide is found."""

import io

import pytest
from PIL import Image

from dueregard.rules.hidden_data import find_hidden
from tests.hidden_files import MAIL, PPTX, SECRET, open_sheets, open_text, slides

ODF = "application/vnd.oasis.opendocument."


def id3(version: int, *frames: tuple[bytes, bytes]) -> bytes:
    """Make an ID3v2 tag before a little sound."""
    body = b"".join(
        name + len(said).to_bytes(3, "big") + said
        if version == 2
        else name + len(said).to_bytes(4, "big") + b"\0\0" + said
        for name, said in frames
    )
    return b"ID3" + bytes([version, 0, 0]) + bytes([0, 0, len(body) >> 7, len(body) & 0x7F]) + body + b"\xff\xfb" * 20


def riff(name: bytes, said: bytes) -> bytes:
    """Make a WAV with one chunk of remarks."""
    info = b"INFO" + name + len(said).to_bytes(4, "little") + said
    return b"RIFF\0\0\0\0WAVE" + b"LIST" + len(info).to_bytes(4, "little") + info


def box(name: bytes, inside: bytes) -> bytes:
    """Make a box of an MP4."""
    return (8 + len(inside)).to_bytes(4, "big") + name + inside


def ogg(comment: bytes) -> bytes:
    """Make the head of an Ogg Vorbis file with one comment."""
    words = (0).to_bytes(4, "little") + (1).to_bytes(4, "little") + len(comment).to_bytes(4, "little") + comment
    return b"OggS" + b"\0" * 24 + b"\x03vorbis" + words


NAME = SECRET.encode()
M4A = b"\0\0\0\x10ftypM4A \0\0\0\0" + box(
    b"moov", box(b"udta", box(b"\xa9xyz", b"\0\x10\0\0+51.5-000.1/") + box(b"\xa9nam", b"\0\x08\0\0" + NAME))
)
HTML = b"<meta name='author' content='Marigold'><!-- Marigold --><p style='display:none'>Marigold</p><p>Shown</p>"
RTF = rb"{\rtf1{\info{\author Marigold}}{\v hidden Marigold} shown {\*\annotation Marigold}}"


@pytest.mark.parametrize(
    ("content", "kind", "channels"),
    [
        (slides(), PPTX, {"notes", "hidden_slide", "hidden_shape", "off_slide"}),
        (open_sheets(), f"{ODF}spreadsheet", {"hidden_sheet", "hidden_rows", "filtered_rows", "comment", "author"}),
        (open_text(), f"{ODF}text", {"tracked_change", "comment", "hidden_text", "author", "thumbnail"}),
        (MAIL, "message/rfc822", {"other_address", "mail_route"}),
        (HTML, "text/html", {"comment", "hidden_text", "author"}),
        (RTF, "application/rtf", {"comment", "hidden_text", "author"}),
        (id3(3, (b"TPE1", b"\0Marigold"), (b"APIC", b"\0picture")), "audio/mpeg", {"sound_tag", "cover_picture"}),
        (id3(4, (b"COMM", b"\0Marigold")), "audio/mpeg", {"sound_tag"}),
        (id3(2, (b"TP1", b"\0Marigold")), "audio/mpeg", {"sound_tag"}),
        (b"\xff\xfb" * 100 + b"TAG" + NAME.ljust(125, b"\0"), "audio/mpeg", {"sound_tag"}),
        (riff(b"IART", NAME), "audio/wav", {"sound_tag"}),
        (M4A, "audio/mp4", {"sound_tag", "gps"}),
        (ogg(b"ARTIST=Marigold"), "audio/ogg", {"sound_tag"}),
    ],
    ids=lambda one: "" if isinstance(one, bytes) else None,
)
def test_every_kind_tells_what_it_hides(content: bytes, kind: str, channels: set[str]) -> None:
    assert channels <= {one.channel for one in find_hidden(content, kind)}


def box(name: bytes, *inside: bytes) -> bytes:
    """Return a box of a film."""
    body = b"".join(inside)
    return (len(body) + 8).to_bytes(4, "big") + name + body


def quicktime(*tags: tuple[bytes, bytes], of_its_own: bytes = b"") -> bytes:
    """Return the beginning of a QuickTime film whose tags have keys, as telephones write them."""
    keys = b"".join(box(b"mdta", key) for key, _ in tags)
    values = [
        box(number.to_bytes(4, "big"), box(b"data", b"\0\0\0\1\0\0\0\0", value))
        for number, (_, value) in enumerate(tags, start=1)
    ]
    handler = box(b"hdlr", bytes(8) + b"mdta" + bytes(13))
    meta = box(
        b"meta", of_its_own, handler, box(b"keys", bytes(4), len(tags).to_bytes(4, "big"), keys), box(b"ilst", *values)
    )
    return box(b"ftyp", b"qt  ", bytes(4)) + box(b"moov", meta)


@pytest.mark.parametrize("own", [b"", bytes(4)], ids=["QuickTime", "MP4"])
def test_a_place_that_a_telephone_wrote_into_a_film_is_found(own: bytes) -> None:
    content = quicktime(
        (b"com.apple.quicktime.make", b"Example"),
        (b"com.apple.quicktime.location.ISO6709", b"+51.5-000.1/"),
        of_its_own=own,
    )
    found = {one.channel: one.sample for one in find_hidden(content, "video/quicktime")}
    assert found == {"gps": "+51.5-000.1/", "sound_tag": "com.apple.quicktime.make: Example"}


def test_title_and_tags_of_a_web_film_are_found() -> None:
    tag = b"\x45\xa3\x86ARTIST\x44\x87\x88Marigold"
    found = list(find_hidden(b"\x1aE\xdf\xa3" + bytes(9) + b"\x7b\xa9\x84Film" + tag, "video/webm"))
    assert [one.sample for one in found] == ["title: Film; ARTIST: Marigold"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (id3(4, (b"TSSE", b"\0Lavf59")), "audio/mpeg"),
        (b"\xff\xfb" * 200, "audio/mpeg"),
        (riff(b"ISFT", b"Lavf"), "audio/wav"),
        (b"<p>Shown</p>", "text/html"),
        (rb"{\rtf1 shown \viewkind4}", "application/rtf"),
        (b"Plain words", "text/plain"),
    ],
)
def test_a_file_that_hides_nothing_is_not_called_suspect(content: bytes, kind: str) -> None:
    assert list(find_hidden(content, kind)) == []


@pytest.mark.parametrize(
    "kind", ["audio/mpeg", "audio/mp4", "audio/wav", "audio/ogg", "audio/flac", "text/html", "application/rtf"]
)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"ID3",
        b"ID3\4\0\0\x7f\x7f\x7f\x7f",
        b"RIFF\xff\xff\xff\xffWAVELIST",
        b"\0\0\0\0ftyp",
        b"OggS\x03vorbis\xff\xff\xff\xff",
    ],
)
def test_broken_recordings_and_texts_break_nothing(content: bytes, kind: str) -> None:
    assert all(one.channel for one in find_hidden(content, kind))


@pytest.mark.parametrize("kind", ["application/vnd.ms-excel", f"{ODF}text", PPTX])
def test_a_broken_file_is_said_to_be_not_looked_into(kind: str) -> None:
    assert [one.channel for one in find_hidden(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", kind)] == ["not_examined"]


def segment(number: int, inside: bytes) -> bytes:
    """Make a segment of a JPEG."""
    return bytes([0xFF, number]) + (len(inside) + 2).to_bytes(2, "big") + inside


PRESS = b"".join(b"\x1c\x02" + bytes([number, 0, len(said)]) + said for number, said in ((0, b"\0\2"), (80, NAME)))
SEGMENTS = {
    "a description under a name with a blank": segment(
        0xE1, b"http://ns.adobe.com/xap/1.0/ \0<x d:by='1'>" + NAME + b"</x>"
    ),
    "a long description": segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + NAME),
    "the second part of a description": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>a part</x>")
    + segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + NAME),
    "words of a picture desk": segment(
        0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(PRESS).to_bytes(4, "big") + PRESS
    ),
    "a segment of a program": segment(0xEC, NAME),
}


@pytest.mark.parametrize("more", SEGMENTS.values(), ids=SEGMENTS)
def test_what_programs_write_into_a_photograph_is_listed_with_its_words(more: bytes) -> None:
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "green").save(made, "JPEG")
    plain = made.getvalue()
    assert list(find_hidden(plain, "image/jpeg")) == []
    (found,) = find_hidden(plain[:2] + more + plain[2:], "image/jpeg")
    assert found.channel == "exif"
    assert SECRET in found.sample
