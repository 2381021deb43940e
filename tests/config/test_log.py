"""The log tells where something failed and never whose link or key it was."""

import logging

import pytest

from dueregard.config.log import OnlyPlaces, only_place


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/join/s3cr3t/", "/join/…"),
        ("/desk/cases/0f8b/write/reminder/", "/desk/cases/…"),
        ("/desk/dates.ics?key=s3cr3t", "/desk/dates.ics"),
        ("/", "/"),
        ("not an address", "not an address"),
    ],
)
def test_an_address_is_cut_to_its_place(path: str, kept: str) -> None:
    assert only_place(path) == kept


def test_a_log_line_about_a_request_loses_the_secret_in_its_address() -> None:
    record = logging.LogRecord("django.request", 40, "", 0, "%s: %s", ("Server Error", "/join/s3cr3t/"), None)
    assert OnlyPlaces().filter(record)
    assert "s3cr3t" not in record.getMessage()
