"""A file keeps the name its sender gave it, however the name was cut, coded or folded; none leads to a folder."""

import pytest

from dueregard.rules.mime.headers import read_parameters
from dueregard.rules.mime.incoming import read_mail
from dueregard.rules.mime.text import safe_name
from tests.mail.make import mixed, part

NAME = "Ymateb i gais £12m – tŷ addysg.xlsx"


@pytest.mark.parametrize(
    "said",
    [
        "filename*=UTF-8''Ymateb%20i%20gais%20%C2%A312m%20%E2%80%93%20t%C5%B7%20addysg.xlsx",
        "filename*0*=UTF-8''Ymateb%20i%20gais%20%C2; filename*1*=%A312m%20%E2%80%93%20t%C5%B7; "
        'filename*2=" addysg.xlsx"',
        "filename*1=\" addysg.xlsx\"; filename*0*=UTF-8''Ymateb%20i%20gais%20%C2%A312m%20%E2%80%93%20t%C5%B7",
        'filename*0="=?UTF-8?Q?Ymateb_i_gais_=C2=A312m_=E2=80=93_t=C5=B7_ad"; filename*1="dysg.xlsx?="',
        'filename*0="=?UTF-8?Q?Ymateb_i_gais_=C2=A312m?="; filename*1=" =?UTF-8?Q?_=E2=80=93_t=C5=B7_addysg.xlsx?="',
        'filename="=?UTF-8?Q?Ymateb_i_gais_=C2=A312m?=\n =?UTF-8?Q?_=E2=80=93_t=C5=B7_addysg.xlsx?="',
        'filename="=?UTF-8?Q?Ymateb_i_gais_=C2=A312m?="\n "=?UTF-8?Q?_=E2=80=93_t=C5=B7_addysg.xlsx?="',
        'filename="=?UTF-8?Q?wrong?="; '
        "filename*=UTF-8''Ymateb%20i%20gais%20%C2%A312m%20%E2%80%93%20t%C5%B7%20addysg.xlsx",
        f'filename="{NAME}"',
    ],
)
def test_a_name_is_put_together_from_its_pieces(said: str) -> None:
    raw = mixed(part(b"x", "application/octet-stream", Content_Disposition=f"attachment; {said}".encode()))
    assert [one.name for one in read_mail(raw).parts] == [NAME]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("C:\\Users\\jo\\Annex A.pdf", "Annex A.pdf"),
        ("/srv/jo/Annex A.pdf", "Annex A.pdf"),
        ("\\\\server\\share\\Annex A.pdf", "Annex A.pdf"),
        ("../../etc/passwd", "passwd"),
        ("FOI/2026/0123 response.pdf", "FOI 2026 0123 response.pdf"),
        ("Response 12/11/2026.pdf", "Response 12 11 2026.pdf"),
        ("...", "file-1"),
        ("a:b*c?.pdf", "a b c .pdf"),
    ],
)
def test_a_slash_of_a_number_stays_a_gap_and_a_path_loses_its_folders(said: str, shown: str) -> None:
    assert safe_name(said, "file-1") == shown


def test_a_long_name_loses_its_middle_so_that_names_that_begin_alike_differ() -> None:
    names = [safe_name("Response to the request for information about " * 5 + f"annex {one}.xlsx", "") for one in "AB"]
    assert all(len(name) <= 120 for name in names)
    assert names[0].startswith("Response to the request")
    assert (names[0][-12:], names[1][-12:]) == ("annex A.xlsx", "annex B.xlsx")


def test_a_forwarded_letter_is_named_by_its_subject_without_folders() -> None:
    inner = b"Subject: Re: FOI/2026/0123 \\ answer\n\nThe answer.\n"
    assert read_mail(mixed(part(inner, "message/rfc822"))).parts[0].name == "Re FOI 2026 0123 answer.eml"


def test_a_boundary_in_pieces_is_found_too() -> None:
    assert read_parameters(b'multipart/mixed; boundary*0="ed"; boundary*1="ge"').of["boundary"] == "edge"
