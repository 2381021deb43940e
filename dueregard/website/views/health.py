"""One word for whoever watches this server. What is wrong in detail is the `check` command's to say."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.work.gateways.disk import is_full


@open_to(Audience.EVERYBODY)
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer `ok`; or 503 and `database` when it does not answer, `disk` when that is full."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain; charset=utf-8")
    if is_full():
        return HttpResponse("disk\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
