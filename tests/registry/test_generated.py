from collections import Counter

from benchmarks.generate import filings
from registry import numbers


def test_generated_filings_are_the_same_each_time_and_others_with_another_seed():
    assert list(filings(200)) == list(filings(200))
    assert list(filings(200)) != list(filings(200, seed=2))


def test_generated_numbers_are_sound_and_stand_once():
    generated = list(filings(3000))

    assert all(numbers.parse(filing.number).is_sound for filing in generated)
    assert len({filing.number for filing in generated}) == 3000
    assert {filing.number[6:13] for filing in generated if filing.number[17:20] != "001"}


def test_generated_filings_come_month_by_month():
    months = [filing.month for filing in filings(3000)]

    assert months == sorted(months)
    assert len(Counter(months)) == 36
