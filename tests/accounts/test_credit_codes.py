import pytest
from django.core.exceptions import ValidationError

from accounts import credit_codes

RIGHT = [
    "91110000802100433B",
    "9144030071526726XG",
    "91330100799655058B",
    "91340000711771143J",
    "91999999MA2CFGHJ1W",
    "A1110000600037341K",
    "N2330106MF1234567L",
    "Y1330106MA2CFGHJ1N",
]
WRONG = {
    "": "length",
    "91110000802100433": "length",
    "91110000802100433BB": "length",
    "91110000802100433C": "check",
    "A1110000600037341L": "check",
    "9111000080210O433B": "characters",
    "B1110000600037341K": "characters",
    "A1A10000600037341K": "characters",
    "９1110000802100433B": "characters",
    "91110000802100433é": "characters",
}


@pytest.mark.parametrize("code", RIGHT)
def test_a_right_code_is_taken_whatever_letter_its_authority_has(code):
    assert credit_codes.validate(code) is None


@pytest.mark.parametrize(("code", "why"), WRONG.items())
def test_a_wrong_code_is_refused_with_its_reason(code, why):
    with pytest.raises(ValidationError) as refusal:
        credit_codes.validate(code)

    assert refusal.value.code == why


def test_spaces_hyphens_small_and_full_width_letters_are_tidied():
    assert credit_codes.tidy(" ９１１１0000-8021 0043３b ") == "91110000802100433B"
