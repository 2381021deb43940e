"""Situations of the help page as the search finds them: in the reader's own words, and those they may ask with.

Each leads to the one page that has them all, so that no address says what somebody needs help with.
"""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import texts_of
from dueregard.foundation.search.queries.kinds import in_lists
from dueregard.rules.help.signposts import steps_of
from dueregard.rules.search.findable import Findable

KIND = "situation"
EVERYBODY_WHO_HELPS = "contacts"  # key of the help page itself
ASKED = (
    "who can I call",
    "phone number, helpline, hotline",
    "talk to someone now",
    "speak to a person",
    "urgent, emergency, crisis",
    "help today, help tonight",
    "contact details",
)
AT_ONCE = 200


def load(keys: Sequence[str]) -> Iterator[Findable]:
    """Yield these situations, of those in use, and the page of all who help. At most three queries."""
    ids = [key for key in keys if key != EVERYBODY_WHO_HELPS]
    if len(ids) < len(keys):
        yield from _who_helps()
    for text in PackText.objects.in_use().filter(kind=KIND, pk__in=ids).select_related("pack"):
        yield Findable(
            kind=KIND,
            key=str(text.pk),
            title=text.title,
            text="\n".join(steps_of(text.text)),
            url=reverse("signposts:help"),
            since=text.edited_at or text.pack.installed_at,
            asked=tuple(text.meta.get("found_by", ())),
            is_public=True,
            label="what to do first, and who to call",
            dated_on=text.reviewed_on,
        )


def _who_helps() -> Iterator[Findable]:
    contacts = [text for text in texts_of("contact") if text.meta["status"] != "historic"]
    if contacts:
        yield Findable(
            kind=KIND,
            key=EVERYBODY_WHO_HELPS,
            title="Who can help you today",
            text="\n".join(f"{text.title}: {text.meta['what']}" for text in contacts),
            url=reverse("signposts:help"),
            since=max(text.edited_at or text.pack.installed_at for text in contacts),
            asked=ASKED,
            is_public=True,
            label="numbers and addresses",
        )


def all_keys() -> Iterator[list[str]]:
    """Yield the ids of all situations, and the key of the page of all who help."""
    yield [EVERYBODY_WHO_HELPS]
    yield from in_lists(PackText.objects.filter(kind=KIND).order_by("pk").values_list("pk", flat=True), AT_ONCE)
