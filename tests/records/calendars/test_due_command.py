"""`dueregard due` answers one question by options, or a CSV row by row, and loses nothing of what it was given."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dueregard.records.calendars.management.commands.due import answer_rows
from dueregard.rules.law.holidays import shipped_holidays


def answered(text: str) -> list[list[str]]:
    """Answer a CSV and read the answer back."""
    return list(csv.reader(io.StringIO(raw(text), newline="")))


def raw(text: str) -> str:
    target = io.StringIO(newline="")
    answer_rows(io.StringIO(text, newline=""), target, shipped_holidays())
    return target.getvalue()


def test_columns_come_in_any_order_and_unknown_ones_pass_through() -> None:
    rows = answered("Note,NATION,received,body_kind\nours,England,2026-03-13,local-authority\n")
    assert rows[0] == ["Note", "NATION", "received", "body_kind", "due", "because", "source"]
    assert rows[1][:5] == ["ours", "England", "2026-03-13", "local-authority", "2026-04-15"]
    assert "St Patrick's Day" in rows[1][5]
    assert rows[1][6] == "Freedom of Information Act 2000, section 10(1) and (6)"


def test_a_bad_row_is_reported_and_the_rest_go_on() -> None:
    rows = answered(
        "received,nation,body_kind\n2026-13-13,england,university\n,england,university\n2026-03-13,mars,university\n"
        "2026-03-13,england,university\n"
    )
    assert [row[3] for row in rows[1:]] == ["", "", "", "2026-04-15"]
    assert '"2026-13-13" is not a date' in rows[1][4]
    assert "received is empty" in rows[2][4]
    assert 'nation "mars" is not recognised' in rows[3][4]


def test_a_day_in_the_short_iso_form_is_a_day_too() -> None:
    assert answered("received,nation,body_kind\n20260313,england,university\n")[1][3] == "2026-04-15"


def test_days_at_the_ends_of_the_calendar_are_bad_rows_too_and_the_rest_go_on() -> None:
    rows = answered(
        "received,nation,body_kind,law,clarification_asked,fees_notice_given,fee_received,event\n"
        "0001-01-01T00:00:00+05:00,england,university,,,,,\n"
        "2026-03-13,england,university,,0001-01-01T00:00:00+05:00,,,\n"
        "9999-12-31T23:59:59-05:00,england,university,,,,,\n"
        "9999-12-31,england,university,sar,,,,\n"
        "9999-12-31,scotland,university,,,,,regulator\n"
        "2026-03-13,england,university,sar,,9999-12-01,9999-12-31,\n"
        "9999-12-01,england,university,,,9999-12-01,9999-12-31,\n"
        "2026-03-13,england,university,,,2026-03-16,9999-12-31,\n"
        "2026-03-13,england,university,,,,,\n"
    )
    assert [row[8] for row in rows[1:]] == [""] * 8 + ["2026-04-15"]
    assert all(row[9] for row in rows[1:])


def test_where_there_is_no_date_due_is_empty_and_because_says_why() -> None:
    (_, row) = answered("received,nation,body_kind\n2026-03-13,scotland,student_union\n")
    assert row[3] == ""
    assert "No freedom of information law" in row[4]


def test_byte_order_mark_windows_line_ends_and_quoted_newlines_survive() -> None:
    text = 'received,nation,body_kind,note\r\n2026-03-13,england,university,"one\r\ntwo, ""three"""\r\n'
    answer = raw(text)
    assert answer.startswith("received,nation,body_kind,note,due,because,source\r\n")
    assert list(csv.reader(io.StringIO(answer, newline="")))[1][3] == 'one\r\ntwo, "three"'


def test_short_rows_blank_lines_and_rows_with_too_many_cells_lose_nothing() -> None:
    rows = answered(
        "received,nation,body_kind,note\n2026-03-13,england,university\n\n2026-03-13,england,university,a,b,c\n"
    )
    assert len(rows) == 3
    assert rows[1][3:5] == ["", "2026-04-15"]
    assert rows[2][3:5] == ["a", "2026-04-15"]
    assert "more cells than the header; the extra ones are: b; c" in rows[2][5]


def test_an_answered_file_can_be_answered_again() -> None:
    once = raw("received,nation,body_kind\n2026-03-13,england,university\n")
    assert raw(once) == once


def test_closures_and_every_other_column_reach_the_law() -> None:
    rows = answered(
        "event,received,nation,body_kind,law,clarification_asked,clarification_received,fees_notice_given,fee_received,"
        "closures\n"
        ",2026-06-30,northern_ireland,controlled_school,,,,,,2026-07-01..2026-08-31\n"
        ",2026-03-02,england,university,,2026-03-05,2026-03-13,,,\n"
        ",2026-02-02,england,university,foia,,,2026-02-09,2026-02-16,\n"
        "tribunal,2026-05-29,,,FOIA,,,,,\n"
        ",2026-06-30,wales,maintained_school,,,,,,2026-09-01..2026-07-22\n"
    )
    assert [row[10] for row in rows[1:]] == ["2026-09-25", "2026-04-15", "2026-03-10", "2026-06-26", ""]
    assert "ends before it begins" in rows[5][11]


def test_a_file_without_a_header_is_refused_in_words() -> None:
    with pytest.raises(CommandError, match="first row must name the columns"):
        raw("2026-03-13,england,university\n")
    with pytest.raises(CommandError, match="first row must name the columns"):
        raw("")


@pytest.mark.django_db
def test_one_question_is_answered_with_its_steps_and_section() -> None:
    out = io.StringIO()
    call_command("due", received="2026-03-13", nation="england", body_kind="university", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "2026-04-15 Wed 15 April 2026"
    assert lines[1] == "1. Received on Fri 13 March 2026, which is day 0."
    assert lines[-1] == "Source: Freedom of Information Act 2000, section 10(1) and (6)"


@pytest.mark.django_db
def test_a_question_that_cannot_be_read_says_what_to_write() -> None:
    with pytest.raises(CommandError, match="Write it like 2026-03-13"):
        call_command("due", received="13/03/2026", nation="england", body_kind="university")


def test_the_command_needs_no_database_and_reads_bytes_as_they_come(tmp_path: Path) -> None:
    given = b"\xef\xbb\xbfreceived,nation,body_kind,note\n2026-03-13,england,university,caf\xe9\n"
    done = subprocess.run(
        [sys.executable, "-m", "django", "due", "--settings", "dueregard.config.settings"],
        input=given,
        capture_output=True,
        check=True,
        env={"DUEREGARD_STATE": str(tmp_path), "PATH": "", "DATABASE_URL": f"sqlite:///{tmp_path}/absent.sqlite3"},
    )
    header, row, end = done.stdout.split(b"\n")
    assert header == b"received,nation,body_kind,note,due,because,source"
    assert row.startswith(b"2026-03-13,england,university,caf\xe9,2026-04-15,")
    assert end == b""
    assert not (tmp_path / "absent.sqlite3").exists()


def test_a_row_is_answered_while_the_next_is_still_awaited(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "django", "due", "--settings", "dueregard.config.settings"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"DUEREGARD_STATE": str(tmp_path), "PATH": "", "DATABASE_URL": f"sqlite:///{tmp_path}/absent.sqlite3"},
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(b"received,nation,body_kind\n2026-03-13,england,university\n")
        running.stdin.flush()
        assert running.stdout.readline() == b"received,nation,body_kind,due,because,source\n"
        assert running.stdout.readline().startswith(b"2026-03-13,england,university,2026-04-15,")
        running.stdin.close()
        assert running.wait() == 0
