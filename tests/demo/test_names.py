from random import Random

import pytest
from stdnum.cn import uscc

from demo import names
from divisions import province_of


def test_the_same_seed_invents_the_same_firms():
    assert names.firms(Random(1), 120) == names.firms(Random(1), 120)


def test_no_two_firms_share_a_name():
    firms = names.firms(Random(1), 200)

    assert len({firm.name for firm in firms}) == 200


def test_every_firm_is_registered_in_a_province_that_has_an_office():
    assert [firm for firm in names.firms(Random(1), 200) if province_of(firm.division) is None] == []


@pytest.mark.parametrize("serial", [0, 7, 12345678])
def test_credit_codes_are_valid_and_belong_to_no_division(serial):
    code = names.credit_code(serial)

    assert uscc.is_valid(code)
    assert code[2:8] == "999999"


def test_a_technical_supporter_has_no_products():
    firm = names.firms(Random(1), 1)[0]

    assert names.work(Random(1), firm, supporter=True).products == ()
    assert len(names.work(Random(1), firm, supporter=False).products) in (1, 2)
