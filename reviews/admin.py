"""Cases as administrators see them."""

from django.contrib import admin

from audit.admin import ReadOnlyAdmin
from reviews.models import Case


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    list_display = ["filing", "algorithm", "company", "office", "status", "assignee", "due_on", "due_provisional"]
    list_filter = ["status", "office", "due_provisional"]
    list_select_related = ["filing", "office", "assignee"]
    search_fields = ["filing__reference", "algorithm", "company"]
    ordering = ["due_on", "id"]
