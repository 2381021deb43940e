"""Live, between real servers: a request leaves once, its answer comes home, a bounce leads to a new address.

Postfix stands between the site and the bodies; `dueregard listen` and `dueregard work` run as on a server.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from dueregard.foundation.editing.forms.guarded import sealed
from dueregard.foundation.mail.models import OutgoingMessage, StoredEmail
from dueregard.foundation.mail.queries import site_mode
from dueregard.parts.foi.access import held_emails
from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Direction
from dueregard.records.bodies.models import Body
from dueregard.rules.casework.events import Phase
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case
from tests.editing import checked
from tests.foundation.mail.servers.postfix import Relay, answers, postfix
from tests.foundation.mail.servers.sink import accepted, smtp_sink
from tests.people import Cast
from tests.ports import free_port
from tests.processes import command, wait_until
from tests.sessions import sign_in

pytestmark = [pytest.mark.servers, pytest.mark.timeout(900), pytest.mark.django_db(transaction=True)]
REPLY_ADDRESS = "foi-{token}@northport.example"
MAIL_FROM = "requests@northport.example"
DNS_CHECKS = "MX,SPF,DKIM,DMARC,DNS"  # example domains have no entries, and the machine of a test may have no DNS


@contextmanager
def live_site(folder: Path, settings: SimpleNamespace) -> Iterator[Relay]:
    """Run everything that a live site needs beside its pages."""
    lmtp_port = free_port()
    with ExitStack() as running:
        outward_port = running.enter_context(smtp_sink(folder))
        relay = running.enter_context(postfix(lmtp_port, outward_port))
        settings.SMTP_URL = f"smtp://127.0.0.1:{relay.smtp_port}"
        settings.REPLY_ADDRESS, settings.MAIL_FROM = REPLY_ADDRESS, MAIL_FROM
        site = {
            "settings_module": "tests.faults.live_settings",
            "DUEREGARD_SMTP_URL": settings.SMTP_URL,
            "DUEREGARD_REPLY_ADDRESS": REPLY_ADDRESS,
            "DUEREGARD_MAIL_FROM": MAIL_FROM,
            "DUEREGARD_LMTP_LISTEN": f"127.0.0.1:{lmtp_port}",
        }
        running.enter_context(command("listen", log=folder / "listener.log", **site))
        running.enter_context(command("work", log=folder / "worker.log", **site))
        wait_until(lambda: answers(lmtp_port), what="the LMTP listener")
        yield relay


def test_a_live_request_goes_out_once_and_what_comes_back_finds_its_case(
    tmp_path: Path, cast: Cast, shipped_pack: None, settings: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    campaign = make_campaign(cast.northport)
    answering = make_case(campaign, make_body("University of Northport"), address="")
    unreachable = make_case(campaign, make_body("University of Southmoor"), address="")
    asha = sign_in(cast.asha)
    with live_site(tmp_path, settings) as relay:
        the_site_goes_live(capsys)
        enter_address(asha, answering.body, "foi@uni-northport.example")
        enter_address(asha, unreachable.body, "nobody@uni-southmoor.example")
        send_campaign(asha, campaign)

        wait_until(lambda: phase(answering) == Phase.WAITING, what="the request that was sent")
        wait_until(lambda: phase(unreachable) == Phase.UNDELIVERED, what="the bounce on its case")
        wait_until(lambda: own_copies() == 2, what="our own copies")
        assert OutgoingMessage.objects.filter(state=OutgoingMessage.State.SENT).count() == 2
        assert "the mail server answered 250" in page(asha, answering.correspondence.get(direction=Direction.OUT))
        assert "No such mailbox here" in page(asha, unreachable)

        relay.send([(REPLY_ADDRESS.replace("{token}", answering.token), answer_to(answering))])
        wait_until(lambda: replies(answering).exists(), what="the answer on its case")
        assert "FOI 2026/77" in replies(answering).get().text

        asha.post(reverse("foi:new_address", args=[unreachable.pk]), {"address": "foi@uni-southmoor.example"})
        again = unreachable.correspondence.filter(direction=Direction.OUT).latest("created_at")
        left = asha.post(reverse("foi:leave_one_now", args=[again.pk]), {"sure": "yes"})
        assert left.status_code == 302, left.content.decode()
        wait_until(lambda: phase(unreachable) == Phase.WAITING, what="the request to the corrected address")
        wait_until(lambda: len(at_bodies(tmp_path)) == 2, what="the second body's request")
        wait_until(lambda: own_copies() == 3, what="the copy of the corrected request")

    for case in (answering, unreachable):
        case.refresh_from_db()
        assert case.due_on is not None
        assert date_format(case.due_on, "j F Y") in page(asha, case)
        assert case.address in page(asha, case.correspondence.filter(direction=Direction.OUT).latest("created_at"))
    assert at_bodies(tmp_path) == {"foi@uni-northport.example": 1, "foi@uni-southmoor.example": 1}
    assert not held_emails(cast.dana).exists(), "not even the test letters wait for a person"


def the_site_goes_live(capsys: pytest.CaptureFixture[str]) -> None:
    """Be told what is missing, all of it in the DNS, and go live although it is."""
    with pytest.raises(CommandError, match="Missing: ") as refused:
        call_command("mode", "check", wait=60)
    assert set(str(refused.value).partition(".")[0].removeprefix("Missing: ").split(", ")) <= {*DNS_CHECKS.split(",")}
    said = capsys.readouterr().out
    assert "fine     ROUNDTRIP" in said
    assert "To do: " in said
    call_command("mode", "live", although=DNS_CHECKS, wait=60)
    assert site_mode() == "live"


def enter_address(client: Client, body: Body, address: str) -> None:
    """Enter where a body takes requests, with where it was read and when."""
    typed = {
        "purpose": "information_request",
        "form": "email",
        "address": address,
        "source": "https://uni.example/foi",
        "checked_on": timezone.localdate().isoformat(),
    }
    answer = client.post(reverse("new_contact", args=[body.slug]), typed)
    assert answer.status_code == 302, answer.content.decode()


def send_campaign(client: Client, campaign: Campaign) -> None:
    """Send every letter of the campaign as it was checked, and end the time to undo."""
    seen = {"seen": sealed(checked(campaign), on=campaign)}
    assert client.post(reverse("foi:check", args=[campaign.pk]), seen).status_code == 302
    assert client.post(reverse("foi:leave_now", args=[campaign.pk]), {"sure": "yes"}).status_code == 302


def answer_to(case: Case) -> bytes:
    """Write what a body's officer writes, in reply to our letter."""
    letter = case.correspondence.get(direction=Direction.OUT).outgoing
    assert letter is not None
    heads = {
        "From": "Information Team <foi@uni-northport.example>",
        "To": letter.reply_to,
        "Subject": f"RE: {letter.subject}",
        "Date": timezone.now().strftime("%a, %d %b %Y %H:%M:%S +0000"),
        "Message-ID": "<77@uni-northport.example>",
        "In-Reply-To": letter.message_id,
    }
    text = "Please find our policy attached to our web page. Our reference is FOI 2026/77."
    return "".join(f"{name}: {value}\r\n" for name, value in heads.items()).encode() + f"\r\n{text}\r\n".encode()


def phase(case: Case) -> str:
    """Return where a case is now."""
    return str(Case.objects.values_list("phase", flat=True).get(pk=case.pk))


def own_copies() -> int:
    """Count the copies of our own requests that came in and were recognised."""
    ours = OutgoingMessage.objects.values_list("message_id", flat=True)
    settled = StoredEmail.objects.filter(state=StoredEmail.State.SETTLED)
    return settled.filter(message_id__in=[one.strip("<>") for one in ours]).count()


def replies(case: Case) -> QuerySet[Correspondence]:
    """Return what a case got from its body, bounces left out."""
    return Correspondence.objects.filter(case=case, direction=Direction.IN).exclude(kind="bounce")


def at_bodies(folder: Path) -> Counter[str]:
    """Count what arrived at each body's own mail server."""
    return Counter(str(address) for line in accepted(folder) for address in line["to"])  # type: ignore[attr-defined]


def page(client: Client, record: Case | Correspondence) -> str:
    """Return the page of a case or a letter."""
    if isinstance(record, Case):
        return client.get(record.get_absolute_url()).content.decode()
    return client.get(reverse("foi:message", args=[record.pk])).content.decode()
