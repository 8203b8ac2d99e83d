from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts import limits, tasks
from accounts.models import Device, Letter, Tries
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_what_is_over_is_forgotten_and_what_stands_is_kept():
    now = timezone.now()
    for age in (timedelta(0), timedelta(days=400)):
        limits.reserve_sign_in(f"{age.days}@example.org", device="", address=f"192.0.2.{age.days % 9}", at=now - age)
        Device.objects.create(
            user=make_user(), token_sha256=str(age.days), first_seen_at=now - age, last_seen_at=now - age
        )
        Letter.objects.create(
            kind="reset", email="x@example.org", language="en", asked_at=now - age, next_attempt_at=now
        )
        Session.objects.create(session_key=str(age.days), session_data="", expire_date=now - age + timedelta(hours=1))
        UserSession.objects.create(session_key=str(age.days), user=make_user(), ip="192.0.2.1", user_agent="Firefox")

    tasks.forget()

    assert [model.objects.count() for model in (Tries, Device, Letter, Session)] == [2, 1, 1, 1]
    assert [each.session_key for each in UserSession.objects.all()] == ["0"]
