"""An Office file whose parts lie in other places than usual is read, and what was not looked into is said."""

import io
import zipfile
from pathlib import Path

import pytest

from dueregard.rules.documents.kinds import Kind
from tests.hidden_files import SECRET, letter, workbook
from tests.records.evidence.drawings import drawn_and_read, listed


def moved(content: bytes, folder: str) -> bytes:
    """Return a package whose parts of one folder lie in another, with all that refers to them."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith((".rels", "[Content_Types].xml")):
                part = part.replace(f"{folder}/".encode(), b"elsewhere/")
            new.writestr(name.replace(f"{folder}/", "elsewhere/"), part)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "folder", "kind", "shown"),
    [(letter(), "word", Kind.DOCX, "Shown."), (workbook(), "xl", Kind.XLSX, "Row 1")],
)
def test_it_is_drawn_read_and_listed(content: bytes, folder: str, kind: Kind, shown: str, tmp_path: Path) -> None:
    outcome, _, _ = drawn_and_read(moved(content, folder), tmp_path, name="file")
    assert shown in outcome.text
    assert not {f"{SECRET} 2", f"{SECRET} one"} & set(outcome.text.split("\n"))
    assert SECRET in listed(outcome)
    assert any(one.channel == "not_examined" and "unusual places" in one.where for one in outcome.hidden), kind
