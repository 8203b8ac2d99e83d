import pytest

from accounts import permissions
from accounts.membership import LastOwner
from filings import colleagues, drafting
from filings.colleagues import NoHeir
from filings.models import Filing
from tests.factories import NOON, make_applicant, make_company
from tests.filings.factories import make_draft, make_filing

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return make_company()


@pytest.fixture
def owner(company):
    return make_applicant(company, name="Lin Wei")


@pytest.fixture
def wang(company):
    return make_applicant(company, "editor", name="Wang Fang")


def applicants(*filings):
    return [Filing.objects.get(pk=filing.pk).applicant for filing in filings]


def test_what_the_removed_had_begun_goes_to_the_owner_who_removes(company, owner, wang):
    draft, returned = make_draft(wang), make_filing("returned", by=wang)
    submitted, done = make_filing("submitted", by=wang), make_filing("approved", by=wang)

    colleagues.remove(wang.memberships.get(), by=owner, at=NOON)

    assert applicants(draft, returned, submitted, done) == [owner, owner, owner, wang]
    event = draft.events.get(act="reassigned")
    assert (event.by, event.at, event.detail) == (owner, NOON, {"before": "Wang Fang", "now": "Lin Wei"})
    assert draft.events.get(act="started").by == wang


def test_or_to_whom_the_owner_names(company, owner, wang):
    heir, draft = make_applicant(company, "editor"), make_draft(wang)

    colleagues.remove(wang.memberships.get(), heir=heir, by=owner, at=NOON)

    assert applicants(draft) == [heir]


def test_filings_of_another_company_stay(company, owner, wang):
    second = make_company(wang, role="editor")
    elsewhere = drafting.start(company=second, role="provider", by=wang, at=NOON)

    colleagues.remove(company.memberships.get(user=wang), by=owner, at=NOON)

    assert applicants(elsewhere) == [wang]


@pytest.mark.parametrize(
    "make_heir", [lambda company: make_applicant(company, "viewer"), lambda company: make_applicant()]
)
def test_nobody_inherits_who_cannot_write(company, owner, wang, make_heir):
    draft = make_draft(wang)

    with pytest.raises(NoHeir):
        colleagues.remove(wang.memberships.get(), heir=make_heir(company), by=owner, at=NOON)

    assert (permissions.role_in(wang, company), applicants(draft)) == ("editor", [wang])


def test_who_leaves_names_who_goes_on(company, owner, wang):
    draft = make_draft(wang)

    with pytest.raises(NoHeir):
        colleagues.remove(wang.memberships.get(), by=wang, at=NOON)
    colleagues.remove(wang.memberships.get(), heir=owner, by=wang, at=NOON)

    assert applicants(draft) == [owner]


def test_who_leaves_with_nothing_in_hand_names_nobody(company, owner, wang):
    colleagues.remove(wang.memberships.get(), by=wang, at=NOON)

    assert permissions.role_in(wang, company) == ""


@pytest.mark.parametrize(("role", "goes_to"), [("viewer", "owner"), ("owner", "wang")])
def test_who_only_looks_on_from_now_on_hands_on_what_they_had_begun(company, owner, wang, role, goes_to):
    draft = make_draft(wang)

    colleagues.change_role(wang.memberships.get(), role=role, by=owner, at=NOON)

    assert applicants(draft) == [{"owner": owner, "wang": wang}[goes_to]]


def test_an_owner_who_becomes_a_viewer_names_who_goes_on(company, owner, wang):
    second, draft = make_applicant(company), make_draft(owner)

    with pytest.raises(NoHeir):
        colleagues.change_role(owner.memberships.get(), role="viewer", by=owner, at=NOON)
    colleagues.change_role(owner.memberships.get(), role="viewer", heir=second, by=owner, at=NOON)

    assert applicants(draft) == [second]


def test_a_removal_that_is_refused_hands_nothing_on(company, owner, wang):
    draft = make_draft(owner)

    with pytest.raises(LastOwner):
        colleagues.remove(owner.memberships.get(), heir=wang, by=owner, at=NOON)

    assert applicants(draft) == [owner]


def test_owners_come_first_among_those_who_can_go_on(company, wang):
    editor = make_applicant(company, "editor")
    owner = make_applicant(company)
    make_applicant(company, "viewer")
    make_company(owner, editor, role="viewer")

    assert list(colleagues.heirs(company.memberships.get(user=wang))) == [owner, editor]
