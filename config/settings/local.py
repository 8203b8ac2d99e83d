"""One machine, invented data, mail in a mailbox page."""

from config.settings.base import *
from config.settings.base import VAR_DIR, env

DEMONSTRATION = True
# The pages behave as they will in production: DEBUG only when asked for.
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
EMAIL_BACKEND = "notifications.mailbox.MailboxBackend"
MAILBOX_DIR = VAR_DIR / "mailbox"
SESSION_COOKIE_NAME = "portal_session"
CSRF_COOKIE_NAME = "portal_csrf"
# Compressing the files again at each start would cost more than it saves on one machine.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
