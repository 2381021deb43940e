"""The words of rich text come out as a reader sees them, in a number of steps that grows with its length alone."""

import pytest

from dueregard.records.evidence.gateways.readers.markup import text_of_rtf
from dueregard.rules.text import rich_text
from dueregard.rules.text.rich_text import without_idle_stars, words_of_rich_text

HEAD = rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 X;}{\f2\fcharset128 Y;}}"


@pytest.mark.parametrize(
    ("rich", "words"),
    [
        (rb"one\par two\line three\par", "one\ntwo\nthree\n"),
        (rb"Caf\'e9 \'a35 \'96 it\rquote s \ldblquote so\rdblquote", "Café £5 – it’s “so”"),
        (rb"t\u375?\u9786 x{\uc0 \u163 5}{\uc2 \u163\'a3\'a35}", "tŷ☺£5£5"),
        (rb"\u-10179?\u-8704?", "\U0001f600"),
        (rb"{\f1\'cf\'f0}{\f2\'82\'a0}", "Прあ"),
        (rb"a\{b\}c\\d\~e\_f\-g", "a{b}c\\d e-fg"),
        (rb"{\*\generator Word;}{\pict\bin4 {{}}}{\info{\author A Person}}seen", "seen"),
        (rb"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 words{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0", "words\n"),
        (
            rb'{\field{\*\fldinst{HYPERLINK "https://a.example/x?y=1"}}{\fldrslt{\ul the answer}}}.',
            "the answer <https://a.example/x?y=1>.",
        ),
        (rb'{\field{\*\fldinst HYPERLINK "https://a.example"}{\fldrslt https://a.example}}', "https://a.example"),
        (rb'{\field{\*\fldinst HYPERLINK \\l "part2"}{\fldrslt part 2}}', "part 2"),
        (rb"\trowd a\cell b\cell\row", "a\tb\t\n"),
        (b"line\r\nbreaks\r\n\\par\r\nmean nothing", "linebreaks\nmean nothing"),
        (rb"{\listtext\tab 1.\tab}first", "\t1.\tfirst"),
    ],
)
def test_rich_text_says_what_a_reader_sees(rich: bytes, words: str) -> None:
    assert words_of_rich_text(HEAD + rich + b"}") == words


@pytest.mark.parametrize(
    "content", [b"", b"no rich text", b"{\\rtf1", b"}}}}", b"\\", b"{\\rtf1\\u99999999999 x", b"\\bin9"]
)
def test_any_bytes_have_words(content: bytes) -> None:
    assert isinstance(words_of_rich_text(content), str)


@pytest.mark.parametrize(
    "unit",
    [
        b"{",
        b"{\\pict",
        b"{\\fonttbl{\\f0\\fcharset0 ",
        b'{\\field{\\*\\fldinst HYPERLINK "',
        b"\\'e9",
        b"\\u163?",
        b"\\par ",
        b"\\",
    ],
)
def test_reading_takes_steps_in_proportion_to_the_length(unit: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [0]
    take = rich_text._Reader.take

    def counted(reader: rich_text._Reader, found: object) -> int:
        steps[0] += 1
        return take(reader, found)  # type: ignore[arg-type]

    monkeypatch.setattr(rich_text._Reader, "take", counted)
    found = []
    for length in (10_000, 100_000, 1_000_000):
        steps[0] = 0
        words_of_rich_text(b"{\\rtf1 " + unit * (length // len(unit)))
        found.append(steps[0] / length)
    assert max(found) < 1.5 * min(found) + 0.001


STARS = [
    (rb"{\f0\b0\*\cs7 shown}", "shown\n"),
    (rb"{\*\cs7 shown}", "shown\n"),
    (b"{\r\n\\*\\unheardof left out}and shown", "and shown\n"),
    (rb"{\b bold\*\unheardof  too}", "bold too\n"),
    (rb"a star \\* behind a backslash", "a star \\* behind a backslash\n"),
]


@pytest.mark.parametrize(("rich", "words"), STARS)
def test_a_star_leaves_out_a_group_only_at_its_beginning(rich: bytes, words: str) -> None:
    content = HEAD + rich + rb"\par}"
    assert words_of_rich_text(content) == words
    assert text_of_rtf(content).strip("\n") == words.strip("\n")


def test_raw_bytes_that_look_like_a_star_stay() -> None:
    assert without_idle_stars(r"\bin4 a\*b\*c") == r"\bin4 a\*bc"
