"""What mail systems report of our letters is known by its form or its shape; a rule acts on it only"
" where it is sure."""

import pytest

from dueregard.rules.mail.triage import triage, with_envelope
from dueregard.rules.mail.verdict import Known, KnownCase, MailKind, Verdict
from dueregard.rules.mime.incoming import read_mail
from tests.mail.make import mail, mixed, part, report
from tests.rules.mail.test_triage import KNOWN, OURS

THEIRS = "foi@northport.example"
WRITTEN_TO = Known(
    **{**KNOWN.__dict__, "cases": {OURS: KnownCase(OURS, "Prevent", "Northport Council", address=THEIRS)}}
)
SYSTEM = "Mail Delivery System <MAILER-DAEMON@mx.northport.example>"
COPY = "\nReturn-Path: <foi-1@example.org>\nTo: somebody@else.example\n"

# Who writes so, what they write, whom it missed, whether they gave up. Written by us in the manner of each program.
SHAPES = [
    (
        "qmail",
        "Hi. This is the qmail-send program at mx.example.\nI wasn't able to deliver your message.\n"
        "\n<{a}>:\nSorry, no mailbox here.\n\n--- Below this line is a copy of the message." + COPY,
        True,
    ),
    (
        "exim",
        "A message that you sent could not be delivered to one or more of its recipients.\nThe follo"
        "wing address(es) failed:\n\n  {a}\n    Unrouteable address\n\n------ This is a copy of the message ------"
        + COPY,
        True,
    ),
    (
        "exim, still trying",
        "A message that you sent has not yet been delivered to one or more of its recipients.\n\n  {"
        "a}\n    Delay reason: timed out\n\nDelivery attempts will continue.",
        False,
    ),
    (
        "sendmail",
        "   ----- The following addresses had permanent fatal errors -----\n<{a}>\n\n   ----- Transc"
        "ript of session follows -----\n550 5.1.1 <{a}>... User unknown",
        True,
    ),
    (
        "sendmail, still trying",
        "   ----- The following addresses had transient non-fatal errors -----\n<{a}>\n\nWarning: me"
        "ssage still undelivered after 4 hours\nWill keep trying until message is 5 days old",
        False,
    ),
    (
        "postfix",
        "I'm sorry to have to inform you that your message could not be delivered to one or more rec"
        "ipients.\n\n<{a}>: host mx.example said: 550 no such user",
        True,
    ),
    (
        "exchange 5.5",
        "Your message\n\n  To:      Information\n  Subject: Request\n\ndid not reach the following r"
        "ecipient(s):\n\n{a} on Mon, 23 Nov 2026 10:00\n    The recipient name is not recognized",
        True,
    ),
    (
        "exchange 2010",
        "Delivery has failed to these recipients or groups:\n\n{a}\nThe e-mail address you entered couldn't be found.",
        True,
    ),
    ("office 365", "Your message to {a} couldn't be delivered.\nfoi wasn't found at northport.example.", True),
    (
        "domino",
        "Your message\n\n  Subject: Request\n\nwas not delivered to:\n\n  {a}\n\nbecause:\n\n  User "
        "foi ({a}) not listed in Domino Directory",
        True,
    ),
    ("groupwise", "The message that you sent was undeliverable to the following:\n\n    {a} (user not found)", True),
    (
        "gmail",
        "Delivery to the following recipient failed permanently:\n\n     {a}\n\n----- Original message -----" + COPY,
        True,
    ),
    (
        "gmail, still trying",
        "THIS IS A WARNING MESSAGE ONLY.\nYOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\nDelivery to the"
        " following recipient has been delayed:\n\n     {a}",
        False,
    ),
    (
        "yahoo",
        "Sorry, we were unable to deliver your message to the following address.\n\n<{a}>:\nThis use"
        "r doesn't have an account",
        True,
    ),
    (
        "a filter of MessageLabs' kind",
        "This is a delivery failure notification.\nThe message you sent to {a} was rejected because "
        "it failed a policy.",
        True,
    ),
    (
        "opensmtpd",
        "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.\n    An error"
        " has occurred while attempting to deliver a message for\n    the following list of recipien"
        "ts:\n\n{a}: 550 Invalid recipient",
        True,
    ),
    ("in Welsh", "Ni chafodd eich neges ei danfon at y cyfeiriad hwn:\n\n  {a}\n", True),
]


def judge(text: str, known: Known = KNOWN, **fields: str) -> Verdict:
    headers = {"From": SYSTEM, "Subject": "Undelivered mail", "Return_Path": "<>", **fields}
    return triage(read_mail(mail(text.encode(), **headers)), known)


@pytest.mark.parametrize(("text", "is_permanent"), [row[1:] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_an_old_bounce_is_known_by_its_shape_with_its_address_and_its_end(text: str, is_permanent: bool) -> None:
    verdict = judge(text.format(a=THEIRS))
    assert verdict.kind is MailKind.BOUNCE
    assert [(failure.address, failure.is_permanent) for failure in verdict.failures] == [(THEIRS, is_permanent)]


@pytest.mark.parametrize(("text", "is_permanent"), [row[1:] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_a_rule_acts_on_prose_only_where_it_names_an_address_we_wrote_to(text: str, is_permanent: bool) -> None:
    assert not judge(text.format(a=THEIRS), WRITTEN_TO).needs_person
    stranger = judge(text.format(a="somebody@else.example"), WRITTEN_TO)
    assert stranger.needs_person
    assert stranger.doubts_arrival


@pytest.mark.parametrize("text", [row[1] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_a_person_who_writes_such_words_is_answered_by_a_person(text: str) -> None:
    fields = {"From": "Jo Officer <jo@northport.example>", "Return_Path": "<jo@northport.example>"}
    verdict = judge(text.format(a=THEIRS), WRITTEN_TO, Subject="Re: your request", **fields)
    assert (verdict.kind, verdict.needs_person) == (MailKind.REPLY, True)


def test_only_the_envelope_says_that_nobody_is_to_be_answered() -> None:
    raw = mail(b"The following address failed:\n\n  foi@northport.example\n", From=SYSTEM, Subject="failure notice")
    assert triage(read_mail(raw), WRITTEN_TO).needs_person
    assert not triage(with_envelope(read_mail(raw), (), "<>"), WRITTEN_TO).needs_person


@pytest.mark.parametrize("action", ["expired", "", "undeliverable", "rejected", "failed", "delayed"])
def test_a_report_that_names_no_success_is_never_called_delivered(action: str) -> None:
    verdict = triage(read_mail(report(action, "")), KNOWN)
    assert verdict.kind is MailKind.BOUNCE
    assert [failure.is_permanent for failure in verdict.failures] == [action != "delayed"]


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_only_three_actions_say_that_a_letter_went_on(action: str) -> None:
    assert triage(read_mail(report(action, "2.0.0")), KNOWN).kind is MailKind.DELIVERY_RECEIPT
    assert triage(read_mail(report(action, "5.0.0")), KNOWN).kind is MailKind.BOUNCE


def test_a_report_that_names_nobody_is_read_by_its_prose() -> None:
    raw = mixed(
        part(b"I'm sorry to have to inform you that your message could not be delivered.\n\n<foi@northport.example>\n"),
        part(b"Reporting-MTA: dns; mx.northport.example\n", "message/delivery-status"),
        kind="report; report-type=delivery-status",
        From=SYSTEM,
        Return_Path="<>",
    )
    verdict = triage(read_mail(raw), WRITTEN_TO)
    assert (verdict.kind, verdict.failures[0].address) == (MailKind.BOUNCE, THEIRS)


FIELDS = [
    ("rfc822; FOI@Northport.Example", THEIRS),
    ("rfc822;<foi@northport.example>", THEIRS),
    ("rfc822;|/usr/local/bin/filter foi@northport.example", THEIRS),
    ("foi@northport.example", THEIRS),
]


@pytest.mark.parametrize(("field", "address"), FIELDS)
def test_the_address_of_a_report_is_an_address_however_it_is_written(field: str, address: str) -> None:
    raw = report("failed", "5.1.1").replace(b"rfc822; foi@northport.example", field.encode())
    assert triage(read_mail(raw), KNOWN).failures[0].address == address


def test_whom_we_wrote_to_counts_and_not_where_the_letter_was_sent_on_to() -> None:
    field = b"rfc822; box7@inner.example\nOriginal-Recipient: rfc822;foi@northport.example"
    raw = report("failed", "5.1.1").replace(b"rfc822; foi@northport.example", field)
    assert triage(read_mail(raw), KNOWN).failures[0].address == THEIRS


def test_two_recipients_without_a_blank_line_between_them_are_two() -> None:
    second = b"Status: 5.1.1\nFinal-Recipient: rfc822; clerk@northport.example\nAction: failed\nStatus: 5.2.2\n"
    raw = report("failed", "5.1.1").replace(b"Status: 5.1.1\n", second)
    failures = triage(read_mail(raw), KNOWN).failures
    assert [(failure.address, failure.status) for failure in failures] == [
        (THEIRS, "5.1.1"),
        ("clerk@northport.example", "5.2.2"),
    ]
