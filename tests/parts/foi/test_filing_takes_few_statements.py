"""What filing a reply asks of the database is counted, so that it does not grow unseen; what it must find is found."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.actions.file_email import file_stored_email
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.records.evidence.models import Document
from tests.builders_foi import make_campaign, make_waiting_case
from tests.mail.make import mail, mixed, part, pdf
from tests.people import Cast

pytestmark = pytest.mark.django_db

ANSWER = b"We hold no policy. The Council refuses the rest under section 14(1).\n"
# For a reply with one new file, the first of the custody log; savepoints and the like are not counted. One of them asks
# whether the address is that of a letter (parts/letters), one writes which case and campaign the file came in.
MOST = 32
MOST_A_FILE = 11  # for each further new file


def address_of(case: Case) -> str:
    """Return the case's reply address."""
    return f"foi-{case.token}@dueregard.invalid"


def arrive(raw: bytes) -> tuple[StoredEmail, int]:
    """Let an e-mail come and be filed; return it and how often a row was asked for or written."""
    with CaptureQueriesContext(connection) as queries:
        email, _ = store_email(raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=[], now=timezone.now())
        file_stored_email(pk=email.pk, now=timezone.now())
    verbs = [query["sql"].split(maxsplit=1)[0] for query in queries]
    email.refresh_from_db()
    return email, sum(verb in {"SELECT", "INSERT", "UPDATE", "DELETE"} for verb in verbs)


def with_files(to: str, *contents: bytes) -> bytes:
    """Return an answer with these files."""
    return mixed(part(ANSWER), *(pdf(f"policy {place}.pdf", content) for place, content in enumerate(contents)), To=to)


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that waits for its answer."""
    return make_waiting_case(make_campaign(cast.northport))


def test_a_reply_with_a_new_file_is_stored_and_filed_with_few_statements(case: Case) -> None:
    email, asked = arrive(with_files(address_of(case), b"%PDF-1.7 one"))
    assert email.state == StoredEmail.State.FILED
    assert Document.objects.count() == 1
    assert asked <= MOST


def test_each_further_file_costs_the_same_however_many_there_are(case: Case) -> None:
    _, one = arrive(with_files(address_of(case), b"%PDF-1.7 one"))
    _, six = arrive(with_files(address_of(case), *(b"%%PDF-1.7 new %d" % number for number in range(6))))
    assert Document.objects.count() == 7
    assert six - one <= 5 * MOST_A_FILE


def test_nothing_is_asked_about_near_addresses_where_the_address_is_right(case: Case) -> None:
    with CaptureQueriesContext(connection) as queries:
        arrive(mail(ANSWER, To=address_of(case)))
    assert not [query for query in queries if query["sql"].count(case.token[:6]) > 3]


def test_an_address_with_a_missing_letter_is_found_beside_one_that_is_right(cast: Cast, case: Case) -> None:
    other = make_waiting_case(make_campaign(cast.northport, title="Another"))
    garbled = address_of(other).replace(other.token, other.token[:5] + other.token[6:])
    email, _ = arrive(mail(ANSWER, To=address_of(case), Cc=garbled))
    assert Correspondence.objects.get(email=email).case == case
    alone, _ = arrive(mail(ANSWER + b"Once more.\n", To=garbled))
    assert Correspondence.objects.get(email=alone).case == other


def test_an_email_that_two_workers_read_at_once_is_filed_by_one(case: Case) -> None:
    email, _ = arrive(with_files(address_of(case), b"%PDF-1.7 one"))
    StoredEmail.objects.filter(pk=email.pk).update(state=StoredEmail.State.WAITING)
    file_stored_email(pk=email.pk, now=timezone.now())
    file_stored_email(pk=email.pk, now=timezone.now())
    assert Correspondence.objects.filter(email=email).count() == 1
    assert Document.objects.count() == 1
