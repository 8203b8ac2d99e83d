"""Secrets that the tests use again and again, so that they are known where they get out: see watch.py."""

PASSWORDS = ["correct horse battery", "seven small sparrows"]
TOTP_SECRET = "JBSWY3DPEHPK3PXP"
IDENTITY_NUMBER = "999999199003070012"
PHONE = "13900009876"
