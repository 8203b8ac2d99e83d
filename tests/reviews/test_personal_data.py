"""Personal data on the whole way of a registration: nowhere but in the one answer to whoever said why."""

import json
import logging

import pytest
from django.urls import reverse

from accounts.models import CompanyEvent, PersonEvent
from filings import standing
from filings.models import Filing, FilingEvent
from notifications.models import Notification
from reviews import intake, reminders
from reviews.models import CaseEvent
from tests.conftest import SignedInClient
from tests.factories import NOON, make_applicant, make_company, make_reviewer
from tests.filings.factories import ENTITY, SENSITIVE, make_upload
from tests.reviews.factories import days_later

pytestmark = pytest.mark.django_db


# People write whose paper it is into its name.
NAMES = {"officer_employment": f"{ENTITY['officer_name']}{ENTITY['officer_id_number']}.pdf"}


class Watched(SignedInClient):
    """A browser that remembers every page, its address and its headers."""

    def __init__(self, person):
        super().__init__(raise_request_exception=False)
        self.force_login(person)
        self.seen = []

    def request(self, **request):
        response = super().request(**request)
        if not response.streaming:
            self.seen.append(f"{request['PATH_INFO']} {response.headers} {response.content.decode()}")
        return response


def fill_in(browser, filing, **changed):
    """Send every section as a person does, right after a wrong try."""
    boxes = {"certificate_until_year": "2036", "certificate_until_month": "3", "certificate_until_day": "27"}
    for section, papers in {
        "company": [],
        "certificate": ["certificate_scan"],
        "legal-representative": [],
        "officer": ["officer_employment"],
        "undertakings": ["commitment", "duty_statement"],
    }.items():
        there = reverse("filings:section", args=[filing.reference, section])
        for wrong in ({"officer_mobile": "123", "legal_name": ""}, {}):
            filing.refresh_from_db()
            files = {key: make_upload(name=NAMES.get(key, f"{key}.pdf")) for key in papers}
            browser.post(
                there, ENTITY | changed | boxes | wrong | files | {"edition": filing.edition, "next": "continue"}
            )
        browser.get(there)


def submit(browser, filing):
    filing.refresh_from_db()
    there = reverse("filings:check", args=[filing.reference])
    browser.get(there)
    revision = filing.revisions.count() + 1
    browser.post(there, {"revision": revision, "edition": filing.edition, "declared": "on"}, follow=True)
    intake.take_in(filing.pk, at=days_later(1))


def decide(browser, filing, outcome, reason=""):
    there = reverse("reviews:decide", args=[filing.reference])
    filing.case.refresh_from_db()
    data = {"outcome": outcome, "reason": reason, "version": filing.case.version}
    browser.post(there, data)
    browser.post(there, data | {"confirmed": "yes"}, follow=True)


def read_all(browser, filing):
    """Everything that can be opened by a link."""
    for view in ("detail", "submitted"):
        browser.get(reverse(f"filings:{view}", args=[filing.reference]))
    for there in ("/filings/", "/filings/new/", reverse("filings:company"), f"/filings/{filing.reference}/progress/"):
        browser.get(there)


def test_personal_data_is_in_no_page_mail_event_or_log_but_the_answer_that_reveals_it(caplog, time_machine):
    time_machine.move_to(NOON, tick=True)
    caplog.set_level(logging.DEBUG)
    applicant, chen = make_applicant(make_company()), make_reviewer("33")
    company, office = Watched(applicant), Watched(chen)

    company.post(reverse("filings:company"), {"company": applicant.companies.get().pk})
    filing = Filing.objects.get()
    fill_in(company, filing)
    submit(company, filing)
    read_all(company, filing)
    office.get("/reviews/")
    office.post(reverse("reviews:take", args=[filing.reference]), follow=True)
    decide(office, filing, "returned", "请核对证件。")
    fill_in(company, filing, officer_title="另一职务")
    company.get(reverse("filings:revision", args=[filing.reference, 1]))
    submit(company, filing)
    office.get(reverse("reviews:case", args=[filing.reference]))
    revealed = office.post(
        reverse("reviews:reveal", args=[filing.reference, 2, "legal_id_number"]), {"why": "Compare with the card"}
    )
    office.seen.pop()
    office.get(reverse("reviews:case", args=[filing.reference]))
    decide(office, filing, "verified")
    read_all(company, filing)
    company.post(reverse("filings:company"), {"company": filing.company_id}, follow=True)
    reminders.remind(at=days_later(60))

    events = [
        json.dumps(event.detail, ensure_ascii=False)
        for model in (FilingEvent, CaseEvent, PersonEvent, CompanyEvent)
        for event in model.objects.all()
    ]
    letters = [letter.subject + letter.body for letter in Notification.objects.all()]
    told = company.seen + office.seen + letters + events + caplog.messages
    told.append(json.dumps(list(Filing.objects.values("section_saves")), ensure_ascii=False))
    assert standing.of(filing.company).is_verified  # the whole way was gone
    assert (len(company.seen) > 40, len(office.seen) > 8, len(letters) > 4) == (True, True, True)
    assert ENTITY["legal_id_number"] in revealed.text
    assert [(value, text[:200]) for value in SENSITIVE for text in told if value in text] == []


def test_a_crash_while_personal_data_is_sent_writes_none_of_it_down(caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    applicant = make_applicant(make_company())
    company = Watched(applicant)
    company.post(reverse("filings:company"), {"company": applicant.companies.get().pk})
    filing = Filing.objects.get()

    def crash(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("filings.drafting.touch", crash)
    there = reverse("filings:section", args=[filing.reference, "officer"])
    response = company.post(there, ENTITY | {"edition": 0, "next": "continue"})

    assert response.status_code == 500
    assert [value for value in SENSITIVE if value in response.text + caplog.text] == []
