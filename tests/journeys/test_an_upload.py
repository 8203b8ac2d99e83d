"""An upload tells how far it is, in a browser with a script; without one the browser sends it by itself."""

import pytest

from tests.factories import make_applicant
from tests.filings.factories import make_draft, make_pdf
from tests.filings.files import with_stream

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WATCH = """() => {
  const bar = document.querySelector("[data-upload]");
  window.told = [];
  new MutationObserver(() => window.told.push(bar.innerText.trim())).observe(bar, {childList: true, subtree: true});
}"""


def arrive(visit, filing, **how):
    visitor = visit(**how)
    visitor.sign_in(filing.applicant.email)
    visitor.go(f"/filings/{filing.reference}/documents/")
    return visitor


def choose(visitor, content):
    file = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": content}
    visitor.page.locator("input[type=file]").set_input_files(file)


def test_an_upload_tells_how_far_it_is_and_shows_what_comes_back(visit):
    filing = make_draft(make_applicant(email="lin@lanting.example"))
    visitor = arrive(visit, filing)
    assert not visitor.page.locator("[data-upload]").is_visible()
    choose(visitor, with_stream(bytes(3 * 1024 * 1024), []) + b"x")
    visitor.page.evaluate(WATCH)

    visitor.click("Save and continue")

    told = visitor.page.evaluate("window.told")
    assert told[0].startswith("Uploading: 0.0 of ")
    assert "Uploading: 3.0 of 3.0 MB" in told
    assert told[-1] == "Uploaded. The files are being checked."
    assert "Something else is joined to the PDF: save the PDF anew and upload it again" in visitor.text
    assert visitor.page.title().startswith("Error: ")
    assert visitor.page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert filing.documents() == {}

    choose(visitor, make_pdf())
    visitor.click("Save and come back later")

    assert visitor.page.url.endswith(f"/filings/{filing.reference}/")
    assert list(filing.documents()) == ["self_assessment"]


def test_an_upload_that_is_interrupted_says_so_and_can_be_sent_again(visit):
    filing = make_draft(make_applicant(email="lin@lanting.example"))
    visitor = arrive(visit, filing)
    choose(visitor, make_pdf())
    visitor.page.route("**/documents/", lambda route: route.abort())

    visitor.page.get_by_role("button", name="Save and continue").click()

    visitor.page.get_by_text("The upload was interrupted, and nothing was saved. Send it again.").wait_for()
    assert len(visitor.complaints) == 1  # of the browser, on the network
    visitor.complaints.clear()
    visitor.page.unroute("**/documents/")
    visitor.click("Save and come back later")
    assert list(filing.documents()) == ["self_assessment"]


def test_an_upload_without_script_is_a_plain_form(visit):
    filing = make_draft(make_applicant(email="lin@lanting.example"))
    visitor = arrive(visit, filing, script=False)
    assert not visitor.page.locator("[data-upload]").is_visible()
    choose(visitor, make_pdf())

    visitor.click("Save and come back later")

    assert list(filing.documents()) == ["self_assessment"]
