"""The code on a voting slip: sixteen letters in fours, the last of which checks the others.

Chooses no code at random and knows none; says whether what was typed can be one, and else which kind of slip it is.
"""

from __future__ import annotations

from collections.abc import Callable

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # 23, a prime: no I, O and Q, which look like others
LENGTH = 16
GROUP = 4
_SEPARATORS = " -\u2010\u2011\u2012\u2013\u2014.\u00a0\t"


class NotACode(ValueError):
    """What was typed is no code; the message says which kind of slip it seems to be."""


def new_code(below: Callable[[int], int]) -> str:
    """Return a code; `below(n)` gives a number from 0 to n - 1 that nobody can guess."""
    letters = "".join(LETTERS[below(len(LETTERS))] for _ in range(LENGTH - 1))
    return letters + _check_letter(letters)


def read_code(typed: str) -> str:
    """Return the code in what was typed, in any case and however it is spaced. Raises: NotACode"""
    letters = "".join(letter for letter in typed.upper() if letter not in _SEPARATORS)
    if not letters:
        raise NotACode("Type the code on your slip.")
    strange = next((letter for letter in letters if letter not in LETTERS), None)
    if strange is not None:
        raise NotACode(_strange(strange))
    if len(letters) < LENGTH:
        missing = LENGTH - len(letters)
        raise NotACode(f"{missing} letter{'s are' if missing > 1 else ' is'} missing. The code has {LENGTH} letters.")
    if len(letters) > LENGTH:
        over = len(letters) - LENGTH
        raise NotACode(f"There {'are' if over > 1 else 'is'} {over} letter{'s' if over > 1 else ''} too many. "
                       f"The code has {LENGTH} letters.")  # fmt: skip
    if letters[-1] != _check_letter(letters[:-1]):
        raise NotACode("One letter is wrong, or two have changed places. Compare each letter with your slip.")
    return letters


def in_groups(code: str) -> str:
    """Return a code as it is printed."""
    return " ".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def _check_letter(letters: str) -> str:
    """Return the letter that makes the weighted sum of all divisible by 23.

    Weights are all different, and none is 0 modulo a prime: one wrong letter shows, and so do two that changed places.
    """
    total = sum((at + 2) * LETTERS.index(letter) for at, letter in enumerate(letters))
    return LETTERS[-total % len(LETTERS)]


def _strange(letter: str) -> str:
    if letter in "IOQ":
        likely = {"I": "J or L", "O": "D or U", "Q": "G"}[letter]
        return f"No code has the letter {letter}. Look again: it may be {likely}."
    if letter.isdigit():
        return f"A code has letters only, no digits. Look again where you typed {letter}."
    return f"A code has only letters from A to Z. “{letter}” is something else."
