from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from lxml import html

from design.templatetags.portal import filing_number


def component(name, **needs):
    markup = Template("{% include name %}").render(Context({"name": f"components/{name}.html", **needs}))
    return html.fromstring(f"<div>{markup}</div>")


def words(element):
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    ("days_left", "said", "look"),
    [
        (-2, "2 working days late", "pt-sla pt-sla--late"),
        (-1, "1 working day late", "pt-sla pt-sla--late"),
        (0, "Due today", "pt-sla pt-sla--soon"),
        (1, "1 working day left", "pt-sla pt-sla--soon"),
        (3, "3 working days left", "pt-sla pt-sla--soon"),
        (4, "4 working days left", "pt-sla"),
    ],
)
def test_a_deadline_says_in_words_how_long_there_is(days_left, said, look):
    (found,) = component("sla", days_left=days_left, due_on=date(2026, 12, 2))

    assert (words(found), found.get("class").strip()) == (said, look)


def test_a_paused_deadline_says_who_has_it_and_nothing_of_the_day():
    found = component("sla", days_left=-2, due_on=date(2026, 12, 2), paused=True, provisional=True, date=True)

    assert words(found) == "Paused: with the company"


def test_a_day_in_a_year_without_a_calendar_is_called_provisional():
    found = component("sla", days_left=25, due_on=date(2027, 1, 5), provisional=True, date=True)

    assert words(found) == (
        "25 working days left 5 January 2027 Provisional: the calendar of that year is not announced"
    )


def test_a_status_has_its_word_and_its_colour():
    case = SimpleNamespace(status="returned", get_status_display=lambda: "Returned to the company")

    (tag,) = component("status_tag", subject=case)

    assert (words(tag), tag.get("class")) == ("Returned to the company", "govuk-tag pt-tag--returned")


def test_a_filing_number_is_read_in_groups_and_copied_without_gaps():
    shown = html.fromstring(filing_number("网信算备330106507206401230035号"))

    assert [group.text for group in shown] == ["网信算备", "330106", "5072064", "01", "23", "003", "5"]
    assert shown.text_content() == "网信算备330106507206401230035号"
    assert html.fromstring(filing_number("330106507206401230035")).text_content() == shown.text_content()


def test_what_is_no_filing_number_stays_as_it_is():
    page = Template("{% load portal %}{{ text|filing_number }}").render(Context({"text": "<1101082242366066220017>"}))

    assert page == "&lt;1101082242366066220017&gt;"


def test_a_timeline_tells_who_did_what_and_when():
    events = [
        SimpleNamespace(label="Returned", by="Chen Yu", at=datetime(2026, 11, 10, 2, 20, tzinfo=UTC), detail="Why"),
        SimpleNamespace(label="Published", on=date(2026, 11, 1)),
    ]

    found = component("timeline", events=events)

    assert [words(event) for event in found.xpath(".//li")] == [
        "Returned Chen Yu 10 November 2026, 10:20 Why",
        "Published 1 November 2026",
    ]


def test_an_answer_that_is_missing_says_so_and_names_itself_in_its_link():
    found = component("answer", label="Main purpose", value="", change_url="/purpose/")

    assert words(found) == "Main purpose Not answered Change – Main purpose"


def test_a_single_page_has_no_pager():
    assert component("pager", newer=None, older=None).text_content().strip() == ""


def test_a_page_between_two_leads_to_both():
    found = component("pager", newer="?before=9", older="?after=3")

    assert [(words(link), link.get("href")) for link in found.xpath(".//a")] == [
        ("Previous page", "?before=9"),
        ("Next page", "?after=3"),
    ]


def test_where_a_filing_stands_is_marked_for_those_who_listen():
    stages = [{"label": "Submitted", "state": "done"}, {"label": "Provincial review", "state": "current"}]

    found = component("stages", stages=stages)

    assert [(words(stage), stage.get("aria-current")) for stage in found.xpath(".//li")] == [
        ("Submitted", None),
        ("Provincial review", "step"),
    ]


def test_progress_is_drawn_without_a_style_attribute():
    found = component("progress", done=4, total=9)

    assert found.xpath(".//*[local-name()='rect']/@width") == ["100%", "44%"]
    assert found.xpath(".//@style") == []
    assert words(found) == "4 of 9 sections complete"
