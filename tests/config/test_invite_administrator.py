import pytest
from django.core.management import CommandError, call_command

from accounts import invitations
from accounts.permissions import administers
from notifications.models import Notification
from tests.factories import NOON, make_office, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]


@pytest.fixture
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    make_office("")


def test_the_first_administrator_is_invited_from_the_machine(capsys):
    call_command("invite_administrator", " Xu@Example.org", "--language", "en")

    assert capsys.readouterr().out == "The invitation to xu@example.org is on its way. It is open until 2026-03-16.\n"
    note = Notification.objects.get()
    assert note.address == "xu@example.org"
    assert note.body.startswith("The operator of the portal invites you to work in an office")
    token = next(word for word in note.body.split() if "/invitations/" in word).rstrip("/").rpartition("/")[2]
    person = make_user(email="xu@example.org")
    invitations.accept(token, by=person, at=NOON)
    assert administers(person)
    assert person.events.get().detail["invited_by"] == ""


def test_the_letter_is_in_chinese_unless_asked_otherwise(capsys):
    call_command("invite_administrator", "xu@example.org")

    assert Notification.objects.get().language == "zh-hans"


@pytest.mark.parametrize("email", ["x", "", "x@example.org\nBcc: y@example.org"])
def test_what_is_no_address_is_refused(email):
    with pytest.raises(CommandError, match="is no e-mail address"):
        call_command("invite_administrator", email)
    assert Notification.objects.count() == 0


def test_a_second_letter_while_the_first_is_open_is_refused(capsys):
    call_command("invite_administrator", "xu@example.org")

    with pytest.raises(CommandError, match="is invited already"):
        call_command("invite_administrator", "xu@example.org")
