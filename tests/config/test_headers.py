"""What every answer carries."""

import pytest
from django.contrib.messages import get_messages

from tests.factories import make_applicant

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/zh-hans/", "/registry/", "/account/login/", "/admin/login/", "/no/such/page/"]
)
def test_every_page_carries_the_security_headers(client, address):
    answer = client.get(address, follow=True)

    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/zh-hans/", "/registry/", "/zh-hans/registry/", "/registry/batches/"])
def test_public_pages_set_no_cookie(client, address):
    answer = client.get(address)

    assert answer.status_code == 200
    assert list(answer.cookies) == []


@pytest.mark.django_db
def test_a_page_made_for_a_person_is_not_stored(client):
    client.force_login(make_applicant())

    answer = client.get("/filings/")

    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_banner_travels_in_no_cookie(client):
    person = make_applicant()
    client.force_login(person)
    draft = client.post("/filings/new/", {"name": "澜亭算法", "role": "provider"})["Location"]

    answer = client.get(f"{draft}check/")

    assert [str(message) for message in get_messages(answer.wsgi_request)] != []
    assert "messages" not in answer.cookies


@pytest.mark.django_db
def test_the_address_says_the_language_whatever_the_browser_prefers(client):
    english = client.get("/account/login/", headers={"accept-language": "zh-CN"})
    chinese = client.get("/zh-hans/account/login/", headers={"accept-language": "en"})

    assert (english["Content-Language"], chinese["Content-Language"]) == ("en", "zh-hans")
