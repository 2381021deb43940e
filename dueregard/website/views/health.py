"""One word for whoever watches this server. What is wrong in detail is the `check` command's to say."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.work.gateways.disk import is_full
from dueregard.foundation.work.queries import queue_trouble


@open_to(Audience.EVERYBODY)
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer `ok`; or 503 and `disk` when that is full (a database stops on it), `database`, or why tasks wait."""
    wrong = "disk" if is_full() else ""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        wrong = wrong or "database"
    if not wrong and (trouble := queue_trouble(timezone.now())):
        wrong = f"queue: {trouble.title[0].lower()}{trouble.title[1:]}; tasks wait in the database"
    status = 503 if wrong else 200
    return HttpResponse(f"{wrong or 'ok'}\n", status=status, content_type="text/plain; charset=utf-8")
