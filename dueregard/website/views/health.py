"""One word for whoever watches this server. What is wrong in detail is the `check` command's to say."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from dueregard.foundation.accounts.audience import Audience, open_to


@open_to(Audience.EVERYBODY)
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer `ok`, or 503 when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
