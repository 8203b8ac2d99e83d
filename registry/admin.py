"""The registry, to be read by administrators. What is public changes by its acts alone."""

from django.contrib import admin

from audit.admin import ReadOnlyAdmin
from registry.models import Approval, Batch, Entry, Holder


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin):
    list_display = ("title", "status", "published_on", "listed")


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ("number", "algorithm", "company", "role", "status")
    list_filter = ("status", "role")
    search_fields = ("number__startswith", "company__startswith", "algorithm__startswith")
    exclude = ("doc",)


@admin.register(Holder)
class HolderAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "last_sequence")
    search_fields = ("code__startswith", "name__startswith")


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ("number", "company", "algorithm", "batch", "approved_at")
    search_fields = ("number__startswith", "company__startswith")
