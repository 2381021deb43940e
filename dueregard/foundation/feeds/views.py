"""Answers with an Atom feed. What lines it has, and who may read them, is for the view that asks.

Source: RFC 4287, 4.1.1 (a feed has an id, a title, a time of its last change and an author, and names its own address),
4.1.2 (so has an entry), 3.3 (times).
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate

from dueregard.foundation.feeds.queries import FeedLine

# A feed without lines never changed: its time must not be that of whoever asks.
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
# Signs that XML 1.0 (2.2) has no way to write; one of them in a name would take the feed from every reader.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NOTHING_YET)


def atom(*, title: str, about: str, home: str, own: str, key: str, lines: Sequence[FeedLine]) -> HttpResponse:
    """Return a feed. `home` is the page it belongs to, `own` the feed's address; empty when that is a secret of one."""
    feed = _Feed(
        title=_clean(title),
        link=home,
        description=_clean(about),
        language="en-gb",
        author_name=_clean(settings.SITE_NAME),
        feed_url=own or None,
        feed_guid=key,
    )
    for line in lines:
        on = _day(line.at)
        feed.add_item(
            title=_clean(line.title) or "Untitled",
            link=line.url,
            description=_clean(line.says),
            pubdate=on,
            updateddate=on,
            unique_id=line.key,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _day(at: datetime) -> datetime:
    """Return the day of an instant as Atom writes times: the minute of an act may tell who acted."""
    return datetime.combine(localdate(at), time(), UTC)


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("\ufffd", text)
