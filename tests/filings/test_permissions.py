import pytest

from accounts.permissions import NotYours
from filings import attaching, drafting, permissions, submission
from filings.models import Filing
from tests.factories import NOON, make_applicant, make_company
from tests.filings.factories import make_attachment, make_draft, make_filing, make_upload

pytestmark = pytest.mark.django_db

WITH_COMPANY = {"draft", "returned"}


@pytest.fixture
def company():
    return make_company()


@pytest.fixture
def owner(company):
    return make_applicant(company)


@pytest.mark.parametrize("status", Filing.Status.values)
@pytest.mark.parametrize("role", ["owner", "editor", "viewer", "stranger"])
def test_what_each_role_may_do_in_each_status(company, owner, role, status):
    filing = make_filing(status, by=owner)
    person = make_applicant() if role == "stranger" else make_applicant(company, role)

    may = {act for act in permissions.FOR_A_FILING if act != "start" and permissions.may(person, act, filing)}

    writes = {"write", "attach", "submit"} if status in WITH_COMPANY else set()
    writes |= {"answer"} if status == "returned" else set()
    writes |= {"withdraw"} if status in {"submitted", "returned"} else set()
    assert (
        may
        == {
            "owner": {"read", "reveal"} | writes,
            "editor": {"read", "reveal"} | writes,
            "viewer": {"read"},
            "stranger": set(),
        }[role]
    )


@pytest.mark.parametrize(("role", "may"), [("owner", True), ("editor", False), ("viewer", False)])
def test_what_a_company_says_of_itself_is_its_owners(company, owner, role, may):
    filing = Filing.objects.create(
        reference="F-2026-900001",
        company=company,
        applicant=owner,
        kind="entity",
        started_at=NOON,
        saved_at=NOON,
        saved_by=owner,
    )
    person = make_applicant(company, role)

    assert [permissions.may(person, act, filing) for act in ("write", "attach", "submit")] == [may] * 3
    assert permissions.may_start(person, company, "entity") is may
    assert permissions.may(person, "read", filing)


@pytest.mark.parametrize(("role", "may"), [("owner", True), ("editor", True), ("viewer", False)])
def test_who_starts_a_filing(company, role, may):
    person = make_applicant(company, role)

    assert permissions.may_start(person, company) is may
    if not may:
        with pytest.raises(NotYours):
            drafting.start(company=company, role="provider", by=person, at=NOON)


def acts(filing, by):
    return [
        lambda: drafting.save_answers(
            filing, section="company", answers={"division": "330106"}, edition=filing.edition, by=by, at=NOON
        ),
        lambda: attaching.attach(filing, key="self_assessment", upload=make_upload(), by=by, at=NOON),
        lambda: attaching.remove(filing, key="self_assessment", by=by, at=NOON),
        lambda: submission.submit(filing, revision=1, by=by, at=NOON),
    ]


@pytest.mark.parametrize("n", range(4))
@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("viewer", "Your role lets you read this filing and not change it. Ask an owner of the company."),
        ("", "You do not act for this company any more."),
    ],
)
def test_each_act_refuses_who_may_not(company, owner, n, role, sentence):
    filing = make_draft(owner)
    make_attachment(filing)
    before = Filing.objects.filter(pk=filing.pk).values().get()

    with pytest.raises(NotYours) as refusal:
        acts(filing, make_applicant(company, role) if role else make_applicant())[n]()

    assert str(refusal.value) == sentence
    assert Filing.objects.filter(pk=filing.pk).values().get() == before
    assert [each.key for each in filing.attachments.current()] == ["self_assessment"]


def test_a_role_is_asked_behind_the_lock_as_well(company, owner, monkeypatch):
    """The look into a file takes seconds, in which a role may be lost."""
    filing, editor = make_draft(owner), make_applicant(company, "editor")
    store = attaching.documents.store

    def removed_meanwhile(upload, kind):
        editor.memberships.get().delete()
        return store(upload, kind)

    monkeypatch.setattr(attaching.documents, "store", removed_meanwhile)

    with pytest.raises(NotYours):
        attaching.attach(filing, key="self_assessment", upload=make_upload(), by=editor, at=NOON)

    assert not filing.attachments.exists()


def test_mail_about_a_filing_is_for_those_who_can_act_on_it(company, owner):
    editor = make_applicant(company, "editor")
    make_applicant(company, "viewer")
    make_applicant(company, is_active=False)
    make_company(editor, role="viewer")

    assert list(permissions.told_of(company)) == [owner, editor]


def test_the_status_is_said_where_the_role_would_do(owner):
    filing = make_filing("submitted", by=owner)

    with pytest.raises(permissions.NotEditable, match="its status is “Submitted”"):
        permissions.require(owner, "write", filing)
