"""Who is a second person, in which form a file is published, and what a copy lost."""

import pytest

from dueregard.rules.redaction.difference import Kind, Piece, difference, words_lost
from dueregard.rules.redaction.forms import FORMS, Form, NotPublishable, copy_name, forms_for
from dueregard.rules.redaction.reasons import REASONS, NoSuchReason, reason_of
from dueregard.rules.redaction.second_person import Hands, why_not_second

HANDS = Hands(prepared_by=1, marked_by={2}, members={1, 2, 3})


@pytest.mark.parametrize(
    ("person", "may", "because"),
    [
        (3, True, ""),
        (1, False, "You made this copy"),
        (2, False, "You set marks"),
        (9, False, "Only a member"),  # an administrator who is no member, too
    ],
)
def test_a_copy_is_let_out_by_a_member_who_had_no_hand_in_it(person: int, may: bool, because: str) -> None:
    said = why_not_second(person, HANDS)
    assert (said == "") is may
    assert said.startswith(because)


@pytest.mark.parametrize(
    ("kind", "forms"),
    [
        ("application/pdf", [Form.PAGES]),
        ("image/tiff", [Form.PAGES]),
        ("image/jpeg", [Form.PICTURE]),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [Form.PAGES, Form.TABLE]),
        ("text/csv", [Form.SET, Form.TABLE]),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", [Form.PAGES]),
        ("message/rfc822", [Form.PAGES]),
        ("application/rtf", [Form.PAGES]),
        ("text/plain; charset=utf-8", [Form.SET]),
        ("audio/mpeg", [Form.SOUND]),
        ("video/mp4", [Form.SOUND]),
    ],
)
def test_each_kind_has_its_form_and_none_is_the_file_itself(kind: str, forms: list[Form]) -> None:
    assert list(forms_for(kind)) == forms


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("", "print it to a PDF"),
        ("application/octet-stream", "print it to a PDF"),
        ("application/vnd.ms-outlook", "A message saved by Outlook.* print it to a PDF"),
        ("application/zip", "Each file inside it is a document of its own"),
        ("application/x-7z-compressed", "Each file inside it is a document of its own"),
    ],
)
def test_a_kind_that_cannot_be_remade_cannot_be_published_and_says_what_to_do(kind: str, says: str) -> None:
    with pytest.raises(NotPublishable, match=says):
        forms_for(kind)


def test_a_copy_is_called_by_its_typed_title_alone() -> None:
    assert copy_name(Form.PAGES, "Risk assessment, 2026!") == "risk-assessment-2026.pdf"
    assert copy_name(Form.PICTURE, "") == "public-copy.jpg"
    assert copy_name(Form.SOUND, "../../etc") == "etc.mp3"
    assert set(FORMS) == set(Form)


def test_a_reason_that_nobody_gave_is_refused() -> None:
    assert reason_of("person").short == "name removed by us"
    assert all(one.says.endswith(".") for one in REASONS.values())
    with pytest.raises(NoSuchReason):
        reason_of("because")


@pytest.mark.parametrize(
    ("original", "copy", "pieces"),
    [
        ("Dear Robin, thank you", "Dear thank you", [("same", "Dear"), ("gone", "Robin,"), ("same", "thank you")]),
        ("The risk is low", "The rlsk is 1ow", [("same", "The risk is low")]),
        ("The risk is low", "The risk is low", [("same", "The risk is low")]),
        ("Call 07700 900123", "Call s.40", [("same", "Call"), ("gone", "07700 900123"), ("new", "s.40")]),
        ("", "", []),
        ("All of it", "", [("gone", "All of it")]),
    ],
)
def test_what_a_copy_lost_is_shown_and_what_was_misread_is_not(
    original: str, copy: str, pieces: list[tuple[str, str]]
) -> None:
    assert difference(original, copy) == [Piece(Kind(kind), words) for kind, words in pieces]


def test_a_comparison_that_stops_says_so() -> None:
    long = " ".join(f"word{number}" for number in range(20_001))
    assert [piece.kind for piece in difference(long, long)] == [Kind.SAME, Kind.NEW]


def test_the_words_lost_are_counted() -> None:
    assert words_lost([difference("a b c d", "a d"), difference("one two", "one two")]) == 2
