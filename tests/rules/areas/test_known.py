"""What the map of one question says of an area: a word, a sign and a pattern for each state."""

from dueregard.rules.areas.known import Asked, Known, area_known, state_of_value

YES_NO = ("yes", "no", "unclear")


def test_each_answer_has_its_state() -> None:
    said = [state_of_value(value, YES_NO, is_old=False) for value in (*YES_NO, "not stated")]
    assert said == [Known.FIRST, Known.SECOND, Known.THIRD, Known.NOT_STATED]
    assert state_of_value("fourth", ("a", "b", "c", "fourth"), is_old=False) is Known.OTHER
    assert state_of_value("12", (), is_old=False) is Known.FIRST
    assert state_of_value("yes", YES_NO, is_old=True) is Known.OLD


def test_an_area_is_what_most_of_its_bodies_answered() -> None:
    assert area_known({Known.FIRST: 2, Known.SECOND: 1, Known.NEVER: 9}, is_meant=True) is Known.FIRST
    assert area_known({Known.FIRST: 1, Known.SECOND: 1}, is_meant=True) is Known.SECOND
    assert area_known({Known.OLD: 5, Known.FIRST: 1}, is_meant=True) is Known.FIRST
    assert area_known({Known.OLD: 1, Known.ASKED: 5}, is_meant=True) is Known.OLD
    assert area_known({Known.ASKED: 1, Known.NEVER: 5}, is_meant=True) is Known.ASKED
    assert area_known({Known.NEVER: 5}, is_meant=True) is Known.NEVER
    assert area_known({}, is_meant=False) is Known.NOT_MEANT


def test_every_state_has_a_sign_and_words_of_its_own() -> None:
    asked = Asked("policy", "Is there a policy?", (), (), YES_NO)
    assert len({state.sign for state in Known}) == len(Known)
    assert len({asked.words(state) for state in Known}) == len(Known)
    assert all(state.pattern or state.paint for state in Known)
