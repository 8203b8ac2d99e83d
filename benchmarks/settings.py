"""The portal as it serves the public, on a database that is thrown away."""

from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import STATIC_ROOT

SECRET_KEY = "of no use outside the benchmark"
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
# No file is asked for, and no page waits for one to be built.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
SESSION_COOKIE_NAME = "portal_session"
CSRF_COOKIE_NAME = "portal_csrf"
