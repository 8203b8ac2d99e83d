"""Make the database, the demonstration data and the static files ready, and write the screen: one Django process.

Run by tools.run with the address to show and the file for the screen, which is printed when the web server answers.
"""

import sys
from pathlib import Path

import django
from django.core.management import call_command


def screen(address: str) -> str:
    from demo import accounts  # its models cannot be read before Django is set up

    people = [(account.role, account.email) for account in accounts.one_for_each_role()]
    width = max(len(role) for role, _ in people)
    lines = [
        "The portal is running.",
        "",
        f"  English   {address}/",
        f"  中文      {address}/zh-hans/",
        f"  Mail      {address}/mailbox/   (nothing leaves this machine)",
        "",
        f"Demonstration accounts, all with the password {accounts.password()}",
        "",
        *(f"  {role:{width}}  {email}" for role, email in people),
        "",
        "Ctrl-C stops everything. The data stays in var/ for the next make run.",
    ]
    rule = "=" * 78
    return "\n".join(["", rule, *lines, rule, ""])


def main(address: str, target: Path) -> None:
    django.setup()
    print("Migrating the database", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    print("Loading the demonstration data", flush=True)
    call_command("load_demo")
    print("Collecting the static files", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    target.touch(mode=0o600)  # the password stands in it
    target.write_text(screen(address))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
