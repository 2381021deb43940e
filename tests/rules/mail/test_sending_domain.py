"""A domain's records are judged as receivers read them: SPF by RFC 7208, DMARC by RFC 9989, DKIM by RFC 6376."""

import pytest

from dueregard.rules.mail.sending_domain import dkim_trouble, dmarc_trouble, spf_trouble

CAPITALS = "in capitals"
NONE = "there is no DMARC record"
SEVERAL = "several DMARC records"
NO_POLICY = "no policy"


@pytest.mark.parametrize(
    ("record", "trouble"),
    [
        ("v=DMARC1; p=none", ""),
        ("v=DMARC1;p=reject;rua=mailto:reports@northport.example", ""),
        ("V = DMARC1 ; p=quarantine", ""),  # RFC 9989: white space around "=" and ";", the tag's name in either case
        ("v=dmarc1; p=none", CAPITALS),  # the value alone is in capitals always
        ("v=DMARC1 p=none", CAPITALS),  # without the semicolon the version is "DMARC1 p=none"
        ("v=DMARC12; p=none", CAPITALS),
        (" v=DMARC1; p=none", CAPITALS),  # nothing may come before it
        ("p=none; v=DMARC1", NONE),
        ("v=spf1 -all", NONE),
        ("v=DMARC1;", NO_POLICY),
        ("v=DMARC1; p=rejct", NO_POLICY),
    ],
)
def test_a_dmarc_record_counts_only_as_receivers_read_it(record: str, trouble: str) -> None:
    said = dmarc_trouble([record])
    assert trouble in said
    assert bool(said) is bool(trouble)


def test_two_dmarc_records_are_none_and_one_beside_another_text_is_one() -> None:
    assert SEVERAL in dmarc_trouble(["v=DMARC1; p=none", "v=DMARC1; p=reject"])
    assert dmarc_trouble(["v=DMARC1; p=none", "v=dmarc1; p=none"]) == ""
    assert NONE in dmarc_trouble([])


def test_spf_and_dkim_troubles_are_said() -> None:
    assert spf_trouble(["v=spf1 mx -all"]) == ""
    assert "+all" in spf_trouble(["v=spf1 +all"])
    assert "several" in spf_trouble(["v=spf1 -all", "v=spf1 mx -all"])
    assert dkim_trouble(["v=DKIM1; p=MIIB"]) == ""
    assert dkim_trouble(["v=DKIM1; p="]) != ""
