"""Production's settings, as a process of their own meets them."""

import json
import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.factories import make_user

GOOD_SECRET = "Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3"


def production(code, tmp_path, **changes):
    """Run ``code`` under production's settings; return its output and, if it failed, the last line it complained."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_URL": database_url(),
        "SECRET_KEY": GOOD_SECRET,
        "ALLOWED_HOSTS": "portal.example",
        "EMAIL_URL": "smtp+tls://portal:word@mail.example:587",
        "PORTAL_URL": "https://portal.example",
        "DEFAULT_FROM_EMAIL": "portal@portal.example",
        "PORTAL_VAR": str(tmp_path),
        **changes,
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.stdout, done.stderr.strip().splitlines()[-1] if done.returncode else ""


def database_url():
    given = connection.settings_dict
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**given)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be a random text of at least 50 characters"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY must be a random text of at least 50 characters"),
        ({"DEBUG": "1"}, "DEBUG must not be set"),
        ({"DEMONSTRATION": "1"}, "DEMONSTRATION must not be set"),
    ],
)
def test_production_refuses_to_start_with_what_belongs_to_a_demonstration(tmp_path, changes, complaint):
    _output, error = production("import django; django.setup()", tmp_path, **changes)

    assert complaint in error


@pytest.mark.django_db(transaction=True)
def test_the_web_server_does_not_start_on_a_database_with_demonstration_accounts(tmp_path):
    make_user(is_demonstration=True)

    output, _error = production("import config.wsgi; print('started')", tmp_path)

    assert output == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "command",
    [
        "from django.core.management import call_command; import django; django.setup(); call_command('sweep')",
        "from celery.signals import worker_init; import config; worker_init.send(None)",
        "from celery.signals import beat_init; import config; beat_init.send(None)",
    ],
)
@pytest.mark.parametrize(("demonstration", "output"), [(True, ""), (False, "started\n")])
def test_neither_do_worker_beat_and_sweep(tmp_path, command, demonstration, output):
    make_user(is_demonstration=demonstration)

    assert production(f"{command}; print('started')", tmp_path)[0] == output


@pytest.mark.django_db(transaction=True)
def test_the_web_server_starts_on_a_database_without_them(tmp_path):
    make_user()

    output, error = production("import config.wsgi; print('started')", tmp_path)

    assert (output, error) == ("started\n", "")


@pytest.mark.django_db(transaction=True)
def test_production_pages_are_only_for_https_and_cookies_only_for_this_host(tmp_path):
    output, error = production(
        "import django; django.setup()\n"
        "import json\n"
        "from django.core.management import call_command\n"
        "from django.test import Client\n"
        "call_command('collectstatic', interactive=False, verbosity=0)\n"
        "answer = Client().get('/account/login/', secure=True, headers={'host': 'portal.example'})\n"
        "plain = Client().get('/account/login/', headers={'host': 'portal.example'})\n"
        "cookie = answer.cookies['__Host-csrf']\n"
        "print(json.dumps([answer.status_code, answer['Strict-Transport-Security'], plain['Location'],\n"
        "    cookie['secure'], cookie['path'], cookie['domain'], cookie['httponly']]))",
        tmp_path,
    )

    assert error == ""
    assert json.loads(output) == [
        200,
        "max-age=31536000; includeSubDomains; preload",
        "https://portal.example/account/login/",
        True,
        "/",
        "",
        True,
    ]


@pytest.mark.parametrize("name", ["PORTAL_URL", "DEFAULT_FROM_EMAIL", "EMAIL_URL", "ALLOWED_HOSTS"])
def test_production_asks_for_what_only_this_installation_can_know(tmp_path, name):
    _output, error = production(f"import os; del os.environ['{name}']\nimport django; django.setup()", tmp_path)

    assert f"Set the {name} environment variable" in error


def test_behind_the_web_server_in_front_each_visitor_has_an_address_of_their_own(tmp_path):
    output, error = production(
        "import django; django.setup()\n"
        "from allauth.account.adapter import get_adapter\n"
        "from django.test import RequestFactory\n"
        "forged = {'x-forwarded-for': '10.9.9.9, 203.0.113.7'}\n"
        "print(get_adapter().get_client_ip(RequestFactory().get('/', headers=forged)))",
        tmp_path,
    )

    assert (output, error) == ("203.0.113.7\n", "")


def test_a_database_host_that_is_silent_does_not_hold_a_page(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        output, error = production(
            "import django; django.setup()\n"
            "from django.core.management import call_command\n"
            "from django.test import Client\n"
            "call_command('collectstatic', interactive=False, verbosity=0, skip_checks=True)\n"
            "visitor = Client(raise_request_exception=False, headers={'host': 'portal.example'})\n"
            "print(visitor.get('/', secure=True).status_code)",
            tmp_path,
            DATABASE_URL=f"postgres://portal:word@127.0.0.1:{silent.getsockname()[1]}/portal",
        )

    assert (output, error) == ("503\n", "")


@pytest.mark.django_db(transaction=True)
def test_production_has_no_mailbox_page(tmp_path):
    output, error = production(
        "import django; django.setup()\n"
        "from django.urls import Resolver404, resolve\n"
        "try:\n    resolve('/mailbox/')\nexcept Resolver404:\n    print('none')",
        tmp_path,
    )

    assert (output, error) == ("none\n", "")
