"""A letter with many "<" or "&" with which nothing begins is read as quickly as another, and reads as it would have."""

from collections.abc import Iterator

import pytest

from dueregard.rules.mime import html
from dueregard.rules.mime.html import html_to_text, safe_html

LETTERS = (
    "<" * 2_000,
    "<p>" + "< " * 900 + "</p><b>bold</b>",
    "a<b, b<<c, 3 < 4 <<< <b>x</b> " * 300,
    "<<<p>one<<</p>" * 400,
    '<a href="https://a.example/" title="1<<2<3">here <<</a> ' * 300,
    "<pre>" + "<<\n<<<\n" * 300 + "</pre>",
    "<!-- <<<< -->" * 200 + "after",
    "<style><<<<</style><script><<<<</script><title><<<<</title>seen <" * 100,
    "&lt;<<&#60;<&lt<" * 300,
    "<\ue000<\ue001< " * 300,
    "<\n<\t<=<1<-<\u00e9<" * 200,
    "<table><tr><td><<<td>2<</table><" * 200,
    "&" * 2_000,
    "<p>" + "& " * 900 + "&amp;&lt;&#60;&nbsp;&pound;&copy</p>",
    "R&D, a & b, &&amp;& &\n&<b>&</b>" * 300,
    '<a href="https://a.example/?a=1& b=2&&c=3&amp;&" title="&&lt;&">here &</a> ' * 300,
    "<a href=https://a.example/?&>x</a> <b &>y</b> <i&>z</i> <p&>" * 300,
    "<pre>" + "&&\n& &&\n" * 300 + "</pre>",
    "<!-- &&&& -->" * 200 + "<style>&&</style><title>&&</title>& &",
    "&<&< &</b>&<&;&\u00a3&=&-" * 300,
)


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    html._tamed.cache_clear()
    yield
    html._tamed.cache_clear()


def both(letter: str) -> tuple[str, str]:
    """Return what is shown and what is read, but for the places at which a very long line may be broken."""
    return safe_html(letter).replace("<wbr>", ""), html_to_text(letter)


@pytest.mark.parametrize("letter", LETTERS)
def test_it_reads_as_if_the_parser_had_taken_each_sign_for_itself(letter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(html._tamed(letter)[1]), "or the quick way is not tried"
    quick = both(letter)
    monkeypatch.setattr(html, "_stand_in", lambda text: "")
    html._tamed.cache_clear()
    assert quick == both(letter)


def test_an_ordinary_letter_takes_the_ordinary_way() -> None:
    letter = "<p>5 &lt; 6, and 5 < 6 & 7. Dear Ms <Hughes>,</p>" * 300
    assert html._tamed(letter) == (letter, ("", ""))


def test_the_parser_is_given_no_run_of_signs_that_begin_nothing() -> None:
    tamed, (sign, _) = html._tamed("<" * 100_000 + "b>x")
    assert tamed == sign * 99_999 + "<b>x"
    assert safe_html("<" * 100_000 + "b>x") == "&lt;" * 99_999 + "<b>x</b>"


def test_a_letter_that_has_every_sign_for_private_use_is_read_the_slow_way() -> None:
    letter = "".join(map(chr, html._STAND_INS)) + "< " * 500
    assert html._tamed(letter) == (letter, ("", ""))
    assert html_to_text(letter).endswith("< <")
