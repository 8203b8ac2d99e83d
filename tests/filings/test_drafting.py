from datetime import timedelta

import pytest

from audit import trail
from filings import drafting, permissions
from filings.models import Filing
from tests.factories import NOON, make_applicant, make_company
from tests.filings.factories import make_draft, make_filing, make_submitted_filing

PRODUCTS = {"products": [{"name": "澜亭影像", "forms": ["app"]}]}
OTHERS = {"products": [{"name": "澜亭助手", "forms": ["website"]}]}
LATER = NOON + timedelta(minutes=5)


def save(filing, answers, *, edition=None, section="products", by=None, at=LATER):
    edition = filing.edition if edition is None else edition
    drafting.save_answers(filing, section=section, answers=answers, edition=edition, by=by or filing.applicant, at=at)


@pytest.mark.django_db
def test_starting_makes_a_draft_with_a_reference_and_remembers_it():
    filing = make_draft()

    assert (filing.reference, filing.status) == ("F-2026-000001", "draft")
    assert [(event.act, event.by, event.at) for event in filing.events.all()] == [("started", filing.applicant, NOON)]


@pytest.mark.django_db
def test_two_clicks_on_start_make_one_draft():
    filing = make_draft()

    again = drafting.start(company=filing.company, role="provider", by=filing.applicant, at=LATER)

    assert again == filing
    assert Filing.objects.count() == 1


@pytest.mark.django_db
def test_a_draft_that_was_written_into_does_not_stand_in_the_way_of_another():
    filing = make_draft()
    save(filing, PRODUCTS)

    another = drafting.start(company=filing.company, role="provider", by=filing.applicant, at=LATER)

    assert another.reference == "F-2026-000002"


@pytest.mark.django_db
def test_a_colleague_starts_a_draft_of_their_own():
    filing = make_draft()
    colleague = make_applicant(filing.company)

    assert drafting.start(company=filing.company, role="provider", by=colleague, at=LATER) != filing


@pytest.mark.django_db
def test_saving_keeps_the_answers_and_who_gave_them_when():
    filing = make_draft()
    colleague = make_applicant(filing.company)

    save(filing, PRODUCTS, by=colleague)

    filing.refresh_from_db()
    assert filing.answers == PRODUCTS
    assert (filing.saved_by, filing.saved_at, filing.edition) == (colleague, LATER, 1)


@pytest.mark.django_db
def test_a_wrong_answer_is_kept_as_it_was_typed():
    filing = make_draft()

    save(filing, {"algorithm_name": "", "domain": ["poems"]}, section="algorithm")

    filing.refresh_from_db()
    assert filing.answers == {"algorithm_name": "", "domain": ["poems"]}


@pytest.mark.django_db
def test_the_role_is_saved_on_the_filing_and_not_among_the_answers():
    filing = make_draft()

    save(filing, {"algorithm_name": "澜亭算法", "role": "supporter"}, section="algorithm")

    filing.refresh_from_db()
    assert (filing.role, filing.answers) == ("supporter", {"algorithm_name": "澜亭算法"})


@pytest.mark.django_db
def test_saving_a_section_that_was_saved_meanwhile_is_refused_and_changes_nothing():
    filing = make_draft()
    colleague = make_applicant(filing.company, name="Lin Wei")
    save(filing, PRODUCTS, edition=0, by=colleague)

    with pytest.raises(drafting.SavedElsewhere) as refusal:
        save(filing, OTHERS, edition=0)

    filing.refresh_from_db()
    assert filing.answers == PRODUCTS
    assert str(refusal.value) == (
        "Lin Wei saved this section at 2 March 2026, 12:05, after you opened it."
        " Your text is still here, and not saved."
    )


@pytest.mark.django_db
def test_two_people_may_work_on_two_sections_at_once():
    filing = make_draft()
    save(filing, PRODUCTS, edition=0)

    save(filing, {"algorithm_name": "澜亭算法"}, section="algorithm", edition=0)

    filing.refresh_from_db()
    assert filing.answers == PRODUCTS | {"algorithm_name": "澜亭算法"}


@pytest.mark.django_db
def test_two_clicks_on_save_are_one_save():
    filing = make_draft()
    save(filing, PRODUCTS, edition=0)

    save(filing, PRODUCTS, edition=0)

    filing.refresh_from_db()
    assert filing.edition == 1


@pytest.mark.django_db
def test_what_the_act_decides_on_is_read_anew():
    filing = make_draft()
    old_copy = Filing.objects.get(pk=filing.pk)
    save(filing, PRODUCTS)

    save(old_copy, {"algorithm_name": "澜亭算法"}, section="algorithm", edition=1)

    filing.refresh_from_db()
    assert filing.answers == PRODUCTS | {"algorithm_name": "澜亭算法"}


@pytest.mark.django_db
def test_a_filing_that_was_submitted_cannot_be_edited():
    filing = make_submitted_filing()

    with pytest.raises(permissions.NotEditable) as refusal:
        save(filing, OTHERS)

    assert str(refusal.value) == "The filing cannot be changed now: its status is “Submitted”."


@pytest.mark.django_db
def test_a_returned_filing_can_be_edited():
    filing = make_filing(Filing.Status.RETURNED)

    save(filing, OTHERS)

    filing.refresh_from_db()
    assert filing.answers["products"] == OTHERS["products"]


@pytest.mark.django_db
def test_an_answer_that_the_section_does_not_ask_for_is_a_mistake_of_the_programme():
    with pytest.raises(ValueError, match="does not ask for purpose"):
        save(make_draft(), {"purpose": "…"})


@pytest.mark.django_db
def test_a_section_of_another_kind_of_filing_is_a_mistake_of_the_programme():
    with pytest.raises(ValueError, match="A filing of the kind initial, version 1, has no section company"):
        save(make_draft(), {"company_name": "澜亭"}, section="company")


@pytest.mark.django_db
def test_the_filings_of_other_companies_are_not_visible():
    filing, foreign = make_draft(), make_draft()
    colleague = make_applicant(filing.company)
    make_company(foreign.applicant)

    assert list(Filing.objects.visible_to(colleague)) == [filing]


def test_refusals_of_drafting_are_fit_to_be_shown():
    assert issubclass(drafting.SavedElsewhere, trail.Refused)
    assert issubclass(permissions.NotEditable, trail.Refused)
