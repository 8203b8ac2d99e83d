"""The first letter: nobody signs up to work in an office, so the first administrator is invited from here."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from accounts import invitations
from accounts.models import Office, Posting
from audit.trail import Refused


class Command(BaseCommand):
    help = "Invite somebody to be an administrator of the national office. The letter goes out by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("email")
        parser.add_argument("--language", choices=languages, default="zh-hans", help="of the letter")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
            invitation = invitations.invite(
                office=Office.objects.national(),
                email=email,
                roles=[Posting.Role.ADMINISTRATOR],
                language=options["language"],
                by=None,
                at=timezone.now(),
            )
        except ValidationError:
            raise CommandError(f"{options['email']} is no e-mail address.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(
            f"The invitation to {email} is on its way. It is open until {invitation.expires_at:%Y-%m-%d}."
        )
