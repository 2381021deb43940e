"""The body's own number is read from where bodies write it, and nothing else is taken for it."""

import pytest

from dueregard.rules.mail.their_reference import suggest_references

SUBJECT = "Information request: Risk assessments"
OURS = ("DR-1234ABCD", "xk2f9qz7", SUBJECT)

READ = [
    (f"Re: {SUBJECT}", "Thank you.\n\nOur reference: FOI/2026/0123\n\nYours", "FOI/2026/0123"),
    (f"RE: {SUBJECT} - FOI 2026-123", "We will answer.", "FOI 2026-123"),
    ("FOI-2026-0123: your request", "", "FOI-2026-0123"),
    ("[Ref: 101008123456] Your request", "", "101008123456"),
    ("Your request (IR12345)", "", "IR12345"),
    (f"Re: {SUBJECT}", "Your request has been given the reference number IGTORCH 2025-377.", "IGTORCH 2025-377"),
    (f"Re: {SUBJECT}", "Your ref: DR-1234ABCD\nOur ref: 26/0456", "26/0456"),
    (f"Re: {SUBJECT}", "Please quote reference F0012345 in all correspondence.", "F0012345"),
    (f"Re: {SUBJECT}", "Case number: 98765. Call us on 01234 567890.", "98765"),
    (f"Re: {SUBJECT}", "We had it on 12 November 2026. Our reference is CAS-123456-A1B2C3", "CAS-123456-A1B2C3"),
    (f"Re: {SUBJECT}", "Cyfeirnod: FOI 4567", "FOI 4567"),
    ("Freedom of Information Request - Reference No:20261234", "Good morning", "20261234"),
    ("FOI-1-111", "Our reference is FOI-2-222.", "FOI-2-222"),  # what they call it comes before what only stands there
]


@pytest.mark.parametrize(("subject", "text", "wanted"), READ)
def test_their_number_is_read_where_bodies_write_it(subject: str, text: str, wanted: str) -> None:
    found = suggest_references(subject=subject, text=text, sender="foi@northport.example", ours=OURS)
    assert found[0].value == wanted
    assert wanted.split()[-1] in found[0].passage


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (f"Re: {SUBJECT} [DR-1234ABCD]", "Your reference: DR-1234ABCD"),
        (f"Re: {SUBJECT}", "For reference, the Freedom of Information Act 2000 says 20 working days."),
        (f"Re: {SUBJECT}", "Reference: 02/11/2026"),
        (f"Re: {SUBJECT}", "Please ring 01234 567890 and give the reference on the letter."),
        ("Request 2026", "Ref: 2026"),
        (f"Re: {SUBJECT}", "With reference to your request of 2 November 2026, section 12 applies."),
        ("", ""),
    ],
)
def test_dates_telephone_numbers_sections_and_our_own_reference_are_not_theirs(subject: str, text: str) -> None:
    assert suggest_references(subject=subject, text=text, sender="foi@northport.example", ours=OURS) == ()


def test_the_address_of_the_sender_may_carry_it() -> None:
    (found,) = suggest_references(subject="Re: yours", text="", sender="foi+FOI26123@northport.example", ours=OURS)
    assert (found.value, found.where) == ("FOI26123", "the sender’s address")
