"""The static files of the sealed pages, byte for byte, and what says who reads: list, log, recipients, hashes."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.submissions import access
from dueregard.parts.submissions.gateways.delivered import delivered_files, type_of
from dueregard.parts.submissions.models import Inbox
from dueregard.parts.submissions.queries.who_reads import key_log, recipients_file

PLAIN = "text/plain; charset=utf-8"
JSON = "application/json"


@require_safe
@open_to(Audience.EVERYBODY)
def file(request: SiteRequest, slug: str, name: str = "index.html") -> HttpResponse:
    """Return one delivered file, or one that is made of the group's signed words. Raises: Http404"""
    return delivered(access.inbox_of(slug), name)


def delivered(inbox: Inbox, name: str) -> HttpResponse:
    """Return a file as it was built, or as it follows from what the group signed. Raises: Http404"""
    if made := MADE.get(name):
        content, kind = made(inbox)
        return HttpResponse(content, content_type=kind)
    file = delivered_files().get(name)
    if file is None:
        raise Http404
    return HttpResponse(file, content_type=type_of(name))


def _config(inbox: Inbox) -> tuple[bytes, str]:
    return inbox.config.encode(), JSON


def _manifest(inbox: Inbox) -> tuple[bytes, str]:
    log = key_log(inbox)
    if not log:
        raise Http404
    return log[-1], JSON


def _log(inbox: Inbox) -> tuple[bytes, str]:
    return b"".join(line + b"\n" for line in key_log(inbox)), PLAIN


def _recipients(inbox: Inbox) -> tuple[bytes, str]:
    recipients = recipients_file(inbox)
    if not recipients:
        raise Http404
    return recipients, PLAIN


def _hashes(inbox: Inbox) -> tuple[bytes, str]:
    if not inbox.hashes:
        raise Http404
    return inbox.hashes.encode(), PLAIN


def _signature(inbox: Inbox) -> tuple[bytes, str]:
    if not inbox.hashes_signature:
        raise Http404
    return f"{inbox.hashes_signature}\n".encode(), PLAIN


MADE = {
    "config.json": _config,
    "manifest.json": _manifest,
    "keys.log": _log,
    "recipients.txt": _recipients,
    "HASHES": _hashes,
    "HASHES.sig": _signature,
}
