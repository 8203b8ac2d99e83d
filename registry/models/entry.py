"""What the public may read of a filing: a copy, made when it is published."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Lower
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.models import append_only
from divisions import PROVINCES
from registry import spelling
from registry.models.batch import Batch
from registry.models.holder import Holder


class Role(models.IntegerChoices):
    PROVIDER = 1, _("Service provider")
    SUPPORTER = 2, _("Technical supporter")


class Status(models.TextChoices):
    IN_FORCE = "in_force", _("In force")
    CANCELLED = "cancelled", _("Cancelled")


class Facts(models.Model):
    """What is published of an algorithm, as in the eight columns of the official lists."""

    company = models.CharField(_("company"), max_length=100)
    algorithm = models.CharField(_("algorithm"), max_length=200)
    role = models.SmallIntegerField(_("role"), choices=Role)
    product = models.TextField(_("product"))
    purpose = models.TextField(_("main purpose"))
    remark = models.TextField(_("remark"), blank=True)

    FACTS = ("company", "algorithm", "role", "product", "purpose", "remark")

    class Meta:
        abstract = True

    @property
    def role_label(self) -> str:
        """The role in words. Django's ``get_role_display`` reads all choices anew for every row of a page."""
        return str(Role(self.role).label)

    def facts(self) -> dict[str, str | int]:
        return {name: getattr(self, name) for name in self.FACTS}


class Entry(Facts):
    """An algorithm with a filing number, as it stands today. Every row here is public.

    ``batch`` is the latest batch that lists it. ``rank`` orders entries by publication: the batch's ordinal times
    100,000 plus the position in it, so that lists may be loaded in any order. ``version`` is the sequence of the
    version that stands today. ``doc`` is what the search reads, folded as ``spelling.folded`` folds a query.
    """

    MOVES = {Status.IN_FORCE: {Status.CANCELLED}}
    RANKS_PER_BATCH = 100_000

    number = models.CharField(_("filing number"), max_length=22, unique=True)
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="entries")
    province = models.SmallIntegerField(_("province"), choices=[(int(code), name) for code, name in PROVINCES.items()])
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="latest_entries", db_index=False)
    rank = models.BigIntegerField(unique=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.IN_FORCE)
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    doc = models.GeneratedField(
        expression=Lower(
            Func(
                Concat(
                    F("company"),
                    Value("\n"),
                    F("algorithm"),
                    Value("\n"),
                    F("product"),
                    Value("\n"),
                    F("purpose"),
                    output_field=models.TextField(),
                ),
                Value(spelling.FULL_WIDTH),
                Value(spelling.HALF_WIDTH),
                function="TRANSLATE",
                output_field=models.TextField(),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-rank"]
        indexes = [
            models.Index(fields=["province", "rank"], name="entry_province"),
            models.Index(fields=["role", "rank"], name="entry_role"),
            models.Index(fields=["batch", "rank"], name="entry_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.algorithm} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("registry:entry", args=[self.number])

    @property
    def is_changed(self) -> bool:
        return self.version > 1

    @property
    def standing(self) -> str:
        """What became of the entry: its status, or "changed" when it is in force with other facts than at first."""
        return "changed" if self.is_changed and self.status == Status.IN_FORCE else self.status

    @property
    def standing_label(self) -> str:
        return gettext("Changed") if self.standing == "changed" else str(Status(self.status).label)

    @property
    def written_number(self) -> str:
        """The number as it must be displayed: 网信算备…号."""
        return f"网信算备{self.number}号"


class EntryVersion(Facts):
    """The facts of an entry as they were published at one time. Rows are added and never touched again.

    ``ordinal`` is the month from which they stand: that of ``batch``, or of the change where there is no batch.
    It orders versions, since lists may be loaded in any order; ``sequence`` counts them as they came.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="versions")
    sequence = models.PositiveSmallIntegerField()
    ordinal = models.SmallIntegerField()
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["ordinal", "sequence"]
        constraints = [models.UniqueConstraint(fields=["entry", "sequence"], name="entry_version_stands_once")]
        triggers = append_only("entry_version")

    def __str__(self) -> str:
        return f"{self.entry_id}.{self.sequence}"


class Listing(models.Model):
    """An entry's place in a batch, with the facts as that batch has them.

    An entry may stand in several batches; in all but the latest its place is ``superseded``.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="listings", db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="listings")
    version = models.ForeignKey(EntryVersion, models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    superseded = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "entry"], name="listing_stands_once"),
            models.UniqueConstraint(fields=["batch", "position"], name="listing_position_is_taken_once"),
        ]
        indexes = [models.Index(fields=["batch"], condition=Q(superseded=True), name="listing_superseded")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.position}"
