"""Lines that were cut for the journey are whole again: a link cut in two works, a quote stays a quote."""

import pytest

from dueregard.rules.mime.flowed import unfold
from dueregard.rules.mime.incoming import read_mail
from tests.mail.make import mail


@pytest.mark.parametrize(
    ("sent", "delsp", "whole"),
    [
        ("one \ntwo", False, "one two"),
        ("https://a.exam \nple/x", True, "https://a.example/x"),
        ("one  \ntwo", True, "one two"),
        ("one\ntwo", False, "one\ntwo"),
        ("> one \n> two\nthree", False, "> one two\nthree"),
        (">> one \n> two", False, ">> one \n> two"),
        (">one \n>two", False, "> one two"),
        (" From here \nto there", False, "From here to there"),
        (" > no quote", False, "> no quote"),
        ("Yours \n-- \nA Person", False, "Yours \n-- \nA Person"),
        ("end of text ", False, "end of text "),
        ("\n \n", False, "\n\n"),
    ],
)
def test_soft_breaks_go_and_hard_ones_stay(sent: str, delsp: bool, whole: str) -> None:
    assert unfold(sent, delsp=delsp) == whole


@pytest.mark.parametrize("label", ["flowed", '"flowed"', "Flowed"])
def test_a_letter_that_says_so_is_unfolded(label: str) -> None:
    raw = mail(b"We refuse \nyour request.\n", Content_Type=f"text/plain; format={label}")
    assert read_mail(raw).text == "We refuse your request."


def test_a_letter_that_does_not_say_so_keeps_its_lines() -> None:
    assert read_mail(mail(b"We refuse \nyour request.\n")).text == "We refuse \nyour request."
