"""Coming back with a return code: looking for replies, and deleting. What is known and what is not answers alike."""

from django.http import HttpResponse

from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.submissions import access
from dueregard.parts.submissions.actions.days import day_of
from dueregard.parts.submissions.actions.delete_thread import delete_by_code
from dueregard.parts.submissions.queries.coming_back import look_up
from dueregard.parts.submissions.views.answers import say, small_body
from dueregard.parts.submissions.views.sending import api
from dueregard.rules.sealed.upload import hash_in, read_object


@api("POST")
def lookup(request: SiteRequest, slug: str) -> HttpResponse:
    """Return the replies for a code."""
    code = hash_in(read_object(small_body(request)), "lookup")
    return say(look_up(access.inbox_of(slug), code))


@api("POST")
def delete(request: SiteRequest, slug: str) -> HttpResponse:
    """Delete the thread of a code. When this answers, it is gone."""
    code = hash_in(read_object(small_body(request)), "lookup")
    delete_by_code(inbox=access.inbox_of(slug), lookup=code, today=day_of(request.now))
    return say({"v": 1})
