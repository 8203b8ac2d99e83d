"""Print the JSON Schema of what is filed.

manage.py filing_schema initial --role provider            of the newest version of the form
manage.py filing_schema initial --role provider --form 1
manage.py filing_schema entity
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from filings import schema, sections
from filings.models import Filing


class Command(BaseCommand):
    help = "Print the JSON Schema of a kind and role of filing, and of a version of the form."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=list(sections.VERSIONS))
        parser.add_argument("--role", choices=Filing.Role.values, default="", help="none of a company's own details")
        parser.add_argument("--form", type=int, help="version of the form; the newest unless given")

    def handle(self, *, kind: str, role: str, form: int | None, **options: Any) -> None:
        name = schema.name_of(kind, role, form or sections.newest(kind))
        try:
            self.stdout.write(schema.text_of(name), ending="")
        except KeyError:
            names = ", ".join(schema.name_of(*each) for each in schema.all_named())
            raise CommandError(f"There is no schema {name}. There are {names}.") from None
