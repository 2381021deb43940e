"""Leaving practice mode is one command that says what is missing, and refuses unless somebody names it."""

from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from dueregard.foundation.audit.models import Act
from dueregard.foundation.mail.actions import check_readiness
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.gateways import dns
from dueregard.foundation.mail.models import StoredEmail
from dueregard.foundation.mail.queries import site_mode
from dueregard.rules.mail.sending_domain import dkim_signers, dmarc_trouble, spf_trouble
from tests.foundation.mail.letters import CardboardServer

pytestmark = pytest.mark.django_db
SIGNATURE = b"DKIM-Signature: v=1; a=rsa-sha256; d=northport.example;\r\n s=mail; b=abc=\r\n"
RECORDS = {
    "northport.example": ["v=spf1 mx -all", "other=1"],
    "_dmarc.northport.example": ["v=DMARC1; p=none"],
    "mail._domainkey.northport.example": ["v=DKIM1; k=rsa; p=MIIB"],
}


class ReturningServer(CardboardServer):
    """Brings every letter back to the intake, signed."""

    def connect(self) -> None:  # type: ignore[override]
        """Let the site in."""

    def hand_over(self, content: bytes) -> str:
        """Deliver to ourselves."""
        raw = SIGNATURE + content
        store_email(raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=[self.offered[1]], now=timezone.now())
        return "250 taken"


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch, settings: SimpleNamespace) -> dict[str, list[str]]:
    """Make a site that lacks nothing; a test takes away what it is about."""
    settings.SMTP_URL = "smtp://mail.northport.example"
    settings.REPLY_ADDRESS = "foi-{token}@northport.example"
    settings.MAIL_FROM = "Northport <requests@northport.example>"
    settings.MAIL_ARRIVAL_TASK = ""
    records = {name: list(texts) for name, texts in RECORDS.items()}
    monkeypatch.setattr(check_readiness, "MailServer", lambda address, says_hello_as: ReturningServer())
    monkeypatch.setattr(dns, "texts_of", lambda name: records.get(name, []))
    monkeypatch.setattr(dns, "has_mx", lambda name: True)
    return records


def test_a_site_that_lacks_nothing_goes_live(ready: dict[str, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("mode", "live", wait=0)
    assert site_mode() == "live"
    assert "missing" not in capsys.readouterr().out
    assert Act.objects.get(did="set_mode_live").details == {"although": []}
    assert StoredEmail.objects.get().state == StoredEmail.State.SETTLED


def test_what_is_missing_is_named_with_what_to_do_and_the_site_stays(
    ready: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    del ready["northport.example"]
    with pytest.raises(CommandError, match="SPF missing"):
        call_command("mode", "live", wait=0)
    said = capsys.readouterr().out
    assert "missing  SPF" in said
    assert "Publish a TXT record at northport.example" in said
    assert site_mode() == "practice"


def test_somebody_who_knows_better_names_what_is_missing(ready: dict[str, list[str]]) -> None:
    del ready["northport.example"], ready["_dmarc.northport.example"]
    with pytest.raises(CommandError, match="DMARC missing"):
        call_command("mode", "live", although="spf", wait=0)
    call_command("mode", "live", although="spf,dmarc", wait=0)
    assert site_mode() == "live"
    assert Act.objects.get(did="set_mode_live").details == {"although": ["DMARC", "SPF"]}


def test_a_letter_that_does_not_come_back_is_missing(
    ready: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class LosingServer(ReturningServer):
        """Takes letters and loses them."""

        def hand_over(self, content: bytes) -> str:
            return "250 taken"

    monkeypatch.setattr(check_readiness, "MailServer", lambda address, says_hello_as: LosingServer())
    with pytest.raises(CommandError, match="ROUNDTRIP, DKIM"):
        call_command("mode", "check", wait=0)
    assert "did not arrive" in capsys.readouterr().out


def test_a_fresh_site_is_told_everything_that_it_lacks(
    settings: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SMTP_URL = ""
    with pytest.raises(CommandError, match="SMTP, REPLY, ROUNDTRIP"):
        call_command("mode", "check", wait=0)
    assert "DUEREGARD_SMTP_URL" in capsys.readouterr().out


def test_going_back_to_practice_needs_no_check(ready: dict[str, list[str]]) -> None:
    call_command("mode", "live", wait=0)
    call_command("mode", "practice")
    assert site_mode() == "practice"


def test_a_name_that_is_no_check_is_refused() -> None:
    with pytest.raises(CommandError, match="Unknown after --although: MAGIC"):
        call_command("mode", "live", although="magic")


@pytest.mark.parametrize(
    ("texts", "is_fine"),
    [
        (["v=spf1 include:_spf.host.example ~all"], True),
        (["v=spf1"], True),
        (["v=spf10 -all"], False),
        ([], False),
        (["v=spf1 -all", "v=spf1 mx"], False),
        (["v=spf1 +all"], False),
    ],
)
def test_spf_as_rfc_7208_has_it(texts: list[str], is_fine: bool) -> None:
    assert (spf_trouble(texts) == "") is is_fine


@pytest.mark.parametrize(
    ("texts", "is_fine"),
    [
        (["v=DMARC1; p=reject"], True),
        (["v=DMARC1"], False),
        ([], False),
        (["v=DMARC1; p=none", "v=DMARC1; p=none"], False),
    ],
)
def test_dmarc_as_rfc_7489_has_it(texts: list[str], is_fine: bool) -> None:
    assert (dmarc_trouble(texts) == "") is is_fine


def test_every_signature_is_found_even_when_folded() -> None:
    raw = (
        SIGNATURE + b"From: a@b.example\r\ndkim-signature: s=two; d=Host.example\r\n\r\nDKIM-Signature: s=no; d=no\r\n"
    )
    assert dkim_signers(raw) == [("mail", "northport.example"), ("two", "host.example")]
