"""The pack against the installed govuk-frontend: the same elements with the same classes, in the same order."""

import json

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from lxml import html

from design.errors import Problem
from design.fields import DatePartsField, LongTextField
from design.layout import Button, PortalHelper, Question, Revealing
from tools import ROOT, assets

# Ours on purpose: labels are bold, choices are small. Widths and the state of a follow-up differ from case to case.
OURS = ("--s", "--small", "--hidden")


@pytest.fixture(scope="module", autouse=True)
def packages():
    assets.install_packages(ROOT)


def fixture(component, name):
    folder = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components" / component
    (found,) = [each for each in json.loads((folder / "fixtures.json").read_text())["fixtures"] if each["name"] == name]
    return found["html"]


def outline(markup):
    """Return tag and govuk classes of each element that has any, in the order of the page."""
    tree = html.fromstring(f"<div>{markup}</div>")
    found = []
    for element in tree.iterdescendants():
        names = [name for name in element.get("class", "").split() if name.startswith("govuk-")]
        kept = sorted(name for name in names if not name.endswith(OURS) and "--width" not in name)
        if kept:
            found.append((element.tag, *kept))
    return found


def asked(field, *, answer=None, question=None):
    """Return the markup of one question, as a form of it alone draws it."""
    form_class = type("One", (forms.Form,), {"it": field, "more": forms.CharField(required=False)})
    form = form_class(answer)
    form.helper = PortalHelper(question or "it", tag=False)
    return render_crispy_form(form)


CHOICES = [("a", "A"), ("b", "B"), ("c", "C")]


@pytest.mark.parametrize(
    ("component", "name", "ours"),
    [
        ("input", "with error and hint", lambda: asked(forms.CharField(help_text="Hint"), answer={})),
        (
            "input",
            "with width-10 class",
            lambda: asked(forms.CharField(help_text="Hint"), question=Question("it", width=10)),
        ),
        ("select", "with hint text and error message", lambda: asked(forms.ChoiceField(help_text="Hint"), answer={})),
        ("textarea", "with hint", lambda: asked(forms.CharField(help_text="Hint", widget=forms.Textarea))),
        (
            "character-count",
            "with hint and error",
            lambda: asked(LongTextField(help_text="Hint", max_length=10), answer={}),
        ),
        ("file-upload", "with error message and hint", lambda: asked(forms.FileField(help_text="Hint"), answer={})),
        ("date-input", "with error message and hint", lambda: asked(DatePartsField(help_text="Hint"), answer={})),
        (
            "radios",
            "with hints on items",
            lambda: asked(
                forms.ChoiceField(widget=forms.RadioSelect, choices=CHOICES[:2]),
                question=Question("it", hints={"a": "Hint", "b": "Hint"}, heading=True, size="l"),
            ),
        ),
        (
            "checkboxes",
            "with error message",
            lambda: asked(
                forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=CHOICES),
                answer={},
                question=Question("it", hints={"a": "Hint", "b": "Hint", "c": "Hint"}),
            ),
        ),
        ("button", "default", lambda: Button("Save and continue").render(None, Context(), "portal")),
        ("button", "secondary", lambda: Button("Save", kind="secondary").render(None, Context(), "portal")),
        ("button", "warning", lambda: Button("Refuse", kind="warning").render(None, Context(), "portal")),
        (
            "error-summary",
            "default",
            lambda: Template("{% include 'portal/error_summary.html' %}").render(
                Context({"problems": [Problem("One", "id_one"), Problem("Two", "id_two")]})
            ),
        ),
        (
            "breadcrumbs",
            "with last breadcrumb as current page",
            lambda: Template(
                "{% include 'components/crumbs.html' with url='/' label='A' url2='/b/' label2='B' here='C' %}"
            ).render(Context()),
        ),
        (
            "task-list",
            "default",
            lambda: Template(
                "<ul class='govuk-task-list'>"
                "{% include 'components/task.html' with id='a' label='A' url='/' state='completed' %}"
                "{% include 'components/task.html' with id='b' label='B' url='/' state='in_progress' %}"
                "{% include 'components/task.html' with id='c' label='C' url='/' state='in_progress' %}</ul>"
            ).render(Context()),
        ),
    ],
)
def test_markup_is_that_of_the_installed_version(component, name, ours):
    theirs = [
        # The colour of a tag is chosen by its status here.
        tuple(each for each in element if each != "govuk-tag--blue")
        for element in outline(fixture(component, name))
    ]

    assert outline(ours()) == theirs


def test_a_follow_up_stands_where_the_installed_version_has_it():
    ours = asked(
        forms.ChoiceField(widget=forms.RadioSelect, choices=CHOICES), question=Revealing("it", {"b": ["more"]})
    )

    assert [element for element in outline(ours) if "govuk-radios" in element[1]] == [
        ("div", "govuk-radios"),
        ("div", "govuk-radios__item"),
        ("input", "govuk-radios__input"),
        ("div", "govuk-radios__item"),
        ("input", "govuk-radios__input"),
        ("div", "govuk-radios__conditional"),
        ("div", "govuk-radios__item"),
        ("input", "govuk-radios__input"),
    ]
    assert "govuk-radios__conditional" in fixture("radios", "with conditional items")
