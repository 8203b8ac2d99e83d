"""What is remembered of signing in: tries that failed, and devices that succeeded."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class Tries(models.Model):
    """The recent tries under one ``key``, at most as many as are allowed: see accounts/limits.py."""

    key = models.CharField(max_length=80, primary_key=True)
    at = ArrayField(models.DateTimeField())

    def __str__(self) -> str:
        return self.key


class Device(models.Model):
    """A browser in which ``user`` has signed in before. Its cookie holds a token of 256 bits, the same for all who use
    it; here stands the SHA-256 (hex) of token and address, which tells nobody that two people share a browser."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices")
    token_sha256 = models.CharField(max_length=64, unique=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} {self.last_seen_at:%Y-%m-%d}"
