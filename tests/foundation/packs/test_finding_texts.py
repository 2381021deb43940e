"""A text is found by what it is for: a kind of body, a step under a law, a section that was relied on."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dueregard.foundation.packs import queries
from dueregard.foundation.packs.actions.install_pack import install_pack
from tests.foundation.packs.shelf import ground_file, letter_file, request_file, write_pack

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def pack(db: None, tmp_path: Path) -> Path:
    """Install a pack with one request, two letters and two arguments."""
    folder = write_pack(
        tmp_path / "one",
        requests__policy=request_file("1. The policy\n   of {body}."),
        letters__review_foia=letter_file("review", "foia", title="Review"),
        letters__review_foisa=letter_file("review", "foisa", title="Requirement for review"),
        grounds__security=ground_file("foia 24", "foisa 31(1)", title="Security"),
        grounds__cost=ground_file("foia 12", "foisa 12", title="Cost"),
    )
    install_pack(folder=folder, by=None, now=NOW)
    return folder


@pytest.mark.parametrize(
    ("kind", "nation", "found"),
    [
        (None, None, ["policy"]),
        ("university", None, ["policy"]),
        ("university", "england", ["policy"]),
        ("university", "scotland", []),
        ("police_force", None, []),
    ],
)
def test_a_request_is_offered_for_the_bodies_it_is_meant_for(
    pack: Path, kind: str | None, nation: str | None, found: list[str]
) -> None:
    assert [text.slug for text in queries.request_templates(kind, nation)] == found


def test_a_letter_is_found_by_law_and_step(pack: Path) -> None:
    assert queries.letter_template("foisa", "review").title == "Requirement for review"
    assert queries.letter_template("foia", "review").title == "Review"


def test_a_letter_that_nobody_wrote_is_said_to_be_missing(pack: Path) -> None:
    with pytest.raises(queries.NoSuchLetter, match="“reminder” under foia"):
        queries.letter_template("foia", "reminder")


def test_of_two_packs_the_one_installed_last_gives_the_letter(pack: Path, tmp_path: Path) -> None:
    other = write_pack(tmp_path / "two", letters__review=letter_file("review", "foia", title="Theirs"))
    description = other / "pack.toml"
    description.write_text(description.read_text().replace("northport-pack", "southmoor-pack"))
    install_pack(folder=other, by=None, now=NOW + timedelta(days=1))
    assert queries.letter_template("foia", "review").title == "Theirs"


@pytest.mark.parametrize(
    ("law", "sections", "found"),
    [
        ("foia", [], ["cost", "security"]),
        ("foia", ["24"], ["security"]),
        ("foia", ["s.24(1)"], ["security"]),
        ("foisa", ["31(1)"], ["security"]),
        ("foisa", ["24"], []),
        ("foia", ["12", "24"], ["cost", "security"]),
        ("eir", [], []),
    ],
)
def test_an_argument_is_found_by_the_section_relied_on(
    pack: Path, law: str, sections: list[str], found: list[str]
) -> None:
    assert [text.slug for text in queries.grounds(law, sections)] == found


def test_the_packs_words_follow_the_nation(pack: Path) -> None:
    assert queries.words_for("scotland") == {"panel": "PMAP"}
    assert queries.words_for("wales") == {"panel": "Channel panel"}
    assert queries.words_for() == {"panel": "Channel panel"}


def test_a_text_becomes_a_template_with_whole_paragraphs(pack: Path) -> None:
    template = queries.template_of(queries.request_templates()[0])
    assert (template.subject, template.text) == ("Policy", "1. The policy of {body}.")


def test_a_record_finds_the_text_it_began_as(pack: Path) -> None:
    text = queries.request_templates()[0]
    assert queries.text_by_reference(text.reference) == text
    assert queries.text_by_reference("gone/request/policy") is None
    assert queries.text_by_reference("") is None
