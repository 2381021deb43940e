"""A model is filled in: sources are numbered as they come, what a person typed is never searched, empty parts go."""

from datetime import date

from dueregard.rules.letters.languages import WELSH
from dueregard.rules.letters.wording import PLACEHOLDERS, Clause, Fact, Facts, fill_model, unknown_in_model

LAW = Fact("The Act, section 26", "https://northport.example/26", "2015-02-12", "2026-11-23")
HEARD = Fact("A newspaper", "", "", "2026-11-23", "unconfirmed")
DUTY = Clause("{body} must have due regard.[^law]", {"law": LAW})


def filled(text: str, *, language: str = "en-GB", **known: object) -> str:
    """Return the text filled in for one university."""
    values = {"body": "the University of Northport", "its": "its", "group": "Northport Branch"}
    facts = Facts(values=values, duty=DUTY, today=date(2026, 11, 30), **known)  # type: ignore[arg-type]
    return fill_model(text=text, facts=facts, own={"heard": HEARD}, language=language)


def test_sources_are_numbered_in_the_order_of_the_text_and_each_stands_once() -> None:
    notes = (Clause("Trains are late[^a].", {"a": HEARD}), Clause("It is the law[^b].", {"b": LAW}))
    said = filled("1. {duty_applies}\n{notes}\n\nA rumour.[^heard]\n\n{sources}", notes=notes)
    assert said == (
        "1. The University of Northport must have due regard. [1]\n2. Trains are late [2].\n3. It is the law [1].\n\n"
        "A rumour. [2]\n\n## Sources\n\n"
        "1. The Act, section 26 (12 February 2015, checked 23 November 2026), https://northport.example/26\n"
        "2. A newspaper (checked 23 November 2026, not confirmed)\n"
    )


def test_what_is_known_and_what_was_typed_is_not_searched() -> None:
    known = (Clause("The minutes say “{body} [^law]”.[^here]", {"here": LAW}),)
    said = filled("{known}\n\n{own_words}", known=known, own_words="{sources} [^heard]")
    assert said == "1. The minutes say “{body} [^law]”. [1]\n\n{sources} [^heard]\n"


def test_a_heading_with_nothing_below_it_goes_and_so_does_an_empty_line_of_placeholders() -> None:
    assert filled("# T\n\n{meeting_line}\n\n## Seen\n\n{own_words}\n\n## Asks\n\n{asks}") == "# T\n"


def test_the_words_of_the_site_are_in_the_language_of_the_model() -> None:
    said = filled("{meeting_line}\n{proposed_by}", language=WELSH, meeting_on=date(2026, 12, 10))
    assert said.startswith("Cyfarfod dydd Iau 10 Rhagfyr 2026\nCynigydd: ……")


def test_a_misspelt_placeholder_is_named_with_its_line_and_what_was_meant() -> None:
    (found,) = unknown_in_model("fine {body}\n{boddy}", {})
    assert (found.line, found.says) == (
        2,
        "{boddy} is not a placeholder of a motion or letter. Did you mean {body}?",
    )
    assert unknown_in_model(" ".join(f"{{{name}}}" for name in PLACEHOLDERS), {}) == ()
