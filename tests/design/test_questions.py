"""The form pack, question by question."""

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from lxml import html

from design.layout import Button, PortalHelper, Question, counted
from tests.design.pages import Everything


def drawn(form, helper=None):
    return html.fromstring(f"<div>{render_crispy_form(form, helper)}</div>")


def one(tree, path):
    (found,) = tree.xpath(path)
    return found


def words(element):
    return " ".join(element.text_content().split())


def test_each_error_of_the_summary_leads_to_a_control_of_its_field():
    form = Everything({"launch_year": "2026", "launch_month": "2", "launch_day": "30", "purpose": "x" * 21})
    page = html.fromstring(Template("{% load portal %}{% error_summary form %}").render(Context({"form": form})))
    ids = set(drawn(form).xpath("//@id"))

    links = {link.text: link.get("href")[1:] for link in page.xpath("//li/a")}

    assert links == {
        "Enter the name": "id_name",
        "Select your role": "id_role_0",
        "Select what it makes": "id_makes_0",
        "Launch date must be a real date, such as 2026 3 27": "id_launch_0",
        "Ensure this value has at most 20 characters (it has 21).": "id_purpose",
        "Confirm your answers": "id_true",
    }
    assert set(links.values()) <= ids


def test_the_summary_says_first_what_is_wrong_with_the_whole_form():
    form = Everything({})
    form.add_error(None, "Somebody else saved this form at 14:02")
    page = html.fromstring(Template("{% load portal %}{% error_summary %}").render(Context({"form": form})))

    assert [words(item) for item in page.xpath("//li")][:2] == [
        "Somebody else saved this form at 14:02",
        "Enter the name",
    ]


def test_a_form_that_was_not_sent_has_no_summary_and_no_error_in_the_title():
    context = Context({"form": Everything()})

    assert Template("{% load portal %}{% error_summary %}{% error_prefix %}").render(context).strip() == ""


def test_a_form_with_errors_says_so_in_the_title():
    assert Template("{% load portal %}{% error_prefix %}").render(Context({"form": Everything({})})) == "Error: "


def test_a_control_is_described_by_its_hint_its_error_and_the_reviewers_note():
    form = drawn(Everything({}))

    described = one(form, "//input[@name='name']").get("aria-describedby").split()

    assert [words(form.get_element_by_id(each)) for each in described] == [
        "As in the report",
        "Error: Enter the name",
        "Reviewer comment Not the name in your report.",
    ]


def test_the_description_of_a_group_stands_at_its_fieldset():
    form = drawn(Everything({}))

    assert one(form, "//fieldset[.//input[@name='role']]").get("aria-describedby") == "id_role_error"


def test_a_hint_under_a_choice_describes_that_choice_alone():
    choices = drawn(Everything()).xpath("//input[@name='role']")

    assert [choice.get("aria-describedby") for choice in choices] == [None, "id_role_1_hint"]


def test_what_was_chosen_and_typed_comes_back():
    form = drawn(
        Everything(
            {"name": "墨影", "role": "supporter", "makes": ["voice"], "launch_year": "2026", "purpose": "Paints"}
        )
    )

    assert one(form, "//input[@name='name']").value == "墨影"
    assert form.xpath("//input[@name='role' or @name='makes'][@checked]/@value") == ["supporter", "voice"]
    assert [box.value for box in form.xpath("//input[starts-with(@name, 'launch_')]")] == ["2026", None, None]
    assert one(form, "//textarea").text.strip() == "Paints"


def test_a_counted_text_is_not_cut_by_the_browser():
    form = drawn(Everything())
    group = one(form, "//*[@data-module='govuk-character-count']")
    text = one(group, ".//textarea")

    assert (group.get("data-maxlength"), text.get("maxlength")) == ("20", None)
    assert words(form.get_element_by_id(text.get("aria-describedby"))) == "You can enter up to 20 characters"
    assert group.get("data-i18n.characters-over-limit.other") == "You have %{count} characters too many"


def test_a_kept_file_shows_its_name_and_size_and_can_be_replaced_or_removed():
    form = drawn(Everything())

    row = one(form, "//*[@class='pt-file-row']")

    assert words(row).replace("\xa0", " ") == "report.pdf 3.0 MB Remove report.pdf"
    assert [link.get("href") for link in row.xpath(".//a")] == ["/report.pdf", "/remove/"]
    assert form.xpath("//details[summary]//input[@type='file']/@name") == ["report"]
    assert one(form, "//form").get("enctype") == "multipart/form-data"


def test_a_follow_up_comes_right_after_the_choice_that_reveals_it():
    form = drawn(Everything())

    follow_up = one(form, "//*[@class='govuk-radios__conditional']")

    assert follow_up.xpath(".//input/@name") == ["days"]
    assert follow_up.getprevious().xpath(".//input/@value") == ["return"]
    assert form.xpath("//@data-aria-controls | //@aria-controls | //@aria-expanded") == []


def test_only_a_question_that_may_stay_unanswered_says_optional():
    labels = [words(label) for label in drawn(Everything()).xpath("//label[contains(@class, 'govuk-label--s')]")]

    assert labels == ["Name", "Purpose", "Report (optional)", "Answer within", "Domain (optional)"]


def test_a_filter_carries_no_token_and_calls_nothing_optional():
    class Filters(forms.Form):
        q = forms.CharField(label="Search", required=False)
        status = forms.MultipleChoiceField(
            label="Status",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[("new", counted("New <b>", 12))],
        )

    form = drawn(Filters(), PortalHelper("q", "status", Button("Apply filters"), method="get"))

    assert words(form) == "Search Status New <b> (12) Apply filters"
    assert form.xpath("//input/@name") == ["q", "status"]


def test_the_rows_of_a_formset_stand_in_the_pages_own_form():
    class Product(forms.Form):
        name = forms.CharField(label="Product name", error_messages={"required": "Enter the product name"})

    products = forms.formset_factory(Product, extra=0, min_num=1, validate_min=True)(
        {"product-TOTAL_FORMS": "1", "product-INITIAL_FORMS": "0"}, prefix="product"
    )
    page = Template(
        "{% load crispy_forms_tags portal %}{% error_summary products %}<form>{% crispy products helper %}</form>"
    ).render(
        Context({"products": products, "helper": PortalHelper("name", tag=False), "csrf_token": "written by the page"})
    )
    tree = html.fromstring(f"<div>{page}</div>")

    links = {link.text: link.get("href")[1:] for link in tree.xpath("//li/a")}

    assert links == {"Please submit at least 1 form.": "product", "Enter the product name": "id_product-0-name"}
    assert all(tree.get_element_by_id(each) is not None for each in links.values())
    assert len(tree.xpath("//form")) == 1
    assert tree.xpath("//input[@name='csrfmiddlewaretoken']") == []


def test_a_question_can_be_the_heading_of_its_page():
    class Name(forms.Form):
        name = forms.CharField(label="What is it called?")

    form = drawn(Name(), PortalHelper(Question("name", heading=True, size="l")))

    assert words(one(form, "//h1/label")) == "What is it called?"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (["2026", "2", "30"], "Launch date must be a real date, such as 2026 3 27"),
        (["2026", "3", ""], "Launch date must be a real date, such as 2026 3 27"),
        (["two", "3", "1"], "Launch date must be a real date, such as 2026 3 27"),
        (["99999", "3", "1"], "Launch date must be a real date, such as 2026 3 27"),
        (["", " ", ""], "Enter the launch date"),
    ],
)
def test_a_date_that_is_none_is_named(typed, problem):
    form = Everything(dict(zip(("launch_year", "launch_month", "launch_day"), typed, strict=True)))

    assert form.errors["launch"] == [problem]
