"""The quick look whether a letter may quote never says no where the close look finds a quote."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.rules.mail.quotes import PassageKind, fold_quotes
from dueregard.rules.mime.quoted_headers import attribution_at, leads_to_a_quote, may_quote, old_mail_at

SPACE = st.sampled_from(["", " ", "  ", "\t", "\u00a0", "* ", "> ", ">", "*", "   > "])
LEAD = st.sampled_from(
    [
        "On Mon, 23 Nov 2026 at 10:00, Asha Example <asha@northport.example> wrote:",
        "on 3 November 2026",
        "the team wrote:",
        "Ar Llun, 23 Tach 2026 am 10:00, ysgrifennodd Asha Example:",
        "Ysgrifennodd Asha ar 23.11.2026:",
        "-----Original Message-----",
        "---- Forwarded message ----",
        "Begin forwarded message:",
        "Dechrau\u2019r neges a anfonwyd ymlaen:",
        "_" * 20,
        "=" * 10,
        "From: Asha Example",
        "*From:* Asha",
        "Oddi wrth : Asha",
        "Bho: Asha",
        "Sent: Monday",
        "To: Northport",
        "Subject: Training",
        "Pwnc: Hyfforddiant",
        "We hold no policy.",
        "",
    ]
)
LINE = st.builds(lambda space, lead, end: f"{space}{lead}{end}", SPACE, LEAD, st.sampled_from(["", " ", "\r", " :"]))
LETTER = st.lists(st.one_of(LINE, st.text(st.characters(exclude_characters="\n"), max_size=30)), max_size=12)


@settings(max_examples=500)
@given(LETTER)
def test_a_line_that_leads_to_a_quote_always_passes_the_quick_look(lines: list[str]) -> None:
    for place, line in enumerate(lines):
        if line.lstrip().startswith(">") or attribution_at(lines, place) or old_mail_at(lines, place, {}):
            assert may_quote(line)


@settings(max_examples=500)
@given(LETTER)
def test_a_letter_in_which_something_is_quoted_always_passes_the_quick_look(lines: list[str]) -> None:
    text = "\n".join(lines)
    if any(passage.kind is PassageKind.QUOTED for passage in fold_quotes(text)):
        assert may_quote(text)


def test_a_plain_letter_is_not_looked_at_any_closer() -> None:
    assert not may_quote("Dear Asha,\n\nWe hold no policy.\n\nYours sincerely,\nNorthport Council\n")
    assert leads_to_a_quote(["From: Asha"], 0)
    assert may_quote("From: Asha")
