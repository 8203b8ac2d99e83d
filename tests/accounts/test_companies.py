from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts import companies, permissions
from accounts.models import Company
from tests.factories import NOON, make_user

CODE = "91999999MA2CFGHJ1W"


def open_company(by, name="杭州澜亭影像科技有限公司"):
    return companies.open_company(name=name, credit_code=CODE, by=by, at=NOON)


@pytest.mark.django_db
def test_whoever_opens_a_company_owns_it():
    lin = make_user()

    company = open_company(lin)

    assert permissions.role_in(lin, company) == "owner"
    assert [(event.act, event.by, event.at) for event in company.events.all()] == [("opened", lin, NOON)]


@pytest.mark.django_db
def test_one_company_to_a_credit_code():
    first = open_company(make_user())

    with pytest.raises(companies.CompanyExists):
        open_company(make_user(), name="another name")

    assert list(Company.objects.all()) == [first]
    assert first.memberships.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_a_company_at_once_one_is_told_that_it_exists():
    people, together, told = [make_user(), make_user()], Barrier(2), []

    def run(person):
        together.wait(timeout=10)
        try:
            open_company(person)
        except Exception as error:
            told.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert told == [companies.CompanyExists]
    assert Company.objects.get().memberships.count() == 1


CODES = [f"9199{n:04}MA2CFGHJ1W" for n in range(companies.MOST_A_DAY + 1)]


@pytest.mark.django_db
def test_one_person_opens_no_more_than_ten_companies_a_day():
    lin = make_user()
    for code in CODES[:-1]:
        companies.open_company(name="影像", credit_code=code, by=lin, at=NOON)

    with pytest.raises(companies.TooManyOpened) as refused:
        companies.open_company(name="影像", credit_code=CODES[-1], by=lin, at=NOON + timedelta(hours=23))

    assert str(refused.value) == "You have opened 10 companies within a day. Open the next one tomorrow."
    assert Company.objects.count() == companies.MOST_A_DAY == 10
    companies.open_company(name="影像", credit_code=CODES[-1], by=lin, at=NOON + timedelta(hours=25))
    companies.open_company(name="影像", credit_code="91999999MA2CFGHJ2W", by=make_user(), at=NOON)
