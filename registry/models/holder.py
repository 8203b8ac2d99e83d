"""Who holds filing numbers: one entity, one code of seven digits, whatever names it bears in time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Holder(models.Model):
    """``last_sequence`` is the highest sequence issued or imported; the next number goes on after it.

    The sequence counts per entity and algorithm type and does not restart with the year. One type is filed
    here (01, generation and synthesis), so one count is enough.
    """

    code = models.CharField(_("entity code"), max_length=7, unique=True)
    name = models.CharField(_("current name"), max_length=100)
    last_sequence = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("holder")
        verbose_name_plural = _("holders")
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{7}$"), name="holder_code_has_seven_digits"),
            models.CheckConstraint(condition=Q(last_sequence__lte=999), name="holder_sequence_has_three_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class HolderName(models.Model):
    """A name that the holder bears or bore. ``key`` is the name as names are compared: half-width, without spaces."""

    holder = models.ForeignKey(Holder, models.PROTECT, related_name="names")
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "key"], name="holder_name_stands_once")]
        indexes = [models.Index(fields=["key"], name="holder_borne_name")]

    def __str__(self) -> str:
        return self.name
