"""The reply address of a case cannot be guessed, and is found again however people and mail programmes write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.casework.reply_address import (
    ALPHABET,
    RANDOM_BYTES,
    TOKEN_LENGTH,
    NoPlaceForToken,
    TooLittleRandomness,
    is_token,
    make_token,
    near_tokens,
    normalise_token,
    reply_address,
    tokens_in,
)

PATTERN = "foi-{token}@example.org"
PLUS_PATTERN = "box+{token}@mail.example.org"
TOKEN = "h5hd7h4ccthjr"

tokens = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES).map(make_token)

AS_WRITTEN = [
    "foi-{t}@example.org",
    "FOI-{T}@EXAMPLE.ORG",
    '"foi-{t}"@example.org',
    '"foi-{t}@example.org"',
    "'foi-{t}@example.org'",
    "\u2018foi-{t}@example.org\u2019",
    "<foi-{t}@example.org>",
    "<<foi-{t}@example.org>",
    "FOI Team <foi-{t}@example.org>; somebody@northport.example",
    "mailto:foi-{t}@example.org",
    "foi-{t} @example.org",
    "foi-{t}%40example.org",
    "https://northport.example/reply?to=foi%2D{t}%40example.org",
    "address=3Dfoi-{t}@example.org",
    "foi-\u200b{t}@example.org\ufeff",
    "f0i-{t}@example.org",
    "FOl-{t}@example.org",
    "foi-{t}@example.org.",
    "prvs=ab12=foi-{t}@example.org",
]

NOT_OURS = [
    "foi@example.org",
    "foi-{t}@example.com",
    "foi-{t}@example.org.evil.example",
    "foi-{t}@notexample.org",
    "foi-{t}@example.organic",
    "xfoi-{t}@example.org",
    "foi-{short}@example.org",
    "foi-{t}{t}@example.org",
    "",
]


@pytest.mark.parametrize("written", AS_WRITTEN)
def test_a_token_survives_what_mail_programmes_do_to_it(written: str) -> None:
    assert tokens_in([written.format(t=TOKEN, T=TOKEN.upper())], PATTERN) == (TOKEN,)


@pytest.mark.parametrize("written", NOT_OURS)
def test_other_addresses_hold_no_token(written: str) -> None:
    assert tokens_in([written.format(t=TOKEN, short=TOKEN[:8])], PATTERN) == ()


@given(tokens)
def test_every_token_survives_upper_case_and_the_plus_sign_of_a_link(token: str) -> None:
    address = reply_address(PLUS_PATTERN, token)
    assert tokens_in([address.upper(), address.replace("+", "%2B")], PLUS_PATTERN) == (token,)


@given(tokens)
def test_signs_that_look_alike_are_read_as_the_one_we_use(token: str) -> None:
    misread = token.translate(str.maketrans("0125 8", "oizs b"))
    assert normalise_token(f' "{misread.upper()}\u200b"; ') == token


@given(tokens, st.data())
def test_a_token_with_one_slip_is_near_the_right_one(token: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, TOKEN_LENGTH - 1))
    sign = data.draw(st.sampled_from(ALPHABET))
    missing = token[:place] + token[place + 1 :]
    extra = token[:place] + sign + token[place:]
    wrong = token[:place] + sign + token[place + 1 :]
    swapped = token[: max(place - 1, 0)] + token[max(place - 1, 0) : place + 1][::-1] + token[place + 1 :]
    for slip in (missing, extra, wrong, swapped):
        (read,) = tokens_in([f"foi-{slip}@example.org"], PATTERN)
        assert token in near_tokens(read) | {read}


@given(tokens)
def test_few_enough_tokens_are_near_to_ask_for_them_all_at_once(token: str) -> None:
    near = near_tokens(token)
    assert token not in near
    assert all(is_token(slip) for slip in near)
    assert len(near) < 500


def test_nobody_guesses_a_token() -> None:
    assert len(ALPHABET) ** TOKEN_LENGTH > 2**60
    assert not set("oilzsbaeuy") & set(ALPHABET)


def test_two_random_numbers_make_two_tokens() -> None:
    assert make_token(b"a" * RANDOM_BYTES) != make_token(b"b" * RANDOM_BYTES)


def test_too_little_randomness_makes_no_token() -> None:
    with pytest.raises(TooLittleRandomness):
        make_token(b"short")


@pytest.mark.parametrize("pattern", ["foi@example.org", "foi@{token}.example.org", "{token}{token}@example.org"])
def test_a_pattern_without_one_place_for_the_token_is_refused(pattern: str) -> None:
    with pytest.raises(NoPlaceForToken):
        reply_address(pattern, TOKEN)


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    assert all(len(token) in range(TOKEN_LENGTH - 1, TOKEN_LENGTH + 2) for token in tokens_in([text], PATTERN))


def test_two_addresses_give_two_tokens_in_order() -> None:
    other = "mk47pxw0n1rqt"
    assert tokens_in([f"foi-{other}@example.org, foi-{TOKEN}@example.org", f"foi-{other}@example.org"], PATTERN) == (
        other,
        TOKEN,
    )
