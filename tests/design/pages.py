"""A page with every kind of question, for the tests of the form pack: nothing of the portal's rooms is needed."""

from types import SimpleNamespace

from django import forms
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config.urls import urlpatterns as portal
from design.fields import DatePartsField, LongTextField
from design.layout import Button, ButtonGroup, PortalHelper, Question, Revealing, TextLink, Upload

KEPT = SimpleNamespace(name="report.pdf", size=3 * 1024 * 1024, url="/report.pdf")


class Everything(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the report", error_messages={"required": "Enter the name"})
    role = forms.ChoiceField(
        label="Role",
        widget=forms.RadioSelect,
        choices=[("provider", "Provider"), ("supporter", "Supporter")],
        error_messages={"required": "Select your role"},
    )
    makes = forms.MultipleChoiceField(
        label="What it makes",
        widget=forms.CheckboxSelectMultiple,
        choices=[("text", "Text"), ("voice", "Voice")],
        error_messages={"required": "Select what it makes"},
    )
    launch = DatePartsField(label="Launch date", error_messages={"required": "Enter the launch date"})
    purpose = LongTextField(label="Purpose", max_length=20, error_messages={"required": "Enter the purpose"})
    report = forms.FileField(label="Report", required=False)
    outcome = forms.ChoiceField(
        label="Outcome",
        required=False,
        widget=forms.RadioSelect,
        choices=[("pass", "Pass"), ("return", "Return"), ("refuse", "Refuse")],
    )
    days = forms.CharField(label="Answer within", required=False)
    domain = forms.ChoiceField(label="Domain", choices=[("", "Choose"), ("a", "A")], required=False)
    true = forms.BooleanField(label="My answers are true", error_messages={"required": "Confirm your answers"})

    helper = PortalHelper(
        Question("name", width=20, note="Not the name in your report.", note_title="Reviewer comment"),
        Question("role", hints={"supporter": "You supply the technology"}),
        "makes",
        "launch",
        "purpose",
        Upload("report", kept=KEPT, remove_url="/remove/"),
        Revealing("outcome", {"return": [Question("days", optional=False)]}),
        "domain",
        "true",
        ButtonGroup(
            Button("Save and continue", name="next", value="on"), TextLink("Cancel", "/away/"), note="Saved at 14:32"
        ),
    )


PAGE = """
{% extends "base.html" %}{% load crispy_forms_tags %}
{% block title %}Questions{% endblock %}
{% block content %}<h1 class="govuk-heading-l">Questions</h1>{% crispy form %}{% endblock %}
"""


@csrf_exempt
def questions(request):
    form = Everything(request.POST or None, request.FILES or None)
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


urlpatterns = [path("questions/", questions), *portal]
