"""Cases as administrators see them: to be read. What moves them are the acts."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.permissions import administers
from reviews.models import Case


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin):
    list_display = ["filing", "algorithm", "company", "office", "status", "assignee", "due_on", "due_provisional"]
    list_filter = ["status", "office", "due_provisional"]
    list_select_related = ["filing", "office", "assignee"]
    search_fields = ["filing__reference", "algorithm", "company"]
    ordering = ["due_on", "id"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)  # type: ignore[arg-type]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request.user)  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
