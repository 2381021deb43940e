"""A table is read before it is kept; a line that cannot be is told why, repeated lines come once, nothing is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dueregard.parts.tracker.models import Demand
from dueregard.rules.tracker.demand_table import MOST, NotATable, read_table, text_of
from tests.builders import make_body
from tests.people import Cast
from tests.sessions import sign_in

HEAD = "Body;Demand;Demanded on;Demanded by;Answer;Answered on;Outcome;Outcome on\n"
GOOD = "Northport College;Publish the policy;3 March 2026;a branch;refused;2026-04-01;Done in part;1/5/2026\n"


@pytest.mark.django_db
def test_a_table_is_shown_line_by_line_and_then_kept(cast: Cast) -> None:
    make_body("Northport College")
    make_body("Northport School")
    lines = [
        GOOD,
        GOOD,
        "Northport Colege;Stop it;2026-03-03;a branch;;;;\n",
        "Northport School;;2026-03-03;a branch;;;Done in full;2026-05-01\n",
        "Northport School;Stop it;2026-03-03;a branch;;;Done in full;2026-03-01\n",
        "Northport School;Stop it;2026-03-03;a branch;;;Won;2026-05-01\n",
        "Northport School;Stop it;soon;a branch;;;;\n",
    ]
    data = ("\ufeff" + HEAD + "".join(lines)).encode()
    client = sign_in(cast.asha)
    file = SimpleUploadedFile("demands.csv", data, content_type="text/csv")
    shown = client.post("/desk/demands/import/", {"group": cast.northport.pk, "file": file}).content.decode()
    for words in (
        "1 ready, 1 there already, 5 to correct",
        "Did you mean Northport College (northport-college)",
        "It has an outcome but no demand",
        "before its demand of 3 March 2026",
        "“Won” is not an answer we know for the outcome",
        "“soon” is not a day",
        "Stop it",
    ):
        assert words in shown
    assert not Demand.objects.exists()
    typed = {"group": cast.northport.pk, "text": data.decode(), "step": "save"}
    for _ in range(2):
        client.post("/desk/demands/import/", typed)
    demand = Demand.objects.get()
    assert (demand.title, demand.outcome, demand.response, demand.is_public) == (
        "Publish the policy",
        "partial",
        "refused",
        False,
    )
    assert [line.kind for line in demand.lines.all()] == ["response", "outcome"]


@pytest.mark.django_db
def test_what_is_no_table_is_said_and_what_was_pasted_stays(cast: Cast) -> None:
    said = sign_in(cast.asha).post("/desk/demands/import/", {"group": cast.northport.pk, "text": "Body,Wish\nA,b"})
    assert said.status_code == 422
    assert "Missing: Demand, Demanded on, Demanded by" in said.content.decode()
    assert "Body,Wish" in said.content.decode()
    empty = sign_in(cast.asha).post("/desk/demands/import/", {"group": cast.northport.pk, "text": " "})
    assert "Paste a table, or choose a file." in empty.content.decode()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_it_is_read_however_it_was_saved(separator: str, encoding: str) -> None:
    table = (HEAD + GOOD.replace("a branch", "parents’ circle")).replace(";", separator).encode(encoding)
    line = read_table(text_of(table))[0]
    assert (line.body, line.asked_by, line.wrong) == ("Northport College", "parents’ circle", "")
    assert line.outcome is not None
    assert (line.outcome.code, line.outcome.on.isoformat()) == ("partial", "2026-05-01")


def test_a_table_without_lines_or_with_too_many_is_refused() -> None:
    with pytest.raises(NotATable, match="no line below"):
        read_table(HEAD)
    with pytest.raises(NotATable, match=f"at most {MOST}"):
        read_table(HEAD + GOOD * (MOST + 1))
