"""The web server's way in. The checks run first: a process that would serve the wrong thing does not start."""

import io
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
call_command("check", databases=["default"], stdout=io.StringIO())
