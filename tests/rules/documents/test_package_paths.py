"""Where a document lies in a package: under the beginning of its hash, by a name that any system can unpack."""

import pytest

from dueregard.rules.documents.package_paths import file_path, text_path

DIGEST = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("risk plan (2).pdf", "risk plan (2).pdf"),
        ("../../minutes.pdf", ".._.._minutes.pdf"),
        ('a<b>:"c|d?.doc', "a_b_c_d_.doc"),
        ("asesiad risg ŵ.odt", "asesiad risg ŵ.odt"),
        ("no ending", "no ending"),
        (".hidden", "hidden"),
        ("x" * 200 + ".pdf", "x" * 80 + ".pdf"),
        ("x." + "y" * 200, "x." + "y" * 10),
    ],
)
def test_a_name_is_made_safe_and_its_ending_kept(name: str, kept: str) -> None:
    assert file_path(DIGEST, name) == f"files/0123456789abcdef-{kept}"
    assert text_path(DIGEST, name) == f"text/0123456789abcdef-{kept}.txt"


def test_two_files_of_one_name_lie_apart() -> None:
    assert file_path(DIGEST, "minutes.pdf") != file_path(DIGEST[::-1], "minutes.pdf")
