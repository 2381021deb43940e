"""The log tells where something failed and never whose link or key it was."""

import logging

import pytest

from dueregard.config.log import OnlyPlaces, WithoutWords, only_place


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


def test_an_error_in_the_log_says_where_and_what_kind_and_none_of_its_words() -> None:
    address, name = "asha@northport.example", "Key (username)=(asha) already exists"
    try:
        try:
            raise KeyError(address)
        except KeyError as first:
            raise ValueError(name) from first
    except ValueError as error:
        words = WithoutWords().formatException((type(error), error, error.__traceback__))
    assert "asha" not in words
    assert "ValueError" in words
    assert "KeyError" in words
    assert "test_log.py" in words
