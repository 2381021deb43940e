"""However a section was typed, what answers it is found; also where it was typed before sections had one form."""

from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from dueregard.foundation.search.models import Changed
from dueregard.parts.foi import migrations
from dueregard.parts.foi.models import Case, CaseEvent
from dueregard.parts.foi.queries.letters import grounds_for
from dueregard.records.evidence.models import Document
from dueregard.records.history.models import Entry
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_evidence import make_document
from tests.builders_foi import make_campaign, make_case, make_event, make_reply
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]

MIGRATIONS = Path(migrations.__file__ or "").parent
MIGRATION = next(path.stem for path in MIGRATIONS.glob("*_sections_in_one_form.py"))


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that the body has received."""
    case = make_case(make_campaign(cast.northport), make_body())
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 1))
    return case


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("section 24(1)", ["national-security"]),
        ("s.24", ["national-security", "neither-confirm-nor-deny"]),
        ("Section 24 (2) FOIA", ["national-security", "neither-confirm-nor-deny"]),
        ("s 43(2) and 41", ["commercial"]),
        ("s12, s14(1)", ["cost", "vexatious"]),
    ],
)
def test_an_argument_is_found_however_the_section_was_typed(
    typed: str, answers: list[str], case: Case, cast: Cast
) -> None:
    reply = make_reply(case, is_sorted=False)
    answer = {"kinds": ["refused"], "on": "2026-11-04", "sections": typed}
    sign_in(cast.asha).post(f"/desk/messages/{reply.pk}/sort/", answer)
    assert sorted(text.slug for text in grounds_for(Case.objects.get(pk=case.pk))) == answers


def test_the_words_as_typed_stay_beside_the_form_in_which_they_are_kept(case: Case, cast: Cast) -> None:
    event = make_event(case, EventKind.REFUSED, date(2026, 10, 20), sections=("s 43(2) and 41",))
    assert event.details == {"sections": ["section 43(2)", "section 41"], "as_typed": "s 43(2) and 41"}
    assert "Typed as “s 43(2) and 41”." in sign_in(cast.asha).get(f"/desk/cases/{case.pk}/").content.decode()


def test_a_site_that_is_upgraded_has_its_sections_in_one_form(case: Case) -> None:
    event = make_event(case, EventKind.REFUSED, date(2026, 10, 20), sections=("s.24(1)",))
    CaseEvent.objects.filter(pk=event.pk).update(details={"sections": ["s.24(1)", "Schedule 1"], "until": "2026-12-01"})
    Case.objects.filter(pk=case.pk).update(standing={"says": "They refused under s.24(1), Schedule 1"})
    Entry.objects.filter(source=f"event-{event.pk}").update(says="Refused it under s.24(1), Schedule 1")
    Changed.objects.all().delete()
    change = import_module(f"dueregard.parts.foi.migrations.{MIGRATION}")
    change.put_into_one_form(apps, None)
    event.refresh_from_db()
    case.refresh_from_db()
    assert event.details == {
        "sections": ["section 24(1)", "Schedule 1"],
        "as_typed": "s.24(1), Schedule 1",
        "until": "2026-12-01",
    }
    assert case.standing["says"] == "They refused under section 24(1), Schedule 1"
    assert Entry.objects.get(source=f"event-{event.pk}").says == "Refused it under section 24(1), Schedule 1"
    assert list(Changed.objects.values_list("kind", "key")) == [("case", str(case.pk))]
    Changed.objects.all().delete()
    change.put_into_one_form(apps, None)  # what is in one form already is left alone
    assert not Changed.objects.exists()
    change.give_words_back(apps, None)
    event.refresh_from_db()
    assert event.details == {"sections": ["s.24(1), Schedule 1"], "until": "2026-12-01"}


def test_the_labels_of_a_replys_files_follow(cast: Cast, case: Case) -> None:
    document = make_document(cast.northport)
    law = "Freedom of Information Act 2000"
    Document.objects.filter(pk=document.pk).update(labels={"law": [law], "exemption": ["s 43(2)", "41"]})
    import_module(f"dueregard.parts.foi.migrations.{MIGRATION}").put_into_one_form(apps, None)
    document.refresh_from_db()
    assert document.labels["exemption"] == ["section 43(2)", "section 41"]
    assert sorted(document.label_rows.filter(facet="exemption").values_list("word", flat=True)) == [
        "section 41",
        "section 43(2)",
    ]
    assert Changed.objects.filter(kind="document", key=str(document.pk)).exists()


def test_a_letter_that_promises_reasons_and_gives_none_does_not_leave(case: Case, cast: Cast) -> None:
    make_event(case, EventKind.REFUSED, date(2026, 10, 20), sections=("s.24(1)",))
    client = sign_in(cast.asha)
    url = f"/desk/cases/{case.pk}/write/review/"
    plain = client.get(url).context["form"]["text"].value()
    assert "for the reasons below" not in plain
    with_reason = client.get(url, {"ground": "national-security"}).context["form"]["text"].value()
    assert "for the reasons below" in with_reason
    promise = plain.replace(
        "meets the requirements of the Act. Please look again at the whole of it.",
        "meets the requirements of the Act, for the reasons below.",
    )
    page = client.post(url, {"subject": "Internal review", "text": promise}).content.decode()
    assert "but nothing follows" in page
    assert not case.correspondence.exists()
    client.post(url, {"subject": "Internal review", "text": with_reason})
    assert case.correspondence.count() == 1
