"""What kind of message a mail is: machines' messages are told from answers, and what is in doubt is a reply."""

import pytest

from dueregard.rules.casework.events import EventKind
from dueregard.rules.mail.triage import triage
from dueregard.rules.mail.verdict import FileTo, Hold, MailKind, Verdict
from dueregard.rules.mime.incoming import read_mail
from tests.mail.make import ANSWER, MAILS, OUT_OF_OFFICE, mail, mixed, part, pdf, report
from tests.rules.mail.test_triage import KNOWN, OURS

ACKNOWLEDGEMENT = b"We acknowledge receipt of your request and will respond within 20 working days.\n"
NOTICE = (
    b"The response to your request is now available. Download it at https://northport.sharefile.eu/d-1 .\n"
    b"The link will expire in 14 days.\n"
)

KINDS = [
    ("31-bounce-with-report", MailKind.BOUNCE),
    ("31-bounce-delayed", MailKind.BOUNCE),
    ("31-bounce-without-report", MailKind.BOUNCE),
    ("31-bounce-exim", MailKind.BOUNCE),
    ("32-success-report", MailKind.DELIVERY_RECEIPT),
    ("32-success-called-failed", MailKind.BOUNCE),
    ("32-numbers-in-prose", MailKind.REPLY),
    ("33-out-of-office-exchange", MailKind.OUT_OF_OFFICE),
    ("33-out-of-office-vacation", MailKind.OUT_OF_OFFICE),
    ("33-out-of-office-subject", MailKind.OUT_OF_OFFICE),
    ("33-out-of-office-precedence", MailKind.OUT_OF_OFFICE),
    ("33-out-of-office-xautoreply", MailKind.OUT_OF_OFFICE),
    ("33-out-of-office-rules", MailKind.OUT_OF_OFFICE),
    ("33-out-of-office-autorespond", MailKind.OUT_OF_OFFICE),
    ("34-auto-reply-to-review", MailKind.AUTO_REPLY),
    ("36-loop", MailKind.LOOP),
    ("36-own-copy", MailKind.OUR_OWN_COPY),
    ("24-encrypted-notice-html", MailKind.PORTAL_NOTICE),
    ("43-expiring-link", MailKind.PORTAL_NOTICE),
    ("47-part-answer-part-refusal", MailKind.REPLY),
    ("52-acknowledgement", MailKind.ACKNOWLEDGEMENT),
    ("53-acknowledgement-with-answer", MailKind.REPLY),
]


def judge(raw: bytes) -> Verdict:
    return triage(read_mail(raw), KNOWN)


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_each_kind_is_told_and_says_why(name: str, kind: MailKind) -> None:
    verdict = judge(MAILS[name])
    assert verdict.kind is kind
    assert all(reason.endswith((".", "\u201d")) for reason in verdict.kind_reasons)
    assert verdict.kind_reasons


A_PERSON_READS = {
    "an acknowledgement with a file": mixed(part(ACKNOWLEDGEMENT), pdf()),
    "an acknowledgement that asks something": mail(ACKNOWLEDGEMENT + b"Which schools do you mean?\n"),
    "an acknowledgement that points to a website": mail(
        ACKNOWLEDGEMENT + b"The policy is available on our website at https://northport.example/policy\n"
    ),
    "an acknowledgement that refuses a part": mail(ACKNOWLEDGEMENT + b"We withhold the names under section 40(2).\n"),
    "a machine's mail with a file": mixed(part(b"See the file.\n"), pdf(), Auto_Submitted="auto-generated"),
    "a case system's letter": mail(b"Your reference is 12. We hold 14 records.\n", Auto_Submitted="auto-generated"),
    "an absence that carries a file": mixed(part(OUT_OF_OFFICE), pdf(), Auto_Submitted="auto-replied"),
    "a letter that mentions leave": mail(b"I was on annual leave, sorry. We spent 45 pounds.\n"),
    "somebody who calls himself postmaster": mail(
        b"550 5.1.1 Message-ID: <out-1@example.org>\n", From="postmaster@northport.example"
    ),
    "a person forwarding from our own address": mail(ANSWER, From="requests@example.org"),
    "an automatic answer that points elsewhere": mail(
        b"This mailbox is not read at weekends. Urgent? Please see below.\n", Subject="Automatic reply: Prevent"
    ),
    "an automatic acknowledgement that asks": mail(
        ACKNOWLEDGEMENT + b"Anything else?\n", Auto_Submitted="auto-replied"
    ),
    "our message id on somebody else's letter": mail(ANSWER, Message_ID="<out-1@example.org>"),
}


@pytest.mark.parametrize("name", A_PERSON_READS)
def test_whatever_may_hold_an_answer_is_left_to_a_person(name: str) -> None:
    assert judge(A_PERSON_READS[name]).kind is MailKind.REPLY


SORTED = {
    "an automatic acknowledgement with the usual hints": (
        mail(
            ACKNOWLEDGEMENT + b"Our office hours are 9am to 5pm. If you have any queries, please contact us.\n",
            Auto_Submitted="auto-replied",
        ),
        MailKind.ACKNOWLEDGEMENT,
    ),
    "an automatic answer with the usual hints": (
        mail(b"This mailbox is not read at weekends.\n", Subject="Automatic reply: Prevent"),
        MailKind.AUTO_REPLY,
    ),
}


@pytest.mark.parametrize("name", SORTED)
def test_what_answers_by_itself_needs_no_person(name: str) -> None:
    raw, kind = SORTED[name]
    assert judge(raw).kind is kind


def test_a_bounce_names_our_letter_and_whether_it_is_for_good() -> None:
    for_good = judge(MAILS["31-bounce-with-report"])
    assert for_good.settles == ("out-1@example.org",)
    assert [failure.is_permanent for failure in for_good.failures] == [True]
    assert for_good.failures[0].address == "foi@northport.example"
    assert for_good.failures[0].diagnostic == "550 no such mailbox"
    assert [failure.is_permanent for failure in judge(MAILS["31-bounce-delayed"]).failures] == [False]


def test_a_bounce_is_filed_by_the_letter_it_returns() -> None:
    filing = judge(report("failed", "5.1.1", To="requests@example.org")).filing
    assert isinstance(filing, FileTo)
    assert filing.case_id == OURS


def test_a_bounce_that_names_nothing_of_ours_is_for_a_person() -> None:
    verdict = judge(mail(b"Not delivered: 550 5.1.1\n", From="MAILER-DAEMON@x.example", Return_Path="<>"))
    assert (verdict.kind, verdict.needs_person) == (MailKind.BOUNCE, True)


def test_a_failure_with_the_number_of_a_success_is_for_a_person() -> None:
    verdict = judge(MAILS["32-success-called-failed"])
    assert verdict.needs_person
    assert [failure.is_permanent for failure in verdict.failures] == [False]


def test_a_bounce_of_no_letter_of_ours_is_held() -> None:
    verdict = judge(report("failed", "5.1.1", with_original=False, To="requests@example.org"))
    assert verdict.kind is MailKind.BOUNCE
    assert isinstance(verdict.filing, Hold)
    assert verdict.settles == ()


def test_the_copy_of_our_own_letter_settles_it() -> None:
    assert judge(MAILS["36-own-copy"]).settles == ("out-1@example.org",)


def test_a_read_receipt_is_a_receipt() -> None:
    receipt = mixed(
        part(b"Your message was read.\n"),
        part(
            b"Final-Recipient: rfc822; foi@northport.example\nOriginal-Message-ID: <out-1@example.org>\n"
            b"Disposition: manual-action/MDN-sent-manually; displayed\n",
            "message/disposition-notification",
        ),
        kind="report; report-type=disposition-notification",
    )
    verdict = judge(receipt)
    assert verdict.kind is MailKind.DELIVERY_RECEIPT
    assert verdict.settles == ("out-1@example.org",)
    assert "displayed" in verdict.kind_reasons[0]


def test_a_link_says_where_it_leads_and_when_it_ends() -> None:
    (link,) = judge(mail(NOTICE)).links
    assert (link.product, link.expires_after_days, link.expires_on) == ("ShareFile", 14, None)
    (dated,) = judge(MAILS["43-expiring-link"]).links
    assert dated.expires_on is not None
    assert dated.expires_on.isoformat() == "2026-11-30"


def test_only_an_acknowledgement_is_certain() -> None:
    acknowledged = judge(MAILS["52-acknowledgement"]).suggested_events
    assert [(event.kind, event.is_certain) for event in acknowledged] == [(EventKind.ACKNOWLEDGED, True)]
    parted = judge(MAILS["47-part-answer-part-refusal"]).suggested_events
    assert {event.kind for event in parted} == {EventKind.RELEASED, EventKind.REFUSED, EventKind.EXTENSION_CLAIMED}
    assert not any(event.is_certain for event in parted)


def test_a_machine_says_nothing_of_the_case() -> None:
    for name in ("33-out-of-office-exchange", "31-bounce-with-report", "36-own-copy"):
        assert judge(MAILS[name]).suggested_events == ()
