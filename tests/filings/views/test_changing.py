"""The pages of a change: from the published filing to the check before it is submitted."""

import pytest

from filings.models import Filing
from tests.filings.factories import answer
from tests.filings.published import NEW_PURPOSE, make_change, make_published
from tests.filings.views.pages import address, text_of

pytestmark = pytest.mark.django_db


def changed_in(parts):
    return [each.key for part in parts for each in part.answers if each.has_changed]


def test_a_change_is_begun_at_the_published_filing(client, applicant):
    published = make_published(applicant)

    assert "File a change" in text_of(client.get(address("detail", published)))
    client.post(address("change", published))

    change = Filing.objects.get(kind="change")
    assert (change.amends, change.status) == (published, "draft")
    assert "What changes, and why" in text_of(client.get(address("detail", change)))


def test_the_check_shows_what_is_published_beside_what_is_new(client, applicant):
    change = make_change("draft", make_published(applicant))

    page = client.get(address("check", change))

    assert (page.context["changes"], page.context["papers_beside"]) == (None, [])
    assert changed_in(page.context["beside"]) == ["purpose"]
    assert "Question As published New" in text_of(page)


def test_the_check_of_a_returned_change_shows_what_is_new_since_it_was_returned_too(client, applicant):
    change = make_change("returned", make_published(applicant))
    answer(change, {"public_remark": "变更内容：主要用途变更，不含动画"})

    page = client.get(address("check", change))

    assert [each.what.key for each in page.context["changes"]] == ["public_remark"]
    assert changed_in(page.context["beside"]) == ["purpose"]
    assert NEW_PURPOSE in text_of(page)
