"""A notice that an answer waits elsewhere is known by its shape, whoever made the portal; an answer is no notice."""

from datetime import date

import pytest

from dueregard.rules.mail.link_endings import ending_in
from dueregard.rules.mail.portal_links import last_day_of, portal_links
from dueregard.rules.mail.triage import triage
from dueregard.rules.mail.verdict import Known, MailKind, Verdict
from dueregard.rules.mime.incoming import read_mail
from tests.mail.make import FOLDER, mail, mixed, part, pdf

CAME = date(2026, 11, 30)
AT = "https://secure-mail.northport.example/m/8f3a2c7b91d0?k=abc"


def verdict_of(raw: bytes) -> Verdict:
    """Let an e-mail be sorted on a site that knows nothing of it."""
    return triage(read_mail(raw), Known(address_pattern="foi-{token}@example.org"))


def of_text(text: str) -> Verdict:
    """Let a letter of these words be sorted."""
    return verdict_of(mail(text.encode(), Content_Type="text/plain; charset=utf-8"))


NOTICES = [
    f"You have received a secure email from Northport Council. To read it, sign in at {AT}",
    f"A Person has sent you a protected message.\n\nRead the message: {AT}",
    f"New ZixCorp secure email message from Northport\n\nOpen Message <{AT}>\n\nDo not reply to this notification.",
    f"Your response to request 318 is now available. Please view it at {AT}",
    f"Your request FOI-318 has been answered. Log in to your account to see the answer: {AT}",
    f"The documents you asked for have been uploaded. Click here to download the files <{AT}>",
    f"Jo Officer shared the folder \u201cFOI 318\u201d with you.\nOpen <{AT}>",
    f"Information Team has sent you a file using Secure Transfer.\n\nCollect your file: {AT}\nYour passcode follows.",
    f"Dear Requester,\n\nOur decision has been issued. You can access the decision letter at {AT}\n\nFOI team",
    f"Mae neges ddiogel yn aros amdanoch: mae eich ymateb ar gael. Darllenwch y neges: agor {AT}",
    "We have published our response. You can read it by logging in to "
    "https://northport.custhelp.example/app/account/requests/4471",
]


@pytest.mark.parametrize("text", NOTICES)
def test_a_notice_is_known_by_what_it_says_and_where_it_leads(text: str) -> None:
    verdict = of_text(text)
    assert verdict.kind is MailKind.PORTAL_NOTICE
    assert len(verdict.links) == 1
    assert verdict.needs_person


REPLIES = [
    f"We refuse your request under section 14(1). You can read the letter again at {AT}",
    "We do not hold this information. You can view our disclosure log at https://northport.example/log?id=3184",
    "The fee is set out in guidance: you can read it at https://www.gov.uk/guidance/foi-fees-12345",
    "You can complain to the Information Commissioner at https://ico.org.uk/make-a-complaint/foi-123?x=1",
    "We have received your request and will respond within 20 working days. Read our privacy policy: "
    "https://northport.example/privacy/1234",
    "We will answer soon.\n\nVisit us at https://northport.example/account",
]


@pytest.mark.parametrize("text", REPLIES)
def test_a_letter_that_links_for_another_reason_is_no_notice(text: str) -> None:
    assert of_text(text).kind is not MailKind.PORTAL_NOTICE


def wrapped(words: bytes, name: str, kind: str, *more: bytes) -> bytes:
    """A letter with a locked letter, or a page that leads to one, enclosed."""
    return mixed(part(words), part(b"x", kind, Content_Disposition=f'attachment; filename="{name}"'), *more)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("message.rpmsg", "application/octet-stream"),
        ("message_v2.rpmsg", "application/x-microsoft-rpmsg-message"),
        ("message.html", "text/html"),
        ("securedoc_20261130T100000.html", "text/html"),
        ("SecureMessageAtt.html", "application/octet-stream"),
    ],
)
def test_a_locked_letter_in_a_file_is_a_notice(name: str, kind: str) -> None:
    words = b"You have received an encrypted message. Save and open the attachment and follow the instructions.\n"
    verdict = verdict_of(wrapped(words, name, kind))
    assert verdict.kind is MailKind.PORTAL_NOTICE
    assert name in verdict.kind_reasons[0]


def test_another_file_beside_the_locked_one_may_be_the_answer() -> None:
    words = b"You have received an encrypted message. Open the attachment.\n"
    assert verdict_of(wrapped(words, "message.html", "text/html", pdf())).kind is MailKind.REPLY


def test_a_page_as_a_file_is_no_notice_where_nothing_speaks_of_a_lock() -> None:
    assert verdict_of(wrapped(b"Our answer is in the attached page.\n", "a.html", "text/html")).kind is MailKind.REPLY


@pytest.mark.parametrize(
    "name", ["49-microsoft-encrypted-message", "50-microsoft-encrypted-message-old", "u28-egress-secure-mail"]
)
def test_the_notices_of_known_makers_are_notices(name: str) -> None:
    assert verdict_of((FOLDER / "reading" / f"{name}.eml").read_bytes()).kind is MailKind.PORTAL_NOTICE


@pytest.mark.parametrize(
    ("sentence", "on"),
    [
        ("The link will expire in 14 days.", date(2026, 12, 14)),
        ("This link will work for anyone until 13 December 2026.", date(2026, 12, 13)),
        ("To read it, sign in at https://a.example/x?y=1.2 within 28 days.", date(2026, 12, 28)),
        ("It will be removed on 23 December 2026.", date(2026, 12, 23)),
        ("Expires: 12/12/2026 10:00", date(2026, 12, 12)),
        ("Message expires on 2026-12-12.", date(2026, 12, 12)),
        ("The files are available for thirty (30) days.", date(2026, 12, 30)),
        ("After 7 days the message will be deleted.", date(2026, 12, 7)),
        ("The message is deleted automatically after two weeks.", date(2026, 12, 14)),
        ("You have 10 working days to download the documents.", date(2026, 12, 10)),
        ("You can access the files until Friday 13 December.", date(2026, 12, 13)),
        ("The link is valid until 5 January.", date(2027, 1, 5)),
        ("This link is valid for 72 hours.", date(2026, 12, 3)),
        ("Please collect the letter before 4 December 2026, when the link closes.", date(2026, 12, 4)),
        ("The portal link will no longer be available after a month.", date(2026, 12, 30)),
        ("Bydd y ddolen ar gael tan 13 Rhagfyr 2026.", date(2026, 12, 13)),
        ("Daw'r ddolen i ben ar 13eg o Ragfyr 2026.", date(2026, 12, 13)),
        ("Lawrlwythwch y ffeil o fewn 14 diwrnod.", date(2026, 12, 14)),
    ],
)
def test_the_day_on_which_a_link_ends_is_read(sentence: str, on: date) -> None:
    text = f"Your response is available: you can view it at {AT}\n\n{sentence}\n"
    (link,) = portal_links(text.replace("https://a.example/x?y=1.2 ", f"{AT} "), CAME)
    assert last_day_of(link, CAME) == on
    assert link.said


@pytest.mark.parametrize(
    "sentence",
    [
        "You can ask for an internal review within 40 working days.",
        "Our response will be available within 20 working days.",
        "If you wish to complain, you have two months to open a case with the Commissioner.",
        "The documents are available on our website.",
        "We read your request on 3 November 2026.",
    ],
)
def test_other_clocks_and_days_are_no_ending(sentence: str) -> None:
    assert ending_in(sentence, CAME) is None


def test_reading_a_long_letter_takes_steps_in_proportion_to_its_links() -> None:
    for length in (10_000, 100_000, 1_000_000):
        text = "Read the secure response at https://a.example/1?k=1 within 3 days. " * (length // 67)
        assert len(portal_links(text, CAME)) == 1
