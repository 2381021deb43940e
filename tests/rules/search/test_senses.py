"""A sentence tells who asks, and which of a word's senses it has; where it tells neither, nothing is made up."""

import pytest

from dueregard.rules.search import senses
from dueregard.rules.search.senses import senses_of


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("I'm a student and my tutor wrote something", "student"),
        ("as a nurse can I say no", "nurse"),
        ("teacher here, what now", "teacher"),
        ("school governor: what must we do", "governor"),
        ("they asked my son", "parent"),
        ("can they search my childs phone", "parent"),
        ("my year 9 class", "teacher"),
        ("my GP told them", "patient"),
        ("my boss says so", "worker"),
        ("journalist looking for refusals", "journalist"),
        ("the councillor asked", "councillor"),
        ("im a first year undergraduate", "student"),
    ],
)
def test_a_role_is_read_from_what_people_say_of_themselves(typed: str, role: str) -> None:
    found = senses_of(typed)
    assert f"I am a {role}" in found.roles
    assert f"I am a {role}" not in found.others


def test_who_somebody_is_weighs_more_than_the_people_they_speak_of() -> None:
    assert senses_of("I'm a lecturer, must I report a student").roles == ("I am a lecturer",)
    assert senses_of("as a student I was told by my lecturer").roles == ("I am a student",)
    assert senses_of("I am a nurse and my son was questioned").roles == ("I am a nurse", "I am a parent")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("can I refuse an interview", senses.TALK),
        ("do I have to talk to the officer", senses.TALK),
        ("can I refuse to go to Channel", senses.PANEL),
        ("the council refused my request", senses.INFORMATION),
        ("they cite section 36", senses.INFORMATION),
        ("refusal under s.24(1)", senses.INFORMATION),
        ("no reply to our FOI", senses.INFORMATION),
        ("is there a phone number", senses.PEOPLE),
        ("I need someone to talk to", senses.PEOPLE),
        ("urgent", senses.PEOPLE),
        ("who can I call", senses.PEOPLE),
        ("is Hull a priority area", senses.MONEY),
        ("Prevent funding", senses.MONEY),
        ("told to refer a family", senses.REFER),
        ("somebody has reported me", senses.REFERRED),
        ("how do I get my name off the list", senses.OWN_DATA),
        ("can i refuse to make a referal", senses.REFER),
        ("they say it costs to much to answer", senses.INFORMATION),
        ("what does the law say schools must do", senses.LAW),
        ("are schools legally required to report", senses.LAW),
        ("send documents without being traced", senses.HIDDEN),
        ("pass on papers anonymously", senses.HIDDEN),
        ("he wants me to sign that i was at the prevent trainning", senses.TRAINING),
    ],
)
def test_a_sense_is_read_from_the_words_beside_a_word(typed: str, says: str) -> None:
    assert says in senses_of(typed).meant


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("can I refuse an interview", senses.INFORMATION),
        ("they refused my FOI request about the interview", senses.TALK),
        ("refused my subject access request", senses.INFORMATION),
        ("refused because of the cost limit", senses.MONEY),
        ("does my lecturer have to report me", senses.REFER),
    ],
)
def test_another_sense_of_the_same_word_is_left_alone(typed: str, says: str) -> None:
    assert says not in senses_of(typed).meant


@pytest.mark.parametrize("typed", ["", "policy", "Leeds City Council", "risk assessment 2024", "section 26", "minutes"])
def test_words_that_tell_neither_have_no_sense(typed: str) -> None:
    assert not senses_of(typed)
