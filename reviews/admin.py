"""Cases, for those national administrators who also work on them: administration as such sees none."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from audit.admin import ReadOnlyAdmin
from reviews.models import Case


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    list_display = ["filing", "algorithm", "company", "office", "status", "assignee", "due_on", "due_provisional"]
    list_filter = ["status", "office", "due_provisional"]
    list_select_related = ["filing", "office", "assignee"]
    search_fields = ["filing__reference", "algorithm", "company"]
    ordering = ["due_on", "id"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Case.objects.visible_to(request.user)
