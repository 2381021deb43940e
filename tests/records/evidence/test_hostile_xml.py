"""A Word file whose XML names other files or swells with entities brings neither a file nor words into a document."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.records.evidence.papers import SENTENCE, word_file
from tests.records.evidence.reading import read

TYPES = {
    "a file of the machine": '<!DOCTYPE w [<!ENTITY e SYSTEM "file://{file}">]>',
    "a file by a parameter": '<!DOCTYPE w [<!ENTITY % p SYSTEM "file://{file}"> %p;]>',
    "another host": '<!DOCTYPE w [<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]>',
    "a type elsewhere": '<!DOCTYPE w SYSTEM "file://{file}" [<!ENTITY e "brought in">]>',
    "words ten times": '<!DOCTYPE w [<!ENTITY a "brought in "><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
}


def with_type(head: str) -> bytes:
    """Return a Word file whose main part begins with this document type and uses its entity."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as given, zipfile.ZipFile(made, "w") as new:
        for info in given.infolist():
            content = given.read(info)
            if info.filename == "word/document.xml":
                start, _, rest = content.decode().partition("?>")
                uses = "" if "%" in head else "&e;"
                content = f"{start}?>{head}{rest.replace(SENTENCE, SENTENCE + uses)}".encode()
            new.writestr(info.filename, content)
    return made.getvalue()


@pytest.mark.parametrize("how", sorted(TYPES))
def test_an_entity_brings_no_file_and_no_words_into_a_document(how: str, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden.txt"
    hidden.write_text("marmalade")
    folder = tmp_path / "read"
    folder.mkdir()
    outcome = read(with_type(TYPES[how].format(file=hidden)), folder, name="minutes.docx")
    told = f"{outcome.text} {outcome.detail} {outcome.found} {outcome.hidden}"
    assert "marmalade" not in told
    assert "brought in" not in told
