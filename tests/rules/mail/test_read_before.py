"""A sentence that a person has read in an earlier letter of the same body is known; one word more, and it is not."""

from dataclasses import replace

import pytest

from dueregard.rules.casework.events import EventKind
from dueregard.rules.mail.kinds import WRITTEN_BEFORE
from dueregard.rules.mail.read_before import read_before
from dueregard.rules.mail.triage import may_repeat, triage
from dueregard.rules.mail.verdict import MailKind, Verdict
from dueregard.rules.mime.incoming import read_mail
from tests.mail.make import mail, mixed, part, pdf
from tests.rules.mail.test_harmless import judge
from tests.rules.mail.test_triage import KNOWN

FIRST = """Dear Due Regard,

Just a quick note so you know your letter of 2 November 2026 is safely in our queue as FOI-20881. One of the
information team picks these up in the order in which they come.

Expect to hear from us by 30 November 2026.

Kind regards,
Priya Nair
Information Team

Northport Council makes every effort to keep its mail free of viruses but carries no liability for them.
"""
SECOND = (
    FIRST.replace("2 November", "9 November")
    .replace("FOI-20881", "FOI-20947")
    .replace("30 November", "7 December")
    .replace("Priya Nair", "Tom Okafor")
)
SUBJECT = "Prevent training materials"
THEIRS = frozenset({"northport"})


def again(text: str, *before: str, then: str = SUBJECT) -> Verdict:
    """Judge a letter from Northport, after these earlier ones were sorted by a person."""
    headers = {"Content_Type": "text/plain; charset=utf-8", "From": "FOI Team <foi@northport.example>"}
    known = replace(KNOWN, read_before=tuple((each, then) for each in before))
    return triage(read_mail(mail(text.encode(), **headers)), known)


def test_the_second_letter_from_a_template_is_sorted_once_a_person_has_sorted_the_first() -> None:
    assert judge(SECOND).kind is MailKind.REPLY
    verdict = again(SECOND, FIRST)
    assert (verdict.kind, verdict.needs_person) == (MailKind.ACKNOWLEDGEMENT, False)
    assert WRITTEN_BEFORE in verdict.kind_reasons
    assert [event.is_certain for event in verdict.suggested_events] == [True]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("safely in our queue", "not in our queue"),
        ("Expect to hear from us by 7 December 2026.", "Expect to hear from us by 7 March 2027."),
        ("Expect to hear from us by 7 December 2026.", "Expect to hear from us by 7 December 2026 or later."),
        ("in the order in which they come.", "in the order in which they come. We hold nothing on this."),
        ("in the order in which they come.", "in the order in which they come. Which year do you mean?"),
        ("Information Team\n", "Information Team\n\nSection 14(1) applies.\n"),
        ("Kind regards", "The answer is at https://northport.example/answer\n\nKind regards"),
        ("carries no liability for them.", "carries no liability for them. We need another 20 days."),
    ],
)
def test_one_word_more_or_another_is_for_a_person(was: str, now: str) -> None:
    assert was in SECOND
    assert again(SECOND.replace(was, now), FIRST).needs_person


def test_what_leads_elsewhere_must_be_the_very_same_page() -> None:
    first = FIRST.replace("Expect", "How we work is told at https://northport.example/foi here. Expect")
    second = SECOND.replace("Expect", "How we work is told at https://northport.example/foi here. Expect")
    before = read_before([(first, SUBJECT)], SUBJECT, THEIRS)
    line = "How we work is told at https://northport.example/foi here."
    assert before.holds(line)
    assert not before.holds(line.replace("/foi", "/answers/20947"))
    assert not again(second, first).needs_person
    assert again(second.replace("/foi", "/answers/20947"), first).needs_person


@pytest.mark.parametrize("line", ["None held.", "Refused", "How many do you want?"])
def test_a_short_line_and_a_question_are_never_known(line: str) -> None:
    assert not read_before([(f"{FIRST}\n{line}\n", SUBJECT)], SUBJECT, THEIRS).holds(line)


def test_an_office_may_paste_our_subject_into_its_template() -> None:
    first = FIRST.replace("your letter", "your letter about Channel panel attendance")
    second = SECOND.replace("your letter", "your letter about Prevent training materials")
    assert not again(second, first, then="Channel panel attendance").needs_person
    assert again(second, first, then="Something else").needs_person


def test_figures_count_as_they_are_written() -> None:
    before = read_before([("There are 12 people in our team.\n", SUBJECT)], SUBJECT, THEIRS)
    assert before.holds("There are 12 people in our team.")
    assert not before.holds("There are 14 people in our team.")


def test_a_letter_with_a_file_is_for_a_person() -> None:
    raw = mixed(part(SECOND.encode()), pdf(), From="foi@northport.example")
    assert triage(read_mail(raw), replace(KNOWN, read_before=((FIRST, SUBJECT),))).needs_person


def test_earlier_letters_are_asked_for_only_of_a_short_reply_without_files() -> None:
    headers = {"Content_Type": "text/plain; charset=utf-8", "From": "foi@northport.example"}
    for raw, worth in (
        (mail(b"Your letter is safely in our queue, and Priya has been told.\n", **headers), True),
        (mail(b"Thank you for your request. We will respond within 20 working days.\n", **headers), False),
        (mail(b"All is said below. " * 400, **headers), False),
        (mixed(part(b"All is said there."), pdf(), From="foi@northport.example"), False),
    ):
        read = read_mail(raw)
        assert may_repeat(read, triage(read, KNOWN)) is worth


def test_a_piece_of_a_wrapped_sentence_is_not_known_by_itself() -> None:
    first = (
        "We write to say that your letter came in and that no member of the team can tell you\n"
        "that the information is held by us until somebody has looked.\n"
    )
    before = read_before([(first, SUBJECT)], SUBJECT, THEIRS)
    assert before.holds(first.replace("\n", " ").strip())
    assert not before.holds("that the information is held by us until somebody has looked.")
    assert "is held by us" in before.left_of(f"We write to say\n{first.splitlines()[1]}\n", SUBJECT)


def test_what_a_review_acknowledges_stays_the_review() -> None:
    first = FIRST.replace("your letter of 2 November 2026", "your request for an internal review of 2 November 2026")
    second = SECOND.replace("your letter of 9 November 2026", "your request for an internal review of 9 November 2026")
    line = "We acknowledge receipt of your request for an internal review."
    verdict = again(f"{second}\n{line}\n", f"{first}\n{line}\n")
    assert verdict.kind is MailKind.ACKNOWLEDGEMENT
    assert {event.kind for event in verdict.suggested_events} == {EventKind.REVIEW_ACKNOWLEDGED}
