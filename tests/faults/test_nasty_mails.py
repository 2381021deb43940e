"""Every nasty mail, through the real way in and a real worker, leaves a stored message, a state and a safe page."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import OutgoingMessage, StoredEmail
from dueregard.parts.foi.models import Case, Correspondence, HeldEmail
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_letter, make_waiting_case
from tests.faults.nasty_mails import BROKEN, GENERATED, HOSTILE_HTML, OURS, large_file
from tests.mail.make import OTHER_TOKEN, TOKEN, mail
from tests.people import Cast, make_cast
from tests.processes import command, wait_until
from tests.sessions import sign_in

SETTINGS = "tests.faults.filing_settings"
VISIBLE = ("filed", "held", "settled")
# Where the mails of odd tokens must go; for the rest any visible state is right.
MUST_BE = {
    "one-case-twice": ("filed",),
    "two-cases-in-to": ("held",),
    "upper-case": ("filed",),
    "quoted": ("filed",),
    "a-letter-mistyped": ("filed",),
    "a-letter-missing": ("filed",),
    "5000-recipients": ("held",),  # ours is the last of them; the envelope of a real delivery would name it
    "html-held": ("held",),
    "nothing": ("held",),
    "only-nuls": ("held",),
}
NEVER_SHOWN = {"style", "iframe", "object", "embed", "base", "template", "math", "noscript"}


class Page(HTMLParser):
    """Collects what in a page could run, load or lead astray."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside_script = False
        self.offences: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inside_script = tag == "script"
        if tag in NEVER_SHOWN or (tag == "meta" and "http-equiv" in given):
            self.offences.append(tag)
        for name, value in given.items():
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                self.offences.append(f"{tag} {name}")
            if name in {"href", "action"} and value.split(":")[0].strip().lower() in {"javascript", "data", "vbscript"}:
                self.offences.append(f"{tag} {name}={value[:40]}")
            if name in {"src", "srcset", "xlink:href"} and not value.startswith(("/", "#")):
                self.offences.append(f"{tag} {name}={value[:40]}")

    def handle_endtag(self, tag: str) -> None:
        self.inside_script = False

    def handle_data(self, data: str) -> None:
        if self.inside_script and data.strip():
            self.offences.append(f"script: {data[:40]}")


def arrive(raw: bytes, *, to: str = "") -> StoredEmail:
    """Store an e-mail as the LMTP listener does."""
    email, is_new = store_email(
        raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=[to] if to else [], now=timezone.now()
    )
    assert is_new
    return email


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, with two cases of Northport whose tokens the mails name, and a letter that bounces speak of."""
    cast = make_cast()
    campaign = make_campaign(cast.northport)
    first = make_waiting_case(campaign, make_body("Northport Council"), token=TOKEN)
    make_waiting_case(campaign, make_body("Southport Council"), token=OTHER_TOKEN)
    letter = make_letter(first)
    OutgoingMessage.objects.filter(pk=letter.outgoing_id).update(message_id="<out-1@example.org>")
    return cast


def nothing_waits() -> bool:
    """Tell whether every stored e-mail has found its place."""
    return not StoredEmail.objects.filter(state=StoredEmail.State.WAITING).exists()


def offences(client: Client, address: str) -> list[str]:
    """Return what is wrong with a page: that it does not come, or that something of a stranger's is alive in it."""
    answer = client.get(address)
    if answer.status_code != 200:
        return [f"{address}: {answer.status_code}"]
    return [f"{address}: {offence}" for offence in Page(answer.content.decode()).offences]


def pages_of(email: StoredEmail) -> list[str]:
    """Return the pages that show an e-mail: the pen's, or the message's and the one that sorts it."""
    held = HeldEmail.objects.filter(email=email).first()
    if held:
        return [f"/desk/holding-pen/{held.pk}/"]
    reply = Correspondence.objects.filter(email=email).first()
    if reply is None:
        return []
    page = f"/desk/messages/{reply.pk}/"
    return [page] if reply.is_sorted else [page, f"{page}sort/"]


def test_the_pages_are_looked_at_by_something_that_would_notice() -> None:
    told = " ".join(Page(HOSTILE_HTML.decode()).offences)
    for offence in ("onload", "onclick", "onerror", "style", "meta", "base", "iframe", "javascript", "evil.example"):
        assert offence in told


@pytest.mark.timeout(900)
@pytest.mark.parametrize("mails", [BROKEN, GENERATED], ids=["broken", "meant to hurt"])
def test_every_nasty_mail_is_stored_has_a_state_and_a_safe_page(
    mails: dict[str, bytes], people: Cast, tmp_path: Path
) -> None:
    stored = {name: arrive(raw) for name, raw in mails.items()}
    with command("work", log=tmp_path / "work.log", settings_module=SETTINGS) as worker:
        wait_until(nothing_waits, what=f"a state for each; see {tmp_path / 'work.log'}", seconds=400)
        arrive(mail(b"A letter after all of these.\n", Subject="Last", Message_ID="<last@x.example>"), to=OURS)
        wait_until(nothing_waits, what="a state for a letter that came afterwards", seconds=400)
        assert worker.poll() is None
    client = sign_in(people.dana), sign_in(people.asha)  # the pen as an administrator, the rest as a caseworker
    wrong = []
    for name, email in stored.items():
        email.refresh_from_db()
        pages = pages_of(email)
        if store.get(email.sha256) != mails[name] or email.state not in MUST_BE.get(name, VISIBLE):
            wrong.append(f"{name}: {email.state}")
        if email.state != "settled" and not pages:
            wrong.append(f"{name}: {email.state}, and no page shows it")
        wrong += [f"{name}: {told}" for page in pages for told in offences(client["holding-pen" not in page], page)]
    cases = set(Correspondence.objects.values_list("case", flat=True))
    Case.objects.update(is_public=True, published_at=timezone.now())
    shared = ["/desk/", "/desk/holding-pen/", "/desk/requests/", "/requests/"]
    shared += [f"{of}{pk}/" for pk in cases for of in ("/desk/cases/", "/requests/")]
    wrong += [told for page in shared for told in offences(client["holding-pen" not in page], page)]
    assert wrong == []


@pytest.mark.timeout(900)
def test_a_release_of_60_mb_comes_through_whole(people: Cast, tmp_path: Path) -> None:
    email = arrive(large_file(60_000_000))
    with command("work", log=tmp_path / "work.log", settings_module=SETTINGS):
        wait_until(nothing_waits, what=f"the large mail filed; see {tmp_path / 'work.log'}", seconds=120)
    file = Correspondence.objects.get(email=email).attachments.get()
    assert (file.name, file.size, file.trouble) == ("release.pdf", 256 * (60_000_000 // 256), "")
    assert store.get(file.sha256) == bytes(range(256)) * (60_000_000 // 256)


def test_of_300_files_200_are_listed_and_the_message_says_so(people: Cast, tmp_path: Path) -> None:
    filed, held = arrive(GENERATED["300-files"]), arrive(GENERATED["300-files-held"])
    with command("work", log=tmp_path / "work.log", settings_module=SETTINGS):
        wait_until(nothing_waits, what=f"both sorted; see {tmp_path / 'work.log'}")
    reply, waiting = Correspondence.objects.get(email=filed), HeldEmail.objects.get(email=held)
    told = "It has 300 files; the last 100 are not listed. The whole e-mail is kept."
    assert (reply.attachments.count(), len(waiting.files)) == (200, 200)
    assert told in reply.notes
    assert told in waiting.notes
    assert told in sign_in(people.asha).get(f"/desk/messages/{reply.pk}/").content.decode()
