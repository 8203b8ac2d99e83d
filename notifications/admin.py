"""The mail log, for administrators: without the text, which is the recipient's."""

from django.contrib import admin

from audit.admin import ReadOnlyAdmin
from notifications.models import Notification


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ("subject", "address", "status", "attempts", "created_at", "sent_at")
    list_filter = ("status", "event")
    search_fields = ("address", "key")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    fields = (
        ("subject", "address", "language"),
        ("event", "key", "message_id"),
        ("status", "attempts", "last_error"),
        ("created_at", "next_attempt_at", "sent_at"),
    )
