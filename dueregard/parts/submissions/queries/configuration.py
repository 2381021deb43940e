"""What a group's page is set to: `config.json`, and the list of all delivered files that the group signs."""

import hashlib
import json
from typing import Any

from django.conf import settings

from dueregard.parts.submissions.gateways.delivered import delivered_files
from dueregard.parts.submissions.models import Inbox
from dueregard.parts.submissions.queries.who_reads import recipients_file
from dueregard.records.groups.models import Group
from dueregard.rules.sealed.envelope import LARGEST_FILE
from dueregard.rules.sealed.upload import CHUNK_BYTES, LARGEST_THREAD, MOST_FILES

ABANDONED_HOURS = 48  # days are all that is kept, so an upload is abandoned after one to two of them
# Checked on the organisation's own site on the day named.
ADVICE = {
    "name": "Protect",
    "phone": "020 3117 2520",
    "web": "https://protect-advice.org.uk/",
    "checked_on": "2026-11-23",
}


def new_config(group: Group, *, root: str, days: int) -> str:
    """Return the configuration of a group's page as it will be delivered."""
    config = {
        "v": 1,
        "group": group.name,
        "root": root,
        "kept_days": days,
        "abandoned_hours": ABANDONED_HOURS,
        "chunk_bytes": CHUNK_BYTES,
        "file_bytes": LARGEST_FILE,
        "files": MOST_FILES,
        "thread_bytes": LARGEST_THREAD,
        "exit": settings.EXIT_URL,
        "onion": settings.SEALED_ONION,
        "site": f"{settings.PUBLIC_URL}/",
        "advice": ADVICE,
    }
    return json.dumps(config, ensure_ascii=False, indent=1) + "\n"


def kept_days(inbox: Inbox) -> int:
    """Return for how many days at least a thread is kept."""
    return int(_read(inbox)["kept_days"])


def hash_list(inbox: Inbox) -> str:
    """Return one line for each file that is delivered now, as `sha256sum -c` reads it.

    The lists of keyholders are not among them: each has a signature of its own. What is made of the newest one is.
    """
    files = delivered_files() | {"config.json": inbox.config.encode()}
    if recipients := recipients_file(inbox):
        files["recipients.txt"] = recipients
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files, key=str.encode))


def _read(inbox: Inbox) -> dict[str, Any]:
    config: dict[str, Any] = json.loads(inbox.config)
    return config
