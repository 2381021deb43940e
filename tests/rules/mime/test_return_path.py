"""That nobody is to be answered is read from whatever place says it, in whatever form mail systems write it."""

import pytest

from dueregard.rules.mail.triage import with_envelope
from dueregard.rules.mime.incoming import ReadMail, read_mail
from dueregard.rules.mime.return_path import return_path_of
from tests.mail.make import mail

# Forms seen: RFC 5321 4.5.5; Postfix and sendmail write MAILER-DAEMON into a mailbox; qmail's double bounces have #@[].
EMPTY_FORMS = ["<>", "< >", "<MAILER-DAEMON>", "MAILER-DAEMON", "<mailer-daemon@northport.example>", "<#@[]>"]


@pytest.mark.parametrize("said", EMPTY_FORMS)
def test_an_empty_return_path_is_known_in_the_header_and_in_the_envelope(said: str) -> None:
    assert return_path_of(said) == "<>"
    assert read_mail(mail(Return_Path=said)).has_empty_return_path
    assert with_envelope(read_mail(mail()), [], said).has_empty_return_path


@pytest.mark.parametrize("line", [b"From MAILER-DAEMON Mon Nov 23 09:00:00 2026", b">From <> Mon Nov 23 09:00:00 2026"])
def test_the_line_before_an_email_of_a_mailbox_file_says_it_too(line: bytes) -> None:
    assert read_mail(line + b"\n" + mail()).has_empty_return_path


@pytest.mark.parametrize("said", ["", "<foi@northport.example>", "mailer-daemons@northport.example", "Daemon"])
def test_nothing_said_and_a_real_address_are_no_empty_return_path(said: str) -> None:
    assert not read_mail(mail(Return_Path=said) if said else mail()).has_empty_return_path
    assert not with_envelope(ReadMail(), [], said).has_empty_return_path


def test_what_the_header_said_is_not_forgotten_for_the_envelope() -> None:
    assert with_envelope(read_mail(mail(Return_Path="<>")), [], "foi@northport.example").has_empty_return_path


def test_a_sentence_in_the_body_that_begins_with_from_says_nothing() -> None:
    assert not read_mail(mail(b"From MAILER-DAEMON we heard nothing.\n")).has_empty_return_path
