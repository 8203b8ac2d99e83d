"""A company's registration, and the change of its details: the acts."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import Error, connection, transaction

from audit import trail
from filings import amendment, attaching, colleagues, conclusion, drafting, standing, submission
from filings.models import Filing, Verification
from notifications.models import Notification
from tests.factories import NOON, make_applicant, make_company, make_staff
from tests.filings.factories import (
    ENTITY,
    FACTS,
    PAPERS,
    answer,
    make_draft,
    make_entity_draft,
    make_entity_filing,
    make_submitted_filing,
    make_upload,
    make_verified,
)
from tests.together import at_once, meet

LATER = NOON + timedelta(days=30)


@pytest.fixture
def reviewer(db):
    return make_staff("reviewer")


def start(company, by=None, at=LATER):
    return drafting.start_entity(company=company, by=by or company.members.first(), at=at)


def change(company, **changed):
    """A change of details, submitted and verified."""
    filing = answer(start(company), changed)
    submission.submit(filing, revision=1, by=filing.applicant, at=LATER)
    return conclusion.verify(filing, by=make_staff("reviewer"), at=LATER)


# --- Starting --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_registration_is_a_filing_with_a_reference_like_any_other():
    filing = make_entity_draft()

    assert (filing.kind, filing.role, filing.reference) == ("entity", "", "F-2026-000001")
    assert [(event.act, event.by, event.detail) for event in filing.events.all()] == [("started", filing.applicant, {})]


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Filing.Status.DRAFT, Filing.Status.SUBMITTED, Filing.Status.RETURNED])
def test_the_registration_that_is_open_is_given_to_whoever_starts_another(status):
    filing = make_entity_filing(status)

    assert start(filing.company, by=make_applicant(filing.company)) == filing
    assert Filing.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_start_at_once_start_one_registration():
    company = make_company()
    people = [make_applicant(company), make_applicant(company)]
    together, started = Barrier(2), []

    def click(person):
        together.wait(timeout=10)
        try:
            started.append(start(company, by=person).pk)
        finally:
            connection.close()

    threads = [Thread(target=click, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert started == [Filing.objects.get().pk] * 2


@pytest.mark.django_db
def test_a_change_of_details_begins_with_what_was_verified_documents_included():
    verified = make_entity_filing(Filing.Status.APPROVED)

    filing = start(verified.company)

    assert filing != verified
    assert filing.answers == ENTITY
    before, now = verified.documents(), filing.documents()
    assert {key: now[key].sha256 for key in PAPERS} == {key: before[key].sha256 for key in PAPERS}
    assert {document.uuid for document in now.values()} & {document.uuid for document in before.values()} == set()
    assert filing.events.get().detail == {"like": f"{verified.reference} / 1"}


@pytest.mark.django_db
def test_a_registration_after_a_refusal_begins_with_what_was_refused():
    refused = make_entity_filing(Filing.Status.REFUSED)

    assert start(refused.company).answers == ENTITY


@pytest.mark.django_db
def test_a_change_begins_with_what_was_verified_and_not_with_a_later_refusal(reviewer):
    company = make_entity_filing(Filing.Status.APPROVED).company
    refused = answer(start(company), {"address": "别处"})
    submission.submit(refused, revision=1, by=refused.applicant, at=LATER)
    conclusion.refuse(refused, reason="不符。", by=reviewer, at=LATER)

    assert start(company).answers["address"] == ENTITY["address"]


# --- Submitting and verifying ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_registration_is_frozen_with_every_answer_and_paper():
    filing = make_entity_filing(Filing.Status.SUBMITTED)

    revision = filing.revisions.get()
    assert (revision.role, revision.answers, revision.verification) == ("", ENTITY, None)
    assert {document["key"] for document in revision.documents} == set(PAPERS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"division": "990106"},
        {"legal_id_number": "999999199003070013"},
        {"certificate_until": ["2036", "2", "30"]},
        {"officer_mobile": ""},
    ],
)
def test_a_wrong_answer_that_was_saved_as_a_draft_is_not_submitted(wrong):
    with pytest.raises(submission.FilingIncomplete):
        make_entity_filing(Filing.Status.SUBMITTED, **wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("key", PAPERS)
def test_a_registration_without_one_of_its_papers_is_not_submitted(key):
    filing = make_entity_filing()
    attaching.remove(filing, key=key, by=filing.applicant, at=LATER)

    with pytest.raises(submission.FilingIncomplete):
        submission.submit(filing, revision=1, by=filing.applicant, at=LATER)


@pytest.mark.django_db
def test_what_is_verified_names_the_company_and_counts_from_then_on(reviewer):
    filing = make_entity_filing(Filing.Status.SUBMITTED, company_name="杭州澜亭科技有限公司")

    verification = conclusion.verify(filing, by=reviewer, at=LATER)

    filing.refresh_from_db()
    filing.company.refresh_from_db()
    assert (filing.status, filing.events.last().act) == ("approved", "verified")
    assert (verification.number, verification.revision, verification.by, verification.at) == (
        1,
        filing.revisions.get(),
        reviewer,
        LATER,
    )
    assert (filing.company.name, filing.company.credit_code) == ("杭州澜亭科技有限公司", FACTS["credit_code"])


@pytest.mark.django_db(transaction=True)
def test_a_company_is_verified_at_the_moment_at_which_its_registrant_is_removed(monkeypatch):
    filing = make_entity_filing(Filing.Status.SUBMITTED)
    owner, office = make_applicant(filing.company), make_staff("reviewer")
    leaver = filing.applicant.memberships.get()
    with monkeypatch.context() as patch:
        gate = meet(patch, trail, "move")
        meet(patch, colleagues, "_hand_on", gate=gate)

        verification, removal = at_once(
            lambda: conclusion.verify(Filing.objects.get(pk=filing.pk), by=office, at=LATER),
            lambda: colleagues.remove(leaver, by=owner, at=LATER),
        )

    assert (verification, removal) == (Verification.objects.get(), None)


@pytest.mark.django_db
def test_the_company_is_told_that_it_is_verified(reviewer):
    filing = make_entity_filing(Filing.Status.SUBMITTED)
    Notification.objects.all().delete()

    conclusion.verify(filing, by=reviewer, at=LATER)

    letter = Notification.objects.get()
    assert (letter.recipient, letter.subject) == (filing.applicant, f"Verified: company details {filing.reference}")
    assert f"The office verified the company details of {FACTS['company_name']}" in letter.body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "event", "subject"),
    [
        (Filing.Status.SUBMITTED, "received", "Received: company details"),
        (Filing.Status.RETURNED, "returned", "Changes needed: company details"),
        (Filing.Status.REFUSED, "refused", "Refused: company details"),
    ],
)
def test_letters_about_a_registration_speak_of_no_algorithm(status, event, subject):
    filing = make_entity_filing(status)

    letter = Notification.objects.get(event=f"filings/{event}")
    assert letter.subject == f"{subject} {filing.reference}"
    words = letter.body.lower().replace("algorithm filing", "")  # the portal's name stands below each letter
    assert [word for word in ("algorithm", "national", "number", "published") if word in words] == []


@pytest.mark.django_db
def test_a_filing_of_an_algorithm_is_not_verified(reviewer):
    filing = make_submitted_filing()

    with pytest.raises(trail.Refused, match="Only the details of a company are verified"):
        conclusion.verify(filing, by=reviewer, at=LATER)


@pytest.mark.django_db
def test_a_code_that_another_company_took_meanwhile_is_not_verified(reviewer):
    filing = make_entity_filing(Filing.Status.SUBMITTED)
    other = make_company()
    other.credit_code = FACTS["credit_code"]
    other.save()

    with pytest.raises(conclusion.CodeTaken), transaction.atomic():
        conclusion.verify(filing, by=reviewer, at=LATER)

    filing.refresh_from_db()
    assert (filing.status, Verification.objects.count()) == ("submitted", 0)


@pytest.mark.django_db
def test_a_second_verification_is_number_two_and_the_first_stays():
    company = make_entity_filing(Filing.Status.APPROVED).company

    change(company, address="杭州市虚构路 2 号")

    assert [(each.number, each.revision.answers["address"]) for each in company.verifications.all()] == [
        (1, ENTITY["address"]),
        (2, "杭州市虚构路 2 号"),
    ]


@pytest.mark.django_db
def test_a_verification_withstands_sql():
    make_entity_filing(Filing.Status.APPROVED)

    with pytest.raises(Error, match="Cannot update or delete rows"), transaction.atomic():
        connection.cursor().execute("UPDATE filings_verification SET number = 7")


# --- What it means for the filings of algorithms ---------------------------------------------------------


@pytest.mark.django_db
def test_a_company_drafts_before_it_is_verified_and_does_not_submit():
    filing = answer(make_draft(), {"algorithm_name": "澜亭算法", "domain": ["image"], "purpose": "修复。"})

    with pytest.raises(standing.NotVerified) as refusal:
        submission.submit(filing, revision=1, by=filing.applicant, at=LATER)

    assert str(refusal.value) == (
        "An algorithm is filed by a verified company. Your company is not registered yet: start its registration."
    )
    filing.refresh_from_db()
    assert (filing.status, filing.revisions.count()) == ("draft", 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Filing.Status.DRAFT, "The registration of your company is a draft: complete and submit it."),
        (
            Filing.Status.SUBMITTED,
            "The registration of your company has been with the provincial office since 2 March 2026.",
        ),
        (
            Filing.Status.RETURNED,
            "The registration of your company was returned: correct it and submit it again.",
        ),
        (Filing.Status.REFUSED, "The registration of your company was refused: read why, and start it again."),
    ],
)
def test_each_state_of_a_registration_is_told_and_none_of_them_will_do(status, said):
    company = make_entity_filing(status).company

    assert standing.of(company).said == said
    with pytest.raises(standing.NotVerified):
        standing.required(company)


@pytest.mark.django_db
def test_a_verified_company_stays_verified_while_a_change_is_under_way():
    company = make_entity_filing(Filing.Status.APPROVED).company
    open_filing = start(company)

    stands = standing.of(company)
    assert (stands.state, stands.open_filing, stands.next_step) == (
        "verified",
        open_filing,
        "Go on with the change",
    )


@pytest.mark.django_db
def test_what_a_company_was_verified_with_is_frozen_into_its_filing():
    filing = make_submitted_filing()

    revision = filing.revisions.get()
    assert {key: revision.answers[key] for key in FACTS} == FACTS
    assert revision.verification == filing.company.verifications.get()
    assert {key for key in FACTS if key in Filing.objects.get(pk=filing.pk).answers} == set()


@pytest.mark.django_db
def test_a_filing_under_way_keeps_the_details_it_was_submitted_with_and_the_next_takes_the_new_ones(reviewer):
    company = make_entity_filing(Filing.Status.APPROVED).company
    running = make_submitted_filing(by=company.members.get())

    change(company, company_name="杭州新澜亭科技有限公司", division="330105")
    later = make_submitted_filing(by=company.members.get())

    assert [
        (each.latest_revision().answers["company_name"], each.latest_revision().answers["division"])
        for each in (running, later)
    ] == [(FACTS["company_name"], "330106"), ("杭州新澜亭科技有限公司", "330105")]


@pytest.mark.django_db
def test_a_returned_filing_keeps_its_first_revision_and_declares_the_new_details_when_it_is_submitted_again(reviewer):
    company = make_entity_filing(Filing.Status.APPROVED).company
    running = make_submitted_filing(by=company.members.get())
    amendment.reopen(running, reason="请补充。", by=reviewer, at=LATER)
    change(company, company_name="杭州新澜亭科技有限公司")

    submission.submit(running, revision=2, by=running.applicant, at=LATER)

    assert [(each.verification.number, each.answers["company_name"]) for each in running.revisions.all()] == [
        (1, FACTS["company_name"]),
        (2, "杭州新澜亭科技有限公司"),
    ]


@pytest.mark.django_db
def test_how_companies_stand_is_asked_in_as_many_queries_for_one_as_for_three(django_assert_num_queries):
    companies = [make_entity_filing(Filing.Status.SUBMITTED).company]
    companies += [make_verified(make_company()).company for _n in range(2)]

    with django_assert_num_queries(2):
        assert [each.state for each in standing.of_each(companies)] == ["submitted", "verified", "verified"]


@pytest.mark.django_db
def test_the_name_of_a_sensitive_paper_does_not_get_into_the_trail():
    filing = make_entity_draft()

    attaching.attach(
        filing, key="officer_employment", upload=make_upload(name="周算安.pdf"), by=filing.applicant, at=LATER
    )

    assert filing.events.last().detail["name"] == "PDF document"


@pytest.mark.django_db(transaction=True)
def test_somebody_who_leaves_while_their_registration_is_verified_holds_up_nobody(monkeypatch):
    filing = make_entity_filing(Filing.Status.SUBMITTED)
    owner, reviewer = make_applicant(filing.company), make_staff("reviewer")
    leaving = filing.company.memberships.get(user=filing.applicant)
    gate, hand_on = meet(monkeypatch, conclusion.trail, "move"), colleagues._hand_on

    def meet_and_hand_on(*given, **more):
        with suppress(BrokenBarrierError):
            gate.wait()
        hand_on(*given, **more)

    monkeypatch.setattr(colleagues, "_hand_on", meet_and_hand_on)
    verification, left = at_once(
        lambda: conclusion.verify(Filing.objects.get(pk=filing.pk), by=reviewer, at=LATER),
        lambda: colleagues.remove(leaving, heir=owner, by=owner, at=LATER),
    )

    assert (verification, left) == (Verification.objects.get(), None)
