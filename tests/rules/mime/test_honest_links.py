"""A link in a stranger's e-mail is shown as what it is: none leads to this site, or looks as if it did."""

import pytest

from dueregard.rules.mime.honest_links import is_honest, with_honest_links
from dueregard.rules.mime.html import safe_html

OWN = {"dueregard.example", "localhost"}


@pytest.mark.parametrize(
    ("href", "words"),
    [
        ("https://northport.example/foi/123", "our response"),
        ("https://northport.example/foi/123", "https://northport.example/foi/123"),
        ("https://www.northport.example/", "northport.example"),
        ("https://northport.example/policy", "www.northport.example/policy"),
        ("https://files.northport.example/x", "policy-2026.pdf"),
        ("mailto:foi@northport.example", "foi@northport.example"),
        ("tel:+441632960000", "01632 960000"),
        ("https://northport.example/", "می\u200cخواهم · جواب"),
        ("https://northport.example/", "Our answer \U0001f468\u200d\U0001f469\ufe0f"),
        ("https://northport.example/foi", "Read more, or write to us."),
    ],
)
def test_a_plain_link_stays(href: str, words: str) -> None:
    assert is_honest(href, words, OWN)


@pytest.mark.parametrize(
    ("href", "words"),
    [
        ("https://dueregard.example/account/logout/", "our response"),
        ("https://DUEREGARD.example./desk/", "our response"),
        ("https://www.dueregard.example/desk/", "our response"),
        ("/account/logout/", "our response"),
        ("//dueregard.example/desk/", "our response"),
        ("?next=/desk/", "our response"),
        ("https://dueregard.example@northport.example/", "our response"),
        ("https://northport.example\\@dueregard.example/", "our response"),
        ("https://dueregard.example.northport.example/", "our response"),
        ("https://duereguard.example/", "our response"),
        ("https://dueregarb.example/", "our response"),
        ("https://duereg\u0430rd.example/", "our response"),
        ("https://xn--duereg-rd-example.example/", "https://dueregard.example/"),
        ("https://northport.example/", "https://dueregard.example/account/login/"),
        ("https://northport.example/", "Sign in at dueregard.example"),
        ("https://northport.example/", "Sign in at due\u200bregard.example"),
        ("https://northport.example/", "Sign in at duere\u00adgard.ex\u2060ample"),
        ("https://northport.example/", "Sign in at due\u034fregard.\ufe0fexample"),
        ("https://northport.example/", "Sign in at due\U000e0061regard.exam\u115fple"),
        ("https://northport.example/", "Sign in at \u202eelpmaxe.dragereud"),
        ("https://northport.example/", "Sign in at dueregard\u3002example"),
        ("https://northport.example/", "Sign in at dueregard\ua4f8example"),
        ("https://northport.example/", "Sign in at duéregard.example"),
        ("https://northport.example/", "https://southmoor.example/"),
        ("https://northport.example/", "southmoor.example"),
        ("http://localhost:8000/desk/", "our response"),
        ("javascript:alert(1)", "our response"),
        ("https://[broken/", "our response"),
        ("", "our response"),
    ],
)
def test_a_link_that_deceives_is_no_link(href: str, words: str) -> None:
    assert not is_honest(href, words, OWN)


def test_a_long_text_of_a_link_takes_its_share() -> None:
    assert not is_honest("https://northport.example/", "www." + "a." * 20_000, OWN)
    assert is_honest("https://northport.example/", "a-" * 20_000, OWN)


def test_what_is_shown_says_where_it_would_have_led() -> None:
    html = safe_html(
        '<p>See <a href="https://northport.example/1">our <b>response</b></a>, '
        '<a href="https://northport.example/?a=1&b=%22>">https://dueregard.example/<b>account</b></a> and '
        '<a href="/account/logout/" title="sign out">this</a>.</p>'
    )
    shown = with_honest_links(html, OWN)
    assert shown.count("<a ") == 1
    assert 'href="https://northport.example/1"' in shown
    assert "https://dueregard.example/<b>account</b> [this link leads to https://northport.example/?a=1&amp;b=" in shown
    assert "this [this link leads to /account/logout/]" in shown
    assert with_honest_links("<p>No link</p></a>", OWN) == "<p>No link</p></a>"
