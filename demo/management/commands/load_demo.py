from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo import accounts, loading


class Command(BaseCommand):
    help = "Load the invented companies, people, filings and entries. Loading them again changes nothing."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("This is a public installation: it takes no invented data.")
        if loading.load(at=timezone.now()):
            self.stdout.write("Loaded the demonstration: companies, filings in every state and 300 published entries.")
        else:
            self.stdout.write("The demonstration is loaded already.")
        self.stdout.write(f"Password of all {len(accounts.ACCOUNTS)} demonstration accounts: {accounts.password()}")
