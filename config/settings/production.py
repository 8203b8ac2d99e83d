"""A public installation. It does not start with a secret, a switch or an account of the demonstration."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *
from config.settings.base import FILES_HOST, env

SECRET_KEY = env("SECRET_KEY")
# While a secret is being replaced, the old one stands here: with it, second factors set up before still work.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
    raise ImproperlyConfigured(
        "SECRET_KEY must be a random text of at least 50 characters, made for this installation."
    )
if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG must not be set: error pages would show code and data to the public.")
if env.bool("DEMONSTRATION", default=False):
    raise ImproperlyConfigured("DEMONSTRATION must not be set: a public installation holds no invented data.")

DEBUG = False
ALLOWED_HOSTS = [*env.list("ALLOWED_HOSTS"), *([FILES_HOST] if FILES_HOST else [])]
# The defaults of these two are for one machine: a mail would come from nowhere and lead nowhere.
PORTAL_URL = env("PORTAL_URL")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL")
EMAIL_CONFIG = env.email("EMAIL_URL", backend="notifications.smtp.EmailBackend")
vars().update(EMAIL_CONFIG)

SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
DEVICE_COOKIE_NAME = "__Host-device"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# Of these headers the web server in front is the author; see deploy/README.md. Without the second, all visitors would
# share one address, and with it one limit of attempts to sign in.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = 1
