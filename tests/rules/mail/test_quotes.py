"""A letter's own words are told from what it quotes and from its signature, and no sign of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def test_a_mail_that_only_forwards_speaks_with_what_it_forwards() -> None:
    assert "Our answer" in own_words("---------- Forwarded message ---------\nFrom: FOI\n\nOur answer.")
    assert own_words("Yes.\n> Please tell us.") == "Yes."
