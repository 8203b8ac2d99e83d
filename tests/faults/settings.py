"""The portal as an installation runs it, but that its mail goes to the witness."""

from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import STATIC_ROOT, TEMPLATES, env

SECRET_KEY = "of no use outside the fault tests"
ALLOWED_HOSTS = ["127.0.0.1"]
# No file is asked for, and no page waits for one to be built.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
# Each check of a password is written down where the portal cannot take it back.
PASSWORD_HASHERS = ["tests.faults.hasher.JournaledHasher"]
PASSWORD_CHECKS = env("PASSWORD_CHECKS", default="")
# The tests play the web server in front, and so the visitors' addresses.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.int("WITNESS_PORT")
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
