import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts import breached
from accounts.models import User
from tests.factories import make_applicant, make_company

OBVIOUS = (
    "The password is made of your name, e-mail address or company, or of the name of this service. Add other words"
)
KNOWN = "This password has become known in a breach of another service. Choose another"


def said(password, person=None):
    try:
        validate_password(password, person)
    except ValidationError as error:
        return error.messages
    return []


def sha1(text):
    return hashlib.sha1(text.encode()).hexdigest().upper()


@pytest.fixture
def breaches(tmp_path, settings):
    """A list of 500 breached passwords, in the form in which such lists are published."""
    file = tmp_path / "breached.txt"
    hashes = sorted(sha1(f"breached password {n}") for n in range(500))
    file.write_text("".join(f"{each}:{len(each) * n}\r\n" for n, each in enumerate(hashes)))
    settings.BREACHED_PASSWORDS = str(file)
    return file


@pytest.mark.parametrize(
    "password", ["x7" * 6, "correct horse battery", "    spaces    ", "密码也可以是很长的一句话", "ab" * 500]
)
def test_length_is_enough_and_no_kind_of_character_is_asked_for(password):
    assert said(password) == []


@pytest.mark.parametrize(
    ("password", "answer"),
    [
        ("x7" * 5 + "x", "The password must be 12 characters or more"),
        ("ab" * 500 + "a", "The password must be 1000 characters or fewer"),
        ("1qaz2wsx3edc", "This password is one of the common ones. Choose another"),
    ],
)
def test_a_password_that_is_too_short_too_long_or_common_is_refused(password, answer):
    assert said(password) == [answer]


def test_each_password_of_the_list_is_found_and_no_other(breaches):
    assert all(breached.is_listed(f"breached password {n}", breaches) for n in range(500))
    assert not any(breached.is_listed(f"another password {n}", breaches) for n in range(500))


def test_a_list_without_counts_and_without_a_last_line_end_is_read(tmp_path):
    file = tmp_path / "list.txt"
    file.write_text("\n".join(sorted(sha1(word) for word in ["one", "two", "three"])))

    assert [breached.is_listed(word, file) for word in ["one", "two", "three", "four"]] == [True, True, True, False]


def test_an_empty_list_holds_nothing(tmp_path):
    (tmp_path / "list.txt").touch()

    assert not breached.is_listed("one", tmp_path / "list.txt")


def test_a_breached_password_is_refused(breaches):
    assert said("breached password 77") == [KNOWN]
    assert said("another password 77") == []


@pytest.mark.parametrize(
    "password",
    ["algorithm-filing", "Lanting.Example", "lin@lanting.example", "LinWeiLinWei1", "深度合成算法备案算法备案1"],
)
def test_a_password_of_obvious_words_is_refused(password):
    assert said(password, User(email="lin@lanting.example", name="Lin Wei")) == [OBVIOUS]


def test_a_password_may_hold_such_words_beside_others():
    assert said("lin likes seven sparrows", User(email="lin@lanting.example", name="Lin Wei")) == []


@pytest.mark.django_db
def test_the_name_of_ones_company_is_an_obvious_word():
    person = make_applicant(make_company(name="杭州澜亭影像科技有限公司"), email="x@y.example", name="Q")

    assert said("杭州澜亭影像科技有限公司2026", person) == [OBVIOUS]
