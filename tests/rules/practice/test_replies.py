"""Practice answers are real e-mails that the site's own rules sort as they would sort a body's."""

import zlib
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import Law
from dueregard.rules.mail.triage import facts_wanted, triage
from dueregard.rules.mail.verdict import FileTo, Hold, Known, KnownCase, MailKind, Verdict
from dueregard.rules.mime.incoming import read_mail
from dueregard.rules.practice.files import BAR, text_pdf
from dueregard.rules.practice.replies import NoSuchReply, NotUnderThisLaw, compose_reply, practice_replies

TOKEN = "0123456789cdf"
PATTERN = "foi-{token}@northport.example"
BODY = "foi@council.example"
CASE = KnownCase("case-1", "Information request: Prevent policy – 2026", "Northport City Council")
EVERY = [pytest.param(reply.slug, law, id=f"{reply.slug}-{law}") for law in Law for reply in practice_replies(law)]


def composed(slug: str, law: Law = Law.FOIA, **other: Any) -> bytes:
    """Answer as the council."""
    values: dict[str, Any] = {
        "to": PATTERN.format(token=TOKEN),
        "from_address": BODY,
        "body_name": "Northport City Council",
        "law": law,
        "request_subject": CASE.subject,
        "request_message_id": "<ours@northport.example>",
        "request_date": date(2026, 10, 1),
        "message_id": "theirs@council.example",
        "at": datetime(2026, 10, 20, 9, 0, tzinfo=UTC),
    }
    return compose_reply(slug, **{**values, **other})


def parsed(slug: str, law: Law = Law.FOIA) -> EmailMessage:
    """Read the answer with Python's own parser."""
    message = message_from_bytes(composed(slug, law), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def sorted_by_the_site(slug: str, law: Law = Law.FOIA) -> Verdict:
    """Let the site's rules sort the answer, knowing the one case."""
    mail = read_mail(composed(slug, law))
    wanted = facts_wanted(mail, PATTERN)
    found = (CASE.case_id,)
    return triage(
        mail,
        Known(
            address_pattern=PATTERN,
            case_by_token={TOKEN: CASE.case_id} if TOKEN in wanted.tokens else {},
            case_by_message_id={one: CASE.case_id for one in wanted.message_ids if one == "ours@northport.example"},
            cases_by_address={one: found for one in wanted.addresses if one == BODY},
            cases_by_domain={one: found for one in wanted.domains if one == "council.example"},
            cases={CASE.case_id: CASE},
        ),
    )


@pytest.mark.parametrize(("slug", "law"), EVERY)
def test_an_answer_is_a_whole_e_mail_without_a_defect(slug: str, law: Law) -> None:
    message = parsed(slug, law)
    for name in ("From", "To", "Subject", "Date", "Message-ID"):
        assert message[name], name
    assert [part.defects for part in message.walk() if part.defects] == []
    assert "{" not in message.as_string().split("\n\n", 1)[0]


@pytest.mark.parametrize(("slug", "law"), EVERY)
def test_the_same_values_give_the_same_bytes(slug: str, law: Law) -> None:
    assert composed(slug, law) == composed(slug, law)


@pytest.mark.parametrize(("slug", "law"), EVERY)
def test_nothing_marks_an_answer_as_practice_or_leads_out_of_the_example_domains(slug: str, law: Law) -> None:
    mail = read_mail(composed(slug, law))
    assert "practice" not in f"{mail.subject} {mail.text}".lower()
    assert mail.sender.address.endswith(".example")
    assert mail.notes == ()


@pytest.mark.parametrize(("slug", "law"), EVERY)
def test_the_site_reads_an_answer_whole(slug: str, law: Law) -> None:
    mail = read_mail(composed(slug, law))
    assert mail.is_complete
    assert mail.message_id == "theirs@council.example"
    assert mail.text.strip()


SORTED = {
    "acknowledgement": (MailKind.ACKNOWLEDGEMENT, {EventKind.ACKNOWLEDGED}),
    "clarification": (MailKind.REPLY, {EventKind.CLARIFICATION_ASKED}),
    "full-release": (MailKind.REPLY, {EventKind.RELEASED}),
    "partial-release": (MailKind.REPLY, {EventKind.RELEASED_IN_PART}),
    "refusal-national-security": (MailKind.REPLY, {EventKind.REFUSED}),
    "refusal-law-enforcement": (MailKind.REPLY, {EventKind.REFUSED}),
    "refusal-cost": (MailKind.REPLY, {EventKind.REFUSED}),
    "not-held": (MailKind.REPLY, {EventKind.NOT_HELD}),
    "fees-notice": (MailKind.REPLY, {EventKind.FEES_NOTICE}),
    "late-apology": (MailKind.REPLY, set()),
    "out-of-office": (MailKind.OUT_OF_OFFICE, set()),
    "bounce": (MailKind.BOUNCE, set()),
    "read-receipt": (MailKind.DELIVERY_RECEIPT, set()),
    "portal-link": (MailKind.PORTAL_NOTICE, set()),
    "scanned-letter": (MailKind.REPLY, set()),
    "review-upheld": (MailKind.REPLY, {EventKind.REVIEW_UPHELD}),
    "review-changed": (MailKind.REPLY, {EventKind.REVIEW_CHANGED}),
}


@pytest.mark.parametrize("law", [Law.FOIA, Law.FOISA])
@pytest.mark.parametrize("slug", SORTED)
def test_the_site_files_an_answer_and_knows_what_it_is(slug: str, law: Law) -> None:
    verdict = sorted_by_the_site(slug, law)
    kind, events = SORTED[slug]
    assert verdict.filing.__class__ is FileTo
    assert verdict.kind is kind
    assert events <= {event.kind for event in verdict.suggested_events}


@pytest.mark.parametrize("slug", ["token-in-text", "new-subject", "other-address"])
def test_a_stray_answer_waits_for_a_person_with_the_right_guess_first(slug: str) -> None:
    filing = sorted_by_the_site(slug).filing
    assert isinstance(filing, Hold)
    assert filing.guesses[0].case_id == CASE.case_id


def test_every_answer_is_either_filed_or_held_in_these_tests() -> None:
    strays = {"token-in-text", "new-subject", "other-address"}
    assert {reply.slug for reply in practice_replies()} == SORTED.keys() | strays | {"extension"}


def test_an_extension_names_the_new_date() -> None:
    events = {event.kind: event.on for event in sorted_by_the_site("extension").suggested_events}
    assert events[EventKind.EXTENSION_CLAIMED] == date(2026, 11, 10)


@pytest.mark.parametrize("law", [Law.FOISA, Law.EIR, Law.EISR])
def test_more_time_for_the_public_interest_is_not_offered_elsewhere(law: Law) -> None:
    assert "extension" not in {reply.slug for reply in practice_replies(law)}
    with pytest.raises(NotUnderThisLaw, match="More time"):
        composed("extension", law)


def test_a_subject_access_letter_has_no_practice_answers() -> None:
    assert practice_replies(Law.SAR) == ()


def test_an_answer_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(NoSuchReply):
        composed("shrug")


# Source: the exemptions' numbers in each Act and in each set of Regulations.
@pytest.mark.parametrize(
    ("law", "security", "enforcement", "personal"),
    [
        (Law.FOIA, "section 24(1)", "section 31(1)(a)", "section 40(2)"),
        (Law.FOISA, "section 31(1)", "section 35(1)(a)", "section 38(1)(b)"),
        (Law.EIR, "regulation 12(5)(a)", "regulation 12(5)(b)", "regulation 13(1)"),
        (Law.EISR, "regulation 10(5)(a)", "regulation 10(5)(b)", "regulation 11(2)"),
    ],
)
def test_a_refusal_cites_the_bodys_own_law(law: Law, security: str, enforcement: str, personal: str) -> None:
    assert security in read_mail(composed("refusal-national-security", law)).text
    assert enforcement in read_mail(composed("refusal-law-enforcement", law)).text
    assert personal in read_mail(composed("partial-release", law)).text
    regulator = "Scottish Information Commissioner" if law.is_scottish else "to the Information Commissioner"
    assert regulator in read_mail(composed("refusal-national-security", law)).text


def test_a_bounce_says_which_letter_did_not_arrive() -> None:
    verdict = sorted_by_the_site("bounce")
    assert verdict.settles == ("ours@northport.example",)
    assert [(failure.is_permanent, failure.address) for failure in verdict.failures] == [(True, BODY)]


def test_a_portal_notice_says_when_its_link_ends() -> None:
    assert [link.expires_on for link in sorted_by_the_site("portal-link").links] == [date(2026, 11, 10)]


@pytest.mark.parametrize("slug", ["partial-release", "scanned-letter"])
def test_a_pdf_has_its_objects_where_its_table_says(slug: str) -> None:
    pdf = next(parsed(slug).iter_attachments()).get_content()
    table = int(pdf.rsplit(b"startxref\n", 1)[1].split()[0])
    assert pdf[table:].startswith(b"xref\n")
    places = [int(row[:10]) for row in pdf[table:].split(b"\n")[3:] if row.endswith(b" n ")]
    assert [pdf[place:].split(b" ")[0] for place in places] == [b"%d" % number for number in range(1, len(places) + 1)]


def test_nothing_lies_under_a_black_bar() -> None:
    pdf = text_pdf("Plan", [f"Owner: {BAR * 8} (acting)"])
    assert b"(Owner: ) Tj" in pdf
    assert rb"( \(acting\)) Tj" in pdf
    assert BAR.encode() not in pdf


def test_a_scanned_letter_is_a_picture_and_holds_no_text() -> None:
    pdf = next(parsed("scanned-letter").iter_attachments()).get_content()
    assert b"Tj" not in pdf
    picture = zlib.decompress(pdf.split(b"stream\n")[3].split(b"\nendstream")[0])
    assert len(picture) == 1240 * 1754 // 8
    assert 0 < sum(byte != 0xFF for byte in picture) < len(picture) // 20


def test_a_table_opens_in_a_spreadsheet() -> None:
    part = next(parsed("full-release").iter_attachments())
    assert part.get_content_type() == "text/csv"
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.startswith(b"\xef\xbb\xbfYear to 31 March,")
    assert content.count(b"\r\n") == 4


def test_two_requests_get_different_references() -> None:
    other = composed("acknowledgement", to="foi-9876543210cdf@northport.example")
    assert read_mail(other).subject != read_mail(composed("acknowledgement")).subject


def test_a_line_break_in_a_name_cannot_make_a_header() -> None:
    mail = read_mail(
        composed("acknowledgement", body_name="Northport\r\nBcc: all@northport.example", request_subject="a\nb")
    )
    assert all(address.header.lower() != "bcc" for address in mail.recipients)
    assert mail.subject.startswith("RE: a b")


@pytest.mark.parametrize("reply", practice_replies(), ids=lambda reply: reply.slug)
def test_every_answer_says_what_it_teaches(reply: Any) -> None:
    assert reply.title
    assert reply.what_it_teaches.endswith((".", "?"))
