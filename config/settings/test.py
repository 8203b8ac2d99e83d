"""The suite: real PostgreSQL and broker, cheap password hashes, mail kept in memory."""

from config.settings.base import *
from config.settings.base import DATABASES, VAR_DIR

DEBUG = False
DEMONSTRATION = True
SECRET_KEY = "of no use outside the test suite"  # noqa: S105
ALLOWED_HOSTS = ["*"]
# A task runs where it is queued: no worker stands beside the suite.
CELERY_TASK_ALWAYS_EAGER = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MAILBOX_DIR = VAR_DIR / "mailbox"
SESSION_COOKIE_NAME = "portal_session"
CSRF_COOKIE_NAME = "portal_csrf"
# Django empties the tables after a transactional test by TRUNCATE; here alone the append-only tables allow it.
DATABASES["default"]["OPTIONS"] = {"options": "-c portal.flush=on"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
