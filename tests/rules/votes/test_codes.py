"""A code is read however it is typed, and a slip of the finger is found and named."""

from random import Random

import pytest

from dueregard.rules.votes.codes import LENGTH, LETTERS, NotACode, in_groups, new_code, read_code

CODES = [new_code(Random(seed).randrange) for seed in range(30)]


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_read_in_any_case_and_spacing(code: str) -> None:
    assert read_code(in_groups(code)) == code
    assert read_code(f"  {in_groups(code).lower().replace(' ', '–')} ") == code
    assert len(in_groups(code).split()) == 4


@pytest.mark.parametrize("code", CODES[:10])
def test_every_single_wrong_letter_is_found(code: str) -> None:
    for at in range(LENGTH):
        for letter in LETTERS:
            if letter != code[at]:
                with pytest.raises(NotACode, match="One letter is wrong"):
                    read_code(code[:at] + letter + code[at + 1 :])


@pytest.mark.parametrize("code", CODES)
def test_every_two_letters_that_changed_places_are_found(code: str) -> None:
    for at in range(LENGTH):
        for other in range(at + 1, LENGTH):
            letters = list(code)
            letters[at], letters[other] = letters[other], letters[at]
            if letters[at] != letters[other]:
                with pytest.raises(NotACode, match="changed places"):
                    read_code("".join(letters))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda code: "", "Type the code"),
        (lambda code: code[:-1], "1 letter is missing"),
        (lambda code: code[3:], "3 letters are missing"),
        (lambda code: code + "A", "There is 1 letter too many"),
        (lambda code: code + "AB", "There are 2 letters too many"),
        (lambda code: "O" + code[1:], "No code has the letter O. Look again: it may be D or U"),
        (lambda code: "1" + code[1:], "no digits"),
        (lambda code: "É" + code[1:], "“É” is something else"),
        (lambda code: code[:-1] + "\u202e", "something else"),
    ],
)
def test_the_kind_of_slip_is_named(change: object, says: str) -> None:
    assert callable(change)
    with pytest.raises(NotACode, match=says):
        read_code(change(CODES[0]))
