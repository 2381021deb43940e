"""A rule acts alone on a letter only where every sentence of it, folded lines included, is known to say nothing."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.law.laws import Law
from dueregard.rules.mail.harmless import MOST_CHARS, Writer, read_whole
from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.mail.quotes import own_words
from dueregard.rules.mail.triage import triage, with_envelope
from dueregard.rules.mail.verdict import Known, KnownCase, MailKind, Verdict
from dueregard.rules.mime.incoming import read_mail
from tests.mail.make import mail, mixed, part, pdf
from tests.rules.mail.test_triage import KNOWN, OURS

FOLDER = Path(__file__).parents[2] / "mail"
REPLIES = FOLDER / "replies"
EXPECTED = tomllib.loads((REPLIES / "expect.toml").read_text(encoding="utf-8"))
OUR_MESSAGE = "ed9e2ff15360628d7fca5cf2e78de778ae9c913a@dueregard.invalid"
SITE = Known(address_pattern="foi-{token}@dueregard.invalid", case_by_message_id={OUR_MESSAGE: "case"})

ACKNOWLEDGED = (
    "Thank you for your request, which we received on 23 November 2026. We will respond within 20 working days.\n"
)
WRITER = Writer(theirs=frozenset({"northport"}))


def letters(name: str) -> list[str]:
    return (FOLDER / "letters" / f"{name}.txt").read_text(encoding="utf-8").split("====\n")


def judge(text: str, known: Known = KNOWN, **fields: str) -> Verdict:
    headers = {"Content_Type": "text/plain; charset=utf-8", "From": "FOI Team <foi@northport.example>", **fields}
    return triage(read_mail(mail(text.encode(), **headers)), known)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_reply_of_the_collection_gets_its_right_value(name: str) -> None:
    right = EXPECTED[name]
    mail = with_envelope(read_mail((REPLIES / f"{name}.eml").read_bytes()), (), right.get("envelope", ""))
    verdict = triage(mail, SITE)
    assert verdict.kind in right["kind"]
    assert right.get("doubts", "") in verdict.doubts_arrival
    assert right.get("needs_person", verdict.needs_person) is verdict.needs_person
    if "permanent" in right:
        assert [failure.is_permanent for failure in verdict.failures] == [right["permanent"]]
    own = own_words(mail.text)
    assert right.get("own", "") in own
    assert right.get("own_not", "\0") not in own
    if "event" in right:
        assert right["event"] in [event.kind for event in verdict.suggested_events]
    if "failure" in right:
        assert [[failure.address, failure.status] for failure in verdict.failures] == [right["failure"]]


@pytest.mark.parametrize("letter", letters("acknowledgements"))
def test_a_letter_that_only_acknowledges_needs_no_person(letter: str) -> None:
    verdict = judge(letter)
    assert (verdict.kind, verdict.needs_person) == (MailKind.ACKNOWLEDGEMENT, False)
    assert all(event.is_certain for event in verdict.suggested_events)
    assert len(verdict.suggested_events) == 1


@pytest.mark.parametrize("letter", letters("answers"))
def test_a_letter_that_thanks_and_goes_on_is_for_a_person(letter: str) -> None:
    verdict = judge(letter)
    assert verdict.needs_person
    assert not any(event.is_certain for event in verdict.suggested_events)


@pytest.mark.parametrize("letter", letters("answers"))
def test_a_machine_that_sends_it_changes_nothing(letter: str) -> None:
    assert judge(letter, Auto_Submitted="auto-replied", Subject="Automatic reply: your request").needs_person


@given(st.sampled_from(letters("acknowledgements")), st.data())
def test_one_sentence_that_is_not_known_brings_a_person_wherever_it_stands(letter: str, data: st.DataObject) -> None:
    lines = letter.split("\n")
    place = data.draw(st.integers(0, len(lines)))
    says = data.draw(st.sampled_from(["The school refuses it.", "312 staff were trained.", "> None", "Which year?"]))
    assert read_whole("\n".join([*lines[:place], "", says, "", *lines[place:]]), WRITER).unknown


FOLDED = {
    "below two dashes": ACKNOWLEDGED + "\n-- \nThe council refuses it.\n",
    "in the manner of a disclaimer": ACKNOWLEDGED + "\nThis email is confidential. The information is withheld.\n",
    "in a quoted letter that is not ours": ACKNOWLEDGED + "\nOn Mon, 3 Nov 2026, Asha wrote:\n> We hold nothing.\n",
    "under the headers of an old letter": (
        ACKNOWLEDGED + "\nFrom: Asha\nSent: 3 November 2026\nTo: FOI\nSubject: Prevent\n\nWe hold nothing.\n"
    ),
}


@pytest.mark.parametrize("letter", FOLDED.values(), ids=FOLDED)
def test_what_is_folded_for_reading_still_counts(letter: str) -> None:
    assert judge(letter).needs_person


OUR_LETTER = """Dear FOI team,

Please send us the current risk assessment under the Prevent duty, and the cost of the
training that staff were given in the year 2025.

1. How many staff were trained?
2. At what cost?

Asha Example
"""
WITH_OUR_LETTER = Known(**{**KNOWN.__dict__, "our_letters": (OUR_LETTER,)})
QUOTED = "\n".join(f"> {line}" for line in OUR_LETTER.split("\n"))


def test_our_own_letter_quoted_below_changes_nothing() -> None:
    quoting = f"{ACKNOWLEDGED}\nOn Mon, 3 Nov 2026 at 10:00, Asha <foi-1@example.org> wrote:\n{QUOTED}\n"
    assert judge(quoting, WITH_OUR_LETTER).kind is MailKind.ACKNOWLEDGEMENT
    assert judge(quoting).needs_person, "without our letter at hand nobody can tell"


def test_our_words_may_be_wrapped_anew_but_nothing_may_stand_between_them() -> None:
    ours = OurLetters.of(OUR_LETTER)
    wrapped = "> Please send us the current risk\n> assessment under the Prevent duty, and the cost\n> of the training"
    assert ours.not_ours(wrapped) == []
    for answer in ("None.", "312", "We refuse.", "Yes", "At what cost? 40 pounds"):
        between = QUOTED.replace("> 2. At what cost?", f"> 2. At what cost?\n> {answer}")
        assert ours.not_ours(between) == [answer]


def test_an_answer_between_our_lines_brings_a_person_and_an_unmarked_one_too() -> None:
    for mark in ("> ", ""):
        answered = OUR_LETTER.replace("2. At what cost?", "312 of them.\n2. At what cost?").split("\n")
        quoted = "\n".join(f"{mark}{line}" for line in answered)
        letter = f"{ACKNOWLEDGED}\nFrom: Asha\nSent: 3 November 2026\nTo: FOI\nSubject: Prevent\n\n{quoted}\n"
        assert judge(letter, WITH_OUR_LETTER).needs_person


@pytest.mark.parametrize(
    ("promise", "needs_person"),
    [("21 December 2026", False), ("14 January 2027", True), ("21 December", False), ("14 March", True)],
)
def test_a_promise_for_a_day_after_the_last_lawful_one_is_for_a_person(promise: str, needs_person: bool) -> None:
    case = KnownCase(OURS, "Prevent training materials", "Northport Council", due_on=date(2026, 12, 21))
    known = Known(**{**KNOWN.__dict__, "cases": {OURS: case}})
    assert judge(f"We have received your request and will respond by {promise}.\n", known).needs_person is needs_person


def test_another_law_than_that_of_the_case_is_for_a_person() -> None:
    letter = "Your request is being dealt with under the Environmental Information Regulations 2004.\n"
    for law, needs_person in ((Law.FOIA, True), (Law.EIR, False)):
        known = Known(**{**KNOWN.__dict__, "cases": {OURS: KnownCase(OURS, "Prevent", "Northport Council", law=law)}})
        assert judge(f"{ACKNOWLEDGED}{letter}", known).needs_person is needs_person


def test_a_file_or_a_long_letter_is_never_known_to_say_nothing() -> None:
    assert triage(read_mail(mixed(part(ACKNOWLEDGED.encode()), pdf())), KNOWN).needs_person
    assert read_whole(ACKNOWLEDGED * (MOST_CHARS // len(ACKNOWLEDGED) + 1), WRITER).unknown


@pytest.mark.parametrize(
    "away",
    [
        "I am out of the office until 3 December 2026 and will reply on my return.\n",
        "I work Monday to Wednesday and will respond when I am next in the office.\n",
    ],
)
def test_whoever_is_away_or_works_part_time_acknowledges_nothing(away: str) -> None:
    verdict = judge(f"Thank you for your email. {away}", Auto_Submitted="auto-replied")
    assert (verdict.kind, verdict.needs_person) == (MailKind.OUT_OF_OFFICE, False)
    assert verdict.suggested_events == ()


def test_a_subject_alone_makes_no_absence() -> None:
    assert judge("14 staff missed the training in 2025.\n", Subject="Absence data").kind is MailKind.REPLY
    assert judge("14 staff missed the training in 2025.\n", Subject="Out of office: data").needs_person


DOUBTS = [
    "This mailbox is no longer monitored.",
    "Your message was blocked by our filter.",
    "To deliver your message, please confirm that you are a person.",
    "Please send your request again to foi@southport.example.",
    "Requests must be made with our online form.",
    "Jo Officer no longer works for the council.",
    "E-mails to this address are not read.",
]


@pytest.mark.parametrize("sentence", DOUBTS)
def test_a_machine_that_doubts_the_arrival_is_for_a_person_and_says_so(sentence: str) -> None:
    verdict = judge(f"Thank you for your e-mail.\n\n{sentence}\n", Auto_Submitted="auto-replied")
    assert verdict.needs_person
    assert verdict.doubts_arrival == sentence
    assert not judge(f"Thank you for your e-mail.\n\n{sentence}\n", Subject="Your request").doubts_arrival


RECEIPTS = [
    ("displayed", MailKind.DELIVERY_RECEIPT, False),
    ("deleted", MailKind.BOUNCE, True),
    ("denied", MailKind.BOUNCE, True),
]


@pytest.mark.parametrize(("done", "kind", "needs_person"), RECEIPTS)
def test_a_receipt_that_is_a_rejection_is_for_a_person(done: str, kind: MailKind, needs_person: bool) -> None:
    receipt = mixed(
        part(b"Your message.\n"),
        part(
            b"Final-Recipient: rfc822; foi@northport.example\nOriginal-Message-ID: <out-1@example.org>\n"
            b"Disposition: automatic-action/MDN-sent-automatically; " + done.encode(),
            "message/disposition-notification",
        ),
        kind="report; report-type=disposition-notification",
    )
    verdict = triage(read_mail(receipt), KNOWN)
    assert (verdict.kind, verdict.needs_person, bool(verdict.doubts_arrival)) == (kind, needs_person, needs_person)
