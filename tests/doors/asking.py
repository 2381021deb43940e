"""Asks one address as one kind of person, and takes back whatever the answer wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase

from dueregard.foundation.audit.models import Act
from tests.doors.kinds import Everybody

SIGN_IN = ("/account/login/?next=", "/account/2fa/reauthenticate/?next=")
KEY_AGAIN = "/account/reauthenticate/?next="  # whoever changes their keys is asked for their password once more


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    acts: int  # how much was written down as done

    @property
    def is_refused(self) -> bool:
        """Whether the person was told that there is nothing, or to sign in first."""
        return self.status == 404 or self._is_led_to(*SIGN_IN, KEY_AGAIN)

    @property
    def is_opened(self) -> bool:
        """Whether the person was let in, if only to be told what a form lacks, or that it must be posted."""
        return self.status not in {403, 404} and self.status < 500 and not self._is_led_to(*SIGN_IN)

    def _is_led_to(self, *places: str) -> bool:
        return self.status == 302 and self.headers.get("Location", "").startswith(places)

    @property
    def everything(self) -> bytes:
        """The headers and the content."""
        return "\n".join(f"{name}: {value}" for name, value in self.headers.items()).encode() + b"\n\n" + self.content


def ask(
    everybody: Everybody,
    who: str,
    url: str,
    *,
    method: str = "get",
    data: Mapping[str, Any] | None = None,
    **headers: str,
) -> Answer:
    """Ask, and take back what was written."""
    client = everybody.client(who)
    cache.clear()  # how often one may ask is counted there
    with transaction.atomic():
        before = Act.objects.count()
        answer: HttpResponseBase = getattr(client, method)(url, data, headers=headers)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        acts = Act.objects.count() - before
        transaction.set_rollback(True)
    return Answer(answer.status_code, dict(answer.items()), content, acts)
