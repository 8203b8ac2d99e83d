import pytest
from django.core.exceptions import ValidationError

from filings import identity_numbers, telephones

RIGHT = {
    "resident": [
        "11010519491231002X",  # the example of GB 11643
        "999999199003070012",
        "810000199001010019",  # a residence permit of Hong Kong: python-stdnum rejects it
        "999999200002290019",  # a leap day
    ],
    "passport": ["EX4471902", "E12345678", "12345"],
    "hong_kong_macao": ["H12345678", "M1234567801"],
    "taiwan": ["12345678", "1234567801", "1234567801B"],
    "other": ["AB12/3", "1234"],
}
WRONG = {
    ("resident", ""): "The identity card number must have 18 characters",
    ("resident", "99999919900307001"): "The identity card number must have 18 characters",
    ("resident", "99999919900307001Y"): "The identity card number must be 17 digits and a last one that may be X",
    ("resident", "9999991990030700X2"): "The identity card number must be 17 digits and a last one that may be X",
    ("resident", "９99999199003070012"): "The identity card number must be 17 digits and a last one that may be X",
    ("resident", "999999199002300011"): (
        "The identity card number must hold a real day of birth in its 7th to 14th digits"
    ),
    ("resident", "999999189912310019"): (
        "The identity card number must hold a real day of birth in its 7th to 14th digits"
    ),
    ("resident", "999999199003070013"): (
        "The identity card number must match its check digit: compare each digit with the card"
    ),
    ("passport", "E123"): "The passport number must be 5 to 12 letters and digits, as on its first page",
    ("passport", "E1234567é"): "The passport number must be 5 to 12 letters and digits, as on its first page",
    ("hong_kong_macao", "X12345678"): "The permit number must be H or M and 8 digits, such as H12345678",
    ("taiwan", "123456789"): "The permit number must have 8 digits, or 10 on an older permit",
    ("other", "123"): "The document number must be 4 to 30 letters and digits",
}


@pytest.mark.parametrize(("id_type", "number"), [(key, each) for key, numbers in RIGHT.items() for each in numbers])
def test_a_right_number_is_taken(id_type, number):
    if id_type == "resident":
        assert identity_numbers.check_digit(number) == number[-1]
    assert identity_numbers.validate(id_type, number) is None


@pytest.mark.parametrize(("given", "sentence"), WRONG.items())
def test_a_wrong_number_is_refused_with_its_sentence(given, sentence):
    with pytest.raises(ValidationError) as refusal:
        identity_numbers.validate(*given)

    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize("digit", range(17))
def test_a_slip_in_any_one_digit_of_a_card_is_noticed(digit):
    card = "999999199003070012"
    slipped = card[:digit] + str((int(card[digit]) + 1) % 10) + card[digit + 1 :]

    with pytest.raises(ValidationError):
        identity_numbers.validate("resident", slipped)


def test_a_number_is_tidied_of_spaces_hyphens_full_width_and_small_letters():
    assert identity_numbers.tidy(" １１0105 1949-1231 002x ") == "11010519491231002X"


@pytest.mark.parametrize(
    "typed", ["13900009876", "139 0000 9876", "139-0000-9876", "１３９００００９８７６", "+86 13900009876"]
)
def test_a_mobile_number_is_tidied_and_taken(typed):
    number = telephones.tidy(typed)

    telephones.validate_mobile(number)
    assert number == "13900009876"


@pytest.mark.parametrize("typed", ["", "12900009876", "1390000987", "139000098765", "010-12345678", "1390000987a"])
def test_what_is_no_mobile_number_is_refused(typed):
    with pytest.raises(ValidationError, match="The mobile number must have 11 digits and begin with 13 to 19"):
        telephones.validate_mobile(telephones.tidy(typed))
