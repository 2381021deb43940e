"""Names of strangers' files are kept as names: no path, nothing that hides, never empty, never too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.text.file_names import LONGEST, plain_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("policy.pdf", "policy.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Officer\\risk.docx", "risk.docx"),
        ("..", "file without a name"),
        ("", "file without a name"),
        ("\0\n", "file without a name"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("cafe\u0301.txt", "café.txt"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
        ("x" * 300, "x" * 255),
        ("half\ud800.txt", "half.txt"),
    ],
)
def test_a_name_is_kept_as_a_name(given_name: str, kept: str) -> None:
    assert plain_name(given_name) == kept


@given(st.text(st.characters()))
def test_every_name_can_be_stored_and_shown(given_name: str) -> None:
    name = plain_name(given_name)
    assert 0 < len(name) <= LONGEST
    assert not set(name) & {"/", "\\", "\0", "\n"}
    name.encode("utf-8")
