import pytest
from django.core.exceptions import ValidationError

from accounts.forms import NewAccountForm
from accounts.typed import plain_address, plain_name

ONE_LINE = "Enter the name on one line, without characters that cannot be seen"
LATIN = "Write the e-mail address in Latin letters and digits: others can look the same and are not"
LIKE = "Enter an e-mail address, like name@example.cn"


def said(check, text):
    try:
        check(text)
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize("name", ["Lin Wei", "林薇", "Zoë O’Neil-Łoś", "Анна", "A", "山" * 80])
def test_a_name_in_any_script_is_taken(name):
    assert said(plain_name, name) == []


@pytest.mark.parametrize(
    "name",
    [
        "Lin\nBcc: x@example.org",
        "Lin\rWei",
        "Lin\x00",
        "Lin\u202eieW",
        "Lin\u2066Wei",
        "L\u200bin",
        "Lin\u2028Wei",
        "\ue000",
    ],
)
def test_a_name_with_what_cannot_be_seen_is_refused(name):
    assert said(plain_name, name) == [ONE_LINE]


@pytest.mark.parametrize("length", [81, 10**6])
def test_a_name_that_is_too_long_is_refused(length):
    assert said(plain_name, "山" * length) == ["The name must be 80 characters or fewer"]


def test_the_form_says_one_sentence_about_a_name():
    form = NewAccountForm({"name": "Lin\x00\u202e", "language": "en", "password": "x" * 12}, email="lin@example.org")

    assert form.errors["name"] == [ONE_LINE]


@pytest.mark.parametrize("address", ["lin@lanting.example", "lin.wei+filing@lanting.com.cn", "o'neil@xn--fiqs8s.cn"])
def test_a_plain_address_is_taken(address):
    assert said(plain_address, address) == []


@pytest.mark.parametrize(
    "address", ["аlin@lanting.example", "lin@lаnting.example", "ｌin@lanting.example", "lin@例子.中国"]
)
def test_an_address_that_looks_like_another_is_refused(address):
    assert said(plain_address, address) == [LATIN]


@pytest.mark.parametrize(
    "address", ["lin", "lin@", '"a b"@lanting.example', "lin@lanting.example\nBcc:x@y.cn", "l in@x.cn"]
)
def test_what_is_no_address_is_refused(address):
    assert said(plain_address, address) == [LIKE]


def test_an_address_that_is_too_long_is_refused():
    assert said(plain_address, "a" * 10**6 + "@example.org") == ["The e-mail address must be 254 characters or fewer"]
