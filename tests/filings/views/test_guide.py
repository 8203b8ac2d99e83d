import re

import pytest

from tests.filings.views.pages import text_of

ANSWERED = {
    "classes": ["text", "biometric"],
    "china": "yes",
    "part": "both",
    "opinion": "yes",
    "generative": "yes",
    "stage": "offered",
    "day_year": "2026",
    "day_month": "9",
    "day_day": "18",
}


# No test here is marked for the database: the guide asks nothing of it.


def ask(client, **changed):
    return client.get("/guide/", {key: value for key, value in (ANSWERED | changed).items() if value is not None})


def test_the_guide_is_open_to_everybody_and_complains_of_nothing_at_first(client):
    page = client.get("/guide/")

    assert text_of(page).startswith("Do I have to file? Seven questions tell")
    assert "There is a problem" not in page.text


def test_the_answers_end_with_the_kind_the_roles_the_last_day_and_the_papers(client):
    text = text_of(ask(client))

    assert text.startswith("Do I have to file? You have to file Providers of deep synthesis")
    assert "In the role Service provider Technical supporter Two filings, with two numbers" in text
    assert "Period File within 10 working days from the day on which the service is provided. ARP art. 24" in text
    assert "Last day 9 October 2026 Create an account to file" in text
    assert "Papers to prepare: Service provider" in text
    assert "Papers to prepare: Technical supporter" in text
    assert "DSP art. 14" in text


def test_a_provisional_day_says_so(client):
    text = text_of(ask(client, day_month="12", day_day="28"))

    assert "Provisional: the calendar of that year is not announced" in text


def test_the_address_keeps_the_answers(client):
    page = ask(client)

    form = page.context["form"]
    assert form["classes"].value() == ["text", "biometric"]
    assert [form[name].value() for name in ("china", "part", "stage")] == ["yes", "both", "offered"]
    assert page.text.count(" checked") == 7
    assert 'value="2026"' in page.text


def test_who_need_not_file_gets_no_period_and_no_papers(client):
    text = text_of(ask(client, part="user"))

    assert text.startswith("Do I have to file? By your answers you need not file Providers and technical supporters")
    assert "Last day" not in text
    assert "Papers to prepare" not in text
    assert "Create an account" not in text


def test_a_change_asks_for_no_papers_of_a_first_filing(client):
    text = text_of(ask(client, stage="changed"))

    assert text.startswith("Do I have to file? You have to file the change")
    assert "Papers to prepare" not in text


@pytest.mark.parametrize(("stage", "button"), [("changed", "change"), ("ended", "cancel")])
def test_a_change_and_a_cancellation_are_begun_at_the_published_filing(client, stage, button):
    page = ask(client, stage=stage)

    assert re.findall(r'<a class="govuk-button" href="([^"]+)">([^<]+)</a>', page.text) == [
        ("/filings/", f"Choose the filing to {button}")
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"classes": None}, "Select what it generates or edits, or “None of these”"),
        ({"classes": ["none", "text"]}, "Select what it generates or edits, or “None of these” alone"),
        ({"classes": ["faces"]}, "Select what it generates or edits, or “None of these”"),
        ({"china": None}, "Select whether it is provided in mainland China"),
        ({"part": "nobody"}, "Select your part"),
        ({"opinion": None}, "Select whether people can express opinions to the public with it"),
        ({"generative": None}, "Select whether it is generative artificial intelligence for the public"),
        ({"stage": None}, "Select what has happened"),
        ({"day_day": "31"}, "On which day was that, or will it be? must be a real date, such as 2026 3 27"),
        ({"day_year": "9999"}, "The day must be between 2022 3 1, from when the rules hold, and 2099 12 31"),
        ({"day_year": "2022", "day_month": "2"}, "The day must be between 2022 3 1, from when the rules hold"),
    ],
)
def test_what_is_missing_is_said(client, changed, said):
    assert text_of(ask(client, **changed)).startswith(f"There is a problem {said}")


def test_the_foot_of_each_page_leads_to_the_guide_in_its_language(client):
    assert client.get("/guide/").text.count('href="/guide/"') == 1
    assert 'href="/zh-hans/guide/"' in client.get("/zh-hans/guide/").text
