from datetime import date

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from registry import numbers
from registry.models import Holder
from tests.registry.factories import make_holder
from tests.together import at_once

# Numbers of the official lists.
OFFICIAL = [
    "110108645502801230035",
    "330110507206401230035",
    "440305295988701230013",
    "340104764864601230021",
    "110108105858001230019",
]
DIGITS = "0123456789"
first_twenty = st.text(DIGITS, min_size=20, max_size=20)


@pytest.mark.parametrize("number", OFFICIAL)
def test_official_numbers_are_sound_and_every_other_last_digit_is_not(number):
    sound = [digit for digit in DIGITS if numbers.parse(number[:20] + digit).is_sound]

    assert sound == [number[20]]


def test_a_number_has_its_parts():
    number = numbers.parse("网信算备330110507206401230035号")

    assert (number.division, number.holder_code, number.kind) == ("330110", "5072064", "01")
    assert (number.year, number.sequence, str(number)) == (2023, 3, "330110507206401230035")


@pytest.mark.parametrize(
    "text",
    [
        "330110507206401230035",
        "网信算备330110507206401230035号",
        " 网信算备 330110 5072064 01 23 003 5 号\n",
        "网信算备３３０１１０５０７２０６４０１２３００３５号",
        "网信算备3301105072064\n01230035号",
        "\ufeff330110507206401230035\u200b",
    ],
)
def test_a_number_is_read_in_any_spelling(text):
    assert str(numbers.parse(text)) == "330110507206401230035"


@pytest.mark.parametrize(
    "text",
    ["", "号", "网信算备", "33011050720640123003", "33011050720640123003522", "330110-5072064", "x" * 21, "²" * 21],
)
def test_what_is_no_number_is_not_read(text):
    with pytest.raises(ValueError, match="is not a filing number"):
        numbers.parse(text)


def test_the_official_number_with_22_digits_is_read_as_odd():
    assert numbers.parse("网信算备1101082242366066220017号").is_sound is False


@given(first_twenty)
def test_the_check_digit_is_the_closed_form_of_its_recurrence(first20):
    weighted = sum(int(digit) * 2 ** (20 - place) for place, digit in enumerate(first20))

    assert numbers.check_digit(first20) == str((1 - weighted) % 10)
    assert int(numbers.check_digit(first20)) % 2 == 1


@given(first_twenty)
def test_a_written_number_reads_back(first20):
    number = first20 + numbers.check_digit(first20)

    assert str(numbers.parse(numbers.written(number))) == number
    assert numbers.parse(number).is_sound


@given(first_twenty, st.integers(0, 19), st.integers(1, 9).filter(lambda step: step != 5))
def test_one_wrong_digit_is_noticed_unless_it_is_off_by_five(first20, place, step):
    wrong = str((int(first20[place]) + step) % 10)
    typed = first20[:place] + wrong + first20[place + 1 :]

    assert numbers.parse(typed + numbers.check_digit(first20)).is_sound is False


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused(text):
    try:
        number = numbers.parse(text)
    except ValueError:
        return
    assert len(str(number)) in (21, 22)
    assert set(str(number)) <= set(DIGITS)


@pytest.mark.django_db
def test_numbers_follow_each_other_across_years():
    holder = make_holder(code="0545285", last_sequence=7)

    issued = [
        numbers.issue(holder, division="330110", on=date(2026, 12, 31)),
        numbers.issue(holder, division="340104", on=date(2027, 1, 1)),
    ]

    assert [number[:20] for number in issued] == ["33011005452850126008", "34010405452850127009"]
    assert all(numbers.parse(number).is_sound for number in issued)


@pytest.mark.django_db
def test_a_number_that_was_not_used_is_issued_again():
    holder = make_holder()

    with transaction.atomic():
        lost = numbers.issue(holder, division="330110", on=date(2026, 3, 2))
        transaction.set_rollback(True)

    assert numbers.issue(holder, division="330110", on=date(2026, 3, 2)) == lost


@pytest.mark.django_db
def test_the_thousandth_number_is_refused():
    holder = make_holder("甲公司", last_sequence=999)

    with pytest.raises(numbers.NoMoreNumbers) as refusal:
        numbers.issue(holder, division="330110", on=date(2026, 3, 2))

    assert str(refusal.value) == "甲公司 has no filing numbers left."


@pytest.mark.django_db(transaction=True)
def test_numbers_asked_for_at_once_have_neither_gaps_nor_doubles():
    holder = make_holder()
    people, each, issued = 6, 5, []

    def ask():
        mine = Holder.objects.get(pk=holder.pk)
        for turn in range(each):
            try:
                with transaction.atomic():
                    number = numbers.issue(mine, division="330110", on=date(2026, 3, 2))
                    if turn == 2:
                        raise RuntimeError  # an approval that fails afterwards
                issued.append(number)
            except RuntimeError:
                pass

    at_once(*[ask] * people)

    expected = people * (each - 1)
    assert sorted(int(number[17:20]) for number in issued) == list(range(1, expected + 1))
    assert Holder.objects.get(pk=holder.pk).last_sequence == expected
