"""What a hostile office file cannot do while it is drawn, with bubblewrap's walls and without them."""

import io
import os
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from dueregard.records.evidence.gateways import drawing
from dueregard.records.evidence.gateways.drawer import Order
from dueregard.records.evidence.gateways.drawing import NotDrawn, draw
from dueregard.records.evidence.gateways.drawing_engine import Engine, Outcome
from dueregard.rules.documents.kinds import Kind
from tests.processes import wait_until

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("script", "script"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
    )
)
_TEXT = "application/vnd.oasis.opendocument.text"
_MACRO = """Sub Main
  ThisComponent.Text.String = "The macro ran."
End Sub"""


@pytest.fixture(scope="module", params=[True, False], ids=["walls", "no walls"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Yield an engine of each kind; it ends with these tests."""
    one = Engine(walls=request.param, modes=("warm",))
    yield one
    one.close()


@pytest.fixture(autouse=True)
def _used(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "engine", engine)


def open_text(body: str, **parts: str) -> bytes:
    """Return a whole OpenDocument text with more parts."""
    inside = {
        "content.xml": f'<office:document-content {_NAMES} xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:dom="http://www.w3.org/2001/xml-events" xmlns:ooo="http://openoffice.org/2004/office" '
        f'office:version="1.2"><office:scripts>{parts.pop("events", "")}</office:scripts>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        **parts,
    }
    entries = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="text/xml"/>' for name in inside)
    inside["META-INF/manifest.xml"] = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.2">'
        f'<m:file-entry m:full-path="/" m:media-type="{_TEXT}"/>{entries}</m:manifest>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", _TEXT)
        for name, part in inside.items():
            package.writestr(name, part)
    return made.getvalue()


def words_drawn(folder: Path, kind: Kind, content: bytes) -> str:
    """Draw a file and return what its pages say."""
    source = folder / "file"
    source.write_bytes(content)
    with pypdfium2.PdfDocument(draw(source, kind, folder / "file.pdf").path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def outcome(engine: Engine, folder: Path, content: bytes, ending: str, **limits: float) -> Outcome:
    """Draw a file under limits of its own."""
    source, target = folder / "limited", folder / "limited.pdf"
    source.write_bytes(content)
    order = {"seconds": 120.0, "cpu_seconds": 60, "unpacked": 1 << 30, "file_bytes": 1 << 28, **limits}
    with source.open("rb") as given, target.open("w+b") as drawn:
        return engine.draw(Order(ending=ending, **order), given.fileno(), drawn.fileno())  # type: ignore[arg-type]


def many_cells(rows: int) -> bytes:
    """Return a workbook that takes a while."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in range(rows):
        sheet.append([f"{row} {column}" for column in range(20)])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_linked_picture_is_not_fetched(tmp_path: Path) -> None:
    # LibreOffice on its own asks for both.
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/seen.png"
        size = 'svg:width="3cm" svg:height="3cm"'
        linked = f'<draw:frame {size}><draw:image xlink:href="{address}" xlink:type="simple"/></draw:frame>'
        text = open_text(f"<text:p>Before {linked}</text:p>")
        assert "Before" in words_drawn(tmp_path, Kind.ODT, text)
        page = f'<html><head><link rel="stylesheet" href="{address}"></head><body>Before <img src="{address}"></body>'
        assert "Before" in words_drawn(tmp_path, Kind.HTML, page.encode())
        with pytest.raises(BlockingIOError):
            server.accept()


def test_the_macro_of_a_file_does_not_run(tmp_path: Path) -> None:
    library = (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument '
        '1.0//EN" "library.dtd"><library:library xmlns:library="http://openoffice.org/2000/library" '
        'library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element '
        'library:name="Module1"/></library:library>'
    )
    libraries = (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD '
        'OfficeDocument 1.0//EN" "libraries.dtd"><library:libraries xmlns:library="http://openoffice.org/2000/library" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" library:link="false"/>'
        "</library:libraries>"
    )
    module = (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument '
        '1.0//EN" "module.dtd"><script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        f'script:language="StarBasic">{_MACRO.replace(chr(34), "&quot;")}</script:module>'
    )
    call = "vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"
    listeners = "".join(
        f'<script:event-listener script:language="ooo:script" script:event-name="{event}" '
        f'xlink:href="{call}" xlink:type="simple"/>'
        for event in ("dom:load", "office:load-finished", "office:view-created", "office:save-to", "office:print")
    )
    content = open_text(
        "<text:p>What stands in the file.</text:p>",
        events=f"<office:event-listeners>{listeners}</office:event-listeners>",
        **{
            "Basic/script-lc.xml": libraries,
            "Basic/Standard/script-lb.xml": library,
            "Basic/Standard/Module1.xml": module,
        },
    )
    assert words_drawn(tmp_path, Kind.ODT, content).strip() == "What stands in the file."


def test_another_file_of_the_machine_is_not_read_through_a_link(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Marigold stands in another file.")
    picture = tmp_path / "other.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9cm" height="2cm"><text y="20">Marigold</text></svg>'
    )
    section = (
        f'<text:section text:name="Linked"><text:section-source xlink:href="file://{other}" xlink:type="simple"/>'
        "<text:p>As it was saved.</text:p></text:section>"
    )
    assert words_drawn(tmp_path, Kind.ODT, open_text(section)).strip() == "As it was saved."
    page = f'<html><body>Before <img src="file://{picture}"> after</body></html>'
    assert "Marigold" not in words_drawn(tmp_path, Kind.HTML, page.encode())
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = f'=WEBSERVICE("file://{other}")'
    book.active["A2"] = "Words"
    made = io.BytesIO()
    book.save(made)
    words = words_drawn(tmp_path, Kind.XLSX, made.getvalue())
    assert "Words" in words
    assert "Marigold" not in words


def test_a_file_that_unpacks_to_more_than_it_may_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(bytes(1 << 20))
    source = tmp_path / "bomb.docx"
    source.write_bytes(made.getvalue())
    with pytest.raises(NotDrawn) as refused:
        draw(source, Kind.DOCX, tmp_path / "bomb.pdf")
    assert refused.value.reason == "too_big"
    assert not (tmp_path / "bomb.pdf").exists()


def test_what_takes_too_long_or_too_much_ends_with_its_reason_and_the_next_file_is_drawn(
    engine: Engine, tmp_path: Path
) -> None:
    cells = many_cells(8_000)
    assert outcome(engine, tmp_path, cells, "xlsx", seconds=0.2).reason == "too_slow"
    assert outcome(engine, tmp_path, cells, "xlsx", cpu_seconds=1).reason == "too_slow"
    assert outcome(engine, tmp_path, cells, "xlsx", file_bytes=20_000).reason == "too_big"
    assert outcome(engine, tmp_path, cells, "xlsx", unpacked=50_000).reason == "too_big"
    fine = outcome(engine, tmp_path, rb"{\rtf1 Words}", "rtf")
    assert (fine.reason, fine.pages) == ("", 1)


def test_many_files_leave_no_open_file_and_no_process(engine: Engine, tmp_path: Path) -> None:
    outcome(engine, tmp_path, rb"{\rtf1 Words}", "rtf")
    before = kept_open(engine)
    for _ in range(20):
        assert outcome(engine, tmp_path, rb"{\rtf1 Words}", "rtf").pages == 1
    assert kept_open(engine) == before


def kept_open(engine: Engine) -> tuple[int, int, int]:
    """Return how many files this process holds open, and how many processes and files the engine has."""
    assert engine.running is not None
    folder = engine.running.folder
    children = Path(f"/proc/{engine.running.process.pid}/task/{engine.running.process.pid}/children").read_text()
    return (
        len(os.listdir("/proc/self/fd")),
        len(children.split()),
        0 if folder is None else len(list((folder / "work").rglob("*"))),
    )


def test_the_engine_says_which_guards_are_on(engine: Engine, tmp_path: Path) -> None:
    outcome(engine, tmp_path, rb"{\rtf1 Words}", "rtf")
    guards = engine.guards()
    assert guards.warm
    assert guards.walls == engine.walls
    assert guards.network
    assert guards.read_only


def test_nothing_is_left_when_the_engine_has_ended(engine: Engine, tmp_path: Path) -> None:
    outcome(engine, tmp_path, rb"{\rtf1 Words}", "rtf")
    running = engine.running
    assert running is not None
    process = running.process.pid
    engine.close()
    wait_until(lambda: not Path(f"/proc/{process}").exists(), what="the end of LibreOffice")
    assert running.folder is None or not running.folder.exists()


def test_where_libreoffice_cannot_be_driven_it_is_started_for_each_file(engine: Engine, tmp_path: Path) -> None:
    cold = Engine(walls=engine.walls, modes=("cold",))
    try:
        assert outcome(cold, tmp_path, rb"{\rtf1 Words}", "rtf").pages == 1
        assert cold.running is not None
        assert not cold.running.guards.warm
    finally:
        cold.close()
