"""Filling in the form in a browser, section by section, as somebody does who has all answers at hand."""

from django import forms

from design.fields import DatePartsField
from filings import rows, sections, uploads
from filings.forms.base import DocumentField
from filings.models import Filing
from tests.filings.factories import make_pdf
from tests.filings.files import image

CONTINUE = "main button[name=next][value=continue]"


def fill_in(visitor, reference, answers):
    """Answer every section that the filing asks for; ``answers`` are by field key, lists of rows among them."""
    for section in sections.offered(Filing.objects.get(reference=reference)):
        filing = Filing.objects.get(reference=reference)  # what is asked may hang on what was just answered
        if section.is_asked(filing):
            visitor.go(f"/filings/{reference}/{section.key}/")
            fill_section(visitor, section, answers)


def fill_section(visitor, section, answers):
    """From the open page of the section to the next."""
    if isinstance(section, sections.ListSection):
        for row in rows.of(answers, section.name):
            visitor.press(visitor.page.locator("main a.govuk-button").first)
            put_in(visitor.page, section.form, row, names=section.form.named(answers))
            visitor.press(visitor.page.locator(CONTINUE).last)
    else:
        put_in(visitor.page, section.form, answers)
    visitor.press(visitor.page.locator(CONTINUE).last)


def put_in(page, form, answers, names=None):
    for key, field in form.base_fields.items():
        answer = answers.get(key)
        if isinstance(field, DocumentField):
            offer(page, key, field.takes)
        elif names and key in names:
            page.locator(f"[name={key}]").select_option(label=names[key][answer])
        elif answer not in (None, "", []):
            put(page, key, field, answer)


def offer(page, key, kind):
    """Choose a file, where the page asks for it now."""
    chooser = page.locator(f"input[type=file][name={key}]")
    if chooser.count() and chooser.is_visible():
        name, content = (f"{key}.png", image("PNG")) if kind is uploads.IMAGE else (f"{key}.pdf", make_pdf(key))
        chooser.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})


def put(page, key, field, answer):
    match field:
        case DatePartsField():
            for box, text in zip(field.widget.boxes, answer.split("-"), strict=True):
                page.locator(f"[name={key}_{box}]").fill(text)
        case forms.ChoiceField():
            for value in answer if isinstance(answer, list) else [answer]:
                page.locator(f"[name={key}][value={value}]").check()
        case _:
            page.locator(f"[name={key}]").fill(str(answer))
