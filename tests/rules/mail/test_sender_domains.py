"""A domain proves which body writes only where one body has it; a sector's mail system proves nothing."""

import pytest

from dueregard.rules.mail.sender_domains import registrable_domain


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("foi@northport.gov.uk", "northport.gov.uk"),
        ("foi@mail.northport.gov.uk", "northport.gov.uk"),
        ("foi@nhsnorthport.scot.nhs.uk", "nhsnorthport.scot.nhs.uk"),  # Scotland's boards, before nhs.scot
        ("foi@northport.nhs.scot", "northport.nhs.scot"),
        ("foi@northporttrust.hscni.net", "northporttrust.hscni.net"),
        ("head@oakfield.northport.ni.sch.uk", "oakfield.northport.ni.sch.uk"),  # one school of a town
        ("office@mail.oakfield.northport.ni.sch.uk", "oakfield.northport.ni.sch.uk"),
        ("office@oakfield.northshire.sch.uk", "oakfield.northshire.sch.uk"),
    ],
)
def test_a_body_is_known_by_the_domain_that_is_its_own(address: str, domain: str) -> None:
    assert registrable_domain(address) == domain


@pytest.mark.parametrize(
    "address",
    [
        "someone@scot.nhs.uk",
        "office@hwbcymru.net",  # every school in Wales
        "office@c2kni.net",  # every school in Northern Ireland
        "info@northport.ni.sch.uk",  # a town, not a school
        "info@ni.sch.uk",
        "pupil@glow.sch.uk",
        "someone@nhs.net",
        "someone@gov.uk",
        "someone@wales.nhs.uk",
        "someone@gig.cymru",
        "northport.council@gmail.com",
        "reply@northport.icasework.com",
        "",
    ],
)
def test_what_a_whole_sector_shares_proves_nothing_about_one_body(address: str) -> None:
    assert registrable_domain(address) == ""
