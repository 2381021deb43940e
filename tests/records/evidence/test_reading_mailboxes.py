"""Tars, gz files, mailboxes, signed mails and winmail.dat give what is in them, each file as a file."""

import base64
import gzip
import io
import tarfile
from pathlib import Path

import pytest
from asn1crypto import cms

from dueregard.records.evidence.gateways.reader import Limits, ReadingOptions
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.reading import Reason
from tests.hidden_files import XLS, old_workbook
from tests.mail.make import tnef
from tests.records.evidence.reading import read

FILES = {"minutes.txt": b"The panel met.", "2024/figures.csv": b"year,referrals\n2024,12\n"}
MAIL = b"Subject: Reply %d\nFrom: a@body.example\n\nDear Asha,\n>From here on all is said.\n"
LINE = b"From a@body.example Mon Nov  2 10:00:00 2026\n"


def tarred(files: dict[str, bytes]) -> bytes:
    """Return a tar of files, with a link beside them that leads out of it."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        link = tarfile.TarInfo("passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def test_the_files_of_a_tar_come_out_and_its_links_do_not(tmp_path: Path) -> None:
    outcome = read(tarred(FILES), tmp_path, name="letters.tar")
    assert outcome.reason is None
    assert outcome.found == [
        ("minutes.txt", "in the archive", FILES["minutes.txt"]),
        ("figures.csv", "in the archive, in the folder 2024", FILES["2024/figures.csv"]),
    ]


@pytest.mark.parametrize(("name", "inside"), [("a.tgz", "a.tar"), ("a.tar.gz", "a.tar"), ("a.csv.gz", "a.csv")])
def test_a_gz_gives_the_file_that_it_holds(name: str, inside: str, tmp_path: Path) -> None:
    assert read(gzip.compress(b"All of it."), tmp_path, name=name).found == [(inside, "in the archive", b"All of it.")]


def test_a_gz_that_expands_too_far_and_a_tar_cut_short_are_named(tmp_path: Path) -> None:
    assert read(gzip.compress(bytes(60_000_000)), tmp_path).reason is Reason.EXPANDS
    assert read(gzip.compress(b"All of it.")[:-6], tmp_path).reason is Reason.DAMAGED
    assert read(tarred({"long.txt": b"x" * 5000})[:3000], tmp_path).reason is Reason.DAMAGED
    assert read(tarred({}), tmp_path).reason is Reason.EMPTY


def test_each_mail_of_a_mailbox_is_a_file_with_its_subject_as_it_was_sent(tmp_path: Path) -> None:
    outcome = read(LINE + MAIL % 1 + b"\n" + LINE + MAIL % 2 + b"\n", tmp_path, name="saved")
    assert (outcome.media_type, outcome.reason) == (Kind.MBOX, None)
    assert [(name, place) for name, place, _ in outcome.found] == [
        ("1 Reply 1.eml", "e-mail 1 of the mailbox"),
        ("2 Reply 2.eml", "e-mail 2 of the mailbox"),
    ]
    assert outcome.found[1][2] == (MAIL % 2).replace(b">From", b"From")


def test_a_mailbox_of_too_many_mails_is_named_and_those_before_stand(tmp_path: Path) -> None:
    options = ReadingOptions(recognises_words=False, limits=Limits(found_files=3))
    outcome = read((LINE + MAIL % 1 + b"\n") * 5, tmp_path, options=options)
    assert (outcome.reason, len(outcome.found)) == (Reason.TOO_MANY, 3)


def test_a_saved_mail_with_the_line_of_a_mailbox_is_a_mail(tmp_path: Path) -> None:
    outcome = read(LINE + MAIL % 1, tmp_path, name="saved")
    assert outcome.media_type == Kind.EML
    assert "Subject: Reply 1" in outcome.text
    assert "Dear Asha," in outcome.text


@pytest.mark.parametrize("way", ["multipart", "opaque"])
def test_the_letter_of_a_signed_mail_is_read(way: str, tmp_path: Path) -> None:
    letter = b"Content-Type: text/plain\r\n\r\nThe duty was never paused.\r\n"
    head = b"From: a@body.example\r\nSubject: Signed\r\nMIME-Version: 1.0\r\n"
    if way == "multipart":
        head += (
            b'Content-Type: multipart/signed; micalg=sha-256; protocol="application/pkcs7-signature"; boundary=b\r\n'
        )
        signature = b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nAAAA\r\n"
        mail = head + b"\r\n--b\r\n" + letter + b"\r\n--b\r\n" + signature + b"--b--\r\n"
    else:
        signed = cms.SignedData(
            {
                "version": "v1",
                "digest_algorithms": [],
                "encap_content_info": {"content_type": "data", "content": letter},
                "signer_infos": [],
            }
        )
        head += b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n"
        head += b"Content-Transfer-Encoding: base64\r\n\r\n"
        mail = head + base64.encodebytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())
    assert "The duty was never paused." in read(mail, tmp_path, name="signed.eml").text


def test_a_winmail_gives_its_letter_and_its_files(tmp_path: Path) -> None:
    outcome = read(tnef(), tmp_path, name="winmail.dat")
    assert (outcome.media_type, outcome.reason) == (Kind.WINMAIL, None)
    assert outcome.text.strip()
    assert len(outcome.found) == 1


def test_a_workbook_whose_stream_is_in_capitals_is_read(tmp_path: Path) -> None:
    content = old_workbook().replace("Workbook".encode("utf-16-le"), "WORKBOOK".encode("utf-16-le"))
    outcome = read(content, tmp_path, name="numbers.xls")
    assert outcome.media_type == XLS
    assert "School\tAsked" in outcome.text
