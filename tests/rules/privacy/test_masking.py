"""What everybody may read holds no address, number, signature or reply token; what a letter says stays whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.casework.reply_address import ALPHABET, TOKEN_LENGTH
from dueregard.rules.privacy.masking import mask, say_left_out

STAYING = frozenset({"university of northport"})
TOKEN = "0c9d1fgh2jk5m"

GONE = [
    ("jane.smith@northport.example", "Write to jane.smith@northport.example today."),
    ("Jane.Smith@Northport.Example", "mailto:Jane.Smith@Northport.Example"),
    ("jane.smith", "jane.smith [at] northport [dot] example"),
    ("j.o'neil", "j.o'neil@foi.northport.example, who deals with it"),
    ("foi%2B3", "https://northport.example/reply?to=foi%2B3%40northport.example"),
    ("01632 960123", "Call 01632 960123."),
    ("(01632) 960 123", "Call (01632) 960 123."),
    ("+44 1632 960123", "Call +44 1632 960123."),
    ("+44 (0)1632 960123", "Call +44 (0)1632 960123."),
    ("07700-900123", "Mobile 07700-900123"),
    ("960 123", "01632 960 123"),
    ("4021", "Tel: 01632 960123 ext 4021"),
    ("5521", "Extension 5521"),
    ("020 7946 0018", "Direct dial: 020 7946 0018"),
    ("AB 12 34 56 C", "It gives the number AB 12 34 56 C."),
    ("s3cr3t", "Fetch it: https://files.northport.example/get?key=s3cr3t"),
    ("a8f7e6d5c4b3a2918070605040", "Fetch it: https://files.northport.example/d/a8f7e6d5c4b3a2918070605040"),
    ("Jane", "From: Jane Smith\nSent: 3 November 2026"),
    ("Jane", "> To: Jane Smith; Ben Example"),
    ("Jane", "On Tue, 3 Nov 2026 at 10:00, Jane Smith wrote:"),
    ("Asha", "Dear Asha,"),
    ("Example", "Dear Ms Example"),
    ("Asha", "Dear Asha Example, thank you for your letter."),
    ("Smith", "Dear Officer Mrs Smith,"),
    ("Rhian", "Annwyl Rhian Davies,"),
    ("Davies", "Annwyl Ms Davies"),
    ("Rhian", "Bore da Rhian,"),
    ("Mh\u00f2rag", "A Mh\u00f2rag ch\u00f2ir,"),
    ("She\u00e1in", "A She\u00e1in, a chara,"),
    ("Mh\u00e1ire", "A Mh\u00e1ire,"),
    ("Rhian", "Oddi wrth: Rhian Davies"),
    ("Rhian", "Ar 3 Tachwedd 2026, ysgrifennodd Rhian Davies:"),
    ("Davies", "Yn gywir,\n\nRhian Davies"),
    ("Davies", "Yn gwir\nRhian Davies"),
    ("Davies", "Yr eiddoch yn gywir\nRhian Davies"),
    ("Davies", "Cofion cynnes,\nRhian Davies"),
    ("Davies", "Gyda diolch\nRhian Davies"),
    ("Davies", "Yn gywir / Yours sincerely\nRhian Davies"),
    ("NicDh\u00f2mhnaill", "Le deagh dh\u00f9rachd,\nM\u00f2rag NicDh\u00f2mhnaill"),
    ("NicDh\u00f2mhnaill", "Leis gach deagh dhurachd\nM\u00f2rag NicDh\u00f2mhnaill"),
    ("Briain", "Is mise le meas\nSe\u00e1n \u00d3 Briain"),
    ("Briain", "Is mise, le meas,\nSe\u00e1n \u00d3 Briain"),
    ("Briain", "Le dea-mh\u00e9in\nSe\u00e1n \u00d3 Briain"),
    ("Jane", "Kind regards, Jane Smith"),
    ("Jane", "All the best\nJane"),
    ("jane.smith", "Write to jane.smith @ northport.example."),
    ("jane.smith", "Write to jane.smith(at)northport.example."),
    ("jane", "Write to jane (at) northport dot example."),
    ("jane", "Write to jane at northport dot example."),
    ("jane.smith", "Write to jane.smith at northport.example."),
    ("jane", "Write to jane AT northport.example."),
    ("jane", "Write to jane @ northport . example."),
    ("jane", "Write to jane@\nnorthport.example."),
    ("jane", "Write to jane&#64;northport.example."),
    ("jane", "Write to jane\uff20northport.example."),
    ("jane smith", 'Write to "jane smith"@northport.example.'),
    ("jane", "Write to jane@north\u00adport.example."),
    ("/4", "Call 01632 960123/4."),
    ("960124", "Call 01632 960123 / 960124."),
    ("960124", "Call 01632 960123 or 960124."),
    ("960125", "Call 01632 960124 / 01632 960125."),
    ("960123", "Call 01632/960123."),
    ("960123", "Call 01632\n960123 today."),
    ("960123", "Call (+44) 1632 960123."),
    ("960123", "Ff\u00f4n: 960123"),
    (" 5", "Call us, ext. 5."),
    ("943", "Her NHS number is 943 476 5919."),
    ("943", "It says 943-476-5919 on the form."),
    ("AB 12", "It gives ab 12 34 56 c as a number."),
    ("1990", "DOB: 3 March 1990"),
    ("1990", "date of birth 03/03/1990"),
    ("1990", "Dyddiad geni: 3 Mawrth 1990"),
    ("2001", "a child born on 1 May 2001"),
    ("12345678", "Account number: 12345678"),
    ("12-34-56", "sort code 12-34-56"),
    ("WEST", "Pay GB82 WEST 1234 5698 7654 32 today."),
    ("4111", "Card 4111 1111 1111 1111."),
    ("AB-12345", "Your customer reference is AB-12345 and stays so."),
]


@pytest.mark.parametrize(("secret", "text"), GONE)
def test_what_names_or_reaches_a_person_is_left_out(secret: str, text: str) -> None:
    masked = mask(text)

    assert secret not in masked.text
    assert "left out]" in masked.text
    assert sum(masked.left_out.values()) >= 1


STAYS = [
    "We received your request on 03.11.2026 and on 2026-11-03.",
    "Your reference is FOI 2026/318, or 2026-0318.",
    "In 2025 we made 12 referrals, in 2026 we made 1,034.",
    "We refuse under section 24(1) and section 31(1)(a) of the Freedom of Information Act 2000.",
    "The cost limit is £450, that is 18 hours at £25 an hour.",
    "See https://www.northport.example/prevent/policy for the policy.",
    "Dear Freedom of Information team,",
    "Dear University of Northport,",
    "Dear Sir or Madam,",
    "Thank you for your request, which we received on 3 November.",
    "The totals are 0 1 4 2 and 0.",
    "Pages 0100 to 0200 are withheld.",
    "Annwyl Syr neu Fadam,",
    "Annwyl D\u00eem Rhyddid Gwybodaeth,",
    "A chara,",
    "A Charaid,",
    "A Summary of the Plan",
    "We are at Northport. Dot your answers on the map at question 4.",
    "An extension 20 working days long was claimed.",
    "Table 3, 4 and 5 at 10.30 on 12.11.2026",
    "Staff numbers 1200 and student number growth of 12 in 2026.",
    "The number 943 476 5918 has a wrong check digit.",
    "Born leaders speak. Their reference is FOI 9434765919.",
    "Thank you.\nWe hold none of what you ask for.",
    "Yours sincerely\nInformation Governance Officer\nFreedom of Information Team",
]


@pytest.mark.parametrize("text", STAYS)
def test_what_the_letter_says_stays_as_it_is(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).left_out == {}


LETTER = """Dear Asha Example,

We refuse your request under section 24.

You may ask for an internal review.

Yours sincerely,

Jane Smith
Information Compliance Officer
University of Northport
Tel 01632 960123

This e-mail is confidential and intended only for the person to whom it is addressed, as our policy says at length.

On 22 October 2026, Asha Example wrote:
> Please send the risk assessment.
> Kind regards
> Asha Example
"""


def test_the_block_under_a_closing_is_left_out_and_what_follows_it_is_not() -> None:
    text = mask(LETTER).text

    assert "We refuse your request under section 24." in text
    assert "Yours sincerely,\n[signature left out]" in text
    assert "Jane" not in text
    assert "Information Compliance Officer" in text  # an office is no person
    assert "01632" not in text
    assert "This e-mail is confidential" in text
    assert "> Please send the risk assessment." in text
    assert "Asha" not in text


def test_thanks_in_the_middle_of_a_letter_take_no_paragraph_with_them() -> None:
    sentence = (
        "We hold the policy and the risk assessment that you ask for and attach both of them to this letter today."
    )
    assert sentence in mask(f"Thank you.\n\n{sentence}\n").text


def test_names_and_addresses_that_are_known_are_left_out_however_they_are_written() -> None:
    text = "A letter to ASHA  EXAMPLE, 1 High Street,\nNorthport NP1 1AA."
    masked = mask(text, names=["Asha Example"], addresses=["1 High Street", "Northport NP1 1AA"])

    assert masked.text == "A letter to [name left out], [postal address left out],\n[postal address left out]."


def test_a_postal_address_is_left_out_and_its_town_stays_in_other_sentences() -> None:
    address = "1 High Street\nNorthport\nNP1 1AA"
    text = (
        "1 High Street\nNorthport\n\nThe University of Northport is in Northport.\n\n1 High Street, Northport, NP1 1AA"
    )
    masked = mask(text, addresses=[address]).text

    assert "The University of Northport is in Northport." in masked
    assert "High Street" not in masked
    assert "NP1" not in masked
    assert masked.startswith("[postal address left out]\n[postal address left out]\n")
    assert masked.endswith("\n\n[postal address left out]")


@pytest.mark.parametrize(
    "form",
    [
        "foi-{}@dueregard.invalid",
        "FOI-{}@DUEREGARD.INVALID",
        "<foi-{}@dueregard.invalid>",
        "foi-{}%40dueregard.invalid",
        "the code {} in your address",
        "box+{}",
    ],
)
def test_the_token_of_a_case_is_left_out_in_every_form(form: str) -> None:
    for written in (
        TOKEN,
        TOKEN.upper(),
        TOKEN.replace("0", "o"),
        TOKEN[:6] + "\u00ad" + TOKEN[6:],
        TOKEN[:6] + "\n" + TOKEN[6:],
    ):
        text = mask(form.format(written), tokens=[TOKEN]).text
        assert written not in text
        assert TOKEN[6:] not in text.lower()


@given(
    st.text(max_size=300),
    st.text(alphabet=ALPHABET, min_size=TOKEN_LENGTH, max_size=TOKEN_LENGTH),
    st.text(max_size=300),
)
def test_no_text_around_it_brings_a_token_through(before: str, token: str, after: str) -> None:
    assert token not in mask(f"{before} foi-{token}@dueregard.invalid {after}", tokens=[token]).text


@given(st.text(alphabet="ab.@ 0+1-(\n>", max_size=400))
def test_a_masked_text_has_nothing_left_that_looks_like_an_address(text: str) -> None:
    assert "e-mail address" not in mask(mask(text).text).left_out


def test_an_office_under_a_letter_stays_and_the_name_beside_it_goes() -> None:
    text = mask(
        "Yn gywir\n\nRhian Davies, Swyddog Rhyddid Gwybodaeth\nRhif 3\n\nUniversity of Northport\n", stays=STAYING
    ).text

    assert (
        text
        == "Yn gywir\n[signature left out]\nSwyddog Rhyddid Gwybodaeth\n[signature left out]\nUniversity of Northport\n"
    )


def test_what_a_person_chose_is_left_out_wherever_it_is_and_nothing_is_left_out_twice() -> None:
    chosen = [("Jane", "name"), ("Jane Smith", "name"), ("name", "name"), ("Jo", "name"), ("NP0 0AA", "postal address")]
    text = mask(
        "JANE\nSMITH wrote jane_smith.pdf. Jane\u2019s name. Joan, JO and Jo. Janet. At NP0  0AA.", chosen=chosen
    ).text

    assert text == (
        "[name left out] wrote [name left out].pdf. [name left out]\u2019s [name left out]. "
        "Joan, JO and [name left out]. Janet. At [postal address left out]."
    )


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=60))
def test_no_words_that_a_person_chose_break_the_page(before: str, words: str, after: str) -> None:
    assert mask(before + words + after, chosen=[(words, "name")]).text is not None


@pytest.mark.parametrize("sign", ["a", "0", "@", ".", "> ", "On 1 2026,", "(", "https://", "0 ", "[at]", "a@", "\n"])
def test_a_long_hostile_text_is_answered(sign: str) -> None:
    assert mask(sign * (200_000 // len(sign))).text is not None


def test_what_was_left_out_is_said_in_a_sentence() -> None:
    counts = mask(LETTER, names=["Asha Example"]).left_out

    assert say_left_out({}) == ""
    assert say_left_out({"e-mail address": 2, "name": 1}) == (
        "Left out to protect people: 2 e-mail addresses and 1 name."
    )
    assert say_left_out(counts).startswith("Left out to protect people: ")
