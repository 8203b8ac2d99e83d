import pytest

from accounts.models import Posting
from audit import trail
from filings.models import Revision
from reviews import assignment, permissions
from reviews.models import Case, Decision, Recusal
from tests.factories import NOON, make_office, make_publisher, make_reviewer, make_staff, make_user
from tests.reviews.factories import make_case

pytestmark = pytest.mark.django_db

READS = {"read"}
BY_ROLE = {
    "intake": {"read", "assign", "declare_conflict"},
    "reviewer": {"read", "take", "declare_conflict"},
    "approver": {"read", "reveal", "declare_conflict"},
    "head": {"read", "reveal", "read_recusals", "declare_conflict", "assign", "reassign", "hand_over"},
    "auditor": {"read", "reveal", "read_recusals"},
    "publisher": set(),
    "administrator": set(),
}


def seen_by(person):
    return list(Case.objects.visible_to(person).order_by("pk"))


@pytest.mark.parametrize(("role", "acts"), BY_ROLE.items())
def test_each_role_may_what_it_is_for_with_a_case_that_waits(role, acts):
    case = make_case()

    assert permissions.acts_open_to(make_staff(role, "33"), case) == acts


@pytest.mark.parametrize(("role", "acts"), BY_ROLE.items())
@pytest.mark.parametrize("status", ["approved", "published", "refused"])
def test_what_is_decided_is_read_and_no_more(role, acts, status):
    case = make_case(status=status)

    assert permissions.acts_open_to(make_staff(role, ""), case) == acts & {"read", "reveal", "read_recusals"}


def test_a_case_with_its_company_is_neither_taken_nor_decided():
    reviewer = make_reviewer("33")
    case = make_case(status="returned", assignee=reviewer)

    assert permissions.acts_open_to(reviewer, case) == {"read", "reveal", "declare_conflict"}
    assert permissions.acts_open_to(make_reviewer("33"), case) == {"read", "declare_conflict"}


def test_only_the_reviewer_who_has_it_decides_gives_back_and_reveals():
    reviewer = make_reviewer("33")
    case = make_case(assignee=reviewer)

    assert permissions.acts_open_to(reviewer, case) - READS == {
        "comment",
        "decide",
        "give_back",
        "reveal",
        "declare_conflict",
    }
    assert permissions.acts_open_to(make_reviewer("33"), case) - READS == {"declare_conflict"}


def test_where_a_case_is_decides_who_acts_on_it_and_where_it_came_in_who_reads_it():
    case = make_case(status="national")

    assert permissions.acts_open_to(make_staff("head", "33"), case) == BY_ROLE["auditor"] | {"declare_conflict"}
    assert permissions.acts_open_to(make_staff("head", ""), case) == BY_ROLE["head"]
    assert permissions.acts_open_to(make_reviewer("33"), case) == {"read", "declare_conflict"}


def test_a_role_in_an_office_that_does_not_see_a_case_is_good_for_nothing():
    person = make_staff("intake", "33")
    for province, role in (("", "head"), ("44", "head")):
        Posting.objects.create(user=person, office=make_office(province), role=role)

    assert permissions.acts_open_to(person, make_case()) == BY_ROLE["intake"]


@pytest.mark.parametrize("role", permissions.READERS)
def test_a_province_sees_what_came_in_by_it_and_the_national_office_what_ever_reached_it(role):
    here, there = make_case(province="33"), make_case(province="44")
    reached, back = make_case(status="national"), make_case(province="44", reached_national_at=NOON)
    everything = [here, there, reached, back]

    assert seen_by(make_staff(role, "33")) == [here, reached]
    assert seen_by(make_staff(role, "")) == (everything if role == "auditor" else [reached, back])


@pytest.mark.parametrize("make", [make_user, make_publisher, lambda: make_staff("administrator", "")])
def test_who_does_no_case_work_sees_no_case(make):
    make_case(status="national")

    assert seen_by(make()) == []


def test_nobody_sees_a_filing_of_a_company_that_they_belong_to():
    case = make_case()
    people = [make_staff(role, "33") for role in permissions.READERS]
    for person in people:
        case.filing.company.memberships.create(user=person, role="viewer")

    assert [seen_by(person) for person in people] == [[]] * 5
    assert [permissions.acts_open_to(person, case) for person in people] == [frozenset()] * 5


def test_nobody_sees_a_case_on_which_they_have_declared_a_conflict():
    case, other = make_case(), make_case()
    reviewer = make_reviewer("33")
    Recusal.objects.create(case=case, person=reviewer, reason="亲属", at=NOON)

    assert seen_by(reviewer) == [other]
    assert permissions.acts_open_to(reviewer, case) == frozenset()


@pytest.mark.parametrize("leave", ["inactive", "unposted"])
def test_whoever_has_gone_may_nothing(leave):
    person, case = make_staff("head", "33"), make_case()
    if leave == "inactive":
        person.is_active = False
        person.save()
    else:
        person.postings.all().delete()

    assert permissions.acts_open_to(person, case) == frozenset()
    assert permissions.acts_anywhere(person) == frozenset()


def decided(case, person, office):
    Decision.objects.create(
        case=case,
        office=make_office(office),
        revision=case.filing.revisions.get(),
        outcome="passed",
        by=person,
        at=NOON,
    )


def test_who_decided_in_the_province_neither_takes_nor_decides_at_the_national_office():
    person = make_reviewer("33")
    Posting.objects.create(user=person, office=make_office(""), role="reviewer")
    case = make_case(status="national")
    assert permissions.may(person, "take", case)

    decided(case, person, "33")

    assert not permissions.may(person, "take", case)
    case.assignee = person
    case.save()
    assert not permissions.may(person, "decide", case)
    assert not permissions.is_held(case)
    assert list(permissions.reviewers_of(case)) == []


def test_nobody_decides_on_what_they_submitted_for_a_company_that_they_have_left():
    person, colleague = make_reviewer("33"), make_reviewer("33")
    case = make_case()
    Revision.objects.create(
        filing=case.filing, number=2, answers={}, documents=[], submitted_by=person, submitted_at=NOON
    )

    assert list(permissions.reviewers_of(case)) == [colleague]
    assert not permissions.may(person, "take", case)
    with pytest.raises(assignment.NothingWaits):
        assignment.take_next(by=person, at=NOON)
    case.assignee = person
    case.save()
    assert not permissions.may(person, "decide", case)


def test_who_decided_in_an_office_decides_there_again():
    person = make_reviewer("33")
    case = make_case(reached_national_at=NOON)
    decided(case, person, "33")

    assert permissions.may(person, "take", case)


def test_what_one_may_not_do_is_refused_with_who_may():
    with pytest.raises(trail.Refused, match="Only its reviewer decides on a case"):
        permissions.require(make_reviewer("33"), "decide", make_case())


def test_every_act_that_can_be_refused_has_a_sentence():
    assert set(permissions.FOR_A_CASE) - set(permissions.REFUSALS) == {"read_recusals"}


@pytest.mark.parametrize("act", permissions.FOR_A_BATCH)
def test_batches_are_for_the_publishers_of_the_national_office(act):
    assert permissions.may_with_batches(make_publisher(), act)
    assert not permissions.may_with_batches(make_staff("publisher", "33"), act)
    assert not permissions.may_with_batches(make_staff("head", ""), act)


def test_those_who_hear_of_a_case_may_see_it():
    case = make_case()
    there = make_staff("head", "33")
    conflicted, member = make_staff("head", "33"), make_staff("head", "33")
    make_staff("head", "44"), make_staff("head", "33", is_active=False), make_staff("auditor", "33")
    Recusal.objects.create(case=case, person=conflicted, reason="亲属", at=NOON)
    case.filing.company.memberships.create(user=member, role="viewer")

    assert list(permissions.people_of(case, "head", "intake")) == [there]
