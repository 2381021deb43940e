"""What a complaint about data says, for the request that an administrator makes of it. Only they can read either."""

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from dueregard.website.models import DataComplaint


def complaint_said(pk: str) -> dict[str, object] | None:
    """Return what the form of a request begins with; None where there is no such complaint."""
    try:
        found = DataComplaint.objects.filter(pk=pk).first()
    except ValidationError:
        return None
    if found is None:
        return None
    return {"says": found.says, "reply_to": found.reply_to, "received_on": localdate(found.received_at)}
