"""The text of a document, read once when it was uploaded; see document_texts.py."""

from django.db import models


class DocumentText(models.Model):
    """Kept for good, by the SHA-256 of the file: a revision that is compared may be an old one."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    pages = models.PositiveSmallIntegerField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.sha256
