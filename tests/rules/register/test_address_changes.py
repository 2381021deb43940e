"""Which addresses a second person must look at, and when everybody is told of one."""

from datetime import date

import pytest

from dueregard.rules.register.address_changes import is_old_news, needs_second_look


@pytest.mark.parametrize(
    ("address", "known", "waits"),
    [
        ("foi@northport.example", [], False),
        ("foi@northport.example", ["info@northport.example"], False),
        ("foi@NORTHPORT.example.", ["info@northport.example"], False),
        ("foi@mail.northport.example", ["info@northport.example"], False),
        ("foi@northport.example", ["info@mail.northport.example"], False),
        ("foi@northp0rt.example", ["info@northport.example"], True),
        ("foi@northport.example.evil.example", ["info@northport.example"], True),
        ("foi@evilnorthport.example", ["info@northport.example"], True),
        ("foi@southmoor.example", ["info@northport.example", "press@southmoor.example"], False),
        ("foi@northport.ac.uk", ["info@southmoor.ac.uk"], True),
        ("foi@ac.uk", ["info@northport.ac.uk"], True),
        ("foi@southmoor.ac.uk", ["info@ac.uk"], True),
        ("foi@co.uk", ["info@northport.co.uk"], True),
        ("foi@foi.northport.gov.uk", ["info@northport.gov.uk"], False),
        ("northport.trust@nhs.net", ["foi@northport.nhs.uk"], True),
        ("southmoor.trust@nhs.net", ["northport.trust@nhs.net"], True),
        ("northport.school@gmail.com", ["northportschool@gmail.com"], True),
        ("northport.school@GMAIL.com", ["northport.school@gmail.com"], False),
        ("foi@evil.example", ["1 Quay, foi@evil.example", "https://x@evil.example", "a@northport.example"], True),
        ("foi@northport.example", ["https://northport.example/ask", "1 Quay Street"], False),
    ],
)
def test_an_address_at_another_domain_waits(address: str, known: list[str], waits: bool) -> None:
    assert needs_second_look(address, known) is waits


def test_everybody_is_told_when_the_body_knows_itself() -> None:
    assert not is_old_news(date(2026, 11, 1), date(2026, 12, 10))
    assert is_old_news(date(2026, 11, 1), date(2026, 12, 11))
