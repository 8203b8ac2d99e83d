from datetime import date

import pytest
from django import forms

from design.fields import DatePartsField, LongTextField


class Answers(forms.Form):
    launch = DatePartsField(label="Launch", required=False)
    purpose = LongTextField(max_length=5, required=False)


def test_a_date_is_put_together_from_its_parts():
    form = Answers({"launch_year": " 2026", "launch_month": "03", "launch_day": "27 "})

    assert form.is_valid()
    assert form.cleaned_data["launch"] == date(2026, 3, 27)


def test_a_date_that_is_not_asked_for_may_stay_empty():
    form = Answers({})

    assert form.is_valid()
    assert form.cleaned_data == {"launch": None, "purpose": ""}


@pytest.mark.parametrize("year", ["9" * 12, "9" * 5000, "0", "MMXXVI"])
def test_a_year_that_no_calendar_has_makes_no_date(year):
    form = Answers({"launch_year": year, "launch_month": "3", "launch_day": "27"})

    assert form.errors == {"launch": ["Launch must be a real date, such as 2026 3 27"]}


def test_a_date_kept_before_is_shown_in_its_parts():
    boxes = Answers(initial={"launch": date(2026, 3, 27)})["launch"].subwidgets[0].data["subwidgets"]

    assert [(str(box["label"]), box["value"]) for box in boxes] == [("Year", "2026"), ("Month", "3"), ("Day", "27")]


def test_a_line_break_counts_as_one_character():
    form = Answers({"purpose": "ab\r\ncd"})

    assert form.is_valid()
    assert form.cleaned_data["purpose"] == "ab\ncd"
