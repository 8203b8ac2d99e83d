"""The Celery application. Why each setting is as it is stands beside it in settings/base.py."""

import io
import os
from typing import Any

import django
from celery import Celery
from celery.signals import beat_init, worker_init
from django.core.management import call_command
from django.core.management.base import SystemCheckError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def check_first(**kwargs: Any) -> None:
    """As the web server: a process that would serve the wrong thing does not start. Of what a receiver raises,
    Celery heeds SystemExit alone."""
    django.setup()
    try:
        call_command("check", databases=["default"], stdout=io.StringIO())
    except SystemCheckError as error:
        raise SystemExit(str(error)) from None
