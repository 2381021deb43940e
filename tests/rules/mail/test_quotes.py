"""A letter's own words are told from what it quotes and from its signature, and no sign of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.mail.quotes import PassageKind, fold_quotes, own_words

OWN, QUOTED, SIGNATURE = PassageKind.OWN, PassageKind.QUOTED, PassageKind.SIGNATURE
LETTERS = [
    (
        "marked quote below",
        "Our answer.\n\nOn Mon, 23 Nov 2026 at 10:00, Asha wrote:\n> Please tell us.",
        [OWN, QUOTED],
    ),
    ("quote above the answer", "> Please tell us.\n\nOur answer.", [QUOTED, OWN]),
    ("answers between quotes", "> One?\nForty.\n> Two?\nNone.", [QUOTED, OWN, QUOTED, OWN]),
    (
        "attribution over two lines",
        "Yes.\n\nOn Mon, 23 Nov 2026 Asha Example\n<a@b.example> wrote:\n> x",
        [OWN, QUOTED],
    ),
    ("unmarked quote", "Yes.\n\nOn Mon, 23 Nov 2026, Asha wrote:\n\nPlease tell us.", [OWN, QUOTED]),
    ("Outlook headers", "Yes.\n\nFrom: Asha\nSent: Monday\nTo: FOI\nSubject: Prevent\n\nPlease.", [OWN, QUOTED]),
    (
        "Outlook ruler",
        "Yes.\n________________________________\nFrom: A\nSent: B\nTo: C\nSubject: D\n\nx",
        [OWN, QUOTED],
    ),
    ("original message", "Yes.\n-----Original Message-----\nFrom: Asha\nx", [OWN, QUOTED]),
    ("forwarded message", "FYI\n---------- Forwarded message ---------\nFrom: A\nx", [OWN, QUOTED]),
    ("signature", "Yes.\n-- \nFOI team\nNorthport", [OWN, SIGNATURE]),
    ("disclaimer", "Yes.\n\nThis email and any files are confidential and intended\nsolely for you.", [OWN, SIGNATURE]),
    ("signature, then quote", "Yes.\n-- \nFOI\n\nOn Mon, 23 Nov 2026, Asha wrote:\n> x", [OWN, SIGNATURE, QUOTED]),
    (
        "Welsh attribution",
        "Nid ydym yn ei gadw.\n\nAr Llun, 23 Tach 2026 am 10:00, ysgrifennodd Asha Example <a@b.example>:\n> x",
        [OWN, QUOTED],
    ),
    (
        "Welsh attribution, verb last",
        "Na.\n\nAr 23 Tach 2026, Asha Example <a@b.example> ysgrifennodd:\n> x",
        [OWN, QUOTED],
    ),
    (
        "Welsh attribution over lines",
        "Na.\n\nAr 23 Tach 2026\nysgrifennodd Asha Example <a@b.example>:\n> x",
        [OWN, QUOTED],
    ),
    ("Welsh attribution, verb first", "Na.\n\nYsgrifennodd Asha ar 23 Tachwedd 2026:\n> x", [OWN, QUOTED]),
    ("Outlook in Welsh", "Na.\n\nOddi wrth: Asha\nAnfonwyd: Llun\nAt: FOI\nPwnc: Prevent\n\nPlease.", [OWN, QUOTED]),
    (
        "Outlook in Irish",
        "N\u00edl.\n\n\u00d3: Asha\nSeolta: Luan\nChuig: FOI\n\u00c1bhar: Prevent\n\nPlease.",
        [OWN, QUOTED],
    ),
    ("original message in Welsh", "Na.\n-----Neges Wreiddiol-----\nOddi wrth: Asha\nx", [OWN, QUOTED]),
    ("Welsh prose", "Ar 3 Tachwedd 2026 ysgrifennodd y Cyngor atoch.\n\nAt: ein cofnodion.\nO: dim.", [OWN]),
    ("nothing quoted", "On 3 November 2026 we received your request.\n\nFrom: our records.", [OWN]),
    ("a letter about itself", "This email is to acknowledge your request.", [OWN]),
]


@pytest.mark.parametrize(("letter", "kinds"), [row[1:] for row in LETTERS], ids=[row[0] for row in LETTERS])
def test_passages_are_told_apart(letter: str, kinds: list[PassageKind]) -> None:
    assert [passage.kind for passage in fold_quotes(letter)] == kinds


@given(st.lists(st.sampled_from(["> a", "b", "", "-- ", "On Mon 1 Jan 2026, A wrote:", "From: x", "To: y", "Sent: z"])))
def test_nothing_of_a_letter_is_lost(lines: list[str]) -> None:
    letter = "\n".join(lines)
    assert "\n".join(passage.text for passage in fold_quotes(letter)) == letter


OUR_LETTER = OurLetters.of("Please send us:\n\n1. Your policy on the Prevent duty.\n2. What the training cost.\n")
ANSWERED = [
    (
        "marked, the answers unmarked",
        "> 1. Your policy on the Prevent duty.\nWe have none.\n> 2. What the training cost.\nForty pounds.",
        ["We have none.", "Forty pounds."],
    ),
    (
        "marked, the answers as well",
        "> 1. Your policy on the Prevent duty.\n> We have none.\n> 2. What the training cost.\n> Forty pounds.",
        ["> We have none.", "> Forty pounds."],
    ),
    (
        "unmarked, under the headers of Outlook",
        "See below.\n\nFrom: Asha\nSent: Monday\nTo: FOI\nSubject: Prevent\n\n1. Your policy on the Prevent duty.\n"
        "We have none.\n\n2. What the training\ncost.\nForty pounds.",
        ["See below.\n", "We have none.", "Forty pounds."],
    ),
    (
        "a letter of somebody else, under the headers of Outlook",
        "FYI\n\nFrom: Legal\nSent: Monday\nTo: FOI\nSubject: Prevent\n\nTell them that we hold nothing.",
        ["FYI\n"],
    ),
]


@pytest.mark.parametrize(("letter", "own"), [row[1:] for row in ANSWERED], ids=[row[0] for row in ANSWERED])
def test_with_our_letter_at_hand_no_word_of_theirs_is_folded(letter: str, own: list[str]) -> None:
    passages = fold_quotes(letter, OUR_LETTER)
    assert [passage.text for passage in passages if passage.kind is OWN and passage.text.strip()] == own
    assert "\n".join(passage.text for passage in passages) == letter


def test_what_calls_itself_an_answer_is_one_even_without_our_letter() -> None:
    quoted = "From: Asha\nSent: Monday\nTo: FOI\nSubject: Prevent\n\n1. Your policy?\n\nANSWER: None.\n\n2. Costs?"
    passages = fold_quotes(f"See below.\n\n{quoted}")
    assert "ANSWER: None." in [passage.text for passage in passages if passage.kind is OWN]


NO_SIGNATURE = [
    "Yes.\n--\nWe refuse the rest under section 14.",
    "Yes.\n-- \nWe refuse the rest under section 14.",
    "Yes.\n\nThis email is our response. The information is confidential and is withheld under section 41.",
    "Yes.\n\nThis message and your request are closed: the sender and the recipients have gone.",
]


@pytest.mark.parametrize("letter", NO_SIGNATURE)
def test_a_decision_is_no_signature_however_it_begins(letter: str) -> None:
    assert [passage.kind for passage in fold_quotes(letter)] == [OWN]


def test_who_is_quoted_in_a_sentence_folds_nothing() -> None:
    assert own_words("On 29 November 2026 you wrote:\n\n1. Your policy.\nWe hold none.").endswith("We hold none.")


def test_a_mail_that_only_forwards_speaks_with_what_it_forwards() -> None:
    assert "Our answer" in own_words("---------- Forwarded message ---------\nFrom: FOI\n\nOur answer.")
    assert own_words("Yes.\n> Please tell us.") == "Yes."
